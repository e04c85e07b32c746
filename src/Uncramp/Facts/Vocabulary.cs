using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>Numbers the meanings: every line of the lexicon is one, every other word's root is one. Cuts sentences into them.</summary>
internal sealed class Vocabulary
{
    public const string RecentGroup = "recent";
    public const string OldGroup = "old";

    private static readonly string[] Negators = ["no", "not", "never", "without", "none", "nor", "denies", "denied", "neither", "nil"];
    private static readonly string[] ClauseEnds = [Words.Break, "but", "however", "though", "although", "except", "only"];
    private static readonly string[] Doubts = ["maybe", "might", "perhaps", "possibly", "possible", "unsure", "worried", "afraid", "scared", "wonder", "wondering", "suspected", "query", "?"];
    private static readonly string[] Family = ["mother", "father", "brother", "sister", "parent", "parents", "aunt", "uncle", "grandmother", "grandfather", "mum", "dad", "mom", "family", "cousin", "gran"];

    private readonly Dictionary<string, int> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Expression>> expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> fillers;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int next;

    public Vocabulary(Lexicon lexicon)
    {
        fillers = [.. lexicon.Fillers.SelectMany(Words.Split).Where(word => word != Words.Break)];
        Recent = next++;
        Old = next++;
        No = next++;
        var lines = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var line in lexicon.Words)
        {
            var concept = next++;
            foreach (var variant in line)
            {
                var words = Cut(variant);
                if (words.Count == 1)
                {
                    if (!lines.TryGetValue(words[0], out var list)) lines.Add(words[0], list = []);
                    if (!list.Contains(concept)) list.Add(concept);
                }
                else if (words.Count > 1) AddExpression(words, [concept]);
                foreach (var word in Words.Split(variant)) known.Add(word);
            }
        }
        foreach (var (root, concepts) in lines) single.Add(root, [.. concepts]);
        foreach (var expression in lexicon.Apart)
            if (Cut(expression) is { Count: > 0 } words)
            {
                if (words.Count == 1) single[words[0]] = [next++];
                else AddExpression(words, [next++]);
            }
        foreach (var (name, members) in lexicon.Groups)
            groups[name] = [.. members.SelectMany(member => Cut(member) is { Count: 1 } one ? ConceptsOf(one[0]) : Cut(member) is { Count: > 1 } more ? ExpressionConcepts(more) : []).Distinct()];
        groups[RecentGroup] = [Recent, .. groups.GetValueOrDefault(RecentGroup) ?? []];
        groups[OldGroup] = [Old, .. groups.GetValueOrDefault(OldGroup) ?? []];
    }

    /// <summary>The meaning "began lately", worked out from the time words.</summary>
    public int Recent { get; }

    /// <summary>The meaning "has been so for long".</summary>
    public int Old { get; }

    /// <summary>The meaning of every negator.</summary>
    public int No { get; }

    /// <summary>All words patterns and names use, for suggestions.</summary>
    public IReadOnlySet<string> Known => known;

    /// <summary>The alternatives of one word of a pattern, as meanings.</summary>
    public int[] Alternatives(string word)
    {
        if (word.StartsWith('<') && !word.Contains('|', StringComparison.Ordinal)) return groups.GetValueOrDefault(word.Trim('<', '>')) ?? [];
        var concepts = new List<int>();
        foreach (var alternative in word.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (alternative.StartsWith('<')) { concepts.AddRange(Alternatives(alternative)); continue; }
            var words = Words.Split(alternative);
            foreach (var part in words) known.Add(part);
            var cut = words.Select(Words.Root).ToList();
            concepts.AddRange(cut.Count > 1 ? ExpressionConcepts(cut) : cut.Count == 1 ? ConceptsOf(cut[0]) : []);
        }
        return [.. concepts.Distinct()];
    }

    /// <summary>
    /// Expressions all of whose words a pattern names one by one: "feel cannot wipe" names "cannot feel", which a sentence holds as one.
    /// Gives, for each, the places of those words in the pattern and the expression's own meanings.
    /// </summary>
    public IEnumerable<(int[] Places, int[] Concepts)> ExpressionsWithin(IReadOnlyList<string> patternWords)
    {
        var cut = patternWords.Select(word => word.Split('|').Select(Words.Root).ToArray()).ToList();
        foreach (var start in cut.SelectMany(alternatives => alternatives).Distinct())
            foreach (var expression in expressions.GetValueOrDefault(start) ?? [])
            {
                var places = expression.Roots.Select(root => cut.FindIndex(alternatives => alternatives.Contains(root))).ToArray();
                if (!places.Contains(-1) && places.Distinct().Count() == places.Length) yield return (places, expression.Concepts);
            }
    }

    /// <summary>Whether a group of that name exists.</summary>
    public bool HasGroup(string name) => groups.ContainsKey(name);

    /// <summary>A name's words without fillers; all words when nothing else is left.</summary>
    public List<string> NameWords(string name)
    {
        var words = Words.Split(name).Where(word => word != Words.Break).ToList();
        var meant = words.Where(word => !fillers.Contains(word)).ToList();
        return meant.Count > 0 ? meant : words;
    }

    /// <summary>A sentence as meanings, with polarity and time.</summary>
    public Phrase Read(string text, DateOnly? asOf)
    {
        var words = Words.Split(text);
        var onset = TimeWords.Read(words, asOf);
        var tokens = new List<Token>();
        var negator = -1;
        var polarity = Polarity.Positive;
        var doubt = words.Exists(word => Doubts.Contains(word));
        for (var i = 0; i < words.Count;)
        {
            var word = words[i];
            if (Negators.Contains(word) && Match(words, i) is null)
            {
                if (i + 1 < words.Count && words[i + 1] is "sure" or "certain" or "idea") doubt = true;
                negator = tokens.Count;
                polarity = Polarity.Negated;
                tokens.Add(new Token([No], word, Known: true, null));
                i++;
                continue;
            }
            if (word == "could" && i + 1 < words.Count && words[i + 1] == "be") doubt = true;
            if (ClauseEnds.Contains(word)) { polarity = Polarity.Positive; negator = -1; i++; continue; }
            if (word == "and" && polarity == Polarity.Negated) polarity = Polarity.Unclear;
            var (length, concepts) = Match(words, i) ?? (1, Lookup(Words.Root(word)));
            if (length > 1 || concepts.Length > 0 || !fillers.Contains(word))
                tokens.Add(new Token(concepts, string.Join(' ', words.Skip(i).Take(length)), concepts.Length > 0, Words.Number(word)) { Polarity = polarity, NegatedBy = polarity == Polarity.Negated ? negator : -1 });
            i += length;
        }
        if (onset.Recent) tokens.Add(new Token([Recent], "", Known: true, null));
        if (onset.Old) tokens.Add(new Token([Old], "", Known: true, null));
        return new Phrase
        {
            Tokens = tokens,
            Onset = onset,
            Uncertain = doubt,
            OfFamily = words.Exists(word => Family.Contains(word)),
            Side = words.Find(word => word is "left" or "right" or "both"),
        };
    }

    private static int[] None { get; } = [];

    /// <summary>Registers a root on first use by a pattern, and gives its meanings.</summary>
    private int[] ConceptsOf(string root)
    {
        if (Negators.Contains(root)) return [No];
        if (single.TryGetValue(root, out var concepts)) return concepts;
        if (!roots.TryGetValue(root, out var concept))
        {
            roots.Add(root, concept = next++);
            single.Add(root, [concept]);
        }
        return [concept];
    }

    private int[] Lookup(string root) => single.GetValueOrDefault(root) ?? None;

    private List<string> Cut(string text)
    {
        var words = Words.Split(text).Where(word => word != Words.Break).ToList();
        var meant = words.Where(word => !fillers.Contains(word)).ToList();
        return [.. (meant.Count >= 2 || words.Count == 1 ? meant.Count == 0 ? words : meant : words).Select(Words.Root)];
    }

    private void AddExpression(List<string> cut, int[] concepts)
    {
        if (!expressions.TryGetValue(cut[0], out var list)) expressions.Add(cut[0], list = []);
        var same = list.Find(other => other.Roots.SequenceEqual(cut));
        if (same is null) list.Add(new Expression(cut, concepts));
        else { list.Remove(same); list.Add(new Expression(cut, [.. same.Concepts.Union(concepts)])); }
        list.Sort((a, b) => b.Roots.Count.CompareTo(a.Roots.Count));
    }

    private int[] ExpressionConcepts(List<string> cut) =>
        expressions.GetValueOrDefault(cut[0])?.Find(expression => expression.Roots.SequenceEqual(cut))?.Concepts ?? None;

    /// <summary>The longest known expression that starts here; fillers may stand between its words.</summary>
    private (int Length, int[] Concepts)? Match(List<string> words, int start)
    {
        if (!expressions.TryGetValue(Words.Root(words[start]), out var candidates)) return null;
        foreach (var expression in candidates)
        {
            var at = start + 1;
            var matched = 1;
            while (matched < expression.Roots.Count && at < words.Count)
            {
                if (Words.Root(words[at]) == expression.Roots[matched]) { matched++; at++; }
                else if (fillers.Contains(words[at])) at++;
                else break;
            }
            if (matched == expression.Roots.Count) return (at - start, expression.Concepts);
        }
        return null;
    }

    private sealed record Expression(List<string> Roots, int[] Concepts);
}
