using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>
/// The unanswered findings, ordered by how much an answer could change. Each is tried with every answer it may have; one that changes nothing is not asked.
/// </summary>
internal static class NextQuestion
{
    private const int Most = 40;
    private const double HintFirst = 1e9;

    /// <summary>How much a rise to each level counts: missing an emergency is worse than any number of lesser findings.</summary>
    private static double Gain(CareLevel level) => level switch { CareLevel.Emergency => 10_000, CareLevel.SameDay => 4_000, CareLevel.Appointment => 100, _ => 0 };

    public static IReadOnlyList<QuestionRow> Rank(Facts.Facts facts, Evaluation evaluation)
    {
        var knowledge = facts.Knowledge;
        var before = new Outcome(knowledge, evaluation);
        var then = new Evaluation(facts);
        var ranked = new List<(double Score, QuestionRow Row)>();
        foreach (var entry in knowledge.Influence.Askable)
        {
            if (entry.Question is not { } question || !IsUnanswered(facts, evaluation, entry)) continue;
            var score = 0.0;
            var touched = knowledge.Influence.TouchedBy(entry);
            foreach (var answered in Answers(facts, entry))
            {
                then.Turn(evaluation, answered, touched);
                score += before.DistanceTo(then, touched);
            }
            // A sign that anybody can feel comes before the name a doctor gave it.
            if (entry.Finding?.Checklist is not null) score *= 2;
            if (score > 0 && facts.Hinted.Contains(entry)) score += 2 * HintFirst;
            else if (score > 0 && IsHalfSaid(facts, entry)) score += HintFirst;
            if (score > 0) ranked.Add((score, new QuestionRow(entry, question, entry.Why ?? "")));
        }
        foreach (var entry in facts.Undated)
        {
            var urgent = entry.Kind == EntryKind.Lab ? evaluation.BandOf(entry) >= CareLevel.SameDay : Assessor.IsRedFlag(knowledge, entry) || entry.Kind == EntryKind.Flag;
            if (urgent) ranked.Add((HintFirst / 2, new QuestionRow(entry, $"When was this: {entry.Title}?", "Only what is recent needs help today.")));
        }
        foreach (var entry in knowledge.Entries)
            if (entry.Finding?.Which is { } which && IsSaidAsSuch(facts, entry))
                ranked.Add((500, new QuestionRow(entry, which, entry.Why ?? "The kind makes a difference.")));
        return [.. ranked.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Row.Entry.Order).ThenBy(pair => pair.Row.Entry.Id, StringComparer.Ordinal)
            .DistinctBy(pair => pair.Row.Entry).Take(Most).Select(pair => pair.Row)];
    }

    /// <summary>It was said in a wider sense: "breathless", but since when?</summary>
    private static bool IsHalfSaid(Facts.Facts facts, Entry entry) => entry.Kind == EntryKind.Symptom
        && entry.Broader.Any(broader => facts.Stated(broader.Target!) == Truth.True) && Assessor.IsRedFlag(facts.Knowledge, entry);

    /// <summary>An umbrella was named ("water pills") and nothing narrower is known.</summary>
    private static bool IsSaidAsSuch(Facts.Facts facts, Entry entry) => facts.Stated(entry) == Truth.True
        && (entry.Kind != EntryKind.Medicine || facts.Medicines.Any(medicine => medicine.Entry == entry && medicine.Ingredient is null))
        && !entry.Narrower.Any(narrower => facts.Stated(narrower) == Truth.True);

    private static bool IsUnanswered(Facts.Facts facts, Evaluation evaluation, Entry entry) => entry.Finding?.Type switch
    {
        FindingType.Number => facts.Of(entry)?.Number is null && evaluation.Has(entry) != Truth.False,
        FindingType.Choice => (facts.Of(entry)?.Choices.Count ?? 0) == 0,
        _ => facts.Stated(entry).IsUnknown() && evaluation.Has(entry) == Truth.Open,
    };

    private static IEnumerable<Facts.Facts> Answers(Facts.Facts facts, Entry entry)
    {
        switch (entry.Finding!.Type)
        {
            case FindingType.Number:
                foreach (var number in facts.Knowledge.Influence.TryNumbers(entry)) yield return facts.With(entry, Truth.True, new Fact { Number = number });
                break;
            case FindingType.Choice:
                foreach (var (choice, _) in entry.Finding.Choices) yield return facts.With(entry, Truth.True, new Fact { Choices = [choice] });
                break;
            default:
                yield return facts.With(entry, Truth.True, null);
                yield return facts.With(entry, Truth.False, null);
                break;
        }
    }

    /// <summary>What an assessment would conclude, as one byte an entry: enough to tell two apart without building them.</summary>
    private sealed class Outcome
    {
        private readonly KnowledgeBase knowledge;
        private readonly byte[] states;
        private readonly CareLevel level;
        private readonly List<Entry> blocking = [];
        private readonly List<Entry> blockingThen = [];

        public Outcome(KnowledgeBase knowledge, Evaluation evaluation)
        {
            this.knowledge = knowledge;
            states = new byte[knowledge.Entries.Count];
            level = Flags(evaluation, blocking);
            foreach (var entry in knowledge.Entries) states[entry.Index] = StateOf(evaluation, entry, blocking);
        }

        /// <summary>How far an answer leads from here: levels of care weigh most, then flags, then everything else.</summary>
        public double DistanceTo(Evaluation answered, IReadOnlyList<Entry> touched)
        {
            var levelThen = Flags(answered, blockingThen);
            var distance = level == levelThen ? 0 : Math.Abs(Gain(level) - Gain(levelThen));
            // Other flags in the way touch every measure.
            var measuresToo = !blocking.SequenceEqual(blockingThen);
            for (var i = 0; i < touched.Count; i++)
                if (!measuresToo || !IsOffered(touched[i])) distance += Distance(touched[i], StateOf(answered, touched[i], blockingThen));
            if (!measuresToo) return distance;
            foreach (var entry in knowledge.OfKind(EntryKind.Relief)) distance += Distance(entry, MeasureState(answered, entry, blockingThen));
            foreach (var entry in knowledge.OfKind(EntryKind.Prevention)) distance += Distance(entry, MeasureState(answered, entry, blockingThen));
            return distance;
        }

        /// <summary>The highest level raised; the urgent flags go into the list.</summary>
        private CareLevel Flags(Evaluation evaluation, List<Entry> urgent)
        {
            urgent.Clear();
            var highest = CareLevel.SelfCare;
            foreach (var flag in knowledge.OfKind(EntryKind.Flag))
            {
                if (evaluation.Raised(flag) != Truth.True) continue;
                var at = evaluation.LevelOf(flag).Level;
                if (at > highest) highest = at;
                if (at >= CareLevel.SameDay) urgent.Add(flag);
            }
            return highest;
        }

        private double Distance(Entry entry, byte then)
        {
            var now = states[entry.Index];
            return now == then ? 0 : entry.Kind switch
            {
                EntryKind.Flag => Math.Max(10, Gain((CareLevel)Math.Max(0, Math.Max(now, then) - 10)) / 10),
                EntryKind.Lookalike => 20,
                EntryKind.Condition or EntryKind.Medicine or EntryKind.Situation or EntryKind.Cause => 3 * entry.Contribution!.Weight,
                EntryKind.Warning => 5,
                _ => 1,
            };
        }

        private static bool IsOffered(Entry entry) => entry.Kind is EntryKind.Relief or EntryKind.Prevention;

        private static byte StateOf(Evaluation evaluation, Entry entry, List<Entry> blocking) => entry switch
        {
            { Kind: EntryKind.Flag } => evaluation.Raised(entry) switch { Truth.True => (byte)(10 + evaluation.LevelOf(entry).Level), Truth.False => 1, _ => 0 },
            { Contribution: not null } => (byte)evaluation.LikelihoodOf(entry),
            { When: { } when } => evaluation.Evaluate(when, entry) == Truth.True ? (byte)1 : (byte)0,
            { Fit: { } fit } => FitState(evaluation, entry, fit),
            _ => IsOffered(entry) ? MeasureState(evaluation, entry, blocking) : (byte)0,
        };

        private static byte MeasureState(Evaluation evaluation, Entry entry, List<Entry> blocking)
        {
            if (entry.For is { } whom && evaluation.Evaluate(whom, entry) == Truth.False) return 0;
            foreach (var flag in blocking)
                if (!flag.Flag!.IsAllowed(entry)) return 2;
            foreach (var gate in entry.Measure!.Gates)
                if (gate.Closes && evaluation.Evaluate(gate.When, entry) == Truth.True) return 2;
            foreach (var _ in evaluation.Unjudged(entry)) return 2;
            return 1;
        }

        private static byte FitState(Evaluation evaluation, Entry entry, Fit fit)
        {
            var state = evaluation.Evaluate(fit.Typical, entry) == Truth.True ? 1 : 0;
            state |= evaluation.Evaluate(fit.Unlikely, entry) == Truth.True ? 2 : 0;
            foreach (var criterion in fit.Criteria) state = (state * 3) + (evaluation.Met(criterion, entry) switch { true => 1, false => 2, null => 0 });
            return (byte)(state % 251);
        }
    }
}
