using System.Net;

namespace Uncramp.Web.Tests.Storage;

/// <summary>Away while the app runs, and back.</summary>
public sealed class BackupTests(Stores stores)
{
    [Theory]
    [InlineData("sqlite", true)]
    [InlineData("sqlite", false)]
    [InlineData("postgres", true)]
    [InlineData("postgres", false)]
    public async Task A_backup_comes_back_as_it_was(string kind, bool encrypted)
    {
        await using var one = await stores.On(kind);
        await OwnDataTests.Fill(one);
        var (file, secret) = (one.Beside("diary.backup"), encrypted ? Secret(one, "correct horse battery staple") : []);
        var export = await one.Export();
        (await one.Command(["backup", file, .. secret])).ShouldBe((0, ""));
        System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("indapamide");

        await using var other = await stores.On(kind);
        await other.Kill();
        (await other.Command(["restore", file, .. secret])).ShouldBe((0, ""));
        await other.Begin();
        (await other.Export()).ShouldBe(export);
        (await other.Put("/api/nights/2026-12-01", """{"quiet":true}""")).Status.ShouldBe(HttpStatusCode.OK);
        await other.Put("/api/nights/2026-12-01", """{"quiet":false}""");
        (await other.Section("history")).Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_backup_taken_while_phones_write_is_of_one_moment(string kind)
    {
        await using var server = await stores.On(kind);
        using var stop = new CancellationTokenSource();
        var order = new List<string>();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var id = Guid.NewGuid().ToString();
                await server.Put($"/api/episodes/{id}", """{"start":"2026-11-22T03:12:00+01:00"}""");
                lock (order) order.Add(id);
            }
        }, TestContext.Current.CancellationToken);
        while (true)
        {
            lock (order) if (order.Count > 20) break;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        int before;
        lock (order) before = order.Count;
        (await server.Command("backup", server.Beside("now.backup"))).ShouldBe((0, ""));
        await stop.CancelAsync();
        await writing;
        await server.Kill();
        (await server.Command("restore", server.Beside("now.backup"), "--replace")).ShouldBe((0, ""));
        await server.Begin();
        var kept = (await server.Section("episodes")).Select(entry => entry.GetProperty("id").GetString()!).ToHashSet();
        kept.Count.ShouldBeGreaterThanOrEqualTo(before);
        // One after the other they were written, so what is there is a beginning of the row, without a hole.
        order.Take(kept.Count).ShouldAllBe(id => kept.Contains(id));
    }

    [Fact]
    public async Task A_wrong_passphrase_opens_nothing()
    {
        await using var server = await stores.On("sqlite");
        await OwnDataTests.Fill(server);
        await server.Command(["backup", server.Beside("a.backup"), .. Secret(server, "right")]);
        await server.Kill();
        var before = await File.ReadAllBytesAsync(server.File, TestContext.Current.CancellationToken);
        foreach (var (secret, said) in new[] { (Secret(server, "wrong"), "passphrase is not the one"), ([], "it is encrypted") })
        {
            var (code, error) = await server.Command(["restore", server.Beside("a.backup"), "--replace", .. secret]);
            code.ShouldBe(2);
            error.ShouldContain(said);
        }
        (await File.ReadAllBytesAsync(server.File, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_or_shortened_backup_is_refused_and_nothing_is_touched(bool encrypted)
    {
        await using var server = await stores.On("sqlite");
        await OwnDataTests.Fill(server);
        var secret = encrypted ? Secret(server, "right") : [];
        await server.Command(["backup", server.Beside("a.backup"), .. secret]);
        var whole = await File.ReadAllBytesAsync(server.Beside("a.backup"), TestContext.Current.CancellationToken);
        var export = await server.Export();
        await server.Kill();
        byte[] flipped = [.. whole];
        flipped[^100] ^= 1;
        byte[][] broken = [flipped, whole[..^1], whole[..(whole.Length / 2)], [.. whole, 0], whole[..10], []];
        for (var i = 0; i < broken.Length; i++)
        {
            var file = server.Beside($"broken-{i}.backup");
            await File.WriteAllBytesAsync(file, broken[i], TestContext.Current.CancellationToken);
            var (code, error) = await server.Command(["restore", file, "--replace", .. secret]);
            code.ShouldBe(2, $"broken {i}");
            error.ShouldContain("UNC231");
            error.ShouldNotContain("   at ");
        }
        await server.Begin();
        (await server.Export()).ShouldBe(export);
        Directory.GetFiles(server.Data).Select(Path.GetFileName).ShouldBeSubsetOf(["uncramp.db", "uncramp.db-wal", "uncramp.db-shm", "uncramp.lock"]);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Diaries_that_are_there_are_overwritten_only_when_asked(string kind)
    {
        await using var server = await stores.On(kind);
        await server.Put("/api/nights/2026-11-20", """{"quiet":true}""");
        await server.Command("backup", server.Beside("a.backup"));
        await server.Put("/api/nights/2026-11-21", """{"quiet":true}""");
        var (taken, words) = await server.Command("backup", server.Beside("a.backup"));
        taken.ShouldBe(2);
        words.ShouldContain("never written over");
        if (kind == "sqlite") (await server.Command("restore", server.Beside("a.backup"), "--replace")).Error.ShouldContain("Another Uncramp");
        await server.Kill();
        var (code, error) = await server.Command("restore", server.Beside("a.backup"));
        code.ShouldBe(2);
        error.ShouldContain("--replace");
        (await server.Command("restore", server.Beside("a.backup"), "--replace")).ShouldBe((0, ""));
        await server.Begin();
        (await server.Section("nights")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "x", "--colour")]
    [InlineData("restore", "/no/such/file")]
    [InlineData("backup", "/tmp/never.backup", "--data", "/no/such/folder")]
    [InlineData("backup", "/tmp/never.backup", "--passphrase-file", "/no/such/file")]
    public async Task What_cannot_be_done_is_one_sentence(params string[] arguments)
    {
        var (code, error) = await RunningApp.RunToEnd(arguments);
        code.ShouldBe(2);
        error.Trim().Split('\n').Length.ShouldBe(1);
        error.ShouldContain("UNC");
    }

    private static string[] Secret(Server server, string passphrase)
    {
        var file = server.Beside($"{Guid.NewGuid()}.txt");
        File.WriteAllText(file, $"{passphrase}\n");
        return ["--passphrase-file", file];
    }
}
