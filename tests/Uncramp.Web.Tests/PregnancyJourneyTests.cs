namespace Uncramp.Web.Tests;

/// <summary>Pregnant, 31 weeks, cramps most nights.</summary>
public sealed class PregnancyJourneyTests(RunningApp app)
{
    private const string Breath = "Do you have any of these now?";
    private const string Leg = "Is any of this true of one leg or foot?";
    private const string Pregnancy = "In pregnancy or since the birth: is any of this so?";

    [Fact]
    public async Task Breath_chest_and_one_sided_swelling_are_asked_before_anything_else()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        (await visit.Heading()).ShouldBe(Breath);
        var first = await visit.Page.InnerTextAsync("main");
        first.ShouldContain("New or sudden shortness of breath");
        first.ShouldContain("Chest pain");
        await visit.NoSignsUntil(Leg);
        var second = await visit.Page.InnerTextAsync("main");
        second.ShouldContain("One leg swollen");
        second.ShouldContain("Red calf");
    }

    [Fact]
    public async Task Once_pregnancy_is_known_headache_and_sight_are_asked_next()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.TellWho(31, "female", weeksPregnant: 31);
        (await visit.Heading()).ShouldBe(Pregnancy);
        var page = await visit.Page.InnerTextAsync("main");
        foreach (var sign in new[] { "Severe headache", "Blurred sight or flashing lights", "Constant pain in one leg" }) page.ShouldContain(sign);
    }

    [Theory]
    [InlineData(Breath, "New or sudden shortness of breath", "Call an ambulance now")]
    [InlineData(Breath, "Chest pain", "Call an ambulance now")]
    [InlineData(Leg, "One leg swollen", "Get help today")]
    public async Task A_sign_of_a_clot_brings_the_panel_at_its_own_page(string question, string sign, string panel)
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSignsUntil(question);
        await visit.TickAndGoOn(sign);
        (await visit.Heading()).ShouldBe(panel);
        (await visit.Page.Locator(".care a[href='tel:999']").CountAsync()).ShouldBe(1);
        await visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("Severe headache")]
    [InlineData("Blurred sight or flashing lights")]
    [InlineData("Constant pain in one leg")]
    [InlineData("Sudden swelling of face or hands")]
    public async Task A_warning_sign_of_pregnancy_brings_the_maternity_unit_at_its_own_page(string sign)
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.TellWho(31, "female", weeksPregnant: 31);
        await visit.TickAndGoOn(sign);
        (await visit.Heading()).ShouldBe("Get help today");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("maternity unit");
    }

    [Fact]
    public async Task A_swollen_leg_said_before_the_pregnancy_brings_the_maternity_unit_once_it_is_known()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSignsUntil(Leg);
        await visit.TickAndGoOn("One leg swollen");
        await visit.Page.Locator("button", new() { HasText = "Go on with the questions" }).ClickAsync();
        await visit.NoSigns();
        await visit.TellWho(31, "female", weeksPregnant: 31);
        (await visit.Heading()).ShouldBe("Get help today");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("maternity unit");
    }

    [Fact]
    public async Task The_result_offers_only_what_was_judged_for_pregnancy_and_says_how_sure_we_are()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit);
        foreach (var heading in new[] { "When the next one comes", "To prevent the next" })
        {
            await visit.Under(heading);
            var offers = await visit.Page.Locator($"section:has(> h2:text-is('{heading}')) .offer").AllAsync();
            offers.ShouldNotBeEmpty();
            foreach (var offer in offers)
            {
                var says = string.Join(' ', await offer.Locator("> p").AllInnerTextsAsync());
                says.ShouldContain("pregnancy", Case.Insensitive);
                says.ShouldMatch("may help|probably|we do not know|helps");
            }
        }
        (await visit.Under("What we left out, and why")).ShouldContain("sleep on your side");
    }

    [Fact]
    public async Task Nothing_offered_puts_her_on_her_back()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit);
        foreach (var heading in new[] { "When the next one comes", "To prevent the next" })
            (await visit.Under(heading)).ShouldNotMatch("(?i)on your back|lie (down )?flat|lie back|face up");
    }

    [Fact]
    public async Task Quinine_is_never_an_option_and_magnesium_is_uncertain_with_its_source()
    {
        await using var visit = await app.Stranger(script: false);
        await Result(visit, "magnesium", "quinine", "tonic water");
        foreach (var heading in new[] { "When the next one comes", "To prevent the next" })
            (await visit.Under(heading)).ShouldNotMatch("(?i)quinine|tonic");
        var asked = visit.Page.Locator("section:has(> h2:text-is('What you asked about')) .finding");
        foreach (var name in new[] { "quinine", "tonic water" })
            (await asked.Filter(new() { Has = visit.Page.Locator("h3", new() { HasText = name }) }).Locator(".verdict").InnerTextAsync()).ShouldBe("not advised");
        var magnesium = asked.Filter(new() { Has = visit.Page.Locator("h3", new() { HasText = "magnesium" }) });
        var says = await magnesium.InnerTextAsync();
        says.ShouldContain("In pregnancy the trials do not agree, so we do not know if it helps.");
        says.ShouldContain("very low certainty");
        says.ShouldContain("ask first");
        (await magnesium.Locator(".evidence .sources a").AllInnerTextsAsync()).ShouldContain(source => source.StartsWith("Nygaard 2008", StringComparison.Ordinal));
        await visit.ShouldBeClean();
    }

    private static async Task Result(Visit visit, params string[] considering)
    {
        await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.TellWho(31, "female", weeksPregnant: 31);
        await visit.NoSigns();
        await visit.TellOfCrampsIn("calf", "both", "in-bed");
        await visit.Pick("list-none");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Consider(considering);
        await visit.Next();
        await visit.Press("result");
    }
}
