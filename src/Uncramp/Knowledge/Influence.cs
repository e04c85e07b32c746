namespace Uncramp.Knowledge;

/// <summary>
/// What rests on what: the entries whose conclusions an answer can touch. From it follow which findings are worth asking,
/// and what must be decided anew when one answer changes.
/// </summary>
internal sealed class Influence
{
    private readonly KnowledgeBase knowledge;
    private readonly List<Entry>?[] resting;
    private readonly IReadOnlyList<Entry>?[] touched;
    private readonly HashSet<Entry> named = [];
    private readonly HashSet<Entry> urgent = [];
    private readonly Dictionary<Entry, SortedSet<double>> limits = [];

    public Influence(KnowledgeBase knowledge)
    {
        this.knowledge = knowledge;
        resting = new List<Entry>?[knowledge.Entries.Count];
        touched = new IReadOnlyList<Entry>?[knowledge.Entries.Count];
        foreach (var entry in knowledge.Entries)
        {
            // An audit looks at a population: no person is asked anything for its sake.
            if (entry.Kind == EntryKind.Audit) continue;
            foreach (var criterion in entry.Criteria()) Rest(entry, criterion);
            foreach (var narrower in entry.Narrower) Rest(entry, narrower);
            foreach (var finding in entry.UnjudgedFor) Rest(entry, finding);
            foreach (var level in entry.Flag?.Levels ?? [])
                if (level.Level >= CareLevel.SameDay) AddNamed(level.When, urgent);
        }
        Askable = [.. knowledge.Entries.Where(IsAskable)];
    }

    /// <summary>Findings with a question that some rule rests on, or that may be contributors themselves.</summary>
    public IReadOnlyList<Entry> Askable { get; }

    /// <summary>Whether an emergency or same-day level of a flag names this finding.</summary>
    public bool IsUrgent(Entry finding) => urgent.Contains(finding);

    /// <summary>Numbers worth trying for a finding: both sides of every limit that a rule sets.</summary>
    public IReadOnlyCollection<double> TryNumbers(Entry entry) => limits.TryGetValue(entry, out var numbers) ? numbers : [];

    /// <summary>Every entry that an answer about this finding can touch, itself and its wider and narrower findings included, ordered by id.</summary>
    public IReadOnlyList<Entry> TouchedBy(Entry finding) => touched[finding.Index] ??= Spread(finding);

    private Entry[] Spread(Entry finding)
    {
        var reached = new bool[resting.Length];
        var open = new Stack<Entry>();
        Reach(finding);
        Widen(finding);
        Narrow(finding);
        while (open.TryPop(out var entry))
            foreach (var above in resting[entry.Index] ?? []) Reach(above);
        return [.. knowledge.Entries.Where(entry => reached[entry.Index])];

        void Reach(Entry entry)
        {
            if (reached[entry.Index]) return;
            reached[entry.Index] = true;
            open.Push(entry);
        }

        void Widen(Entry entry)
        {
            foreach (var broader in entry.Broader)
            {
                Reach(broader.Target!);
                Widen(broader.Target!);
            }
        }

        void Narrow(Entry entry)
        {
            foreach (var narrower in entry.Narrower)
            {
                Reach(narrower);
                Narrow(narrower);
            }
        }
    }

    private void Rest(Entry owner, Criterion criterion)
    {
        if (criterion.Names?.Target is { } target)
        {
            Rest(owner, target);
            named.Add(target);
        }
        switch (criterion)
        {
            case Criterion.Value { Finding.Target: { } finding } value:
                if (!limits.TryGetValue(finding, out var numbers)) limits.Add(finding, numbers = []);
                foreach (var end in value.Range.Ends)
                    foreach (var number in (ReadOnlySpan<double>)[end - 0.5, end, end + 0.5])
                        if (number >= 0) numbers.Add(number);
                break;
            case Criterion.Taking when knowledge.OfField("cramps.sinceWeeks") is { } since:
                Rest(owner, since);
                break;
            case Criterion.Band { Lab: null } band:
                foreach (var lab in band.AnyLab ? knowledge.OfKind(EntryKind.Lab) : owner.RaisedBy) Rest(owner, lab);
                break;
            case Criterion.ConcludedKind concluded:
                foreach (var entry in knowledge.OfKind(concluded.Kind))
                    if (entry.Contribution is not null) Rest(owner, entry);
                break;
        }
        foreach (var child in criterion.Children) Rest(owner, child);
    }

    private void Rest(Entry owner, Entry on) => (resting[on.Index] ??= []).Add(owner);

    private static void AddNamed(Criterion criterion, HashSet<Entry> set)
    {
        if (criterion.Names?.Target is { } target) set.Add(target);
        foreach (var child in criterion.Children) AddNamed(child, set);
    }

    // A rule on a wider finding is also settled by a narrower one.
    private bool IsAskable(Entry entry) => entry is { Question: not null, Finding: not null }
        && (entry.Contribution is not null || named.Contains(entry) || entry.Broader.Any(broader => named.Contains(broader.Target!)));
}
