using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Uncramp.Web.Storage.Backups;

namespace Uncramp.Web.Storage;

/// <summary>A PostgreSQL server, or several of which one is the primary. Any number of programs may share it.</summary>
internal sealed class PostgresDatabase : Database
{
    // Our own number, so that two programs that start at once change the tables one after the other.
    private const long Migrating = 0x756E6372616D70;
    private const string Place = "--database";

    private readonly NpgsqlDataSource source;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresDatabase(string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        var settings = builder.ConnectionStringBuilder;
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is true && settings.TargetSessionAttributes is null) settings.TargetSessionAttributes = "primary";
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 40;
        settings.ApplicationName ??= "uncramp";
        source = builder.Build();
    }

    public override bool LockRows => true;

    public override async Task<Problem?> Prepare(TimeProvider clock)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await Run(connection, $"SELECT pg_advisory_lock({Migrating})");
            try
            {
                var applied = await Applied(connection);
                var known = Migrations<PostgresDb>();
                if (applied.Except(known).Any()) return Newer(Place);
                try
                {
                    if (known.Except(applied).Any())
                    {
                        await using var db = Open();
                        await db.Database.MigrateAsync();
                    }
                }
                catch (PostgresException)
                {
                    return new Problem("UNC214", Place, "This database could not be brought into today's form. It is as it was", "keep it, and use the release that wrote it or another database");
                }
                await Welcome(clock);
                return null;
            }
            finally
            {
                await Run(connection, $"SELECT pg_advisory_unlock({Migrating})");
            }
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
        {
            return Explain(error);
        }
    }

    public override UncrampDb Open() => new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(source).Options);

    public override async Task<UncrampDb> Snapshot()
    {
        var db = Open();
        await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        return db;
    }

    public override async Task<DbConnection> Connect()
    {
        var connection = await source.OpenConnectionAsync();
        // A server set to answer before the disk would make us promise what we cannot keep.
        await Run(connection, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')");
        return connection;
    }

    // The row of the person is locked first, so the lowest level that PostgreSQL has is enough.
    public override async Task<DbTransaction> Begin(DbConnection connection) => await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);

    public override bool IsPassing(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public override Problem Explain(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new Problem("UNC216", Place, "There is no room left on the database's disk", "make room, then try again"),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => new Problem("UNC215", Place, "The database does not let us in", "see the user name and the password"),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new Problem("UNC215", Place, "There is no such database", "make it, or correct its name"),
        _ => new Problem("UNC215", Place, "The database does not answer", "see that it runs and that its address is right"),
    };

    public override Task<Leaving> Leave() => Guarded(async () =>
    {
        await using var db = Open();
        return await PostgresBackup.Leave(source, db);
    });

    public override Task Restore(BackupHead head, Stream content, bool replace) => Guarded<bool>(async () =>
    {
        await using var db = Open();
        await PostgresBackup.Restore(source, db, head, content, replace);
        return true;
    });

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task<List<string>> Applied(NpgsqlConnection connection)
    {
        var applied = new List<string>();
        await using var there = new NpgsqlCommand("""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL""", connection);
        if (await there.ExecuteScalarAsync() is not true) return applied;
        await using var command = new NpgsqlCommand(History, connection);
        await using var answer = await command.ExecuteReaderAsync();
        while (await answer.ReadAsync()) applied.Add(answer.GetString(0));
        return applied;
    }

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            throw new StoreRefusedException(Explain(error));
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
