using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>One night and its cramps: said late, said better, taken back.</summary>
public sealed class NightTests(Stores stores)
{
    [Fact]
    public async Task A_night_long_past_can_still_be_told()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/nights/2026-10-03");
        var page = await book.Fill("/diary/nights/2026-10-03", ("minutesAwake", "25,5"), ("exercise", "hard"), ("tags", "race, travel"), ("stretched", "yes"));
        page.ShouldContain("Saved.");
        book.Address.ShouldStartWith("/diary/nights/2026-10-03?saved=");
        var night = (await server.Section("nights")).Single();
        night.GetProperty("minutesAwake").GetDouble().ShouldBe(25.5);
        night.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["race", "travel"]);
        night.TryGetProperty("standing", out _).ShouldBeFalse();
        night.TryGetProperty("quiet", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/diary/nights/2026-10-03", "note")]
    [InlineData("/diary/about-me", "question")]
    public async Task Save_pressed_with_nothing_said_keeps_nothing_and_is_no_error(string path, string field)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get(path);
        var before = await server.Export();
        await book.Fill(path, (field, ""));
        book.Status.ShouldBe(HttpStatusCode.OK);
        (await server.Export()).ShouldBe(before);
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("2199-01-01")]
    [InlineData("yesterday")]
    public async Task There_is_no_page_of_a_night_that_never_was(string night)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get($"/diary/nights/{night}");
        book.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_beside_its_place_and_nothing_is_lost_or_half_written()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/nights/2026-10-03");
        var page = await book.Fill("/diary/nights/2026-10-03", ("minutesAwake", "ages"), ("alcohol", "500"), ("note", "a hot night"));
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("href=\"#minutesAwake\"");
        page.ShouldContain("“ages” is not a number. Write one, such as 3.");
        page.ShouldContain(">a hot night</textarea>");
        (await server.Section("nights")).ShouldBeEmpty();
        page = await book.Fill("/diary/nights/2026-10-03", ("minutesAwake", "20"), ("alcohol", "500"), ("note", "a hot night"));
        page.ShouldContain("500 is not possible; write a number from 0 to 100.");
        (await server.Section("nights")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_opened_before_another_s_change_takes_nothing_of_it_back()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-03", """{"exercise":"light","note":"first"}""");
        await book.Get("/diary/nights/2026-10-03");
        await server.Put("/api/nights/2026-10-03", """{"exercise":"hard"}""");
        await book.Fill("/diary/nights/2026-10-03", ("note", "second"));
        var night = (await server.Section("nights")).Single();
        night.GetProperty("exercise").GetString().ShouldBe("hard");
        night.GetProperty("note").GetString().ShouldBe("second");
    }

    [Fact]
    public async Task Who_said_what_and_what_it_was_before_stands_on_the_page()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-03", """{"cramps":2}""");
        await server.Put("/api/nights/2026-10-03", """{"cramps":3}""");
        var page = await book.Get("/diary/nights/2026-10-03");
        page.ShouldContain("Who said what, and when");
        page.ShouldContain("<td>Number of cramps</td><td>3</td>");
        page.ShouldContain("<td>Number of cramps</td><td>before: 2</td>");
    }

    [Theory]
    // The clocks went back on 25 October 2026 in London and forward on 29 March; 02:30 in New York came twice on 1 November.
    [InlineData("2026-10-24", "Europe/London", "03:12", "2026-10-25T03:12:00+00:00")]
    [InlineData("2026-10-24", "Europe/London", "23:50", "2026-10-24T23:50:00+01:00")]
    [InlineData("2026-03-28", "Europe/London", "03:12", "2026-03-29T03:12:00+01:00")]
    [InlineData("2026-02-28", "Pacific/Auckland", "00:05", "2026-03-01T00:05:00+13:00")]
    [InlineData("2024-02-28", "Asia/Kolkata", "04:00", "2024-02-29T04:00:00+05:30")]
    public async Task A_time_in_a_night_is_the_wall_clock_s_where_the_person_is(string night, string zone, string time, string start)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get($"/diary/nights/{night}/cramp");
        var action = System.Text.RegularExpressions.Regex.Match(book.Page, "/diary/cramps/[0-9a-f-]{36}").Value;
        (await book.Fill(action, ("time", time), ("zone", zone), ("sites", "calf"), ("sites", "foot"), ("side", "left"), ("minutes", "2"))).ShouldContain($"{time}, left calf and foot, 2 minutes");
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("start").GetString().ShouldBe(start);
        cramp.GetProperty("zone").GetString().ShouldBe(zone);
        cramp.TryGetProperty("night", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_sleeps_by_day_has_the_night_written_into_the_cramp()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/profile", """{"nightTurns":"18:00"}""");
        await book.Get("/diary/nights/2026-10-03/cramp");
        await book.Fill(System.Text.RegularExpressions.Regex.Match(book.Page, "/diary/cramps/[0-9a-f-]{36}").Value, ("time", "13:20"), ("zone", "Europe/London"));
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("start").GetString().ShouldBe("2026-10-04T13:20:00+01:00");
        cramp.GetProperty("night").GetString().ShouldBe("2026-10-03");
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_cramp()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        var path = $"/diary/cramps/{Guid.NewGuid()}";
        for (var i = 0; i < 2; i++) await book.Send(path, ("night", "2026-10-03"), ("time", "03:00"), ("zone", "Europe/London"));
        (await server.Section("episodes")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "About when was it?")]
    [InlineData("25:00", "“25:00” is not a time.")]
    public async Task A_cramp_needs_a_time(string time, string said)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        (await book.Send($"/diary/cramps/{Guid.NewGuid()}", ("night", "2026-10-03"), ("time", time), ("note", "kept"))).ShouldContain(said);
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        book.Page.ShouldContain(">kept</textarea>");
        (await server.Section("episodes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_touches_only_what_was_changed_and_can_be_undone()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        var id = Guid.NewGuid();
        await server.Put($"/api/episodes/{id}", """{"start":"2026-10-04T03:12:31+02:00","minutes":2,"severity":7}""");
        await book.Get($"/diary/cramps/{id}");
        await book.Fill($"/diary/cramps/{id}", ("severity", "4"));
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("severity").GetInt32().ShouldBe(4);
        cramp.GetProperty("start").GetString().ShouldBe("2026-10-04T03:12:31+02:00");
        cramp.GetProperty("changed").EnumerateObject().Select(field => field.Name).ShouldBe(["severity"]);
        await book.Undo();
        (await server.Section("episodes")).Single().GetProperty("severity").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Another_time_of_a_cramp_far_away_keeps_the_clock_of_that_place()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        var id = Guid.NewGuid();
        await server.Put($"/api/episodes/{id}", """{"start":"2026-10-04T03:12:00+09:00"}""");
        await book.Get($"/diary/cramps/{id}");
        await book.Fill($"/diary/cramps/{id}", ("time", "04:00"), ("zone", "Europe/London"));
        (await server.Section("episodes")).Single().GetProperty("start").GetString().ShouldBe("2026-10-04T04:00:00+09:00");
    }

    [Fact]
    public async Task A_deleted_cramp_comes_back_with_undo()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        var id = Guid.NewGuid();
        await server.Put($"/api/episodes/{id}", """{"start":"2026-10-04T03:12:00+02:00","minutes":2,"severity":7,"note":"it \"bit\" <hard>"}""");
        await book.Get("/diary/nights/2026-10-03");
        (await book.Fill($"/diary/cramps/{id}/delete")).ShouldContain("The cramp of 03:12, 2 minutes, pain 7");
        (await server.Section("episodes")).ShouldBeEmpty();
        await book.Fill("/diary/bring-back");
        book.Address.ShouldBe("/diary/nights/2026-10-03?undone");
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("note").GetString().ShouldBe("it \"bit\" <hard>");
        cramp.GetProperty("id").GetGuid().ShouldNotBe(id);
    }

    [Fact]
    public async Task A_cleared_night_comes_back_with_undo()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-03", """{"quiet":true,"note":"fine"}""");
        await book.Get("/diary/nights/2026-10-03");
        await book.Fill("/diary/nights/2026-10-03/clear");
        (await server.Section("nights")).Single().TryGetProperty("note", out _).ShouldBeFalse();
        (await book.Fill("/diary/bring-back")).ShouldContain("A quiet night.");
    }

    [Fact]
    public async Task Where_others_may_connect_a_stranger_is_sent_to_sign_in()
    {
        var (process, url) = await RunningApp.Another("--shared");
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
            foreach (var path in new[] { "/diary", "/diary/nights/2026-10-03", "/diary/nights/2026-10-03/cramp", $"/diary/cramps/{Guid.NewGuid()}", "/diary/medicines", "/diary/results", "/diary/about-me", "/diary/paper", "/diary/typed", "/diary/data" })
            {
                using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
                answer.Headers.Location!.ToString().ShouldStartWith("/account");
            }
            using var form = await client.PostAsync("/diary/nights/2026-10-03", new FormUrlEncodedContent([KeyValuePair.Create("count", "0")]), TestContext.Current.CancellationToken);
            form.Headers.Location!.ToString().ShouldStartWith("/account");
        }
        finally
        {
            process.Kill();
            process.Dispose();
        }
    }
}
