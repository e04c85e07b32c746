using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Uncramp.Diary;

/// <summary>
/// Writes a diary as JSON: one entry a line, in one order, so that the same diary gives the same bytes
/// and <c>diff</c> shows what changed. <see cref="DiaryReader"/> takes it back unchanged.
/// </summary>
public static class DiaryJson
{
    /// <summary>The form of the document. A reader refuses a higher one.</summary>
    public const int Form = 1;

    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole diary as UTF-8 text.</summary>
    public static byte[] Write(DiaryDocument diary)
    {
        var lines = new StringBuilder($"{{\n\"uncramp\": {Form}");
        if (diary.Profile is { } profile) lines.Append(",\n\"profile\": ").Append(Entry(profile));
        Section(lines, diary.Episodes);
        Section(lines, diary.Nights);
        Section(lines, diary.Medicines);
        Section(lines, diary.Results);
        Section(lines, diary.Assessments);
        Section(lines, diary.Trials);
        List(lines, "removed", diary.Removed.OrderBy(row => row.In, StringComparer.Ordinal).ThenBy(row => row.Of, StringComparer.Ordinal), Line);
        List(lines, "history", Ordered(diary.Earlier), Line);
        return Encoding.UTF8.GetBytes(lines.Append("\n}\n").ToString());
    }

    /// <summary>One entry as a line of JSON: what a store may keep and a call may answer.</summary>
    public static string Entry<T>(T entry) where T : DiaryEntry, ISectioned<T> => Text(json =>
    {
        json.WriteStartObject();
        if (T.Section.KeyName is { } key) json.WriteString(key, entry.Key);
        foreach (var field in T.Section.Fields)
        {
            if (!field.Said(entry)) continue;
            json.WritePropertyName(field.Name);
            field.WriteValue(json, entry);
        }
        json.WriteStartObject("logged");
        Write(json, entry.Logged);
        json.WriteEndObject();
        if (entry.Changed.Count > 0)
        {
            json.WriteStartObject("changed");
            foreach (var (field, stamp) in entry.Changed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(field);
                Write(json, stamp);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });

    /// <summary>The order in which earlier values are written.</summary>
    internal static IOrderedEnumerable<EarlierValue> Ordered(IEnumerable<EarlierValue> earlier) => earlier
        .OrderBy(row => row.In, StringComparer.Ordinal).ThenBy(row => row.Of, StringComparer.Ordinal).ThenBy(row => row.Field, StringComparer.Ordinal)
        .ThenBy(row => row.Stamp).ThenBy(row => row.Value, StringComparer.Ordinal);

    private static void Section<T>(StringBuilder lines, IReadOnlyList<T> entries) where T : DiaryEntry, ISectioned<T> =>
        List(lines, T.Section.Name, T.Section.Sorted(entries), Entry);

    private static void List<T>(StringBuilder lines, string name, IEnumerable<T> rows, Func<T, string> line)
    {
        var first = true;
        lines.Append(",\n\"").Append(name).Append("\": [");
        foreach (var row in rows)
        {
            lines.Append(first ? "\n" : ",\n").Append(line(row));
            first = false;
        }
        lines.Append(first ? "]" : "\n]");
    }

    private static string Line(Removal row) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("in", row.In);
        json.WriteString("of", row.Of);
        Write(json, row.Stamp);
        json.WriteEndObject();
    });

    private static string Line(EarlierValue row) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("in", row.In);
        json.WriteString("of", row.Of);
        json.WriteString("field", row.Field);
        json.WritePropertyName("value");
        json.WriteRawValue(row.Value, skipInputValidation: true);
        Write(json, row.Stamp);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Stamp stamp)
    {
        json.WriteString("at", stamp.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture));
        if (stamp.By.Length > 0) json.WriteString("by", stamp.By);
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact)) write(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
