using Spectre.Console;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Cli;

/// <summary>An assessment in colour, for a person at a terminal. Flags and warnings come first and are never folded.</summary>
internal static class AssessmentText
{
    public static void Write(Assessment.Assessment assessment)
    {
        var level = assessment.Triage.Level;
        var colour = level switch { CareLevel.Emergency => "white on red", CareLevel.SameDay => "darkorange3", CareLevel.Appointment => "darkgoldenrod", _ => "green" };
        Line($"[bold {colour}]{Headline(assessment.Triage).EscapeMarkup()}[/]");
        if (!assessment.Triage.Complete) Line("[italic]Some warning signs have not been asked yet. The level may still rise.[/]");
        foreach (var flag in assessment.Triage.Flags) Item($"[bold]{flag.Entry.Title.EscapeMarkup()}[/]: {flag.Level.Say.EscapeMarkup()}", flag.Because);
        Section("Please note", assessment.Warnings, row => Item(row.Entry.Say!.EscapeMarkup(), row.Because));
        Section("What may be behind the cramps", assessment.Contributors, row => Item($"[bold]{row.Entry.Title.EscapeMarkup()}[/] ({(row.Likelihood == Likelihood.Likely ? "likely" : "possible")}, {AssessmentJson.Name(row.Entry.Certainty ?? Certainty.VeryLow)} certainty): {row.Entry.Say?.EscapeMarkup()}", row.Because));
        Section("What it may be instead", assessment.Lookalikes, row => Item($"[bold]{row.Entry.Title.EscapeMarkup()}[/]: {row.Entry.Say?.EscapeMarkup()}", row.Because));
        Section("Your medicines", assessment.Medicines, row => Item($"[bold]{row.Given.EscapeMarkup()}[/]{(row.Ingredient is { } ingredient ? $" ({ingredient})".EscapeMarkup() : "")}: {AssessmentJson.MedicineMessage(row).EscapeMarkup()}", []));
        Section("Tests to talk about", assessment.Tests, row => Item(row.Entry.Title.EscapeMarkup(), row.Because));
        Section("What you asked about", assessment.Considering, row => Item($"[bold]{row.Given.EscapeMarkup()}[/] ({AssessmentJson.Name(row.Verdict)}): {row.Message.EscapeMarkup()}", row.Because));
        Section("For the next cramp", assessment.Relief.Take(3).ToList(), entry => Item($"[bold]{entry.Title.EscapeMarkup()}[/]: {string.Join(' ', entry.Measure!.Steps).EscapeMarkup()}", []));
        Section("To prevent the next", assessment.Prevention.Take(4).ToList(), entry => Item($"[bold]{entry.Title.EscapeMarkup()}[/]: {assessment.Words(entry).Message.EscapeMarkup()}", assessment.Words(entry).Because));
        Section("Left out, and why", assessment.Withheld, row => Item($"[bold]{row.Entry.Title.EscapeMarkup()}[/]: {row.Message.EscapeMarkup()}", row.Because));
        Section("Next questions", assessment.Questions.Take(5).ToList(), row => Item(row.Text.EscapeMarkup(), []));
        if (assessment.Record is { } record)
        {
            Section("Read from the record", record.Understood, row => Item($"{row.Given.EscapeMarkup()} [grey]({(row.Entries.Count > 0 ? string.Join(", ", row.Entries.Select(entry => entry.Title)) : "no link with cramps").EscapeMarkup()}; {row.Path.EscapeMarkup()})[/]", []));
            Section("Read and left out", record.LeftOut, row => Item($"{row.Given.EscapeMarkup()}: {row.Why.EscapeMarkup()} [grey]({row.Path.EscapeMarkup()})[/]", []));
            Section("Could not be read", record.Problems, row => Item($"{row.Place}: {row.What}; {row.Remedy}".EscapeMarkup(), []));
        }
        Section("Not understood", assessment.Unrecognised, row => Item($"{row.Path}: \"{row.Given.EscapeMarkup()}\"{(row.Suggestions.Count > 0 ? $". Did you mean {string.Join(" or ", row.Suggestions).EscapeMarkup()}?" : "")}".Replace("[", "[[", StringComparison.Ordinal).Replace("]", "]]", StringComparison.Ordinal), []));
        Line("");
        Line($"[grey]Knowledge {assessment.Release.Version} ({assessment.Release.Hash}). Not a diagnosis. Not yet signed off by a clinician.[/]");
    }

    /// <summary>The level of care in words.</summary>
    public static string Headline(Triage triage) => triage.Level switch
    {
        CareLevel.Emergency => "Call an ambulance now (112, 999 or 911).",
        CareLevel.SameDay => "Get help today. Do not wait for the morning.",
        CareLevel.Appointment => $"See {triage.Who ?? "your doctor or pharmacist"} within {triage.Within}.",
        _ => "You can look after this yourself for now.",
    };

    private static void Section<T>(string title, IReadOnlyList<T> rows, Action<T> write)
    {
        if (rows.Count == 0) return;
        Line("");
        Line($"[bold underline]{title}[/]");
        foreach (var row in rows) write(row);
    }

    private static void Item(string markup, IReadOnlyList<string> because) =>
        Line($"  • {markup}{(because.Count > 0 ? $" [grey]← {string.Join(", ", because)}[/]" : "")}");

    private static void Line(string markup) => AnsiConsole.MarkupLine(markup);
}
