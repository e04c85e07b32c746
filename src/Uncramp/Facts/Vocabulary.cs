using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>Numbers the meanings: every line of the lexicon is one, every other word's root is one. Cuts sentences into them.</summary>
internal sealed class Vocabulary
{
    public const string RecentGroup = "recent";
    public const string OldGroup = "old";

    private const string AloneGroup = "alone";
    private const string TroubleGroup = "trouble";

    private static readonly string[] Negators = ["no", "not", "never", "without", "none", "nor", "denies", "denied", "denying", "neither", "nil", "non"];
    private static readonly string[] TrailingNegators = ["none", "nil", "no", "absent", "negative"];
    private static readonly string[] ClauseEnds = ["but", "however", "though", "although", "except", "only"];
    private static readonly string[] Joins = ["and", "with", "since", "while", "when", "because", "plus"];
    private static readonly string[] NotInLists = ["my", "his", "her", "the", "a", "i", "is", "are", "was", "has", "have", "left", "right", "one", "other"];
    private static readonly string[] Doubts = ["maybe", "might", "perhaps", "possibly", "possible", "unsure", "worried", "afraid", "scared", "wonder", "wondering", "suspected", "query", "?"];
    private static readonly string[] Family = ["mother", "father", "brother", "sister", "parent", "parents", "aunt", "uncle", "grandmother", "grandfather", "mum", "dad", "mom", "family", "cousin", "gran"];

    private readonly Dictionary<string, int> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Expression>> expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(List<string> Short, List<string> Long)>> shorthand = new(StringComparer.Ordinal);
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
        known.UnionWith(lexicon.Apart.SelectMany(Words.Split));
        foreach (var expression in lexicon.Apart)
            if (Cut(expression) is { Count: > 0 } words)
            {
                if (words.Count == 1) single[words[0]] = [next++];
                else AddExpression(words, [next++], apart: true);
            }
        foreach (var (name, members) in lexicon.Groups)
            groups[name] = [.. members.SelectMany(member => Cut(member) is { Count: 1 } one ? ConceptsOf(one[0]) : Cut(member) is { Count: > 1 } more ? ExpressionConcepts(more) : []).Distinct()];
        foreach (var (brief, full) in lexicon.Shorthand)
        {
            var cut = Words.Split(brief);
            if (!shorthand.TryGetValue(cut[0], out var list)) shorthand.Add(cut[0], list = []);
            list.Add((cut, Words.Split(full)));
            // "r/o" before "r".
            list.Sort((a, b) => b.Short.Count.CompareTo(a.Short.Count));
            known.UnionWith(cut);
        }
        known.UnionWith(fillers);
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

    /// <summary>Whether a word, or another form of it, is in use.</summary>
    public bool Knows(string word) => known.Contains(word) || single.ContainsKey(Words.Root(word));

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
    /// Gives, for each, the places of those words in the pattern and the meaning of that expression alone: not of its whole line,
    /// so that a pattern never comes to mean less than it says.
    /// </summary>
    public IEnumerable<(int[] Places, int Own)> ExpressionsWithin(IReadOnlyList<string> patternWords)
    {
        var cut = patternWords.Select(word => word.Split('|').Select(Words.Root).ToArray()).ToList();
        foreach (var start in cut.SelectMany(alternatives => alternatives).Distinct())
            foreach (var expression in expressions.GetValueOrDefault(start)?.Where(expression => !expression.Apart) ?? [])
            {
                var places = expression.Roots.Select(root => cut.FindIndex(alternatives => alternatives.Contains(root))).ToArray();
                if (!places.Contains(-1) && places.Distinct().Count() == places.Length) yield return (places, expression.Own);
            }
    }

    /// <summary>The meaning of the expression that these words are in this order, or null.</summary>
    public int? Own(IReadOnlyList<string> words)
    {
        var cut = words.Select(Words.Root).ToList();
        return cut.Count < 2 ? null : expressions.GetValueOrDefault(cut[0])?.Find(expression => expression.Roots.SequenceEqual(cut))?.Own;
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
        var words = Expand(Words.Split(text));
        var onset = TimeWords.Read(words, asOf);
        var tokens = new List<Token>();
        var negator = -1;
        var (clause, part) = (0, 0);
        var polarity = Polarity.Positive;
        var doubt = words.Where((word, i) => Doubts.Contains(word) && !(i > 0 && words[i - 1] == "no")).Any();
        for (var i = 0; i < words.Count;)
        {
            var word = words[i];
            var next = i + 1 < words.Count ? words[i + 1] : Words.Break;
            if (word is "could" or "may" && next is "be" or "have") doubt = true;
            // What somebody looks for, or guards against, is not there for that.
            if (word is "rule" or "ruled" && next is "out" || word is "risk" && next is "of" or "for" || word is "prophylaxis") doubt = true;
            if (word is Words.Break or "and" or "or" or "nor" or "plus") part++;
            if (word == Words.Break || ClauseEnds.Contains(word))
            {
                if (word != Words.Break || !ListGoesOn(words, i + 1, negator < 0 ? "" : tokens[negator].Text)) polarity = Polarity.Positive;
                clause = tokens.Count;
                i++;
                continue;
            }
            if (TrailingNegators.Contains(word) && next is Words.Break or "but" && tokens.Count > clause && polarity == Polarity.Positive)
            {
                for (var earlier = clause; earlier < tokens.Count; earlier++) (tokens[earlier].Polarity, tokens[earlier].NegatedBy) = (Polarity.Negated, tokens.Count);
                tokens.Add(new Token([No, .. Lookup(Words.Root(word))], word, Known: true, null));
                i++;
                continue;
            }
            if (Negators.Contains(word) && Match(words, i) is null)
            {
                i++;
                if (next is "just" or "only" or "merely" or "simply") { i++; continue; }
                if (next is "sure" or "certain" or "idea" or "think" or "believe" || next is "know" && words.ElementAtOrDefault(i + 1) is "if" or "whether") doubt = true;
                // "I have never had chest pain like this": it is there.
                if (word is "never" && words.Skip(i).Any(later => later is "before" or "such" or "like" or "so" or "worse")) doubt = true;
                negator = tokens.Count;
                polarity = Polarity.Negated;
                tokens.Add(new Token([No], word, Known: true, null));
                continue;
            }
            if (polarity == Polarity.Negated && Joins.Contains(word) && tokens.Count > negator + 1) polarity = Polarity.Unclear;
            var (length, concepts) = Match(words, i) ?? (1, Lookup(Words.Root(word)));
            if (length > 1 || concepts.Length > 0 || !fillers.Contains(word))
            {
                tokens.Add(new Token(concepts, string.Join(' ', words.Skip(i).Take(length)), concepts.Length > 0, Words.Number(word)) { Polarity = polarity, NegatedBy = polarity == Polarity.Negated ? negator : -1, Part = part });
                if (polarity == Polarity.Negated && negator == tokens.Count - 2)
                {
                    // "no relief from chest pain" denies the relief, not the pain; "no problem with the pulse" is not "no pulse".
                    if (tokens[negator].Text == "non" || IsIn(AloneGroup, concepts)) polarity = Polarity.Positive;
                    else if (IsIn(TroubleGroup, concepts)) negator = tokens.Count - 1;
                }
            }
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

    /// <summary>
    /// Whether a negation reaches over the comma before <paramref name="start"/>: "no fever, sweats or chills" and "denies fever, chills" do,
    /// "no fever, left calf swollen" does not.
    /// </summary>
    private static bool ListGoesOn(List<string> words, int start, string negator)
    {
        var run = 0;
        for (var i = start; i < words.Count; i++)
        {
            if (words[i] is "or" or "nor") return i > start;
            if (words[i] == Words.Break) { run = 0; continue; }
            if (++run > 3 || NotInLists.Contains(words[i]) || Negators.Contains(words[i]) || ClauseEnds.Contains(words[i])) return false;
        }
        return negator.StartsWith("den", StringComparison.Ordinal);
    }

    /// <summary>Writes shorthand out: "CP" is chest pain.</summary>
    private List<string> Expand(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!shorthand.TryGetValue(words[i], out var candidates)) continue;
            var match = candidates.Find(candidate => words.Skip(i).Take(candidate.Short.Count).SequenceEqual(candidate.Short));
            if (match.Long is null) continue;
            words.RemoveRange(i, match.Short.Count);
            words.InsertRange(i, match.Long);
            i += match.Long.Count - 1;
        }
        return words;
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

    private bool IsIn(string group, int[] concepts) => groups.TryGetValue(group, out var members) && concepts.AsSpan().ContainsAny(members);

    private int[] Lookup(string root) => single.GetValueOrDefault(root) ?? None;

    private List<string> Cut(string text)
    {
        var words = Words.Split(text).Where(word => word != Words.Break).ToList();
        var meant = words.Where(word => !fillers.Contains(word)).ToList();
        return [.. (meant.Count >= 2 || words.Count == 1 ? meant.Count == 0 ? words : meant : words).Select(Words.Root)];
    }

    private void AddExpression(List<string> cut, int[] concepts, bool apart = false)
    {
        if (!expressions.TryGetValue(cut[0], out var list)) expressions.Add(cut[0], list = []);
        var same = list.Find(other => other.Roots.SequenceEqual(cut));
        if (same is null) list.Add(new Expression(cut, concepts, next++, apart));
        else { list.Remove(same); list.Add(same with { Concepts = [.. same.Concepts.Union(concepts)], Apart = same.Apart || apart }); }
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
            if (matched == expression.Roots.Count) return (at - start, [.. expression.Concepts, expression.Own]);
        }
        return null;
    }

    /// <summary>Several words that are one meaning.</summary>
    /// <param name="Roots">The words.</param>
    /// <param name="Concepts">The meanings of the lines it stands in.</param>
    /// <param name="Own">The meaning of this expression alone.</param>
    /// <param name="Apart">It means something else than its words: no pattern of those words finds it.</param>
    private sealed record Expression(List<string> Roots, int[] Concepts, int Own, bool Apart);
}
