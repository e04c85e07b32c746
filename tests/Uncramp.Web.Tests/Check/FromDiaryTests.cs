using System.Globalization;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Check;

/// <summary>What stands in the diary is not asked, and the result says that it comes from there.</summary>
public sealed class FromDiaryTests(Stores stores)
{
    [Fact]
    public async Task The_rate_that_was_counted_outranks_the_one_that_was_remembered()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        (await Given(server)).GetProperty("cramps").GetProperty("perWeek").GetDouble().ShouldBe(1.5);
        for (var ago = 1; ago <= 28; ago++) await server.Put($"/api/nights/{Checking.Day(ago)}", ago <= 16 ? """{"cramps":1}""" : """{"quiet":true}""");
        await check.Open();
        check.Text.ShouldContain("Your cramps, from your diary How often do they come? 4 cramps a week over 28 nights");
        check.Text.ShouldNotContain("1 or 2 a week");
        await check.Press("to:how");
        check.Text.ShouldContain("How long does one cramp last?");
        check.Text.ShouldNotContain("How often do they come?");
        await check.Open();
        await check.SayNoToAllThatIsAsked();
        await check.Press("result");
        check.Text.ShouldContain("From your diary: 4 cramps a week over 28 nights.");
        (await Given(server)).GetProperty("cramps").GetProperty("perWeek").GetDouble().ShouldBe(4);
    }

    [Fact]
    public async Task A_fortnight_that_is_half_logged_asks_how_often()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        for (var ago = 1; ago <= 7; ago++) await server.Put($"/api/nights/{Checking.Day(ago)}", """{"quiet":true}""");
        await check.Open();
        check.Text.ShouldContain("How often do they come? 1 or 2 a week");
    }

    [Fact]
    public async Task A_medicine_of_the_diary_is_not_asked_again_and_has_its_start_in_the_result()
    {
        await using var server = await stores.On("sqlite");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"indapamide","started":"2026-10-14"}""");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"furosemide","started":"2025-01","stopped":"2026-02"}""");
        var check = Checking.On(server);
        await check.Result(Checking.Told.Replace("""{"name":"indapamide","started":"2026-07"}""", "", StringComparison.Ordinal));
        check.Text.ShouldContain("Taken since 14 October 2026, from your diary");
        check.Text.ShouldContain("From your diary: indapamide, since 14 October 2026.");
        check.Text.ShouldContain("You no longer take it.");
        await check.Open();
        check.Text.ShouldContain("Your medicines, from your diary indapamide, since 14 October 2026 Change");
        check.Html.ShouldContain("href=\"/diary/medicines\"");
        await check.Press("to:medicines");
        check.Text.ShouldContain("From your diary, not asked again: indapamide, since 14 October 2026");
        check.Html.ShouldNotContain("value=\"indapamide\"");
    }

    [Fact]
    public async Task A_medicine_stopped_in_the_diary_since_the_last_check_is_not_taken()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await server.Put($"/api/medicines/{Guid.NewGuid()}", $$"""{"name":"indapamide","started":"2026-01","stopped":"{{Checking.Today}}"}""");
        await check.Open();
        await check.Press("result");
        check.Text.ShouldContain("You no longer take it.");
    }

    [Fact]
    public async Task A_result_of_the_diary_counts_and_says_where_it_is_from()
    {
        await using var server = await stores.On("sqlite");
        await server.Put($"/api/results/{Guid.NewGuid()}", $$"""{"name":"potassium","value":2.4,"unit":"mmol/L","date":"{{Checking.Day(2)}}"}""");
        var check = Checking.On(server);
        await check.Result();
        check.Heading.ShouldBe("Call an ambulance now");
        check.Text.ShouldContain("From your diary: potassium 2.4 mmol/L, ");
        await check.Open();
        check.Html.ShouldContain("href=\"/diary/results\"");
    }

    [Fact]
    public async Task A_result_of_the_diary_that_cannot_be_stops_no_page_of_the_check()
    {
        await using var server = await stores.On("sqlite");
        await server.Put($"/api/results/{Guid.NewGuid()}", """{"name":"potassium","value":40,"unit":"mmol/L"}""");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.Press("to:more");
        await check.Press("next");
        check.Heading.ShouldBe("Has anything changed?");
    }

    [Fact]
    public async Task Days_of_dialysis_are_known_to_the_check_and_to_Tonight()
    {
        await using var server = await stores.On("sqlite");
        await server.Put("/api/profile", """{"dialysisDays":["monday","wednesday","friday"]}""");
        var check = Checking.On(server);
        await check.Result("""{"numbers":{"person.age":66},"considering":["magnesium"]}""");
        check.Text.ShouldContain("your dialysis team");
        check.Text.ShouldContain("From your diary: dialysis on Monday, Wednesday, Friday");
        check.Html.ShouldContain("\"chips\":[\"dialysis\"");
        await check.Open();
        check.Text.ShouldContain("About you, from your diary dialysis on Monday, Wednesday, Friday");
        await check.Press("to:illnesses");
        check.Html.ShouldNotContain("id=\"condition-dialysis\"");
    }

    [Fact]
    public async Task A_place_seen_in_the_diary_need_not_be_ticked_and_the_others_are_asked()
    {
        await using var server = await stores.On("sqlite");
        await server.Put($"/api/episodes/{Guid.NewGuid()}", $$"""{"start":"{{Checking.Day(1)}}T03:12:00+01:00","sites":["calf"]}""");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.Press("to:where");
        check.Text.ShouldContain("From your diary: Calf. Tick what else is true.");
        check.Html.ShouldNotContain("id=\"cramps-sites-calf\"");
        check.Html.ShouldContain("id=\"cramps-sites-jaw\"");
    }

    [Fact]
    public async Task The_morning_after_a_cramp_the_front_page_asks_why()
    {
        await using var server = await stores.On("sqlite");
        // Wherever it is eight in the morning now.
        var offset = (8 - DateTime.UtcNow.Hour + 12 + 24) % 24 - 12;
        var here = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(offset));
        var cramp = new DateTimeOffset(here.Year, here.Month, here.Day, 3, 12, 0, here.Offset);
        await server.Put($"/api/episodes/{Guid.NewGuid()}", $$"""{"start":"{{cramp.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}}"}""");
        var check = Checking.On(server);
        await check.Open("/");
        check.Text.ShouldContain("You had a cramp at 03:12. Why do they happen?");
        // The copy that a device keeps is the same for everybody.
        (await server.Send(HttpMethod.Get, "/", null, ("Sec-Fetch-Mode", "cors"))).Body.ShouldNotContain("03:12");
        await check.Result();
        await check.Open("/");
        check.Text.ShouldNotContain("03:12");
    }

    private static async Task<System.Text.Json.JsonElement> Given(Server server)
    {
        var all = await server.Section("assessments");
        return all.MaxBy(kept => kept.GetProperty("logged").GetProperty("at").GetString(), StringComparer.Ordinal).GetProperty("given");
    }
}
