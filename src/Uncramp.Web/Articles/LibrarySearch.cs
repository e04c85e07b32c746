using System.Text;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Articles;

/// <summary>Finds entries by name, brand or text, in British or American spelling. Misspellings get suggestions, never a guess.</summary>
internal sealed class LibrarySearch(KnowledgeBase knowledge)
{
    private const int Most = 40;

    private readonly Lazy<List<Row>> rows = new(() => [.. knowledge.Entries.Where(entry => entry.Kind != EntryKind.Checklist).Select(Index)]);
    private readonly Lazy<NameIndex> names = new(() => new NameIndex(knowledge.Entries
        .Where(entry => entry.Kind is not (EntryKind.Checklist or EntryKind.Source))
        .SelectMany(entry => entry.Names.Prepend(entry.Title).Concat(entry.Brands))));

    /// <summary>Entries, best first; with none, names that were nearly typed.</summary>
    public (IReadOnlyList<Entry> Found, IReadOnlyList<string> Suggestions) Find(string query)
    {
        var wanted = Fold(query);
        if (wanted.Length == 0) return ([], []);
        var words = wanted.Split(' ');
        var found = rows.Value.Select(row => (row.Entry, Score: row.Score(wanted, words))).Where(pair => pair.Score > 0)
            .OrderByDescending(pair => pair.Score).ThenBy(pair => Rank(pair.Entry.Kind)).ThenBy(pair => pair.Entry.Title, StringComparer.OrdinalIgnoreCase)
            .Take(Most).Select(pair => pair.Entry).ToList();
        return (found, found.Count > 0 ? [] : names.Value.Find(query, 5));
    }

    private static Row Index(Entry entry) => new(
        entry,
        [.. entry.Names.Prepend(entry.Title).Concat(entry.Brands).Concat(entry.Substances.Select(substance => substance.Target!.Title)).Select(Fold).Distinct()],
        Fold($"{entry.Say} {entry.Text} {string.Join(' ', entry.Claims.Select(claim => claim.Text))} {entry.Source?.Authors} {entry.Source?.Findings}"));

    /// <summary>What people came to read before what it is made of.</summary>
    private static int Rank(EntryKind kind) => kind switch
    {
        EntryKind.Article or EntryKind.Problem => 0,
        EntryKind.Treatment or EntryKind.Relief or EntryKind.Prevention => 1,
        EntryKind.Medicine or EntryKind.Condition or EntryKind.Cause or EntryKind.Situation => 2,
        EntryKind.Substance => 4,
        EntryKind.Source => 5,
        _ => 3,
    };

    /// <summary>Lower case without accents, letters and digits only, British spellings as American ones.</summary>
    private static string Fold(string? text)
    {
        var folded = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) Accents.Append(folded, c);
            else if (folded.Length > 0 && folded[^1] != ' ' && !char.IsControl(c)) folded.Append(' ');
            else if (c is '\n' && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.Replace("ae", "e").Replace("oe", "e").Replace("sulph", "sulf").Replace("our", "or").Replace("ise", "ize").ToString().Trim();
    }

    private sealed record Row(Entry Entry, IReadOnlyList<string> Names, string Text)
    {
        public int Score(string wanted, string[] words)
        {
            var best = 0;
            foreach (var name in Names)
            {
                var score = name == wanted ? 100
                    : name.StartsWith(wanted, StringComparison.Ordinal) ? 80
                    : $" {name}".Contains($" {wanted}", StringComparison.Ordinal) ? 60
                    : Array.TrueForAll(words, word => $" {name}".Contains($" {word}", StringComparison.Ordinal)) ? 50
                    : 0;
                if (score > 0 && ReferenceEquals(name, Names[0])) score += 5;
                best = Math.Max(best, score);
            }
            return best > 0 ? best : Array.TrueForAll(words, word => $" {Text}".Contains($" {word}", StringComparison.Ordinal)) ? 10 : 0;
        }
    }
}
