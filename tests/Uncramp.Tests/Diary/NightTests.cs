using Uncramp.Diary;

namespace Uncramp.Tests;

/// <summary>Which night a cramp belongs to, at named places. Offsets are those the phone had there.</summary>
public sealed class NightTests
{
    [Fact]
    public void Three_in_the_morning_belongs_to_the_evening_before() => NightOf("2026-11-23T03:12:00+01:00").ShouldBe("2026-11-22");

    [Fact]
    public void Late_evening_belongs_to_its_own_date() => NightOf("2026-11-22T23:50:00+01:00").ShouldBe("2026-11-22");

    [Fact]
    public void Midnight_cuts_no_night_in_two() => NightOf("2026-11-23T00:00:00+01:00").ShouldBe(NightOf("2026-11-22T23:59:59+01:00"));

    [Theory]
    [InlineData("2026-11-23T11:59:59+01:00", "2026-11-22")]
    [InlineData("2026-11-23T12:00:00+01:00", "2026-11-23")]
    public void A_night_ends_at_noon_and_noon_is_the_next_one(string at, string night) => NightOf(at).ShouldBe(night);

    [Theory]
    [InlineData("2026-10-25T02:30:00+02:00")] // Berlin, before the clocks go back
    [InlineData("2026-10-25T02:30:00+01:00")] // Berlin, the same hour again
    public void The_hour_that_comes_twice_lies_in_one_night(string at) => NightOf(at).ShouldBe("2026-10-24");

    [Theory]
    [InlineData("2026-03-29T00:59:00+00:00", "2026-03-28")] // London, just before the clocks go forward
    [InlineData("2026-03-29T02:01:00+01:00", "2026-03-28")] // London, two minutes later
    [InlineData("2026-03-29T03:00:00+02:00", "2026-03-28")] // Berlin, just after the clocks went forward
    [InlineData("2026-04-05T01:45:00+10:30", "2026-04-04")] // Lord Howe Island turns by half an hour
    [InlineData("2026-11-01T01:30:00-04:00", "2026-10-31")] // New York, summer time
    [InlineData("2026-11-01T01:30:00-05:00", "2026-10-31")] // New York, the same hour again
    public void A_change_of_the_clocks_moves_no_cramp_to_another_night(string at, string night) => NightOf(at).ShouldBe(night);

    [Fact]
    public void The_same_instant_is_another_night_where_the_clock_says_so()
    {
        NightOf("2026-11-23T11:00:00+09:00").ShouldBe("2026-11-22"); // Tokyo, a lie-in
        NightOf("2026-11-22T18:00:00-08:00").ShouldBe("2026-11-22"); // Los Angeles, that very instant, the evening
        NightOf("2026-11-23T15:00:00+13:00").ShouldBe("2026-11-23"); // Auckland, that very instant, the afternoon
    }

    [Fact]
    public void Two_sleeps_of_one_name_on_a_flight_over_the_date_line_count_in_one_night()
    {
        var rows = NightRow.Of(A.Diary(A.Cramp("2026-11-23T03:00:00+09:00"), A.Cramp("2026-11-22T23:30:00-08:00")));
        rows.Single().Cramps.ShouldBe(2);
    }

    [Theory]
    [InlineData("2028-02-29T03:00:00+01:00", "2028-02-28")]
    [InlineData("2028-03-01T03:00:00+01:00", "2028-02-29")]
    [InlineData("2027-03-01T03:00:00+01:00", "2027-02-28")]
    [InlineData("2027-01-01T03:00:00+01:00", "2026-12-31")]
    public void Leap_days_and_new_year_are_nights_like_others(string at, string night) => NightOf(at).ShouldBe(night);

    [Fact]
    public void A_nurse_who_sleeps_by_day_has_one_night_not_two()
    {
        var turn = new TimeOnly(18, 0);
        var atEleven = Night.Of(A.Time("2026-11-24T11:00:00+00:00"), turn); // Leeds, after the night shift of Monday
        var atTwo = Night.Of(A.Time("2026-11-24T14:00:00+00:00"), turn);
        atEleven.ShouldBe(atTwo);
        atTwo.ToString().ShouldBe("2026-11-23");
    }

    [Fact]
    public void A_night_that_was_said_outranks_the_clock() =>
        (A.Cramp("2026-11-24T14:00:00+00:00") with { SaidNight = Night.Parse("2026-11-23") }).Night.ToString().ShouldBe("2026-11-23");

    [Fact]
    public void A_week_begins_on_Mondays_evening() => Night.Parse("2026-11-22")!.Value.Monday.ToString().ShouldBe("2026-11-16");

    private static string NightOf(string at) => Night.Of(A.Time(at)).ToString();
}
