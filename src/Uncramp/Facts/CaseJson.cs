using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Uncramp.Facts;

/// <summary>Writes a case as JSON (case.schema.json). The same case gives the same bytes, and <see cref="CaseReader"/> takes it back.</summary>
/// <remarks>A symptom with a day is written among the conditions, because only those have an onset there; it is recognised alike.</remarks>
public static class CaseJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As compact text.</summary>
    public static string Write(Case given)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            if (given.AsOf is { } asOf) json.WriteString("asOf", Day(asOf));
            Fields(json, given, "person");
            Fields(json, given, "cramps");
            Names(json, "symptoms", given, statement => statement is { Kind: StatementKind.Symptom, Start: null, End: null });
            Names(json, "absent", given, statement => statement.Kind == StatementKind.Absent);
            Dated(json, "conditions", given, statement => statement.Kind == StatementKind.Condition || statement is { Kind: StatementKind.Symptom } and not { Start: null, End: null }, "onset", "ended");
            Dated(json, "medicines", given, statement => statement.Kind == StatementKind.Medicine, "started", "stopped");
            Labs(json, given);
            Names(json, "habits", given, statement => statement.Kind == StatementKind.Habit);
            Names(json, "considering", given, statement => statement.Kind == StatementKind.Considering);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Fields(Utf8JsonWriter json, Case given, string section)
    {
        var paths = given.Numbers.Keys.Concat(given.Answers.Keys).Concat(given.Choices.Keys).Where(path => path.StartsWith($"{section}.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (paths.Count == 0) return;
        json.WriteStartObject(section);
        foreach (var path in paths)
        {
            var key = path[(section.Length + 1)..];
            if (given.Numbers.TryGetValue(path, out var number)) json.WriteNumber(key, number);
            else if (given.Answers.TryGetValue(path, out var answer)) json.WriteBoolean(key, answer);
            else if (key is "sex" or "side") json.WriteString(key, given.Choices[path][0]);
            else Strings(json, key, given.Choices[path]);
        }
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string key, Case given, Func<CodedStatement, bool> isOne)
    {
        var texts = given.Statements.Where(isOne).Select(statement => statement.Text).ToList();
        if (texts.Count > 0) Strings(json, key, texts);
    }

    private static void Dated(Utf8JsonWriter json, string key, Case given, Func<CodedStatement, bool> isOne, string start, string end)
    {
        var statements = given.Statements.Where(isOne).ToList();
        if (statements.Count == 0) return;
        json.WriteStartArray(key);
        foreach (var statement in statements)
        {
            if (statement is { Start: null, End: null })
            {
                json.WriteStringValue(statement.Text);
                continue;
            }
            json.WriteStartObject();
            json.WriteString("name", statement.Text);
            if (statement.Start is { } from) json.WriteString(start, Day(from));
            if (statement.End is { } to) json.WriteString(end, Day(to));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Labs(Utf8JsonWriter json, Case given)
    {
        if (given.Labs.Count == 0) return;
        json.WriteStartArray("labs");
        foreach (var lab in given.Labs)
        {
            json.WriteStartObject();
            json.WriteString("name", lab.Name);
            json.WriteNumber("value", lab.Value);
            json.WriteString("unit", lab.Unit);
            if (lab.Date is { } date) json.WriteString("date", Day(date));
            if (lab.Low is { } low) json.WriteNumber("low", low);
            if (lab.High is { } high) json.WriteNumber("high", high);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
