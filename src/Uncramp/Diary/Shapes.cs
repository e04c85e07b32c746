using System.Globalization;
using System.Text;
using System.Text.Json;
using Uncramp.Documents;

namespace Uncramp.Diary;

/// <summary>The shapes that fields of a diary have.</summary>
internal static class Shapes
{
    private const int MostInList = 50;
    private const int MostJson = 1_000_000;
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>True or false.</summary>
    public static Shape<bool?> YesNo { get; } = new(
        (node, reading, path) =>
        {
            if (node.Boolean is { } answer) return answer;
            reading.Report("UNC111", path, node, $"'{node.Text ?? node.Described}' is not true or false", "write true or false, or leave it out when unknown");
            return null;
        },
        (json, value) => json.WriteBooleanValue(value!.Value));

    /// <summary>A moment with the offset of its place. Without an offset nobody could tell which night it was.</summary>
    public static Shape<DateTimeOffset?> Time { get; } = new(
        (node, reading, path) =>
        {
            if (node.Text is { } text && HasOffset(text) && DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && Possible(at.Year)) return at;
            reading.Report("UNC205", path, node, $"'{node.Text ?? node.Described}' is not a time with its offset", "write it like 2026-11-22T03:12:00+01:00");
            return null;
        },
        (json, value) => json.WriteStringValue(TextOf(value!.Value)));

    /// <summary>A day.</summary>
    public static Shape<DateOnly?> Day { get; } = new(
        (node, reading, path) =>
        {
            if (DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Possible(day.Year)) return day;
            reading.Report("UNC119", path, node, $"'{node.Text ?? node.Described}' is not a date", "write YYYY-MM-DD");
            return null;
        },
        (json, value) => json.WriteStringValue(value!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>A night, by the date of its evening.</summary>
    public static Shape<Night?> Night { get; } = new(
        (node, reading, path) => Day.Read(node, reading, path) is { } evening ? new Night(evening) : null,
        (json, value) => json.WriteStringValue(value!.Value.ToString()));

    /// <summary>A day, a month or a year.</summary>
    public static Shape<RoughDate?> Rough { get; } = new(
        (node, reading, path) =>
        {
            if (RoughDate.Parse(node.Text) is { } date && Possible(date.Earliest.Year)) return date;
            reading.Report("UNC119", path, node, $"'{node.Text ?? node.Described}' is not a date", "write YYYY-MM-DD, YYYY-MM or YYYY");
            return null;
        },
        (json, value) => json.WriteStringValue(value!.Text));

    /// <summary>A time of day, <c>18:00</c>.</summary>
    public static Shape<TimeOnly?> Clock { get; } = new(
        (node, reading, path) =>
        {
            if (TimeOnly.TryParseExact(node.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
            reading.Report("UNC119", path, node, $"'{node.Text ?? node.Described}' is not a time of day", "write HH:MM, such as 18:00");
            return null;
        },
        (json, value) => json.WriteStringValue(value!.Value.ToString("HH:mm", CultureInfo.InvariantCulture)));

    /// <summary>Any JSON, kept as it came, in canonical form.</summary>
    public static Shape<JsonText?> Json { get; } = new(
        (node, reading, path) =>
        {
            var text = JsonText.Of(node);
            if (text.Text.Length <= MostJson) return text;
            reading.Report("UNC116", path, node, $"It has {text.Text.Length:N0} characters; the most is {MostJson:N0}", "leave out what is not needed");
            return null;
        },
        (json, value) => json.WriteRawValue(value!.Text, skipInputValidation: true));

    /// <summary>A number between two others, both allowed.</summary>
    public static Shape<double?> Number(double least, double most) => new(
        (node, reading, path) => NumberOf(node, reading, path, least, most, whole: false),
        (json, value) => json.WriteNumberValue(value!.Value));

    /// <summary>A whole number between two others, both allowed.</summary>
    public static Shape<int?> Count(int least, int most) => new(
        (node, reading, path) => NumberOf(node, reading, path, least, most, whole: true) is { } number ? (int)number : null,
        (json, value) => json.WriteNumberValue(value!.Value));

    /// <summary>Text of at most so many characters, trimmed. Control signs other than line breaks are not text.</summary>
    public static Shape<string?> Text(int most) => new(
        (node, reading, path) => TextOf(node, reading, path, most),
        (json, value) => json.WriteStringValue(value!));

    /// <summary>One of some words.</summary>
    public static Shape<string?> Choice(params string[] allowed) => new(
        (node, reading, path) => ChoiceOf(node, reading, path, allowed),
        (json, value) => json.WriteStringValue(value!));

    /// <summary>Some of some words.</summary>
    public static Shape<IReadOnlyList<string>?> Choices(params string[] allowed) => ListOf((node, reading, path) => ChoiceOf(node, reading, path, allowed));

    /// <summary>A list of short texts, none twice.</summary>
    public static Shape<IReadOnlyList<string>?> Texts(int most) => ListOf((node, reading, path) => TextOf(node, reading, path, most));

    /// <summary>Stretches of nights, each <c>2026-11-22/2026-11-29</c> or open, <c>2026-11-22/..</c>.</summary>
    public static Shape<IReadOnlyList<Pause>?> Pauses { get; } = new(
        (node, reading, path) => Texts(22).Read(node, reading, path)?.Select((text, i) =>
        {
            if (Pause.Parse(text) is { } pause) return pause;
            reading.Report("UNC119", $"{path}[{i}]", node, $"'{text}' is no stretch of nights", "write its first and last night, 2026-11-22/2026-11-29, or 2026-11-22/.. while it lasts");
            return null;
        }).OfType<Pause>().ToList(),
        (json, value) =>
        {
            json.WriteStartArray();
            foreach (var pause in value!) json.WriteStringValue(pause.ToString());
            json.WriteEndArray();
        });

    /// <summary>How a time is written: only as many decimals as it has.</summary>
    public static string TextOf(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static Shape<IReadOnlyList<string>?> ListOf(Func<Node, Reading, string, string?> one) => new(
        (node, reading, path) =>
        {
            if (node.Kind != NodeKind.List)
            {
                reading.Report("UNC110", path, node, $"This is {node.Described}, not a list", "write [ … ]");
                return null;
            }
            return [.. reading.Items(node, path, MostInList).Select(item => one(item.Item, reading, item.Path)).OfType<string>().Distinct(StringComparer.Ordinal)];
        },
        (json, value) =>
        {
            json.WriteStartArray();
            foreach (var text in value!) json.WriteStringValue(text);
            json.WriteEndArray();
        });

    private static string? ChoiceOf(Node node, Reading reading, string path, string[] allowed)
    {
        if (node.Text is { } text && allowed.Contains(text)) return text;
        reading.Report("UNC118", path, node, $"'{node.Text ?? node.Described}' is not one of the choices", $"use {string.Join(", ", allowed)}");
        return null;
    }

    private static string? TextOf(Node node, Reading reading, string path, int most)
    {
        if (node.Kind != NodeKind.Text)
        {
            reading.Report("UNC111", path, node, $"This is {node.Described}, not text", "write text in quotes");
            return null;
        }
        var text = node.Text!.Trim();
        if (text.Length is 0 || text.Length > most)
        {
            reading.Report("UNC116", path, node, text.Length == 0 ? "The text is empty" : $"The text has {text.Length} characters; the most is {most}", "shorten it, or leave it out");
            return null;
        }
        if (!text.Any(sign => char.IsControl(sign) && sign != '\n')) return text;
        reading.Report("UNC116", path, node, "The text holds signs that cannot be shown", "write it again without them");
        return null;
    }

    private static double? NumberOf(Node node, Reading reading, string path, double least, double most, bool whole)
    {
        if (node.Number is not { } number)
        {
            reading.Report("UNC111", path, node, $"'{node.Text ?? node.Described}' is not a number", "write a number without quotes");
            return null;
        }
        if (number >= least && number <= most && (!whole || number == Math.Floor(number))) return number;
        reading.Report("UNC117", path, node, FormattableString.Invariant($"{number} is not possible"), FormattableString.Invariant($"write a {(whole ? "whole " : "")}number from {least} to {most}"));
        return null;
    }

    // TryParseExact would take a time without offset as local to this machine.
    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    // A year outside is a slip of the pen, and would make a calendar of a million missing nights.
    private static bool Possible(int year) => year is >= 1900 and < 2200;
}

/// <summary>A piece of JSON that is kept but not understood here, such as an assessment as it was given.</summary>
/// <param name="Text">Canonical: no spaces, keys in the order they came, numbers as they were written.</param>
public sealed record JsonText(string Text)
{
    internal static JsonText Of(Node node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, DiaryJson.Compact)) Write(json, node);
        return new JsonText(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Text: json.WriteStringValue(node.Text); break;
            case NodeKind.Number: json.WriteRawValue(node.Text!, skipInputValidation: true); break;
            case NodeKind.Boolean: json.WriteBooleanValue(node.Text == "true"); break;
            case NodeKind.List:
                json.WriteStartArray();
                foreach (var item in node.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case NodeKind.Map:
                json.WriteStartObject();
                foreach (var (key, value) in node.Pairs)
                {
                    json.WritePropertyName(key);
                    Write(json, value);
                }
                json.WriteEndObject();
                break;
            default: json.WriteNullValue(); break;
        }
    }
}
