using System.Text.RegularExpressions;

namespace Uncramp.Knowledge;

/// <summary>
/// Flesch–Kincaid grade (Kincaid 1975): 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
/// Names of medicines, tests and diseases count as two syllables: people cannot choose shorter ones.
/// </summary>
public static partial class ReadingGrade
{
    /// <summary>The grade of a text; 0 for one without words.</summary>
    /// <param name="text">Sentences; a line break ends one too.</param>
    /// <param name="names">Words that count as two syllables at most, in lower case.</param>
    public static double Of(string text, IReadOnlySet<string> names)
    {
        var (sentences, words, syllables) = (0, 0, 0);
        foreach (var sentence in Sentences().Split(text))
        {
            var inSentence = 0;
            foreach (Match word in WordPattern().Matches(sentence))
            {
                inSentence++;
                var lower = word.Value.ToLowerInvariant();
                var count = Syllables(lower);
                syllables += names.Contains(lower) || names.Contains(lower.TrimEnd('s')) ? Math.Min(2, count) : count;
            }
            if (inSentence == 0) continue;
            sentences++;
            words += inSentence;
        }
        return words == 0 ? 0 : (0.39 * words / sentences) + (11.8 * syllables / words) - 15.59;
    }

    /// <summary>Vowel groups, less a silent final e; at least one.</summary>
    internal static int Syllables(string word)
    {
        if (word.Length <= 3 || char.IsDigit(word[0])) return 1;
        var count = Vowels().Count(word);
        if (word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal)) count--;
        else if (word.EndsWith("es", StringComparison.Ordinal) && word[^3] is not ('s' or 'x' or 'z' or 'h' or 'c' or 'g')) count--;
        else if (word.EndsWith("ed", StringComparison.Ordinal) && word[^3] is not ('t' or 'd')) count--;
        return Math.Max(1, count);
    }

    [GeneratedRegex(@"[.!?:;]+(\s|$)|\n+")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"[A-Za-z0-9’']+")]
    private static partial Regex WordPattern();

    [GeneratedRegex("[aeiouy]+")]
    private static partial Regex Vowels();
}
