using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>What one text in a medicine list was found to hold.</summary>
/// <param name="Ingredient">The ingredient's name, or null for a class said as such ("water pills").</param>
/// <param name="Entries">Classes and treatments it belongs to; empty when it is known without a link to cramps.</param>
public sealed record MedicineMatch(string? Ingredient, IReadOnlyList<Entry> Entries);

/// <summary>Recognises medicines: generics, salts, brands, classes and combinations, with doses, forms and instructions taken off.</summary>
internal sealed class MedicineNames
{
    private const int LongestName = 6;

    private static readonly HashSet<string> Salts = new(StringComparer.Ordinal)
    {
        "hydrochloride", "hcl", "hydrobromide", "sodium", "potassium", "calcium", "magnesium", "sulfate", "sulphate", "besilate", "besylate", "maleate", "mesilate", "mesylate",
        "tartrate", "succinate", "fumarate", "acetate", "phosphate", "citrate", "nitrate", "bromide", "chloride", "tosylate", "dihydrate", "trihydrate", "monohydrate", "anhydrous",
        "furoate", "propionate", "xinafoate", "dipropionate", "bisulfate", "hemihydrate", "erbumine", "arginine", "medoxomil", "cilexetil", "etexilate", "bisulphate", "magnesium trihydrate",
    };

    private readonly KnowledgeBase knowledge;
    private readonly Dictionary<string, List<Entry>> byName = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string?>> byStem;

    public MedicineNames(KnowledgeBase knowledge)
    {
        this.knowledge = knowledge;
        foreach (var entry in knowledge.Entries)
        {
            if (entry.Kind is not (EntryKind.Substance or EntryKind.Medicine or EntryKind.Treatment)) continue;
            foreach (var name in entry.Names.Prepend(entry.Title).Concat(entry.Brands))
            {
                var key = Key(name);
                if (key.Length == 0) continue;
                if (!byName.TryGetValue(key, out var list)) byName.Add(key, list = []);
                if (!list.Contains(entry)) list.Add(entry);
            }
        }
        byStem = new(Stems);
    }

    /// <summary>Ingredients by the stem that other languages keep; null where two have the same. Brands are not translated.</summary>
    private Dictionary<string, string?> Stems()
    {
        var stems = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, entry) in All)
            if (entry.Kind == EntryKind.Substance && !entry.Brands.Contains(name)) Add(Key(name), Key(entry.Title));
        foreach (var medicine in knowledge.Register.All)
            if (medicine.Ingredients is [var only] && Key(only) == Key(medicine.Name)) Add(Key(only), byName.TryGetValue(Key(only), out var ours) ? Key(ours[0].Title) : Key(only));
        return stems;

        void Add(string name, string target)
        {
            if (NationalNames.Stem(name) is not { } stem) return;
            stems[stem] = stems.TryGetValue(stem, out var other) && other != target ? null : target;
        }
    }

    /// <summary>Every name known here, for the typeahead and for suggestions.</summary>
    public IEnumerable<(string Name, Entry Entry)> All => knowledge.Entries
        .Where(entry => entry.Kind is EntryKind.Substance or EntryKind.Medicine)
        .SelectMany(entry => entry.Names.Prepend(entry.Title).Concat(entry.Brands).Select(name => (name, entry)));

    /// <summary>What the text holds; empty when nothing was recognised.</summary>
    public List<MedicineMatch> Find(string text)
    {
        var words = Plain(text);
        var matches = new List<MedicineMatch>();
        for (var i = 0; i < words.Count;)
        {
            // The longest name that starts here; doses, forms and instructions around it name nothing.
            var length = Math.Min(LongestName, words.Count - i);
            List<MedicineMatch>? found = null;
            for (; length > 0; length--)
            {
                if (length == 1 && (Noise.Contains(words[i]) || Words.Number(words[i]) is not null || (matches.Count > 0 && Salts.Contains(words[i])))) continue;
                found = Lookup(string.Join(' ', words.Skip(i).Take(length)));
                if (found is not null) break;
            }
            if (found is not null) matches.AddRange(found);
            i += Math.Max(1, length);
        }
        // An ingredient named twice ("Lasix (furosemide)") is one.
        return [.. matches.DistinctBy(match => (match.Ingredient, match.Entries.Count > 0 ? match.Entries[0].Id : null))];
    }

    /// <summary>Lower case, without accents and punctuation: one key for every spelling of a name.</summary>
    internal static string Key(string text) => string.Join(' ', Plain(text));

    /// <summary>What is left when doses, forms and instructions are taken off: for suggestions.</summary>
    internal static string Bare(string text) => string.Join(' ', Plain(text).Where(word => Words.Number(word) is null && !Noise.Contains(word)));

    private static List<string> Plain(string text) => [.. Words.Split(text.Replace('-', ' ').Replace('/', ' ')).Where(word => word is not (Words.Break or "?"))];

    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal)
    {
        "mg", "mcg", "ug", "microgram", "micrograms", "milligram", "milligrams", "gram", "grams", "g", "ml", "unit", "units", "iu", "mmol", "meq", "percent",
        "tablet", "tablets", "tab", "tabs", "capsule", "capsules", "cap", "caps", "pill", "pills", "inhaler", "inhalers", "puff", "puffs", "spray", "patch", "patches", "injection", "injections", "infusion",
        "oral", "solution", "suspension", "syrup", "drops", "cream", "gel", "ointment", "film", "coated", "effervescent", "chewable", "dispersible", "sublingual", "rectal", "topical", "powder", "sachet", "sachets",
        "mr", "sr", "xr", "xl", "er", "la", "cr", "ec", "pr", "retard", "modified", "extended", "prolonged", "release", "slow", "enteric", "accuhaler", "turbohaler", "evohaler", "ellipta", "nexthaler", "diskus",
        "once", "twice", "daily", "day", "a", "an", "the", "my", "i", "in", "at", "on", "of", "and", "with", "for", "per", "each", "every", "morning", "night", "evening", "bedtime", "nightly", "mane", "nocte", "bd", "od", "tds", "qds", "bid", "tid", "qid", "prn", "po", "om",
        "take", "takes", "taking", "am", "she", "he", "dose", "low", "high", "needed", "when", "as", "then", "increased", "reduced", "new", "old", "both", "since", "started", "about", "some", "sometimes", "use", "uses", "using", "prescribed", "generic", "brand", "medicine", "medication", "im", "to", "water", "food",
    };

    private List<MedicineMatch>? Lookup(string key)
    {
        if (key.Length == 0) return null;
        if (byName.TryGetValue(key, out var entries) || (key.EndsWith('s') && byName.TryGetValue(key[..^1], out entries)))
        {
            // A substance says more than the class of the same name; a class is taken where no substance answers.
            var substances = entries.FindAll(entry => entry.Kind == EntryKind.Substance);
            return substances.Count > 0
                ? [.. substances.Select(substance => new MedicineMatch(substance.Title, ClassesOf(substance)))]
                : [new MedicineMatch(null, entries)];
        }
        if (knowledge.Register.Find(key) is not { } registered)
            return NationalNames.Stem(key) is { } stem && byStem.Value.GetValueOrDefault(stem) is { } here && here != key ? Lookup(here) : null;
        return [.. registered.Ingredients.Select(ingredient => SubstanceOf(ingredient) is { } substance
            ? new MedicineMatch(substance.Title, ClassesOf(substance))
            : new MedicineMatch(ingredient, registered.Atc is { } atc && registered.Ingredients.Count == 1 && knowledge.FindByCode("atc", atc) is { Kind: EntryKind.Medicine } byAtc ? [byAtc] : []))];
    }

    /// <summary>The substance of a registered ingredient: "enoxaparin sodium" is enoxaparin.</summary>
    private Entry? SubstanceOf(string ingredient)
    {
        var words = Plain(ingredient);
        while (true)
        {
            if (byName.TryGetValue(string.Join(' ', words), out var known) && known.Find(entry => entry.Kind == EntryKind.Substance) is { } substance) return substance;
            if (words.Count < 2 || !Salts.Contains(words[^1])) return null;
            words.RemoveAt(words.Count - 1);
        }
    }

    private static IReadOnlyList<Entry> ClassesOf(Entry substance) => [.. substance.Classes.OrderBy(entry => entry.Id, StringComparer.Ordinal)];
}
