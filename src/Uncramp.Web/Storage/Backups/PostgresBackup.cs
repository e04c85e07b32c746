using System.Data;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Uncramp.Web.Storage.Backups;

/// <summary>Every table of one moment, as PostgreSQL itself copies them out and in.</summary>
internal static class PostgresBackup
{
    public const string Kind = "postgres";
    private const int PieceBytes = 64 * 1024;
    private const string LastMigration = """SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """;

    public static async Task<Leaving> Leave(NpgsqlDataSource source, UncrampDb db)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            if (await One(connection, """SELECT to_regclass('"__EFMigrationsHistory"')::text""") is not string) throw new StoreRefusedException(new Problem("UNC234", "--database", "There are no diaries in this database", "name the one that has them"));
            var tables = await Tables(connection, db);
            var head = new BackupHead { Database = Kind, Migration = (string)(await One(connection, LastMigration))!, Made = TimeProvider.System.GetUtcNow(), Rows = await Rows(connection, tables) };
            return new Leaving(head, to => CopyOut(connection, tables, to), async () =>
            {
                await moment.DisposeAsync();
                await connection.DisposeAsync();
            });
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task Restore(NpgsqlDataSource source, UncrampDb db, BackupHead head, Stream content, bool replace)
    {
        const string place = "--database";
        if (head.Database != Kind) throw new StoreRefusedException(new Problem("UNC235", place, $"This backup is of a {head.Database} database", "restore it with --data"));
        if (!Database.Migrations<PostgresDb>().Contains(head.Migration)) throw new StoreRefusedException(new Problem("UNC213", place, "This backup was made by a newer release of Uncramp", "use that release"));
        await using var connection = await source.OpenConnectionAsync();
        var isThere = await One(connection, """SELECT to_regclass('"__EFMigrationsHistory"')::text""") is string;
        if (!isThere) await db.GetService<IMigrator>().MigrateAsync(head.Migration);
        else if ((string?)await One(connection, LastMigration) != head.Migration) throw new StoreRefusedException(new Problem("UNC237", place, "The tables here have another form than the backup", "restore into an empty database; it is brought into today's form at the next start"));
        var tables = await Tables(connection, db);
        await using var all = await connection.BeginTransactionAsync();
        if (!replace && await One(connection, """SELECT EXISTS (SELECT 1 FROM "Entries")""") is true) throw new StoreRefusedException(new Problem("UNC236", place, "There are diaries here already", "restore into an empty database, or add --replace to lose what is here"));
        await Run(connection, $"TRUNCATE {string.Join(", ", tables.Select(table => Quoted(table.Name)))}");
        await CopyIn(connection, content);
        foreach (var (table, column) in tables.SelectMany(table => table.Numbered.Select(column => (table.Name, column))))
            await Run(connection, $"SELECT setval(pg_get_serial_sequence('{Quoted(table)}', '{column}'), GREATEST(1, (SELECT MAX({Quoted(column)}) FROM {Quoted(table)})))");
        if (!(await Rows(connection, tables)).SequenceEqual(head.Rows)) throw new BackupDamagedException("it does not hold what it says");
        // Devices go on from a later state than this; they must read it all again.
        await Run(connection, """UPDATE "People" SET "Life" = substr(md5(random()::text || "Id"::text), 1, 12)""");
        await all.CommitAsync();
    }

    private static async Task CopyOut(NpgsqlConnection connection, IReadOnlyList<Table> tables, Stream to)
    {
        await using var writer = new BinaryWriter(to, Encoding.UTF8, leaveOpen: true);
        var piece = new byte[PieceBytes];
        foreach (var table in tables)
        {
            var what = $"{Quoted(table.Name)} ({string.Join(", ", table.Columns.Select(Quoted))})";
            writer.Write(what);
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {what} TO STDOUT (FORMAT BINARY)");
            int read;
            while ((read = await rows.ReadAsync(piece.AsMemory(), CancellationToken.None)) > 0)
            {
                writer.Write(read);
                writer.Write(piece, 0, read);
            }
            writer.Write(0);
        }
        writer.Write("");
    }

    private static async Task CopyIn(NpgsqlConnection connection, Stream from)
    {
        using var reader = new BinaryReader(from, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadString() is { Length: > 0 } what)
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {what} FROM STDIN (FORMAT BINARY)");
            while (reader.ReadInt32() is > 0 and <= PieceBytes and var length) await rows.WriteAsync(reader.ReadBytes(length).AsMemory(), CancellationToken.None);
        }
    }

    /// <summary>The tables that are there, each behind those it points to. A database in an earlier form has fewer tables and columns than we know.</summary>
    private static async Task<List<Table>> Tables(NpgsqlConnection connection, UncrampDb db)
    {
        var columns = new HashSet<(string, string)>();
        await using (var command = new NpgsqlCommand("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()", connection))
        await using (var answer = await command.ExecuteReaderAsync())
            while (await answer.ReadAsync()) columns.Add((answer.GetString(0), answer.GetString(1)));
        return [.. Known(db).Select(table => table with { Columns = [.. table.Columns.Where(column => columns.Contains((table.Name, column)))] }).Where(table => table.Columns.Count > 0)];
    }

    private static List<Table> Known(UncrampDb db)
    {
        var left = db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var tables = new List<Table>();
        while (left.Find(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !left.Contains(key.PrincipalTable))) is { } next)
        {
            left.Remove(next);
            tables.Add(new Table(next.Name, [.. next.Columns.Select(column => column.Name)], [.. next.Columns.Where(IsNumbered).Select(column => column.Name)]));
        }
        return tables;
    }

    private static bool IsNumbered(IColumn column) =>
        column.PropertyMappings.Any(mapping => mapping.Property.ValueGenerated == ValueGenerated.OnAdd && (mapping.Property.ClrType == typeof(long) || mapping.Property.ClrType == typeof(int)));

    private static async Task<SortedDictionary<string, long>> Rows(NpgsqlConnection connection, List<Table> tables)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables) rows[table.Name] = (long)(await One(connection, $"SELECT COUNT(*) FROM {Quoted(table.Name)}"))!;
        return rows;
    }

    private static async Task<object?> One(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Numbered);
}
