using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>What is known of one finding.</summary>
public sealed class Fact
{
    /// <summary>The number, in the entry's unit, or null.</summary>
    public double? Number { get; internal set; }

    /// <summary>The choices made.</summary>
    public IReadOnlyList<string> Choices { get; internal set; } = [];

    /// <summary>Days between its onset and the day of judging, or null.</summary>
    public int? DaysAgo { get; internal set; }

    /// <summary>When a medicine was begun, or null.</summary>
    public DateOnly? Started { get; internal set; }

    /// <summary>Days since a medicine was stopped; null while it is taken.</summary>
    public int? StoppedDaysAgo { get; internal set; }

    /// <summary>left, right or both, as said.</summary>
    public string? Side { get; internal set; }

    /// <summary>The words it was recognised in.</summary>
    public string? Said { get; internal set; }

    /// <summary>A result's own limits, in the entry's unit.</summary>
    public double? Low { get; internal set; }

    /// <summary>A result's own limits, in the entry's unit.</summary>
    public double? High { get; internal set; }

    /// <summary>The result that counts, as given; null for what is no lab.</summary>
    public LabResult? Result { get; internal set; }

    /// <summary>The lowest dated result of the year before this one, in the entry's unit.</summary>
    public double? Baseline { get; internal set; }
}

/// <summary>A line of the medicine list, for the answer.</summary>
/// <param name="Given">Verbatim.</param>
/// <param name="Ingredient">The ingredient, or null for a class said as such.</param>
/// <param name="Entry">The class or treatment; null when known without an entry.</param>
/// <param name="Current">False for a medicine of the past.</param>
public sealed record MedicineFact(string Given, string? Ingredient, Entry? Entry, bool Current);

/// <summary>A treatment asked about.</summary>
/// <param name="Given">Verbatim.</param>
/// <param name="Entry">The measure or medicine meant; null when known without an entry.</param>
public sealed record ConsideredFact(string Given, Entry? Entry);

/// <summary>A text that was not recognised.</summary>
/// <param name="Path">Where it stood.</param>
/// <param name="Given">Verbatim.</param>
/// <param name="Suggestions">What it may mean; never taken for meant.</param>
public sealed record Unrecognised(string Path, string Given, IReadOnlyList<string> Suggestions);

/// <summary>What was made of a health record; everything in it is in one of the three, or unrecognised.</summary>
/// <param name="Understood">What counts, and as what.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="LeftOut">What was read and does not count.</param>
public sealed record RecordAccount(IReadOnlyList<Understood> Understood, IReadOnlyList<Problem> Problems, IReadOnlyList<LeftOut> LeftOut);

/// <summary>Something of a record that was understood.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Given">Verbatim, a result with value and unit.</param>
/// <param name="Entries">What it is; empty for a medicine that is known without a link to cramps.</param>
public sealed record Understood(string Path, string Given, IReadOnlyList<Entry> Entries);

/// <summary>
/// What is known of one person on one day: for every finding of a knowledge base true, false or unknown, with numbers and dates.
/// Immutable once built. A variant with one more answer is made by <see cref="With"/>.
/// </summary>
public sealed class Facts
{
    private readonly Truth[] stated;
    private readonly Fact?[] facts;

    internal Facts(KnowledgeBase knowledge, Truth[] stated, Fact?[] facts, DateOnly? asOf)
        => (Knowledge, this.stated, this.facts, AsOf) = (knowledge, stated, facts, asOf);

    /// <summary>The base whose findings these are.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The day of judging, or null when the case holds no date.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>The medicine list.</summary>
    public IReadOnlyList<MedicineFact> Medicines { get; internal init; } = [];

    /// <summary>Treatments asked about.</summary>
    public IReadOnlyList<ConsideredFact> Considering { get; internal init; } = [];

    /// <summary>What was not recognised.</summary>
    public IReadOnlyList<Unrecognised> Unrecognised { get; internal init; } = [];

    /// <summary>What was made of a health record; null for a case that somebody told.</summary>
    public RecordAccount? Record { get; internal init; }

    /// <summary>Findings that were hinted at: the first to be asked.</summary>
    public IReadOnlyList<Entry> Hinted { get; internal init; } = [];

    /// <summary>Acute findings and urgent results without a date, of which the date is asked.</summary>
    public IReadOnlyList<Entry> Undated { get; internal init; } = [];

    /// <summary>What was said of it: true, false or unknown. Suspicion is not in here.</summary>
    public Truth Stated(Entry entry) => stated[entry.Index];

    /// <summary>What else is known of it, or null.</summary>
    public Fact? Of(Entry entry) => facts[entry.Index];

    internal Truth Stated(int index) => stated[index];

    internal Fact? Of(int index) => facts[index];

    /// <summary>The same person with one more answer; for asking what an answer would change.</summary>
    internal Facts With(Entry entry, Truth truth, Fact? fact)
    {
        var newStated = (Truth[])stated.Clone();
        FactsBuilder.Spread(newStated, entry, truth);
        var newFacts = facts;
        if (fact is not null)
        {
            newFacts = (Fact?[])facts.Clone();
            newFacts[entry.Index] = fact;
        }
        return new Facts(Knowledge, newStated, newFacts, AsOf)
        {
            Medicines = Medicines,
            Considering = Considering,
            Unrecognised = Unrecognised,
            Record = Record,
            Hinted = Hinted,
            Undated = Undated,
        };
    }
}
