using System.Text;

namespace Uncramp.Benchmarks;

/// <summary>Names as fingers type them: so many random inserts, deletes, substitutions and swaps of neighbours.</summary>
internal sealed class Slips(int seed)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private readonly Random random = new(seed);

    /// <summary>One of the names.</summary>
    public string Pick(IReadOnlyList<string> names) => names[random.Next(names.Count)];

    /// <summary>A beginning of at least so many letters that ends with one.</summary>
    public string Beginning(string name, int least)
    {
        var length = random.Next(least, name.Length + 1);
        while (length < name.Length && !char.IsLetterOrDigit(name[length - 1])) length++;
        return name[..length];
    }

    /// <summary>The text with so many random edits; always different from it.</summary>
    public string Edit(string text, int edits)
    {
        while (true)
        {
            var edited = new StringBuilder(text);
            for (var i = 0; i < edits; i++) EditOnce(edited);
            var result = edited.ToString();
            if (edits == 0 || result != text) return result;
        }
    }

    private void EditOnce(StringBuilder text)
    {
        var at = random.Next(text.Length);
        var letter = Letters[random.Next(Letters.Length)];
        switch (random.Next(4))
        {
            case 0: text.Insert(at, letter); break;
            case 1: text.Remove(at, 1); break;
            case 2: text[at] = letter; break;
            default:
                var next = Math.Min(at + 1, text.Length - 1);
                (text[at], text[next]) = (text[next], text[at]);
                break;
        }
    }
}
