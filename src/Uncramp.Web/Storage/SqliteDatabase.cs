using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Storage.Backups;

namespace Uncramp.Web.Storage;

/// <summary>One file in a folder of one program.</summary>
internal sealed class SqliteDatabase(string folder) : Database
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, NoSpace = 13, CannotOpen = 14, NotADatabase = 26;

    private FileStream? ours;

    /// <summary>The file with everything.</summary>
    public string File { get; } = Path.Combine(folder, "uncramp.db");

    /// <summary>The file as it was before a change of its form; there only while that goes on.</summary>
    private string Before => $"{File}.before";

    public override bool LockRows => false;

    private string Connection => new SqliteConnectionStringBuilder { DataSource = File, ForeignKeys = true, DefaultTimeout = 10 }.ToString();

    public override async Task<Problem?> Prepare(TimeProvider clock)
    {
        if (Claim() is { } claimed) return claimed;
        try
        {
            // A change of form that was cut short, by a power cut say, is undone.
            if (System.IO.File.Exists(Before)) PutBack();
            await using (var connection = await Connect())
            {
                if (Text(connection, "PRAGMA quick_check(1)") is not "ok" and var damage) return Damaged(damage);
                if (Text(connection, "PRAGMA journal_mode = WAL") != "wal") return new Problem("UNC210", File, "This folder cannot hold a database with a write-ahead log", "choose a folder on a disk of this machine with --data");
            }
            var applied = Applied();
            var known = Migrations<SqliteDb>();
            if (applied.Except(known).Any()) return Newer(File);
            if (known.Except(applied).Any() && await Migrate() is { } failed) return failed;
            await Welcome(clock);
            return null;
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException || error.InnerException is SqliteException)
        {
            return Explain(error);
        }
    }

    /// <summary>Takes the folder for this program alone.</summary>
    public Problem? Claim()
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unwritable();
        }
        try
        {
            ours = new FileStream(Path.Combine(folder, "uncramp.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return Unwritable();
        }
        catch (IOException)
        {
            return new Problem("UNC211", folder, "Another Uncramp works with this folder, or it cannot be written", "stop the other one, or choose another folder with --data");
        }
    }

    public override UncrampDb Open() => Over(new SqliteConnection(Connection));

    public override async Task<UncrampDb> Snapshot()
    {
        var connection = new SqliteConnection(Connection);
        await connection.OpenAsync();
        var db = Over(connection);
        await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true));
        return db;
    }

    public override async Task<DbConnection> Connect()
    {
        var connection = new SqliteConnection(Connection);
        await connection.OpenAsync();
        // FULL: a commit waits for the disk. Deleted text is overwritten. The log is folded in seldom, because writers wait for that.
        Text(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000");
        return connection;
    }

    // Takes the right to write at once, so that nothing read before can be stale.
    public override Task<DbTransaction> Begin(DbConnection connection) => Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override bool IsPassing(Exception error) => error is SqliteException { SqliteErrorCode: Busy or Locked };

    public override Problem Explain(Exception error) => (error as SqliteException ?? error.InnerException as SqliteException)?.SqliteErrorCode switch
    {
        NoSpace => new Problem("UNC216", File, "There is no room left on the disk", "make room, then try again"),
        Corrupt or NotADatabase => Damaged("it is no sound database"),
        ReadOnly or CannotOpen => Unwritable(),
        InputOutput => new Problem("UNC217", File, "The disk did not take it", "see whether the disk is full or failing, then try again"),
        Busy or Locked => new Problem("UNC218", File, "Another program holds the database", "stop it, then try again"),
        _ when error is UnauthorizedAccessException => Unwritable(),
        _ => new Problem("UNC217", File, "The database did not take it", "see whether the disk is full or failing, then try again"),
    };

    public override async Task Scrub()
    {
        await using var connection = await Connect();
        Text(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public override Task<Leaving> Leave() => Guarded(() => SqliteBackup.Leave(File));

    public override Task Restore(BackupHead head, Stream content, bool replace) => Guarded<bool>(async () =>
    {
        if (Claim() is { } claimed) throw new StoreRefusedException(claimed);
        await SqliteBackup.Restore(File, head, content, replace);
        return true;
    });

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        ours?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Problem?> Migrate()
    {
        var isNew = false;
        await using (var connection = await Connect())
        {
            isNew = Text(connection, "SELECT COUNT(*) FROM sqlite_master") == "0";
            if (!isNew)
            {
                System.IO.File.Delete($"{Before}.part");
                Text(connection, $"VACUUM INTO '{$"{Before}.part".Replace("'", "''", StringComparison.Ordinal)}'");
                System.IO.File.Move($"{Before}.part", Before);
            }
            // Left behind by a program that was killed; we hold the folder, so nobody else migrates.
            if (Text(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'") == "1") Text(connection, "DELETE FROM \"__EFMigrationsLock\"");
        }
        try
        {
            await using (var db = Open()) await db.Database.MigrateAsync();
            System.IO.File.Delete(Before);
            if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return null;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            if (System.IO.File.Exists(Before)) PutBack();
            var why = error is SqliteException { SqliteErrorCode: NoSpace } ? "there is no room left on the disk" : "it does not have the form it should have";
            return new Problem("UNC214", File, $"This database could not be brought into today's form: {why}. It is as it was", "keep it, and use the release that wrote it or another --data folder");
        }
    }

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException error)
        {
            throw new StoreRefusedException(Explain(error));
        }
    }

    private void PutBack()
    {
        SqliteConnection.ClearAllPools();
        foreach (var log in new[] { $"{File}-wal", $"{File}-shm" }) System.IO.File.Delete(log);
        System.IO.File.Move(Before, File, overwrite: true);
    }

    private List<string> Applied()
    {
        using var connection = new SqliteConnection(Connection);
        connection.Open();
        if (Text(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") == "0") return [];
        using var command = connection.CreateCommand();
        command.CommandText = History;
        using var answer = command.ExecuteReader();
        var applied = new List<string>();
        while (answer.Read()) applied.Add(answer.GetString(0));
        return applied;
    }

    private static SqliteDb Over(SqliteConnection connection) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection, contextOwnsConnection: true).Options);

    private static string? Text(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Problem Damaged(string? how) => new("UNC212", File, $"This file is damaged or no database ({how})", "put a backup in its place with ./uncramp restore, or move it away");

    private Problem Unwritable() => new("UNC210", folder, "This folder cannot be written", "choose another folder with --data");
}
