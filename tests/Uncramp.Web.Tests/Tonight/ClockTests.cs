namespace Uncramp.Web.Tests;

public sealed class ClockTests(RunningApp app)
{
    [Fact]
    public async Task A_clock_of_2019_is_said_to_be_wrong_and_the_night_goes_on()
    {
        await using var night = await Night.Open(app, time: "2019-03-02T03:12:00+01:00");
        await night.Start();
        await night.Pass(65);
        await night.End();
        (await night.Text("#after-said")).ShouldBe("This phone’s clock says 2 March 2019. That cannot be right. Set it in the morning.");
        var entry = (await night.Entries()).ShouldHaveSingleItem();
        entry.GetProperty("clock").GetString().ShouldBe("wrong");
        entry.GetProperty("seconds").GetInt32().ShouldBeInRange(65, 75);
        await night.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("2027-01-15T04:13:00+01:00")]
    [InlineData("2027-01-15T02:13:00+01:00")]
    [InlineData("2019-03-02T03:12:00+01:00")]
    public async Task A_clock_set_in_the_middle_changes_no_duration(string time)
    {
        await using var night = await Night.Open(app);
        await night.Start();
        await night.Pass(60);
        await night.SetWallClock(time);
        await night.Pass(30);
        (await night.Screen()).ShouldBe("hold");
        await night.End();
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("seconds").GetInt32().ShouldBeInRange(90, 100);
    }

    [Fact]
    public async Task A_page_opened_anew_in_the_middle_takes_the_timer_up()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("place-foot");
        await night.Start();
        await night.Pass(200);
        await night.Page.ReloadAsync();
        await night.Until("!document.querySelector('#screen-hold').hidden");
        (await night.Text("#hold-place")).ShouldBe("Foot arch");
        (await night.Text("#count")).ShouldStartWith("3:2");
        await night.Pass(401);
        await night.Page.Locator("#screen-late").WaitForAsync();
    }

    [Fact]
    public async Task A_timer_left_for_five_hours_is_a_cramp_of_unknown_length_and_the_page_opens_with_what_to_do()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        await night.Return("2027-01-15T08:12:30+01:00");
        await night.Until("document.querySelector('#kept li')");
        (await night.Screen()).ShouldBe("start");
        var entry = (await night.Entries()).ShouldHaveSingleItem();
        entry.GetProperty("seconds").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await night.Text("#kept")).ShouldContain("for a time we do not know");
        (await night.Running()).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await night.Text("#morning")).ShouldContain("You had a cramp at 03:12.");
    }

    [Fact]
    public async Task A_phone_that_slept_in_the_pocket_counts_the_time_it_slept()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        await night.Pass(10);
        // Asleep, only the wall clock goes on; the page was hidden.
        await night.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { configurable: true, value: true }); document.dispatchEvent(new Event('visibilitychange')); }");
        await night.SetWallClock("2027-01-15T03:16:10+01:00");
        await night.Page.EvaluateAsync("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }");
        await night.End();
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("seconds").GetInt32().ShouldBeInRange(240, 256);
    }
}
