using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>What can be done: a test to ask for, or a measure to tell the person about. Never a medicine to be stopped.</summary>
internal static class ActivityDefinitionWriter
{
    /// <summary>Whether an entry is something to do.</summary>
    public static bool Covers(Entry entry) => entry.Kind is EntryKind.Lab or EntryKind.Test || entry.Measure is not null;

    public static JsonObject Write(Publication publication, Entry entry)
    {
        var own = FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title);
        return entry.Measure is { } measure
            ? publication.Resource("ActivityDefinition", entry, Told(entry),
                ("usage", measure.Effect),
                ("relatedArtifact", Publication.Evidence(entry)),
                ("kind", "CommunicationRequest"),
                ("code", FhirJson.Concept(entry.Title, own)),
                ("intent", "proposal"),
                ("doNotPerform", entry.Kind == EntryKind.Treatment && measure.Verdict == Verdict.Avoid ? true : null))
            : publication.Resource("ActivityDefinition", entry, entry.Say,
                ("relatedArtifact", Publication.Evidence(entry)),
                ("kind", "ServiceRequest"),
                ("code", FhirJson.Concept(entry.Title, [.. entry.Codes.Select(code => FhirJson.Coding(CodeUri.Of(code.System), code.Value)), own])),
                ("intent", "proposal"));
    }

    private static string Told(Entry entry) => string.Join("\n", new[] { entry.Say }.OfType<string>().Concat(entry.Measure!.Steps.Select((step, i) => $"{i + 1}. {step}")));
}
