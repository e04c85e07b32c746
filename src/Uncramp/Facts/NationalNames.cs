using System.Text;

namespace Uncramp.Facts;

/// <summary>
/// The stem that an international non-proprietary name keeps in other languages: furosemide, Furosemid, furosemida and furosémide are one;
/// so are ibandronic acid, Ibandronsäure and ácido ibandrónico. Languages write the same Latin and Greek sounds in regular ways, and only those are folded:
/// this is spelling, not likeness. Names in other scripts stay as they are.
/// </summary>
internal static class NationalNames
{
    private const int ShortestStem = 5;

    private static readonly HashSet<string> AcidWords = new(StringComparer.Ordinal) { "acid", "acido", "acide", "acidum", "zuur", "saure", "saeure", "syre", "syra", "kwas" };
    private static readonly string[] AcidEnds = ["saeure", "saure", "syre", "syra", "zuur"];
    private static readonly string[] AcidForms = ["icum", "ique", "ico", "ica", "ic"];
    private static readonly string[] Endings = ["um", "us", "a", "e", "o"];

    /// <summary>The stem of one or two plain words, or null when it is too short to tell names apart.</summary>
    public static string? Stem(string key)
    {
        var words = key.Split(' ');
        if (words.Length > 2 || words.Any(word => word.Any(char.IsDigit))) return null;
        if (words.Length == 2)
        {
            var acid = Array.FindIndex(words, AcidWords.Contains);
            if (acid >= 0) return Acid(words[1 - acid], AcidForms);
            return Word(words[0]) is { } first && Word(words[1]) is { } second ? $"{first} {second}" : null;
        }
        foreach (var end in AcidEnds)
            if (key.EndsWith(end, StringComparison.Ordinal)) return Acid(key[..^end.Length], []);
        return Word(key);
    }

    private static string? Acid(string word, string[] forms)
    {
        foreach (var form in forms)
            if (word.EndsWith(form, StringComparison.Ordinal))
            {
                word = word[..^form.Length];
                break;
            }
        return Fold(word) is { Length: >= ShortestStem } stem ? stem + "#" : null;
    }

    private static string? Word(string word)
    {
        var folded = Fold(word);
        foreach (var ending in Endings)
            if (folded.EndsWith(ending, StringComparison.Ordinal))
            {
                folded = folded[..^ending.Length];
                break;
            }
        return folded.Length >= ShortestStem ? folded : null;
    }

    /// <summary>Spanish puts an e before s and a consonant; h is mute; y is i; k, qu and c before a dark vowel or a consonant sound alike; n before a lip is m; doubled letters are one.</summary>
    private static string Fold(string word)
    {
        var text = new StringBuilder(word)
            .Replace("ph", "f").Replace("th", "t").Replace("rh", "r").Replace("qu", "k").Replace("ch", "k").Replace("ae", "e").Replace("oe", "e").Replace('y', 'i').Replace('w', 'v');
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            if (c == 'h') continue;
            if (c == 'e' && i == 0 && next == 's' && text.Length > 2 && text[2] is not ('a' or 'e' or 'i' or 'o' or 'u')) continue;
            if (c == 'c' && next is not ('e' or 'i')) c = 'k';
            if (c == 'n' && next is ('v' or 'p' or 'b')) c = 'm';
            if (folded.Length > 0 && folded[^1] == c) continue;
            folded.Append(c);
        }
        return folded.ToString();
    }
}
