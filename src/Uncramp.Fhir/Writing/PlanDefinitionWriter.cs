using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>A recommendation: when it holds, in the words of the person's page, with its sources and what to do.</summary>
internal static class PlanDefinitionWriter
{
    /// <summary>Whether an entry recommends something.</summary>
    public static bool Covers(Entry entry) => entry.Flag is not null || entry.When is not null || entry.Measure is not null || entry is { Contribution: not null, Say: not null };

    public static JsonObject Write(Publication publication, Entry entry) => publication.Resource("PlanDefinition", entry, entry.Text,
        ("type", FhirJson.Concept(null, FhirJson.Coding("http://terminology.hl7.org/CodeSystem/plan-definition-type", "eca-rule"))),
        ("usage", entry.Clinician),
        ("topic", FhirJson.One(FhirJson.Concept(entry.Title, FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title)))),
        ("relatedArtifact", Publication.Evidence(entry)),
        ("library", FhirJson.One($"{Canonical.Criteria}|{publication.Version}")),
        ("action", FhirJson.List(Actions(publication, entry))));

    private static IEnumerable<JsonObject> Actions(Publication publication, Entry entry) =>
        entry.Flag is { } flag ? flag.Levels.Select((level, i) => Action($"{entry.Title}: {AssessmentJson.Name(level.Level)}", level.Say, $"%{CriterionExpressions.Level(entry, i)}", Tests(publication, entry), Priority(level.Level)))
        : entry.When is not null ? [Action(entry.Title, entry.Say, $"%{Canonical.Name(entry)}When", [])]
        : entry.Measure is { } measure ? Measured(publication, entry, measure)
        : [Action(entry.Title, entry.Say, $"%{CriterionExpressions.ConcludedName(entry)}", Tests(publication, entry))];

    /// <summary>A relief or prevention is offered; a treatment is an answer to a question. What some people must know of it comes first.</summary>
    private static IEnumerable<JsonObject> Measured(Publication publication, Entry entry, Measure measure)
    {
        var treatment = entry.Kind == EntryKind.Treatment;
        var asked = treatment ? CriterionExpressions.Considering(entry) : null;
        foreach (var (gate, i) in measure.Gates.Select((gate, i) => (gate, i)))
        {
            var gated = $"%{CriterionExpressions.Gate(entry, i)}";
            yield return Action($"{entry.Title}: {AssessmentJson.Name(gate.Verdict)}", gate.Say, asked is null ? gated : $"{asked} and {gated}", []);
        }
        var offered = Action(treatment ? $"{entry.Title}: {AssessmentJson.Name(measure.Verdict)}" : entry.Title, entry.Say, asked ?? $"%{CriterionExpressions.OfferedName(entry)}", []);
        offered.Add("definitionCanonical", Definition(publication, entry));
        yield return offered;
    }

    private static JsonObject Action(string title, string? say, string when, IReadOnlyList<JsonObject> tests, string? priority = null) => FhirJson.Of(
        ("title", title),
        ("textEquivalent", say),
        ("priority", priority),
        ("condition", FhirJson.One(FhirJson.Of(("kind", "applicability"), ("expression", FhirJson.FhirPath(when, reference: Canonical.Criteria))))),
        ("action", FhirJson.List(tests)));

    private static IReadOnlyList<JsonObject> Tests(Publication publication, Entry entry) =>
        [.. entry.Tests.Select(test => test.Target!).Select(test => FhirJson.Of(("title", test.Title), ("definitionCanonical", Definition(publication, test))))];

    private static string Definition(Publication publication, Entry entry) => $"{Canonical.Url("ActivityDefinition", entry)}|{publication.Version}";

    private static string Priority(CareLevel level) => level switch { CareLevel.Emergency => "stat", CareLevel.SameDay => "urgent", _ => "routine" };
}
