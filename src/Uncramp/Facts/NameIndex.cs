using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Uncramp.Facts;

/// <summary>
/// Typeahead over names, forgiving slips of the finger: one edit in a name of 5 letters, two from 8. A swap of neighbours is one edit.
/// A scan, not a tree: sets of letters rule out nearly all names, eight at once; letters read bit by bit (Wu and Manber 1992,
/// doi:10.1145/135239.135244, with swaps) settle the rest.
/// </summary>
public sealed class NameIndex
{
    private const int LongestTyped = 63;

    /// <summary>A word inside more names than this ("tablet", "oral") finds none of them.</summary>
    private const int TooCommon = 100;

    /// <summary>Sets of letters are kept for beginnings of these lengths.</summary>
    private static readonly int[] Beginnings = [3, 5, 7, 10, 14];

    private readonly string[] names;
    private readonly byte[] texts;
    private readonly Key[] keys;
    private readonly uint[][] letters;

    /// <summary>Indexes names; the order breaks ties, so put the most useful first.</summary>
    public NameIndex(IEnumerable<string> names)
    {
        this.names = [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
        var folded = Array.ConvertAll(this.names, Folded.Of);
        var common = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in folded)
            foreach (var at in name.Starts) CollectionsMarshal.GetValueRefOrAddDefault(common, name.Word(at), out _)++;
        var list = new List<Key>(this.names.Length * 2);
        var all = new List<byte>(this.names.Length * 20);
        for (var i = 0; i < folded.Length; i++)
        {
            var (text, starts) = folded[i];
            foreach (var at in starts)
                if (at == 0 || (!char.IsAsciiDigit(text[at]) && common[folded[i].Word(at)] <= TooCommon)) list.Add(new Key(all.Count + at, text.Length - at, i, at == 0));
            foreach (var c in text) all.Add(Small(c));
        }
        (keys, texts) = ([.. list], [.. all]);
        letters = Array.ConvertAll(Beginnings, LettersOf);
    }

    /// <summary>Every name, each once.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The best names for what has been typed so far, best first.</summary>
    /// <param name="typed">What was typed; one letter is enough.</param>
    /// <param name="most">How many to give.</param>
    public IReadOnlyList<string> Find(string typed, int most = 10)
    {
        var query = Array.ConvertAll(Folded.Of(typed).Text.ToCharArray(), Small).AsSpan();
        if (query.Length == 0) return [];
        if (query.Length > LongestTyped) query = query[..LongestTyped];
        // A slip may have swallowed a letter of the five or eight.
        var edits = query.Length < 4 ? 0 : query.Length < 6 ? 1 : 2;
        var best = new Best(stackalloc (int, int)[most]);
        Scan(new Pattern(query, edits), query, ref best);
        var result = new string[best.Count];
        for (var i = 0; i < result.Length; i++) result[i] = names[best[i]];
        return result;
    }

    /// <summary>What was typed first must stand, but for the edits, in the beginning of a name that is as much longer: for every length of beginning.</summary>
    private void Scan(Pattern pattern, ReadOnlySpan<byte> query, ref Best best)
    {
        var edits = pattern.Edits;
        Span<Vector256<uint>> wanted = stackalloc Vector256<uint>[Beginnings.Length];
        var longest = 0;
        for (var which = 0; which < wanted.Length; which++)
        {
            wanted[which] = Vector256.Create(Letters(query[..Math.Clamp(Beginnings[which] - edits, 0, query.Length)]));
            if (which > 0 && Beginnings[which - 1] < query.Length + edits) longest = which;
        }
        for (var i = 0; i < keys.Length; i += Vector256<uint>.Count)
        {
            var near = uint.MaxValue;
            for (var which = longest; which >= 0 && near != 0; which--)
            {
                // Each letter that the beginning lacks costs an edit: take away as many as are allowed, and nothing may be left.
                var strange = Vector256.AndNot(wanted[which], Vector256.LoadUnsafe(ref letters[which][i]));
                for (var edit = 0; edit < edits; edit++) strange &= strange - Vector256<uint>.One;
                near &= Vector256.Equals(strange, Vector256<uint>.Zero).ExtractMostSignificantBits();
            }
            for (; near != 0; near &= near - 1)
                if (i + BitOperations.TrailingZeroCount(near) is var place && place < keys.Length) Try(pattern, place, ref best);
        }
    }

    private void Try(Pattern pattern, int place, ref Best best)
    {
        ref readonly var key = ref keys[place];
        var distance = pattern.DistanceToBeginning(texts.AsSpan(key.From, key.Length), out var whole);
        if (distance > pattern.Edits) return;
        // Fewer edits first, then a name that ends where the typing does, then names that start with it, then shorter ones.
        best.Keep(distance * 1000 + (whole == distance ? 0 : 200) + (key.First ? 0 : 400) + Math.Min(key.Length, 150), key.Name);
    }

    /// <summary>The letters in every key's beginning of that length, filled up to whole vectors.</summary>
    private uint[] LettersOf(int length)
    {
        var sets = new uint[keys.Length + Vector256<uint>.Count];
        for (var i = 0; i < keys.Length; i++) sets[i] = Letters(texts.AsSpan(keys[i].From, Math.Min(length, keys[i].Length)));
        return sets;
    }

    private static byte Small(char c) => (byte)(c & 127);

    private static uint Letters(ReadOnlySpan<byte> text)
    {
        var letters = 0u;
        foreach (var c in text) letters |= 1u << (char.IsAsciiLetter((char)c) ? c - 'a' : char.IsAsciiDigit((char)c) ? 26 : 27);
        return letters;
    }

    /// <summary>A name from one of its words on: its place in all texts, whether that is the first word, and whose it is.</summary>
    private readonly record struct Key(int From, int Length, int Name, bool First);

    /// <summary>A name's letters and digits alone, lower case and without accents, and where its words start: a slip in spaces or signs is none.</summary>
    private readonly record struct Folded(string Text, List<int> Starts)
    {
        public static Folded Of(string name)
        {
            var text = new StringBuilder(name.Length);
            var starts = new List<int>();
            var between = true;
            foreach (var c in name)
            {
                if (char.IsLetterOrDigit(c))
                {
                    if (between) starts.Add(text.Length);
                    Accents.Append(text, c);
                    between = false;
                }
                else if (c is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) between = true;
            }
            return new Folded(text.ToString(), starts);
        }

        public string Word(int start)
        {
            var next = Starts.BinarySearch(start) + 1;
            return Text[start..(next < Starts.Count ? Starts[next] : Text.Length)];
        }
    }

    /// <summary>The best names so far, each once with its best score.</summary>
    private ref struct Best(Span<(int Score, int Name)> kept)
    {
        private readonly Span<(int Score, int Name)> kept = kept;

        public int Count { get; private set; }

        public readonly int this[int place] => kept[place].Name;

        public void Keep(int score, int name)
        {
            if (Count == kept.Length && kept[^1].Score <= score) return;
            for (var i = 0; i < Count; i++)
            {
                if (kept[i].Name != name) continue;
                if (kept[i].Score <= score) return;
                kept[(i + 1)..Count].CopyTo(kept[i..]);
                Count--;
                break;
            }
            var at = Math.Min(Count, kept.Length - 1);
            for (; at > 0 && kept[at - 1].Score > score; at--) kept[at] = kept[at - 1];
            kept[at] = (score, name);
            Count = Math.Min(Count + 1, kept.Length);
        }
    }

    /// <summary>The typed text as bit masks: bit i of a letter's mask is set where that letter stands at place i.</summary>
    private sealed class Pattern
    {
        private readonly ulong[] masks = new ulong[128];
        private readonly int length;

        public Pattern(ReadOnlySpan<byte> text, int edits)
        {
            (length, Edits) = (text.Length, edits);
            for (var i = 0; i < text.Length; i++) masks[text[i]] |= 1ul << i;
        }

        /// <summary>How many edits are forgiven: none, one or two.</summary>
        public int Edits { get; }

        /// <summary>The fewest edits between the typing and any beginning of the text, and against the whole text; more than two counts as many.</summary>
        public int DistanceToBeginning(ReadOnlySpan<byte> text, out int whole)
        {
            whole = int.MaxValue;
            // Bit i of "none", "one", "two": so many edits turn the first i letters typed into the text read so far.
            var (none, one, two) = (0b1ul, 0b11ul, 0b111ul);
            var (noneBefore, oneBefore, sameBefore) = (0ul, 0ul, 0ul);
            var (everNone, everOne, everTwo) = (0ul, 0ul, 0ul);
            var steps = Math.Min(text.Length, length + Edits);
            for (var i = 0; i < steps; i++)
            {
                var same = masks[text[i]];
                var swapped = (sameBefore >> 1) & same;
                var nextNone = (none & same) << 1;
                var nextOne = ((one & same) << 1) | none | ((none | nextNone) << 1) | ((noneBefore & swapped) << 2);
                var nextTwo = ((two & same) << 1) | one | ((one | nextOne) << 1) | ((oneBefore & swapped) << 2);
                (noneBefore, oneBefore, sameBefore) = (none, one, same);
                (none, one, two) = (nextNone, nextOne, nextTwo);
                if ((Edits == 2 ? two : Edits == 1 ? one : none) == 0) break;
                everNone |= none;
                everOne |= one;
                everTwo |= two;
            }
            if (steps == text.Length) whole = Fewest(none, one, two);
            return Fewest(everNone, everOne, everTwo);
        }

        private int Fewest(ulong none, ulong one, ulong two)
        {
            var all = 1ul << length;
            return (none & all) != 0 ? 0 : Edits > 0 && (one & all) != 0 ? 1 : Edits > 1 && (two & all) != 0 ? 2 : int.MaxValue;
        }
    }
}
