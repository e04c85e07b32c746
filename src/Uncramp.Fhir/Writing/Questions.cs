using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>A page of the check.</summary>
internal sealed record QuestionGroup(string LinkId, string Title, IReadOnlyList<Question> Questions);

/// <summary>A question of the check in FHIR.</summary>
/// <param name="Entry">The finding; null for what the person thinks of trying.</param>
/// <param name="Detail">What of the finding: its number, its choices …; null: whether it is so.</param>
/// <param name="Text">The question. Where nobody can be asked (a test's limits), what it is.</param>
/// <param name="Type">FHIR's type of item.</param>
/// <param name="Asked">False for what only a record or other answers can tell.</param>
internal sealed record Question(Entry? Entry, string? Detail, string Text, string Type, bool Asked)
{
    public string LinkId => Entry is null ? Writing.LinkId.Considering : Detail is null ? Writing.LinkId.Of(Entry) : Writing.LinkId.Of(Entry, Detail);
}

/// <summary>The check as pages of questions: red flags page by page, then findings by kind. Each finding stands once.</summary>
internal static class Questions
{
    private static readonly (EntryKind Kind, string Title)[] Kinds =
    [
        (EntryKind.Symptom, "The cramps and other signs"), (EntryKind.Situation, "You"), (EntryKind.Habit, "Habits"), (EntryKind.Condition, "Illnesses"),
        (EntryKind.Cause, "What may be behind it"), (EntryKind.Medicine, "Medicines"), (EntryKind.Lab, "Results of blood tests"), (EntryKind.Test, "Other tests"),
        (EntryKind.Treatment, "Treatments taken"), (EntryKind.Problem, "Named by the person"), (EntryKind.Flag, "Said in so many words"), (EntryKind.Lookalike, "Named by a clinician"),
    ];

    public static IEnumerable<QuestionGroup> Groups(KnowledgeBase knowledge)
    {
        foreach (var page in knowledge.OfKind(EntryKind.Checklist).OrderBy(page => page.Order).ThenBy(page => page.Id, StringComparer.Ordinal))
            yield return new QuestionGroup(page.Id, page.Title,
                [.. knowledge.Entries.Where(entry => entry.Finding?.Checklist?.Target == page).OrderBy(entry => entry.Order).ThenBy(entry => entry.Id, StringComparer.Ordinal).SelectMany(Of)]);
        foreach (var (kind, title) in Kinds)
            yield return new QuestionGroup(kind.Name(), title, [.. knowledge.OfKind(kind).Where(entry => entry.Finding?.Checklist is null).SelectMany(Of)]);
        yield return new QuestionGroup(LinkId.Plans, "Plans", [new Question(null, null, "What are you thinking of trying?", "choice", true)]);
    }

    private static IEnumerable<Question> Of(Entry entry)
    {
        var asked = entry.Question is not null;
        var type = entry.Finding?.Type ?? FindingType.YesNo;
        // "How strong is the pain" is answered by its number.
        yield return new Question(entry, null, asked && type == FindingType.YesNo ? entry.Question! : entry.Title, "boolean", asked && type == FindingType.YesNo);
        if (type == FindingType.Choice) yield return new Question(entry, LinkId.Choices, entry.Question ?? entry.Title, "choice", asked);
        if (type == FindingType.Number) yield return new Question(entry, LinkId.Number, entry.Question ?? entry.Title, "decimal", asked);
        if (entry.Lab is not null)
        {
            yield return new Question(entry, LinkId.Number, $"{entry.Title}: the newest result", "decimal", true);
            yield return new Question(entry, LinkId.DaysAgo, $"{entry.Title}: how many days ago", "integer", true);
            yield return new Question(entry, LinkId.Low, $"{entry.Title}: the laboratory's lower limit", "decimal", true);
            yield return new Question(entry, LinkId.High, $"{entry.Title}: the laboratory's upper limit", "decimal", true);
            if (entry.Lab.Bands.Any(band => band.PerBaseline)) yield return new Question(entry, LinkId.Baseline, $"{entry.Title}: the lowest result of the year before", "decimal", true);
        }
        if (entry.Kind != EntryKind.Medicine) yield break;
        yield return new Question(entry, LinkId.StartedDaysAgo, $"{entry.Title}: how many days ago it was begun", "integer", true);
        yield return new Question(entry, LinkId.StoppedDaysAgo, $"{entry.Title}: how many days ago it was stopped", "integer", true);
    }
}
