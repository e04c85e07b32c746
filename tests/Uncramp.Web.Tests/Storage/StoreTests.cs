using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Uncramp.Web.Tests.Storage;

/// <summary>What was acknowledged is kept, whatever happens; what cannot be done is said in a sentence.</summary>
public sealed class StoreTests(Stores stores)
{
    // More with UNCRAMP_ROUNDS=100.
    private static readonly int rounds = int.Parse(Environment.GetEnvironmentVariable("UNCRAMP_ROUNDS") ?? "4", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_server_killed_in_a_storm_loses_no_acknowledged_cramp(string kind)
    {
        await using var server = await stores.On(kind);
        var acknowledged = new Dictionary<string, int>();
        var chance = new Random(20261122);
        for (var round = 0; round < rounds; round++)
        {
            using var storm = new CancellationTokenSource();
            var phones = Enumerable.Range(0, 16).Select(phone => Task.Run(async () =>
            {
                try
                {
                    for (var i = 0; !storm.IsCancellationRequested; i++)
                    {
                        var (id, severity) = (Guid.NewGuid().ToString(), (phone + i) % 11);
                        var (status, _) = await server.Put($"/api/episodes/{id}", $$"""{"start":"2026-11-22T03:12:00+01:00","severity":{{severity}}}""");
                        if (status != HttpStatusCode.OK) return;
                        lock (acknowledged) acknowledged[id] = severity;
                    }
                }
                catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
                {
                    // It was killed; this one was never acknowledged.
                }
            })).ToArray();
            // Once the storm is up, at any moment of it.
            while (Acknowledged() < (round + 1) * 20 && !Task.WhenAll(phones).IsCompleted) await Task.Delay(10, TestContext.Current.CancellationToken);
            await Task.Delay(chance.Next(0, 1000), TestContext.Current.CancellationToken);
            await server.Kill();
            await storm.CancelAsync();
            await Task.WhenAll(phones);
            await server.Begin();
        }
        var kept = (await server.Section("episodes")).ToDictionary(entry => entry.GetProperty("id").GetString()!, entry => entry.GetProperty("severity").GetInt32());
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(rounds * 20);
        acknowledged.ShouldAllBe(pair => kept.ContainsKey(pair.Key) && kept[pair.Key] == pair.Value);
        if (kind == "sqlite") Ask(server.File, "PRAGMA integrity_check").ShouldBe("ok");

        int Acknowledged()
        {
            lock (acknowledged) return acknowledged.Count;
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_database_of_a_newer_release_is_refused_with_a_sentence(string kind)
    {
        await using var server = await stores.On(kind);
        await server.Put("/api/nights/2026-11-22", """{"quiet":true}""");
        await server.Kill();
        await Do(server, """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('29990101000000_Later', '99')""");
        var (code, error) = await RunningApp.RunToEnd(["--urls", "http://127.0.0.1:0", .. server.Store]);
        code.ShouldBe(2);
        error.Trim().Split('\n').Length.ShouldBe(1);
        error.ShouldContain("newer release");
        await Do(server, """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" LIKE '2999%'""");
        await server.Begin();
        (await server.Section("nights")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_migration_that_fails_leaves_the_data_as_it_was(string kind)
    {
        await using var server = await stores.On(kind);
        await server.Kill();
        // Somebody else's table stands where ours would.
        foreach (var table in new[] { "Access", "Invitations", "SharedTrials", "EarlierValues", "Entries", "Removals", "People", "__EFMigrationsHistory" }) await Do(server, $"DROP TABLE \"{table}\"");
        await Do(server, """CREATE TABLE "Removals" (what text)""");
        await Do(server, """INSERT INTO "Removals" VALUES ('a van and two men')""");
        var (code, error) = await RunningApp.RunToEnd(["--urls", "http://127.0.0.1:0", .. server.Store]);
        code.ShouldBe(2);
        error.ShouldContain("It is as it was");
        error.ShouldNotContain("   at ");
        (await One(server, """SELECT what FROM "Removals" """)).ShouldBe("a van and two men");
        if (kind == "sqlite")
        {
            Ask(server.File, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'People'").ShouldBe("0");
            Directory.GetFiles(server.Data, "*.before*").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_migration_that_was_cut_short_is_undone_at_the_next_start()
    {
        await using var server = await stores.On("sqlite");
        await server.Put("/api/nights/2026-11-22", """{"quiet":true}""");
        await server.Kill();
        await Do(server, $"VACUUM INTO '{server.File}.before'");
        await Do(server, """DROP TABLE "Entries" """);
        await server.Begin();
        (await server.Section("nights")).Count.ShouldBe(1);
        File.Exists($"{server.File}.before").ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_a_sentence_and_left_alone()
    {
        await using var server = await stores.On("sqlite");
        await server.Kill();
        foreach (var file in Directory.GetFiles(server.Data)) File.Delete(file);
        await File.WriteAllTextAsync(server.File, new string('x', 20_000), TestContext.Current.CancellationToken);
        var (code, error) = await RunningApp.RunToEnd(["--urls", "http://127.0.0.1:0", .. server.Store]);
        code.ShouldBe(2);
        error.ShouldContain("UNC212");
        error.ShouldNotContain("   at ");
        (await File.ReadAllTextAsync(server.File, TestContext.Current.CancellationToken)).ShouldStartWith("xxx");
    }

    [Fact]
    public async Task A_folder_that_another_program_uses_or_that_cannot_be_is_refused_with_a_sentence()
    {
        await using var server = await stores.On("sqlite");
        foreach (var (folder, code) in new[] { (server.Data, "UNC211"), ("/proc/uncramp", "UNC210"), (server.File, "UNC210") })
        {
            var (exit, error) = await RunningApp.RunToEnd("--urls", "http://127.0.0.1:0", "--data", folder);
            exit.ShouldBe(2);
            error.ShouldContain(code);
            error.ShouldNotContain("   at ");
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=nobody;Password=hidden;Database=none;Timeout=3", "UNC215")]
    [InlineData("this is no address; hidden", "UNC155")]
    public async Task A_database_that_cannot_be_reached_is_refused_with_a_sentence(string address, string problem)
    {
        var (code, error) = await RunningApp.RunToEnd("--urls", "http://127.0.0.1:0", "--database", address);
        code.ShouldBe(2);
        error.ShouldContain(problem);
        error.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task A_full_disk_is_said_and_what_was_kept_stays()
    {
        await using var server = await stores.On("sqlite");
        await server.Kill();
        // A disk of four megabytes, where the system lets us have one.
        using (var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", server.Data]))
        {
            await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(mount.ExitCode != 0, "no right to mount a small disk here");
        }
        try
        {
            await server.Begin();
            var kept = 0;
            var note = new string('n', 2000);
            (HttpStatusCode Status, string Body) answer;
            do answer = await server.Put($"/api/episodes/{Guid.NewGuid()}", $$"""{"start":"2026-11-22T03:12:00+01:00","note":"{{note}}"}""");
            while (answer.Status == HttpStatusCode.OK && kept++ < 5000);
            answer.Status.ShouldBe(HttpStatusCode.InsufficientStorage, answer.Body);
            answer.Body.ShouldContain("no room left");
            answer.Body.ShouldNotContain("   at ");
            (await server.Section("episodes")).Count.ShouldBe(kept);
            (await server.Send(HttpMethod.Get, "/healthz")).Status.ShouldBe(HttpStatusCode.OK);
            await server.Kill();
            await server.Begin();
            (await server.Section("episodes")).Count.ShouldBe(kept);
        }
        finally
        {
            await server.Kill();
            using var unmount = Process.Start("umount", ["-l", server.Data]);
            await unmount.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_health_check_fails_when_the_database_does_not_answer()
    {
        var address = await stores.Database();
        var (process, url) = await RunningApp.Another("--database", address);
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            (await client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Database = "postgres" }.ToString());
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var drop = new NpgsqlCommand($"DROP DATABASE {new NpgsqlConnectionStringBuilder(address).Database} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            (await client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            using var body = new StringContent("""{"quiet":true}""", System.Text.Encoding.UTF8, "application/json");
            var answer = await client.PutAsync("/api/nights/2026-11-22", body, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            process.Kill();
            process.Dispose();
        }
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_of_the_machine_may_read_the_files()
    {
        await using var server = await stores.On("sqlite");
        (File.GetUnixFileMode(server.Data) & (UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(server.File) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public async Task Where_others_may_connect_nobody_reads_or_writes_without_an_account()
    {
        var (process, url) = await RunningApp.Another("--shared");
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            foreach (var path in new[] { "/api/export", "/api/export.csv", "/api/diary" })
                (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            using var body = new StringContent("""{"quiet":true}""", System.Text.Encoding.UTF8, "application/json");
            (await client.PutAsync("/api/nights/2026-11-22", body, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        finally
        {
            process.Kill();
            process.Dispose();
        }
    }

    private static async Task Do(Server server, string sql) => await One(server, sql);

    private static async Task<string?> One(Server server, string sql)
    {
        if (server.Store[0] == "--data") return Ask(server.File, sql);
        await using var connection = new NpgsqlConnection(server.Store[1]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    private static string? Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
