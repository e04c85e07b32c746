using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Uncramp.Web.Storage;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>A database from before there were accounts, and backups of both.</summary>
public sealed class MigrationTests(Stores stores)
{
    private const string Before = "20261123001315_First";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_diary_from_the_first_release_is_there_after_the_change_and_so_is_its_backup(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-first-").FullName;
        string[] store = kind == "sqlite" ? ["--data", Path.Combine(folder, "data")] : ["--database", await stores.Database()];
        await First(store);
        (await RunningApp.RunToEnd(["backup", Path.Combine(folder, "first.backup"), .. store])).ShouldBe((0, ""));
        // From the backup, in an empty place; then it is brought into today's form at the start.
        string[] other = kind == "sqlite" ? ["--data", Path.Combine(folder, "other")] : ["--database", await stores.Database()];
        (await RunningApp.RunToEnd(["restore", Path.Combine(folder, "first.backup"), .. other])).ShouldBe((0, ""));
        foreach (var place in new[] { store, other })
        {
            var (process, url) = await RunningApp.Another(place);
            using var guest = new Guest(url);
            (await guest.Get("/api/export")).Body.ShouldContain("2026-11-20");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Accounts_come_back_with_the_backup(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-accounts-").FullName;
        string[] store = kind == "sqlite" ? ["--data", Path.Combine(folder, "data")] : ["--database", await stores.Database()];
        string[] other = kind == "sqlite" ? ["--data", Path.Combine(folder, "other")] : ["--database", await stores.Database()];
        var (process, url) = await RunningApp.Another(["--shared", .. store]);
        using var ada = new Guest(url);
        (await ada.Post("/account/first", ("name", "Ada"), ("password", "three blind mice run"))).Status.ShouldBe(303);
        await ada.Put("/api/nights/2026-11-20", """{"quiet":true}""");
        var export = (await ada.Get("/api/export")).Body;
        (await RunningApp.RunToEnd(["backup", Path.Combine(folder, "a.backup"), .. store])).ShouldBe((0, ""));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();

        (await RunningApp.RunToEnd(["restore", Path.Combine(folder, "a.backup"), .. other])).ShouldBe((0, ""));
        (process, url) = await RunningApp.Another(["--shared", .. other]);
        using var again = new Guest(url);
        (await again.SignIn("Ada", "three blind mice run")).Status.ShouldBe(303);
        (await again.Get("/api/export")).Body.ShouldBe(export);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A database in the form of the first release, with one night.</summary>
    private static async Task First(string[] store)
    {
        var (database, _) = store[0] == "--data" ? Database.Of(store[1], null) : Database.Of("", store[1]);
        await using var open = database!;
        if (store[0] == "--data") Directory.CreateDirectory(store[1]);
        await using var db = open.Open();
        await db.GetService<IMigrator>().MigrateAsync(Before);
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "People" ("Local", "Name", "Created", "Life", "Changes", "EntryCount", "Size") VALUES (TRUE, '', '2026-11-20 00:00:00+00:00', 'aaaaaaaaaaaa', 1, 1, 100)""");
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "Entries" ("PersonId", "Section", "Key", "Body", "Change") VALUES (1, 'nights', '2026-11-20', '{{"night":"2026-11-20","quiet":true,"logged":{{"at":"2026-11-21T08:00:00Z"}}}}', 1)""");
    }
}
