using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Report;

namespace Uncramp.Fhir.Writing;

/// <summary>
/// The report for the doctor as a FHIR R4 document: the same words as on paper, and beside them counts, medicines, results, answers and what the check
/// concluded, each as a resource. All of it is reported by the patient; none of it is a diagnosis. What is not known is absent or said to be unknown.
/// </summary>
public static class ReportBundle
{
    /// <summary>The media type of it.</summary>
    public const string MediaType = "application/fhir+json";

    /// <summary>A file name without anything personal.</summary>
    public static string FileName(DoctorReport report) => string.Create(CultureInfo.InvariantCulture, $"uncramp-report-{report.AsOf:yyyy-MM-dd}.fhir.json");

    /// <summary>UTF-8. The same report made at the same time gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="diary">The diary it was made of.</param>
    /// <param name="madeAt">When it is made.</param>
    public static byte[] Write(DoctorReport report, DiaryDocument diary, DateTimeOffset madeAt) => FhirJson.Bytes(Of(report, diary, madeAt));

    internal static JsonObject Of(DoctorReport report, DiaryDocument diary, DateTimeOffset madeAt)
    {
        var entries = new ReportEntries();
        entries.Patient = entries.Add(Patient(report, diary));
        var device = entries.Add(Device(report));
        var counts = ReportObservations.Counts(report, entries).Select(entries.Add).ToList();
        var medicines = ReportMedicines.Of(report, diary, entries).Select(entries.Add).ToList();
        var results = ReportObservations.Results(report, entries).Select(entries.Add).ToList();
        var tried = ReportObservations.Tried(report, entries).Select(entries.Add).ToList();
        var answers = report.Check.Answered is null ? null : entries.Add(Answers(report, entries));
        var flags = ReportConclusion.Flags(report, entries, answers).Select(entries.Add).ToList();
        flags.AddRange(ReportConclusion.MayBe(report, entries, answers).Select(entries.Add));
        if (ReportConclusion.Of(report, entries, device, answers, flags) is { } conclusion) flags.Add(entries.Add(conclusion));
        if (answers is not null) flags.Add(answers);
        var sections = report.Sections.Select(section => Section(section.Title, Narrative.Of(section.Lines), section.Title switch
        {
            DoctorReport.RedFlags => flags,
            DoctorReport.Medicines => medicines,
            DoctorReport.Tests => results,
            DoctorReport.Tries => tried,
            _ => [],
        }));
        var time = madeAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        var composition = FhirJson.Of(
            ("resourceType", "Composition"),
            ("language", "en"),
            ("status", "final"),
            ("type", FhirJson.Concept(DoctorReport.Title, FhirJson.Coding(CodeUri.Loinc, "51855-5", "Patient Note"))),
            ("subject", entries.PatientReference),
            ("date", time),
            ("author", FhirJson.List([entries.PatientReference, ReportEntries.Reference(device)])),
            ("title", DoctorReport.Title),
            ("section", FhirJson.List(
            [
                Section("In short", Narrative.Of(report.Answer), counts),
                report.Pattern.Lines.Count > 0 ? Section(report.Pattern.Title, Narrative.Of(report.Pattern.Lines), []) : null,
                .. sections,
                Section("How this was made", Narrative.Of(report.Origin), [device]),
            ])));
        var identity = ContentId.Of(composition);
        return FhirJson.Of(
            ("resourceType", "Bundle"),
            ("identifier", FhirJson.Of(("system", "urn:ietf:rfc:3986"), ("value", identity))),
            ("type", "document"),
            ("timestamp", time),
            ("entry", entries.With(identity, composition)));
    }

    /// <summary>Only what the person gave.</summary>
    private static JsonObject Patient(DoctorReport report, DiaryDocument diary)
    {
        var sex = report.Check.Case.Choices.GetValueOrDefault("person.sex") is [var chosen, ..] && chosen is "female" or "male" ? chosen : null;
        return FhirJson.Of(
            ("resourceType", "Patient"),
            ("text", Narrative.Of(report.Who ?? "The patient, without a name")),
            ("name", FhirJson.Words(diary.Profile?.Name) is { } name ? FhirJson.One(FhirJson.Of(("text", name))) : null),
            ("gender", sex));
    }

    private static JsonObject Device(DoctorReport report)
    {
        var release = report.Check.Facts.Knowledge.Release;
        return FhirJson.Of(
            ("resourceType", "Device"),
            ("deviceName", FhirJson.One(FhirJson.Of(("name", "Uncramp"), ("type", "user-friendly-name")))),
            ("version", FhirJson.List(
            [
                FhirJson.Of(("type", FhirJson.Concept("software")), ("value", typeof(DoctorReport).Assembly.GetName().Version?.ToString(3))),
                FhirJson.Of(("type", FhirJson.Concept("knowledge")), ("value", $"{release.Version} ({release.Hash})")),
            ])));
    }

    private static JsonObject Answers(DoctorReport report, ReportEntries entries)
    {
        var response = CheckResponse.Of(report.Check.Facts, unanswered: true);
        response.Insert(3, "subject", entries.PatientReference);
        response.Add("author", entries.PatientReference);
        response.Add("source", entries.PatientReference);
        return response;
    }

    private static JsonObject Section(string title, JsonObject text, IEnumerable<string> entries) =>
        FhirJson.Of(("title", title), ("text", text), ("entry", FhirJson.List(entries.Distinct().Select(ReportEntries.Reference))));
}

/// <summary>The resources of a report under ids out of their content, each once.</summary>
internal sealed class ReportEntries
{
    private readonly Dictionary<string, JsonObject> resources = [];

    /// <summary>The id of the patient.</summary>
    public string Patient { get; set; } = "";

    public JsonObject PatientReference => Reference(Patient);

    public static JsonObject Reference(string id) => FhirJson.Of(("reference", id));

    /// <summary>Its id.</summary>
    public string Add(JsonObject resource)
    {
        var id = ContentId.Of(resource);
        resources.TryAdd(id, resource);
        return id;
    }

    /// <summary>All of them behind the one that a document begins with.</summary>
    public JsonArray With(string id, JsonObject first) => FhirJson.List(resources.Prepend(new(id, first)).Select(entry => FhirJson.Of(("fullUrl", entry.Key), ("resource", entry.Value))));
}
