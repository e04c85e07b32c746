using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>Whether somebody may try a measure on themselves.</summary>
public enum TrialAnswer : byte
{
    /// <summary>They may.</summary>
    May,
    /// <summary>Something must be known first; see <see cref="TrialEligibility.Questions"/>.</summary>
    NotKnown,
    /// <summary>Only when a clinician agreed.</summary>
    AskFirst,
    /// <summary>Not on oneself, or not now.</summary>
    No,
}

/// <summary>A reason, in words for the person.</summary>
/// <param name="Message">What is said.</param>
/// <param name="Because">The facts behind it.</param>
public sealed record TrialReason(string Message, IReadOnlyList<string> Because);

/// <summary>
/// The answer for one measure and one person (safety.md B23): only what its entry lets be tried, nothing its own gates hold back, nothing the
/// general gates of trials hold back, and nothing while a red flag stands. Asked again during a trial, a "no" is what pauses it.
/// </summary>
/// <param name="Measure">The measure.</param>
/// <param name="Answer">The strictest of all answers.</param>
/// <param name="Reasons">Why, and what to mind when they may.</param>
/// <param name="Questions">What is not known and would decide; empty unless the answer may still change for it.</param>
/// <param name="Complete">False while a red flag is unanswered.</param>
public sealed record TrialEligibility(Entry Measure, TrialAnswer Answer, IReadOnlyList<TrialReason> Reasons, IReadOnlyList<Entry> Questions, bool Complete)
{
    /// <summary>The answer.</summary>
    /// <param name="measure">A relief, prevention or treatment.</param>
    /// <param name="facts">What is known of the person.</param>
    /// <param name="agreed">The person said that their clinician agreed.</param>
    /// <exception cref="ArgumentException">The entry is no measure.</exception>
    public static TrialEligibility Of(Entry measure, Facts.Facts facts, bool agreed = false)
    {
        var evaluation = new Evaluation(facts);
        return Of(measure, facts, evaluation, Urgent(facts, evaluation), Assessor.IsComplete(facts, evaluation), agreed);
    }

    /// <summary>The answers for all that can be tried, in the order of their titles. The red flags are asked for once.</summary>
    /// <param name="facts">What is known of the person.</param>
    public static IReadOnlyList<TrialEligibility> All(Facts.Facts facts)
    {
        var evaluation = new Evaluation(facts);
        var (urgent, complete) = (Urgent(facts, evaluation), Assessor.IsComplete(facts, evaluation));
        return [.. facts.Knowledge.Entries.Where(entry => entry.Measure?.Trial is not null).OrderBy(entry => entry.Title, StringComparer.Ordinal).Select(entry => Of(entry, facts, evaluation, urgent, complete, agreed: false))];
    }

    /// <summary>The red flags that stand, the most urgent first: while there is one nothing is tried, and a trial rests.</summary>
    public static IReadOnlyList<RaisedFlag> Urgent(Facts.Facts facts) => Urgent(facts, new Evaluation(facts));

    private static List<RaisedFlag> Urgent(Facts.Facts facts, Evaluation evaluation) =>
        [.. Assessor.Flags(facts.Knowledge, evaluation, new Reasons()).Where(flag => flag.Level.Level >= CareLevel.SameDay)];

    private static TrialEligibility Of(Entry measure, Facts.Facts facts, Evaluation evaluation, IReadOnlyList<RaisedFlag> urgent, bool complete, bool agreed)
    {
        if (measure.Measure is not { } plan) throw new ArgumentException($"{measure.Id} is no measure.", nameof(measure));
        var gathered = new Reasons();
        var (answer, reasons, questions) = (TrialAnswer.May, new List<TrialReason>(), new List<Entry>());
        if (plan.Trial is not { } trial)
        {
            Say(TrialAnswer.No, "This is not one to try on yourself.");
            return Done();
        }
        foreach (var flag in urgent)
        {
            gathered.Add(flag.Because);
            Say(TrialAnswer.No, flag.Level.Say);
        }
        // To leave it out for some nights would be to stop it, and we cannot know who prescribed it.
        if (facts.Medicines.Any(medicine => medicine.Current && medicine.Entry == measure))
        {
            gathered.Add(measure.Id);
            Say(TrialAnswer.No, "You take this now. A trial would mean to stop it at times. Keep taking it and ask your doctor or pharmacist.");
        }
        foreach (var gate in plan.Gates) Weigh(gate, measure);
        foreach (var finding in evaluation.Unjudged(measure))
        {
            gathered.Add(finding.Id);
            Say(TrialAnswer.AskFirst, finding.Finding!.Unjudged!);
        }
        if (plan.Verdict == Verdict.AskFirst) Say(TrialAnswer.AskFirst, measure.Say ?? "Ask your doctor or pharmacist first.");
        if (measure.For is { } whom && evaluation.Evaluate(whom, measure) == Truth.False) Say(TrialAnswer.No, "This is not meant for cramps like yours.");
        foreach (var (owner, gate) in facts.Knowledge.TrialGates)
        {
            if (gate.SupplementsOnly && !trial.Supplement) continue;
            Weigh(gate.Gate, owner);
            if (evaluation.Evaluate(gate.Gate.When, owner).IsUnknown()) AskAbout(gate.Gate.When);
        }
        return Done();

        // "Under 18" has no question of its own: it is settled by the one it is defined by.
        void AskAbout(Criterion open)
        {
            foreach (var part in open.Everything())
                if (part.Names?.Target is not { } asked || !evaluation.Has(asked).IsUnknown()) continue;
                else if (asked.Question is null && asked.Finding?.Defined is { } defined) AskAbout(defined);
                else if (asked.Question is not null && !questions.Contains(asked)) questions.Add(asked);
        }

        void Weigh(Gate gate, Entry owner)
        {
            if (evaluation.Evaluate(gate.When, owner) != Truth.True) return;
            evaluation.AddReasons(gate.When, owner, gathered);
            Say(gate.Verdict switch { Verdict.Avoid => TrialAnswer.No, Verdict.AskFirst => TrialAnswer.AskFirst, _ => TrialAnswer.May }, gate.Say);
        }

        void Say(TrialAnswer strict, string message)
        {
            if (strict == TrialAnswer.AskFirst && agreed) strict = TrialAnswer.May;
            if (strict > answer) answer = strict;
            reasons.Add(new TrialReason(message, gathered.Take()));
        }

        TrialEligibility Done()
        {
            if (answer == TrialAnswer.No) questions.Clear();
            else if (questions.Count > 0 && answer == TrialAnswer.May) answer = TrialAnswer.NotKnown;
            return new TrialEligibility(measure, answer, reasons, questions, complete);
        }
    }
}
