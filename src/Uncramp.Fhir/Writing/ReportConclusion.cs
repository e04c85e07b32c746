using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Knowledge;
using Uncramp.Report;

namespace Uncramp.Fhir.Writing;

/// <summary>What the check concludes of what the patient reported: red flags raised, asked and not found, or not known; and what may be behind the cramps.</summary>
internal static class ReportConclusion
{
    private const string NoDiagnosis = "Worked out from what the patient reported. Not a diagnosis.";

    /// <summary>Every red flag with one of three values; none before the check was done.</summary>
    public static IEnumerable<JsonObject> Flags(DoctorReport report, ReportEntries entries, string? answers)
    {
        if (answers is null) return [];
        var (check, knowledge) = (report.Check, report.Check.Facts.Knowledge);
        return knowledge.OfKind(EntryKind.Flag).Select(flag =>
        {
            var raised = check.Result.Triage.Flags.FirstOrDefault(row => row.Entry == flag);
            bool? found = raised is not null ? true : check.Result.NotFound.Contains(flag) ? false : null;
            return FhirJson.Of(
                ("resourceType", "Observation"),
                ("status", "final"),
                ("category", FhirJson.One(FhirJson.Concept(null, FhirJson.Coding(ReportObservations.Category, "survey")))),
                ("code", Concept(flag)),
                ("subject", entries.PatientReference),
                ("effectiveDateTime", ReportObservations.Day(report.AsOf)),
                ("performer", FhirJson.One(entries.PatientReference)),
                ("valueBoolean", found),
                ("dataAbsentReason", found is null ? ReportObservations.Unknown() : null),
                ("note", ReportObservations.Note(raised is not null ? $"{raised.Level.Say} {NoDiagnosis}" : found == false ? $"Asked and answered no. {NoDiagnosis}" : "Not fully answered: not known, and not absent.")),
                ("derivedFrom", FhirJson.One(ReportEntries.Reference(answers))));
        });
    }

    /// <summary>What may be behind the cramps, or look like them: possible or likely, and why it is said.</summary>
    public static IEnumerable<JsonObject> MayBe(DoctorReport report, ReportEntries entries, string? answers) =>
        report.Check.Result.Lookalikes.Concat(report.Check.Result.Contributors).Select(row => FhirJson.Of(
            ("resourceType", "Observation"),
            ("status", "final"),
            ("category", FhirJson.One(FhirJson.Concept(null, FhirJson.Coding(ReportObservations.Category, "survey")))),
            ("code", Concept(row.Entry)),
            ("subject", entries.PatientReference),
            ("effectiveDateTime", ReportObservations.Day(report.AsOf)),
            ("performer", FhirJson.One(entries.PatientReference)),
            ("valueCodeableConcept", FhirJson.Concept($"{(row.Likelihood == Likelihood.Likely ? "likely" : "possible")}: {(row.Entry.Kind == EntryKind.Lookalike ? "may be mistaken for cramps" : "may be behind the cramps")}")),
            ("note", ReportObservations.Note(row.Entry.Say is { } say ? $"{say} {NoDiagnosis}" : NoDiagnosis)),
            ("derivedFrom", answers is null ? null : FhirJson.One(ReportEntries.Reference(answers)))));

    /// <summary>The level of care that follows; null when there is nothing to say.</summary>
    /// <remarks>What it rests on stands in <c>basis</c> and not in <c>prediction</c>: a prediction is of an outcome, and these are none.</remarks>
    public static JsonObject? Of(DoctorReport report, ReportEntries entries, string device, string? answers, IReadOnlyList<string> basis)
    {
        if (answers is null && basis.Count == 0) return null;
        var (triage, release) = (report.Check.Result.Triage, report.Check.Facts.Knowledge.Release);
        return FhirJson.Of(
            ("resourceType", "RiskAssessment"),
            ("status", "final"),
            ("method", FhirJson.Concept($"Criteria of Uncramp, knowledge {release.Version} ({release.Hash}), not signed off by a clinician")),
            ("code", FhirJson.Concept("Check for night leg cramps")),
            ("subject", entries.PatientReference),
            ("occurrenceDateTime", ReportObservations.Day(report.AsOf)),
            ("performer", ReportEntries.Reference(device)),
            ("basis", FhirJson.List(basis.Prepend(answers).OfType<string>().Select(ReportEntries.Reference))),
            ("mitigation", answers is null && triage.Flags.Count == 0 ? null : Care(triage)),
            ("note", FhirJson.List(
            [
                FhirJson.Of(("text", NoDiagnosis)),
                answers is null ? FhirJson.Of(("text", "The red flags were not asked: unknown, not absent.")) : triage.Complete ? null : FhirJson.Of(("text", "Not every red flag was answered; the level may still rise.")),
            ])));
    }

    /// <summary>While a red flag is open the level is the least that is known.</summary>
    private static string Care(Triage triage) =>
        $"Level of care{(triage.Complete ? "" : " so far")}: {AssessmentJson.Name(triage.Level)}{(triage.Within is { } within ? $", within {within}" : "")}{(triage.Complete ? "." : "; it may still rise.")}";

    private static JsonObject Concept(Entry entry) => FhirJson.Concept(entry.Title, FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title));
}
