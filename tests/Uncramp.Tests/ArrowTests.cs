using System.Text.RegularExpressions;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>The arrows of ARCHITECTURE.md, and that no code names an entry.</summary>
public sealed partial class ArrowTests
{
    [Fact]
    public void No_code_names_an_entry()
    {
        var ids = KnowledgeBase.BuiltIn.Entries.Select(entry => entry.Id).ToHashSet();
        foreach (var file in SourceFiles("src"))
            foreach (Match literal in Literals().Matches(File.ReadAllText(file)))
                ids.ShouldNotContain(literal.Groups[1].Value, customMessage: $"{file} names an entry");
    }

    [Fact]
    public void The_core_knows_no_other_project()
    {
        var references = typeof(KnowledgeBase).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        references.ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal) || name == "YamlDotNet" || name == "netstandard");
    }

    [Fact]
    public void Documents_rest_on_nothing_and_knowledge_never_reaches_into_edges()
    {
        foreach (var file in SourceFiles("src", "Uncramp", "Documents"))
            File.ReadAllText(file).ShouldNotMatch("using Uncramp\\.(Knowledge|Facts|Assessment|Diary)", file);
        foreach (var file in SourceFiles("src", "Uncramp", "Diary"))
            File.ReadAllText(file).ShouldNotMatch("using Uncramp\\.(Knowledge|Facts|Assessment)", file);
        foreach (var folder in (string[])["Documents", "Diary", "Knowledge", "Facts", "Assessment"])
            foreach (var file in SourceFiles("src", "Uncramp", folder))
                File.ReadAllText(file).ShouldNotMatch("using Uncramp\\.Trials", file);
        foreach (var file in SourceFiles("src", "Uncramp", "Trials"))
            File.ReadAllText(file).ShouldNotMatch("using Uncramp\\.(Facts|Assessment)", file);
        foreach (var file in SourceFiles("src", "Uncramp"))
            File.ReadAllText(file).ShouldNotMatch("Uncramp\\.(Web|Cli)", file);
        foreach (var folder in new[] { "Documents", "Diary", "Knowledge", "Facts", "Assessment" })
            foreach (var file in SourceFiles("src", "Uncramp", folder))
                File.ReadAllText(file).ShouldNotMatch("Uncramp\\.Report", file);
        foreach (var file in SourceFiles("src", "Uncramp", "Facts"))
            File.ReadAllText(file).ShouldNotMatch("Assessor|NextQuestion|new Evaluation", file);
    }

    private static IEnumerable<string> SourceFiles(params string[] folder) =>
        Directory.EnumerateFiles(Repository.Folder(folder), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal));

    [GeneratedRegex("\"([a-z]+/[a-z0-9-]+)\"")]
    private static partial Regex Literals();
}
