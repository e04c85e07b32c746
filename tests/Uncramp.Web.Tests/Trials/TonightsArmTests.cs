using System.Text.Json;
using Uncramp.Trials;
using Uncramp.Web.Tests.Accounts;
using Uncramp.Web.Tests.Diary;

namespace Uncramp.Web.Tests.Trials;

/// <summary>What the running trial asks for tonight, where people look at night: the start page and the page for a cramp now.</summary>
public sealed class TonightsArmTests(RunningApp app)
{
    [Fact]
    public async Task Without_a_network_the_phone_says_it_and_sends_later_what_was_done()
    {
        await using var alone = await Begun();
        var asked = Asked((await alone.Trial()), alone);
        await using var night = await Night.Open(app, at: alone.Url, time: "2027-01-14T22:40:00+01:00");
        await night.Page.GotoAsync("/trials");
        for (var tries = 0; (await night.Trial()).ValueKind == JsonValueKind.Null; tries++)
        {
            tries.ShouldBeLessThan(300, (await night.Sync()).ToString());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        foreach (var path in new[] { "/", "/tonight" })
        {
            await night.Page.GotoAsync(path);
            await night.Until("!document.querySelector('#test').hidden");
            (await night.Text("#test h2")).ShouldBe($"Your test, tonight: {asked}");
            (await night.Text("#test")).ShouldContain("Stretch before bed");
        }
        // Every part of it is as dark as the page, and as large.
        (await night.Page.Locator("#test button").First.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(72);
        await night.Page.EvaluateAsync("document.querySelector('#test').scrollIntoView({ behavior: 'instant' })");
        await using (var light = await Light.Meter(app)) (await light.TooBright(await night.Page.ScreenshotAsync())).ShouldBeEmpty();
        await night.Page.Locator("#test button", new() { HasText = "Did it" }).ClickAsync();
        await night.Until("document.querySelector('#test').innerText.includes('You said: did it.')");
        (await night.Waiting()).ShouldBe(1);
        await night.Context.SetOfflineAsync(false);
        await night.Until("navigator.onLine");
        for (var tries = 0; (await alone.Diary()).Nights.All(log => log.Did is null); tries++)
        {
            tries.ShouldBeLessThan(300);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        (await alone.Diary()).Nights.Single(log => log.Did == true).Night.ShouldBe((await alone.Trial()).Start);
    }

    [Fact]
    public async Task The_start_page_says_it_without_script_too_and_one_tap_tells_what_was_done()
    {
        await using var alone = await Begun();
        var trial = await alone.Trial();
        await using var visit = await app.Visit(script: false, at: alone.Url);
        await visit.Page.GotoAsync("/");
        (await visit.Page.Locator("#test h2").InnerTextAsync()).ShouldBe($"Your test, tonight: {Asked(trial, alone)}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Did not" }).ClickAsync();
        await visit.Page.GetByText("You said: did not.").WaitForAsync();
        (await alone.Diary()).Nights.Single(log => log.Night == trial.Start).Did.ShouldBe(false);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_carer_is_told_of_no_trial()
    {
        await using var home = await Accounts.Home.Open();
        var ada = await home.Member("Ada");
        var person = await home.Person("Ada");
        var carer = await CarerTests.Carer(home, ada, person, "Cara");
        await ada.Put($"/api/trials/{Guid.NewGuid()}", JsonSerializer.Serialize(new { measure = Alone.Stretch, start = DateTime.UtcNow.Date.AddDays(-3).ToString("yyyy-MM-dd"), block = 3, pairs = 6, seed = new string('a', 64) }));
        (await ada.Get("/api/diary")).Body.ShouldContain("\"trial\":{\"id\"");
        carer.Headers["Uncramp-For"] = person;
        var seen = (await carer.Get("/api/diary")).Body;
        seen.ShouldContain("\"trial\":null");
        seen.ShouldNotContain("stretch");
        (await carer.Get("/")).Body.ShouldNotContain("Your test, tonight");
        (await carer.Get("/trials")).Status.ShouldBe(403);
    }

    private static string Asked(Uncramp.Diary.Trial trial, Alone alone) => Allocation.Of(trial).On(alone.Tonight)!.Arm == Arm.With ? "do it" : "leave it out";

    /// <summary>A trial that begins on the evening of 14 January 2027.</summary>
    private static async Task<Alone> Begun()
    {
        var alone = await Alone.Open();
        alone.Clock.Pass(new DateTimeOffset(2027, 1, 14, 21, 40, 0, TimeSpan.Zero) - alone.Clock.GetUtcNow());
        await alone.AnswerWell();
        await alone.Log([.. Enumerable.Repeat<int?>(1, 28)]);
        var book = new Book(alone.Client);
        await book.Get($"/trials/plan?measure={Alone.Stretch}");
        await book.Fill("/trials/plan", ("block", "3"));
        return alone;
    }
}
