using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// Reads one resource, forward only, from a reader over UTF-8 bytes: an entry of a Bundle or a line of a bulk export alike.
/// Lenient, because real records break the rules: what has the wrong shape becomes a <see cref="Slip"/> and is passed over; where that is
/// something that decides whether the resource counts, it does not count. Nothing is guessed.
/// Only text that is not JSON throws (<see cref="JsonException"/>, from the reader).
/// </summary>
public static class ResourceReader
{
    /// <summary>How deep JSON may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads the resource that starts at the reader's object and leaves the reader at its end. Null when there is no object.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static Reading? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        var peek = reader;
        var reading = new Reading();
        Name(ref peek, reading);
        if (reading.Kind == ResourceKind.Other)
        {
            reader.Skip();
            return reading;
        }
        new ResourceDraft(reading).Read(ref reader);
        return reading;
    }

    /// <summary>Reads one line or file that holds nothing but a resource.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="problem">Why there is no reading; its place is the byte.</param>
    public static Reading? Read(ReadOnlySpan<byte> utf8, out string? problem)
    {
        problem = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = "This is not a JSON object";
                return null;
            }
            var reading = Read(ref reader);
            reader.Read();
            if (reading!.Type.Length == 0) problem = "It has no resourceType";
            return reading.Type.Length == 0 ? null : reading;
        }
        catch (JsonException error)
        {
            problem = error.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? $"Nesting is deeper than {MaxDepth} levels" : $"This is not valid JSON, at byte {error.BytePositionInLine ?? 0}";
            return null;
        }
    }

    /// <summary>Finds resourceType without moving the caller's reader; it is nearly always the first property.</summary>
    private static void Name(ref Utf8JsonReader peek, Reading reading)
    {
        while (peek.Read() && peek.TokenType == JsonTokenType.PropertyName)
        {
            var named = peek.ValueTextEquals("resourceType"u8);
            peek.Read();
            if (named && peek.TokenType == JsonTokenType.String)
            {
                reading.Kind = ResourceKinds.At(ref peek, out var type);
                reading.Type = type;
                reading.OtherVersion = ResourceKinds.OtherVersion(type);
                return;
            }
            peek.Skip();
        }
    }
}
