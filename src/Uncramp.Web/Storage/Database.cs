using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Uncramp.Web.Storage.Backups;

namespace Uncramp.Web.Storage;

/// <summary>Where diaries are kept: one file, or a PostgreSQL server.</summary>
internal abstract class Database : IAsyncDisposable
{
    protected const string History = """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """;

    /// <summary>The one that was asked for, or a problem when its address cannot be read.</summary>
    public static (Database? Database, Problem? Problem) Of(string folder, string? connection)
    {
        try
        {
            return (connection is null ? new SqliteDatabase(folder) : new PostgresDatabase(connection), null);
        }
        catch (ArgumentException)
        {
            // Its text may hold a password, so it is not repeated.
            return (null, new Problem("UNC155", "--database", "This cannot be read as the address of a database", "write it like \"Host=localhost;Database=uncramp;Username=uncramp\""));
        }
    }

    /// <summary>True where other programs write too, so that a row must be locked before it is changed.</summary>
    public abstract bool LockRows { get; }

    /// <summary>Makes it ready: there, sound, and in today's form. What stands in the way comes back as one problem, and the data is as it was.</summary>
    public abstract Task<Problem?> Prepare(TimeProvider clock);

    /// <summary>The tables.</summary>
    public abstract UncrampDb Open();

    /// <summary>The tables as they are at one moment, whatever is written meanwhile.</summary>
    public abstract Task<UncrampDb> Snapshot();

    /// <summary>A connection for the writer: what it commits is on the disk.</summary>
    public abstract Task<DbConnection> Connect();

    /// <summary>Begins a transaction that writes.</summary>
    public abstract Task<DbTransaction> Begin(DbConnection connection);

    /// <summary>What it means, in a sentence, and what to do.</summary>
    public abstract Problem Explain(Exception error);

    /// <summary>True when another try may well succeed.</summary>
    public abstract bool IsPassing(Exception error);

    /// <summary>After a diary was emptied: nothing of it stays in files beside the tables.</summary>
    public virtual Task Scrub() => Task.CompletedTask;

    /// <summary>All of it at one moment, for a backup.</summary>
    /// <exception cref="StoreRefusedException">There is nothing to take.</exception>
    public abstract Task<Leaving> Leave();

    /// <summary>Puts the content of a backup here: all of it, or nothing.</summary>
    /// <exception cref="StoreRefusedException">It must not be done here.</exception>
    /// <exception cref="BackupDamagedException">It is not what it says.</exception>
    public abstract Task Restore(BackupHead head, Stream content, bool replace);

    /// <summary>True when it answers.</summary>
    public async Task<bool> Answers()
    {
        try
        {
            await One("""SELECT COUNT(*) FROM (SELECT 1 FROM "People" LIMIT 1) AS one""");
            return true;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The person of a machine that serves nobody else; null before the first start.</summary>
    public async Task<long?> LocalPerson() => await One("""SELECT "Id" FROM "People" WHERE "Local" """) as long?;

    public abstract ValueTask DisposeAsync();

    /// <summary>The migrations this program knows, the oldest first.</summary>
    public static IReadOnlyList<string> Migrations<TDb>() where TDb : UncrampDb =>
    [
        .. typeof(TDb).Assembly.GetTypes().Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TDb))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal),
    ];

    protected static Problem Newer(string place) =>
        new("UNC213", place, "This database was written by a newer release of Uncramp", "use that release, or another --data folder");

    /// <summary>Makes the person of a machine that serves nobody else, when there is none.</summary>
    protected async Task Welcome(TimeProvider clock)
    {
        // Asked plainly, because most starts need no more, and a start should be quick.
        if (await LocalPerson() is not null) return;
        await using var db = Open();
        db.Add(new Person { Local = true, Created = clock.GetUtcNow(), Life = NewLife() });
        await db.SaveChangesAsync();
    }

    public static string NewLife() => Guid.NewGuid().ToString("N")[..12];

    /// <summary>Runs one statement, with $1 for its value. What it deletes is overwritten.</summary>
    public async Task Do(string sql, params object[] values)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            if (!LockRows) parameter.ParameterName = $"${i + 1}";
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> One(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
