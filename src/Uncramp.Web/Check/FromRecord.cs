using System.Globalization;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>What a health record answers of the check: proposed to the person, who unticks what is wrong. Nothing in it answers "no".</summary>
internal static class FromRecord
{
    private const int MostLines = 60;

    public static Answers Of(KnowledgeBase knowledge, Facts.Facts facts)
    {
        var answers = new Answers();
        if (knowledge.OfField(Fields.Age) is { } age && facts.Of(age)?.Number is { } years) answers.Numbers[Fields.Age] = years;
        if (knowledge.OfField(Fields.Sex) is { } sex && facts.Of(sex)?.Choices is [("female" or "male" or "other") and var choice]) answers.Choices[Fields.Sex] = [choice];
        foreach (var entry in facts.Record!.Understood.SelectMany(row => row.Entries).Where(entry => entry.Kind is EntryKind.Condition or EntryKind.Situation).Distinct())
        {
            answers.Said[entry.Id] = "yes";
            if (entry.Finding?.LastsDays is not null && facts.Of(entry)?.DaysAgo is { } ago && facts.AsOf is { } today) answers.Dates[entry.Id] = today.AddDays(-ago);
        }
        answers.Medicines = [.. facts.Medicines.Where(row => row.Current).GroupBy(row => row.Given).Take(MostLines).Select(rows => new MedicineAnswer(NameOf(knowledge, rows.Key, [.. rows]), StartOf(facts, [.. rows])))];
        answers.Results = [.. facts.Record.Understood.SelectMany(row => row.Entries).Where(entry => entry.Kind == EntryKind.Lab).Distinct().Take(MostLines)
            .Where(lab => facts.Of(lab)?.Number is not null)
            .Select(lab => new ResultAnswer(lab.Names.Count > 0 ? lab.Names[0] : lab.Title, Math.Round(facts.Of(lab)!.Number!.Value, 3), lab.Lab!.Unit, facts.Of(lab)!.DaysAgo is { } ago ? facts.AsOf?.AddDays(-ago) : null))];
        return answers;
    }

    /// <summary>The record's words, if the check would understand them; else what they were understood as.</summary>
    private static string NameOf(KnowledgeBase knowledge, string given, IReadOnlyList<MedicineFact> rows)
    {
        var meant = rows.Select(row => row.Entry).ToHashSet();
        var typed = knowledge.Recogniser.Medicine(given);
        var name = typed.Count > 0 && typed.SelectMany(match => match.Entries).ToHashSet().IsSupersetOf(meant.OfType<Entry>()) ? given
            : string.Join(" / ", rows.Select(row => row.Ingredient ?? row.Entry?.Title).OfType<string>().Distinct());
        return name.Length > Answers.MaxText ? name[..Answers.MaxText] : name.Length > 0 ? name : given;
    }

    private static string? StartOf(Facts.Facts facts, IReadOnlyList<MedicineFact> rows) =>
        rows.Select(row => row.Entry is { } entry ? facts.Of(entry)?.Started : null).FirstOrDefault(start => start is not null)?.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
