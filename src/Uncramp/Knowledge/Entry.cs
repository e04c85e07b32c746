namespace Uncramp.Knowledge;

/// <summary>The kinds of entry. The folder under <c>knowledge/</c> is the plural.</summary>
public enum EntryKind : byte
{
    /// <summary>A diagnosis.</summary>
    Condition,
    /// <summary>A circumstance: age, pregnancy, a recent operation.</summary>
    Situation,
    /// <summary>A class of medicines.</summary>
    Medicine,
    /// <summary>A blood test with values.</summary>
    Lab,
    /// <summary>Another test.</summary>
    Test,
    /// <summary>Something felt or seen, or a property of the cramps.</summary>
    Symptom,
    /// <summary>Something done regularly.</summary>
    Habit,
    /// <summary>One medicine ingredient.</summary>
    Substance,
    /// <summary>The subject itself: nocturnal leg cramps.</summary>
    Problem,
    /// <summary>A way cramps may come about.</summary>
    Cause,
    /// <summary>A reason to get help.</summary>
    Flag,
    /// <summary>Something that looks like a cramp and is not.</summary>
    Lookalike,
    /// <summary>A sentence that must not be missed.</summary>
    Warning,
    /// <summary>What eases a cramp now.</summary>
    Relief,
    /// <summary>What may prevent the next.</summary>
    Prevention,
    /// <summary>What people ask about.</summary>
    Treatment,
    /// <summary>Something to read.</summary>
    Article,
    /// <summary>Who said so.</summary>
    Source,
    /// <summary>A page of red-flag questions.</summary>
    Checklist,
    /// <summary>A question to a population: who is counted.</summary>
    Audit,
}

/// <summary>Levels of care, from least to most urgent, so that a higher one wins by comparison.</summary>
public enum CareLevel : byte
{
    /// <summary>Nothing more than caring for oneself.</summary>
    SelfCare,
    /// <summary>Of a result only: in its routine decision band, which asks for an appointment.</summary>
    Routine,
    /// <summary>A doctor or pharmacist, within days to weeks.</summary>
    Appointment,
    /// <summary>Help today.</summary>
    SameDay,
    /// <summary>An ambulance now.</summary>
    Emergency,
}

/// <summary>GRADE: how sure the evidence lets us be.</summary>
public enum Certainty : byte
{
    /// <summary>We do not know.</summary>
    VeryLow,
    /// <summary>It may.</summary>
    Low,
    /// <summary>It probably does.</summary>
    Moderate,
    /// <summary>It does.</summary>
    High,
}

/// <summary>One idea of the knowledge base: what every entry has, and the parts that its kind adds.</summary>
public sealed class Entry
{
    private static readonly List<Entry> none = [];
    private List<Entry>? narrower;
    private List<Entry>? classes;
    private List<Entry>? raisedBy;

    /// <summary><c>kind/kebab-name</c>, from folder and file name.</summary>
    public required string Id { get; init; }

    /// <summary>The kind, from the folder.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The file, relative to the knowledge folder.</summary>
    public required string File { get; init; }

    /// <summary>Short name that people would use.</summary>
    public required string Title { get; init; }

    /// <summary>Other whole names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Phrases that mean it.</summary>
    public IReadOnlyList<PhrasePattern> Said { get; init; } = [];

    /// <summary>Phrases that may mean it: they ask, never conclude.</summary>
    public IReadOnlyList<PhrasePattern> Hints { get; init; } = [];

    /// <summary>Verified codes.</summary>
    public IReadOnlyList<Code> Codes { get; init; } = [];

    /// <summary>Wider findings that this one implies.</summary>
    public IReadOnlyList<EntryRef> Broader { get; init; } = [];

    /// <summary>One or two sentences shown where the entry is concluded; null when it never is.</summary>
    public string? Say { get; init; }

    /// <summary>The page, for people.</summary>
    public string? Text { get; init; }

    /// <summary>The page, for clinicians, where it differs.</summary>
    public string? Clinician { get; init; }

    /// <summary>A yes/no question to the person; null when nobody can be asked.</summary>
    public string? Question { get; init; }

    /// <summary>"Why we ask".</summary>
    public string? Why { get; init; }

    /// <summary>The statements of the five starting articles this entry answers.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Sources of the entry as a whole.</summary>
    public IReadOnlyList<EntryRef> Sources { get; init; } = [];

    /// <summary>GRADE certainty of what the entry concludes or of what it helps; null where none applies.</summary>
    public Certainty? Certainty { get; init; }

    /// <summary>The certainty as a number for ordering; none is the least.</summary>
    internal int CertaintyRank => Certainty is { } certainty ? (int)certainty : -1;

    /// <summary>The day the evidence was last checked.</summary>
    public DateOnly? Checked { get; init; }

    /// <summary>True where a rule rests on general clinical knowledge, not on a published page.</summary>
    public bool Unverified { get; init; }

    /// <summary>Its own example patients.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Tests worth talking about because of it.</summary>
    public IReadOnlyList<EntryRef> Tests { get; init; } = [];

    /// <summary>What makes it a finding; null for kinds that are none.</summary>
    public Finding? Finding { get; init; }

    /// <summary>What makes it a contributor or look-alike; null otherwise.</summary>
    public Contribution? Contribution { get; init; }

    /// <summary>A laboratory test's numbers; null otherwise.</summary>
    public Lab? Lab { get; init; }

    /// <summary>A flag's levels; null otherwise.</summary>
    public Flag? Flag { get; init; }

    /// <summary>When a warning is shown; null otherwise.</summary>
    public Criterion? When { get; init; }

    /// <summary>A relief, prevention or treatment; null otherwise.</summary>
    public Measure? Measure { get; init; }

    /// <summary>Who may not try what on themselves, whatever the measure; empty but in the article about it.</summary>
    public IReadOnlyList<TrialGate> TrialGates { get; init; } = [];

    /// <summary>When to stop a trial on oneself, whatever the measure; empty but in the article about it.</summary>
    public IReadOnlyList<string> TrialStops { get; init; } = [];

    /// <summary>The problem's criteria; null otherwise.</summary>
    public Fit? Fit { get; init; }

    /// <summary>A publication; null otherwise.</summary>
    public Source? Source { get; init; }

    /// <summary>Brands of a substance.</summary>
    public IReadOnlyList<string> Brands { get; init; } = [];

    /// <summary>Substances of a medicine class, or of a treatment that is also taken as a medicine.</summary>
    public IReadOnlyList<EntryRef> Substances { get; init; } = [];

    /// <summary>A medicine class that is worth a review whenever it is taken.</summary>
    public bool AlwaysReview { get; init; }

    /// <summary>A first order or diagnosis of it stands for new cramps in a population: the marker of <c>signals</c>.</summary>
    public bool IsMarker { get; init; }

    /// <summary>How a look-alike differs from a cramp.</summary>
    public string? TellApart { get; init; }

    /// <summary>A checklist's place in the interview.</summary>
    public int Order { get; init; }

    /// <summary>Whom a measure or checklist is for, or whom an audit counts; null: everybody.</summary>
    public Criterion? For { get; init; }

    /// <summary>What it says inside a clinician's software; null: nothing.</summary>
    public Card? Card { get; init; }

    /// <summary>The entry as it stands in its file.</summary>
    public required Documents.Node Document { get; init; }

    /// <summary>Place in <see cref="KnowledgeBase.Entries"/>; set when the base is put together.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>Entries directly narrower than this one.</summary>
    public IReadOnlyList<Entry> Narrower => narrower ?? none;

    /// <summary>Whether an acute finding becomes this: then being over does not end it.</summary>
    public bool IsHistory { get; internal set; }

    /// <summary>Medicine classes and treatments a substance belongs to.</summary>
    public IReadOnlyList<Entry> Classes => classes ?? none;

    /// <summary>Labs whose urgent bands raise this flag.</summary>
    public IReadOnlyList<Entry> RaisedBy => raisedBy ?? none;

    /// <summary>Entries that it rests on, one step away: what its criteria and its card name, its tests, what is narrower, what raises it.</summary>
    public IEnumerable<Entry> RestsOn => KnowledgeBase.ReferencesOf(this).Select(reference => reference.Target).OfType<Entry>().Where(entry => entry.Kind != EntryKind.Source).Concat(Narrower).Concat(RaisedBy);

    /// <summary>Of a measure: findings whose people are offered only what was judged for them, while no gate here is about it.</summary>
    public IReadOnlyList<Entry> UnjudgedFor { get; internal set; } = [];

    internal void AddNarrower(Entry entry) => (narrower ??= []).Add(entry);

    internal void AddClass(Entry entry) => (classes ??= []).Add(entry);

    internal void AddRaisedBy(Entry lab) => (raisedBy ??= []).Add(lab);

    /// <summary>All criteria that conclude something of a person. The card's is none: it only chooses whether to speak.</summary>
    public IEnumerable<Criterion> Criteria()
    {
        Criterion?[] own =
        [
            Finding?.Suspect, Finding?.Defined, Finding?.Never,
            Contribution?.Possible, Contribution?.Likely,
            When, For, Fit?.Typical, Fit?.Unlikely,
        ];
        return own.OfType<Criterion>()
            .Concat(Flag?.Levels.Select(level => level.When) ?? [])
            .Concat(Measure?.Gates.Select(gate => gate.When) ?? [])
            .Concat(TrialGates.Select(gate => gate.Gate.When))
            .Concat(Fit?.Criteria.Select(part => part.When) ?? [])
            .Concat(Lab?.Bands.Select(band => band.When).OfType<Criterion>() ?? []);
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>A code in a public system.</summary>
/// <param name="System">icd10, icd10cm, snomed, loinc, atc or rxnorm.</param>
/// <param name="Value">The code; ICD and ATC match by prefix.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record Code(string System, string Value, int Line);

/// <summary>Words that must all stand in a phrase, in any order; see knowledge/README.md.</summary>
/// <param name="Words">The words as written, alternatives split by a bar, groups in angle brackets.</param>
/// <param name="Number">The number the phrase must hold, or null.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record PhrasePattern(string Words, NumberRange? Number, int Line);

/// <summary>Our answer to one statement of the starting articles.</summary>
/// <param name="Answers">The statement's id, such as <c>S0-41</c>.</param>
/// <param name="Verdict">supported, plausible, weak, contradicted, unsafe, mistranslated or outside-scope.</param>
/// <param name="Text">What is so, in our words.</param>
/// <param name="Certainty">GRADE certainty.</param>
/// <param name="Sources">Who found it.</param>
/// <param name="Beside">Statements that say something else and are shown side by side.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record Claim(string Answers, string Verdict, string Text, Certainty Certainty, IReadOnlyList<EntryRef> Sources, IReadOnlyList<string> Beside, int Line);

/// <summary>An example patient: a case and what must be concluded. The tests run every one.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Given">The case, as <c>assess</c> reads it.</param>
/// <param name="Expect">What the assessment must hold; keys in knowledge/README.md.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record Example(string Name, Documents.Node Given, Documents.Node Expect, int Line);

/// <summary>How a finding gets its value.</summary>
public enum FindingType : byte
{
    /// <summary>True, false or unknown.</summary>
    YesNo,
    /// <summary>A number in the entry's unit.</summary>
    Number,
    /// <summary>One or more of named choices.</summary>
    Choice,
}

/// <summary>What makes an entry something that can be found in a person.</summary>
public sealed class Finding
{
    /// <summary>How it gets its value.</summary>
    public FindingType Type { get; init; }

    /// <summary>The case's field that fills it, such as <c>cramps.durationMinutes</c>, or null.</summary>
    public string? Field { get; init; }

    /// <summary>The unit of a number.</summary>
    public string? Unit { get; init; }

    /// <summary>Choices and their labels.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];

    /// <summary>How many days after its onset an acute thing counts as present; null: it lasts.</summary>
    public int? LastsDays { get; init; }

    /// <summary>What it is after that.</summary>
    public EntryRef? Becomes { get; init; }

    /// <summary>Facts that make us suspect it though nobody named it.</summary>
    public Criterion? Suspect { get; init; }

    /// <summary>It is true exactly when this is: age groups and the like.</summary>
    public Criterion? Defined { get; init; }

    /// <summary>When true it cannot be: a man is not pregnant.</summary>
    public Criterion? Never { get; init; }

    /// <summary>The red-flag page that asks it.</summary>
    public EntryRef? Checklist { get; init; }

    /// <summary>Asked of an umbrella when none of its narrower ones is known.</summary>
    public string? Which { get; init; }

    /// <summary>How a person says in one tap, in the middle of a cramp, that it is so; null: it cannot be said there.</summary>
    public TonightChip? Tonight { get; init; }

    /// <summary>
    /// Said of every measure that has no gate about this finding. Somebody who has it is then offered only what was judged for them.
    /// Null: what suits everybody suits them.
    /// </summary>
    public string? Unjudged { get; init; }
}

/// <summary>A finding that changes what is offered for a cramp now.</summary>
/// <param name="Label">The words on the chip.</param>
/// <param name="Order">Its place among the chips.</param>
/// <param name="Say">What to mind, or null.</param>
public sealed record TonightChip(string Label, int Order, string? Say);

/// <summary>What makes an entry a possible contributor, or a look-alike.</summary>
public sealed class Contribution
{
    /// <summary>The likelihood when the person simply has it.</summary>
    public Likelihood Present { get; init; } = Likelihood.Possible;

    /// <summary>Possible when this holds.</summary>
    public Criterion? Possible { get; init; }

    /// <summary>Likely when this holds.</summary>
    public Criterion? Likely { get; init; }

    /// <summary>1 (only named in lists) to 5 (strongest link known). Rank only, never a risk.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What the weight stands for.</summary>
    public string? WeightMeans { get; init; }
}

/// <summary>A laboratory test's numbers, all in <see cref="Unit"/>.</summary>
public sealed class Lab
{
    /// <summary>The unit of every number here.</summary>
    public required string Unit { get; init; }

    /// <summary>The unit as clinicians write it.</summary>
    public string UnitInPrint => Unit.Replace("{1.73_m2}", "1.73 m²", StringComparison.Ordinal);

    /// <summary>Its own unit, which is worth itself.</summary>
    internal UnitConversion Own => field ??= new UnitConversion(Unit, 1, 0);

    /// <summary>Other units: value × Times + Plus gives <see cref="Unit"/>.</summary>
    public IReadOnlyList<UnitConversion> Units { get; init; } = [];

    /// <summary>The usual adult range; a laboratory's own limits win.</summary>
    public double? Low { get; init; }

    /// <summary>The usual adult range; a laboratory's own limits win.</summary>
    public double? High { get; init; }

    /// <summary>Outside it a value is an error, not a result.</summary>
    public NumberRange? Plausible { get; init; }

    /// <summary>Correction by another lab, such as calcium by albumin.</summary>
    public LabAdjustment? Adjust { get; init; }

    /// <summary>The flag raised by its emergency and same-day bands.</summary>
    public EntryRef? Raises { get; init; }

    /// <summary>Decision bands, most urgent first.</summary>
    public IReadOnlyList<LabBand> Bands { get; init; } = [];
}

/// <summary>A linear conversion into a lab's own unit.</summary>
public sealed record UnitConversion(string Unit, double Times, double Plus);

/// <summary>value + <paramref name="Per"/> × (<paramref name="At"/> − the other lab's value), both in their entries' units.</summary>
public sealed record LabAdjustment(EntryRef For, double At, double Per);

/// <summary>A decision band: a level of care for a range of results.</summary>
/// <param name="Level">Emergency, same-day or routine.</param>
/// <param name="Range">Half-open.</param>
/// <param name="When">Counts only when this holds, or null.</param>
/// <param name="PerUpperLimit">True when the numbers are multiples of the upper limit.</param>
/// <param name="PerBaseline">True when the numbers are multiples of the lowest earlier result.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record LabBand(CareLevel Level, NumberRange Range, Criterion? When, bool PerUpperLimit, bool PerBaseline, int Line);

/// <summary>A reason to get help, at one or more levels.</summary>
public sealed class Flag
{
    /// <summary>Levels, most urgent first.</summary>
    public required IReadOnlyList<FlagLevel> Levels { get; init; }

    /// <summary>For clinicians: what it may be.</summary>
    public string? ThinkOf { get; init; }

    /// <summary>Relief and prevention still allowed while it stands.</summary>
    public IReadOnlyList<EntryRef> Allows { get; init; } = [];

    /// <summary>Medicines of which no more is taken until a clinician says so (the few exceptions).</summary>
    public IReadOnlyList<EntryRef> Hold { get; init; } = [];

    /// <summary>Whether a relief or prevention is still allowed while it stands.</summary>
    public bool IsAllowed(Entry measure) => EntryRef.Names(Allows, measure);

    /// <summary>Whether a medicine is one of the exceptions.</summary>
    public bool IsHeld(Entry? medicine) => EntryRef.Names(Hold, medicine);
}

/// <summary>One level of a flag.</summary>
/// <param name="Level">How urgent.</param>
/// <param name="Within">now, today, 3 days, 2 weeks, 4 weeks.</param>
/// <param name="When">What must hold.</param>
/// <param name="Say">What to do and whom to call.</param>
/// <param name="Who">Whom to see, if neither doctor nor pharmacist: "your dialysis team". Null: as ever.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record FlagLevel(CareLevel Level, string Within, Criterion When, string Say, string? Who, int Line);

/// <summary>The answer to "I am thinking of trying this".</summary>
public enum Verdict : byte
{
    /// <summary>Evidence supports it.</summary>
    Supported,
    /// <summary>Harmless enough to try.</summary>
    MayTry,
    /// <summary>Ask a doctor or pharmacist first.</summary>
    AskFirst,
    /// <summary>Do not use it for cramps.</summary>
    Avoid,
}

/// <summary>Relief, prevention or treatment.</summary>
public sealed class Measure
{
    /// <summary>How to do it, one act a step.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>True figures, for clinicians.</summary>
    public string? Effect { get; init; }

    /// <summary>A person may test it on themselves.</summary>
    public bool Trialable { get; init; }

    /// <summary>How it is tested; null exactly when it is not <see cref="Trialable"/>.</summary>
    public TrialPlan? Trial { get; init; }

    /// <summary>short, medium or long: how long it works on.</summary>
    public string? CarryOver { get; init; }

    /// <summary>The answer of a treatment when no gate closes.</summary>
    public Verdict Verdict { get; init; } = Verdict.MayTry;

    /// <summary>What holds it back, or goes with it, for some people.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>How the body may lie or stand while doing it; empty where it makes no difference.</summary>
    public IReadOnlyList<Position> Positions { get; init; } = [];

    /// <summary>Its place on the page for a cramp now; null: it has none.</summary>
    public TonightStep? Tonight { get; init; }
}

/// <summary>How a measure is tested on oneself: blocks of nights with it and without it in turn.</summary>
/// <param name="Block">Nights of a block that count.</param>
/// <param name="Shortest">As few as that if it has to be, because what it does is over so soon.</param>
/// <param name="Washout">Nights at the beginning of a block that do not count, beside the others, because what was done before still works.</param>
/// <param name="Supplement">Whether it is swallowed for what is in it.</param>
/// <param name="Blind">Whether a dummy can look and taste the same, so that who takes it need not know.</param>
public sealed record TrialPlan(int Block, int Shortest, int Washout, bool Supplement, bool Blind)
{
    /// <summary>Blocks to choose from, the usual one first, then shorter ones.</summary>
    public IReadOnlyList<int> Blocks => [.. new[] { Block, 7, 3, 1 }.Where(nights => nights <= Block && nights >= Shortest).Append(Shortest).Distinct().OrderDescending()];
}

/// <summary>What holds back trials on oneself for some people.</summary>
/// <param name="Gate">For whom, and what is said.</param>
/// <param name="SupplementsOnly">Whether other measures stay open.</param>
public sealed record TrialGate(Gate Gate, bool SupplementsOnly);

/// <summary>How the body is held.</summary>
public enum Position : byte
{
    /// <summary>Sitting, also half up in bed.</summary>
    Sitting,
    /// <summary>On the feet.</summary>
    Standing,
    /// <summary>Lying on one side.</summary>
    OnSide,
    /// <summary>Lying flat on the back: never in later pregnancy.</summary>
    OnBack,
}

/// <summary>When in a cramp a measure has its turn.</summary>
public enum TonightTurn : byte
{
    /// <summary>At once: what the page opens with for one place of the body.</summary>
    First,
    /// <summary>When the first does not help.</summary>
    Next,
    /// <summary>When the cramp has let go.</summary>
    After,
}

/// <summary>A relief on the page for a cramp now.</summary>
/// <param name="Turn">When it has its turn.</param>
/// <param name="Order">Its place among those of the same turn.</param>
/// <param name="Do">What to do, in at most <see cref="MostWords"/> words.</param>
/// <param name="Helper">The same as commands for two people, the first of which asks for leave; empty: no help of another is needed.</param>
/// <param name="Place">Of a first one: the place of the body it is for; null otherwise.</param>
public sealed record TonightStep(TonightTurn Turn, int Order, string Do, IReadOnlyList<string> Helper, TonightPlace? Place)
{
    /// <summary>As many words as can be read in pain, in the dark.</summary>
    public const int MostWords = 14;
}

/// <summary>A place of the body to choose.</summary>
/// <param name="Id">A kebab word, such as <c>thigh-back</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Site">The choice of <c>cramps.sites</c> it belongs to.</param>
public sealed record TonightPlace(string Id, string Label, string Site);

/// <summary>What some people must know of a measure. It mostly holds the measure back; one that says "may try" lets it pass with other words.</summary>
/// <param name="When">What must hold. A suspected condition counts as a known one.</param>
/// <param name="Verdict">The answer while it holds.</param>
/// <param name="Say">Shown to the person.</param>
/// <param name="Rationale">For clinicians.</param>
/// <param name="Certainty">How sure we are that the measure helps these people; null: as sure as for everybody.</param>
/// <param name="Sources">Who found it.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record Gate(Criterion When, Verdict Verdict, string Say, string Rationale, Certainty? Certainty, IReadOnlyList<EntryRef> Sources, int Line)
{
    /// <summary>Whether relief or prevention is held back by it.</summary>
    public bool Closes => Verdict > Verdict.MayTry;
}

/// <summary>How well a case fits the problem.</summary>
public sealed class Fit
{
    /// <summary>The published characteristics.</summary>
    public required IReadOnlyList<FitCriterion> Criteria { get; init; }

    /// <summary>A typical picture.</summary>
    public required Criterion Typical { get; init; }

    /// <summary>An unlikely one.</summary>
    public required Criterion Unlikely { get; init; }
}

/// <summary>One characteristic.</summary>
public sealed record FitCriterion(string Id, string Title, Criterion When);

/// <summary>A publication.</summary>
public sealed class Source
{
    /// <summary>Authors as printed.</summary>
    public string? Authors { get; init; }

    /// <summary>Journal, publisher or site.</summary>
    public string? Journal { get; init; }

    /// <summary>Year, where known.</summary>
    public int? Year { get; init; }

    /// <summary>DOI.</summary>
    public string? Doi { get; init; }

    /// <summary>PubMed number.</summary>
    public string? Pmid { get; init; }

    /// <summary>Study design.</summary>
    public string? Design { get; init; }

    /// <summary>People, trials or records.</summary>
    public string? N { get; init; }

    /// <summary>Key figures.</summary>
    public string? Findings { get; init; }

    /// <summary>True when citation or content was seen.</summary>
    public bool Verified { get; init; }

    /// <summary>Fields that still need checking.</summary>
    public IReadOnlyList<string> UnverifiedFields { get; init; } = [];

    /// <summary>What was read: abstract, full text, secondary page.</summary>
    public string? Read { get; init; }

    /// <summary>Retracted, replaced, superseded.</summary>
    public string? Status { get; init; }

    /// <summary>Anything a reader should know.</summary>
    public string? Note { get; init; }

    /// <summary>What became of people in it who were given a dummy; null: not given here.</summary>
    public PlaceboArm? Placebo { get; init; }
}

/// <summary>People who were given a dummy in a trial: cramps a week before it and at its end.</summary>
/// <param name="Before">Cramps a week before.</param>
/// <param name="After">Cramps a week at the end.</param>
/// <param name="Weeks">How long it took.</param>
/// <param name="People">How many they were.</param>
public sealed record PlaceboArm(double Before, double After, int Weeks, int People)
{
    /// <summary>After over before.</summary>
    public double Ratio => After / Before;
}
