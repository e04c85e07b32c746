namespace Uncramp.Web.Tests;

public sealed class MorningTests(RunningApp app)
{
    [Fact]
    public async Task It_is_not_asked_within_three_hours_and_not_at_night()
    {
        await using var night = await Night.Open(app, time: "2027-01-14T23:20:00+01:00");
        await Cramp(night);
        foreach (var time in new[] { "2027-01-15T01:00:00+01:00", "2027-01-15T03:30:00+01:00", "2027-01-15T04:59:00+01:00" })
        {
            await night.Return(time);
            (await Asked(night)).ShouldBeFalse(time);
        }
        await night.Return("2027-01-15T05:01:00+01:00");
        await night.Page.Locator("#morning").WaitForAsync();
        (await night.Text("#morning h2")).ShouldBe("You had a cramp at 23:20.");
    }

    [Fact]
    public async Task It_is_not_asked_while_the_cramp_is_fresh_though_it_is_day()
    {
        await using var night = await Night.Open(app, time: "2027-01-15T06:00:00+01:00");
        await Cramp(night);
        await night.Return("2027-01-15T08:59:00+01:00");
        (await Asked(night)).ShouldBeFalse();
        await night.Return("2027-01-15T09:02:00+01:00", "/");
        await night.Page.Locator("#morning").WaitForAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tonight")]
    public async Task Next_morning_it_completes_how_bad_it_was_soreness_and_what_helped(string path)
    {
        await using var night = await Night.Open(app);
        await Cramp(night);
        await night.Return("2027-01-15T08:00:00+01:00", path);
        await night.Page.Locator("#morning").WaitForAsync();
        foreach (var id in new[] { "severity-7", "sore-little", "helped-stretch", "helped-stand" }) await night.Visit.Pick(id);
        await night.Page.Locator("#morning button[type=submit]").ClickAsync();
        await night.Until("document.querySelector('#morning [role=status]')");
        (await night.Text("#morning")).ShouldContain("It is kept on this phone.");
        (await night.Page.EvaluateAsync<bool>("document.querySelector('#morning').contains(document.activeElement)")).ShouldBeTrue();
        var entry = (await night.Entries()).ShouldHaveSingleItem();
        entry.GetProperty("severity").GetInt32().ShouldBe(7);
        entry.GetProperty("sore").GetString().ShouldBe("little");
        entry.GetProperty("helped").EnumerateArray().Select(one => one.GetString()).ShouldBe(["stretch", "stand"]);
        await night.Return("2027-01-15T09:00:00+01:00", path);
        (await Asked(night)).ShouldBeFalse();
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task Nothing_needs_an_answer()
    {
        await using var night = await Night.Open(app);
        await Cramp(night);
        await night.Return("2027-01-15T08:00:00+01:00");
        await night.Page.Locator("#morning button[type=submit]").ClickAsync();
        await night.Until("document.querySelector('#morning [role=status]')");
        (await night.Entries()).ShouldHaveSingleItem().TryGetProperty("severity", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Not_now_is_not_asked_again()
    {
        await using var night = await Night.Open(app);
        await Cramp(night);
        await night.Return("2027-01-15T08:00:00+01:00", "/");
        await night.Page.Locator("#morning button", new() { HasText = "Not now" }).ClickAsync();
        await night.Until("document.querySelector('#morning [role=status]')");
        foreach (var path in new[] { "/", "/tonight" })
        {
            await night.Return("2027-01-15T12:00:00+01:00", path);
            (await Asked(night)).ShouldBeFalse(path);
        }
    }

    [Fact]
    public async Task Who_wanted_to_add_more_is_asked_for_a_week_others_for_two_days()
    {
        foreach (var wanted in new[] { true, false })
        {
            await using var night = await Night.Open(app);
            await night.Start();
            await night.End();
            if (wanted)
            {
                await night.Click("#ask-morning");
                await night.Until("document.querySelector('#after-said').textContent.startsWith('We will ask')");
            }
            await night.Return("2027-01-18T09:00:00+01:00");
            if (wanted) await night.Page.Locator("#morning").WaitForAsync();
            else (await Asked(night)).ShouldBeFalse();
        }
    }

    private static async Task Cramp(Night night)
    {
        await night.Start();
        await night.Pass(40);
        await night.End();
    }

    /// <summary>Whether the question stands there, once the page has read what is kept.</summary>
    private static async Task<bool> Asked(Night night)
    {
        await night.Entries();
        if (new Uri(night.Page.Url).AbsolutePath == "/tonight") await night.Until("document.querySelector('#kept li')");
        await night.Entries();
        return await night.Page.Locator("#morning").IsVisibleAsync();
    }
}
