using System.Text;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>From a case in YAML to an assessment, as short as a test wants it.</summary>
internal static class Ask
{
    public static Assessment.Assessment About(string yaml, KnowledgeBase? knowledge = null, bool withQuestions = true) =>
        Assessor.Assess(Facts(yaml, knowledge), withQuestions);

    public static Facts.Facts Facts(string yaml, KnowledgeBase? knowledge = null)
    {
        var (given, problems) = CaseReader.Read(Encoding.UTF8.GetBytes(yaml), "case");
        problems.ShouldBeEmpty();
        var (facts, impossible) = FactsBuilder.Build(knowledge ?? KnowledgeBase.BuiltIn, given!);
        impossible.ShouldBeEmpty();
        return facts;
    }

    public static string[] FlagsOf(Assessment.Assessment assessment) => [.. assessment.Triage.Flags.Select(flag => flag.Entry.Id)];

    public static string[] ContributorsOf(Assessment.Assessment assessment) => [.. assessment.Contributors.Select(row => row.Entry.Id)];

    public static string Level(Assessment.Assessment assessment) => AssessmentJson.Name(assessment.Triage.Level);
}
