using Uncramp.Knowledge;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class ProtocolTests
{
    private const string Good = """
        title: Stretching at bedtime
        question: Does it halve night cramps in the person who does it?
        who: Adults with four cramps a week or more
        measure: prevention/bedtime-stretch
        outcome: cramps-a-night
        order: every-pair-drawn
        run-in: 14
        block: 3
        pairs: 14
        stop:
          - Pain in the calf by day
        contact: Dr A. Example
        """;

    [Fact]
    public void A_protocol_says_beforehand_for_whom_it_can_answer_and_in_which_time()
    {
        var (protocol, problems) = Read(Good);
        problems.ShouldBeEmpty();
        protocol!.Weeks.ShouldBe(12);
        // At one cramp a week it would take longer than people are asked for; at 14 the planned pairs do.
        protocol.Needed(1).Answers.ShouldBeFalse();
        protocol.Needed(14).Pairs!.Value.ShouldBeLessThanOrEqualTo(14);
        TrialWords.Of(protocol).ShouldContain(sentence => sentence.StartsWith("1 cramp a week", StringComparison.Ordinal) && sentence.Contains("says no", StringComparison.Ordinal));
        protocol.Address.ShouldBe("/trials/plan?measure=prevention%2Fbedtime-stretch&block=3&pairs=14");
    }

    [Theory]
    [InlineData("pairs: 14", "pairs: 4", 9, "4 pairs cannot answer")]
    [InlineData("run-in: 14", "run-in: 14\napproval: [1]", 8, "'approval' is a list")]
    [InlineData("pairs: 14", "", 1, "'pairs' is missing")]
    [InlineData("stop:\n  - Pain in the calf by day", "", 1, "no rule for when a person stops")]
    [InlineData("stop:\n  - Pain in the calf by day", "stop: []", 10, "no rule for when a person stops")]
    [InlineData("order: every-pair-drawn", "order: alternating", 6, "not drawn for every pair")]
    [InlineData("run-in: 14", "run-in: 7", 7, "no run-in of two weeks")]
    [InlineData("outcome: cramps-a-night", "outcome: sleep", 5, "what is counted")]
    [InlineData("prevention/bedtime-stretch", "medicine/thiazide", 4, "is a medicine")]
    [InlineData("prevention/bedtime-stretch", "medicine/quinine", 4, "is a medicine")]
    [InlineData("prevention/bedtime-stretch", "treatment/quinine", 4, "not one to test on oneself")]
    [InlineData("prevention/bedtime-stretch", "prevention/no-such-thing", 4, "There is no prevention/no-such-thing")]
    [InlineData("measure: prevention/bedtime-stretch\noutcome: cramps-a-night\norder: every-pair-drawn\nrun-in: 14\nblock: 3", "measure: treatment/magnesium\noutcome: cramps-a-night\norder: every-pair-drawn\nrun-in: 14\nblock: 3", 8, "still works")]
    [InlineData("contact: Dr A. Example", "", 1, "'contact' is missing")]
    [InlineData("pairs: 14", "pairs: 14\nblinded: true", 10, "'blinded' is not known")]
    public void A_protocol_that_cannot_answer_or_is_not_safe_is_refused_with_its_line_and_reason(string written, string instead, int line, string reason)
    {
        var (protocol, problems) = Read(Good.Replace(written, instead, StringComparison.Ordinal));
        protocol.ShouldBeNull();
        var problem = problems.ShouldHaveSingleItem();
        problem.Place.ShouldBe($"study.yaml:{line}");
        problem.What.ShouldContain(reason);
        problem.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void Half_a_pair_is_no_pair() => Read(Good.Replace("pairs: 14", "pairs: 5.5", StringComparison.Ordinal)).Problems.ShouldContain(problem => problem.Place == "study.yaml:9" && problem.What == "'pairs' is 5.5, not a whole number");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Read("title: x\n").Problems.Count.ShouldBeGreaterThan(8);

    [Fact]
    public void What_takes_longer_than_anybody_is_asked_for_is_said() =>
        TrialWords.Of(Read(Good.Replace("prevention/bedtime-stretch", "treatment/magnesium", StringComparison.Ordinal).Replace("block: 3", "block: 14", StringComparison.Ordinal)).Protocol!)
            .ShouldContain(sentence => sentence.Contains("84 weeks", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("title: [")]
    public void What_is_no_protocol_is_refused(string text) => Read(text).Problems.ShouldNotBeEmpty();

    private static (Protocol? Protocol, IReadOnlyList<Problem> Problems) Read(string text) => Protocol.Read(text, "study.yaml", KnowledgeBase.BuiltIn);
}
