using System.Numerics;

namespace Uncramp.Facts;

/// <summary>
/// Typeahead over names, forgiving slips of the finger: one edit from 5 letters on, two from 8.
/// A scan, not a tree: letter sets rule out nearly all names in a nanosecond each, a bit-parallel edit distance (Myers 1999,
/// doi:10.1145/316542.316550; prefix variant after Hyyrö 2003) settles the rest.
/// </summary>
public sealed class NameIndex
{
    private readonly string[] names;
    private readonly Key[] keys;

    /// <summary>Indexes names; the order breaks ties, so put the most useful first.</summary>
    public NameIndex(IEnumerable<string> names)
    {
        this.names = [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
        var list = new List<Key>(this.names.Length * 2);
        for (var i = 0; i < this.names.Length; i++)
        {
            var text = Fold(this.names[i]);
            list.Add(new Key(text, Letters(text), i, AtStart: true));
            for (var at = text.IndexOf(' ', StringComparison.Ordinal); at >= 0; at = text.IndexOf(' ', at + 1))
                if (at + 1 < text.Length) list.Add(new Key(text[(at + 1)..], Letters(text.AsSpan(at + 1)), i, AtStart: false));
        }
        keys = [.. list];
    }

    /// <summary>Every name, each once.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The best names for what has been typed so far, best first.</summary>
    /// <param name="typed">What was typed; one letter is enough.</param>
    /// <param name="most">How many to give.</param>
    public IReadOnlyList<string> Find(string typed, int most = 10)
    {
        var query = Fold(typed);
        if (query.Length == 0) return [];
        if (query.Length > 64) query = query[..64];
        var edits = query.Length < 5 ? 0 : query.Length < 8 ? 1 : 2;
        var letters = Letters(query);
        var pattern = new Pattern(query);
        Span<(int Score, int Name)> best = stackalloc (int, int)[most];
        var found = 0;
        foreach (ref readonly var key in keys.AsSpan())
        {
            var strange = BitOperations.PopCount(letters & ~key.Letters);
            if (strange > edits) continue;
            // Two letters swapped are one slip but two edits; they bring in no strange letter.
            var allowed = edits > 0 && strange < edits ? edits + 1 : edits;
            if (key.Text.Length + allowed < query.Length) continue;
            var distance = pattern.PrefixDistance(key.Text, allowed, out var whole);
            if (distance > allowed) continue;
            // Fewer edits first, then a name that ends where the typing does, then names that start with it, then shorter ones.
            var score = distance * 1000 + (whole == distance ? 0 : 200) + (key.AtStart ? 0 : 400) + Math.Min(key.Text.Length, 150);
            found = Keep(best, found, score, key.Name);
        }
        var result = new string[found];
        for (var i = 0; i < found; i++) result[i] = names[best[i].Name];
        return result;
    }

    private static int Keep(Span<(int Score, int Name)> best, int found, int score, int name)
    {
        for (var i = 0; i < found; i++)
        {
            if (best[i].Name != name) continue;
            if (best[i].Score <= score) return found;
            best[(i + 1)..found].CopyTo(best[i..]);
            found--;
            break;
        }
        if (found == best.Length && best[^1].Score <= score) return found;
        var at = Math.Min(found, best.Length - 1);
        while (at > 0 && best[at - 1].Score > score)
        {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = (score, name);
        return Math.Min(found + 1, best.Length);
    }

    private static string Fold(string text) => string.Join(' ', Words.Split(text).Where(word => word != Words.Break));

    private static uint Letters(ReadOnlySpan<char> text)
    {
        var letters = 0u;
        foreach (var c in text)
            letters |= char.IsAsciiLetter(c) ? 1u << (c - 'a') : char.IsAsciiDigit(c) ? 1u << 26 : c == ' ' ? 0u : 1u << 27;
        return letters;
    }

    private readonly record struct Key(string Text, uint Letters, int Name, bool AtStart);

    /// <summary>The typed text as bit masks.</summary>
    private sealed class Pattern
    {
        private readonly ulong[] masks = new ulong[128];
        private readonly int length;

        public Pattern(string text)
        {
            length = text.Length;
            for (var i = 0; i < text.Length; i++) masks[text[i] & 127] |= 1ul << i;
        }

        /// <summary>The fewest edits between the typing and any beginning of the text; and against the whole text.</summary>
        public int PrefixDistance(string text, int most, out int whole)
        {
            var (plus, minus) = (ulong.MaxValue, 0ul);
            var score = length;
            var best = length;
            var top = 1ul << (length - 1);
            var steps = Math.Min(text.Length, length + most + 1);
            for (var i = 0; i < steps; i++)
            {
                var equal = masks[text[i] & 127];
                var xv = equal | minus;
                var xh = (((equal & plus) + plus) ^ plus) | equal;
                var ph = minus | ~(xh | plus);
                var mh = plus & xh;
                if ((ph & top) != 0) score++;
                else if ((mh & top) != 0) score--;
                ph = (ph << 1) | 1;
                mh <<= 1;
                plus = mh | ~(xv | ph);
                minus = ph & xv;
                if (score < best) best = score;
            }
            whole = steps == text.Length ? score : int.MaxValue;
            return best;
        }
    }
}
