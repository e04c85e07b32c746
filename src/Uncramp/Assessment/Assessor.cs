using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>
/// The pure function: facts → assessment. No clock, no chance, no I/O: the same facts and knowledge give the same answer, byte for byte.
/// Red flags are decided first, and while an urgent one stands nothing is offered that its own entry does not allow.
/// </summary>
public static class Assessor
{
    private static readonly string[] Withins = ["now", "today", "3 days", "2 weeks", "4 weeks"];

    /// <summary>Assesses facts.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="withQuestions">Whether to rank the next questions too, which costs a re-run per question.</param>
    public static Assessment Assess(Facts.Facts facts, bool withQuestions = true)
    {
        var knowledge = facts.Knowledge;
        var evaluation = new Evaluation(facts);
        var flags = Flags(knowledge, evaluation);
        var level = flags.Count > 0 ? flags[0].Level.Level : CareLevel.SelfCare;
        var contributors = Contributors(knowledge, evaluation);
        var lookalikes = Lookalikes(knowledge, evaluation);
        var medicines = Medicines(facts, evaluation, flags);
        evaluation.Reviewed = [.. medicines.Where(row => row.Review && !row.Held).Select(row => row.Entry!).Distinct()];
        var withheld = new List<WithheldRow>();
        var relief = Offered(knowledge.OfKind(EntryKind.Relief), evaluation, flags, withheld);
        var prevention = Offered(knowledge.OfKind(EntryKind.Prevention), evaluation, flags, withheld);
        var complete = !knowledge.OfKind(EntryKind.Flag).Any(evaluation.IsOpen) && !facts.Hinted.Any(hint => IsRedFlag(knowledge, hint));
        return new Assessment
        {
            Release = knowledge.Release,
            EntryCount = knowledge.Entries.Count,
            Triage = new Triage(level, level == CareLevel.SelfCare ? null : flags.Where(flag => flag.Level.Level == level).Select(flag => flag.Level.Within).MinBy(within => Array.IndexOf(Withins, within)), complete, flags),
            Fit = FitOf(knowledge, evaluation, level, lookalikes),
            Lookalikes = lookalikes,
            Contributors = contributors,
            Medicines = medicines,
            Tests = Tests(knowledge, evaluation, flags, contributors, lookalikes),
            Relief = relief,
            Prevention = prevention,
            Considering = Considering(facts, evaluation, flags, withheld),
            Withheld = [.. withheld.OrderBy(row => row.Entry.Id, StringComparer.Ordinal)],
            Warnings = Warnings(knowledge, evaluation),
            NotFound = [.. knowledge.OfKind(EntryKind.Flag).Where(flag => evaluation.Raised(flag) == Truth.False)],
            Questions = withQuestions ? NextQuestion.Rank(facts, evaluation) : [],
            Unrecognised = facts.Unrecognised,
        };
    }

    /// <summary>Whether a measure or checklist is meant for this person: true, false, or not known yet.</summary>
    public static Truth IsFor(Entry entry, Facts.Facts facts) => entry.For is { } whom ? new Evaluation(facts).Evaluate(whom, entry) : Truth.True;

    /// <summary>Whether an answer about this finding may raise an emergency or same-day flag.</summary>
    internal static bool IsRedFlag(KnowledgeBase knowledge, Entry finding) => knowledge.OfKind(EntryKind.Flag)
        .Any(flag => flag.Flag!.Levels.Any(level => level.Level >= CareLevel.SameDay && level.When.Everything().Any(part => part.Names?.Target == finding)));

    /// <summary>Whether an urgent flag forbids a measure.</summary>
    internal static bool IsBlocked(Entry measure, Evaluation evaluation, KnowledgeBase knowledge)
    {
        foreach (var flag in knowledge.OfKind(EntryKind.Flag))
            if (evaluation.Raised(flag) == Truth.True && Blocks(flag, evaluation.LevelOf(flag), measure)) return true;
        return false;
    }

    private static bool Blocks(Entry flag, FlagLevel level, Entry measure) =>
        level.Level >= CareLevel.SameDay && !flag.Flag!.Allows.Any(allowed => allowed.Target == measure);

    private static List<RaisedFlag> Flags(KnowledgeBase knowledge, Evaluation evaluation)
    {
        var flags = new List<RaisedFlag>();
        foreach (var entry in knowledge.OfKind(EntryKind.Flag))
        {
            if (evaluation.Raised(entry) != Truth.True) continue;
            var because = new SortedSet<string>(StringComparer.Ordinal);
            evaluation.AddFlag(entry, because);
            flags.Add(new RaisedFlag(entry, evaluation.LevelOf(entry), [.. because]));
        }
        return [.. flags.OrderByDescending(flag => flag.Level.Level).ThenBy(flag => Array.IndexOf(Withins, flag.Level.Within)).ThenBy(flag => flag.Entry.Id, StringComparer.Ordinal)];
    }

    private static List<Conclusion> Contributors(KnowledgeBase knowledge, Evaluation evaluation)
    {
        var found = new List<Conclusion>();
        foreach (var kind in new[] { EntryKind.Cause, EntryKind.Condition, EntryKind.Medicine, EntryKind.Situation })
            Add(knowledge.OfKind(kind), evaluation, found);
        // Likelihood first, then the strength of the link, then how sure we are of it.
        return [.. found.OrderByDescending(row => row.Likelihood).ThenByDescending(row => row.Entry.Contribution!.Weight).ThenByDescending(row => row.Entry.Certainty).ThenBy(row => row.Entry.Id, StringComparer.Ordinal)];
    }

    private static List<Conclusion> Lookalikes(KnowledgeBase knowledge, Evaluation evaluation)
    {
        var found = new List<Conclusion>();
        Add(knowledge.OfKind(EntryKind.Lookalike), evaluation, found);
        return [.. found.OrderByDescending(row => row.Likelihood).ThenBy(row => row.Entry.Id, StringComparer.Ordinal)];
    }

    private static void Add(IReadOnlyList<Entry> entries, Evaluation evaluation, List<Conclusion> found)
    {
        foreach (var entry in entries)
        {
            var likelihood = evaluation.LikelihoodOf(entry);
            if (likelihood == Likelihood.None) continue;
            var because = new SortedSet<string>(StringComparer.Ordinal);
            evaluation.AddConclusion(entry, because);
            found.Add(new Conclusion(entry, likelihood, [.. because]));
        }
    }

    private static List<MedicineRow> Medicines(Facts.Facts facts, Evaluation evaluation, List<RaisedFlag> flags)
    {
        var rows = new List<MedicineRow>(facts.Medicines.Count);
        foreach (var medicine in facts.Medicines)
        {
            var entry = medicine.Entry;
            var inFlag = entry is not null && flags.Exists(flag => flag.Because.Contains(entry.Id));
            var review = entry is not null && (inFlag
                || (medicine.Current && entry.Kind == EntryKind.Medicine && (entry.AlwaysReview || evaluation.LikelihoodOf(entry) != Likelihood.None)));
            var held = entry is not null && flags.Exists(flag => flag.Level.Level >= CareLevel.SameDay && flag.Entry.Flag!.Hold.Any(hold => hold.Target == entry));
            rows.Add(new MedicineRow(medicine.Given, entry, medicine.Ingredient, medicine.Current, review, held));
        }
        return [.. rows.DistinctBy(row => (row.Given, row.Entry, row.Ingredient)).OrderBy(row => row.Given, StringComparer.Ordinal).ThenBy(row => row.Entry?.Id, StringComparer.Ordinal).ThenBy(row => row.Ingredient, StringComparer.Ordinal)];
    }

    private static List<Entry> Offered(IReadOnlyList<Entry> measures, Evaluation evaluation, List<RaisedFlag> flags, List<WithheldRow> withheld)
    {
        var offered = new List<Entry>();
        foreach (var entry in measures)
        {
            if (entry.For is { } whom && evaluation.Evaluate(whom, entry) == Truth.False) continue;
            if (Held(entry, evaluation, flags) is { } row) withheld.Add(row);
            else offered.Add(entry);
        }
        // What is meant for this site comes before what may be, if the site is not known.
        return [.. offered.OrderByDescending(entry => entry.For is null ? Truth.True : evaluation.Evaluate(entry.For, entry)).ThenByDescending(entry => entry.Certainty).ThenBy(entry => entry.Order).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static WithheldRow? Held(Entry entry, Evaluation evaluation, List<RaisedFlag> flags)
    {
        var because = new SortedSet<string>(StringComparer.Ordinal);
        var message = "";
        foreach (var flag in flags)
        {
            if (!Blocks(flag.Entry, flag.Level, entry)) continue;
            because.UnionWith(flag.Because);
            if (message.Length == 0) message = flag.Level.Say;
        }
        foreach (var gate in entry.Measure!.Gates)
        {
            if (evaluation.Evaluate(gate.When, entry) != Truth.True) continue;
            evaluation.AddReasons(gate.When, entry, because);
            if (message.Length == 0) message = gate.Say;
        }
        return message.Length == 0 ? null : new WithheldRow(entry, [.. because], message);
    }

    private static List<ConsideringRow> Considering(Facts.Facts facts, Evaluation evaluation, List<RaisedFlag> flags, List<WithheldRow> withheld)
    {
        var rows = new List<ConsideringRow>();
        foreach (var considered in facts.Considering)
        {
            if (considered.Entry is not { Measure: { } measure } entry)
            {
                rows.Add(new ConsideringRow(considered.Given, considered.Entry, Verdict.AskFirst, considered.Entry?.Say ?? "Ask your doctor or pharmacist first.", []));
                continue;
            }
            var verdict = measure.Verdict;
            var because = new SortedSet<string>(StringComparer.Ordinal);
            var messages = new List<string>();
            foreach (var gate in measure.Gates)
            {
                if (evaluation.Evaluate(gate.When, entry) != Truth.True) continue;
                if (gate.Verdict > verdict) verdict = gate.Verdict;
                evaluation.AddReasons(gate.When, entry, because);
                messages.Add(gate.Say);
            }
            foreach (var flag in flags)
            {
                if (!Blocks(flag.Entry, flag.Level, entry)) continue;
                verdict = Verdict.Avoid;
                because.UnionWith(flag.Because);
                messages.Insert(0, flag.Level.Say);
                break;
            }
            if (entry.Say is { } say) messages.Add(say);
            rows.Add(new ConsideringRow(considered.Given, entry, verdict, string.Join(' ', messages.Distinct()), [.. because]));
            if (verdict == Verdict.Avoid && because.Count > 0 && !withheld.Exists(row => row.Entry == entry)) withheld.Add(new WithheldRow(entry, [.. because], messages[0]));
        }
        return [.. rows.OrderBy(row => row.Given, StringComparer.Ordinal).ThenBy(row => row.Entry?.Id, StringComparer.Ordinal)];
    }

    private static List<WarningRow> Warnings(KnowledgeBase knowledge, Evaluation evaluation)
    {
        var rows = new List<WarningRow>();
        foreach (var entry in knowledge.OfKind(EntryKind.Warning))
        {
            if (evaluation.Evaluate(entry.When!, entry) != Truth.True) continue;
            var because = new SortedSet<string>(StringComparer.Ordinal);
            evaluation.AddReasons(entry.When!, entry, because);
            rows.Add(new WarningRow(entry, [.. because]));
        }
        return rows;
    }

    private static List<TestRow> Tests(KnowledgeBase knowledge, Evaluation evaluation, List<RaisedFlag> flags, List<Conclusion> contributors, List<Conclusion> lookalikes)
    {
        var reasons = new SortedDictionary<string, (Entry Entry, SortedSet<string> Because)>(StringComparer.Ordinal);
        foreach (var flag in flags) Add(flag.Entry, flag.Because);
        foreach (var conclusion in contributors.Concat(lookalikes)) Add(conclusion.Entry, conclusion.Because);
        foreach (var kind in new[] { EntryKind.Condition, EntryKind.Situation, EntryKind.Symptom, EntryKind.Medicine })
            foreach (var entry in knowledge.OfKind(kind))
                if (entry.Tests.Count > 0 && entry.Contribution is null && evaluation.Has(entry) == Truth.True)
                {
                    var because = new SortedSet<string>(StringComparer.Ordinal);
                    evaluation.AddConclusion(entry, because);
                    Add(entry, because);
                }
        return [.. reasons.Values.Select(row => new TestRow(row.Entry, [.. row.Because]))];

        void Add(Entry from, IEnumerable<string> because)
        {
            foreach (var test in from.Tests)
            {
                if (!reasons.TryGetValue(test.Id, out var row)) reasons.Add(test.Id, row = (test.Target!, new SortedSet<string>(StringComparer.Ordinal)));
                row.Because.UnionWith(because);
            }
        }
    }

    private static FitResult FitOf(KnowledgeBase knowledge, Evaluation evaluation, CareLevel level, List<Conclusion> lookalikes)
    {
        var problem = knowledge.OfKind(EntryKind.Problem).FirstOrDefault(entry => entry.Fit is not null);
        if (problem is null) return new FitResult(null, "unknown", []);
        var fit = problem.Fit!;
        var criteria = fit.Criteria.Select(criterion => (criterion, evaluation.Met(criterion, problem))).ToList();
        var known = criteria.Count(pair => pair.Item2 is not null);
        // The contract: never typical under an urgent flag or with a likely look-alike.
        var typical = level < CareLevel.SameDay && !lookalikes.Exists(row => row.Likelihood == Likelihood.Likely) && evaluation.Evaluate(fit.Typical, problem) == Truth.True;
        var fits = evaluation.Evaluate(fit.Unlikely, problem) == Truth.True ? "unlikely" : typical ? "typical" : known == 0 ? "unknown" : "possible";
        return new FitResult(problem, fits, criteria);
    }
}
