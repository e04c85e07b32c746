using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class RatesTests
{
    [Fact]
    public void A_week_with_fewer_than_five_logged_nights_is_too_few()
    {
        var weeks = Week.Of(A.Nights(0, 1, 0, 2, -1, -1, -1, /* next week */ 0, 1, 0, 2, 0, -1, -1));
        weeks.Select(week => (week.Logged, week.Cramps, week.TooFew)).ShouldBe([(4, 3, true), (5, 3, false)]);
    }

    [Fact]
    public void The_rolling_rate_has_a_gap_where_too_little_was_logged()
    {
        var points = RollingRate.Of(A.Nights([.. Enumerable.Repeat(1, 28), .. Enumerable.Repeat(-1, 28), .. Enumerable.Repeat(1, 14)]));
        points.Count.ShouldBe(70);
        points[12].Rate.ShouldBeNull(); // thirteen nights are not enough
        points[13].Rate!.PerWeek.ShouldBe(7);
        points[41].Rate!.Nights.ShouldBe(14);
        points[42].Rate.ShouldBeNull();
        points[^1].Rate!.PerWeek.ShouldBe(7);
    }

    [Fact]
    public void A_step_keeps_the_last_night() => RollingRate.Of(A.Nights([.. Enumerable.Repeat(1, 30)]), every: 7).Select(point => point.Night.Evening.Day).ShouldBe([6, 13, 20, 27, 3]);

    [Fact]
    public void A_clear_fall_is_told_and_a_small_one_is_not()
    {
        var clear = Trend.Of(A.Nights([.. Enumerable.Repeat(2, 28), .. Enumerable.Repeat(0, 27), 1]))!;
        clear.Ratio.High.ShouldBeLessThan(1);
        var small = Trend.Of(A.Nights([.. Enumerable.Range(0, 28).Select(i => i % 4 == 0 ? 1 : 0), .. Enumerable.Range(0, 28).Select(i => i % 5 == 0 ? 1 : 0)]))!;
        small.Ratio.Differs.ShouldBeFalse();
        Trend.Of(A.Nights([.. Enumerable.Repeat(1, 18)])).ShouldBeNull();
    }

    [Fact]
    public void Somebody_on_dialysis_has_three_rates()
    {
        var monday = Night.Parse("2026-01-05")!.Value;
        var logs = Enumerable.Range(0, 28).Select(i => new NightLog { Night = monday.Plus(i), Cramps = i % 7 is 0 or 2 or 4 ? 1 : 0, Logged = A.Morning });
        var onTheMachine = Enumerable.Range(0, 4).Select(week => A.Cramp($"2026-01-{5 + (7 * week):00}T15:00:00+00:00") with { Timing = Episode.OnTheMachine });
        var rates = DialysisRates.Of(NightRow.Of(A.Diary([new Profile { DialysisDays = ["monday", "wednesday", "friday"], Logged = A.Morning }, .. logs, .. onTheMachine])));
        (rates.OnTheMachine!.Cramps, rates.OnTheMachine.Nights).ShouldBe((4, 12));
        (rates.AfterDialysis!.Cramps, rates.AfterDialysis.Nights).ShouldBe((12, 12));
        (rates.OtherNights!.Cramps, rates.OtherNights.Nights).ShouldBe((0, 16));
    }

    [Fact]
    public void Sleep_lost_is_not_zero_where_it_was_not_said()
    {
        var monday = Night.Parse("2026-01-05")!.Value;
        var logs = Enumerable.Range(0, 28).Select(i => new NightLog { Night = monday.Plus(i), Cramps = i % 7 < 2 ? 1 : 0, MinutesAwake = i % 7 == 0 ? 30 : null, Logged = A.Morning });
        var lost = SleepLost.Of(NightRow.Of(A.Diary([.. logs])))!;
        lost.MinutesPerWeek.ShouldBe(60);
        (lost.NightsSaid, lost.NightsWithCramps).ShouldBe((4, 8));
        SleepLost.Of(A.Nights(1, 0, 1)).ShouldBeNull();
        SleepLost.Of(A.Nights(0, 0))!.MinutesPerWeek.ShouldBe(0);
    }

    [Fact]
    public void Cramps_are_told_by_the_clock_on_the_wall_and_by_place()
    {
        var rows = NightRow.Of(A.Diary(
            A.Cramp("2026-11-22T03:12:00+01:00") with { Sites = ["calf"] }, A.Cramp("2026-11-23T03:40:00-08:00") with { Sites = ["calf", "foot"] },
            A.Cramp("2026-11-23T15:00:00+01:00") with { Sites = ["calf"], Timing = Episode.OnTheMachine }, A.Cramp("2026-11-24T04:00:00+01:00") with { Sites = ["thigh"], Muscle = "thigh-back" }));
        Pattern.ByHour(rows)[3].ShouldBe(2);
        Pattern.ByHour(rows).Sum().ShouldBe(3);
        Pattern.ByPlace(rows).ShouldBe([("calf", 2), ("foot", 1), ("thigh-back", 1)]);
    }

    [Fact]
    public void A_rate_is_compared_with_the_survey()
    {
        Population.Of(Rate.Of(1, 70)).ShouldBeNull();
        Population.Of(Rate.Of(4, 28)).ShouldBeNull();
        Population.Of(Rate.Of(28, 28)).ShouldBe((5, 6));
    }
}
