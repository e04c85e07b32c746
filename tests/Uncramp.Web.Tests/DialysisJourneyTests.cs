namespace Uncramp.Web.Tests;

/// <summary>On dialysis, three times a week.</summary>
public sealed class DialysisJourneyTests(RunningApp app)
{
    /// <summary>What must never be advised. To be warned of it is right.</summary>
    private const string Harmful = "(?i)banana|magnesium|potassium|salt|electrolyte|drink (more|plenty|to thirst|when you are thirsty|a bit more)|fluids";

    private static readonly string[] Asked = ["magnesium", "bananas", "drink more water", "salt", "electrolyte drink", "salt substitute", "pickle juice"];

    [Theory]
    [InlineData("in-bed", true)]
    [InlineData("during-dialysis", true)]
    [InlineData("during-dialysis", false)]
    public async Task The_result_sends_to_the_dialysis_team(string timing, bool named)
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit, timing, named);
        (await visit.Heading()).ShouldBe("See your dialysis team within 4 weeks");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Ask your dialysis team");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task What_is_offered_holds_no_drink_banana_salt_or_magnesium()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit, "during-dialysis", named: true);
        foreach (var heading in new[] { "What may be behind your cramps", "When the next one comes", "To prevent the next" })
        {
            var lines = (await visit.Under(heading)).Split('\n').Where(line => !line.StartsWith("Ask your doctor before", StringComparison.Ordinal) && !line.Contains("Ask your doctor before any salt", StringComparison.Ordinal));
            string.Join('\n', lines).ShouldNotMatch(Harmful);
        }
        var left = await visit.Under("What we left out, and why");
        left.ShouldContain("On dialysis, keep to your own fluid limit. Ask your dialysis team.");
        left.ShouldContain("bananas and nuts can push potassium too high");
    }

    [Fact]
    public async Task No_page_that_his_result_offers_tells_him_to_take_them()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit, "during-dialysis", named: true);
        var offered = await visit.Page.Locator(".offer h3 a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        offered.Length.ShouldBeGreaterThan(5);
        foreach (var path in offered)
        {
            await visit.Page.GotoAsync(path);
            foreach (var text in await visit.Page.Locator("h1, .lead, ol.steps").AllInnerTextsAsync()) text.ShouldNotMatch(Harmful, $"{path} is offered");
        }
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task What_he_asks_about_is_answered_by_his_kidneys_and_not_by_general_advice()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit, "in-bed", named: true, Asked);
        var findings = await visit.Page.Locator("section:has(> h2:text-is('What you asked about')) .finding").AllAsync();
        findings.Count.ShouldBe(Asked.Length);
        foreach (var finding in findings)
        {
            var text = await finding.InnerTextAsync();
            text.ShouldContain("not advised");
            text.ShouldMatch("(?i)dialysis|kidney");
            text.ShouldNotMatch("(?i)drink to thirst|healthy for most|you may try");
        }
        var minded = await visit.Under("What to mind");
        minded.ShouldContain("Do not take magnesium on your own");
        minded.ShouldContain("Keep to your fluid limit");
    }

    private static async Task Result(Visit visit, string timing, bool named, params string[] considering)
    {
        await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.TellWho(66, "male");
        await visit.TellOfCrampsIn("calf", "both", timing);
        await visit.Pick("list-none");
        await visit.Next();
        if (named) await visit.Page.FillAsync("#condition-0", "dialysis");
        await visit.SayNoToTheRest();
        await visit.Consider(considering);
        await visit.Next();
        await visit.Press("result");
    }
}
