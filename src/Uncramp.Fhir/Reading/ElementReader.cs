using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// Reads FHIR's data types. Each method starts on a value and ends at its end, whatever is there; what has the wrong shape is noted as a
/// <see cref="Slip"/> and comes out as null or empty.
/// </summary>
internal sealed class ElementReader
{
    /// <summary>Whatever is longer is cut: a display of a megabyte is no display.</summary>
    private const int MaxText = 400;

    /// <summary>Concepts that are remembered: records of one house write the same ones, letter by letter. What is longer is a sentence that nobody else wrote.</summary>
    private const int MostConcepts = 4096;
    private const int LongestConcept = 600;
    private const int LongestWords = 100;

    private const int MostSlips = 10_000;
    private const int MostItems = 10_000;

    // Of all readers together: a slot is replaced as a whole, and whoever misses reads again.
    private static readonly Known?[] Concepts = new Known?[MostConcepts];

    private readonly string?[] seen = new string?[512];
    private (byte[] Utf8, string Target) lastReference = ([], "");
    private List<Slip>? slips;
    private bool saysMore;

    /// <summary>How many things had the wrong shape, those past the most that are kept too.</summary>
    public int Slipped { get; private set; }

    /// <summary>What had the wrong shape, so far.</summary>
    public IReadOnlyList<Slip> Slips => slips ?? (IReadOnlyList<Slip>)[];

    /// <summary>Forgets what had the wrong shape: another resource begins.</summary>
    public void Forget()
    {
        slips?.Clear();
        (Slipped, Offset) = (0, 0);
    }

    /// <summary>Where in the document the slice begins that the readers given here stand in.</summary>
    public int Offset { get; private set; }

    /// <summary>A reader on the value the scan stands on; the scan is behind it then.</summary>
    public Utf8JsonReader At(ref Scan scan)
    {
        Offset = scan.At;
        var options = new JsonReaderOptions { MaxDepth = Math.Max(1, ResourceReader.MaxDepth - scan.Depth) };
        var reader = new Utf8JsonReader(scan.Skip(), options);
        reader.Read();
        return reader;
    }

    /// <summary>Notes something wrong where the reader stands.</summary>
    public void Slip(ref Utf8JsonReader reader, string what, string remedy)
    {
        Slipped++;
        if ((slips ??= []).Count < MostSlips) slips.Add(new Slip(Offset + reader.TokenStartIndex, what, remedy));
    }

    /// <summary>Passes over what is no <paramref name="wanted"/> and notes it; a null is only absent.</summary>
    public void Wrong(ref Utf8JsonReader reader, string wanted)
    {
        if (reader.TokenType != JsonTokenType.Null) Slip(ref reader, $"This is {Json.Described(reader.TokenType)}, not {wanted}", $"write {wanted}");
        reader.Skip();
    }

    /// <summary>Whether an object starts here; anything else is noted and passed over.</summary>
    public bool Object(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        Wrong(ref reader, "an object");
        return false;
    }

    /// <summary>Text.</summary>
    public string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Wrong(ref reader, "text");
            return null;
        }
        var text = Seen(reader.ValueSpan) ?? Json.Text(ref reader, MaxText);
        if (text is null) Slip(ref reader, "This is no text", "write words in UTF-8, or leave it out");
        return text;
    }

    /// <summary>The concept of an object that was read before, letter by letter, or that is sound; null when it is not.</summary>
    public Concept? Recall(ReadOnlySpan<byte> utf8)
    {
        // Two concepts often differ in one digit, somewhere.
        var slot = (int)(XxHash3.HashToUInt64(utf8) % MostConcepts);
        if (Concepts[slot] is { } known && utf8.SequenceEqual(known.Utf8)) return known.Concept;
        saysMore = false;
        if (Sound(utf8, reader => { var concept = Concept(ref reader); return concept.IsEmpty ? null : concept; }) is not { } concept) return null;
        if (utf8.Length <= LongestConcept && !saysMore && IsName(concept)) Concepts[slot] = new Known(utf8.ToArray(), concept);
        return concept;
    }

    /// <summary>Whether others write it too: it has a code, and no words that are long.</summary>
    private static bool IsName(Concept concept) => !(concept.Text?.Length > LongestWords) && concept.Codings.Any(coding => coding.Code.Length > 0) && !concept.Codings.Any(coding => coding.Display?.Length > LongestWords);

    /// <summary>The target of a reference that is the same as the last, or that is sound; null when it is not.</summary>
    public string? RecallReference(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(lastReference.Utf8)) return lastReference.Target;
        if (Sound(utf8, reader => Reference(ref reader).Target) is not { } target) return null;
        lastReference = (utf8.ToArray(), target);
        return target;
    }

    private sealed record Known(byte[] Utf8, Concept Concept);

    private delegate T? Reads<T>(Utf8JsonReader reader);

    /// <summary>What is read without a slip; otherwise nothing, and nothing is noted.</summary>
    private T? Sound<T>(ReadOnlySpan<byte> utf8, Reads<T> read) where T : class
    {
        var (before, slipped) = (slips?.Count ?? 0, Slipped);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            var value = read(reader);
            if (Slipped == slipped) return value;
        }
        catch (JsonException)
        {
            // The reader that does note says what is wrong.
        }
        slips?.RemoveRange(before, slips.Count - before);
        Slipped = slipped;
        return null;
    }

    private static int Slot(ReadOnlySpan<byte> utf8) => (utf8.Length * 31) + (utf8[0] * 7) + (utf8[^1] * 131) + (utf8[utf8.Length / 2] * 17) + (utf8[utf8.Length / 3] * 61) + (utf8[utf8.Length / 5] * 13) + (utf8[utf8.Length * 3 / 4] * 5);

    /// <summary>Records say the same again and again: a short text that was just read is the same string. Null for what is long, escaped or no ASCII.</summary>
    public string? Seen(ReadOnlySpan<byte> utf8)
    {
        if (!IsPlain(utf8)) return null;
        ref var slot = ref seen[Slot(utf8) & (seen.Length - 1)];
        if (slot is null || !Ascii.Equals(utf8, slot)) slot = Encoding.ASCII.GetString(utf8);
        return slot;
    }

    /// <summary>Whether the inside of a JSON string is the text itself: short ASCII without escapes.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8) => utf8.Length is > 0 and <= 100 && utf8[0] != ' ' && utf8[^1] != ' ' && Ascii.IsValid(utf8) && !utf8.Contains((byte)'\\');

    /// <summary>Reads a Quantity as most are written, a decimal with plain texts, and passes over it. False, and nothing is noted, for any other.</summary>
    public bool Plain(ref Scan scan, out double value, out string? unit)
    {
        (value, unit) = (double.NaN, null);
        string? code = null;
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            var written = scan.Skip();
            var text = written[0] == '"' ? written[1..^1] : default;
            switch (Names.Known(name))
            {
                case "value" when IsDecimal(written) && Utf8Parser.TryParse(written, out value, out int read) && read == written.Length: break;
                case "unit" when Seen(text) is { } words: unit = words; break;
                case "code" when Seen(text) is { } ucum: code = ucum; break;
                case "system" when IsPlain(text): break;
                default: return false;
            }
        }
        unit = code ?? unit;
        return double.IsFinite(value);
    }

    /// <summary>Digits, and digits behind a point: what every reader of JSON takes for the same number.</summary>
    private static bool IsDecimal(ReadOnlySpan<byte> written)
    {
        var point = written.IndexOf((byte)'.');
        var whole = point < 0 ? written : written[..point];
        var rest = point < 0 ? "0"u8 : written[(point + 1)..];
        return whole.Length > 0 && rest.Length > 0 && (whole.Length == 1 || whole[0] != '0') && !whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !rest.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>true or false. "true" in quotes is text: it is noted, not guessed.</summary>
    public bool? Flag(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.True) return true;
        if (reader.TokenType == JsonTokenType.False) return false;
        Wrong(ref reader, "true or false");
        return null;
    }

    /// <summary>A number.</summary>
    public double? Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        Wrong(ref reader, "a number");
        return null;
    }

    /// <summary>A date; a year or a month alone is its first day.</summary>
    public DateOnly? Date(ref Utf8JsonReader reader, out DateTimeOffset? instant)
    {
        instant = null;
        if (reader.TokenType != JsonTokenType.String)
        {
            Wrong(ref reader, "a date");
            return null;
        }
        if (Dates.TryParse(reader.ValueSpan, out var day, out var moment))
        {
            instant = moment;
            return day;
        }
        Slip(ref reader, $"'{Json.Text(ref reader, 40)}' is not a date", "write YYYY-MM-DD, with a time and an offset if it is known");
        return null;
    }

    /// <summary>The start and the end of a Period.</summary>
    public (DateOnly? Start, DateTimeOffset? Instant, DateOnly? End) Period(ref Utf8JsonReader reader)
    {
        DateOnly? start = null, end = null;
        DateTimeOffset? instant = null;
        if (!Object(ref reader)) return default;
        while (Next(ref reader, out var name))
        {
            if (name == "start") start = Date(ref reader, out instant);
            else if (name == "end") end = Date(ref reader, out _);
            else reader.Skip();
        }
        return (start, instant, end);
    }

    /// <summary>A Quantity: UCUM code before the unit in words.</summary>
    public (double? Value, string? Unit, string? Comparator) Quantity(ref Utf8JsonReader reader)
    {
        double? value = null;
        string? unit = null, code = null, comparator = null;
        if (!Object(ref reader)) return default;
        while (Next(ref reader, out var name))
        {
            switch (name)
            {
                case "value": value = Number(ref reader); break;
                case "unit": unit = Text(ref reader); break;
                case "code": code = Text(ref reader); break;
                case "comparator": comparator = Text(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return (value, code ?? unit, comparator);
    }

    /// <summary>A Reference: where to, and its words.</summary>
    public (string? Target, string? Display) Reference(ref Utf8JsonReader reader)
    {
        string? target = null, display = null;
        if (!Object(ref reader)) return default;
        while (Next(ref reader, out var name))
        {
            if (name == "reference") target = Text(ref reader);
            else if (name == "display") display = Text(ref reader);
            else reader.Skip();
        }
        return (target, display);
    }

    /// <summary>A CodeableConcept.</summary>
    public Concept Concept(ref Utf8JsonReader reader)
    {
        if (!Object(ref reader)) return Reading.NoConcept;
        List<Coding>? codings = null;
        string? text = null;
        while (Next(ref reader, out var name))
        {
            if (name == "text") text = Text(ref reader);
            else if (name == "coding")
            {
                var items = Items(ref reader);
                while (items.Next(ref reader)) Coding(ref reader, codings ??= []);
            }
            else More(ref reader, name);
        }
        return codings is null && text is null ? Reading.NoConcept : new Concept(codings ?? (IReadOnlyList<Coding>)[], text);
    }

    /// <summary>A Coding: one more in the list, and one more for each translation of its display.</summary>
    public void Coding(ref Utf8JsonReader reader, List<Coding> codings)
    {
        if (!Object(ref reader)) return;
        string? system = null, code = null, display = null;
        List<string>? translations = null;
        while (Next(ref reader, out var name))
        {
            switch (name)
            {
                case "system":
                    if (reader.TokenType == JsonTokenType.String) system = CodeSystems.At(ref reader);
                    else Wrong(ref reader, "text");
                    break;
                case "code": code = Text(ref reader); break;
                case "display": display = Text(ref reader); break;
                case "_display":
                    saysMore = true;
                    Translations(ref reader, translations ??= []);
                    break;
                default: More(ref reader, name); break;
            }
        }
        if (code is not null || display is not null) codings.Add(new Coding(system ?? "", code ?? "", display));
        foreach (var translation in translations ?? []) codings.Add(new Coding("", "", translation));
    }

    /// <summary>Passes over a part of a concept that is not read. Only which edition of a system a code is of, and who chose it, is nothing of a person.</summary>
    private void More(ref Utf8JsonReader reader, string name)
    {
        saysMore |= name is not ("version" or "userSelected");
        reader.Skip();
    }

    /// <summary>The list that starts here; see <see cref="ItemsHere"/>.</summary>
    public ItemsHere Items(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return new ItemsHere(this, single: false, none: false);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Slip(ref reader, "This is one object where a list belongs", "write [ … ] around it");
            return new ItemsHere(this, single: true, none: false);
        }
        Wrong(ref reader, "a list");
        return new ItemsHere(this, single: false, none: true);
    }

    /// <summary>The next property of an object, the reader on its value; false at the end.</summary>
    public static bool Next(ref Utf8JsonReader reader, out string name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            name = "";
            return false;
        }
        name = Names.At(ref reader);
        reader.Read();
        return true;
    }

    /// <summary>The texts of an extension that gives a display in other languages.</summary>
    private static void Translations(ref Utf8JsonReader reader, List<string> found)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || Names.At(ref reader) is not ("valueString" or "valueMarkdown")) continue;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && found.Count < 20 && Json.Text(ref reader, MaxText) is { } text) found.Add(text);
        }
    }

    /// <summary>Walks a list. One object in place of a list is a list of one; a list inside the list is noted and passed over.</summary>
    public struct ItemsHere(ElementReader elements, bool single, bool none)
    {
        private int count;

        /// <summary>Moves to the next item; it must be read to its end before the next call.</summary>
        public bool Next(ref Utf8JsonReader reader)
        {
            if (none) return false;
            if (single) return count++ == 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartArray) elements.Wrong(ref reader, "an object");
                else if (count++ < MostItems) return true;
                else reader.Skip();
            }
            return false;
        }
    }
}
