using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Report;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class TrialStandingTests
{
    private static readonly Night Start = Night.Parse("2026-08-03")!.Value;

    private static readonly Trial Plan = Fixed(new() { Id = A.Id(1), Measure = "prevention/bedtime-stretch", Start = Start, Block = 3, Pairs = 16, Seed = new string('a', 64), Logged = A.Morning });

    [Theory]
    [InlineData(-1, TrialPhase.Ahead)]
    [InlineData(0, TrialPhase.On)]
    [InlineData(95, TrialPhase.On)]
    [InlineData(96, TrialPhase.Over)]
    public void It_waits_goes_on_and_is_over_with_its_last_block(int night, TrialPhase phase) => TrialStanding.Of(Plan, A.Diary(), Start.Plus(night)).Phase.ShouldBe(phase);

    [Fact]
    public void It_rests_while_a_pause_is_open_and_ends_when_stopped()
    {
        TrialStanding.Of(Plan with { Pauses = [new Pause(Start.Plus(4), null)] }, A.Diary(), Start.Plus(9)).ShouldSatisfyAllConditions(one => one.Phase.ShouldBe(TrialPhase.Resting), one => one.Tonight.ShouldBeNull());
        TrialStanding.Of(Plan with { Ended = Start.Plus(4) }, A.Diary(), Start.Plus(9)).ShouldSatisfyAllConditions(one => one.Runs.ShouldBeFalse(), one => one.Data.Nights.Count.ShouldBe(5));
    }

    [Fact]
    public void There_is_no_result_before_the_week_in_which_the_fifth_pair_ends()
    {
        for (var night = 1; night < 35; night++) Standing(night).Result.ShouldBeNull($"night {night}");
        Standing(35).Result.ShouldNotBeNull();
        Standing(35).FirstResult.ShouldBe(Start.Plus(35));
    }

    [Fact]
    public void A_result_stands_for_a_week()
    {
        for (var night = 42; night < 49; night++) Standing(night).Looked.Nights.Count.ShouldBe(42);
        Standing(49).Looked.Nights.Count.ShouldBe(49);
        Standing(48).Result!.Effect!.Median.ShouldBe(Standing(42).Result!.Effect!.Median);
    }

    [Fact]
    public void What_was_done_as_asked_stands_beside_it_and_changes_no_verdict()
    {
        var diary = Logged(96, did: (i, arm) => i % 10 == 0 ? arm == Arm.Without : arm == Arm.With);
        var one = TrialStanding.Of(Plan, diary, Start.Plus(96));
        one.PerProtocol.ShouldNotBeNull();
        one.Result!.Counts.Nights(Arm.With).ShouldBe(48);
        TrialStanding.Of(Plan, Logged(96), Start.Plus(96)).PerProtocol.ShouldBeNull();
        TrialStanding.Of(Plan, Logged(96), Start.Plus(96)).Result!.Verdict.ShouldBe(one.Result.Verdict);
    }

    [Fact]
    public void The_pictures_say_in_words_and_in_a_table_what_they_show()
    {
        var one = TrialStanding.Of(Plan, Logged(96, did: (_, arm) => arm == Arm.With), Start.Plus(96));
        var effect = EffectChart.Of(one.Result!, one.PerProtocol)!;
        effect.Description.ShouldMatch(@"Without it: \d+\.?\d* a week\. All nights, as drawn: about \d+\.\d a week with it\. It could be \d+\.\d to \d+\.?\d*\.");
        effect.Rows.Count.ShouldBe(3);
        var blocks = BlockChart.Of(one.Data);
        blocks.Rows.Count.ShouldBe(32);
        blocks.Rows.ShouldAllBe(row => row.Count == blocks.Columns.Count);
        BlockChart.Of(TrialStanding.Of(Plan, A.Diary(), Start.Plus(9)).Data).Description.ShouldContain("nothing logged");
    }

    [Fact]
    public void A_doctor_reads_what_was_tried_what_came_of_it_and_how_surely()
    {
        var diary = Logged(96) with { Trials = [Plan with { Ended = Start.Plus(95), Because = "finished" }, Plan with { Id = A.Id(2), Measure = "prevention/keep-warm", Start = Start.Plus(100), Ended = Start.Plus(110), Because = "side-effect" }, Plan with { Id = A.Id(3), Measure = "prevention/footwear", Start = Start.Plus(112) }] };
        var told = OwnTrials.Of(KnowledgeBase.BuiltIn, diary, Start.Plus(117).Evening);
        told.Select(one => one.What).ShouldBe(["Wear shoes that fit", "Keep your legs warm", "Stretch before bed"]);
        told[0].Result.ShouldBe("going on since 23 Nov 2026, no result yet");
        told[1].Result.ShouldBe("stopped after 2 weeks for a side effect, no result");
        told[2].Result.ShouldMatch(@"^helps, \d+\.\d fewer a week \(\d+\.\d to \d+\.?\d* fewer\), 99% sure it helps, 16 pairs, 14 weeks$");
        OwnTrials.Of(KnowledgeBase.BuiltIn, diary, Start.Evening.AddDays(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void The_record_has_the_items_of_CENT_and_no_result_before_its_time()
    {
        var diary = Logged(96, did: (_, arm) => arm == Arm.With);
        diary = diary with { Nights = [.. diary.Nights.Select((log, i) => i == 7 ? log with { SideEffect = "sore heel" } : log)] };
        var early = TrialRecord.Of(KnowledgeBase.BuiltIn, diary, TrialStanding.Of(Plan, diary, Start.Plus(20)));
        early.Select(item => item.Number).ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13–19", "20", "21", "23", "24", "25"]);
        TrialRecord.Markdown(early).ShouldNotContain("P(any benefit) 0");
        var whole = TrialRecord.Markdown(TrialRecord.Of(KnowledgeBase.BuiltIn, diary, TrialStanding.Of(Plan with { Ended = Start.Plus(95), Because = "finished" }, diary, Start.Plus(96))));
        foreach (var said in new[] { "# Stretch before bed, for leg cramps at night: an N-of-1 trial", Plan.Schedule!, "It holds.", "16 pairs of blocks", "Rate ratio 0.", "Verdict: helps", "sore heel", "None: the person knew", "You knew which nights" }) whole.ShouldContain(said);
        TrialRecord.Markdown(TrialRecord.Of(KnowledgeBase.BuiltIn, diary, TrialStanding.Of(Plan with { Sealed = true }, diary, Start.Plus(96)))).ShouldNotContain("You knew");
    }

    private static TrialStanding Standing(int tonight) => TrialStanding.Of(Plan, Logged(96), Start.Plus(tonight));

    private static Trial Fixed(Trial trial) => trial with { Schedule = Allocation.Of(trial).Hash };

    /// <summary>Two cramps a night without, none or one with.</summary>
    private static DiaryDocument Logged(int nights, Func<int, Arm, bool>? did = null) => new()
    {
        Nights = [.. Enumerable.Range(0, nights).Select(i => (Night: Start.Plus(i), Index: i, Allocation.Of(Plan).On(Start.Plus(i))!.Arm))
            .Select(row => new NightLog { Night = row.Night, Cramps = row.Arm == Arm.With ? row.Index % 2 : 2, Did = did?.Invoke(row.Index, row.Arm), Logged = A.Morning })],
    };
}
