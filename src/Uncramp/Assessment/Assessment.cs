using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>What is concluded of one case. Every mouth (page, report, JSON, card) says this and nothing else.</summary>
public sealed record Assessment
{
    /// <summary>The knowledge it rests on.</summary>
    public required Release Release { get; init; }

    /// <summary>How many entries that knowledge holds.</summary>
    public required int EntryCount { get; init; }

    /// <summary>How urgent, and why.</summary>
    public required Triage Triage { get; init; }

    /// <summary>How well it fits nocturnal leg cramps.</summary>
    public required FitResult Fit { get; init; }

    /// <summary>What looks like a cramp and may be something else, likeliest first.</summary>
    public required IReadOnlyList<Conclusion> Lookalikes { get; init; }

    /// <summary>What may be behind the cramps, in order of rank.</summary>
    public required IReadOnlyList<Conclusion> Contributors { get; init; }

    /// <summary>The medicine list, one row per given text and class.</summary>
    public required IReadOnlyList<MedicineRow> Medicines { get; init; }

    /// <summary>Tests worth talking about.</summary>
    public required IReadOnlyList<TestRow> Tests { get; init; }

    /// <summary>What eases a cramp now.</summary>
    public required IReadOnlyList<Entry> Relief { get; init; }

    /// <summary>What may prevent the next.</summary>
    public required IReadOnlyList<Entry> Prevention { get; init; }

    /// <summary>What is said of an offered measure to this person in place of what is said to everybody.</summary>
    public required IReadOnlyList<ProvisoRow> Provisos { get; init; }

    /// <summary>Answers to what the person is thinking of.</summary>
    public required IReadOnlyList<ConsideringRow> Considering { get; init; }

    /// <summary>What is held back, and why.</summary>
    public required IReadOnlyList<WithheldRow> Withheld { get; init; }

    /// <summary>Sentences that must not be missed; never folded away.</summary>
    public required IReadOnlyList<WarningRow> Warnings { get; init; }

    /// <summary>What would be said inside a clinician's software, the most urgent first.</summary>
    public required IReadOnlyList<CardRow> Cards { get; init; }

    /// <summary>Red flags that were asked and answered "no" in full.</summary>
    public required IReadOnlyList<Entry> NotFound { get; init; }

    /// <summary>The next questions, most useful first; empty when not asked for.</summary>
    public required IReadOnlyList<QuestionRow> Questions { get; init; }

    /// <summary>What was not recognised.</summary>
    public required IReadOnlyList<Unrecognised> Unrecognised { get; init; }

    /// <summary>What was made of a health record; null for a case that somebody told.</summary>
    public RecordAccount? Record { get; init; }

    /// <summary>What to say to this person of a measure that is offered.</summary>
    public ProvisoRow Words(Entry measure)
    {
        foreach (var row in Provisos)
            if (row.Entry == measure) return row;
        return new ProvisoRow(measure, measure.Say ?? "", measure.Certainty ?? Certainty.VeryLow, []);
    }
}

/// <summary>What is concluded of a person, before any advice.</summary>
/// <param name="Flags">Raised flags, most urgent first.</param>
/// <param name="Contributors">What may be behind the cramps, the weightiest first.</param>
/// <param name="Lookalikes">What it may be instead.</param>
/// <param name="Medicines">One for each text and class.</param>
/// <param name="Tests">Tests worth talking about.</param>
public sealed record Conclusions(IReadOnlyList<RaisedFlag> Flags, IReadOnlyList<Conclusion> Contributors, IReadOnlyList<Conclusion> Lookalikes, IReadOnlyList<MedicineRow> Medicines, IReadOnlyList<TestRow> Tests)
{
    /// <summary>The highest level of any raised flag.</summary>
    public CareLevel Level => Flags.Count > 0 ? Flags[0].Level.Level : CareLevel.SelfCare;
}

/// <summary>The level of care.</summary>
/// <param name="Level">The highest level of any raised flag.</param>
/// <param name="Within">now, today, 3 days, 2 weeks, 4 weeks; null for self-care.</param>
/// <param name="Complete">False while a red flag is unanswered: the level may still rise.</param>
/// <param name="Flags">Raised flags, most urgent first.</param>
public sealed record Triage(CareLevel Level, string? Within, bool Complete, IReadOnlyList<RaisedFlag> Flags)
{
    /// <summary>Whom to see, if neither doctor nor pharmacist.</summary>
    public string? Who => Flags.Count > 0 ? Flags[0].Level.Who : null;
}

/// <summary>A raised flag.</summary>
public sealed record RaisedFlag(Entry Entry, FlagLevel Level, IReadOnlyList<string> Because);

/// <summary>The fit with the problem.</summary>
/// <param name="Entry">The problem.</param>
/// <param name="Fits">typical, possible, unlikely or unknown.</param>
/// <param name="Criteria">Each published characteristic: met, not met or not known.</param>
public sealed record FitResult(Entry? Entry, string Fits, IReadOnlyList<(FitCriterion Criterion, bool? Met)> Criteria);

/// <summary>A contributor or look-alike.</summary>
public sealed record Conclusion(Entry Entry, Likelihood Likelihood, IReadOnlyList<string> Because);

/// <summary>One medicine text and one of its classes.</summary>
/// <param name="Given">Verbatim.</param>
/// <param name="Entry">The class; null when the medicine is known without an entry.</param>
/// <param name="Ingredient">The ingredient; null for a class said as such.</param>
/// <param name="Current">False for a medicine of the past.</param>
/// <param name="Review">Linked with cramps, or part of a raised flag.</param>
/// <param name="Held">One of the few exceptions: no more until a clinician says so.</param>
public sealed record MedicineRow(string Given, Entry? Entry, string? Ingredient, bool Current, bool Review, bool Held);

/// <summary>A test and what makes it worth talking about.</summary>
public sealed record TestRow(Entry Entry, IReadOnlyList<string> Because);

/// <summary>The answer to "I am thinking of …".</summary>
/// <param name="Given">Verbatim.</param>
/// <param name="Entry">What was meant; null when we do not know it.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Message">In words.</param>
/// <param name="Because">The facts it rests on.</param>
/// <param name="Certainty">How sure we are that it helps this person; null when nothing is known.</param>
/// <param name="Sources">Who found what is said to this person alone; empty when all of it is said to everybody.</param>
public sealed record ConsideringRow(string Given, Entry? Entry, Verdict Verdict, string Message, IReadOnlyList<string> Because, Certainty? Certainty, IReadOnlyList<string> Sources);

/// <summary>What is said of an offered measure to this person.</summary>
/// <param name="Entry">The measure.</param>
/// <param name="Message">In place of what is said to everybody.</param>
/// <param name="Certainty">How sure we are that it helps this person.</param>
/// <param name="Because">The facts it rests on; empty when it is said to everybody.</param>
public sealed record ProvisoRow(Entry Entry, string Message, Certainty Certainty, IReadOnlyList<string> Because);

/// <summary>A measure held back.</summary>
public sealed record WithheldRow(Entry Entry, IReadOnlyList<string> Because, string Message);

/// <summary>A warning.</summary>
public sealed record WarningRow(Entry Entry, IReadOnlyList<string> Because);

/// <summary>A card that speaks.</summary>
/// <param name="Entry">Whose card it is.</param>
/// <param name="Flag">Of a flag: the level it is raised at; null otherwise.</param>
/// <param name="IsWarning">Whether it weighs more than a note: by its own, or because a result it rests on lies in an urgent band.</param>
/// <param name="Because">The facts it rests on.</param>
public sealed record CardRow(Entry Entry, FlagLevel? Flag, bool IsWarning, IReadOnlyList<string> Because);

/// <summary>A question to ask next.</summary>
/// <param name="Entry">The finding asked about.</param>
/// <param name="Text">The question.</param>
/// <param name="Why">Why we ask.</param>
public sealed record QuestionRow(Entry Entry, string Text, string Why);
