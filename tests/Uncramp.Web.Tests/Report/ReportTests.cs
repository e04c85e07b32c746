using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using UglyToad.PdfPig;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Report;

/// <summary>One page for the doctor, as a person makes it: ask, choose, print, take along.</summary>
public sealed partial class ReportTests(Stores stores, RunningApp app)
{
    [Fact]
    public async Task A_question_is_kept_and_stands_on_the_page()
    {
        await using var server = await stores.On("sqlite");
        var (status, _) = await Ask(server, ("question", "Is it my\r\nwater tablet?"), ("months", "6"));
        status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await server.Client.GetStringAsync("/report", TestContext.Current.CancellationToken);
        page.ShouldContain("“Is it my water tablet?”");
        (await server.Export()).ShouldContain("\"reportMonths\":6");
        await Ask(server, ("question", ""), ("months", "6"));
        (await server.Client.GetStringAsync("/report", TestContext.Current.CancellationToken)).ShouldContain("none written");
    }

    [Fact]
    public async Task A_question_that_is_too_long_is_given_back_and_nothing_is_kept()
    {
        await using var server = await stores.On("sqlite");
        var before = await server.Export();
        var (status, body) = await Ask(server, ("question", new string('x', 301)));
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body.ShouldContain(new string('x', 301));
        body.ShouldContain("the most is 300");
        (await server.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_site_cannot_write_the_question()
    {
        await using var server = await stores.On("sqlite");
        (await Ask(server, "cross-site", ("question", "Buy this?"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.Export()).ShouldNotContain("Buy this");
    }

    [Fact]
    public async Task A_page_that_was_opened_for_another_diary_keeps_nothing()
    {
        await using var server = await stores.On("sqlite");
        (await Ask(server, ("question", "Mine or Dad’s?"), ("diary", "987654"))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await server.Export()).ShouldNotContain("Dad");
    }

    [Fact]
    public async Task Nights_marked_as_special_are_left_out_when_asked_and_both_rates_are_shown()
    {
        await using var server = await stores.On("sqlite");
        for (var i = 1; i <= 20; i++) await server.Put($"/api/nights/{DateTime.Now.AddDays(-i):yyyy-MM-dd}", i == 3 ? """{"cramps":6,"tags":["race"]}""" : """{"quiet":true}""");
        (await server.Client.GetStringAsync("/report", TestContext.Current.CancellationToken)).ShouldContain("value=\"race\"");
        await Ask(server, ("months", "3"), ("without", "race"));
        var page = await server.Client.GetStringAsync("/report", TestContext.Current.CancellationToken);
        page.ShouldContain("1 tagged “race”. With them: 2.1 a week");
        page.ShouldContain("Without: 0.0 a week (0.0 to");
        page.ShouldNotContain("?without");
    }

    [Theory]
    [InlineData("/report.pdf", "en-GB,en;q=0.8", 595, 842)]
    [InlineData("/report.pdf", "en-US,en;q=0.8", 612, 792)]
    [InlineData("/report.pdf?paper=letter", "de-AT", 612, 792)]
    [InlineData("/report.pdf?paper=a4", "en-US", 595, 842)]
    public async Task The_pdf_is_one_page_of_the_paper_that_is_used_here(string path, string language, double width, double height)
    {
        await using var server = await Full();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe($"uncramp-report-{DateTime.Now:yyyy-MM-dd}.pdf");
        using var document = PdfDocument.Open(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        document.NumberOfPages.ShouldBe(1);
        document.GetPage(1).Width.ShouldBe(width, 1);
        document.GetPage(1).Height.ShouldBe(height, 1);
        document.GetPage(1).Text.ShouldContain("Margaret Example");
    }

    [Fact]
    public async Task The_fhir_document_is_linked_and_taken_along_as_a_file()
    {
        await using var server = await Full();
        (await server.Client.GetStringAsync("/report", TestContext.Current.CancellationToken)).ShouldContain("href=\"/report.fhir.json\"");
        using var response = await server.Client.GetAsync("/report.fhir.json", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/fhir+json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe($"uncramp-report-{DateTime.Now:yyyy-MM-dd}.fhir.json");
        using var document = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        document.RootElement.GetProperty("type").GetString().ShouldBe("document");
        document.RootElement.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(DateTimeOffset.Now, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Paper_that_nobody_has_is_refused_with_a_sentence()
    {
        await using var server = await stores.On("sqlite");
        var (status, body) = await server.Send(HttpMethod.Get, "/report.pdf?paper=a3");
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("Choose A4 or Letter.");
    }

    [Fact]
    public async Task The_page_is_in_no_cache()
    {
        await using var server = await stores.On("sqlite");
        using var response = await server.Client.GetAsync("/report", TestContext.Current.CancellationToken);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("A4")]
    [InlineData("Letter")]
    public async Task The_fullest_page_prints_on_one_sheet_by_day_and_by_night(string paper)
    {
        await using var server = await Full();
        await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'), script: false);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.GotoAsync("/report");
        // The second time our letters are at hand; a first paint does not wait for them.
        await visit.Page.ReloadAsync();
        using var document = PdfDocument.Open(await visit.Page.PdfAsync(new() { Format = paper }));
        document.NumberOfPages.ShouldBe(1);
        document.GetPage(1).Text.ShouldNotContain("Keep and show");
        document.GetPage(1).Text.ShouldContain("Indapamide");
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_fullest_page_and_320_pixels_suffice()
    {
        await using var server = await Full();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'), width: 320, height: 800);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await visit.Page.GotoAsync("/report");
            foreach (var summary in await visit.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
            (await visit.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}").ShouldBeEmpty();
            (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
            await visit.ShouldBeClean();
        }
    }

    [Fact]
    public async Task The_prompt_hands_over_the_diary_while_the_app_runs()
    {
        await using var server = await Full();
        var (code, output) = await Export("--data", server.Data);
        code.ShouldBe(0);
        output.ShouldBe(await server.Export());
        var (missing, nothing) = await Export("--data", server.Beside("nowhere"));
        missing.ShouldBe(2);
        nothing.ShouldBeEmpty();
        Directory.Exists(server.Beside("nowhere")).ShouldBeFalse();
    }

    /// <summary>An app with the example diary, moved so that it ends today.</summary>
    private async Task<Server> Full()
    {
        var server = await stores.On("sqlite");
        var text = await File.ReadAllTextAsync(Path.Combine(Examples(), "diary.json"), TestContext.Current.CancellationToken);
        var days = (DateTime.Now.Date - new DateTime(2026, 11, 28)).Days;
        var moved = Day().Replace(text, day => DateOnly.ParseExact(day.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        (await server.Send(HttpMethod.Post, "/api/import", moved)).Status.ShouldBe(HttpStatusCode.OK);
        return server;
    }

    private static string Examples()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "Uncramp.slnx"))) here = here.Parent!;
        return Path.Combine(here.FullName, "examples");
    }

    private static Task<(HttpStatusCode Status, string Body)> Ask(Server server, params (string Name, string Value)[] fields) => Ask(server, "same-origin", fields);

    private static async Task<(HttpStatusCode Status, string Body)> Ask(Server server, string from, params (string Name, string Value)[] fields)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/report") { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Sec-Fetch-Site", from);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(int Code, string Output)> Export(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [RunningApp.Program(), "export", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await error;
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d(?=[""T])")]
    private static partial Regex Day();
}
