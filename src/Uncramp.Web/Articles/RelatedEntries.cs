using Uncramp.Knowledge;

namespace Uncramp.Web.Articles;

/// <summary>Which entries belong together, and why. Worked out once from what the entries say of each other.</summary>
internal sealed class RelatedEntries
{
    private const int MostOfOneSource = 6;
    private readonly Dictionary<Entry, List<(string Why, Entry Other)>> related = [];

    public RelatedEntries(KnowledgeBase knowledge)
    {
        foreach (var entry in knowledge.Entries)
        {
            foreach (var broader in Targets(entry.Broader)) Both(entry, "Wider than this", broader, "Kinds of this");
            foreach (var substance in Targets(entry.Substances)) Both(entry, "Medicines of this group", substance, "Belongs to");
            foreach (var test in Targets(entry.Tests)) Both(entry, "Tests to talk about", test, "Asked for because of");
            foreach (var allowed in Targets(entry.Flag?.Allows)) Add(allowed, "Still fine with this warning sign", entry);
            foreach (var held in Targets(entry.Flag?.Hold)) Both(entry, "Medicines to ask about at once", held, "A reason to get help fast");
            if (entry.Lab?.Raises?.Target is { } raised) Both(entry, "Raised by a result far out of range", raised, "Raised by this test");
            if (entry.Finding?.Checklist?.Target is { } checklist) Both(entry, "Asked on this page", checklist, "Asked here");
            var (own, theirs) = Why(entry.Kind);
            foreach (var named in NamedBy(entry).Distinct())
                if (named != entry) Both(entry, own, named, theirs);
        }
        var bySource = knowledge.Entries.SelectMany(entry => SourcesOf(entry).Select(source => (source, entry))).GroupBy(pair => pair.source).ToDictionary(group => group.Key, group => group.Select(pair => pair.entry).ToList());
        foreach (var (source, citing) in bySource)
        {
            foreach (var entry in citing) Add(source, "Rests on this source", entry);
            foreach (var entry in citing)
                foreach (var other in citing.Where(other => other != entry).Take(MostOfOneSource)) Add(entry, "Rests on the same source", other);
        }
    }

    /// <summary>Entries with the reason they are related, each once, under its best reason.</summary>
    public IEnumerable<IGrouping<string, Entry>> Of(Entry entry) =>
        related.GetValueOrDefault(entry, []).DistinctBy(pair => pair.Other).GroupBy(pair => pair.Why, pair => pair.Other);

    /// <summary>Every source an entry cites.</summary>
    public static IEnumerable<Entry> SourcesOf(Entry entry) =>
        Targets(entry.Sources.Concat(entry.Claims.SelectMany(claim => claim.Sources)).Concat(entry.Measure?.Gates.SelectMany(gate => gate.Sources) ?? [])).Distinct();

    private static IEnumerable<Entry> NamedBy(Entry entry) =>
        entry.Criteria().SelectMany(criterion => criterion.Everything()).Select(criterion => criterion.Names?.Target).OfType<Entry>();

    private static (string Own, string Theirs) Why(EntryKind kind) => kind switch
    {
        EntryKind.Flag => ("Signs that count here", "Can be a reason to get help"),
        EntryKind.Warning => ("When we say this", "Brings up a note"),
        EntryKind.Lookalike => ("What points to it", "May point to something else"),
        EntryKind.Relief or EntryKind.Prevention or EntryKind.Treatment => ("What we look at before we offer it", "Changes what is safe to try"),
        EntryKind.Audit => ("Who is counted", "Looked for in records"),
        EntryKind.Problem => ("What makes it typical", "Part of the typical picture"),
        _ => ("What makes it more or less likely", "Tells us more about"),
    };

    private static IEnumerable<Entry> Targets(IEnumerable<EntryRef>? references) => (references ?? []).Select(reference => reference.Target).OfType<Entry>();

    private void Both(Entry one, string whyOther, Entry other, string whyOne)
    {
        Add(one, whyOther, other);
        Add(other, whyOne, one);
    }

    private void Add(Entry entry, string why, Entry other)
    {
        if (!related.TryGetValue(entry, out var list)) related.Add(entry, list = []);
        list.Add((why, other));
    }
}
