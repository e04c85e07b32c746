using Uncramp.Documents;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class EntryTests
{
    public static TheoryData<string> EntriesWithExamples => [.. KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Examples.Count > 0).Select(entry => entry.Id)];

    public static TheoryData<string> Patients => [.. Directory.EnumerateFiles(Repository.Folder("examples", "patients"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>()];

    [Theory]
    [MemberData(nameof(EntriesWithExamples))]
    public void Every_entry_meets_its_own_example_patients(string id)
    {
        var entry = KnowledgeBase.BuiltIn[id];
        foreach (var example in entry.Examples)
        {
            var (given, problems) = CaseReader.Read(example.Given, entry.File);
            problems.ShouldBeEmpty(example.Name);
            ExampleCheck.Misses(KnowledgeBase.BuiltIn, given!, example.Expect).ShouldBeEmpty(example.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Patients))]
    public void Every_patient_is_told_what_their_story_needs(string name)
    {
        var (root, problem) = YamlNodes.Read(File.ReadAllText(Repository.Folder("examples", "patients", $"{name}.yaml")), name);
        problem.ShouldBeNull();
        var (given, problems) = CaseReader.Read(root!["given"]!, name);
        problems.ShouldBeEmpty();
        ExampleCheck.Misses(KnowledgeBase.BuiltIn, given!, root["expect"]!).ShouldBeEmpty();
    }

    [Fact]
    public void The_knowledge_has_no_problem()
    {
        var (knowledge, problems) = KnowledgeFolder.Read(Repository.Folder("knowledge"));
        problems.Concat(KnowledgeCheck.Check(knowledge)).Select(problem => problem.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void The_packed_knowledge_is_the_knowledge_of_the_files()
    {
        var (fromFiles, _) = KnowledgeFolder.Read(Repository.Folder("knowledge"));
        KnowledgeBase.BuiltIn.Release.ShouldBe(fromFiles.Release);
        KnowledgeBase.BuiltIn.Entries.Select(entry => entry.Id).ShouldBe(fromFiles.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void No_text_says_you_have_or_no_clot_or_stop_a_medicine()
    {
        foreach (var entry in KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Kind is not (EntryKind.Source or EntryKind.Substance)))
        {
            var text = KnowledgeCheck.TextForPeople(entry).ToLowerInvariant();
            text.ShouldNotContain("no clot", customMessage: entry.Id);
            text.ShouldNotContain("unfortunately", customMessage: entry.Id);
            text.ShouldNotContain("!", customMessage: entry.Id);
            foreach (var stop in new[] { "stop taking your", "stop your medicine", "stop the medicine", "stop your tablets", "stop your statin" })
                if (text.Contains(stop, StringComparison.Ordinal)) text.ShouldContain("not stop", customMessage: entry.Id);
        }
    }
}
