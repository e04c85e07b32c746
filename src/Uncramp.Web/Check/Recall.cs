using System.Text;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>
/// The answers of an earlier check, brought to today. Ages and weeks have moved on. What is about now is not remembered at all: a warning sign of
/// then is neither a yes nor a no of today, so it is asked again.
/// </summary>
internal static class Recall
{
    private const int LastWeekOfPregnancy = 42;
    private const int WeeksAfterBirth = 12;

    /// <summary>How long "not pregnant" holds for those who may become so.</summary>
    private const int NotPregnantDays = 28;
    private const int NoLongerPregnantAt = 60;

    private const string AllMedicines = "no other medicines";

    /// <summary>The remembered answers; null: nothing is remembered.</summary>
    public static Answers? Of(FromDiary diary, Interview interview, KnowledgeBase knowledge)
    {
        if (diary.Diary.Profile is not { Answers: { } kept } profile || CaseReader.Read(Encoding.UTF8.GetBytes(kept.Text), "answers").Case is not { } told) return null;
        var day = told.AsOf ?? DateOnly.FromDateTime(profile.Changed.GetValueOrDefault("answers", profile.Logged).At.UtcDateTime);
        var answers = new Answers { Diary = diary, Remembered = day };
        Take(told, day, answers, knowledge);
        MoveOn(answers, Math.Max(0, interview.Today.DayNumber - day.DayNumber), knowledge);
        foreach (var id in answers.Said.Keys.Where(id => IsOfThen(knowledge.Find(id)!, answers.Said[id], interview)).ToList())
        {
            answers.Said.Remove(id);
            answers.Dates.Remove(id);
        }
        var stale = answers.Noticed.RemoveAll(words => IsOfThen(words, day, interview, knowledge)) > 0;
        // What the diary has by now, it knows better.
        answers.Medicines.RemoveAll(medicine => diary.Knows(medicine.Name, ever: true));
        answers.Results.RemoveAll(diary.Knows);
        foreach (var field in answers.Numbers.Keys.Concat(answers.Choices.Keys).Where(diary.Answers).ToList())
        {
            answers.Numbers.Remove(field);
            answers.Choices.Remove(field);
        }
        if (!answers.IsSound(knowledge)) return null;
        Passed(answers, stale, interview, knowledge);
        return answers;
    }

    /// <summary>What was told, as answers. What this knowledge does not know any more is left out.</summary>
    private static void Take(Case told, DateOnly day, Answers answers, KnowledgeBase knowledge)
    {
        foreach (var (path, number) in told.Numbers)
            if (Fields.Numbers.TryGetValue(path, out var range) && number >= range.Least && number <= range.Most) answers.Numbers[path] = number;
        foreach (var (path, chosen) in told.Choices)
            if (chosen.Where(choice => Fields.IsChoice(knowledge, path, choice)).ToList() is { Count: > 0 } known) answers.Choices[path] = known;
        foreach (var (path, answer) in told.Answers)
            if (knowledge.OfField(path) is { } entry) answers.Said[entry.Id] = answer ? "yes" : "no";
        foreach (var statement in told.Statements)
        {
            var entry = knowledge.Find(statement.Text);
            switch (statement.Kind)
            {
                case StatementKind.Medicine when statement.Text == AllMedicines: answers.MedicineList = "none"; break;
                case StatementKind.Medicine when statement.End is null: answers.Medicines.Add(new MedicineAnswer(statement.Text, statement.Start?.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))); break;
                case StatementKind.Considering: answers.Considering.Add(statement.Text); break;
                case StatementKind.Absent when entry is { } not && not.Kind.IsFinding(): answers.Said.TryAdd(not.Id, "no"); break;
                case StatementKind.Symptom or StatementKind.Condition or StatementKind.Habit when entry is { } has && has.Kind.IsFinding(): answers.Said[has.Id] = "yes"; break;
                // An id that is no entry any more is no words of a person.
                case StatementKind.Condition when !IsId(statement.Text): answers.Conditions.Add(statement.Text); break;
                case StatementKind.Symptom or StatementKind.Habit when !IsId(statement.Text): answers.Noticed.Add(statement.Text); break;
                default: break;
            }
        }
        // A result without a day is no newer than the day it was told.
        answers.Results = [.. told.Labs.Select(lab => new ResultAnswer(lab.Name, lab.Value, lab.Unit, lab.Date ?? day))];
    }

    private static void MoveOn(Answers answers, int days, KnowledgeBase knowledge)
    {
        Add(Fields.Age, days / 365.25);
        Add(Fields.PregnancyWeeks, days / 7.0);
        Add(Fields.PostpartumWeeks, days / 7.0);
        Add("cramps.sinceWeeks", days / 7.0);
        var (pregnant, after) = (Said(Fields.PregnancyWeeks), Said(Fields.PostpartumWeeks));
        var over = answers.Numbers.TryGetValue(Fields.PregnancyWeeks, out var weeks) ? weeks > LastWeekOfPregnancy
            : answers.Numbers.TryGetValue(Fields.PostpartumWeeks, out var since) ? since > WeeksAfterBirth
            : (pregnant is "yes" || after is "yes" || (MayBePregnant(answers) && (pregnant ?? after) is not null)) && days > NotPregnantDays;
        if (!over) return;
        foreach (var path in new[] { Fields.PregnancyWeeks, Fields.PostpartumWeeks })
        {
            answers.Numbers.Remove(path);
            if (knowledge.OfField(path) is { } entry) answers.Said.Remove(entry.Id);
        }

        string? Said(string path) => knowledge.OfField(path) is { } entry ? answers.Said.GetValueOrDefault(entry.Id) : null;

        // Kept to the day, so that many checks in a year add up to a year.
        void Add(string path, double more)
        {
            if (answers.Numbers.TryGetValue(path, out var number)) answers.Numbers[path] = Math.Min(Fields.Numbers[path].Most, Math.Round(number + more, 4));
        }
    }

    private static bool MayBePregnant(Answers answers) =>
        !answers.Choices.GetValueOrDefault(Fields.Sex, []).Contains("male") && !(answers.Numbers.TryGetValue(Fields.Age, out var age) && age >= NoLongerPregnantAt);

    /// <summary>Whether an answer was about the day it was given on.</summary>
    private static bool IsOfThen(Entry entry, string said, Interview interview) =>
        entry.Finding?.Field is null && (interview.IsAskedAnew(entry) || (said == "no" && interview.IsSign(entry) && !interview.IsListed(entry)));

    /// <summary>Whether own words were about that day: they name a warning sign, say when, or deny something.</summary>
    private static bool IsOfThen(string words, DateOnly day, Interview interview, KnowledgeBase knowledge)
    {
        var facts = FactsBuilder.Build(knowledge, new Case { AsOf = day, Statements = [new CodedStatement(StatementKind.Symptom, words, "noticed")] }).Facts;
        return facts.Hinted.Any(interview.IsAskedAnew)
            || knowledge.Entries.Any(entry => facts.Stated(entry) switch { Assessment.Truth.True => interview.IsAskedAnew(entry) || facts.Of(entry)?.DaysAgo is not null, Assessment.Truth.False => true, _ => false });
    }

    /// <summary>Notes which pages need not be asked again.</summary>
    private static void Passed(Answers answers, bool stale, Interview interview, KnowledgeBase knowledge)
    {
        var steps = interview.Steps(answers);
        var onPages = steps.SelectMany(step => step switch
        {
            Step.Illnesses illnesses => illnesses.Items,
            Step.About about => about.Fields.Select(field => knowledge.OfField(field.Path)).OfType<Entry>(),
            _ => [],
        }).Select(entry => entry.Id).ToHashSet();
        foreach (var id in answers.Said.Keys.Where(id => !onPages.Contains(id)))
        {
            var entry = knowledge.Find(id)!;
            if (entry.Broader.FirstOrDefault(broader => broader.Target!.Finding?.Which is not null) is { } which) answers.Asked.Add(which.Target!.Id);
            else if (entry.Question is not null) answers.Asked.Add(id);
        }
        answers.Seen.AddRange(steps.Where(step => step switch
        {
            Step.About about => about.Fields.Any(field => IsAnswered(field)) && !about.Fields.Any(field => field.Kind == FieldKind.Pregnancy && IsOpen(field)),
            Step.Medicines => answers.Medicines.Count > 0 || answers.MedicineList is not null,
            Step.Illnesses illnesses => answers.Conditions.Count > 0 || illnesses.Items.Any(item => answers.Said.ContainsKey(item.Id)),
            Step.More => !stale,
            _ => false,
        }).Select(step => step.Key));

        bool IsAnswered(Field field) => answers.Numbers.ContainsKey(field.Path) || answers.Choices.ContainsKey(field.Path) || (knowledge.OfField(field.Path) is { } entry && answers.Said.ContainsKey(entry.Id));

        bool IsOpen(Field field) => MayBePregnant(answers) && !new[] { field.Path, Fields.PostpartumWeeks }.Any(path => knowledge.OfField(path) is { } entry && answers.Said.ContainsKey(entry.Id));
    }

    private static bool IsId(string text) => text.Contains('/', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal);
}
