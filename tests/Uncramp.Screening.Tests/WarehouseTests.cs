using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Npgsql;
using Uncramp.Tests;
using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

/// <summary>Parts read on many machines, put together by this program or by one statement of SQL in a warehouse: DuckDB and PostgreSQL stand for all.</summary>
public sealed class WarehouseTests
{
    private const string Columns = "patient, fact, lab, began, ended, moment, value";

    [Fact]
    public async Task Facts_of_parts_put_together_anywhere_give_the_rows_of_one_run()
    {
        using var whole = new Export();
        using var parts = new Export();
        for (var part = 0; part < 4; part++)
        {
            // Every part knows something of every patient, and some of it twice.
            string[] lines =
            [
                .. Enumerable.Range(0, 50).SelectMany(i => new[]
                {
                    Patient($"p{i}"), Potassium($"p{i}", 3 + ((i + part) % 20 / 10.0), $"202{part}-0{1 + (i % 9)}-01T0{part}:00:00Z"), Lab($"p{i}", "2160-0", "Creatinine", 80 + (7 * part), "umol/L", $"2023-0{1 + part}-0{1 + (i % 9)}"),
                    Order($"p{i}", part == 1 ? "furosemide 40 mg" : "indapamide"), Diagnosis($"p{i}", "44054006", "Diabetes mellitus type 2", part == 2 ? "resolved" : "active"),
                }),
                Potassium("undated", 3.3).Replace(",\"effectiveDateTime\":\"2026-02-01T08:00:00Z\"", "", StringComparison.Ordinal),
            ];
            whole.With($"{part}.Mixed.ndjson", lines);
            using var export = new Export().With("Mixed.ndjson", lines);
            export.Screen().WriteFacts(Path.Combine(parts.Folder, $"{part}.parquet"));
        }
        var expected = Rows(whole.Screen());
        Rows(Together([.. Directory.GetFiles(parts.Folder)])).ShouldBe(expected);

        await using var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync(TestContext.Current.CancellationToken);
        await Do(duck, $"CREATE VIEW facts AS SELECT * FROM read_parquet('{parts.Folder}/*.parquet')");
        var merged = Path.Combine(whole.Folder, "merged.parquet");
        await Do(duck, $"COPY ({FactsFile.MergeSql}) TO '{merged}' (FORMAT parquet)");
        Rows(Together([merged])).ShouldBe(expected);
        var byDuck = await Read(duck, FactsFile.MergeSql);
        byDuck.Count.ShouldBeLessThan((await Read(duck, $"SELECT {Columns} FROM facts")).Count);

        await using var server = new Postgres();
        await using var postgres = new NpgsqlConnection(await server.Database());
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        await Do(postgres, "CREATE TABLE facts (patient text, fact text, lab text, began date, ended date, moment bigint, value double precision)");
        await using (var copy = await postgres.BeginBinaryImportAsync($"COPY facts ({Columns}) FROM STDIN (FORMAT binary)", TestContext.Current.CancellationToken))
        {
            await using var command = duck.CreateCommand();
            command.CommandText = $"SELECT {Columns} FROM facts";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                await copy.StartRowAsync(TestContext.Current.CancellationToken);
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    if (reader.IsDBNull(column)) await copy.WriteNullAsync(TestContext.Current.CancellationToken);
                    else if (column is 3 or 4) await copy.WriteAsync(reader.GetFieldValue<DateOnly>(column), NpgsqlTypes.NpgsqlDbType.Date, TestContext.Current.CancellationToken);
                    else await copy.WriteAsync(reader.GetValue(column), TestContext.Current.CancellationToken);
                }
            }
            await copy.CompleteAsync(TestContext.Current.CancellationToken);
        }
        (await Read(postgres, FactsFile.MergeSql)).ShouldBe(byDuck);
    }

    [Fact]
    public void The_statement_in_the_documentation_is_the_one_that_is_tested() =>
        File.ReadAllText(Uncramp.Tests.Repository.Folder("docs", "screening.md")).ReplaceLineEndings("\n").ShouldContain($"```sql\n{FactsFile.MergeSql.ReplaceLineEndings("\n")}\n```");

    [Fact]
    public void Facts_of_other_knowledge_and_files_that_are_none_are_refused_with_their_name()
    {
        using var folder = new Export();
        var none = Path.Combine(folder.Folder, "none.parquet");
        File.WriteAllText(none, "PAR1 and nothing more");
        var (screening, problems) = Screening.ReadFacts(Knowledge.KnowledgeBase.BuiltIn, [none], new ScreenOptions());
        screening.ShouldBeNull();
        problems.ShouldHaveSingleItem().Place.ShouldBe(none);
    }

    private static Screening Together(string[] files)
    {
        var (screening, problems) = Screening.ReadFacts(Knowledge.KnowledgeBase.BuiltIn, files, new ScreenOptions());
        problems.ShouldBeEmpty();
        return screening!;
    }

    private static string Rows(Screening screening)
    {
        using var stream = new MemoryStream();
        foreach (var row in screening.Rows()) RowWriter.WriteJson(stream, row);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task Do(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> Read(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : column is 3 or 4 ? reader.GetFieldValue<DateOnly>(column).ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
