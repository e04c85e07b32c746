using System.Text.Json;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>
/// Tells from the bytes of a line, before it is parsed, that it says nothing about cramps: most lines of an export are results and visits that no entry
/// names. It passes whatever it is not sure of, so that with it and without it the same rows come out: a line with an escape in it, with its properties in an
/// unusual order, with anything that may carry a second meaning, is parsed.
/// </summary>
/// <param name="concerns">Whether a concept of such a resource is of use to anybody.</param>
internal sealed class Prefilter(Func<ResourceKind, Concept, bool> concerns)
{
    private const int MostRemembered = 200_000;

    private static readonly (byte[] Name, ResourceKind Kind)[] Kinds = [.. Enum.GetValues<ResourceKind>().Where(kind => kind != ResourceKind.Other).Select(kind => (System.Text.Encoding.ASCII.GetBytes($"{kind}\""), kind))];

    // What a concept says depends on what says it: a stroke that was diagnosed, a stroke that was found to be the cause of a death.
    private readonly Dictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>>[] concepts = [.. Enum.GetValues<ResourceKind>().Select(_ => new Dictionary<byte[], bool>(Utf8Equality.Instance).GetAlternateLookup<ReadOnlySpan<byte>>())];

    /// <summary>Whether the line need not be parsed. Then <paramref name="newest"/> is the newest day it names, as <c>YYYY-MM-DD</c>, or empty.</summary>
    /// <param name="line">The line.</param>
    /// <param name="newest">The day.</param>
    /// <param name="kind">The kind of resource, if it is passed over.</param>
    public bool Passes(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> newest, out ResourceKind kind)
    {
        newest = default;
        kind = ResourceKind.Other;
        // A line that is cut short, or holds what no text has, goes to the parser, which says what is wrong.
        if (line.Length < 2 || line[0] != '{' || line[^1] != '}') return false;
        var odd = line.IndexOfAny((byte)0, (byte)'\\');
        if (odd >= 0 && (line[odd..].Contains((byte)0) || line[odd..].IndexOf("\\u"u8) >= 0)) return false;
        if (line.Count((byte)'{') != line.Count((byte)'}')) return false;
        if (!After(line, 1, "\"resourceType\""u8, out var at) || line[at] != '"') return false;
        kind = KindOf(line[(at + 1)..]);
        if (kind is ResourceKind.Other or ResourceKind.FamilyMemberHistory or ResourceKind.AllergyIntolerance or ResourceKind.Composition)
            return kind == ResourceKind.Other || Dated(line, kind, ref newest);
        if (kind is ResourceKind.Patient or ResourceKind.Medication or ResourceKind.QuestionnaireResponse) return false;
        if (kind is ResourceKind.MedicationRequest or ResourceKind.MedicationStatement or ResourceKind.MedicationDispense or ResourceKind.MedicationAdministration)
            return line.IndexOf("\"medicationReference\""u8) < 0 && line.IndexOf("\"medication\""u8) < 0 && NoneConcerns(line, kind, "\"medicationCodeableConcept\""u8) && Dated(line, kind, ref newest);
        if (kind == ResourceKind.Observation && !FoundNothing(line)) return false;
        return NoneConcerns(line, kind, "\"code\""u8) && Dated(line, kind, ref newest);
    }

    private static ResourceKind KindOf(ReadOnlySpan<byte> name)
    {
        foreach (var (known, kind) in Kinds)
            if (name.StartsWith(known)) return kind;
        return ResourceKind.Other;
    }

    /// <summary>Whether what a result found is a number, or codes that are of no use: found codes, words and "true" count by themselves.</summary>
    private bool FoundNothing(ReadOnlySpan<byte> line)
    {
        var codes = false;
        for (var from = 0; line[from..].IndexOf("\"value"u8) is >= 0 and var found;)
        {
            from += found + 6;
            if (line[from..].StartsWith("CodeableConcept\""u8)) codes = true;
            else if (line[from] is (byte)'C' or (byte)'B' or (byte)'S') return false; // valueCoding, valueBoolean, valueString; value and valueQuantity are numbers
        }
        return !codes || NoneConcerns(line, ResourceKind.Observation, "\"valueCodeableConcept\""u8);
    }

    /// <summary>Whether every object of that name is a concept that is of no use, and there is one.</summary>
    private bool NoneConcerns(ReadOnlySpan<byte> line, ResourceKind kind, ReadOnlySpan<byte> name)
    {
        var any = false;
        for (var from = 0; line[from..].IndexOf(name) is >= 0 and var found;)
        {
            from += found;
            if (!After(line, from, name, out var at)) return false;
            from = at;
            if (line[at] == '"') continue;
            if (line[at] != '{') return false;
            var length = LengthOf(line[at..]);
            if (length < 0) return false;
            var concept = line.Slice(at, length);
            var known = concepts[(int)kind];
            if (!known.TryGetValue(concept, out var used))
            {
                used = Concerns(kind, concept);
                if (known.Dictionary.Count < MostRemembered) known[concept] = used;
            }
            if (used) return false;
            any = true;
            from = at + length;
        }
        return any;
    }

    private bool Concerns(ResourceKind kind, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var elements = new ElementReader();
            var concept = elements.Concept(ref reader);
            return elements.Slips.Count > 0 || concept.IsEmpty || concerns(kind, concept);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>The newest of the days that count for a resource of this kind; false when one of them is written in an unusual way.</summary>
    private static bool Dated(ReadOnlySpan<byte> line, ResourceKind kind, ref ReadOnlySpan<byte> newest) => kind switch
    {
        ResourceKind.Observation => Day(line, "\"effective"u8, ref newest),
        ResourceKind.Condition => Day(line, "\"onset"u8, ref newest) && Day(line, "\"recordedDate"u8, ref newest),
        ResourceKind.MedicationRequest => Day(line, "\"authoredOn"u8, ref newest),
        ResourceKind.Procedure => Day(line, "\"performed"u8, ref newest),
        _ => false,
    };

    private static bool Day(ReadOnlySpan<byte> line, ReadOnlySpan<byte> property, ref ReadOnlySpan<byte> newest)
    {
        for (var from = 0; line[from..].IndexOf(property) is >= 0 and var found;)
        {
            from += found + property.Length;
            var close = line[from..].IndexOf((byte)'"');
            if (close < 0) return false;
            var at = from + close + 1;
            if (!Colon(line, ref at)) return false;
            if (line[at] == '{' && !After(line, at + 1, "\"start\""u8, out at)) return false; // a Period, of which the start counts
            if (line[at] != '"' || at + 11 >= line.Length) return false;
            var day = line.Slice(at + 1, 10);
            if (day[4] != '-' || day[7] != '-') return false;
            if (newest.IsEmpty || day.SequenceCompareTo(newest) > 0) newest = day;
        }
        return true;
    }

    /// <summary>Whether that name stands here with a value behind it, and where the value begins.</summary>
    private static bool After(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out int value)
    {
        value = at;
        while (value < line.Length && line[value] == ' ') value++;
        if (!line[value..].StartsWith(name)) return false;
        value += name.Length;
        return Colon(line, ref value);
    }

    private static bool Colon(ReadOnlySpan<byte> line, ref int at)
    {
        while (at < line.Length && line[at] == ' ') at++;
        if (at >= line.Length || line[at] != ':') return false;
        at++;
        while (at < line.Length && line[at] == ' ') at++;
        return at < line.Length;
    }

    /// <summary>How long the object is that begins here, or −1 when it does not end.</summary>
    private static int LengthOf(ReadOnlySpan<byte> json)
    {
        var (depth, inText) = (0, false);
        for (var at = 0; at < json.Length; at++)
        {
            switch (json[at])
            {
                case (byte)'"': inText = !inText; break;
                case (byte)'\\' when inText: at++; break;
                case (byte)'{' when !inText: depth++; break;
                case (byte)'}' when !inText:
                    if (--depth == 0) return at + 1;
                    break;
            }
        }
        return -1;
    }
}
