using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uncramp.Facts;

/// <summary>Cuts text into words and words to their roots, the same way for what people say and for the patterns that look for it.</summary>
internal static partial class Words
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["eleven"] = 11, ["twelve"] = 12, ["fifteen"] = 15, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60,
        ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["hundred"] = 100, ["couple"] = 2, ["few"] = 3, ["several"] = 5, ["dozen"] = 12, ["half"] = 0,
    };

    /// <summary>Marks the end of a clause: a comma, a stop. A colon is none: "calf swelling: none".</summary>
    public const string Break = ",";

    /// <summary>Lower-case words without accents; clause breaks kept as <see cref="Break"/>; "can't" becomes "cannot", "isn't" becomes "is not".</summary>
    public static List<string> Split(string text)
    {
        var letters = new StringBuilder(text.Length + 8);
        foreach (var c in text) Accents.Append(letters, c is '’' or '‘' or '`' or '´' ? '\'' : c);
        var plain = letters.ToString().Replace("could not", "cannot", StringComparison.Ordinal);
        if (plain.Contains('\'', StringComparison.Ordinal))
            plain = letters.Replace("can't", "cannot").Replace("couldn't", "cannot").Replace("could not", "cannot").Replace("won't", "will not").Replace("n't", " not").Replace("'s", "").Replace("'", "").ToString();
        if (plain.Contains('x', StringComparison.Ordinal))
            plain = ClinicalSpan().Replace(plain, span => $" x {span.Groups[1].Value} {span.Groups[2].Value switch { "7" => "days", "52" => "weeks", "12" => "months", _ => "" }} ");
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= plain.Length; i++)
        {
            var c = i < plain.Length ? plain[i] : ' ';
            var inWord = char.IsAsciiLetterOrDigit(c) || c > 127 && char.IsLetter(c)
                || c == '.' && start >= 0 && char.IsDigit(plain[i - 1]) && i + 1 < plain.Length && char.IsDigit(plain[i + 1]);
            if (inWord)
            {
                // "40mg" is a number and a unit.
                if (start >= 0 && char.IsLetter(c) && char.IsDigit(plain[i - 1])) { words.Add(plain[start..i]); start = i; }
                if (start < 0) start = i;
                continue;
            }
            if (start >= 0) words.Add(plain[start..i]);
            start = -1;
            if (c is ',' or ';' or '.' or '(' or ')' or '!') words.Add(Break);
            else if (c == '?') words.Add("?");
        }
        for (var i = 0; i < words.Count; i++)
            words[i] = words[i] switch { "dont" or "doesnt" or "didnt" or "isnt" or "arent" or "wasnt" or "hasnt" or "havent" => "not", "cant" or "couldnt" => "cannot", var word => word };
        return words;
    }

    /// <summary>The root that all forms of a word share. It need not be a word: "swollen" and "pushes" become whatever they become on both sides; so do British and American spellings.</summary>
    public static string Root(string word)
    {
        if (word.Length <= 3 || char.IsDigit(word[0])) return word;
        var root = word.Length < 6 ? word : word.Replace("ae", "e").Replace("oe", "e").Replace("our", "or");
        if (root.EndsWith("ies", StringComparison.Ordinal) && root.Length > 4) root = root[..^3] + "y";
        else if (root.EndsWith("sses", StringComparison.Ordinal) || root.EndsWith("shes", StringComparison.Ordinal) || root.EndsWith("ches", StringComparison.Ordinal) || root.EndsWith("xes", StringComparison.Ordinal)) root = root[..^2];
        else if (root[^1] == 's' && root[^2] is not ('s' or 'u' or 'i')) root = root[..^1];
        if (root is "evening" or "fitted") return root; // no forms of "even" and of "fit": a stent is fitted, a person has a fit
        if (root.Length > 5 && root.EndsWith("ing", StringComparison.Ordinal)) root = Undouble(root[..^3]);
        else if (root.Length > 4 && root.EndsWith("ed", StringComparison.Ordinal) && root[^3] != 'e') root = Undouble(root[..^2]);
        return root.Length > 3 && root[^1] == 'e' ? root[..^1] : root;
    }

    /// <summary>The number a word stands for, in digits or in words, or null.</summary>
    public static double? Number(string word) =>
        Numbers.TryGetValue(word, out var number) ? number
        : char.IsDigit(word[0]) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : null;

    /// <summary>How nurses write a length of time: "x3/7" three days, "x2/52" two weeks, "x4/12" four months.</summary>
    [GeneratedRegex(@"\bx ?(\d{1,2})(?:/(7|52|12)\b|(?= ?(?:days?|d|weeks?|wks?|months?|hours?|hrs?)\b))", RegexOptions.CultureInvariant)]
    private static partial Regex ClinicalSpan();

    private static string Undouble(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e' or 'o') ? stem[..^1] : stem;
}
