using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class NightRowTests
{
    [Fact]
    public void A_night_nobody_logged_is_missing_and_not_quiet()
    {
        var rows = NightRow.Of(A.Diary(A.Quiet("2026-11-20"), A.Quiet("2026-11-22")));
        rows.Select(row => row.State).ShouldBe([NightState.Quiet, NightState.Missing, NightState.Quiet]);
        rows[1].Cramps.ShouldBeNull();
    }

    [Fact]
    public void What_was_done_by_day_does_not_say_how_the_night_was() =>
        NightRow.Of(A.Diary(A.Quiet("2026-11-22") with { Quiet = null, Stretched = true })).Single().State.ShouldBe(NightState.Missing);

    [Fact]
    public void A_logged_cramp_outweighs_quiet() =>
        NightRow.Of(A.Diary(A.Quiet("2026-11-22"), A.Cramp("2026-11-23T03:12:00+01:00"))).Single().Cramps.ShouldBe(1);

    [Fact]
    public void A_night_said_not_to_be_quiet_counts_at_least_one() =>
        NightRow.Of(A.Diary(A.Quiet("2026-11-22") with { Quiet = false })).Single().Cramps.ShouldBe(1);

    [Fact]
    public void Of_a_number_and_quiet_the_later_is_the_correction()
    {
        var three = A.Quiet("2026-11-22") with { Quiet = null, Cramps = 3 };
        var later = new Stamp(A.Morning.At.AddHours(1));
        var (corrected, _) = Merge.Say(three, A.Quiet("2026-11-22") with { Logged = later });
        NightRow.Of(A.Diary(corrected)).Single().Cramps.ShouldBe(0);
        var (back, _) = Merge.Say(A.Quiet("2026-11-22"), three with { Logged = later });
        NightRow.Of(A.Diary(back)).Single().Cramps.ShouldBe(3);
        NightRow.Of(A.Diary(three with { Quiet = true })).Single().Cramps.ShouldBe(3);
    }

    [Fact]
    public void The_larger_of_counted_and_logged_cramps_holds() =>
        NightRow.Of(A.Diary(A.Quiet("2026-11-22") with { Quiet = null, Cramps = 3 }, A.Cramp("2026-11-23T03:12:00+01:00"))).Single().Cramps.ShouldBe(3);

    [Fact]
    public void A_cramp_on_the_machine_says_nothing_of_the_night()
    {
        var row = NightRow.Of(A.Diary(A.Cramp("2026-11-23T15:00:00+01:00") with { Timing = Episode.OnTheMachine })).Single();
        row.State.ShouldBe(NightState.Missing);
        row.OnTheMachine.ShouldBe(1);
    }

    [Fact]
    public void A_cramp_timed_by_a_wrong_clock_waits_until_its_night_is_said()
    {
        var cramp = A.Cramp("1970-01-01T03:12:00+00:00", 1) with { Clock = "wrong" };
        NightRow.Of(A.Diary(cramp, A.Quiet("2026-11-20"))).Single().Cramps.ShouldBe(0);
        var said = NightRow.Of(A.Diary(cramp with { SaidNight = Night.Parse("2026-11-21") }, A.Quiet("2026-11-20")));
        said[1].Cramps.ShouldBe(1);
        Pattern.ByHour(said).Sum().ShouldBe(0);
    }

    [Fact]
    public void Days_of_dialysis_are_said_once_and_one_day_may_differ()
    {
        var rows = NightRow.Of(A.Diary(new Profile { DialysisDays = ["monday"], Logged = A.Morning }, A.Quiet("2026-11-23"), A.Quiet("2026-11-24"), A.Quiet("2026-11-30") with { Dialysis = false }));
        rows[0].Dialysis.ShouldBe(true);
        rows[1].Dialysis.ShouldBe(false);
        rows[^1].Dialysis.ShouldBe(false);
        NightRow.Of(A.Diary(A.Quiet("2026-11-23"))).Single().Dialysis.ShouldBeNull();
    }
}
