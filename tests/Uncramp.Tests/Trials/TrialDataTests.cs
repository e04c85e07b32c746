using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class TrialDataTests
{
    private static readonly Night Start = Night.Parse("2026-12-01")!.Value;

    private static readonly Trial Plan = new() { Id = A.Id(1), Measure = "prevention/x", Start = Start, Block = 3, Washout = 1, Pairs = 6, Seed = new string('a', 64), Logged = A.Morning };

    [Fact]
    public void Wash_out_missing_and_resting_nights_are_dropped_and_counted()
    {
        var diary = Logged(48, i => i is 2 or 9 ? null : 1);
        var data = TrialData.From(Plan with { Pauses = [new Pause(Start.Plus(16), Start.Plus(19))] }, diary, Start.Plus(47));
        data.Nights.Count.ShouldBe(48);
        data.Count(NightUse.Washout).ShouldBe(12 - 1);
        data.Count(NightUse.Resting).ShouldBe(4);
        data.Count(NightUse.Missing).ShouldBe(2);
        data.Count(NightUse.Counted).ShouldBe(48 - 11 - 4 - 2);
        (data.AsAssigned.Nights(Arm.With) + data.AsAssigned.Nights(Arm.Without)).ShouldBe(31);
        data.MissingShare.ShouldBe(2.0 / 33, 1e-12);
        data.Blocks.ShouldBe(12);
    }

    [Fact]
    public void A_night_nobody_logged_is_never_a_quiet_one()
    {
        var data = TrialData.From(Plan, Logged(48, i => i % 2 == 0 ? 2 : null), Start.Plus(47));
        foreach (var arm in Enum.GetValues<Arm>()) data.AsAssigned.PerWeek(arm).ShouldBe(14);
    }

    [Fact]
    public void Nights_to_come_are_not_missing()
    {
        var data = TrialData.From(Plan, Logged(20, _ => 0), Start.Plus(19));
        data.Nights.Count.ShouldBe(20);
        data.MissingShare.ShouldBe(0);
        data.Blocks.ShouldBe(5);
        data.Pairs.Count.ShouldBe(2);
    }

    [Fact]
    public void A_trial_that_was_stopped_has_no_nights_after_that() =>
        TrialData.From(Plan with { Ended = Start.Plus(9) }, Logged(48, _ => 0), Start.Plus(47)).Nights.Count.ShouldBe(10);

    [Fact]
    public void Per_protocol_leaves_out_what_was_not_done_as_asked_and_what_nobody_said()
    {
        var allocation = Allocation.Of(Plan);
        var diary = new DiaryDocument
        {
            Nights = [.. Enumerable.Range(0, 48).Select(i => new NightLog
            {
                Night = Start.Plus(i), Cramps = 1, Logged = A.Morning,
                Did = i % 4 == 1 ? null : i % 4 == 2 ? allocation.On(Start.Plus(i))!.Arm != Arm.With : allocation.On(Start.Plus(i))!.Arm == Arm.With,
            })],
        };
        var data = TrialData.From(Plan, diary, Start.Plus(47));
        data.AsAssigned.Nights(Arm.With).ShouldBe(18);
        (data.PerProtocol!.Nights(Arm.With) + data.PerProtocol.Nights(Arm.Without)).ShouldBe(12);
        TrialData.From(Plan, Logged(48, _ => 1), Start.Plus(47)).PerProtocol.ShouldBeNull();
    }

    [Fact]
    public void A_change_beside_no_proof_has_a_range_and_no_verdict()
    {
        var rows = A.Nights([.. Enumerable.Range(0, 56).Select(i => i < 28 ? 2 : 1)]);
        var picture = BeforeAfter.Of(rows, rows[28].Night);
        picture.Before!.PerWeek.ShouldBe(14);
        picture.After!.PerWeek.ShouldBe(7);
        picture.Ratio!.Ratio.ShouldBe(0.5, 0.02);
        (picture.Ratio.Low < 0.5 && picture.Ratio.High > 0.5).ShouldBeTrue();
        BeforeAfter.Of(rows, rows[0].Night).Ratio.ShouldBeNull();
        BeforeAfter.Of(A.Nights([.. new int[56]]), rows[28].Night).Ratio.ShouldBeNull();
    }

    [Fact]
    public void The_placebo_picture_comes_from_a_source()
    {
        var (source, arm) = BeforeAfter.Placebo(KnowledgeBase.BuiltIn)[0];
        source.Source!.Doi.ShouldBe("10.1001/jamainternmed.2016.9261");
        arm.Ratio.ShouldBe(5.48 / 8.51, 1e-9);
        arm.People.ShouldBe(46);
    }

    private static DiaryDocument Logged(int nights, Func<int, int?> count) => new()
    {
        Nights = [.. Enumerable.Range(0, nights).Where(i => count(i) is not null).Select(i => new NightLog { Night = Start.Plus(i), Cramps = count(i), Logged = A.Morning })],
    };
}
