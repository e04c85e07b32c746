using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Report;

namespace Uncramp.Fhir.Writing;

/// <summary>Counts of the diary, results of tests and what was tried, as observations. A night nobody logged is counted as missing, never as zero.</summary>
internal static class ReportObservations
{
    /// <summary>Cramps a week over the time looked at and week by week, sleep lost, pain.</summary>
    public static IEnumerable<JsonObject> Counts(DoctorReport report, ReportEntries entries)
    {
        var knowledge = report.Check.Facts.Knowledge;
        var nights = report.Nights;
        var whole = nights.Count > 0 ? Period(nights[0].Night, nights[^1].Night) : Period(new Night(report.AsOf.AddMonths(-report.Months)), new Night(report.AsOf));
        var rate = report.Rate;
        var missing = nights.Count(night => night.State == NightState.Missing);
        var remembered = report.Check.Case.Numbers.TryGetValue("cramps.perWeek", out var perWeek) ? perWeek : (double?)null;
        yield return Survey(entries, Field(knowledge, "cramps.perWeek", "Cramps a week"), whole, rate is null ? null : FhirJson.Quantity(Math.Round(rate.PerWeek, 2), "a week"),
            rate is null ? "No night was logged in this time." : "Counted from the nights that were logged; the range is 95 %. Nights that were not logged are left out.",
            Part("Lower end of the 95 % range", rate is null ? null : Math.Round(rate.Low, 2), "a week"),
            Part("Upper end of the 95 % range", rate is null ? null : Math.Round(rate.High, 2), "a week"),
            Part("Cramps counted", rate?.Cramps, "cramps"),
            Part("Nights logged", rate?.Nights ?? 0, "nights"),
            Part("Nights missing", missing, "nights"));
        if (rate is null && remembered is { } memory)
            yield return Survey(entries, Field(knowledge, "cramps.perWeek", "Cramps a week"), ("effectiveDateTime", Day(report.Check.Answered ?? report.AsOf)), FhirJson.Quantity(memory, "a week"), "From memory, not counted.");

        foreach (var week in Week.Of(nights))
            yield return Survey(entries, FhirJson.Concept("Cramps in the logged nights of a week"), Period(week.Monday, week.Monday.Plus(6)), week.Logged == 0 ? null : FhirJson.Quantity(week.Cramps, "cramps"),
                week.Logged == 0 ? "No night of this week was logged." : week.TooFew ? "Too few nights logged for a number a week." : null,
                Part("Nights logged", week.Logged, "nights"));

        var sleep = SleepLost.Of(nights);
        yield return Survey(entries, FhirJson.Concept("Sleep lost to cramps"), whole, sleep is null ? null : FhirJson.Quantity(Math.Round(sleep.MinutesPerWeek), "minutes a week"), null,
            Part("Nights with cramps for which it was said", sleep?.NightsSaid, "nights"),
            Part("Nights with cramps", sleep?.NightsWithCramps, "nights"));

        var pain = nights.SelectMany(night => night.Episodes).Where(cramp => !cramp.IsOnTheMachine).Select(cramp => cramp.Severity).OfType<double>().Order().ToList();
        if (pain.Count > 0)
            yield return Survey(entries, Field(knowledge, "cramps.severity", "Pain of cramps"), whole, FhirJson.Quantity((pain[(pain.Count - 1) / 2] + pain[pain.Count / 2]) / 2, "0 to 10"), "The middle one of the cramps of which it was said; 0 none, 10 the worst imaginable.",
                Part("Least", pain[0], "0 to 10"), Part("Worst", pain[^1], "0 to 10"), Part("Cramps of which it was said", pain.Count, "cramps"));
        else if (report.Check.Case.Numbers.TryGetValue("cramps.severity", out var said))
            yield return Survey(entries, Field(knowledge, "cramps.severity", "Pain of cramps"), ("effectiveDateTime", Day(report.Check.Answered ?? report.AsOf)), FhirJson.Quantity(said, "0 to 10"), "From memory; 0 none, 10 the worst imaginable.");
        else
            yield return Survey(entries, Field(knowledge, "cramps.severity", "Pain of cramps"), whole, null, null);
    }

    /// <summary>Results as the patient has them, under all codes of that test; where a code was given, under that one.</summary>
    public static IEnumerable<JsonObject> Results(DoctorReport report, ReportEntries entries)
    {
        var knowledge = report.Check.Facts.Knowledge;
        return report.Check.Case.Labs.Where(result => !(result.Date > report.AsOf)).Select(result =>
        {
            var lab = knowledge.Recogniser.Lab(result.Name);
            var loinc = lab?.Codes.Where(code => code.System == "loinc").ToList() ?? [];
            var given = loinc.Where(code => code.Value == result.Name.Trim()).ToList();
            return FhirJson.Of(
                ("resourceType", "Observation"),
                ("status", "final"),
                ("category", FhirJson.One(FhirJson.Concept(null, FhirJson.Coding(Category, "laboratory")))),
                ("code", FhirJson.Concept(FhirJson.Words(result.Name), [.. (given.Count > 0 ? given : loinc).Select(code => FhirJson.Coding(CodeUri.Loinc, code.Value)), lab is null ? null : FhirJson.Coding(Canonical.Entries, lab.Id, lab.Title)])),
                ("subject", entries.PatientReference),
                ("effectiveDateTime", result.Date is { } day ? Day(day) : null),
                ("performer", FhirJson.One(entries.PatientReference)),
                ("valueQuantity", FhirJson.Quantity(result.Value, result.Unit)),
                ("note", Note("As the patient wrote it down; not from the laboratory.")),
                ("referenceRange", result.Low is null && result.High is null ? null : FhirJson.One(FhirJson.Of(
                    ("low", result.Low is { } low ? FhirJson.Quantity(low, result.Unit) : null), ("high", result.High is { } high ? FhirJson.Quantity(high, result.Unit) : null)))));
        });
    }

    /// <summary>Trials on oneself, in the words of the report.</summary>
    public static IEnumerable<JsonObject> Tried(DoctorReport report, ReportEntries entries) => report.Trials.Select(tried => FhirJson.Of(
        ("resourceType", "Observation"),
        ("status", "final"),
        ("category", FhirJson.One(FhirJson.Concept(null, FhirJson.Coding(Category, "survey")))),
        ("code", FhirJson.Concept($"Trial on oneself: {FhirJson.Words(tried.What)}")),
        ("subject", entries.PatientReference),
        ("effectiveDateTime", Day(report.AsOf)),
        ("performer", FhirJson.One(entries.PatientReference)),
        ("valueString", FhirJson.Words(tried.Result))));

    /// <summary>Something the patient reports. Without a value it is said to be unknown.</summary>
    public static JsonObject Survey(ReportEntries entries, JsonObject code, (string Name, JsonNode? Value) when, JsonObject? quantity, string? note, params IEnumerable<JsonObject?> parts) => FhirJson.Of(
        ("resourceType", "Observation"),
        ("status", "final"),
        ("category", FhirJson.One(FhirJson.Concept(null, FhirJson.Coding(Category, "survey")))),
        ("code", code),
        ("subject", entries.PatientReference),
        when,
        ("performer", FhirJson.One(entries.PatientReference)),
        ("valueQuantity", quantity),
        ("dataAbsentReason", quantity is null ? Unknown() : null),
        ("note", note is null ? null : Note(note)),
        ("component", FhirJson.List(parts)));

    public const string Category = "http://terminology.hl7.org/CodeSystem/observation-category";

    public static JsonObject Unknown() => FhirJson.Concept(null, FhirJson.Coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown", "Unknown"));

    public static JsonArray? Note(string text) => FhirJson.One(FhirJson.Of(("text", text)));

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonObject? Part(string what, double? value, string unit) => value is { } number ? FhirJson.Of(("code", FhirJson.Concept(what)), ("valueQuantity", FhirJson.Quantity(number, unit))) : null;

    /// <summary>The finding that a field of the case fills.</summary>
    private static JsonObject Field(KnowledgeBase knowledge, string field, string text) =>
        FhirJson.Concept(text, knowledge.OfField(field) is { } entry ? FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title) : null);

    /// <summary>From the evening of the first night to the morning after the last.</summary>
    private static (string Name, JsonNode? Value) Period(Night first, Night last) => ("effectivePeriod", FhirJson.Of(("start", Day(first.Evening)), ("end", Day(last.Plus(1).Evening))));
}
