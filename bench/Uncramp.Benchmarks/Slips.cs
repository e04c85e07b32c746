using System.Globalization;
using System.Text;

namespace Uncramp.Benchmarks;

/// <summary>Names as fingers type them: so many random inserts, deletes, substitutions and swaps of neighbours.</summary>
internal sealed class Slips(int seed)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private readonly Random random = new(seed);

    /// <summary>Lower case, without accents, one space between words.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(c)) folded.Append(c);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>One of the names.</summary>
    public string Pick(IReadOnlyList<string> names) => names[random.Next(names.Count)];

    /// <summary>A beginning of at least so many letters.</summary>
    public string Beginning(string folded, int least) => folded[..random.Next(least, folded.Length + 1)].TrimEnd();

    /// <summary>The text with so many random edits; always different from it.</summary>
    public string Edit(string text, int edits)
    {
        while (true)
        {
            var edited = new StringBuilder(text);
            for (var i = 0; i < edits; i++) EditOnce(edited);
            var result = edited.ToString();
            if (result != text && result == Fold(result)) return result;
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
