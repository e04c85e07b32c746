namespace Uncramp.Web.Tests;

/// <summary>A runner, the night after a marathon.</summary>
public sealed class RunnerJourneyTests(RunningApp app)
{
    private const string Muscle = "Is there any of this with the cramps?";

    [Theory]
    [InlineData("Severe muscle pain")]
    [InlineData("Muscle pain that spreads")]
    [InlineData("Muscle weakness")]
    public async Task Dark_urine_with_muscle_pain_or_weakness_is_an_emergency_that_names_the_kidneys(string sign)
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSignsUntil(Muscle);
        await visit.TickAndGoOn("Dark urine", sign);
        (await visit.Heading()).ShouldBe("Call an ambulance now");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("can harm the kidneys");
        (await visit.Page.Locator(".care a[href='tel:999']").CountAsync()).ShouldBe(1);
        await visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("Severe muscle pain")]
    [InlineData("Muscle pain that spreads")]
    [InlineData("Muscle weakness")]
    public async Task Bad_or_spreading_pain_after_hard_exercise_without_dark_urine_needs_help_today(string sign)
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSignsUntil(Muscle);
        await visit.TickAndGoOn(sign, "Very hard exercise in the last two days");
        (await visit.Heading()).ShouldBe("Get help today");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Call at once if your urine turns dark");
    }

    [Fact]
    public async Task A_runner_who_is_well_is_asked_about_hard_exercise_and_told_to_rest_and_drink_to_thirst()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSignsUntil(Muscle);
        await visit.TickAndGoOn("Very hard exercise in the last two days");
        await Tell(visit);
        await visit.SayNoToTheRest();
        await visit.Next();
        await visit.Press("result");
        (await visit.Heading()).ShouldNotContain("today");
        (await visit.Under("What to mind")).ShouldContain("drink to thirst, not more");
        (await visit.Under("What to mind")).ShouldContain("dark like cola");
        (await visit.Under("What may be behind your cramps")).ShouldContain("Rest");
        (await visit.Under("To prevent the next")).ShouldContain("Rest between hard days");
        await ShouldNotSayDrinkMuch(visit);
    }

    [Fact]
    public async Task A_runner_who_names_the_marathon_is_warned_of_too_much_water()
    {
        await using var visit = await app.Stranger(script: false);
        await Tell(visit);
        await visit.SayNoToTheRest();
        await visit.Page.FillAsync("#noticed-0", "ran a marathon yesterday");
        await visit.Next();
        await visit.Press("result");
        (await visit.Under("What to mind")).ShouldContain("drink to thirst, not more");
        (await visit.Under("What we left out, and why")).ShouldContain("Too much water is dangerous");
        await ShouldNotSayDrinkMuch(visit);
    }

    [Fact]
    public async Task The_stretch_for_the_thigh_comes_first_and_the_calf_does_not_show()
    {
        await using var visit = await app.Stranger(script: false);
        await Tell(visit);
        await visit.SayNoToTheRest();
        await visit.Next();
        await visit.Press("result");
        var relief = await visit.Under("When the next one comes");
        (await visit.Page.Locator("section:has(> h2:text-is('When the next one comes')) h3").First.InnerTextAsync()).ShouldContain("thigh");
        relief.ShouldNotContain("calf", Case.Insensitive);
    }

    [Theory]
    [InlineData("headache and vomiting")]
    [InlineData("confused")]
    public async Task Much_drinking_in_the_race_and_a_sick_or_muddled_head_is_an_emergency(string noticed)
    {
        await using var visit = await app.Stranger(script: false);
        await Tell(visit);
        await visit.SayNoToTheRest();
        await visit.Page.FillAsync("#noticed-0", $"drank a lot of water at every station of the marathon\n{noticed}");
        await visit.Next();
        (await visit.Heading()).ShouldBe("Call an ambulance now");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Drink no plain water");
    }

    /// <summary>Up to the page of illnesses.</summary>
    private static async Task Tell(Visit visit)
    {
        if (!visit.Page.Url.EndsWith("/check", StringComparison.Ordinal)) await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.TellWho(36, "male");
        await visit.TellOfCrampsIn("thigh", "left", "in-bed", "after-exercise");
        await visit.Pick("list-none");
        await visit.Next();
    }

    private static async Task ShouldNotSayDrinkMuch(Visit visit) =>
        (await visit.Page.InnerTextAsync("main")).ShouldNotMatch("(?i)as much as (possible|you can)|plenty of (water|fluid)|drink (plenty|lots)");
}
