using System.Collections.Frozen;
using System.Reflection;
using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>Which knowledge an answer rests on.</summary>
/// <param name="Version">The release, such as <c>2026.11.0</c>.</param>
/// <param name="Hash">The first 12 hex digits of the SHA-256 over all files; changes when any word does.</param>
public sealed record Release(string Version, string Hash);

/// <summary>
/// All entries, put together: references resolved, found by id, by code and by kind. Immutable and safe to share between threads.
/// </summary>
public sealed class KnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> Shared = new(LoadBuiltIn);

    private readonly FrozenDictionary<string, Entry> byId;
    private readonly FrozenDictionary<string, Entry> byField;
    private readonly List<Entry>[] byKind;
    private readonly Lazy<FrozenDictionary<(string System, string Code), Entry>> byCode;
    private readonly Lazy<Facts.Recogniser> recogniser;
    private readonly Lazy<MedicineRegister> register;
    private readonly Lazy<Influence> influence;

    internal KnowledgeBase(IReadOnlyList<Entry> entries, Lexicon lexicon, string registerText, IReadOnlyList<Helpline> helplines, Release release, List<Problem> problems)
    {
        Entries = entries;
        Lexicon = lexicon;
        Helplines = helplines;
        Release = release;
        byId = entries.DistinctBy(entry => entry.Id).ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        byField = entries.Where(entry => entry.Finding?.Field is not null).DistinctBy(entry => entry.Finding!.Field)
            .ToFrozenDictionary(entry => entry.Finding!.Field!, StringComparer.Ordinal);
        byKind = [.. EntryKinds.All.Select(_ => new List<Entry>())];
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].Index = i;
            byKind[(int)entries[i].Kind].Add(entries[i]);
        }
        Link(problems);
        Contributors = Where(entry => entry.Kind.IsContributor() && entry.Contribution is not null);
        Relief = Ranked(EntryKind.Relief);
        Prevention = Ranked(EntryKind.Prevention);
        TestedFindings = Where(entry => entry.Tests.Count > 0 && entry.Contribution is null && entry.Kind is EntryKind.Condition or EntryKind.Situation or EntryKind.Symptom or EntryKind.Medicine);
        Problem = Where(entry => entry.Fit is not null) is [var problem, ..] ? problem : null;
        Spoken = Where(entry => entry.Card is not null);
        TrialGates = [.. entries.SelectMany(entry => entry.TrialGates.Select(gate => (entry, gate)))];
        TrialStops = [.. entries.SelectMany(entry => entry.TrialStops)];
        byCode = new(IndexCodes);
        register = new(() => MedicineRegister.Parse(registerText));
        recogniser = new(() => new Facts.Recogniser(this));
        influence = new(() => new Influence(this));
    }

    /// <summary>The knowledge built into this library.</summary>
    public static KnowledgeBase BuiltIn => Shared.Value;

    /// <summary>Every entry, ordered by id.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>The words people use.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>Whom to call, by country.</summary>
    public IReadOnlyList<Helpline> Helplines { get; }

    /// <summary>Version and hash.</summary>
    public Release Release { get; }

    /// <summary>Medicine names beyond our own entries, so that a common medicine is known although no cramp is linked with it.</summary>
    public MedicineRegister Register => register.Value;

    /// <summary>Turns what people say into findings of this base.</summary>
    public Facts.Recogniser Recogniser => recogniser.Value;

    /// <summary>Who may not try what on themselves, whatever the measure, with the entry that says so.</summary>
    public IReadOnlyList<(Entry Owner, TrialGate Gate)> TrialGates { get; }

    /// <summary>When to stop a trial on oneself, in plain sentences.</summary>
    public IReadOnlyList<string> TrialStops { get; }

    /// <summary>Entries that speak inside a clinician's software, ordered by id.</summary>
    public IReadOnlyList<Entry> Spoken { get; }

    /// <summary>What may be behind the cramps.</summary>
    internal IReadOnlyList<Entry> Contributors { get; }

    /// <summary>Relief in the order of its certainty, then as its authors order it.</summary>
    internal IReadOnlyList<Entry> Relief { get; }

    /// <summary>Prevention in the order of its certainty, then as its authors order it.</summary>
    internal IReadOnlyList<Entry> Prevention { get; }

    /// <summary>Findings that are no contributors but ask for a test.</summary>
    internal IReadOnlyList<Entry> TestedFindings { get; }

    /// <summary>The problem itself: nocturnal leg cramps.</summary>
    internal Entry? Problem { get; }

    /// <summary>What an answer can touch, and which findings are worth asking.</summary>
    internal Influence Influence => influence.Value;

    /// <summary>The entry of that id, or null.</summary>
    public Entry? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The entry of that id.</summary>
    /// <exception cref="KeyNotFoundException">No such entry.</exception>
    public Entry this[string id] => byId[id];

    /// <summary>The finding filled by a field of the case, such as <c>person.age</c>, or null.</summary>
    public Entry? OfField(string field) => byField.GetValueOrDefault(field);

    /// <summary>All entries of a kind, ordered by id.</summary>
    public IReadOnlyList<Entry> OfKind(EntryKind kind) => byKind[(int)kind];

    /// <summary>
    /// The entry a code stands for. ICD and ATC codes match by the longest prefix listed ("E11.65" finds E11); the others whole.
    /// Dots in ICD codes do not count.
    /// </summary>
    public Entry? FindByCode(string system, string code)
    {
        var normal = NormalCode(system, code);
        if (byCode.Value.TryGetValue((Family(system), normal), out var exact)) return exact;
        if (system is not ("icd10" or "icd10cm" or "atc")) return null;
        for (var length = normal.Length - 1; length >= 3; length--)
            if (byCode.Value.TryGetValue((Family(system), normal[..length]), out var found)) return found;
        return null;
    }

    /// <summary>Reads a criterion that stands alone, written as in an entry: an id, or YAML such as <c>{ any: [medicine/quinine, condition/gout] }</c>.</summary>
    /// <param name="text">The criterion.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    /// <returns>The criterion, or null with at least one problem.</returns>
    public (Criterion? Criterion, IReadOnlyList<Problem> Problems) ReadCriterion(string text, string place)
    {
        var (node, wrong) = YamlNodes.Read(text, place);
        if (node is null) return (null, [wrong!]);
        var problems = new List<Problem>();
        var criterion = CriterionReader.Read(new Fields(Node.Map([], 1), place, problems), node);
        foreach (var reference in criterion?.Everything().Select(part => part.Names).OfType<EntryRef>() ?? [])
        {
            reference.Target = Target(reference);
            if (reference.Target is null) problems.Add(new Problem("UNC030", place, $"'{reference.Id}' is not an entry", Suggest(reference.Id)));
        }
        return problems.Count > 0 ? (null, problems) : (criterion, []);
    }

    private Entry? Target(EntryRef reference) => reference.Id.StartsWith("field:", StringComparison.Ordinal) ? OfField(reference.Id[6..]) : Find(reference.Id);

    /// <summary>All references an entry makes, with the key-independent reason they stand there.</summary>
    internal static IEnumerable<EntryRef> ReferencesOf(Entry entry) =>
        entry.Broader.Concat(entry.Sources).Concat(entry.Tests).Concat(entry.Substances)
            .Concat(entry.Claims.SelectMany(claim => claim.Sources))
            .Concat(entry.Measure?.Gates.SelectMany(gate => gate.Sources) ?? [])
            .Concat(entry.TrialGates.SelectMany(gate => gate.Gate.Sources))
            .Concat(entry.Flag?.Allows ?? []).Concat(entry.Flag?.Hold ?? [])
            .Concat(new[] { entry.Finding?.Becomes, entry.Finding?.Checklist, entry.Lab?.Raises, entry.Lab?.Adjust?.For }.OfType<EntryRef>())
            .Concat((entry.Card?.When is { } speaks ? entry.Criteria().Append(speaks) : entry.Criteria()).SelectMany(criterion => criterion.Everything()).Select(criterion => criterion.Names).OfType<EntryRef>());

    private static KnowledgeBase LoadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Uncramp.knowledge")
            ?? throw new InvalidOperationException("This build holds no knowledge; build it with the knowledge folder beside it.");
        var (knowledge, problems) = KnowledgeReader.Read(PackedNodes.Read(stream));
        return problems.Count == 0 ? knowledge : throw new InvalidOperationException($"The built-in knowledge is not sound: {problems[0]}");
    }

    private static string Family(string system) => system == "icd10cm" ? "icd10" : system;

    private static string NormalCode(string system, string code) =>
        system is "icd10" or "icd10cm" ? code.Trim().Replace(".", "", StringComparison.Ordinal).ToUpperInvariant() : code.Trim().ToUpperInvariant();

    private void Link(List<Problem> problems)
    {
        foreach (var entry in Entries)
        {
            foreach (var reference in ReferencesOf(entry))
            {
                reference.Target = Target(reference);
                if (reference.Target is null) problems.Add(new Problem("UNC030", $"{entry.File}:{reference.Line}", $"'{reference.Id}' is not an entry", Suggest(reference.Id)));
            }
            foreach (var broader in entry.Broader) broader.Target?.AddNarrower(entry);
            foreach (var substance in entry.Substances) substance.Target?.AddClass(entry);
            entry.Lab?.Raises?.Target?.AddRaisedBy(entry);
            if (entry.Finding?.Becomes?.Target is { } history) history.IsHistory = true;
        }
        var unjudged = Where(entry => entry.Finding?.Unjudged is not null);
        foreach (var entry in Entries)
            if (entry.Measure is { } measure)
                entry.UnjudgedFor = unjudged.FindAll(finding => !measure.Gates.Any(gate => gate.When.Everything().Any(part => part.Names?.Target == finding)));
    }

    private List<Entry> Where(Predicate<Entry> wanted)
    {
        var found = new List<Entry>();
        foreach (var entry in Entries)
            if (wanted(entry)) found.Add(entry);
        return found;
    }

    private List<Entry> Ranked(EntryKind kind)
    {
        var ranked = Where(entry => entry.Kind == kind);
        ranked.Sort((a, b) => a.CertaintyRank != b.CertaintyRank ? b.CertaintyRank - a.CertaintyRank : a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Index - b.Index);
        return ranked;
    }

    private string Suggest(string id)
    {
        var near = Entries.Select(entry => (entry.Id, Distance: EditDistance.Between(entry.Id, id, 4))).Where(pair => pair.Distance <= 4).OrderBy(pair => pair.Distance).Take(2).Select(pair => pair.Id).ToList();
        return near.Count == 0 ? "correct the id or add the entry" : $"did you mean {string.Join(" or ", near)}?";
    }

    private FrozenDictionary<(string, string), Entry> IndexCodes()
    {
        var index = new Dictionary<(string, string), Entry>();
        foreach (var entry in Entries)
            foreach (var code in entry.Codes) index.TryAdd((Family(code.System), NormalCode(code.System, code.Value)), entry);
        return index.ToFrozenDictionary();
    }
}

/// <summary>Whom to call in a country.</summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Name">The country.</param>
/// <param name="Emergency">The ambulance.</param>
/// <param name="Advice">The line for help today, or null.</param>
public sealed record Helpline(string Country, string Name, string Emergency, string? Advice);
