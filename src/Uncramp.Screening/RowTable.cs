using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Uncramp.Screening;

/// <summary>Rows as Parquet: a column for each field; lists are text with a semicolon between ids, labs are JSON, so that any warehouse reads them.</summary>
internal static class RowTable
{
    // A group is held whole while it is made.
    private const int RowsInGroup = 5_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly DataField<string> Patient = new("patient"), Sex = new("sex"), Triage = new("triage"), Medicines = new("medicines"), Conditions = new("conditions"),
        Labs = new("labs"), Contributors = new("contributors"), Tests = new("tests"), Flags = new("flags"), Audits = new("audits");
    private static readonly DataField<int?> Age = new("age");

    public static void Write(Stream output, IEnumerable<ScreenRow> rows) => WriteAsync(output, rows).GetAwaiter().GetResult();

    private static async Task WriteAsync(Stream output, IEnumerable<ScreenRow> rows)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Patient, Age, Sex, Triage, Medicines, Conditions, Labs, Contributors, Tests, Flags, Audits), output);
        foreach (var some in rows.Chunk(RowsInGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(Patient, Texts(row => row.Patient));
            await group.WriteAsync<int>(Age, some.Select(row => row.Age).ToArray());
            await group.WriteAsync(Sex, Texts(row => row.Sex));
            await group.WriteAsync(Triage, Texts(RowWriter.Level));
            await group.WriteAsync(Medicines, Texts(row => string.Join(';', row.Medicines)));
            await group.WriteAsync(Conditions, Texts(row => string.Join(';', row.Conditions)));
            await group.WriteAsync(Labs, Texts(LabsOf));
            await group.WriteAsync(Contributors, Texts(row => string.Join(';', row.Contributors)));
            await group.WriteAsync(Tests, Texts(row => string.Join(';', row.Tests)));
            await group.WriteAsync(Flags, Texts(row => string.Join(';', row.Flags)));
            await group.WriteAsync(Audits, Texts(row => string.Join(';', row.Audits)));

            string[] Texts(Func<ScreenRow, string?> of) => [.. some.Select(row => of(row)!)];
        }
    }

    private static string LabsOf(ScreenRow row) => JsonSerializer.Serialize(row.Labs.ToDictionary(lab => lab.Id, lab => new
    {
        value = lab.Value,
        unit = lab.Unit,
        date = lab.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        flag = lab.Flag,
    }), Plain);
}
