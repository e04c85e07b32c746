using System.Text;
using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>Text out of a reader, without exceptions for what is JSON but no text.</summary>
internal static class Json
{
    /// <summary>The string or name the reader stands on, trimmed and cut to <paramref name="most"/> characters; null when it is no valid text or blank.</summary>
    public static string? Text(ref Utf8JsonReader reader, int most)
    {
        try
        {
            var text = reader.GetString()!;
            if (text.Length > most) text = text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
            text = text.Trim();
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null; // bytes that are no UTF-8, or half of a surrogate pair
        }
    }

    /// <summary>The text of a JSON string as it is written; null when it is no string, no valid text or blank.</summary>
    public static string? Text(ReadOnlySpan<byte> written, int most)
    {
        if (written.Length == 0 || written[0] != '"') return null;
        var reader = new Utf8JsonReader(written);
        reader.Read();
        return Text(ref reader, most);
    }

    /// <summary>What is wrong with text that is no JSON, or with JSON that holds a text which is none.</summary>
    public static Problem Broken(Exception error, string file) => error switch
    {
        BrokenJsonException { TooDeep: true } => new Problem("UNC004", file, $"Nesting is deeper than {ResourceReader.MaxDepth} levels", "flatten the document"),
        BrokenJsonException broken => new Problem("UNC001", file, $"This is not valid JSON, at byte {broken.At + 1}", "send one JSON value and nothing behind it; check commas, quotes and brackets near this place"),
        JsonException json when json.Message.Contains("maximum configured depth", StringComparison.Ordinal) => new Problem("UNC004", $"{file}:{(json.LineNumber ?? 0) + 1}", $"Nesting is deeper than {ResourceReader.MaxDepth} levels", "flatten the document"),
        JsonException json => new Problem("UNC001", $"{file}:{(json.LineNumber ?? 0) + 1}", $"This is not valid JSON, at column {(json.BytePositionInLine ?? 0) + 1}", "send one JSON value and nothing behind it; check commas, quotes and brackets near this place"),
        _ => new Problem("UNC406", file, "A text in it is no Unicode: half of a letter is written as \\ud800 or the like", "write the letter whole, or leave it out"),
    };

    /// <summary>What kind of value the reader stands on, for messages.</summary>
    public static string Described(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
