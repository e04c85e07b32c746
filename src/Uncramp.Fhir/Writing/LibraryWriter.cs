using System.Text;
using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>The criteria and the sources as libraries.</summary>
internal static class LibraryWriter
{
    /// <summary>All criteria in order. Each is an attachment: its title is the name, its data the FHIRPath.</summary>
    public static JsonObject Criteria(Publication publication, CriterionExpressions expressions) => publication.Resource("Library", "uncramp-criteria", "UncrampCriteria", "The criteria of Uncramp as FHIRPath",
        "Each attachment is one expression over a QuestionnaireResponse of the check (%resource). Its title is its name and what it says; "
        + "evaluate them in order and give each result to the later ones as %name. Empty means not known, and is never no.",
        ("type", FhirJson.Concept(null, FhirJson.Coding("http://terminology.hl7.org/CodeSystem/library-type", "logic-library"))),
        ("relatedArtifact", FhirJson.One(FhirJson.Of(("type", "depends-on"), ("resource", $"{Canonical.Check}|{publication.Version}")))),
        ("content", FhirJson.List(expressions.All.Select(expression => FhirJson.Of(
            ("id", expression.Name), ("contentType", "text/fhirpath"), ("data", Convert.ToBase64String(Encoding.UTF8.GetBytes(expression.Text))), ("title", expression.Title))))));

    /// <summary>All sources as citations.</summary>
    public static JsonObject Sources(Publication publication, KnowledgeBase knowledge) => publication.Resource("Library", "uncramp-sources", "UncrampSources", "The sources of Uncramp",
        "Every publication that Uncramp rests on. What was not seen by us is marked as not verified.",
        ("type", FhirJson.Concept(null, FhirJson.Coding("http://terminology.hl7.org/CodeSystem/library-type", "asset-collection"))),
        ("relatedArtifact", FhirJson.List(knowledge.OfKind(EntryKind.Source).Select(Publication.Citation))));
}
