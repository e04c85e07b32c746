using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>A diary on paper and the month that is typed in from it; everything out, in and gone.</summary>
public sealed class PaperTests(Stores stores)
{
    [Fact]
    public async Task A_month_is_typed_in_at_once_and_an_empty_cell_says_nothing()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/typed?month=2026-10");
        (await book.Fill("/diary/typed", ("2026-10-01", "0"), ("2026-10-02", "2"), ("2026-10-03", "-"))).ShouldContain("Saved.");
        (await server.Section("nights")).Select(night => night.GetProperty("night").GetString()).ShouldBe(["2026-10-01", "2026-10-02"]);
        (await server.Section("nights"))[0].GetProperty("quiet").GetBoolean().ShouldBeTrue();
        await book.Undo();
        foreach (var night in await server.Section("nights")) night.EnumerateObject().Select(field => field.Name).ShouldBe(["night", "logged", "changed"]);
    }

    [Fact]
    public async Task A_bad_cell_is_told_with_its_place_and_nothing_of_the_month_is_written()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await book.Get("/diary/typed?month=2026-10");
        var page = await book.Fill("/diary/typed", ("2026-10-01", "0"), ("2026-10-02", "two"), ("2026-10-05", "999"));
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("href=\"#2026-10-02\">Fri 2 Oct: “two” is not a number of cramps. Write 0, 1, 2 and so on, or leave it empty.");
        page.ShouldContain("href=\"#2026-10-05\"");
        page.ShouldContain("value=\"two\"");
        (await server.Section("nights")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cell_that_is_emptied_takes_back_what_it_said_and_the_rest_stays()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-02", """{"cramps":2,"note":"hot"}""");
        await server.Put("/api/nights/2026-10-04", """{"quiet":true}""");
        await book.Get("/diary/typed?month=2026-10");
        await book.Fill("/diary/typed", ("2026-10-02", ""), ("2026-10-04", "1"));
        var nights = await server.Section("nights");
        nights[0].TryGetProperty("cramps", out _).ShouldBeFalse();
        nights[0].GetProperty("note").GetString().ShouldBe("hot");
        nights[1].GetProperty("quiet").GetBoolean().ShouldBeFalse();
        nights[1].GetProperty("cramps").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-02", 28)]
    [InlineData("2028-02", 29)]
    [InlineData("2026-12", 31)]
    public async Task A_paper_month_has_a_row_for_each_night(string month, int nights)
    {
        await using var server = await stores.On("sqlite");
        var page = await new Book(server).Get($"/diary/paper?month={month}");
        page.Split("<th scope=\"row\">").Length.ShouldBe(nights + 1);
    }

    [Fact]
    public async Task A_file_brings_everything_back_and_twice_does_no_harm()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-02", """{"cramps":2}""");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"Indapamide"}""");
        var export = await server.Export();
        await book.Get("/diary/data");
        (await book.Fill("/diary/data/delete", ("word", "Delete everything "))).ShouldContain("Your diary is deleted.");
        (await server.Section("nights")).ShouldBeEmpty();
        (await book.Upload("/diary/data/import", export)).ShouldContain("Brought in. 2 entries are new or changed.");
        (await book.Upload("/diary/data/import", export)).ShouldContain("Nothing was new.");
        (await server.Export()).ShouldBe(export);
    }

    [Theory]
    [InlineData("", "No file was chosen")]
    [InlineData("{\"nights\":[{\"night\":\"2026-10-02\",\"cramp\":2,\"logged\":{\"at\":\"2026-10-02T08:00:00Z\"}}]}", "did you mean 'cramps'?")]
    [InlineData("not json", "file:1")]
    public async Task A_file_that_is_no_diary_changes_nothing_and_is_told_where_it_is_wrong(string text, string said)
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-02", """{"cramps":2}""");
        var export = await server.Export();
        (await book.Upload("/diary/data/import", text)).ShouldContain(said);
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.Export()).ShouldBe(export);
    }

    [Fact]
    public async Task Without_the_words_nothing_is_deleted()
    {
        await using var server = await stores.On("sqlite");
        var book = new Book(server);
        await server.Put("/api/nights/2026-10-02", """{"cramps":2}""");
        await book.Get("/diary/data");
        (await book.Fill("/diary/data/delete", ("word", "delete"))).ShouldContain("nothing was deleted");
        (await server.Section("nights")).Count.ShouldBe(1);
    }
}
