using System.Buffers;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>
/// What lines of a file have in common: the same properties in the same order, and every value that was the same in all of them so far. A line of this shape
/// is taken apart by comparing it with the shape, several times as fast as by parsing it. Nothing is guessed: what does not fit in every byte is no such line.
/// </summary>
/// <remarks>
/// What such a line says depends on its values alone. Who, when and how much are told apart by their <see cref="Role"/>; for all the rest together
/// it is remembered what the slow way made of it.
/// </remarks>
internal sealed class Shape(Outline first)
{
    /// <summary>A line with more values that differ is parsed.</summary>
    public const int MostGaps = 96;

    private const int MostRemembered = 20_000;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create("\"\\\0"u8);

    // Who, when and how much differ from line to line, so they are never taken for common.
    private readonly bool[] differs = [.. first.Values.Select(value => value.Role is not (Role.Told or Role.Passed))];
    private readonly byte[] told = new byte[512];
    private Gap[] gaps = [];
    private readonly byte[] common = first.Line;
    private Dictionary<byte[], Said>.AlternateLookup<ReadOnlySpan<byte>> remembered;

    /// <summary>Whether there are few enough values that differ.</summary>
    public bool IsOfUse => gaps.Length is > 0 and <= MostGaps;

    /// <summary>Learns from another line of the same outline: values that are not the same as before are common no more.</summary>
    public void Learn(Outline other)
    {
        var sameAs = first.Values;
        for (var i = 0; i < differs.Length; i++)
            differs[i] |= !other.Line.AsSpan(other.Values[i].From, other.Values[i].Length).SequenceEqual(common.AsSpan(sameAs[i].From, sameAs[i].Length));
        var open = new List<Gap>();
        var from = 0;
        for (var i = 0; i < differs.Length; i++)
        {
            if (!differs[i]) continue;
            var value = sameAs[i];
            open.Add(new Gap(from, value.From - from, value.IsNumber, value.Role));
            from = value.From + value.Length;
        }
        open.Add(new Gap(from, common.Length - from, false, Role.Passed));
        gaps = [.. open];
        // What was remembered was told by fewer values.
        remembered = new Dictionary<byte[], Said>(Utf8Equality.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Takes a line apart; false when it is not of this shape.</summary>
    /// <param name="line">The line.</param>
    /// <param name="values">Where its values begin and how long they are, one for each gap.</param>
    public bool Fits(ReadOnlySpan<byte> line, Span<(int From, int Length)> values)
    {
        var at = 0;
        for (var i = 0; i < gaps.Length; i++)
        {
            ref readonly var gap = ref gaps[i];
            if (line.Length - at < gap.Length || !line.Slice(at, gap.Length).SequenceEqual(common.AsSpan(gap.From, gap.Length))) return false;
            at += gap.Length;
            if (i == gaps.Length - 1) return at == line.Length;
            var length = gap.IsNumber ? line[at..].IndexOfAnyExcept(NumberBytes) : LengthOf(line[at..], gap.Role == Role.Passed);
            if (length < 0) return false;
            values[i] = (at, length);
            at += length;
        }
        return false;
    }

    /// <summary>What the slow way made of a line with the same values, whoever, whenever and how much; null when there was none.</summary>
    public Said? Recall(ReadOnlySpan<byte> line, ReadOnlySpan<(int From, int Length)> values)
    {
        return Key(line, values, out var key) && remembered.TryGetValue(key, out var said) ? said : null;
    }

    /// <summary>Remembers what the slow way made of a line.</summary>
    public void Remember(ReadOnlySpan<byte> line, ReadOnlySpan<(int From, int Length)> values, Said said)
    {
        if (remembered.Dictionary.Count < MostRemembered && Key(line, values, out var key)) remembered[key] = said;
    }

    /// <summary>The value of a role, as it is written.</summary>
    /// <returns>Whether lines of this shape have one; it may be an empty text.</returns>
    public bool Has(Role role, ReadOnlySpan<byte> line, ReadOnlySpan<(int From, int Length)> values, out ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < gaps.Length - 1; i++)
        {
            if (gaps[i].Role != role) continue;
            value = line.Slice(values[i].From, values[i].Length);
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>How long a text is that begins here. Only one that nobody reads may have escapes in it; none may have a NUL byte.</summary>
    private static int LengthOf(ReadOnlySpan<byte> text, bool passed)
    {
        var length = text.IndexOfAny(TextEnds);
        while (length >= 0 && text[length] == '\\' && passed && length + 2 < text.Length)
        {
            if (text[length + 1] == 0) return -1;
            var more = text[(length + 2)..].IndexOfAny(TextEnds);
            length = more < 0 ? -1 : length + 2 + more;
        }
        return length >= 0 && text[length] == '"' ? length : -1;
    }

    private bool Key(ReadOnlySpan<byte> line, ReadOnlySpan<(int From, int Length)> values, out ReadOnlySpan<byte> key)
    {
        var at = 0;
        key = default;
        var space = told.AsSpan();
        for (var i = 0; i < gaps.Length - 1; i++)
        {
            if (gaps[i].Role != Role.Told) continue;
            var (from, length) = values[i];
            if (at + length >= space.Length) return false;
            line.Slice(from, length).CopyTo(space[at..]);
            at += length;
            space[at++] = (byte)'"'; // no value holds one
        }
        key = space[..at];
        return true;
    }

    /// <summary>Common bytes, and the value that follows them.</summary>
    private readonly record struct Gap(int From, int Length, bool IsNumber, Role Role);
}

/// <summary>What lines of one shape said that differ only in who, when and how much.</summary>
/// <param name="like">A reading of one of them, in which these three are replaced; null when nobody asks for such lines.</param>
/// <param name="term">The number of its term; −1 when it does not count.</param>
internal sealed class Said(Reading? like, int term)
{
    /// <summary>No term: it does not count.</summary>
    public const int None = -1;

    /// <inheritdoc cref="Said"/>
    public Reading? Like => like;

    /// <inheritdoc cref="Said"/>
    public int Term => term;

    /// <summary>Nothing that anybody asks for, whoever, whenever and how much.</summary>
    public static Said Nothing { get; } = new(null, None);

    /// <summary>More than one thing: each such line is read.</summary>
    public static Said Much { get; } = new(null, None);
}
