using Uncramp.Knowledge;

namespace Uncramp.Web.Articles;

/// <summary>What a kind is called on the page.</summary>
internal static class KindWords
{
    /// <summary>Over the title of one entry.</summary>
    public static string Word(this EntryKind kind) => kind switch
    {
        EntryKind.Condition => "Illness",
        EntryKind.Situation => "Situation",
        EntryKind.Medicine => "Medicines",
        EntryKind.Lab => "Blood test",
        EntryKind.Test => "Test",
        EntryKind.Symptom => "Sign",
        EntryKind.Habit => "Habit",
        EntryKind.Substance => "Medicine by name",
        EntryKind.Problem => "The cramps",
        EntryKind.Cause => "Possible cause",
        EntryKind.Flag => "When to get help",
        EntryKind.Lookalike => "May feel like a cramp",
        EntryKind.Warning => "Please note",
        EntryKind.Relief => "For a cramp now",
        EntryKind.Prevention => "To prevent the next",
        EntryKind.Treatment => "What people try",
        EntryKind.Article => "To read",
        EntryKind.Source => "Source",
        EntryKind.Audit => "To look for in records",
        _ => "Questions",
    };

    /// <summary>Over a list of them.</summary>
    public static string Words(this EntryKind kind) => kind switch
    {
        EntryKind.Condition => "Illnesses",
        EntryKind.Situation => "Situations",
        EntryKind.Medicine => "Medicines linked with cramps, and others",
        EntryKind.Lab => "Blood tests",
        EntryKind.Test => "Other tests",
        EntryKind.Symptom => "Signs",
        EntryKind.Habit => "Habits",
        EntryKind.Substance => "Medicines by name",
        EntryKind.Problem => "The cramps",
        EntryKind.Cause => "Possible causes",
        EntryKind.Flag => "When to get help",
        EntryKind.Lookalike => "What may feel like a cramp",
        EntryKind.Warning => "Please note",
        EntryKind.Relief => "For a cramp now",
        EntryKind.Prevention => "To prevent the next",
        EntryKind.Treatment => "What people try",
        EntryKind.Article => "To read",
        EntryKind.Source => "Sources",
        EntryKind.Audit => "What health services look for",
        _ => "Questions we ask",
    };
}
