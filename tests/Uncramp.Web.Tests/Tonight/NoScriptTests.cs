using Uncramp.Knowledge;

namespace Uncramp.Web.Tests;

/// <summary>Without JavaScript the page for a cramp now is the same steps as one page.</summary>
public sealed class NoScriptTests(RunningApp app)
{
    [Fact]
    public async Task Each_place_shows_its_own_steps_and_nothing_that_needs_a_script()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var entry in KnowledgeBase.BuiltIn.OfKind(EntryKind.Relief).Where(entry => entry.Measure!.Tonight?.Place is not null))
        {
            await visit.Pick($"place-{entry.Measure!.Tonight!.Place!.Id}");
            var text = await visit.Page.InnerTextAsync("main");
            text.ShouldContain(entry.Measure.Tonight.Do);
            foreach (var step in entry.Measure.Steps) text.ShouldContain(step);
            (await visit.Page.Locator("h2.do:visible").CountAsync()).ShouldBe(1);
        }
        foreach (var id in new[] { "start", "dim", "switches", "morning", "screen-hold", "screen-late", "screen-after", "screen-sleep" }) (await visit.Page.Locator($"#{id}").IsVisibleAsync()).ShouldBeFalse(id);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_chip_holds_back_and_says_so()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        (await visit.Page.Locator("[data-relief='relief/stand-up']:visible").CountAsync()).ShouldBe(1);
        await visit.Pick("chip-cannot-stand-tonight");
        (await visit.Page.Locator("[data-relief='relief/stand-up']:visible").CountAsync()).ShouldBe(0);
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Stay where you are.");
        await visit.Pick("helper");
        (await visit.Page.InnerTextAsync(".card:visible")).ShouldContain("Ask first: may I hold your leg?");
    }

    [Theory]
    [InlineData("en-GB", "Call 999")]
    [InlineData("en-US", "Call 911")]
    [InlineData("de-DE", "Call 112")]
    [InlineData("eo", "Call 112")]
    public async Task The_number_to_call_is_the_local_one(string locale, string expected)
    {
        await using var visit = await app.Visit(script: false, locale: locale);
        await visit.Page.GotoAsync("/tonight");
        (await visit.Page.InnerTextAsync("#help")).ShouldContain(expected);
    }

    [Fact]
    public async Task Another_country_is_asked_of_the_server()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        await visit.Page.SelectOptionAsync("#country", "AT");
        await visit.Page.Locator(".country button").ClickAsync();
        (await visit.Page.Locator("#help a[href='tel:144']").CountAsync()).ShouldBe(1);
        (await visit.Page.InputValueAsync("#country")).ShouldBe("AT");
        await visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("?country=xx")]
    [InlineData("?country=")]
    [InlineData("?country=<script>")]
    [InlineData("?country=999999999999")]
    public async Task A_country_that_there_is_not_is_no_error(string query)
    {
        using var response = await app.Client.GetAsync($"/tonight{query}", TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("tel:112");
    }
}
