namespace Uncramp.Web.Tests;

public sealed class TabTests(RunningApp app)
{
    [Fact]
    public async Task A_second_tab_joins_the_timer_and_ends_with_it_as_one_cramp()
    {
        await using var night = await Night.Open(app);
        var early = await Second(night);
        await night.Start();
        await early.Locator("#screen-hold").WaitForAsync();
        await night.Pass(100);
        var late = await Second(night);
        await late.Locator("#screen-hold").WaitForAsync();
        (await late.InnerTextAsync("#count")).ShouldStartWith("1:4");

        await late.Locator("#eased").ClickAsync();
        foreach (var page in new[] { night.Page, early, late }) await page.Locator("#screen-after").WaitForAsync();
        (await night.Text("#after-what")).ShouldBe(await early.InnerTextAsync("#after-what"));
        (await night.Entries()).ShouldHaveSingleItem();
        await night.ShouldBeQuiet();
    }

    [Fact]
    public async Task Both_pressing_at_once_is_still_one_cramp()
    {
        await using var night = await Night.Open(app);
        var other = await Second(night);
        await Task.WhenAll(new[] { night.Page, other }.Select(page => page.EvaluateAsync("document.querySelector('#start').click()")));
        await night.Pass(30);
        await Night.Until(other, "document.querySelector('#count').textContent.startsWith('3')");
        var running = (await night.Running()).GetProperty("id").GetString();
        await Task.WhenAll(new[] { night.Page, other }.Select(page => page.EvaluateAsync("document.querySelector('#eased').click()")));
        foreach (var page in new[] { night.Page, other }) await page.Locator("#screen-after").WaitForAsync();
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(running);
        (await night.Running()).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task What_one_tab_undid_another_does_not_bring_back()
    {
        await using var night = await Night.Open(app);
        var other = await Second(night);
        await night.Start();
        await other.Locator("#screen-hold").WaitForAsync();
        await night.End();
        await other.Locator("#screen-after").WaitForAsync();
        await night.Click("#undo");
        await Night.Until(other, "document.querySelector('#after-title').textContent === 'Not saved'");
        await other.Locator("label[for=side-left]").ClickAsync();
        (await night.Entries()).ShouldBeEmpty();
        await other.Locator("#undo").ClickAsync();
        await night.Until("document.querySelector('#after-title').textContent === 'Saved on this phone'");
        (await night.Entries()).ShouldHaveSingleItem();
    }

    private static async Task<IPage> Second(Night night)
    {
        var page = await night.Visit.Tab();
        await page.GotoAsync("/tonight");
        await Night.Ready(page);
        return page;
    }
}
