namespace Uncramp.Web.Tests;

/// <summary>What is kept can be taken back.</summary>
public sealed class KeptTests(RunningApp app)
{
    [Fact]
    public async Task Undo_takes_the_cramp_away_and_keep_it_after_all_brings_it_back()
    {
        await using var night = await Cramp();
        await night.Click("#undo");
        await night.Until("document.querySelector('#after-title').textContent === 'Not saved'");
        (await night.Text("#undo")).ShouldBe("Keep it after all");
        (await night.Entries()).ShouldBeEmpty();
        // What is chosen while it is away comes back with it.
        await night.Visit.Pick("side-both");
        (await night.Entries()).ShouldBeEmpty();
        await night.Click("#undo");
        await night.Until("document.querySelector('#after-title').textContent === 'Saved on this phone'");
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("side").GetString().ShouldBe("both");
        (await night.Text("#after-what")).ShouldContain("both legs");
    }

    [Fact]
    public async Task A_cramp_is_removed_from_the_list_and_brought_back()
    {
        await using var night = await Cramp();
        await List(night);
        var line = night.Page.Locator("#kept button");
        (await line.GetAttributeAsync("aria-label"))!.ShouldStartWith("Remove Fri 15 Jan, 03:12");
        await line.ClickAsync();
        await night.Until("document.querySelector('#kept button').textContent === 'Undo'");
        (await line.GetAttributeAsync("aria-label"))!.ShouldStartWith("Undo");
        (await night.Entries()).ShouldBeEmpty();
        await line.ClickAsync();
        await night.Until("document.querySelector('#kept button').textContent === 'Remove'");
        (await night.Entries()).Count.ShouldBe(1);
        (await night.Text("#kept-none")).ShouldBe("1 is on this phone only. It goes to your diary when there is a network.");
        (await night.Text("#kept small")).ShouldBe("Not yet in your diary");
    }

    [Fact]
    public async Task A_removed_cramp_is_not_asked_about()
    {
        await using var night = await Cramp();
        await night.Return("2027-01-15T08:00:00+01:00");
        await night.Page.Locator("#morning").WaitForAsync();
        await night.Page.Locator("#kept button").ClickAsync();
        await night.Page.Locator("#morning").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task All_are_deleted_at_one_tap()
    {
        await using var night = await Cramp();
        await List(night);
        await night.Start();
        await night.End();
        await List(night);
        await night.Until("document.querySelectorAll('#kept li').length === 2");
        await night.Click("#forget");
        await night.Until("!document.querySelector('#kept li')");
        (await night.Entries()).ShouldBeEmpty();
        (await night.Text("#kept-none")).ShouldBe("No cramps saved yet.");
        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        (await night.Entries()).ShouldBeEmpty();
        await night.Visit.ShouldBeClean();
    }

    private async Task<Night> Cramp()
    {
        var night = await Night.Open(app);
        await night.Start();
        await night.End();
        return night;
    }

    private static async Task List(Night night)
    {
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Until("document.querySelector('#kept li')");
    }
}
