using System.Net;
using System.Text.Json;

namespace Uncramp.Web.Tests.Storage;

/// <summary>One entry at a time: said, said again, changed, deleted.</summary>
public sealed class EntryTests(Stores stores)
{
    private const string Cramp = """{"start":"2026-11-22T03:12:00+01:00","minutes":2,"sites":["calf"],"side":"left","severity":7}""";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Saying_it_twice_changes_nothing_and_gets_the_same_answer(string kind)
    {
        await using var server = await stores.On(kind);
        var path = $"/api/episodes/{Guid.NewGuid()}";
        var first = await server.Put(path, Cramp);
        var export = await server.Export();
        var second = await server.Put(path, Cramp);
        first.Status.ShouldBe(HttpStatusCode.OK);
        second.ShouldBe(first);
        (await server.Export()).ShouldBe(export);
        (await server.Section("episodes")).Count.ShouldBe(1);
        (await server.Section("history")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Two_phones_that_change_different_fields_both_win(string kind)
    {
        await using var server = await stores.On(kind);
        var path = $"/api/episodes/{Guid.NewGuid()}";
        await server.Put(path, Said("\"severity\":4"));
        await server.Put(path, Said("\"severity\":9", "\"severity\":{\"at\":\"2026-11-22T08:00:00Z\"}"));
        await server.Put(path, Said("\"severity\":4,\"side\":\"left\"", "\"side\":{\"at\":\"2026-11-22T09:00:00Z\"}"));
        var entry = (await server.Section("episodes")).Single();
        entry.GetProperty("severity").GetInt32().ShouldBe(9);
        entry.GetProperty("side").GetString().ShouldBe("left");
        (await server.Section("history")).Single().GetProperty("value").GetInt32().ShouldBe(4);

        static string Said(string more, string changed = "") =>
            $$"""{"start":"2026-11-22T03:12:00+01:00",{{more}},"logged":{"at":"2026-11-22T02:15:00Z"},"changed":{ {{changed}} } }""";
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_older_change_that_comes_late_does_not_win(string kind)
    {
        await using var server = await stores.On(kind);
        var path = $"/api/episodes/{Guid.NewGuid()}";
        await server.Put(path, """{"start":"2026-11-22T03:12:00+01:00","severity":9,"logged":{"at":"2026-11-22T09:00:00Z"}}""");
        var late = """{"severity":4,"logged":{"at":"2026-11-22T08:00:00Z"}}""";
        await server.Put(path, late);
        await server.Put(path, late);
        (await server.Section("episodes")).Single().GetProperty("severity").GetInt32().ShouldBe(9);
        (await server.Section("history")).Single().GetProperty("value").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task What_is_said_now_is_said_after_a_phone_whose_clock_runs_ahead()
    {
        await using var server = await stores.On("sqlite");
        var path = $"/api/episodes/{Guid.NewGuid()}";
        await server.Put(path, """{"start":"2026-11-22T03:12:00+01:00","severity":9,"logged":{"at":"2090-01-01T00:00:00Z"}}""");
        await server.Put(path, """{"severity":4}""");
        (await server.Section("episodes")).Single().GetProperty("severity").GetInt32().ShouldBe(4);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_deleted_entry_stays_deleted(string kind)
    {
        await using var server = await stores.On(kind);
        var path = $"/api/episodes/{Guid.NewGuid()}";
        await server.Put(path, Cramp);
        await server.Put(path, """{"severity":2}""");
        (await server.Delete(path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Delete(path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Put(path, Cramp)).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.Section("episodes")).ShouldBeEmpty();
        (await server.Section("history")).ShouldBeEmpty();
        (await server.Section("removed")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_that_is_faster_than_its_entry_still_wins()
    {
        await using var server = await stores.On("sqlite");
        var path = $"/api/medicines/{Guid.NewGuid()}";
        await server.Delete(path);
        (await server.Put(path, """{"name":"indapamide"}""")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_deleted_night_says_nothing_and_may_be_said_again()
    {
        await using var server = await stores.On("sqlite");
        await server.Put("/api/nights/2026-11-21", """{"quiet":true,"note":"private"}""");
        await server.Delete("/api/nights/2026-11-21");
        (await server.Export()).ShouldNotContain("private");
        (await server.Section("nights")).Single().TryGetProperty("quiet", out _).ShouldBeFalse();
        await server.Put("/api/nights/2026-11-21", """{"quiet":false}""");
        (await server.Section("nights")).Single().GetProperty("quiet").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_section_takes_its_entries(string kind)
    {
        await using var server = await stores.On(kind);
        foreach (var (path, json) in new[]
        {
            ("/api/profile", """{"name":"Ada","dialysisDays":[]}"""),
            ("/api/nights/2026-11-22", """{"quiet":true}"""),
            ($"/api/medicines/{Guid.NewGuid()}", """{"name":"indapamide","started":"2026-09"}"""),
            ($"/api/results/{Guid.NewGuid()}", """{"name":"potassium","value":3.9,"unit":"mmol/L","date":"2026-11-01"}"""),
            ($"/api/assessments/{Guid.NewGuid()}", """{"date":"2026-11-22","knowledge":"2026.11.0","level":"self-care","given":{},"said":{}}"""),
            ($"/api/trials/{Guid.NewGuid()}", $$"""{"measure":"prevention/x","start":"2026-12-01","block":3,"pairs":6,"seed":"{{new string('a', 64)}}"}"""),
        })
        {
            var answer = await server.Put(path, json);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        }
        using var export = JsonDocument.Parse(await server.Export());
        export.RootElement.GetProperty("profile").GetProperty("name").GetString().ShouldBe("Ada");
        foreach (var section in new[] { "nights", "medicines", "results", "assessments", "trials" }) export.RootElement.GetProperty(section).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/episodes/not-an-id", Cramp, "$")]
    [InlineData("/api/nights/2026-02-30", """{"quiet":true}""", "$")]
    [InlineData("/api/episodes/0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d", """{"minutes":2}""", "$.start")]
    [InlineData("/api/episodes/0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d", """{"start":"2026-11-22T03:12:00+01:00","severity":11}""", "$.severity")]
    [InlineData("/api/episodes/0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d", """{"start":"2026-11-22T03:12:00+01:00","severty":1}""", "$.severty")]
    [InlineData("/api/nights/2026-11-22", "[]", "$")]
    [InlineData("/api/nights/2026-11-22", "{", "$")]
    public async Task What_is_wrong_comes_back_with_its_place_and_nothing_is_kept(string path, string json, string place)
    {
        await using var server = await stores.On("sqlite");
        var (status, body) = await server.Put(path, json);
        status.ShouldBe(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(place);
        (await server.Section("episodes")).ShouldBeEmpty();
        (await server.Section("nights")).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_a_megabyte_is_too_much()
    {
        await using var server = await stores.On("sqlite");
        (await server.Put("/api/nights/2026-11-22", $$"""{"note":"{{new string('x', 1_000_001)}}"}""")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_write(string header, string value)
    {
        await using var server = await stores.On("sqlite");
        var before = await server.Export();
        foreach (var (method, path, json) in new[]
        {
            (HttpMethod.Put, "/api/nights/2026-11-22", """{"quiet":true}"""), (HttpMethod.Delete, "/api/nights/2026-11-22", null),
            (HttpMethod.Post, "/api/import", """{"uncramp":1}"""), (HttpMethod.Post, "/api/forget", """{"word":"delete everything"}"""),
        })
            (await server.Send(method, path, json, (header, value))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_from_anywhere_is_no_JSON_and_is_refused()
    {
        await using var server = await stores.On("sqlite");
        using var form = new StringContent("""{"word":"delete everything"}""", System.Text.Encoding.UTF8, "text/plain");
        using var response = await server.Client.PostAsync("/api/forget", form, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Two_programs_on_one_database_lose_nothing()
    {
        await using var one = await stores.On("postgres");
        await using var other = await one.Another();
        var path = $"/api/episodes/{Guid.NewGuid()}";
        await one.Put(path, Cramp);
        string[] tags = [.. Enumerable.Range(0, 40).Select(i => $"/api/nights/2026-01-{i % 28 + 1:00}")];
        await Task.WhenAll(tags.Select((night, i) => (i % 2 == 0 ? one : other).Put(night, i % 3 == 0 ? """{"quiet":true}""" : """{"standing":false}""")));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? one : other).Put(path, i % 2 == 0 ? """{"note":"one"}""" : """{"severity":3}""")));
        (await other.Section("nights")).Count.ShouldBe(28);
        var entry = (await other.Section("episodes")).Single();
        (entry.GetProperty("note").GetString(), entry.GetProperty("severity").GetInt32()).ShouldBe(("one", 3));
        (await other.Export()).ShouldBe(await one.Export());
    }
}
