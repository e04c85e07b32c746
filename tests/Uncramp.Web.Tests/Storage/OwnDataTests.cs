using System.Net;
using System.Text;
using System.Text.Json;

namespace Uncramp.Web.Tests.Storage;

/// <summary>All of it out, all of it in, all of it gone.</summary>
public sealed class OwnDataTests(Stores stores)
{
    [Theory]
    [InlineData("sqlite", "sqlite")]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    public async Task An_export_comes_back_byte_by_byte(string from, string to)
    {
        await using var one = await stores.On(from);
        await Fill(one);
        var export = await one.Export();
        await using var other = await stores.On(to);
        (await other.Send(HttpMethod.Post, "/api/import", export)).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Export()).ShouldBe(export);
        // Bringing it again changes nothing, there and where it came from.
        await other.Send(HttpMethod.Post, "/api/import", export);
        await one.Send(HttpMethod.Post, "/api/import", export);
        (await other.Export()).ShouldBe(export);
        (await one.Export()).ShouldBe(export);
    }

    [Fact]
    public async Task An_import_is_all_or_nothing()
    {
        await using var server = await stores.On("sqlite");
        await Fill(server);
        var before = await server.Export();
        var (status, body) = await server.Send(HttpMethod.Post, "/api/import", """
            {"uncramp":1,"nights":[{"night":"2026-01-01","quiet":true,"logged":{"at":"2026-01-02T08:00:00Z"}},{"night":"2026-01-02","quiet":"perhaps","logged":{"at":"2026-01-02T08:00:00Z"}}]}
            """);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("$.nights[1].quiet");
        (await server.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task An_import_merges_with_what_is_here_and_brings_back_nothing_that_was_deleted()
    {
        await using var server = await stores.On("sqlite");
        var deleted = Guid.NewGuid();
        await server.Put($"/api/episodes/{deleted}", """{"start":"2026-11-22T03:12:00+01:00"}""");
        var export = await server.Export();
        await server.Delete($"/api/episodes/{deleted}");
        await server.Put("/api/nights/2026-11-20", """{"quiet":true}""");
        await server.Send(HttpMethod.Post, "/api/import", export);
        (await server.Section("episodes")).ShouldBeEmpty();
        (await server.Section("nights")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nights_come_as_a_table()
    {
        await using var server = await stores.On("sqlite");
        await server.Put("/api/nights/2026-11-20", """{"quiet":true}""");
        await server.Put("/api/nights/2026-11-22", """{"quiet":true}""");
        using var response = await server.Client.GetAsync("/api/export.csv", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[2].ShouldStartWith("2026-11-21,missing");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_device_reads_only_what_changed(string kind)
    {
        await using var server = await stores.On(kind);
        await server.Put("/api/nights/2026-11-20", """{"quiet":true}""");
        var (first, next) = await Since(server, null);
        first.GetProperty("whole").GetBoolean().ShouldBeTrue();
        Nights(first).ShouldBe(["2026-11-20"]);
        await server.Put("/api/nights/2026-11-21", """{"quiet":true}""");
        var gone = Guid.NewGuid();
        await server.Delete($"/api/episodes/{gone}");
        var (second, after) = await Since(server, next);
        second.GetProperty("whole").GetBoolean().ShouldBeFalse();
        Nights(second).ShouldBe(["2026-11-21"]);
        second.GetProperty("diary").GetProperty("removed")[0].GetProperty("of").GetString().ShouldBe(gone.ToString());
        Nights((await Since(server, after)).Answer).ShouldBeEmpty();

        await server.Send(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""");
        var (third, _) = await Since(server, after);
        third.GetProperty("whole").GetBoolean().ShouldBeTrue();
        Nights(third).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Everything_is_gone_at_once_when_the_word_is_typed(string kind)
    {
        await using var server = await stores.On(kind);
        await Fill(server);
        foreach (var word in new[] { "{}", """{"word":"delete"}""", "[]", "{" }) (await server.Send(HttpMethod.Post, "/api/forget", word)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Section("episodes")).ShouldNotBeEmpty();
        (await server.Send(HttpMethod.Post, "/api/forget", """{"word":"Delete everything"}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var section in new[] { "episodes", "nights", "medicines", "removed", "history" }) (await server.Section(section)).ShouldBeEmpty();
        (await server.Export()).ShouldNotContain("profile");
        if (kind == "sqlite")
            foreach (var file in Directory.GetFiles(server.Data)) if (!file.EndsWith(".lock", StringComparison.Ordinal)) Encoding.Latin1.GetString(await Bytes(file)).ShouldNotContain("indapamide");
        (await server.Put("/api/nights/2026-11-20", """{"quiet":true}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_reminder_is_a_calendar_with_folded_lines_and_a_steady_id()
    {
        await using var server = await stores.On("sqlite");
        using var response = await server.Client.GetAsync("/api/reminders.ics?at=22:15", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var lines = text.Split("\r\n");
        lines[0].ShouldBe("BEGIN:VCALENDAR");
        lines[^1].ShouldBe("");
        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        lines.ShouldContain("UID:stretch-2215@uncramp");
        lines.ShouldContain("RRULE:FREQ=DAILY");
        lines.ShouldContain(line => line.StartsWith("DTSTART:", StringComparison.Ordinal) && line.EndsWith("T221500", StringComparison.Ordinal));
        (await server.Send(HttpMethod.Get, "/api/reminders.ics?at=25:00")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_phone_gets_the_last_weeks_and_hears_whether_everything_was_deleted()
    {
        await using var server = await stores.On("sqlite");
        await Fill(server);
        using var some = JsonDocument.Parse((await server.Send(HttpMethod.Get, "/api/diary?from=2026-11-20")).Body);
        var diary = some.RootElement.GetProperty("diary");
        diary.GetProperty("episodes").GetArrayLength().ShouldBe(1);
        diary.GetProperty("nights").GetArrayLength().ShouldBe(1);
        diary.GetProperty("removed").GetArrayLength().ShouldBe(1);
        diary.GetProperty("medicines").GetArrayLength().ShouldBe(0);
        some.RootElement.GetProperty("emptied").GetBoolean().ShouldBeFalse();
        // A part is told as it is: an old night that was changed now is news.
        var next = some.RootElement.GetProperty("next").GetString();
        await server.Put("/api/nights/2026-01-02", """{"quiet":true}""");
        using var part = JsonDocument.Parse((await server.Send(HttpMethod.Get, $"/api/diary?since={next}&from=2026-11-20")).Body);
        part.RootElement.GetProperty("whole").GetBoolean().ShouldBeFalse();
        Nights(part.RootElement).ShouldBe(["2026-01-02"]);
        (await server.Send(HttpMethod.Get, "/api/diary?from=yesterday")).Status.ShouldBe(HttpStatusCode.BadRequest);

        await server.Send(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""");
        using var none = JsonDocument.Parse((await server.Send(HttpMethod.Get, $"/api/diary?since={next}")).Body);
        (none.RootElement.GetProperty("whole").GetBoolean(), none.RootElement.GetProperty("emptied").GetBoolean()).ShouldBe((true, true));
    }

    /// <summary>A diary with something in every corner.</summary>
    internal static async Task Fill(Server server)
    {
        var id = Guid.NewGuid();
        await server.Put($"/api/episodes/{id}", """{"start":"2026-11-22T03:12:00.1234567+01:00","minutes":2.5,"sites":["calf"],"note":"a \"quoted\" line\nand ümläuts 🌙"}""");
        await server.Put($"/api/episodes/{id}", """{"severity":7,"minutes":3}""");
        await server.Put($"/api/episodes/{id}", """{"minutes":null}""");
        await server.Put($"/api/episodes/{Guid.NewGuid()}", """{"start":"2026-10-25T02:30:00+02:00","logged":{"at":"2026-10-25T08:00:00.1234567Z"}}""");
        var removed = $"/api/episodes/{Guid.NewGuid()}";
        await server.Put(removed, """{"start":"2026-11-01T03:00:00Z"}""");
        await server.Delete(removed);
        await server.Put("/api/nights/2026-11-20", """{"quiet":true,"tags":["race"]}""");
        await server.Put("/api/nights/2026-11-20", """{"quiet":false,"cramps":2}""");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"indapamide","dose":"1.5 mg","started":"2026-09"}""");
        await server.Put($"/api/results/{Guid.NewGuid()}", """{"name":"potassium","value":3.9,"unit":"mmol/L","date":"2026-11-01"}""");
        await server.Put("/api/profile", """{"name":"Ada","question":"Why me?","answers":{"person":{"age":71}}}""");
    }

    private static async Task<(JsonElement Answer, string Next)> Since(Server server, string? since)
    {
        using var json = JsonDocument.Parse(await server.Client.GetStringAsync($"/api/diary{(since is null ? "" : $"?since={since}")}", TestContext.Current.CancellationToken));
        return (json.RootElement.Clone(), json.RootElement.GetProperty("next").GetString()!);
    }

    private static IEnumerable<string?> Nights(JsonElement answer) => answer.GetProperty("diary").GetProperty("nights").EnumerateArray().Select(night => night.GetProperty("night").GetString());

    private static async Task<byte[]> Bytes(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var all = new MemoryStream();
        await file.CopyToAsync(all);
        return all.ToArray();
    }
}
