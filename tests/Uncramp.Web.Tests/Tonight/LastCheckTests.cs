namespace Uncramp.Web.Tests;

/// <summary>What a person has told in a check on this device holds at night too.</summary>
public sealed class LastCheckTests(RunningApp app)
{
    [Fact]
    public async Task Numb_feet_have_no_heat_and_no_ice_at_night_until_the_check_is_deleted()
    {
        await using var visit = await app.Stranger();
        await Result(visit, "my feet are numb");
        await visit.Page.Locator("#kept-here").WaitForAsync();
        (await visit.Page.InnerTextAsync("#kept-here")).ShouldStartWith("This result is kept on this device, and nowhere else.");

        await Tonight(visit, "document.querySelector('#chip-poor-feeling-or-flow').checked");
        foreach (var id in new[] { "relief/heat", "relief/ice" }) (await Seen(visit, id)).ShouldBeFalse(id);
        (await Seen(visit, "relief/calf-stretch")).ShouldBeTrue();
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Use no heat and no ice.");
        // Switching the chip off does not bring back what the check itself held back; the reason stands there.
        await visit.Pick("chip-poor-feeling-or-flow");
        (await Seen(visit, "relief/heat")).ShouldBeFalse();
        (await visit.Page.InnerTextAsync("main")).ShouldContain("left out because of your last check. Heat can burn numb skin before you feel it.");

        await visit.Page.GotoAsync("/check/last");
        await visit.Page.Locator("#last-forget").ClickAsync();
        await visit.Page.Locator("#last-none").WaitForAsync();
        await Tonight(visit, "true");
        await Night.Until(visit.Page, "[...document.querySelectorAll('[data-relief=\"relief/heat\"]')].some(one => one.checkVisibility())");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Delete_it_on_the_result_brings_back_what_was_left_out()
    {
        await using var visit = await app.Stranger();
        await Result(visit, "my left calf is swollen and hot");
        await visit.Page.Locator("#kept-here button").ClickAsync();
        await visit.Page.Locator("#kept-here").GetByText("It is no longer kept on this device.").WaitForAsync();
        await Tonight(visit, "true");
        (await Seen(visit, "relief/calf-stretch")).ShouldBeTrue();
        (await visit.Page.Locator("#last-check").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_swollen_leg_in_the_last_check_stops_every_stretch_and_says_why()
    {
        await using var visit = await app.Stranger();
        await Result(visit, "my left calf is swollen and hot");
        await visit.Page.Locator("#kept-here").WaitForAsync();
        await ShouldStop(visit);

        // The timer runs on, but nobody is told to hold.
        await Night.Begin(visit.Page);
        (await visit.Page.InnerTextAsync("#screen-hold")).ShouldNotContain("holding", Case.Insensitive);
        (await visit.Page.InnerTextAsync("#screen-hold")).ShouldNotContain("toes", Case.Insensitive);
        await visit.Page.Locator("#tight").ClickAsync();
        (await visit.Page.InnerTextAsync("#screen-hold")).ShouldNotContain("holding", Case.Insensitive);
        await visit.Page.ReloadAsync();
        await Night.Until(visit.Page, "!document.querySelector('#screen-hold').hidden");
        (await visit.Page.InnerTextAsync("#screen-hold")).ShouldNotContain("toes", Case.Insensitive);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_the_interview_by_a_swollen_leg_Tonight_knows_it_too()
    {
        await using var visit = await app.Stranger();
        await visit.Page.GotoAsync("/check");
        await visit.Pick("rest-no");
        await visit.Next();
        await visit.Page.Locator("label", new() { HasText = "One leg swollen" }).ClickAsync();
        await visit.Next();
        (await visit.Heading()).ShouldBe("Get help today");
        await visit.Page.Locator("#kept-here").WaitForAsync();
        await ShouldStop(visit);
        await visit.Page.GotoAsync("/check/last");
        await Night.Until(visit.Page, "document.querySelector('h1').textContent === 'Get help today'");
    }

    [Fact]
    public async Task A_check_of_more_than_14_days_ago_stops_nothing()
    {
        await using var visit = await app.Stranger();
        await Result(visit, "my left calf is swollen and hot");
        await visit.Page.Locator("#kept-here").WaitForAsync();
        await visit.Context.Clock.InstallAsync(new() { TimeDate = DateTime.UtcNow.AddDays(13) });
        await ShouldStop(visit);
        await visit.Context.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddDays(16));
        await Tonight(visit, "true");
        (await Seen(visit, "relief/calf-stretch")).ShouldBeTrue();
        (await visit.Page.Locator("#last-check").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_check_can_be_read_without_a_network()
    {
        await using var visit = await app.Stranger();
        await Result(visit, "my feet are numb");
        await visit.Page.Locator("#kept-here").WaitForAsync();
        await Night.Copied(visit.Page);
        await visit.Context.SetOfflineAsync(true);
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("#last:visible").ClickAsync();
        await Night.Until(visit.Page, "document.querySelector('#last .care')");
        (await visit.Page.InnerTextAsync("#last")).ShouldContain("What we left out, and why");
    }

    private static async Task ShouldStop(Visit visit)
    {
        await Tonight(visit, "!document.querySelector('#last-check').hidden");
        (await visit.Page.InnerTextAsync("#last-check")).ShouldMatch(@"^Your check on \d+ \w+ said: get help today\. Do not stretch before you have been seen\. Get help\.$");
        foreach (var id in new[] { "relief/calf-stretch", "relief/toe-pull", "relief/stand-up", "relief/massage", "relief/walk", "relief/heat" }) (await Seen(visit, id)).ShouldBeFalse(id);
        (await visit.Page.InnerTextAsync("#left-out")).ShouldStartWith("Left out because of your last check:");
        (await visit.Page.InnerTextAsync("main")).ShouldNotContain("Pull your toes", Case.Insensitive);
    }

    /// <summary>From the first question to the result, with this in the person's own words.</summary>
    private static async Task Result(Visit visit, string noticed)
    {
        await visit.TellOfCramps();
        await visit.Pick("list-none");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Page.FillAsync("#noticed-0", noticed);
        await visit.Next();
        await visit.Page.Locator("button[value=result]:visible").ClickAsync();
        await visit.Page.Locator(".result-page").WaitForAsync();
    }

    private static async Task Tonight(Visit visit, string holds)
    {
        await visit.Page.GotoAsync("/tonight");
        await Night.Ready(visit.Page);
        await Night.Until(visit.Page, holds);
    }

    private static Task<bool> Seen(Visit visit, string relief) => visit.Page.EvaluateAsync<bool>("id => [...document.querySelectorAll(`[data-relief='${id}']`)].some(one => one.checkVisibility())", relief);
}
