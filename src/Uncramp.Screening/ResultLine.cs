using System.Text.Json;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>
/// A result as most lines of an export write one: a final Observation with one code, one day and one number. Read without making a single object;
/// whatever is written in another way is left to <see cref="ResourceReader"/>, so that both say the same or this says nothing.
/// </summary>
internal ref struct ResultLine
{
    /// <summary>The code with all its codings, as written.</summary>
    public ReadOnlySpan<byte> Code;

    /// <summary>UCUM code, else words; empty for none.</summary>
    public ReadOnlySpan<byte> Unit;

    /// <summary>The reference to the patient, as written.</summary>
    public ReadOnlySpan<byte> Patient;

    public DateOnly Day;
    public DateTimeOffset Instant;
    public double Value;

    /// <summary>Reads a line; false when it is no plain result.</summary>
    public bool Read(ReadOnlySpan<byte> line)
    {
        // Escapes are read by who can write them out.
        if (!line.StartsWith("{\"resourceType\":\"Observation\""u8) && !line.StartsWith("{\"resourceType\": \"Observation\""u8) || line.Contains((byte)'\\')) return false;
        this = default;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
            reader.Read();
            var (isFinal, isDated, isNumber) = (false, false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.ValueSpan;
                switch (name.Length)
                {
                    case 4 when name.SequenceEqual("code"u8):
                        if (!Code.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
                        var from = (int)reader.TokenStartIndex;
                        reader.Skip();
                        Code = line[from..(int)reader.BytesConsumed];
                        continue;
                    case 6 when name.SequenceEqual("status"u8):
                        if (isFinal || !reader.Read() || reader.TokenType != JsonTokenType.String) return false;
                        isFinal = reader.ValueSpan.SequenceEqual("final"u8) || reader.ValueSpan.SequenceEqual("amended"u8) || reader.ValueSpan.SequenceEqual("corrected"u8);
                        if (!isFinal) return false;
                        continue;
                    case 7 when name.SequenceEqual("subject"u8):
                        if (!Patient.IsEmpty || !Reference(ref reader, out Patient)) return false;
                        continue;
                    case 13 when name.SequenceEqual("valueQuantity"u8):
                        if (isNumber || !Quantity(ref reader)) return false;
                        isNumber = true;
                        continue;
                    case 17 when name.SequenceEqual("effectiveDateTime"u8):
                        if (isDated || !reader.Read() || reader.TokenType != JsonTokenType.String || !Dates.TryParse(reader.ValueSpan, out Day, out Instant)) return false;
                        isDated = true;
                        continue;
                }
                // Anything else that a result may say, and a name that is twice there.
                if (name.StartsWith("value"u8) || name.StartsWith("effective"u8) || Names.At(ref reader) is not ("" or "id" or "meta" or "text" or "extension")) return false;
                if (!reader.Read()) return false;
                reader.Skip();
            }
            var isWhole = reader.TokenType == JsonTokenType.EndObject && !reader.Read();
            return isWhole && isFinal && isDated && isNumber && !Code.IsEmpty && !Patient.IsEmpty;
        }
        catch (JsonException)
        {
            return false; // the other reader says what is wrong
        }
    }

    private static bool Reference(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> reference)
    {
        reference = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals("reference"u8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || (wanted && !reference.IsEmpty)) return false;
            if (wanted) reference = reader.ValueSpan;
        }
        return reader.TokenType == JsonTokenType.EndObject;
    }

    private bool Quantity(scoped ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        ReadOnlySpan<byte> code = default, unit = default;
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                if (found || !reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out Value) || !double.IsFinite(Value)) return false;
                found = true;
            }
            else if (reader.ValueTextEquals("unit"u8))
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.String) return false;
                unit = reader.ValueSpan;
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.String) return false;
                code = reader.ValueSpan;
            }
            else if (!reader.ValueTextEquals("system"u8) || !reader.Read() || reader.TokenType != JsonTokenType.String) return false;
        }
        Unit = code.IsEmpty ? unit : code;
        return found && reader.TokenType == JsonTokenType.EndObject;
    }
}
