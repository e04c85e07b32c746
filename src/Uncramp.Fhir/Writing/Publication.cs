using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>What every resource of the knowledge says of itself, and how it names its sources.</summary>
internal sealed class Publication(Release release)
{
    public const string Publisher = "The Uncramp authors";
    public const string License = "Apache-2.0";

    /// <summary>Year and month of the release: FHIR allows a date without a day.</summary>
    public string Date { get; } = string.Join('-', release.Version.Split('.').Take(2));

    public string Version => release.Version;

    /// <summary>A resource with what it says of itself first. It is a draft, for no clinician has signed it off.</summary>
    public JsonObject Resource(string type, string id, string name, string title, string? description, params ReadOnlySpan<(string Name, JsonNode? Value)> members) => FhirJson.Of(
    [
        ("resourceType", type),
        ("id", id),
        ("url", $"{Canonical.Base}/{type}/{id}"),
        ("version", release.Version),
        ("name", name),
        ("title", title),
        ("status", "draft"),
        ("experimental", false),
        ("date", Date),
        ("publisher", Publisher),
        ("description", description),
        .. members,
    ]);

    /// <summary>The resource made of one entry.</summary>
    public JsonObject Resource(string type, Entry entry, string? description, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var name = Canonical.Name(entry);
        return Resource(type, Canonical.Id(entry), char.ToUpperInvariant(name[0]) + name[1..], entry.Title, description, members);
    }

    /// <summary>The sources of an entry as citations, and how sure the evidence lets us be (GRADE).</summary>
    public static JsonArray Evidence(Entry entry) => FhirJson.List(
    [
        entry.Certainty is { } certainty ? Grade(certainty) : null,
        .. entry.Sources.Concat(entry.Claims.SelectMany(claim => claim.Sources)).Concat(entry.Measure?.Gates.SelectMany(gate => gate.Sources) ?? []).Select(source => source.Target!).Distinct().Select(Citation),
    ]);

    /// <summary>A source as a citation. R4 has no resource for one; see docs/decisions/2611-fhir-package.md.</summary>
    public static JsonObject Citation(Entry entry)
    {
        var source = entry.Source!;
        string?[] notes = [source.Verified ? null : "not verified", source.Status];
        return FhirJson.Of(
            ("type", "citation"),
            ("label", entry.Id),
            ("display", entry.Title),
            ("citation", string.Join(". ", new[] { source.Authors, entry.Title, source.Journal, source.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture), source.Pmid is { } pmid ? $"PMID {pmid}" : null }.OfType<string>())
                + string.Concat(notes.OfType<string>().Select(note => $" [{note}]"))),
            ("url", source.Doi is { } doi ? $"https://doi.org/{doi}" : null));
    }

    private static JsonObject Grade(Certainty certainty)
    {
        var (code, word) = certainty switch { Certainty.High => ("high", "high"), Certainty.Moderate => ("moderate", "moderate"), Certainty.Low => ("low", "low"), _ => ("very-low", "very low") };
        return FhirJson.Of(
            ("type", "documentation"),
            ("label", "GRADE"),
            ("display", $"Certainty of the evidence: {word}"),
            ("document", FhirJson.Of(
                ("extension", FhirJson.One(FhirJson.Extension("http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence", "CodeableConcept", FhirJson.Concept(word, FhirJson.Coding("http://terminology.hl7.org/CodeSystem/evidence-quality", code))))),
                ("title", $"Certainty of the evidence (GRADE): {word}"))));
    }
}
