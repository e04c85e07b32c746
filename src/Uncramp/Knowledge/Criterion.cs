using System.Collections.Immutable;

namespace Uncramp.Knowledge;

/// <summary>A reference to an entry by id, with the line it stands on. Resolved once, when the knowledge base is put together.</summary>
public sealed class EntryRef(string id, int line)
{
    /// <summary>The id as written: <c>kind/kebab-name</c>.</summary>
    public string Id { get; } = id;

    /// <summary>The line in its file.</summary>
    public int Line { get; } = line;

    /// <summary>The entry meant; null only while the knowledge is being checked.</summary>
    public Entry? Target { get; internal set; }

    /// <summary>The entry's place in <see cref="KnowledgeBase.Entries"/>.</summary>
    internal int Index => Target!.Index;

    /// <summary>Whether one of the references is to this entry.</summary>
    internal static bool Names(IReadOnlyList<EntryRef> references, Entry? entry)
    {
        for (var i = 0; i < references.Count; i++)
            if (references[i].Target == entry) return true;
        return false;
    }
}

/// <summary>The likelihoods an assessment uses. There is no "certain": only an examination can say that.</summary>
public enum Likelihood : byte
{
    /// <summary>Not concluded.</summary>
    None,
    /// <summary>Worth a thought.</summary>
    Possible,
    /// <summary>Worth acting on first.</summary>
    Likely,
}

/// <summary>How a result compares with the laboratory's own limits or, absent those, the usual adult range.</summary>
public enum ResultLevel : byte
{
    /// <summary>Below the lower limit.</summary>
    Low,
    /// <summary>Between the limits, both included.</summary>
    Normal,
    /// <summary>Above the upper limit.</summary>
    High,
}

/// <summary>A half-open or closed range of numbers in the unit of the entry it is compared with.</summary>
/// <param name="From">Included lower end, or null.</param>
/// <param name="Above">Excluded lower end, or null.</param>
/// <param name="Below">Excluded upper end, or null.</param>
/// <param name="To">Included upper end, or null.</param>
public sealed record NumberRange(double? From, double? Above, double? Below, double? To)
{
    /// <summary>Whether the number lies in the range.</summary>
    public bool Contains(double number) =>
        !(number < From) && !(number <= Above) && !(number >= Below) && !(number > To);

    /// <summary>True when no number can lie in it.</summary>
    public bool IsEmpty => (From ?? Above ?? double.NegativeInfinity) > (To ?? Below ?? double.PositiveInfinity)
        || (From is { } from && Below == from) || (Above is { } above && (Below == above || To == above));

    /// <summary>The ends, where an answer changes its meaning.</summary>
    public IEnumerable<double> Ends => new[] { From, Above, Below, To }.OfType<double>();
}

/// <summary>
/// What must hold. A small closed language: it is read from YAML, evaluated by <c>Evaluation</c>, and each case names its reasons.
/// Every case answers with a <c>Truth</c>; what is not known never becomes "no".
/// </summary>
public abstract record Criterion
{
    private Criterion() { }

    /// <summary>The person has it, has something narrower, or the facts make us suspect it.</summary>
    public sealed record Has(EntryRef Finding) : Criterion;

    /// <summary>The person or a record names it, or something narrower. A suspicion of ours is not enough: for what explains a red flag away.</summary>
    public sealed record Named(EntryRef Finding) : Criterion;

    /// <summary>At least one part is true.</summary>
    public sealed record Any(ImmutableArray<Criterion> Parts) : Criterion;

    /// <summary>Every part is true.</summary>
    public sealed record All(ImmutableArray<Criterion> Parts) : Criterion;

    /// <summary>The part is false. Unknown stays unknown.</summary>
    public sealed record Not(Criterion Part) : Criterion;

    /// <summary>The part is known to be true; not known counts as no. For what only explains something away, never for a red flag itself.</summary>
    public sealed record Known(Criterion Part) : Criterion;

    /// <summary>At least so many parts are true.</summary>
    public sealed record AtLeast(int Count, ImmutableArray<Criterion> Parts) : Criterion;

    /// <summary>A number known of the person, or the newest result of a test, lies in a range.</summary>
    public sealed record Value(EntryRef Finding, NumberRange Range) : Criterion;

    /// <summary>At least one of the chosen values is among these.</summary>
    public sealed record Is(EntryRef Finding, IReadOnlyList<string> Choices) : Criterion;

    /// <summary>All chosen values are among these.</summary>
    public sealed record Only(EntryRef Finding, IReadOnlyList<string> Choices) : Criterion;

    /// <summary>Takes it now, or stopped it at most <paramref name="UntilDays"/> days ago; begun at most <paramref name="StartedBeforeCrampsDays"/> days before the cramps.</summary>
    public sealed record Taking(EntryRef Medicine, int? UntilDays, int? StartedBeforeCrampsDays) : Criterion;

    /// <summary>The newest result is low, normal or high against the laboratory's own limits or the usual range.</summary>
    public sealed record Result(EntryRef Lab, ResultLevel Level) : Criterion;

    /// <summary>No result of this lab is known. Never unknown: what no record holds is not held. For audits of records only; of a person it says nothing.</summary>
    public sealed record NoResult(EntryRef Lab) : Criterion;

    /// <summary>
    /// The newest result lies in a decision band of this level. Without <paramref name="Lab"/>: any lab that raises the flag
    /// this stands in, or, with <paramref name="AnyLab"/>, any lab at all. Emergency and same-day bands count for 14 days only.
    /// </summary>
    public sealed record Band(EntryRef? Lab, bool AnyLab, CareLevel Level) : Criterion;

    /// <summary>The person asks about this treatment.</summary>
    public sealed record Considering(EntryRef Measure) : Criterion;

    /// <summary>The assessment concludes this: a flag is raised, a look-alike or contributor is at least this likely.</summary>
    public sealed record Concluded(EntryRef Conclusion, Likelihood Minimum) : Criterion;

    /// <summary>The assessment holds a contributor of this kind with a weight above the given one.</summary>
    public sealed record ConcludedKind(EntryKind Kind, int AboveWeight, Likelihood Minimum) : Criterion;

    /// <summary>A medicine is to be reviewed: this class, or any.</summary>
    public sealed record Reviewing(EntryRef? Medicine) : Criterion;

    /// <summary>The criteria directly inside this one.</summary>
    public ImmutableArray<Criterion> Children => this switch
    {
        Any any => any.Parts,
        All all => all.Parts,
        AtLeast atLeast => atLeast.Parts,
        Not not => [not.Part],
        Known known => [known.Part],
        _ => [],
    };

    /// <summary>The entry this case names itself, or null.</summary>
    public EntryRef? Names => this switch
    {
        Has has => has.Finding,
        Named named => named.Finding,
        Value value => value.Finding,
        Is isOf => isOf.Finding,
        Only only => only.Finding,
        Taking taking => taking.Medicine,
        Result result => result.Lab,
        NoResult missing => missing.Lab,
        Band band => band.Lab,
        Considering considering => considering.Measure,
        Concluded concluded => concluded.Conclusion,
        Reviewing reviewing => reviewing.Medicine,
        _ => null,
    };

    /// <summary>This criterion and all inside it, outermost first.</summary>
    public IEnumerable<Criterion> Everything()
    {
        yield return this;
        foreach (var child in Children)
            foreach (var inner in child.Everything())
                yield return inner;
    }
}
