using System.Collections.Immutable;
using System.Diagnostics;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>
/// Criteria × facts → truth, and the facts that made it so. Lazy and remembered: each entry is decided once,
/// so criteria may rest on other conclusions without an order having to be stated.
/// </summary>
internal sealed class Evaluation
{
    private const int ResultsCountForDays = 14;
    private const byte Undecided = 0;
    private const byte Deciding = byte.MaxValue;

    private readonly KnowledgeBase knowledge;
    private readonly Decisions[] decided;
    private readonly Entry? crampsSince;
    private Facts.Facts facts;

    public Evaluation(Facts.Facts facts)
    {
        this.facts = facts;
        knowledge = facts.Knowledge;
        decided = new Decisions[knowledge.Entries.Count];
        crampsSince = knowledge.OfField("cramps.sinceWeeks");
    }

    /// <summary>The same person with more answers: only what those touch is decided anew.</summary>
    public Evaluation(Evaluation before, Facts.Facts answered, IReadOnlyList<Entry> touched)
        : this(answered) => Turn(before, answered, touched);

    /// <summary>Turns to the same person with one more answer: only what that answer touches is decided anew. One evaluation serves for all answers that are tried.</summary>
    /// <param name="before">The person without the answer.</param>
    /// <param name="answered">The person with it.</param>
    /// <param name="touched">What the answer can touch.</param>
    public void Turn(Evaluation before, Facts.Facts answered, IReadOnlyList<Entry> touched)
    {
        facts = answered;
        before.decided.CopyTo(decided, 0);
        Reviewed = before.Reviewed;
        DecideAnew(touched);
    }

    /// <summary>Forgets what was decided of some entries.</summary>
    public void DecideAnew(IReadOnlyList<Entry> touched)
    {
        for (var i = 0; i < touched.Count; i++) decided[touched[i].Index] = default;
    }

    /// <summary>Medicines to be reviewed and not held; set once flags are known, before warnings are asked for.</summary>
    public IReadOnlyCollection<Entry> Reviewed { get; set; } = [];

    /// <summary>Whether the person has it: said so, has something narrower, or the facts make us suspect it.</summary>
    public Truth Has(Entry entry)
    {
        ref var decision = ref decided[entry.Index].Has;
        if (decision == Undecided)
        {
            decision = Deciding;
            decision = Decided(DecideHas(entry));
        }
        return TruthOf(decision);
    }

    /// <summary>What the person has and this measure was not judged for.</summary>
    public IEnumerable<Entry> Unjudged(Entry measure) => measure.UnjudgedFor.Count == 0 ? [] : measure.UnjudgedFor.Where(finding => Has(finding) == Truth.True);

    /// <summary>Whether a contributor or look-alike is at least so likely.</summary>
    public Truth Concluded(Entry entry, Likelihood atLeast)
    {
        ref var decisions = ref decided[entry.Index];
        ref var decision = ref atLeast == Likelihood.Likely ? ref decisions.Likely : ref decisions.Possible;
        if (decision == Undecided)
        {
            decision = Deciding;
            decision = Decided(DecideConcluded(entry, atLeast));
        }
        return TruthOf(decision);
    }

    /// <summary>The likelihood concluded.</summary>
    public Likelihood LikelihoodOf(Entry entry) =>
        entry.Contribution is null ? Likelihood.None
        : Concluded(entry, Likelihood.Possible) != Truth.True ? Likelihood.None
        : Concluded(entry, Likelihood.Likely) == Truth.True ? Likelihood.Likely : Likelihood.Possible;

    /// <summary>Whether a flag is raised at any level.</summary>
    public Truth Raised(Entry entry)
    {
        ref var decision = ref decided[entry.Index].Raised;
        if (decision == Undecided)
        {
            decision = Deciding;
            decision = Decided(DecideRaised(entry));
        }
        return TruthOf(decision);
    }

    /// <summary>Whether its card has something to say.</summary>
    public Truth Speaks(Entry entry) =>
        entry.Card!.When is { } when ? Evaluate(when, entry)
        : entry.Flag is not null ? Raised(entry)
        : entry.When is { } warns ? Evaluate(warns, entry)
        : Concluded(entry, Likelihood.Possible);

    /// <summary>The level a raised flag is raised at.</summary>
    public FlagLevel LevelOf(Entry entry) => entry.Flag!.Levels[decided[entry.Index].Level];

    /// <summary>
    /// Whether one more answer could raise an emergency or same-day level of this flag above what stands. A flag that needs two
    /// things of which neither was said is not open: the first of them makes it so, and then the second is asked.
    /// </summary>
    public bool IsOpen(Entry entry)
    {
        var raised = Raised(entry) == Truth.True ? LevelOf(entry).Level : CareLevel.SelfCare;
        foreach (var level in entry.Flag!.Levels)
            if (level.Level >= CareLevel.SameDay && level.Level > raised && AnswersNeeded(level.When, entry) == 1) return true;
        return false;
    }

    /// <summary>The fewest answers that could make a criterion true; <see cref="Never"/> when none can.</summary>
    private int AnswersNeeded(Criterion criterion, Entry owner)
    {
        var truth = Evaluate(criterion, owner);
        if (truth == Truth.True) return 0;
        if (truth != Truth.Open) return Never;
        switch (criterion)
        {
            case Criterion.Any c:
                return c.Parts.Min(part => AnswersNeeded(part, owner));
            case Criterion.All c:
                return Math.Min(Never, c.Parts.Sum(part => AnswersNeeded(part, owner)));
            case Criterion.AtLeast c:
                return Math.Min(Never, c.Parts.Select(part => AnswersNeeded(part, owner)).Order().Take(c.Count).Sum());
            default:
                return 1;
        }
    }

    /// <summary>More answers than any criterion has parts.</summary>
    private const int Never = 1000;

    /// <summary>The truth of a criterion that stands in an entry.</summary>
    public Truth Evaluate(Criterion criterion, Entry owner) => criterion switch
    {
        Criterion.Has c => Has(c.Finding.Target!),
        Criterion.Any c => Any(c.Parts, owner),
        Criterion.All c => All(c.Parts, owner),
        _ => EvaluateOther(criterion, owner),
    };

    private Truth EvaluateOther(Criterion criterion, Entry owner) => criterion switch
    {
        Criterion.Named c => Named(c.Finding.Target!),
        Criterion.Not c => Truths.Not(Evaluate(c.Part, owner)),
        Criterion.Known c => Evaluate(c.Part, owner) == Truth.True ? Truth.True : Truth.False,
        Criterion.AtLeast c => AtLeast(c, owner),
        Criterion.Value c => Value(c),
        Criterion.Is c => Chosen(c.Finding.Target!, c.Choices, all: false),
        Criterion.Only c => Chosen(c.Finding.Target!, c.Choices, all: true),
        Criterion.Taking c => Taking(c, c.Medicine.Target!),
        Criterion.Result c => Result(c.Lab.Target!, c.Level),
        Criterion.NoResult c => facts.Of(c.Lab.Target!.Index)?.Number is null ? Truth.True : Truth.False,
        Criterion.Band c => Band(c, owner),
        Criterion.Considering c => IsConsidered(c.Measure.Target!) ? Truth.True : Truth.False,
        Criterion.Concluded { Conclusion.Target: { Kind: EntryKind.Flag } flag } => Raised(flag),
        Criterion.Concluded c => Concluded(c.Conclusion.Target!, c.Minimum),
        Criterion.ConcludedKind c => AnyConcluded(c),
        Criterion.Reviewing c => IsReviewed(c.Medicine?.Target) ? Truth.True : Truth.False,
        _ => throw new UnreachableException(),
    };

    /// <summary>Adds the ids of the facts that make a true criterion true.</summary>
    public void AddReasons(Criterion criterion, Entry owner, Reasons reasons)
    {
        if (Evaluate(criterion, owner) != Truth.True) return;
        switch (criterion)
        {
            case Criterion.Has c: AddFact(c.Finding.Target!, reasons); break;
            case Criterion.Named c: AddFact(c.Finding.Target!, reasons); break;
            case Criterion.Value { Finding.Target: { } finding } when finding.Finding?.Field is "person.age" && owner.Kind == EntryKind.Situation: reasons.Add(owner.Id); break;
            case Criterion.Value or Criterion.Is or Criterion.Only or Criterion.Result or Criterion.NoResult or Criterion.Considering: reasons.Add(criterion.Names!.Target!.Id); break;
            case Criterion.Taking c: AddTaking(c, c.Medicine.Target!, reasons); break;
            case Criterion.Band c: AddBand(c, owner, reasons); break;
            case Criterion.Concluded { Conclusion.Target: { } target }:
                if (target.Kind == EntryKind.Flag) AddFlag(target, reasons);
                else AddConclusion(target, reasons);
                break;
            case Criterion.ConcludedKind c:
                foreach (var entry in knowledge.OfKind(c.Kind))
                    if (entry.Contribution is { } contribution && contribution.Weight > c.AboveWeight && Concluded(entry, c.Minimum) == Truth.True) AddConclusion(entry, reasons);
                break;
            case Criterion.Reviewing c:
                foreach (var medicine in Reviewed)
                    if (c.Medicine is null || IsSelfOrBroader(medicine, c.Medicine.Target!)) reasons.Add(medicine.Id);
                break;
            default:
                foreach (var child in criterion.Children) AddReasons(child, owner, reasons);
                break;
        }
    }

    /// <summary>Adds the facts behind a contributor or look-alike.</summary>
    public void AddConclusion(Entry entry, Reasons reasons)
    {
        if (Has(entry) == Truth.True) AddFact(entry, reasons);
        if (entry.Contribution?.Possible is { } whenPossible) AddReasons(whenPossible, entry, reasons);
        if (entry.Contribution?.Likely is { } whenLikely) AddReasons(whenLikely, entry, reasons);
    }

    /// <summary>Adds the facts behind a raised flag: of the level raised, and of lower ones that hold as well.</summary>
    public void AddFlag(Entry entry, Reasons reasons)
    {
        if (Raised(entry) != Truth.True) return;
        if (facts.Stated(entry.Index) == Truth.True) reasons.Add(entry.Id);
        foreach (var level in entry.Flag!.Levels) AddReasons(level.When, entry, reasons);
    }

    /// <summary>The truth of one characteristic.</summary>
    public bool? Met(FitCriterion criterion, Entry owner) => Evaluate(criterion.When, owner) switch
    {
        Truth.True => true,
        Truth.False => false,
        _ => null,
    };

    /// <summary>The decision band a result lies in now, or null; older urgent results are a reason to repeat, so they count as routine.</summary>
    public CareLevel? BandOf(Entry lab)
    {
        foreach (var level in (ReadOnlySpan<CareLevel>)[CareLevel.Emergency, CareLevel.SameDay, CareLevel.Routine])
            if (InBand(lab, level) == Truth.True) return level;
        return null;
    }

    private static byte Decided(Truth truth) => (byte)(truth + 1);

    private static Truth TruthOf(byte decision) => decision == Deciding ? Truth.Unknown : (Truth)(decision - 1);

    private Truth DecideRaised(Entry entry)
    {
        var truth = Truth.False;
        var levels = entry.Flag!.Levels;
        for (var i = 0; i < levels.Count; i++)
        {
            var level = i == 0 && facts.Stated(entry.Index) == Truth.True ? Truth.True : Evaluate(levels[i].When, entry);
            if (level == Truth.True && truth != Truth.True) decided[entry.Index].Level = (byte)i;
            truth = Truths.Or(truth, level);
        }
        return truth;
    }

    private Truth Named(Entry entry)
    {
        if (facts.Stated(entry.Index) == Truth.True) return Truth.True;
        for (var i = 0; i < entry.Narrower.Count; i++)
            if (Named(entry.Narrower[i]) == Truth.True) return Truth.True;
        return facts.Stated(entry.Index) == Truth.False ? Truth.False : entry.Question is null ? Truth.Unknown : Truth.Open;
    }

    private Truth DecideHas(Entry entry)
    {
        if (entry.Kind == EntryKind.Audit) return Evaluate(entry.For!, entry);
        var said = facts.Stated(entry.Index);
        if (said == Truth.True) return Truth.True;
        var finding = entry.Finding;
        if (finding?.Defined is { } defined) return Evaluate(defined, entry);
        if (finding?.Never is { } never && Evaluate(never, entry) == Truth.True) return Truth.False;
        var suspected = finding?.Suspect is { } suspect ? Evaluate(suspect, entry) : Truth.False;
        if (suspected == Truth.True) return Truth.True;
        for (var i = 0; i < entry.Narrower.Count; i++)
            if (Has(entry.Narrower[i]) == Truth.True) return Truth.True;
        if (said == Truth.False) return Truth.False;
        return entry.Question is null && suspected != Truth.Open ? Truth.Unknown : Truth.Open;
    }

    private Truth DecideConcluded(Entry entry, Likelihood atLeast)
    {
        if (entry.Contribution is not { } contribution) return Truth.False;
        var present = Has(entry);
        var may = contribution.Possible is { } whenPossible ? Evaluate(whenPossible, entry) : Truth.False;
        var likelyNow = contribution.Likely is { } whenLikely ? Evaluate(whenLikely, entry) : Truth.False;
        if (entry.Kind == EntryKind.Lookalike)
        {
            // A look-alike that a doctor has named is likely.
            var named = facts.Stated(entry.Index) switch { Truth.True => Truth.True, _ => Truth.False };
            return atLeast == Likelihood.Likely ? Truths.Or(named, likelyNow) : Truths.Or(Truths.Or(named, may), likelyNow);
        }
        var counts = contribution.Present == Likelihood.None ? Truth.False : present;
        // What makes it likely (a medicine's timing, a low result) says nothing of one who does not have it.
        likelyNow = Truths.And(likelyNow, Truths.Or(present, may));
        if (atLeast == Likelihood.Likely) return contribution.Present == Likelihood.Likely ? Truths.Or(present, likelyNow) : likelyNow;
        return Truths.Or(Truths.Or(counts, may), likelyNow);
    }

    private Truth Any(ImmutableArray<Criterion> parts, Entry owner)
    {
        var truth = Truth.False;
        for (var i = 0; i < parts.Length && truth != Truth.True; i++) truth = Truths.Or(truth, Evaluate(parts[i], owner));
        return truth;
    }

    private Truth All(ImmutableArray<Criterion> parts, Entry owner)
    {
        var truth = Truth.True;
        for (var i = 0; i < parts.Length && truth != Truth.False; i++) truth = Truths.And(truth, Evaluate(parts[i], owner));
        return truth;
    }

    private Truth AnyConcluded(Criterion.ConcludedKind criterion)
    {
        var entries = knowledge.OfKind(criterion.Kind);
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Contribution is { } contribution && contribution.Weight > criterion.AboveWeight && Concluded(entries[i], criterion.Minimum) == Truth.True) return Truth.True;
        return Truth.Unknown;
    }

    private Truth AtLeast(Criterion.AtLeast criterion, Entry owner)
    {
        var (yes, open, unknown) = (0, 0, 0);
        foreach (var part in criterion.Parts)
        {
            switch (Evaluate(part, owner))
            {
                case Truth.True: yes++; break;
                case Truth.Open: open++; break;
                case Truth.Unknown: unknown++; break;
            }
        }
        return yes >= criterion.Count ? Truth.True
            : yes + open >= criterion.Count ? Truth.Open
            : yes + open + unknown >= criterion.Count ? Truth.Unknown : Truth.False;
    }

    private Truth NotSaid(Entry entry) =>
        facts.Stated(entry.Index) == Truth.False ? Truth.False
        : entry.Question is null || (facts.Stated(entry.Index) == Truth.True && entry.Finding?.Type == FindingType.YesNo) ? Truth.Unknown
        : Truth.Open;

    private Truth Value(Criterion.Value criterion)
    {
        var entry = criterion.Finding.Target!;
        if (facts.Of(entry.Index)?.Number is { } number) return criterion.Range.Contains(number) ? Truth.True : Truth.False;
        return entry.Kind == EntryKind.Lab ? Truth.Unknown
            : entry.Finding?.Never is { } never && Evaluate(never, entry) == Truth.True ? Truth.False
            : NotSaid(entry);
    }

    private Truth Chosen(Entry entry, IReadOnlyList<string> choices, bool all)
    {
        if (facts.Of(entry.Index) is not { Choices: { Count: > 0 } chosen }) return NotSaid(entry);
        foreach (var choice in chosen)
            if (choices.Contains(choice) != all) return all ? Truth.False : Truth.True;
        return all ? Truth.True : Truth.False;
    }

    private Truth Taking(Criterion.Taking criterion, Entry medicine)
    {
        var truth = TakingItself(criterion, medicine);
        for (var i = 0; i < medicine.Narrower.Count && truth != Truth.True; i++)
            truth = Truths.Or(truth, Taking(criterion, medicine.Narrower[i]));
        return truth;
    }

    private Truth TakingItself(Criterion.Taking criterion, Entry medicine)
    {
        var fact = facts.Of(medicine.Index);
        var now = facts.Stated(medicine.Index);
        if (now != Truth.True)
        {
            var lately = criterion.UntilDays is { } until && fact?.StoppedDaysAgo is { } ago && ago <= until;
            if (!lately) return now == Truth.False ? Truth.False : medicine.Question is null ? Truth.Unknown : Truth.Open;
        }
        if (criterion.StartedBeforeCrampsDays is not { } most) return Truth.True;
        if (fact?.Started is not { } started || facts.AsOf is not { } day) return Truth.Unknown;
        if (crampsSince is null || facts.Of(crampsSince.Index)?.Number is not { } weeks) return crampsSince is null ? Truth.Unknown : NotSaid(crampsSince);
        var startedBefore = day.DayNumber - started.DayNumber - (weeks * 7);
        // A week's grace: people round, and cramps are noticed before they are counted.
        return startedBefore >= -7 && startedBefore <= most ? Truth.True : Truth.False;
    }

    private Truth Result(Entry entry, ResultLevel level)
    {
        if (facts.Of(entry.Index) is not { Number: { } value } fact) return Truth.Unknown;
        var (low, high) = (fact.Low ?? entry.Lab!.Low, fact.High ?? entry.Lab!.High);
        return level switch
        {
            ResultLevel.Low => low is null ? Truth.Unknown : value < low ? Truth.True : Truth.False,
            ResultLevel.High => high is null ? Truth.Unknown : value > high ? Truth.True : Truth.False,
            _ => low is null || high is null ? Truth.Unknown : value >= low && value <= high ? Truth.True : Truth.False,
        };
    }

    private Truth Band(Criterion.Band criterion, Entry owner)
    {
        if (criterion.Lab is { } one) return InBand(one.Target!, criterion.Level);
        var truth = Truth.False;
        var labs = criterion.AnyLab ? knowledge.OfKind(EntryKind.Lab) : owner.RaisedBy;
        for (var i = 0; i < labs.Count; i++) truth = Truths.Or(truth, InBand(labs[i], criterion.Level));
        return truth;
    }

    private Truth InBand(Entry entry, CareLevel wanted)
    {
        if (facts.Of(entry.Index) is not { Number: { } value } fact) return Truth.Unknown;
        var fresh = fact.DaysAgo is null or <= ResultsCountForDays;
        var maybe = Truth.False;
        foreach (var band in entry.Lab!.Bands)
        {
            var scaled = value;
            if (band.PerUpperLimit)
            {
                if ((fact.High ?? entry.Lab.High) is not { } limit) return Truth.Unknown;
                scaled = value / limit;
            }
            if (band.PerBaseline)
            {
                if (fact.Baseline is not { } baseline) continue;
                scaled = value / baseline;
            }
            if (!band.Range.Contains(scaled)) continue;
            // What the laboratory's own limits call normal needs no routine look.
            if (band.Level == CareLevel.Routine && !band.PerUpperLimit && IsWithinOwnLimits(fact, value)) continue;
            var level = band.Level > CareLevel.Routine && !fresh ? CareLevel.Routine : band.Level;
            var applies = band.When is null ? Truth.True : Evaluate(band.When, entry);
            if (applies == Truth.True) return level == wanted ? Truth.True : maybe;
            if (applies != Truth.False && level == wanted) maybe = Truths.Or(maybe, applies);
        }
        return maybe;
    }

    private static bool IsWithinOwnLimits(Fact fact, double value) =>
        (fact.Low is not null || fact.High is not null) && !(value < fact.Low) && !(value > fact.High);

    private bool IsConsidered(Entry entry)
    {
        for (var i = 0; i < facts.Considering.Count; i++)
            if (facts.Considering[i].Entry == entry) return true;
        return false;
    }

    private bool IsReviewed(Entry? medicine)
    {
        foreach (var reviewed in Reviewed)
            if (medicine is null || IsSelfOrBroader(reviewed, medicine)) return true;
        return false;
    }

    private static bool IsSelfOrBroader(Entry entry, Entry wider) => entry == wider || entry.Broader.Any(broader => IsSelfOrBroader(broader.Target!, wider));

    private void AddFact(Entry entry, Reasons reasons)
    {
        if (facts.Stated(entry.Index) == Truth.True || entry.Kind == EntryKind.Situation)
        {
            reasons.Add(entry.Id);
            return;
        }
        if (entry.Finding?.Defined is { } defined) AddReasons(defined, entry, reasons);
        if (entry.Finding?.Suspect is { } suspect) AddReasons(suspect, entry, reasons);
        foreach (var narrower in entry.Narrower)
            if (Has(narrower) == Truth.True) AddFact(narrower, reasons);
    }

    private void AddTaking(Criterion.Taking criterion, Entry medicine, Reasons reasons)
    {
        if (TakingItself(criterion, medicine) == Truth.True) reasons.Add(medicine.Id);
        foreach (var narrower in medicine.Narrower) AddTaking(criterion, narrower, reasons);
    }

    private void AddBand(Criterion.Band criterion, Entry owner, Reasons reasons)
    {
        foreach (var lab in criterion.Lab is { } one ? [one.Target!] : criterion.AnyLab ? knowledge.OfKind(EntryKind.Lab) : owner.RaisedBy)
        {
            if (InBand(lab, criterion.Level) != Truth.True) continue;
            reasons.Add(lab.Id);
            foreach (var band in lab.Lab!.Bands)
                if (band.Level == criterion.Level && band.When is { } when) AddReasons(when, lab, reasons);
        }
    }

    /// <summary>What was decided of one entry: a truth plus one, <see cref="Undecided"/> or <see cref="Deciding"/>.</summary>
    private struct Decisions
    {
        public byte Has;
        public byte Possible;
        public byte Likely;
        public byte Raised;
        public byte Level;
    }
}
