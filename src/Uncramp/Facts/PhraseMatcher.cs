using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>What a phrase was found to mean.</summary>
/// <param name="Entry">The finding.</param>
/// <param name="Certain">False for a hint: it asks, never concludes.</param>
/// <param name="Negated">It was said not to be so.</param>
internal sealed record PhraseMatch(Entry Entry, bool Certain, bool Negated);

/// <summary>Finds the patterns of all entries in a phrase. The most specific wins: a match inside a larger one is dropped.</summary>
internal sealed class PhraseMatcher
{
    private readonly Vocabulary vocabulary;
    private readonly Dictionary<int, List<Compiled>> byFirstWord = [];

    public PhraseMatcher(Vocabulary vocabulary, IEnumerable<Entry> entries, IEnumerable<PhrasePattern> unrelated)
    {
        this.vocabulary = vocabulary;
        foreach (var pattern in unrelated) Add(null, Cut(pattern.Words), pattern.Number, certain: true);
        foreach (var entry in entries)
        {
            foreach (var name in entry.Names.Prepend(entry.Title)) AddName(entry, name);
            foreach (var pattern in entry.Said) Add(entry, Cut(pattern.Words), pattern.Number, certain: true);
            foreach (var pattern in entry.Hints) Add(entry, Cut(pattern.Words), pattern.Number, certain: false);
        }
    }

    /// <summary>Everything the phrase means, most specific patterns only.</summary>
    public List<PhraseMatch> Find(Phrase phrase, bool ignoreNegation)
    {
        var hits = new List<Hit>();
        var tried = new HashSet<Compiled>(ReferenceEqualityComparer.Instance);
        foreach (var token in phrase.Tokens)
            foreach (var concept in token.Concepts)
                if (byFirstWord.TryGetValue(concept, out var patterns))
                    foreach (var pattern in patterns)
                        if (tried.Add(pattern) && Matches(pattern, phrase) is { } places)
                            hits.Add(new Hit(pattern, places));
        var matches = new List<PhraseMatch>();
        foreach (var hit in hits)
        {
            if (hits.Exists(other => other.Covers(hit) && !hit.Covers(other))) continue;
            if (hit.Pattern.Entry is not { } entry) continue;
            var (negated, unclear) = ignoreNegation ? (false, false) : PolarityOf(phrase, hit.Places);
            var certain = !unclear && !phrase.Uncertain;
            matches.Add(new PhraseMatch(entry, hit.Pattern.Certain && certain, negated && certain));
        }
        // One finding may be met by several patterns: a certain one wins over a hint, a "yes" over a "no".
        return [.. matches.GroupBy(match => match.Entry).Select(group => group.OrderByDescending(match => match.Certain).ThenBy(match => match.Negated).First())];
    }

    private static string[] Cut(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A name that the lexicon knows as one expression is that expression: "foot drop" is not what fell on the foot.</summary>
    private void AddName(Entry entry, string name)
    {
        var words = vocabulary.NameWords(name);
        if (vocabulary.Own(words) is { } own) Add(new Compiled(entry, [[own]], null, Certain: true, Together: true));
        else Add(entry, words, null, certain: true, together: !Words.Split(name).Exists(word => word is Words.Break or "and" or "or"));
    }

    private void Add(Entry? entry, IReadOnlyList<string> words, NumberRange? number, bool certain, bool together = false)
    {
        if (words.Count == 0) return;
        var slots = words.Select(vocabulary.Alternatives).ToArray();
        Add(new Compiled(entry, slots, number, certain, together));
        foreach (var (places, own) in vocabulary.ExpressionsWithin(words))
            Add(new Compiled(entry, [[own], .. slots.Where((_, place) => !places.Contains(place))], number, certain, together));
    }

    private void Add(Compiled pattern)
    {
        foreach (var concept in pattern.Slots[0])
        {
            if (!byFirstWord.TryGetValue(concept, out var list)) byFirstWord.Add(concept, list = []);
            list.Add(pattern);
        }
    }

    private int[]? Matches(Compiled pattern, Phrase phrase)
    {
        if (pattern.Number is { } range && !phrase.Tokens.Any(token => token.Number is { } number && range.Contains(number))) return null;
        var places = new int[pattern.Slots.Length];
        // What is said to be so wins over what is said not to be: "no swelling yesterday, today my calf is swollen".
        return Place(pattern, phrase.Tokens, 0, places, onlyPositive: true) || Place(pattern, phrase.Tokens, 0, places, onlyPositive: false) ? places : null;
    }

    private bool Place(Compiled pattern, IReadOnlyList<Token> tokens, int slot, int[] places, bool onlyPositive)
    {
        if (slot == pattern.Slots.Length) return Stands(tokens, places, onlyPositive);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Array.IndexOf(places, i, 0, slot) >= 0 || !tokens[i].Concepts.AsSpan().ContainsAny(pattern.Slots[slot])) continue;
            if (pattern.Together && slot > 0 && tokens[i].Part != tokens[places[0]].Part) continue;
            places[slot] = i;
            if (Place(pattern, tokens, slot + 1, places, onlyPositive)) return true;
        }
        return false;
    }

    /// <summary>A "no" of the pattern must be about another of its words; what else is negated is not said to be so.</summary>
    private bool Stands(IReadOnlyList<Token> tokens, int[] places, bool onlyPositive)
    {
        foreach (var place in places)
        {
            if (tokens[place].Concepts is [var only] && only == vocabulary.No && !Array.Exists(places, other => tokens[other].NegatedBy == place)) return false;
            if (onlyPositive && tokens[place].Polarity != Polarity.Positive && Array.IndexOf(places, tokens[place].NegatedBy) < 0) return false;
        }
        return true;
    }

    private static (bool Negated, bool Unclear) PolarityOf(Phrase phrase, int[] places)
    {
        var (negated, unclear) = (false, false);
        foreach (var place in places)
        {
            var token = phrase.Tokens[place];
            negated |= token.Polarity == Polarity.Negated && Array.IndexOf(places, token.NegatedBy) < 0;
            unclear |= token.Polarity == Polarity.Unclear;
        }
        return (negated, unclear && !negated);
    }

    /// <summary>A pattern as meanings. Without an entry it is about nothing of ours: it only drops what lies inside it. A name stands together: "diabetes and kidney disease" is not diabetic kidney disease.</summary>
    private sealed record Compiled(Entry? Entry, int[][] Slots, NumberRange? Number, bool Certain, bool Together);

    private sealed record Hit(Compiled Pattern, int[] Places)
    {
        public bool Covers(Hit other) => other.Places.All(place => Array.IndexOf(Places, place) >= 0) && (Places.Length > other.Places.Length || Pattern.Number is not null);
    }
}
