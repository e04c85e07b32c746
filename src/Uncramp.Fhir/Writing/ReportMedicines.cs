using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Report;

namespace Uncramp.Fhir.Writing;

/// <summary>Medicines as the patient gives them: the words, the codes of the ingredients we know, since when, until when.</summary>
internal static class ReportMedicines
{
    public static IEnumerable<JsonObject> Of(DoctorReport report, DiaryDocument diary, ReportEntries entries)
    {
        var check = report.Check;
        var courses = diary.Medicines.Where(course => !(course.Started?.Earliest > report.AsOf)).ToList();
        foreach (var course in courses)
        {
            var over = course.Stopped?.Earliest <= report.AsOf;
            yield return Statement(report, entries, course.Name, over ? "completed" : "active", course.Started?.Text, over ? course.Stopped?.Text : null, course.Dose);
        }
        foreach (var said in check.Case.Statements.Where(statement => statement.Kind == StatementKind.Medicine).DistinctBy(statement => statement.Text.Trim().ToLowerInvariant()))
            if (!courses.Exists(course => Same(course.Name, said.Text)) && !check.Facts.Knowledge.Recogniser.SaysNothing("medicines", said.Text))
                yield return Statement(report, entries, said.Text, StatusOf(check, said, report.AsOf), Rough(said.Start), said.End <= report.AsOf ? Rough(said.End) : null, null);
    }

    /// <summary>What was not understood is neither taken nor not taken.</summary>
    private static string StatusOf(LastCheck check, CodedStatement said, DateOnly asOf)
    {
        var rows = check.Facts.Medicines.Where(row => Same(row.Given, said.Text)).ToList();
        return rows.Exists(row => row.Current) ? "active"
            : rows.Count > 0 || said.End <= asOf ? "completed"
            : check.Facts.Knowledge.Recogniser.Medicine(said.Text).Count > 0 ? "not-taken" : "unknown";
    }

    private static JsonObject Statement(DoctorReport report, ReportEntries entries, string given, string status, string? start, string? end, string? dose)
    {
        var (contained, medication) = Medication(report.Check, given);
        return FhirJson.Of(
            ("resourceType", "MedicationStatement"),
            ("contained", FhirJson.One(contained)),
            ("status", status),
            medication,
            ("subject", entries.PatientReference),
            ("effectivePeriod", FhirJson.Of(("start", start), ("end", end))),
            ("informationSource", entries.PatientReference),
            ("dosage", FhirJson.Words(dose) is { } text ? FhirJson.One(FhirJson.Of(("text", text))) : null));
    }

    /// <summary>One ingredient is coded as the medicine itself, several as the parts of a product.</summary>
    private static (JsonObject? Contained, (string, JsonNode?) Medication) Medication(LastCheck check, string given)
    {
        var knowledge = check.Facts.Knowledge;
        var rows = check.Facts.Medicines.Where(row => Same(row.Given, given)).ToList();
        var text = FhirJson.Words(given);
        // A part that is known as a class alone has no ingredient.
        var parts = rows.GroupBy(row => row.Ingredient ?? row.Entry!.Title).Select(part => (Name: part.Key, Codes: part.SelectMany(row => Codes(knowledge, row)).DistinctBy(code => code.ToJsonString()).ToList())).ToList();
        if (parts.Count < 2) return (null, ("medicationCodeableConcept", FhirJson.Concept(text, parts.SelectMany(part => part.Codes))));
        var product = FhirJson.Of(
            ("resourceType", "Medication"),
            ("id", "product"),
            ("code", FhirJson.Concept(text)),
            ("ingredient", FhirJson.List(parts.Select(part => FhirJson.Of(("itemCodeableConcept", FhirJson.Concept(part.Name, part.Codes)))))));
        return (product, ("medicationReference", FhirJson.Of(("reference", "#product"), ("display", text))));
    }

    /// <summary>The codes of the ingredient, and the class as an entry.</summary>
    private static IEnumerable<JsonObject> Codes(KnowledgeBase knowledge, MedicineFact row) =>
    [
        .. knowledge.OfKind(EntryKind.Substance).FirstOrDefault(substance => string.Equals(substance.Title, row.Ingredient, StringComparison.OrdinalIgnoreCase))?.Codes.Select(code => FhirJson.Coding(CodeUri.Of(code.System), code.Value)) ?? [],
        .. row.Entry is { } entry ? [FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title)] : (IEnumerable<JsonObject>)[],
    ];

    /// <summary>A date of a case may have been a month only, which reads as its first day; a month is true of both.</summary>
    private static string? Rough(DateOnly? day) => day is { } date ? ReportObservations.Day(date)[..(date.Day == 1 ? 7 : 10)] : null;

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
