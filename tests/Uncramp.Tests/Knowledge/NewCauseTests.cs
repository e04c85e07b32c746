using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>The promise of the house: a new cause is one file and no C#.</summary>
public sealed class NewCauseTests
{
    private const string NewCause = """
        title: Knitted bed socks
        names: [bed socks]
        said: ["sock|socks bed knitted"]
        question: Do you wear knitted socks in bed?
        why: Tight socks may press on the calf.
        contributes: { present: possible }
        weight: 1
        weight-means: No figure; made up for a test.
        certainty: very-low
        say: Tight bed socks may play a part. Try a night without them.
        text: |
          Some people wear knitted socks in bed. Tight ones press on the leg.
        sources: [source/seed-0]
        checked: 2026-11-22
        examples:
          - name: a person with knitted bed socks
            given: { habits: ["I wear knitted socks in bed"] }
            expect: { contributors: [cause/knitted-bed-socks] }
        """;

    private static readonly Lazy<KnowledgeBase> Extended = new(() => With(NewCause));

    private static KnowledgeBase With(string cause)
    {
        var files = KnowledgeFolder.Files(Repository.Folder("knowledge")).Append(("causes/knitted-bed-socks.yaml", cause));
        var (documents, unreadable) = KnowledgeReader.Parse(files);
        var (knowledge, problems) = KnowledgeReader.Read(documents);
        unreadable.Concat(problems).Concat(KnowledgeCheck.Check(knowledge)).Select(problem => problem.ToString()).ShouldBeEmpty();
        return knowledge;
    }

    [Fact]
    public void One_file_makes_a_cause_that_is_concluded() =>
        Ask.ContributorsOf(Ask.About("habits: [my knitted bed socks]", Extended.Value)).ShouldContain("cause/knitted-bed-socks");

    [Fact]
    public void A_cause_may_rest_on_what_somebody_thinks_of_trying() =>
        Ask.ContributorsOf(Ask.About("considering: [heat]", With(NewCause.Replace("weight: 1\n", "suspect: { considering: relief/heat }\nweight: 1\n", StringComparison.Ordinal)))).ShouldContain("cause/knitted-bed-socks");

    [Fact]
    public void One_file_makes_a_question_that_is_asked() =>
        Extended.Value.Influence.Askable.Select(entry => entry.Id).ShouldContain("cause/knitted-bed-socks");

    [Fact]
    public void One_file_makes_an_entry_of_the_library_and_changes_the_release()
    {
        Extended.Value.Find("cause/knitted-bed-socks").ShouldNotBeNull();
        Extended.Value.Release.Hash.ShouldNotBe(KnowledgeBase.BuiltIn.Release.Hash);
    }
}
