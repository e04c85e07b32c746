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
