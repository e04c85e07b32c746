using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>What only a browser shows: taps, keys, letters, colours, paper.</summary>
public sealed class BrowserTests(RunningApp app, Stores stores)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Quiet_in_one_tap_undone_in_the_next_and_a_cramp_in_two(bool script)
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(script: script, at: server.Client.BaseAddress!.ToString().TrimEnd('/'));
        await visit.Page.GotoAsync("/diary");
        var quiet = visit.Page.GetByRole(AriaRole.Button, new() { Name = "No cramps" });
        (await quiet.BoundingBoxAsync())!.Y.ShouldBeLessThan(600);
        await quiet.ClickAsync();
        await visit.Page.GetByText("A quiet night.").WaitForAsync();
        await visit.Page.ReloadAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await visit.Page.GetByText("Undone.").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "1 cramp", Exact = true }).ClickAsync();
        await visit.Page.Locator(".told", new() { HasText = "1 cramp" }).WaitForAsync();
        (await server.Section("nights")).Single().GetProperty("cramps").GetInt32().ShouldBe(1);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_keyboard_alone_logs_a_cramp_with_its_place()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'), zone: "Asia/Tokyo");
        await visit.Page.GotoAsync("/diary/nights/2026-10-03/cramp");
        await visit.Page.FocusAsync("#time");
        await visit.Page.Keyboard.TypeAsync("0312");
        // A field for a time has its own stops for hours and minutes.
        await visit.Page.EvaluateAsync("document.querySelector('#time').value ||= '03:12'");
        await visit.Page.FocusAsync("#sites-calf");
        await visit.Page.Keyboard.PressAsync("Space");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")).ShouldBe("solid");
        await visit.Page.FocusAsync("#side-open");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByText("Saved.").WaitForAsync();
        (await visit.Page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("said");
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("start").GetString().ShouldBe("2026-10-04T03:12:00+09:00");
        cramp.GetProperty("zone").GetString().ShouldBe("Asia/Tokyo");
        cramp.GetProperty("side").GetString().ShouldBe("left");
    }

    [Fact]
    public async Task A_full_diary_is_accessible_and_reads_with_ease_by_day_and_night()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 60).Select(i => (i, i % 7 == 3 ? "\"exercise\":\"light\"" : i % 3 == 0 ? "\"cramps\":2,\"minutesAwake\":20,\"exercise\":\"hard\",\"tags\":[\"race\"]" : "\"quiet\":true,\"exercise\":\"none\""))]);
        await server.Put("/api/profile", """{"dialysisDays":["monday","friday"]}""");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", $$"""{"name":"Indapamide","started":"{{Book.NightBefore(20)}}"}""");
        var cramp = Guid.NewGuid();
        await server.Put($"/api/episodes/{cramp}", $$"""{"start":"{{Book.NightBefore(5)}}T23:12:00Z","sites":["calf"],"side":"left","minutes":2,"severity":7}""");
        await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'), zone: "UTC");
        foreach (var path in new[] { "/diary", $"/diary/nights/{Book.NightBefore(5)}", $"/diary/cramps/{cramp}" })
        {
            foreach (var width in new[] { 390, 1280 })
            {
                await visit.Page.SetViewportSizeAsync(width, 900);
                await visit.Page.GotoAsync(path);
                foreach (var summary in await visit.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
                await AccessibilityTests.ShouldBeAccessible(visit);
            }
            await PlainWordsTests.ShouldReadWithEase(visit);
        }
    }

    [Fact]
    public async Task Cramps_that_only_the_phone_has_are_told_of()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'));
        // Nothing that the phone sends arrives.
        await visit.Context.RouteAsync("**/api/**", route => route.AbortAsync());
        await visit.Page.GotoAsync("/diary");
        (await visit.Page.Locator(".unsent").IsHiddenAsync()).ShouldBeTrue();
        await visit.Page.EvaluateAsync("import('/modules/phone.js').then(({ phone }) => phone.end({ id: crypto.randomUUID(), at: Date.now() - 36e5, seconds: 60, label: 'Calf', sites: ['calf'] }))");
        await visit.Page.ReloadAsync();
        await visit.Page.GetByText("One cramp is on this phone and not here yet.").WaitForAsync();
    }

    [Theory]
    [InlineData("A4")]
    [InlineData("Letter")]
    public async Task A_paper_month_is_one_sheet(string paper)
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/diary/paper?month=2026-12");
        var pdf = await visit.Page.PdfAsync(new() { Format = paper, PreferCSSPageSize = false });
        System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b").ShouldBe(1);
    }
}
