using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>
/// The knowledge as a FHIR package (https://hl7.org/fhir/packages.html): its resources, <c>package.json</c> and <c>.index.json</c>, and both as
/// <c>package.tgz</c>. The same knowledge gives the same bytes.
/// </summary>
public sealed class KnowledgePackage
{
    /// <summary>The name of the package.</summary>
    public const string Name = "org.uncramp.knowledge";

    private const string FhirVersion = "4.0.1";

    // What npm writes for files without a time of their own.
    private static readonly DateTimeOffset Modified = new(1985, 10, 26, 8, 15, 0, TimeSpan.Zero);

    private KnowledgePackage(IReadOnlyList<(string Name, byte[] Bytes)> files, int resources) => (Files, Resources) = (files, resources);

    /// <summary>The files of the folder <c>package</c>, in order of their names.</summary>
    public IReadOnlyList<(string Name, byte[] Bytes)> Files { get; }

    /// <summary>How many of them are resources.</summary>
    public int Resources { get; }

    /// <summary>The package of a knowledge base.</summary>
    public static KnowledgePackage Of(KnowledgeBase knowledge)
    {
        var publication = new Publication(knowledge.Release);
        JsonObject[] resources =
        [
            Terminology.Entries(publication, knowledge),
            Terminology.AllEntries(publication),
            .. Terminology.ValueSets(publication, knowledge),
            QuestionnaireWriter.Write(publication, knowledge),
            LibraryWriter.Criteria(publication, CriterionExpressions.Of(knowledge)),
            LibraryWriter.Sources(publication, knowledge),
            .. knowledge.Entries.Where(ActivityDefinitionWriter.Covers).Select(entry => ActivityDefinitionWriter.Write(publication, entry)),
            .. knowledge.Entries.Where(PlanDefinitionWriter.Covers).Select(entry => PlanDefinitionWriter.Write(publication, entry)),
        ];
        var named = resources.Select(resource => (Name: $"{resource["resourceType"]}-{resource["id"]}.json", Resource: resource)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return new KnowledgePackage(
        [
            (".index.json", FhirJson.Bytes(Index(named))),
            .. named.Select(file => (file.Name, FhirJson.Bytes(file.Resource))),
            ("package.json", FhirJson.Bytes(Manifest(knowledge.Release))),
        ], resources.Length);
    }

    /// <summary>The package as a tarball, gzipped.</summary>
    public void WriteTarball(Stream output)
    {
        using var zip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(zip, TarEntryFormat.Ustar);
        foreach (var (name, bytes) in Files.OrderBy(file => file.Name != "package.json").ThenBy(file => file.Name, StringComparer.Ordinal))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{name}") { DataStream = new MemoryStream(bytes), ModificationTime = Modified, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead });
    }

    private static JsonObject Manifest(Release release) => FhirJson.Of(
        ("name", Name),
        ("version", release.Version),
        ("canonical", Canonical.Base),
        ("url", Canonical.Base),
        ("title", "Uncramp: night leg cramps"),
        ("description", "Findings, red flags, measures and criteria for night leg cramps. Not signed off by a clinician; not a diagnosis."),
        ("fhirVersions", FhirJson.One(FhirVersion)),
        ("dependencies", FhirJson.Of(("hl7.fhir.r4.core", FhirVersion))),
        ("author", Publication.Publisher),
        ("license", Publication.License),
        ("type", "Conformance"));

    private static JsonObject Index(IReadOnlyList<(string Name, JsonObject Resource)> files) => FhirJson.Of(
        ("index-version", 2),
        ("files", FhirJson.List(files.Select(file => FhirJson.Of(
            ("filename", file.Name),
            ("resourceType", Text(file.Resource, "resourceType")),
            ("id", Text(file.Resource, "id")),
            ("url", Text(file.Resource, "url")),
            ("version", Text(file.Resource, "version")),
            ("kind", Text(file.Resource, "kind")),
            ("content", Text(file.Resource, "content")),
            ("valueSet", Text(file.Resource, "valueSet")))))));

    private static string? Text(JsonObject resource, string member) => resource[member] is JsonValue value ? value.GetValue<string>() : null;
}
