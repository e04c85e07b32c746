using Uncramp.Knowledge;

namespace Uncramp.Web.Tests;

public sealed class ReadingTests(RunningApp app)
{
    [Theory]
    [InlineData("furosemide", "Loop water tablets")]
    [InlineData("frusemide", "furosemide")]
    [InlineData("Lasix", "furosemide")]
    [InlineData("hypokalemia", "Low potassium")]
    [InlineData("magnesium", "Magnesium")]
    [InlineData("diarrhea", "diarrhoea")]
    [InlineData("furosémide", "furosemide")]
    public async Task Search_finds_names_brands_and_both_spellings(string query, string expected)
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync($"/library?q={query}");
        (await visit.Page.Locator(".hits").InnerTextAsync()).ShouldContain(expected, Case.Insensitive);
    }

    [Fact]
    public async Task A_misspelling_gets_suggestions_that_lead_there()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/library?q=magnesuim");
        await visit.Page.Locator("main a", new() { HasText = "magnesium" }).First.ClickAsync();
        (await visit.Page.Locator(".hits").InnerTextAsync()).ShouldContain("Magnesium");
    }

    [Fact]
    public async Task Magnesium_is_three_taps_from_the_evidence()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/evidence");
        await visit.Page.FillAsync("#q", "magnesium");
        await visit.Page.Locator("button", new() { HasText = "Show" }).ClickAsync();
        var claim = visit.Page.Locator(".claim", new() { HasText = "Magnesium probably does not help" }).First;
        var text = await claim.InnerTextAsync();
        text.ShouldContain("Refuted");
        text.ShouldContain("moderate certainty");
        text.ShouldContain("Garrison 2020");
        text.ShouldContain("checked");
        text.ShouldContain("review by");
    }

    [Fact]
    public async Task Evidence_can_be_filtered()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/evidence?verdict=contradicted&certainty=moderate");
        var verdicts = await visit.Page.Locator(".claim .verdict").AllInnerTextsAsync();
        verdicts.Count.ShouldBeGreaterThan(0);
        verdicts.ShouldAllBe(verdict => verdict == "Refuted");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("not yet signed off by a clinician");
    }

    [Fact]
    public async Task Every_entry_has_a_page()
    {
        foreach (var entry in KnowledgeBase.BuiltIn.Entries)
        {
            using var response = await app.Client.GetAsync($"/{entry.Id}", TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(200, entry.Id);
        }
    }

    [Fact]
    public async Task Articles_that_disagree_stand_side_by_side()
    {
        var entry = KnowledgeBase.BuiltIn.Entries.First(entry => entry.Claims.Any(claim => claim.Beside.Count > 0));
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync($"/{entry.Id}");
        (await visit.Page.Locator(".beside .claim").CountAsync()).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_is_not_here_is_a_page_too()
    {
        using var response = await app.Client.GetAsync("/medicine/unobtainium", TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(404);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("This page is not here");
    }
}
