using Uncramp.Knowledge;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class TrialResultTests
{
    private static readonly Pair[] Good = [.. Enumerable.Repeat(new Pair(7, 14, 7, 3), 8)];
    private static readonly Pair[] Even = [.. Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? new Pair(7, 8, 7, 6) : new Pair(7, 6, 7, 8))];

    [Fact]
    public void Far_fewer_cramps_in_every_pair_help() => Of(Good).Verdict.ShouldBe(TrialVerdict.Helps);

    [Fact]
    public void A_few_nights_do_not_tell_yet() => TrialResult.Of(TwoTrials.Counts(TwoTrials.One), []).Verdict.ShouldBe(TrialVerdict.NotYet);

    [Fact]
    public void As_many_cramps_with_it_over_a_long_time_are_not_worth_it() => Of([.. Enumerable.Repeat(Even, 4).SelectMany(pair => pair)]).Verdict.ShouldBe(TrialVerdict.NotWorthIt);

    [Fact]
    public void When_one_pair_carries_it_all_the_two_ways_disagree()
    {
        // One dreadful block without, by luck of the draw: by the nights it helps, by the pairs it does not.
        var pairs = Enumerable.Range(0, 8).Select(i => i == 0 ? new Pair(7, 42, 7, 0) : i % 2 == 0 ? new Pair(7, 9, 7, 8) : new Pair(7, 7, 7, 8)).ToList();
        var counts = Nights(pairs, spread: true);
        var result = TrialResult.Of(counts, pairs);
        result.Effect!.AnyFewer.ShouldBeGreaterThan(0.975);
        result.RandomisationP!.Value.ShouldBeGreaterThan(0.05);
        result.Verdict.ShouldBe(TrialVerdict.NotClear);
    }

    [Fact]
    public void More_than_30_in_100_missing_nights_block_a_verdict()
    {
        TrialResult.Of(Nights(Good), Good, missing: 0.30).Verdict.ShouldBe(TrialVerdict.Helps);
        TrialResult.Of(Nights(Good), Good, missing: 0.31).Verdict.ShouldBe(TrialVerdict.TooMuchMissing);
    }

    [Fact]
    public void A_trial_that_is_watched_says_nothing_before_its_fifth_pair_and_needs_a_surer_test()
    {
        TrialResult.Of(Nights(Good[..4]), Good[..4], watched: true).Verdict.ShouldBe(TrialVerdict.NotYet);
        // Five pairs can reach p = 1/32, six 1/64.
        TrialResult.Of(Nights(Good[..5]), Good[..5], watched: true).Verdict.ShouldBe(TrialVerdict.NotYet);
        TrialResult.Of(Nights(Good[..5]), Good[..5]).Verdict.ShouldBe(TrialVerdict.Helps);
        TrialResult.Of(Nights(Good[..6]), Good[..6], watched: true).Verdict.ShouldBe(TrialVerdict.Helps);
    }

    [Fact]
    public void One_arm_alone_is_not_yet_a_result()
    {
        var result = TrialResult.Of(Counts.Of([(Arm.With, 2)]), []);
        result.Verdict.ShouldBe(TrialVerdict.NotYet);
        result.Effect.ShouldBeNull();
        TrialWords.Of(result).Count.ShouldBe(2);
    }

    [Fact]
    public void The_words_are_in_cramps_a_week_and_always_say_that_you_knew()
    {
        var words = TrialWords.Of(Of(Good));
        words[0].ShouldBe("It helps you.");
        words[1].ShouldBe("You had 14 cramps a week on nights without it, and 3 cramps a week on nights with it.");
        words[^1].ShouldBe(TrialWords.YouKnew);
        words.ShouldAllBe(sentence => !sentence.Contains('!') && !sentence.Contains("NaN"));
        foreach (var verdict in Enum.GetValues<TrialVerdict>()) TrialWords.Of(Of(Good) with { Verdict = verdict })[^1].ShouldBe(TrialWords.YouKnew);
        TrialWords.Of(TrialResult.Of(Counts.Of([(Arm.With, 0), (Arm.Without, 0)]), [])).ShouldAllBe(sentence => !sentence.Contains("NaN"));
    }

    [Fact]
    public void The_words_are_easy_to_read()
    {
        foreach (var verdict in Enum.GetValues<TrialVerdict>())
            ReadingGrade.Of(string.Join('\n', TrialWords.Of(Of(Good) with { Verdict = verdict })), new HashSet<string>()).ShouldBeLessThanOrEqualTo(6, verdict.ToString());
        foreach (var rate in (double[])[0.5, 2, 4, 7])
            ReadingGrade.Of(string.Join('\n', TrialWords.Of(Feasibility.Of(rate, [7, 3, 1], 0))), new HashSet<string>()).ShouldBeLessThanOrEqualTo(6, $"{rate}");
        ReadingGrade.Of(BeforeAfter.NoProof, new HashSet<string>()).ShouldBeLessThanOrEqualTo(6);
    }

    private static TrialResult Of(Pair[] pairs) => TrialResult.Of(Nights(pairs), pairs);

    /// <summary>Cramps of a block spread evenly over its nights.</summary>
    private static Counts Nights(IEnumerable<Pair> pairs, bool spread = true) => Counts.Of(pairs.SelectMany(pair =>
        Block(Arm.Without, pair.NightsWithout, pair.CrampsWithout, spread).Concat(Block(Arm.With, pair.NightsWith, pair.CrampsWith, spread))));

    private static IEnumerable<(Arm, int)> Block(Arm arm, int nights, long cramps, bool spread) =>
        Enumerable.Range(0, nights).Select(i => (arm, spread ? (int)((cramps * (i + 1) / nights) - (cramps * i / nights)) : i == 0 ? (int)cramps : 0));
}
