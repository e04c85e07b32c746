using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Uncramp.Screening;

/// <summary>Rows as lines: NDJSON for programs, CSV for tables. The same rows give the same bytes.</summary>
public static class RowWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line of a table.</summary>
    public const string CsvHead = "patient,age,sex,triage,medicines,conditions,labs,contributors,tests,flags,audits\n";

    /// <summary>Writes a row as one line of JSON.</summary>
    public static void WriteJson(Stream output, ScreenRow row)
    {
        using (var json = new Utf8JsonWriter(output, Plain)) WriteJson(json, row);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes a row as one line of a table; lists within a cell are kept apart by a semicolon, a result is <c>id=value unit flag date</c>.</summary>
    public static void WriteCsv(Stream output, ScreenRow row)
    {
        var labs = row.Labs.Select(lab => string.Create(CultureInfo.InvariantCulture, $"{lab.Id}={lab.Value} {lab.Unit} {lab.Flag ?? "?"} {lab.Date:yyyy-MM-dd}").TrimEnd());
        string[] cells =
        [
            row.Patient, row.Age?.ToString(CultureInfo.InvariantCulture) ?? "", row.Sex ?? "", Level(row), string.Join(';', row.Medicines), string.Join(';', row.Conditions),
            string.Join(';', labs), string.Join(';', row.Contributors), string.Join(';', row.Tests), string.Join(';', row.Flags), string.Join(';', row.Audits),
        ];
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', cells.Select(Cell)) + '\n'));
    }

    /// <summary>A problem as one line of JSON.</summary>
    public static void WriteJson(Stream output, ExportProblem problem)
    {
        using (var json = new Utf8JsonWriter(output, Plain))
        {
            json.WriteStartObject();
            json.WriteString("file"u8, problem.File);
            if (problem.Line > 0) json.WriteNumber("line"u8, problem.Line);
            else json.WriteNull("line"u8);
            json.WriteString("code"u8, problem.Code);
            json.WriteString("reason"u8, problem.Reason);
            json.WriteString("remedy"u8, problem.Remedy);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>The level as the contract names it.</summary>
    internal static string Level(ScreenRow row) => Assessment.AssessmentJson.Name(row.Triage);

    private static void WriteJson(Utf8JsonWriter json, ScreenRow row)
    {
        json.WriteStartObject();
        json.WriteString("patient"u8, row.Patient);
        if (row.Age is { } age) json.WriteNumber("age"u8, age);
        else json.WriteNull("age"u8);
        json.WriteString("sex"u8, row.Sex);
        json.WriteString("triage"u8, Level(row));
        Write(json, "medicines", row.Medicines);
        Write(json, "conditions", row.Conditions);
        json.WriteStartObject("labs"u8);
        foreach (var lab in row.Labs)
        {
            json.WriteStartObject(lab.Id);
            json.WriteNumber("value"u8, lab.Value);
            json.WriteString("unit"u8, lab.Unit);
            json.WriteString("date"u8, lab.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("flag"u8, lab.Flag);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        Write(json, "contributors", row.Contributors);
        Write(json, "tests", row.Tests);
        Write(json, "flags", row.Flags);
        Write(json, "audits", row.Audits);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    // A cell that begins like a formula would be one in a spreadsheet.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
