using System.Net;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>Medicines, results and what is said once of the person.</summary>
public sealed class KeptThingsTests(Stores stores)
{
    [Theory]
    [InlineData("March 2026", "2026-03")]
    [InlineData("Mar 2026", "2026-03")]
    [InlineData("14 March 2026", "2026-03-14")]
    [InlineData("3/2026", "2026-03")]
    [InlineData("2026-03", "2026-03")]
    [InlineData("2019", "2019")]
    public async Task A_medicine_begins_when_people_roughly_remember(string typed, string kept)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/medicines");
        (await book.Fill(New(book, "medicines"), ("name", "Indapamide"), ("dose", "1.5 mg"), ("started", typed))).ShouldContain("Indapamide, 1.5 mg</a> <span>since ");
        (await server.Section("medicines")).Single().GetProperty("started").GetString().ShouldBe(kept);
    }

    [Fact]
    public async Task A_medicine_that_ends_before_it_begins_is_asked_about()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/medicines");
        var page = await book.Fill(New(book, "medicines"), ("name", "Indapamide"), ("started", "March 2026"), ("stopped", "2025"));
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("href=\"#stopped\"");
        page.ShouldContain("value=\"Indapamide\"");
        page = await book.Fill(New(book, "medicines"), ("name", ""), ("started", "soon"), ("stopped", ""));
        page.ShouldContain("What is it called?");
        page.ShouldContain("“soon” is not a date we can read.");
        (await server.Section("medicines")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_dose_is_a_new_course_and_undo_makes_one_of_them_again()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        var id = Guid.NewGuid();
        await server.Put($"/api/medicines/{id}", """{"name":"Atorvastatin","dose":"20 mg","started":"2021"}""");
        var before = (await server.Section("medicines")).Single().GetRawText();
        await book.Get($"/diary/medicines/{id}");
        var page = await book.Fill($"/diary/medicines/{id}/dose", ("newDose", "40 mg"), ("from", "October 2026"));
        page.ShouldContain("Atorvastatin, 40 mg</a> <span>since Oct 2026");
        page.ShouldContain("Atorvastatin, 20 mg</a> <span>2021 to Oct 2026");
        await book.Undo();
        var after = (await server.Section("medicines")).Single();
        after.GetProperty("id").GetGuid().ShouldBe(id);
        after.TryGetProperty("stopped", out _).ShouldBeFalse();
        after.GetProperty("dose").GetString().ShouldBe("20 mg");
        before.ShouldContain("20 mg");
    }

    [Fact]
    public async Task The_page_of_medicines_says_to_keep_taking_them()
    {
        await using var server = await stores.On("sqlite");
        (await new Book(server).Get("/diary/medicines")).ShouldContain("Keep taking your medicines.");
    }

    [Fact]
    public async Task A_result_has_its_unit_and_the_laboratory_s_own_limits()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/results");
        (await book.Fill(New(book, "results"), ("name", "Potassium"), ("value", "3,4"))).ShouldContain("Write the unit too.");
        (await server.Section("results")).ShouldBeEmpty();
        (await book.Fill(New(book, "results"), ("unit", "mmol/L"), ("date", "2026-10-03"), ("low", "3.5"), ("high", "5.3"))).ShouldContain("limits 3.5 to 5.3: below");
        (await server.Section("results")).Single().GetProperty("value").GetDouble().ShouldBe(3.4);
    }

    [Fact]
    public async Task A_deleted_medicine_and_a_deleted_result_come_back_with_undo()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        foreach (var (section, entry) in new[] { ("medicines", """{"name":"Quinine","dose":"200 mg"}"""), ("results", """{"name":"Ferritin","value":12,"unit":"ug/L"}""") })
        {
            var id = Guid.NewGuid();
            await server.Put($"/api/{section}/{id}", entry);
            await book.Get($"/diary/{section}/{id}");
            await book.Fill($"/diary/{section}/{id}/delete");
            (await server.Section(section)).ShouldBeEmpty();
            await book.Fill("/diary/bring-back");
            (await server.Section(section)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task What_is_said_once_is_kept_and_undone()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/about-me");
        await book.Fill("/diary/about-me", ("question", "Is it the water tablet?"), ("began", "March 2019"), ("nightTurns", "18:00"), ("dialysisDays", "none"));
        (await server.Export()).ShouldContain("\"nightTurns\":\"18:00\",\"dialysisDays\":[],\"began\":\"2019-03\",\"question\":\"Is it the water tablet?\"");
        await book.Undo();
        (await server.Export()).ShouldNotContain("water tablet?\",\"logged");
        await book.Fill("/diary/about-me", ("dialysisDays", "none"), ("dialysisDays", "monday"));
        book.Page.ShouldContain("You ticked “none” and a choice.");
    }

    private static string New(Book book, string section) => Regex.Match(book.Page, $"action=\"(/diary/{section}/[0-9a-f-]{{36}})\"").Groups[1].Value;
}
