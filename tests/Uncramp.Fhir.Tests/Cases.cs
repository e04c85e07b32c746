using Uncramp.Documents;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Tests;

namespace Uncramp.Fhir.Tests;

/// <summary>Every patient of the repository: those in the entries and those in the examples.</summary>
internal static class Cases
{
    public static IEnumerable<(string Name, Facts.Facts Facts)> All()
    {
        foreach (var entry in KnowledgeBase.BuiltIn.Entries)
            foreach (var example in entry.Examples) yield return ($"{entry.Id}: {example.Name}", Read(example.Given, entry.File));
        foreach (var file in Directory.EnumerateFiles(Repository.Folder("examples", "patients"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            yield return (name, Read(YamlNodes.Read(File.ReadAllText(file), name).Root!["given"]!, name));
        }
    }

    private static Facts.Facts Read(Node given, string file)
    {
        var (read, problems) = CaseReader.Read(given, file);
        problems.ShouldBeEmpty();
        return FactsBuilder.Build(KnowledgeBase.BuiltIn, read!).Facts;
    }
}
