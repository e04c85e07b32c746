using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// Walks JSON forward and passes over what is not wanted 64 bytes at a time, without looking at its words: most of a record is no concern of ours.
/// What is passed over is only checked for closed strings and brackets; what is wanted is read by a <see cref="Utf8JsonReader"/> on its slice.
/// The masks are those of simdjson (Langdale and Lemire 2019, doi:10.1007/s00778-019-00578-5).
/// </summary>
internal ref struct Scan(ReadOnlySpan<byte> utf8)
{
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \n\r\t,}]"u8);
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \n\r\t"u8);
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int depth;

    /// <summary>The byte it stands on.</summary>
    public int At { get; private set; }

    /// <summary>How many objects and lists it is inside of.</summary>
    public readonly int Depth => depth;

    /// <summary>The byte it stands on; 0 at the end.</summary>
    public readonly byte Here => At < utf8.Length ? utf8[At] : (byte)0;

    /// <summary>The kind of value it stands on.</summary>
    public readonly JsonTokenType Kind => Here switch
    {
        (byte)'{' => JsonTokenType.StartObject,
        (byte)'[' => JsonTokenType.StartArray,
        (byte)'"' => JsonTokenType.String,
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonTokenType.Number,
        _ => throw Broken(At),
    };

    /// <summary>Moves to the first byte that is no space.</summary>
    public void Space()
    {
        if (At >= utf8.Length || utf8[At] > ' ') return;
        // One space is common, and so is a line with a deep indent.
        if (utf8[At] == ' ' && At + 1 < utf8.Length && utf8[At + 1] > ' ')
        {
            At++;
            return;
        }
        var next = utf8[At..].IndexOfAnyExcept(Spaces);
        At = next < 0 ? utf8.Length : At + next;
    }

    /// <summary>Steps into the object or list it stands on.</summary>
    public void Enter()
    {
        if (++depth > ResourceReader.MaxDepth) throw TooDeep(At);
        At++;
    }

    /// <summary>Moves to the value of the next property; false, and past the end of the object, when there is none.</summary>
    /// <param name="first">Whether it is the first.</param>
    /// <param name="name">Its name, as it is written, between the quotes.</param>
    public bool Property(ref bool first, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!More(ref first, (byte)'}')) return false;
        if (Here != '"') throw Broken(At);
        var start = At + 1;
        SkipString();
        name = utf8[start..(At - 1)];
        Space();
        if (Here != ':') throw Broken(At);
        At++;
        Space();
        return true;
    }

    /// <summary>Moves to the next item; false, and past the end of the list, when there is none.</summary>
    public bool Item(ref bool first) => More(ref first, (byte)']');

    /// <summary>Passes over the value it stands on and returns it.</summary>
    public ReadOnlySpan<byte> Skip()
    {
        var start = At;
        switch (Kind)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray: SkipNested(); break;
            case JsonTokenType.String: SkipString(); break;
            default: SkipWord(); break;
        }
        return utf8[start..At];
    }

    /// <summary>Nothing but space may follow.</summary>
    public void End()
    {
        Space();
        if (At < utf8.Length) throw Broken(At);
    }

    private bool More(ref bool first, byte close)
    {
        Space();
        if (Here == close)
        {
            At++;
            depth--;
            return false;
        }
        if (!first)
        {
            if (Here != ',') throw Broken(At);
            At++;
            Space();
        }
        first = false;
        return true;
    }

    private void SkipString()
    {
        var at = At + 1;
        // Nearly all end within these bytes, and without a backslash.
        if (at + 64 <= utf8.Length)
        {
            var block = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(utf8), (nuint)at);
            var ends = (Vector512.Equals(block, Vector512.Create((byte)'"')) | Vector512.Equals(block, Vector512.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (ends != 0 && utf8[at + BitOperations.TrailingZeroCount(ends)] == '"')
            {
                At = at + BitOperations.TrailingZeroCount(ends) + 1;
                return;
            }
        }
        while (true)
        {
            var found = utf8[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0) throw Broken(utf8.Length);
            at += found + 1;
            if (utf8[at - 1] == '"') break;
            at++; // whatever a backslash stands before
            if (at > utf8.Length) throw Broken(utf8.Length);
        }
        At = at;
    }

    /// <summary>A number, true, false or null.</summary>
    private void SkipWord()
    {
        var rest = utf8[At..];
        var end = rest.IndexOfAny(WordEnds);
        var word = end < 0 ? rest : rest[..end];
        var sound = word[0] switch
        {
            (byte)'t' => word.SequenceEqual("true"u8),
            (byte)'f' => word.SequenceEqual("false"u8),
            (byte)'n' => word.SequenceEqual("null"u8),
            _ => !word.ContainsAnyExcept(NumberBytes),
        };
        if (!sound) throw Broken(At);
        At += word.Length;
    }

    private void SkipNested()
    {
        ref var bytes = ref MemoryMarshal.GetReference(utf8);
        var (level, escapedBefore, insideBefore) = (0, 0UL, 0UL);
        Span<byte> tail = stackalloc byte[64];
        for (var at = At; at < utf8.Length; at += 64)
        {
            Vector512<byte> block;
            if (at + 64 <= utf8.Length) block = Vector512.LoadUnsafe(ref bytes, (nuint)at);
            else
            {
                tail.Fill((byte)' ');
                utf8[at..].CopyTo(tail);
                block = Vector512.Create<byte>(tail);
            }
            var quotes = Vector512.Equals(block, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            var slashes = Vector512.Equals(block, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
            if ((slashes | escapedBefore) != 0) quotes &= ~Escaped(slashes, ref escapedBefore);
            var inside = Running(quotes) ^ insideBefore;
            insideBefore = (ulong)((long)inside >> 63);
            // '{' and '[', '}' and ']' differ by one bit.
            var folded = block | Vector512.Create((byte)0x20);
            var opens = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits() & ~inside;
            var closes = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits() & ~inside;
            var (down, up) = (BitOperations.PopCount(opens), BitOperations.PopCount(closes));
            if (level > up && level + down + depth <= ResourceReader.MaxDepth)
            {
                level += down - up;
                continue;
            }
            for (var marks = opens | closes; marks != 0; marks &= marks - 1)
            {
                var bit = BitOperations.TrailingZeroCount(marks);
                level += (opens >> bit & 1) != 0 ? 1 : -1;
                if (level + depth > ResourceReader.MaxDepth) throw TooDeep(at + bit);
                if (level != 0) continue;
                At = at + bit + 1;
                return;
            }
        }
        throw Broken(utf8.Length);
    }

    /// <summary>The characters that a backslash stands before.</summary>
    private static ulong Escaped(ulong slashes, ref ulong before)
    {
        slashes &= ~before;
        var follows = slashes << 1 | before;
        var odd = slashes & ~EvenBits & ~follows;
        var even = odd + slashes;
        before = even < slashes ? 1UL : 0UL;
        return (EvenBits ^ even << 1) & follows;
    }

    /// <summary>Whether the number of bits so far is odd, for each bit: from an opening quote up to its closing one.</summary>
    private static ulong Running(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ bits << 32;
    }

    private static BrokenJsonException Broken(int at) => new(at, tooDeep: false);

    private static BrokenJsonException TooDeep(int at) => new(at, tooDeep: true);
}

/// <summary>Text that is no JSON, or nests too deep. Caught by the readers that walk it, and never seen outside.</summary>
internal sealed class BrokenJsonException(int at, bool tooDeep) : Exception
{
    /// <summary>The byte.</summary>
    public int At => at;

    /// <summary>Nesting, and no mistake in writing.</summary>
    public bool TooDeep => tooDeep;

    /// <summary>What is wrong, whichever reader found it: a value's own reader counts from where the value begins.</summary>
    public static BrokenJsonException Of(Exception error, ElementReader elements) => error as BrokenJsonException
        ?? new BrokenJsonException(elements.Offset, error.Message.Contains("maximum configured depth", StringComparison.Ordinal));
}
