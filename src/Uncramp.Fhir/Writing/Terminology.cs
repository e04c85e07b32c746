using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>The ids of entries as a code system, and the codes of others that stand for an entry as a value set.</summary>
internal static class Terminology
{
    /// <summary>Every entry but sources, under its own id.</summary>
    public static JsonObject Entries(Publication publication, KnowledgeBase knowledge)
    {
        var concepts = knowledge.Entries.Where(entry => entry.Kind != EntryKind.Source).ToList();
        return publication.Resource("CodeSystem", "uncramp", "Uncramp", "Entries of Uncramp", "Findings, conclusions and measures of Uncramp's knowledge. A code is the id of an entry: kind/name.",
            ("copyright", Publication.License),
            ("caseSensitive", true),
            ("valueSet", $"{Canonical.Base}/ValueSet/uncramp"),
            ("hierarchyMeaning", "is-a"),
            ("content", "complete"),
            ("count", concepts.Count),
            ("property", FhirJson.List(
            [
                FhirJson.Of(("code", "kind"), ("description", "The kind of entry"), ("type", "string")),
                FhirJson.Of(("code", "parent"), ("uri", "http://hl7.org/fhir/concept-properties#parent"), ("description", "A wider entry that this one implies"), ("type", "code")),
            ])),
            ("concept", FhirJson.List(concepts.Select(entry => FhirJson.Of(
                ("code", entry.Id),
                ("display", entry.Title),
                ("definition", entry.Say),
                ("designation", FhirJson.List(entry.Names.Distinct().Select(name => FhirJson.Of(("language", "en"), ("value", name))))),
                ("property", FhirJson.List([FhirJson.Of(("code", "kind"), ("valueString", entry.Kind.Name())), .. entry.Broader.Select(broader => FhirJson.Of(("code", "parent"), ("valueCode", broader.Id)))])))))));
    }

    /// <summary>All of them as a value set.</summary>
    public static JsonObject AllEntries(Publication publication) => publication.Resource("ValueSet", "uncramp", "UncrampEntries", "All entries of Uncramp", null,
        ("compose", FhirJson.Of(("include", FhirJson.One(FhirJson.Of(("system", Canonical.Entries)))))));

    /// <summary>The value sets of entries that have codes.</summary>
    public static IEnumerable<JsonObject> ValueSets(Publication publication, KnowledgeBase knowledge) =>
        knowledge.Entries.Where(entry => entry.Kind != EntryKind.Substance && CodesOf(entry).Count > 0).Select(entry => publication.Resource("ValueSet", entry,
            $"Codes that mean: {entry.Title}. A code of ICD-10, ICD-10-CM or ATC stands for all below it too.",
            ("compose", FhirJson.Of(("include", FhirJson.List(CodesOf(entry).GroupBy(code => code.System).Select(codes =>
                FhirJson.Of(("system", CodeUri.Of(codes.Key)), ("concept", FhirJson.List(codes.Select(code => FhirJson.Of(("code", code.Value)))))))))))));

    /// <summary>The codes of an entry, of the substances of a class and of what is narrower, each once, in order.</summary>
    public static IReadOnlyList<(string System, string Value)> CodesOf(Entry entry)
    {
        var codes = new SortedSet<(string System, string Value)>();
        Add(entry);
        return [.. codes];

        void Add(Entry one)
        {
            foreach (var code in one.Codes) codes.Add((code.System, code.Value));
            foreach (var substance in one.Substances) Add(substance.Target!);
            foreach (var narrower in one.Narrower) Add(narrower);
        }
    }
}
