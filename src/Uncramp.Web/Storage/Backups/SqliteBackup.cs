using Microsoft.Data.Sqlite;

namespace Uncramp.Web.Storage.Backups;

/// <summary>The file itself as the content of a backup: SQLite makes a sound copy of one moment while others write on.</summary>
internal static class SqliteBackup
{
    public const string Kind = "sqlite";

    public static async Task<Leaving> Leave(string file)
    {
        if (!File.Exists(file)) throw new StoreRefusedException(new Problem("UNC234", file, "There is no database here", "name its folder with --data"));
        var copy = $"{file}.leaving-{Guid.NewGuid():N}";
        try
        {
            await using (var from = await Open(file)) await Run(from, $"VACUUM INTO '{copy.Replace("'", "''", StringComparison.Ordinal)}'");
            return new Leaving(await Look(copy), async to =>
            {
                await using var content = File.OpenRead(copy);
                await content.CopyToAsync(to);
            }, () =>
            {
                File.Delete(copy);
                return ValueTask.CompletedTask;
            });
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    /// <summary>Puts the content in the place of the file: whole, or not at all. The folder is ours by now.</summary>
    public static async Task Restore(string file, BackupHead head, Stream content, bool replace)
    {
        if (head.Database != Kind) throw new StoreRefusedException(new Problem("UNC235", file, $"This backup is of a {head.Database} database", "restore it with --database"));
        if (!Database.Migrations<SqliteDb>().Contains(head.Migration)) throw new StoreRefusedException(new Problem("UNC213", file, "This backup was made by a newer release of Uncramp", "use that release"));
        if (!replace && await HoldsSomething(file)) throw new StoreRefusedException(new Problem("UNC236", file, "There are diaries here already", "restore into an empty folder with --data, or add --replace to lose what is here"));
        var next = $"{file}.next";
        try
        {
            await using (var written = OwnersFile.Create(next))
            {
                await content.CopyToAsync(written);
                written.Flush(flushToDisk: true);
            }
            if (!(await Look(next)).Rows.SequenceEqual(head.Rows)) throw new BackupDamagedException("it does not hold what it says");
            await using (var fresh = await Open(next))
            {
                // Devices go on from a later state than this; they must read it all again.
                await Run(fresh, """UPDATE "People" SET "Life" = lower(hex(randomblob(6)))""");
            }
            await Fold(file);
            File.Move(next, file, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>The migration and the rows of a copy that is sound; anything else is said.</summary>
    private static async Task<BackupHead> Look(string copy)
    {
        try
        {
            await using var connection = await Open(copy);
            if (await One(connection, "PRAGMA integrity_check(1)") is not "ok") throw new BackupDamagedException("the database in it is damaged");
            var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in await All(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__EF%'"))
                rows[table] = long.Parse((await One(connection, $"SELECT COUNT(*) FROM \"{table}\""))!, System.Globalization.CultureInfo.InvariantCulture);
            var migration = await One(connection, "SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\"");
            return new BackupHead { Database = Kind, Migration = migration ?? "", Made = TimeProvider.System.GetUtcNow(), Rows = rows };
        }
        catch (SqliteException)
        {
            throw new BackupDamagedException("the database in it is damaged");
        }
    }

    private static async Task<bool> HoldsSomething(string file)
    {
        if (!File.Exists(file)) return false;
        try
        {
            await using var connection = await Open(file);
            return await One(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'Entries'") == "1" && await One(connection, "SELECT EXISTS (SELECT 1 FROM \"Entries\")") == "1";
        }
        catch (SqliteException)
        {
            // Damaged, but perhaps somebody can still save it.
            return true;
        }
    }

    /// <summary>Leaves nothing beside the old file that SQLite could take for a part of the new one.</summary>
    private static async Task Fold(string file)
    {
        try
        {
            if (File.Exists(file))
            {
                await using var old = await Open(file);
                await Run(old, "PRAGMA journal_mode = DELETE");
            }
        }
        catch (SqliteException)
        {
            // Damaged: it is replaced, and its log with it.
        }
        foreach (var beside in new[] { "-wal", "-shm", ".before" }) File.Delete(file + beside);
    }

    private static async Task<SqliteConnection> Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Run(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> One(SqliteConnection connection, string sql) => (await All(connection, sql)).FirstOrDefault();

    private static async Task<List<string>> All(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var answer = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await answer.ReadAsync()) rows.Add(answer.IsDBNull(0) ? "" : answer.GetString(0));
        return rows;
    }
}
