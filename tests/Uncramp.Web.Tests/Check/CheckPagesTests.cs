using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Check;

/// <summary>The check of somebody with a diary, in a browser.</summary>
public sealed class CheckPagesTests(RunningApp app, Stores stores)
{
    [Fact]
    public async Task Every_page_of_somebody_with_a_diary_reads_with_ease_and_can_be_reached()
    {
        await using var server = await stores.On("sqlite");
        await Tell(server);
        await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'));
        await visit.Page.GotoAsync("/check");
        await Look();
        await Press(visit, "to:medicines");
        await Look();
        await Press(visit, "back");
        await Press(visit, "to:more");
        await Look();
        await Press(visit, "next");
        await Press(visit, "on");
        await Look();
        while (await visit.Heading() != "Check your answers")
        {
            if (await visit.Page.Locator("#rest-no").CountAsync() > 0) await visit.Pick("rest-no");
            foreach (var no in await visit.Page.Locator("fieldset:not(.theme) > .triple input[value=no]").AllAsync()) await visit.Pick((await no.GetAttributeAsync("id"))!);
            await Press(visit, "next");
        }
        await Look();
        await Press(visit, "result");
        await visit.Page.Locator("#kept-here button").WaitForAsync();
        (await visit.Page.InnerTextAsync("#kept-here")).ShouldStartWith("A copy of this result is kept on this device.");
        await Look();
        await visit.Page.Locator("#kept a").ClickAsync();
        await visit.Page.Locator(".hits a").First.WaitForAsync();
        await Look();
        await visit.Page.Locator(".hits a").First.ClickAsync();
        await visit.Page.Locator("#as-given").WaitForAsync();
        await Look();
        await visit.Page.GotoAsync("/check");
        await visit.Page.Locator(".forget button").ClickAsync();
        await visit.Page.Locator("text=The copy on this device is gone too.").WaitForAsync();
        await Look();
        await visit.Page.GotoAsync("/check/last");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Nothing is kept on this device yet.");

        async Task Look()
        {
            await PlainWordsTests.ShouldReadWithEase(visit);
            await AccessibilityTests.ShouldBeAccessible(visit);
        }
    }

    [Fact]
    public async Task Without_script_a_result_is_kept_its_medicine_taken_over_and_all_forgotten()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(script: false, at: server.Client.BaseAddress!.ToString().TrimEnd('/'));
        await visit.TellOfCramps();
        await visit.TypeMedicines("indapamide");
        await visit.Page.FillAsync("#started-0", "2026-07");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Next();
        await visit.Press("result");
        (await visit.Page.InnerTextAsync("#kept")).ShouldContain("Your answers and this result are kept in your diary.");
        (await server.Section("assessments")).Count.ShouldBe(1);
        await visit.Page.Locator("#kept button", new() { HasText = "Keep this medicine in your diary" }).ClickAsync();
        (await visit.Page.InnerTextAsync("#kept")).ShouldContain("Kept in your diary.");
        (await server.Section("medicines")).ShouldHaveSingleItem().GetProperty("started").GetString().ShouldBe("2026-07");
        await visit.Page.GotoAsync("/check");
        (await visit.Heading()).ShouldBe("Has anything changed?");
        await visit.Page.GoBackAsync();
        (await visit.Page.InnerTextAsync("#kept")).ShouldContain("Kept in your diary.");
        await visit.Page.Locator("#kept button", new() { HasText = "Forget them" }).ClickAsync();
        (await visit.Heading()).ShouldBe("We have forgotten your answers");
        await visit.Page.GotoAsync("/check");
        (await visit.Heading()).ShouldBe("Do you have any of these now?");
        (await server.Section("medicines")).Count.ShouldBe(1);
        await visit.ShouldBeClean();
    }

    /// <summary>Presses a button and waits for another page than this.</summary>
    private static async Task Press(Visit visit, string value)
    {
        var before = await visit.Heading();
        await visit.Page.Locator($"button[value='{value}']").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1").First).Not.ToHaveTextAsync(before, new() { Timeout = 60_000 });
    }

    private static async Task Tell(Server server)
    {
        for (var ago = 1; ago <= 28; ago++) await server.Put($"/api/nights/{Checking.Day(ago)}", ago <= 16 ? """{"cramps":1}""" : """{"quiet":true}""");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"indapamide","started":"2026-10-14"}""");
        await server.Put($"/api/results/{Guid.NewGuid()}", $$"""{"name":"potassium","value":3.9,"unit":"mmol/L","date":"{{Checking.Day(20)}}"}""");
        await server.Put("/api/profile", $$"""{"began":"2026-03","answers":{"asOf":"{{Checking.Day(25)}}","person":{"age":68,"sex":"female"},"cramps":{"sites":["calf"],"timing":["in-bed"]},"medicines":["Seretide","no other medicines"],"symptoms":["symptom/hard-muscle"]} }""");
    }
}
