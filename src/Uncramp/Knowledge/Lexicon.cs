using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>The words people use: one meaning a line, groups of words, expressions that mean something else, and words without meaning.</summary>
public sealed class Lexicon
{
    /// <summary>Each line's words; the first stands for all. A "word" may be an expression of several.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Words { get; init; } = [];

    /// <summary>Named sets of words for patterns.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Expressions that are taken out first because they mean something else.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];

    /// <summary>Patterns that mean nothing of ours: the patterns of entries that lie inside them are dropped ("tonsils swollen").</summary>
    public IReadOnlyList<PhrasePattern> Unrelated { get; init; } = [];

    /// <summary>Shorthand and what it is short for.</summary>
    public IReadOnlyDictionary<string, string> Shorthand { get; init; } = new Dictionary<string, string>();

    /// <summary>Words that carry no meaning here.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = [];

    /// <summary>Phrases that say that a whole list is empty ("not on any tablets"), by list.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Nothing { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Codes of records that say that nothing is known, by system; <c>*</c> stands for every code of the system.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NothingCodes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    internal static Lexicon Read(Node root, string file, List<Problem> problems)
    {
        var fields = new Fields(root, file, problems);
        var lexicon = new Lexicon
        {
            Words = [.. fields.Items("words").Select(line => (IReadOnlyList<string>)[.. line.Items.Select(item => item.Text ?? "")])],
            Groups = (fields.Take("groups")?.Pairs ?? []).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Items.Select(item => item.Text ?? "")]),
            Apart = fields.Texts("apart"),
            Unrelated = EntryReader.Patterns(fields, "unrelated"),
            Shorthand = (fields.Take("shorthand")?.Pairs ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text ?? ""),
            Fillers = fields.Texts("fillers"),
            Nothing = (fields.Take("nothing")?.Pairs ?? []).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Items.Select(item => item.Text ?? "")]),
            NothingCodes = (fields.Take("nothing-codes")?.Pairs ?? []).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Items.Select(item => item.Text ?? "")]),
        };
        fields.Done();
        return lexicon;
    }
}
