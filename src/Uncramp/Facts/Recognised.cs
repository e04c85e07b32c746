using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>The words and codes of a statement, without whose it is and when it was. Two with the same content are the same.</summary>
/// <param name="Text">The words, verbatim.</param>
/// <param name="Codings">Codes and displays; never changed.</param>
/// <param name="WholeName">Whether it counts only by a code or a whole name.</param>
internal readonly record struct Naming(string Text, IReadOnlyList<Coding> Codings, bool WholeName)
{
    /// <summary>What is longer is a sentence that nobody else wrote.</summary>
    public const int Longest = 100;

    private const int MostCodings = 12;

    /// <summary>Whether it is what others say too: short words, few codes.</summary>
    public bool IsName => Text.Length <= Longest && Codings.Count <= MostCodings && Codings.All(coding => coding.System.Length <= Longest && coding.Code.Length <= Longest && !(coding.Display?.Length > Longest));

    public static Naming Of(CodedStatement statement) => new(statement.Text, statement.Codings ?? [], statement.WholeName);

    public bool Equals(Naming other)
    {
        if (Text != other.Text || WholeName != other.WholeName || Codings.Count != other.Codings.Count) return false;
        for (var i = 0; i < Codings.Count; i++)
            if (!Codings[i].Equals(other.Codings[i])) return false;
        return true;
    }

    /// <summary>Of all that <see cref="Equals(Naming)"/> compares, so that nobody can fill one slot on purpose.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Text);
        hash.Add(WholeName);
        for (var i = 0; i < Codings.Count; i++) hash.Add(Codings[i]);
        return hash.ToHashCode();
    }
}

/// <summary>
/// What a statement of a record names. Records write the same few thousand names, so each is looked up once, part by part as somebody asks;
/// two threads that ask at once look up the same.
/// </summary>
internal sealed class Recognised(KnowledgeBase knowledge, Naming naming)
{
    // Whatever the words say of time, on one of these two days it is something else.
    private static readonly DateOnly OneDay = new(2001, 2, 3), OtherDay = new(2031, 10, 17);

    private IReadOnlyList<Entry>? findings;
    private IReadOnlyList<Diagnosis>? diagnoses;
    private NamedMedicines? medicines;
    private MedicineWords? words;
    // 0: nobody has asked; 1: no; 2: yes. One byte, so that no thread sees half of it.
    private byte silence, needsDay;

    /// <summary>A code says that nothing is known. It answers no question.</summary>
    public bool IsNothing { get; } = naming.Codings.Any(knowledge.Recogniser.IsNothing);

    /// <summary>The findings that its codes stand for, each once; else the one whose id or, where that counts, whose whole name its words are.</summary>
    public IReadOnlyList<Entry> Findings => findings ??= Find();

    /// <summary>Its words and displays as diagnoses, each once.</summary>
    /// <param name="asOf">The day that "since Monday" is counted from.</param>
    public IReadOnlyList<Diagnosis> Diagnoses(DateOnly? asOf) => NeedsDay ? [.. Read(asOf)] : diagnoses ??= [.. Read(asOf)];

    /// <summary>Its medicines.</summary>
    public NamedMedicines Medicines => medicines ??= FindMedicines();

    /// <summary>What its words say of taking it.</summary>
    /// <param name="asOf">The day that "since Monday" is counted from.</param>
    public MedicineWords Words(DateOnly? asOf) => NeedsDay ? MedicineWords.Read(naming.Text, asOf) : words ??= MedicineWords.Read(naming.Text, asOf);

    /// <summary>Its words say that a whole list is empty, or that nothing is known.</summary>
    public bool IsSilence => Once(ref silence, () => Diagnoses(null).Any(read => knowledge.Recogniser.SaysNothing("records", read.Phrase) || knowledge.Recogniser.SaysNothing("medicines", read.Phrase)));

    private bool NeedsDay => Once(ref needsDay, () => MedicineWords.Read(naming.Text, OneDay) != MedicineWords.Read(naming.Text, OtherDay)
        || Read(OneDay).Zip(Read(OtherDay)).Any(pair => pair.First.Phrase.Onset != pair.Second.Phrase.Onset));

    private static bool Once(ref byte answer, Func<bool> ask)
    {
        if (answer == 0) answer = (byte)(ask() ? 2 : 1);
        return answer == 2;
    }

    private List<Entry> Find()
    {
        var found = naming.Codings.Select(coding => knowledge.FindByCode(coding.System, coding.Code)).OfType<Entry>().Distinct().ToList();
        if (found.Count == 0 && knowledge.Find(naming.Text) is { } byId) found.Add(byId);
        return found.Count == 0 && naming.WholeName ? knowledge.Recogniser.Named(naming) : found;
    }

    private IEnumerable<Diagnosis> Read(DateOnly? asOf) => naming.Codings.Select(coding => coding.Words).OfType<string>().Prepend(naming.Text).Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(text => knowledge.Recogniser.Read(text, asOf)).Select(phrase => new Diagnosis(phrase, knowledge.Recogniser.Findings(phrase, ignoreNegation: false)));

    /// <summary>
    /// By words, codes, displays and ingredients. They should agree and together say more than each alone: a combination's code its class, the words its parts.
    /// Where they contradict each other, what the person who wrote it said counts, and the contradiction is reported.
    /// </summary>
    private NamedMedicines FindMedicines()
    {
        var said = knowledge.Recogniser.RecordedMedicine(naming.Text);
        var whole = naming.Codings.Where(coding => !coding.Ingredient).SelectMany(OfCoding).ToList();
        var parts = naming.Codings.Where(coding => coding.Ingredient).SelectMany(OfCoding).ToList();
        var ingredients = said.Select(match => match.Ingredient).OfType<string>().ToHashSet();
        var dropped = new List<MedicineMatch>();
        if (ingredients.Count > 0)
        {
            var others = whole.Select(match => match.Ingredient).OfType<string>().ToHashSet();
            if (others.Count > 0 && !others.Overlaps(ingredients)) dropped = whole.FindAll(match => match.Ingredient is not null);
            // A class that neither the name nor the listed ingredients belong to.
            else if (parts.Count > 0) dropped = whole.FindAll(match => match.Ingredient is null && match.Entries.Count > 0 && !said.Concat(parts).Any(other => match.Entries.Any(entry => other.Entries.Any(own => IsOrNarrows(own, entry)))));
            whole.RemoveAll(dropped.Contains);
        }
        List<MedicineMatch> all = [.. said, .. whole, .. parts];
        List<MedicineMatch> matches = [.. all
            .Where(match => match.Ingredient is not null || !all.Exists(other => other.Ingredient is not null && match.Entries.All(entry => other.Entries.Any(own => IsOrNarrows(own, entry)))))
            .DistinctBy(match => (match.Ingredient, match.Entries.Count > 0 ? match.Entries[0].Id : null))];
        return new NamedMedicines(matches, [.. matches.SelectMany(match => match.Entries).Distinct()], [.. dropped.Select(match => match.Ingredient ?? match.Entries[0].Title).Distinct()]);

        static bool IsOrNarrows(Entry own, Entry entry) => own == entry || own.Broader.Any(broader => IsOrNarrows(broader.Target!, entry));

        IEnumerable<MedicineMatch> OfCoding(Coding coding)
        {
            if (knowledge.FindByCode(coding.System, coding.Code) is { } entry)
                yield return entry.Kind == EntryKind.Substance ? new MedicineMatch(entry.Title, entry.Classes) : new MedicineMatch(null, [entry]);
            if (coding.Words is { } display)
                foreach (var match in knowledge.Recogniser.RecordedMedicine(display)) yield return match;
        }
    }
}

/// <summary>A name of a diagnosis as meanings, and what they find.</summary>
/// <param name="Phrase">The meanings.</param>
/// <param name="Matches">Findings, each with its polarity.</param>
internal sealed record Diagnosis(Phrase Phrase, IReadOnlyList<PhraseMatch> Matches);

/// <summary>The medicines of one statement.</summary>
/// <param name="Matches">Each once.</param>
/// <param name="Entries">Their classes and treatments, each once.</param>
/// <param name="Contradicted">What a code says and the words contradict; not among the matches.</param>
internal sealed record NamedMedicines(IReadOnlyList<MedicineMatch> Matches, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Contradicted);

/// <summary>What the words of a medicine say of taking it.</summary>
/// <param name="Denied">It is not taken, or not borne.</param>
/// <param name="Onset">When.</param>
/// <param name="Stopped">It was taken and is no more.</param>
internal sealed record MedicineWords(bool Denied, Onset Onset, bool Stopped)
{
    public static MedicineWords Read(string text, DateOnly? asOf)
    {
        var words = Words.Split(text);
        var onset = TimeWords.Read(words, asOf);
        // "Stopped in March, back on it since May" is taken.
        var resumed = words.Exists(word => word is "restarted" or "resumed" or "again") || string.Join(' ', words).Contains("back on", StringComparison.Ordinal);
        return new MedicineWords(
            words.Exists(word => word is "not" or "never" or "allergic" or "allergy" or "no" or "intolerant" or "intolerance" or "cannot"),
            onset,
            !resumed && (onset.Past || onset.Previous || words.Exists(word => word is "stopped" or "finished" or "off" or "until" or "discontinued" or "longer")));
    }
}
