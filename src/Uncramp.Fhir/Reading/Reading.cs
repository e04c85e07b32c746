using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>The resources that say something about a person's cramps. All others are <see cref="Other"/> and passed over unread.</summary>
public enum ResourceKind : byte
{
    /// <summary>Not read: an Encounter, a Claim, an Organization.</summary>
    Other,
    /// <summary>Age and sex.</summary>
    Patient,
    /// <summary>A diagnosis.</summary>
    Condition,
    /// <summary>A result or a finding.</summary>
    Observation,
    /// <summary>An order.</summary>
    MedicationRequest,
    /// <summary>What is said to be taken.</summary>
    MedicationStatement,
    /// <summary>What was handed over.</summary>
    MedicationDispense,
    /// <summary>One dose.</summary>
    MedicationAdministration,
    /// <summary>A product, referred to by the four above.</summary>
    Medication,
    /// <summary>Never a medicine that is taken.</summary>
    AllergyIntolerance,
    /// <summary>Something done.</summary>
    Procedure,
    /// <summary>Answers.</summary>
    QuestionnaireResponse,
    /// <summary>About a relative, never the person.</summary>
    FamilyMemberHistory,
    /// <summary>Whom a document is about, and its date.</summary>
    Composition,
}

/// <summary>A CodeableConcept: codes that should mean the same, and words.</summary>
/// <param name="Codings">In the order of the record; displays may be in any language.</param>
/// <param name="Text">The words, or null.</param>
public sealed record Concept(IReadOnlyList<Coding> Codings, string? Text)
{
    /// <summary>Whether there is neither code nor words.</summary>
    public bool IsEmpty => Text is null && Codings.Count == 0;

    /// <summary>The words, else the first display, else the first code.</summary>
    public string? Said => Text ?? Codings.Select(coding => coding.Display).FirstOrDefault(display => display is not null) ?? (Codings.Count > 0 ? Codings[0].Code : null);
}

/// <summary>Something of the wrong shape, at a byte of the resource; <see cref="Places"/> turns the byte into a FHIRPath.</summary>
/// <param name="Offset">The byte at which the value starts, counted as the reader counts.</param>
/// <param name="What">One sentence.</param>
/// <param name="Remedy">What it should be.</param>
public readonly record struct Slip(long Offset, string What, string Remedy);

/// <summary>One answer of a questionnaire.</summary>
/// <param name="LinkId">Which question.</param>
/// <param name="Flag">A boolean answer, or null.</param>
/// <param name="Number">A number, or null.</param>
/// <param name="Words">Codes or words, or null.</param>
public sealed record Answer(string LinkId, bool? Flag, double? Number, string? Words);

/// <summary>What one resource says, as far as cramps are concerned. Missing and unreadable values are null: unknown, never "no".</summary>
public sealed class Reading
{
    /// <summary>Neither code nor words.</summary>
    internal static readonly Concept NoConcept = new([], null);

    private Rare? rare;

    /// <summary>Another with the same content.</summary>
    internal Reading Copy()
    {
        var copy = (Reading)MemberwiseClone();
        copy.rare = rare?.Copy();
        return copy;
    }

    /// <summary>The kind of resource.</summary>
    public ResourceKind Kind { get; internal set; }

    /// <summary>Its name as written, such as <c>Encounter</c>.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>The logical id, however long, or null; of an Observation it is not read.</summary>
    public string? Id { get; internal set; }

    /// <summary>The reference to the patient as written, or null.</summary>
    public string? Patient { get; internal set; }

    /// <summary>What it is about: the diagnosis, the test, the medicine, the product.</summary>
    public Concept Concept { get; internal set; } = NoConcept;

    /// <summary>Why it does not count (status, intent, verification), or null when it counts. The rules are the contract's.</summary>
    public string? WhyNot { get; internal set; }

    /// <summary>It does not count by its status alone: somebody who wants every order counts it.</summary>
    public bool IsNotByStatus { get; internal set; }

    /// <summary>Over but true once: a resolved Condition.</summary>
    public bool IsHistory { get; internal set; }

    /// <summary>The status as written, or null.</summary>
    public string? Status { get; internal set; }

    /// <summary>order, proposal, plan …; null when the resource has none.</summary>
    public string? Intent { get => rare?.Intent; internal set => RareIf(value is not null)?.Intent = value; }

    /// <summary>An order not to do it.</summary>
    public bool DoNotPerform { get => rare?.DoNotPerform == true; internal set => RareIf(value)?.DoNotPerform = value; }

    /// <summary>When it began: onset, effective, performed, authored.</summary>
    public DateOnly? Start { get; internal set; }

    /// <summary>When it ended: abatement, end of the period.</summary>
    public DateOnly? End { get => rare?.End; internal set => RareIf(value is not null)?.End = value; }

    /// <summary>The moment of a result, to tell the newest; a date alone is its first moment, in UTC.</summary>
    public DateTimeOffset? Instant { get; internal set; }

    /// <summary>When it was written down or handed over.</summary>
    public DateOnly? Recorded { get; internal set; }

    /// <summary>A result's number, in <see cref="Unit"/>; null with a comparator, because "below 5" is no number.</summary>
    public double? Value { get; internal set; }

    /// <summary>The UCUM code, else the unit in words.</summary>
    public string? Unit { get; internal set; }

    /// <summary>&lt;, ≤, ≥ or &gt; as written, or null.</summary>
    public string? Comparator { get => rare?.Comparator; internal set => RareIf(value is not null)?.Comparator = value; }

    /// <summary>The laboratory's own lower limit, in the unit of the value.</summary>
    public double? Low { get => rare?.Low; internal set => RareIf(value is not null)?.Low = value; }

    /// <summary>The laboratory's own upper limit, in the unit of the value.</summary>
    public double? High { get => rare?.High; internal set => RareIf(value is not null)?.High = value; }

    /// <summary>Why a result is no number, code or words: half a sentence, or null.</summary>
    public string? NoValue { get => rare?.NoValue; internal set => RareIf(value is not null)?.NoValue = value; }

    /// <summary>A result in codes or words.</summary>
    public Concept? ValueConcept { get => rare?.ValueConcept; internal set => RareIf(value is not null)?.ValueConcept = value; }

    /// <summary>A result that is true or false.</summary>
    public bool? ValueFlag { get => rare?.ValueFlag; internal set => RareIf(value is not null)?.ValueFlag = value; }

    /// <summary>Parts of an Observation.</summary>
    public IReadOnlyList<Reading> Components { get => rare?.Components ?? []; internal set => RareIf(value.Count > 0)?.Components = value; }

    /// <summary>The reference to the medicine, or null.</summary>
    public string? Medicine { get => rare?.Medicine; internal set => RareIf(value is not null)?.Medicine = value; }

    /// <summary>What a Medication is made of: concepts and references, whichever are given.</summary>
    public IReadOnlyList<(Concept Concept, string? Reference)> Ingredients { get => rare?.Ingredients ?? []; internal set => RareIf(value.Count > 0)?.Ingredients = value; }

    /// <summary>Days that a dispensed amount lasts, or null.</summary>
    public double? DaysSupply { get => rare?.DaysSupply; internal set => RareIf(value is not null)?.DaysSupply = value; }

    /// <summary>Resources inside, referred to by <c>#id</c>.</summary>
    public IReadOnlyList<Reading> Contained { get => rare?.Contained ?? []; internal set => RareIf(value.Count > 0)?.Contained = value; }

    /// <summary>Answers of a QuestionnaireResponse.</summary>
    public IReadOnlyList<Answer> Answers { get => rare?.Answers ?? []; internal set => RareIf(value.Count > 0)?.Answers = value; }

    /// <summary>female, male, other or unknown, or null.</summary>
    public string? Sex { get => rare?.Sex; internal set => RareIf(value is not null)?.Sex = value; }

    /// <summary>The day of birth; a year or month alone is its first day.</summary>
    public DateOnly? Born { get => rare?.Born; internal set => RareIf(value is not null)?.Born = value; }

    /// <summary>The person has died.</summary>
    public bool Died { get => rare?.Died == true; internal set => RareIf(value)?.Died = value; }

    /// <summary>The FHIR version whose shape it has when that is not R4: "R5", "STU3 or DSTU2".</summary>
    public string? OtherVersion { get => rare?.OtherVersion; internal set => RareIf(value is not null)?.OtherVersion = value; }

    /// <summary>It has a shape that R4 has and the versions before it had not.</summary>
    public bool IsR4 { get; internal set; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Slip> Slips { get => rare?.Slips ?? []; internal set => RareIf(value.Count > 0)?.Slips = value; }

    /// <summary>Made when there is something to say; nothing need be taken back where nothing was said.</summary>
    private Rare? RareIf(bool says) => says ? rare ??= new Rare() : rare;

    /// <summary>What few resources say: a record holds a thousand results, and all of them a code, a number and a day.</summary>
    private sealed class Rare
    {
        public bool DoNotPerform;
        public DateOnly? End;
        public string? Comparator;
        public double? Low;
        public double? High;
        public string? NoValue;
        public Concept? ValueConcept;
        public bool? ValueFlag;
        public IReadOnlyList<Reading> Components = [];
        public string? Medicine;
        public IReadOnlyList<(Concept Concept, string? Reference)> Ingredients = [];
        public double? DaysSupply;
        public IReadOnlyList<Reading> Contained = [];
        public IReadOnlyList<Answer> Answers = [];
        public string? Sex;
        public DateOnly? Born;
        public bool Died;
        public string? OtherVersion;
        public IReadOnlyList<Slip> Slips = [];
        public string? Intent;

        public Rare Copy() => (Rare)MemberwiseClone();
    }
}
