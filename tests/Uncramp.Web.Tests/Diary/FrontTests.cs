using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>The first page of the diary: last night, and what the nights come to.</summary>
public sealed class FrontTests(Stores stores)
{
    private static readonly string Last = Book.NightBefore(0);

    [Fact]
    public async Task A_quiet_night_is_one_tap()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary");
        var page = await book.Fill($"/diary/nights/{Last}", ("count", "0"));
        page.ShouldContain("Saved.");
        page.ShouldContain("A quiet night.");
        var night = (await server.Section("nights")).Single();
        night.GetProperty("night").GetString().ShouldBe(Last);
        night.GetProperty("quiet").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_cramp_is_one_tap_and_no_hour_is_made_up()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary");
        (await book.Fill($"/diary/nights/{Last}", ("count", "1"))).ShouldContain("1 cramp.");
        (await server.Section("nights")).Single().GetProperty("cramps").GetInt32().ShouldBe(1);
        (await server.Section("episodes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_just_said_is_undone()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary");
        await book.Fill($"/diary/nights/{Last}", ("count", "2"));
        var page = await book.Undo();
        page.ShouldContain("Undone.");
        page.ShouldContain("No cramps</button>");
        (await server.Section("nights")).Single().TryGetProperty("cramps", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Undo_brings_back_what_was_said_before()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring(2);
        await book.Get($"/diary/nights/{Last}");
        (await book.Send($"/diary/nights/{Last}", ("count", "0"))).ShouldContain("A quiet night.");
        (await book.Undo()).ShouldContain("2 cramps.");
    }

    [Fact]
    public async Task An_undo_that_comes_too_late_changes_nothing()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Send($"/diary/nights/{Last}", ("count", "2"));
        await server.Put($"/api/nights/{Last}", """{"cramps":3}""");
        await book.Undo();
        book.Status.ShouldBe(HttpStatusCode.Conflict);
        (await server.Section("nights")).Single().GetProperty("cramps").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task After_a_form_the_browser_is_sent_to_a_page_so_that_a_reload_sends_nothing()
    {
        await using var server = await stores.On("sqlite");
        using var still = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        using var answer = await still.PostAsync($"/diary/nights/{Last}", new FormUrlEncodedContent([KeyValuePair.Create("count", "0")]), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldStartWith("/diary?saved=nights.");
    }

    [Fact]
    public async Task Another_site_cannot_log_here()
    {
        await using var server = await stores.On("sqlite");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/diary/nights/{Last}") { Content = new FormUrlEncodedContent([KeyValuePair.Create("count", "0")]) };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await server.Section("nights")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_night_nobody_logged_is_a_gap_and_no_quiet_night()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        // 7 cramps in 14 logged nights; another 14 are missing.
        await book.Bring([.. Enumerable.Range(0, 28).Select(i => i % 2 == 0 ? (int?)null : i % 4 == 1 ? 1 : 0)]);
        var page = await book.Get("/diary");
        page.ShouldContain("<b>3.5</b>");
        page.ShouldContain("14 nights of 28 are logged.");
        page.ShouldContain(": Not logged</span>");
        page.ShouldContain("class=\"missing\"");
        page.ShouldMatch("It could be 1\\.[0-9] to [67]\\.[0-9] a week");
    }

    [Fact]
    public async Task Too_few_nights_give_no_number()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring(1, 0, 1);
        var page = await book.Get("/diary");
        page.ShouldContain("3 nights of 28 are logged.");
        page.ShouldNotContain("class=\"rate\"");
    }

    [Fact]
    public async Task Starts_of_medicines_lie_over_the_rate_with_keep_taking_it()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 60).Select(i => (int?)(i % 3 == 0 ? 1 : 0))]);
        await server.Put($"/api/medicines/{Guid.NewGuid()}", $$"""{"name":"Indapamide","started":"{{Book.NightBefore(20)}}"}""");
        var page = await book.Get("/diary");
        page.ShouldContain("A  Indapamide, from ");
        page.ShouldContain("Keep taking your medicines. Ask before any change.");
    }

    [Fact]
    public async Task After_a_check_that_found_an_emergency_the_chart_gives_no_advice_on_medicines()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 60).Select(i => (int?)(i % 3 == 0 ? 1 : 0))]);
        await server.Put($"/api/medicines/{Guid.NewGuid()}", $$"""{"name":"Quinine","started":"{{Book.NightBefore(20)}}"}""");
        await server.Put($"/api/assessments/{Guid.NewGuid()}", """{"date":"2026-11-22","level":"emergency"}""");
        (await book.Get("/diary")).ShouldNotContain("Keep taking your medicines.");
    }

    [Fact]
    public async Task What_was_done_is_compared_as_a_hint_with_a_way_to_test_it()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 60).Select(i => (i, i % 2 == 0 ? "\"cramps\":3,\"exercise\":\"hard\"" : "\"quiet\":true,\"exercise\":\"none\""))]);
        var page = await book.Get("/diary");
        page.ShouldContain("<h3>Hard exercise</h3>");
        page.ShouldContain("A hint: more cramps with it.");
        page.ShouldContain("A hint is not a proof.");
        page.ShouldContain("<a href=\"/trials\">Test it");
    }

    [Fact]
    public async Task Nights_with_a_race_can_be_left_out_and_both_numbers_stand_there()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 40).Select(i => (i, i == 10 ? "\"cramps\":6,\"tags\":[\"race\"]" : i % 4 == 0 ? "\"cramps\":1" : "\"quiet\":true"))]);
        var page = await book.Get("/diary");
        page.ShouldMatch("Without nights with “race”: 1\\.8 a week \\(could be .*?\\)\\. With all nights: 2\\.8 a week");
        var link = System.Text.RegularExpressions.Regex.Match(page, "/diary\\?without=[0-9a-f]{8}").Value;
        link.ShouldNotContain("race");
        page = await book.Get(link);
        page.ShouldContain("Nights with “race” are left out here.");
    }

    [Fact]
    public async Task Dialysis_has_three_rates_and_a_week_with_few_nights_says_so()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Range(0, 30).Select(i => i < 24 || i % 3 == 0 ? (int?)(i % 3) : null)]);
        await book.Get("/diary/about-me");
        await book.Fill("/diary/about-me", ("dialysisDays", "monday"), ("dialysisDays", "wednesday"), ("dialysisDays", "friday"));
        await server.Put($"/api/episodes/{Guid.NewGuid()}", $$"""{"start":"{{Book.NightBefore(12)}}T15:00:00Z","timing":"during-dialysis"}""");
        var page = await book.Get("/diary");
        foreach (var row in new[] { "On the machine", "Nights after dialysis", "Other nights" }) page.ShouldMatch($"{row}</th><td>[0-9.]+ a (week|day) \\(could be [0-9.]+ to [0-9.]+\\)");
        page.ShouldContain("(too few nights)");
    }

    [Fact]
    public async Task Only_what_a_source_tells_is_said_of_other_people()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Bring([.. Enumerable.Repeat((int?)1, 28)]);
        var page = await book.Get("/diary");
        page.ShouldContain("24 to 25 in 100 had mild leg cramps in bed. 6 in 100 had them worse");
        page.ShouldContain("/source/grandner-2017-nhanes");
        page.ShouldNotContain("32 in 100");
    }

    [Fact]
    public async Task An_empty_diary_says_how_to_begin()
    {
        await using var server = await stores.On("sqlite");
        var page = await new Book(server).Get("/diary");
        page.ShouldContain("How was last night?");
        page.ShouldContain("/diary/paper");
        page.ShouldNotContain("<svg class=\"chart");
    }

    [Theory]
    [InlineData("/diary")]
    [InlineData("/diary/medicines")]
    [InlineData("/diary/results")]
    [InlineData("/diary/about-me")]
    [InlineData("/diary/typed")]
    [InlineData("/diary/data")]
    [InlineData("/diary/nights/2026-10-03")]
    public async Task No_page_of_the_diary_sets_a_cookie(string path)
    {
        await using var server = await stores.On("sqlite");
        using var answer = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task Last_night_is_that_of_the_browser_and_not_of_the_server()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        string Night(int hours) => DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(hours)).AddHours(8 - 12).Date.AddDays(-1).ToString("yyyy-MM-dd");
        (await book.Get("/diary?offset=840")).ShouldContain($"action=\"/diary/nights/{Night(14)}\"");
        (await book.Get("/diary?offset=-660")).ShouldContain($"action=\"/diary/nights/{Night(-11)}\"");
    }
}
