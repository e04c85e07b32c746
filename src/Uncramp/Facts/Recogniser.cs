using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>
/// Turns words and codes into findings of one knowledge base. Never guesses: what is only close becomes a suggestion,
/// what may be meant becomes a hint that is asked.
/// </summary>
public sealed class Recogniser
{
    /// <summary>A misspelt phrase is read in at most so many ways.</summary>
    private const int MostReadings = 12;

    // Medicines and diagnoses have few names, and a population says them again and again.
    private readonly Remembered<string, IReadOnlyList<MedicineMatch>> remembered = new();
    private readonly Remembered<Naming, Recognised> statements = new();
    private readonly KnowledgeBase knowledge;
    private readonly Vocabulary vocabulary;
    private readonly PhraseMatcher findings;
    private readonly PhraseMatcher measures;
    private readonly MedicineNames medicines;
    private readonly Dictionary<string, Entry> labs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<List<int[]>>> nothing;
    private readonly Lazy<NameIndex> medicineIndex;
    private readonly Lazy<NameIndex> findingIndex;
    private readonly Lazy<ILookup<string, Entry>> wholeNames;
    private readonly Lazy<int> longestName;

    internal Recogniser(KnowledgeBase knowledge)
    {
        this.knowledge = knowledge;
        vocabulary = new Vocabulary(knowledge.Lexicon);
        findings = new PhraseMatcher(vocabulary, knowledge.Entries.Where(IsSaid), knowledge.Lexicon.Unrelated);
        measures = new PhraseMatcher(vocabulary, knowledge.Entries.Where(entry => entry.Kind.IsMeasure()), []);
        medicines = new MedicineNames(knowledge);
        foreach (var lab in knowledge.OfKind(EntryKind.Lab))
            foreach (var name in lab.Names.Prepend(lab.Title).Append(lab.Id))
                labs.TryAdd(LabKey(name), lab);
        nothing = knowledge.Lexicon.Nothing.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Select(pattern => pattern.Split(' ').Select(vocabulary.Alternatives).ToList()).ToList());
        medicineIndex = new(() => new NameIndex(medicines.All.Select(pair => pair.Name).Concat(knowledge.Register.All.Select(medicine => medicine.Name))));
        wholeNames = new(() => knowledge.Entries.Where(IsSaid).SelectMany(entry => entry.Names.Prepend(entry.Title).Select(name => (Name: WholeName(name), Entry: entry))).ToLookup(pair => pair.Name, pair => pair.Entry));
        // A kind behind the name is at most as long as "(morphologic abnormality)".
        longestName = new(() => wholeNames.Value.Max(group => group.Key.Length) + 30);
        findingIndex = new(() => new NameIndex(knowledge.Entries.Where(IsSaid).SelectMany(entry => entry.Names.Prepend(entry.Title))));
    }

    /// <summary>Typeahead over every medicine name: ours, then the register's.</summary>
    public NameIndex MedicineNames => medicineIndex.Value;

    /// <summary>The lab of that name or LOINC code, or null.</summary>
    public Entry? Lab(string name) => labs.GetValueOrDefault(LabKey(name)) ?? (knowledge.FindByCode("loinc", name) is { Kind: EntryKind.Lab } byCode ? byCode : null);

    /// <summary>The lab of a result. Its LOINC code decides where it has one; a name only where it has none.</summary>
    public Entry? Lab(LabResult result)
    {
        if (result.Codings is not { Count: > 0 } codings) return Lab(result.Name);
        var loinc = false;
        foreach (var coding in codings)
        {
            if (knowledge.FindByCode(coding.System, coding.Code) is { Kind: EntryKind.Lab } byCode) return byCode;
            loinc |= coding.System == "loinc";
        }
        return loinc ? null : codings.Select(coding => coding.Display).OfType<string>().Prepend(result.Name).Select(name => labs.GetValueOrDefault(LabKey(name))).FirstOrDefault(lab => lab is not null);
    }

    /// <summary>The findings whose whole name a statement's words or displays are.</summary>
    internal List<Entry> Named(Naming naming)
    {
        var named = new List<Entry>();
        Add(naming.Text);
        foreach (var coding in naming.Codings)
            if (coding.Display is { } display && display != naming.Text) Add(display);
        return named;

        void Add(string text)
        {
            if (text.Length <= longestName.Value) named.AddRange(wholeNames.Value[WholeName(text)].Except(named));
        }
    }

    /// <summary>What a text in a medicine list holds; empty when nothing is recognised.</summary>
    public IReadOnlyList<MedicineMatch> Medicine(string text) => knowledge.Find(text) is { Kind: EntryKind.Medicine or EntryKind.Treatment } byId ? [new MedicineMatch(null, [byId])] : medicines.Find(text);

    /// <summary>The same for words of a record. Records write the same few thousand names, so they are looked up once; what somebody tells is not kept.</summary>
    internal IReadOnlyList<MedicineMatch> RecordedMedicine(string text)
    {
        if (remembered.Of(text) is { } before) return before;
        var found = Medicine(text);
        if (text.Length <= Naming.Longest) remembered.Keep(text, found);
        return found;
    }

    /// <summary>The measures a text asks about; empty when nothing is recognised.</summary>
    public IReadOnlyList<Entry> Measures(string text)
    {
        if (knowledge.Find(text) is { } byId && (byId.Kind.IsMeasure() || byId.Kind == EntryKind.Medicine)) return [byId];
        var said = measures.Find(vocabulary.Read(text, null), ignoreNegation: true).FindAll(match => match.Certain).ConvertAll(match => match.Entry);
        if (said.Count > 0) return said;
        var entries = medicines.Find(text).SelectMany(match => match.Entries).Distinct().ToList();
        var treatments = entries.FindAll(entry => entry.Kind == EntryKind.Treatment);
        return treatments.Count > 0 ? treatments : entries;
    }

    /// <summary>Whether the text says that a whole list is empty: "not on any tablets".</summary>
    public bool SaysNothing(string list, string text) => SaysNothing(list, vocabulary.Read(text, null));

    internal bool SaysNothing(string list, Phrase phrase) => nothing.TryGetValue(list, out var patterns) && patterns.Exists(pattern => pattern.TrueForAll(word => word.Any(phrase.Has)));

    /// <summary>Whether a code of a record says that nothing is known. It answers no question.</summary>
    internal bool IsNothing(Coding coding) => knowledge.Lexicon.NothingCodes.TryGetValue(coding.System, out var codes) && (codes.Contains("*") || codes.Contains(coding.Code));

    internal bool HasGroup(string name) => vocabulary.HasGroup(name);

    internal bool CanMatch(string patternWord) => vocabulary.Alternatives(patternWord).Length > 0;

    internal Phrase Read(string text, DateOnly? asOf) => vocabulary.Read(text, asOf);

    internal List<PhraseMatch> Findings(Phrase phrase, bool ignoreNegation) => findings.Find(phrase, ignoreNegation);

    /// <summary>What a statement of a record names. Records write the same few thousand names, so they are looked up once.</summary>
    internal Recognised Statement(CodedStatement statement)
    {
        var naming = Naming.Of(statement);
        if (statements.Of(naming) is { } before) return before;
        // Whoever made the list may change it.
        naming = naming with { Codings = [.. naming.Codings] };
        var known = new Recognised(knowledge, naming);
        if (naming.IsName) statements.Keep(naming, known);
        return known;
    }

    /// <summary>What a text may mean after mending one slip in each unknown word. For questions and suggestions only.</summary>
    internal (IReadOnlyList<string> Suggestions, IReadOnlyList<Entry> Hints) Mend(string text, DateOnly? asOf)
    {
        List<List<string>> readings = [Words.Split(text)];
        for (var i = 0; i < readings[0].Count; i++)
            if (Near(readings[0][i]) is { Count: > 0 } near)
                readings = [.. near.SelectMany(word => readings.Select(words => words.Select((other, at) => at == i ? word : other).ToList())).Take(MostReadings)];
        if (!readings[0].SequenceEqual(Words.Split(text)))
        {
            var hints = readings.SelectMany(words => findings.Find(vocabulary.Read(string.Join(' ', words), asOf), ignoreNegation: false))
                .Where(match => !match.Negated).Select(match => match.Entry).Distinct().ToList();
            if (hints.Count > 0) return ([.. hints.Select(entry => entry.Title)], hints);
        }
        return ([.. findingIndex.Value.Find(text, 3)], []);
    }

    /// <summary>The known words that an unknown one is closest to; several when they are equally close, none for a word that is known.</summary>
    private List<string> Near(string word)
    {
        if (word.Length < 4 || vocabulary.Knows(word) || char.IsDigit(word[0])) return [];
        var most = word.Length < 8 ? 1 : 2;
        return vocabulary.Known.Where(known => known.Length >= 4).Select(known => (Known: known, Distance: EditDistance.Between(known, word, most)))
            .Where(pair => pair.Distance <= most).GroupBy(pair => pair.Distance).OrderBy(group => group.Key).FirstOrDefault()?
            .Select(pair => pair.Known).Order(StringComparer.Ordinal).ToList() ?? [];
    }

    private static bool IsSaid(Entry entry) => entry.Kind is EntryKind.Condition or EntryKind.Situation or EntryKind.Symptom or EntryKind.Habit
        or EntryKind.Cause or EntryKind.Lookalike or EntryKind.Flag or EntryKind.Problem;

    /// <summary>A name without the kind that SNOMED CT writes behind it: "Hypertension (disorder)".</summary>
    private static string WholeName(string name)
    {
        var kind = name.EndsWith(')') ? name.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        return string.Join(' ', Words.Split(kind > 0 ? name[..kind] : name).Where(word => word is not (Words.Break or "?")));
    }

    private static string LabKey(string name) => string.Join(' ', Words.Split(name.Replace('-', ' ').Replace('+', ' ')).Where(word => word is not (Words.Break or "serum" or "plasma" or "blood" or "level" or "s" or "p" or "total")));
}
