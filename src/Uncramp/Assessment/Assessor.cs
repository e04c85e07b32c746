using System.Runtime.CompilerServices;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>
/// The pure function: facts → assessment. No clock, no chance, no I/O: the same facts and knowledge give the same answer, byte for byte.
/// Red flags are decided first, and while an urgent one stands nothing is offered that its own entry does not allow.
/// </summary>
public static class Assessor
{
    // Of one person a few findings are known out of hundreds: what does not rest on them is decided once for all.
    private static readonly ConditionalWeakTable<KnowledgeBase, Evaluation> Nobodies = [];

    private static readonly string[] Withins = ["now", "today", "3 days", "2 weeks", "4 weeks"];

    /// <summary>Assesses facts.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="withQuestions">Whether to rank the next questions too, which costs a re-run per question.</param>
    public static Assessment Assess(Facts.Facts facts, bool withQuestions = true)
    {
        var knowledge = facts.Knowledge;
        var evaluation = Of(facts);
        var reasons = new Reasons();
        var conclusions = Conclude(facts, evaluation, reasons);
        var (flags, contributors, lookalikes, medicines, tests) = conclusions;
        var withheld = new List<WithheldRow>();
        var relief = Offered(knowledge.Relief, evaluation, reasons, flags, withheld);
        var prevention = Offered(knowledge.Prevention, evaluation, reasons, flags, withheld);
        var provisos = Provisos([.. relief, .. prevention], evaluation, reasons);
        var considering = Considering(facts, evaluation, reasons, flags, withheld);
        withheld.Sort((a, b) => ById(a.Entry, b.Entry));
        return new Assessment
        {
            Release = knowledge.Release,
            EntryCount = knowledge.Entries.Count,
            Triage = new Triage(conclusions.Level, flags.Count > 0 ? flags[0].Level.Within : null, IsComplete(facts, evaluation), flags),
            Fit = FitOf(knowledge, evaluation, conclusions.Level, lookalikes),
            Lookalikes = lookalikes,
            Contributors = contributors,
            Medicines = medicines,
            Tests = tests,
            Relief = relief,
            Prevention = prevention,
            Provisos = provisos,
            Considering = considering,
            Withheld = withheld,
            Warnings = Warnings(knowledge, evaluation, reasons),
            Cards = Cards(knowledge, evaluation, reasons),
            NotFound = NotFound(knowledge, evaluation),
            Questions = withQuestions ? NextQuestion.Rank(facts, evaluation) : [],
            Unrecognised = facts.Unrecognised,
            Record = facts.Record,
        };
    }

    /// <summary>What is concluded of a person, and which audits count them, without advice and questions: all that a row of a population holds, for a fraction of the work.</summary>
    public static (Conclusions Conclusions, IReadOnlyList<Entry> Audits) Conclude(Facts.Facts facts)
    {
        var knowledge = facts.Knowledge;
        var evaluation = Of(facts);
        return (Conclude(facts, evaluation, new Reasons()), Audits(knowledge, evaluation));
    }

    /// <summary>An evaluation of a person that decides only what rests on what is known of them; all else is as of nobody.</summary>
    internal static Evaluation Of(Facts.Facts facts)
    {
        var knowledge = facts.Knowledge;
        var evaluation = new Evaluation(Nobodies.GetValue(knowledge, Nobody), facts, []);
        for (var i = 0; i < knowledge.Entries.Count; i++)
            if (facts.Stated(i) != Truth.Unknown || facts.Of(i) is not null) evaluation.DecideAnew(knowledge.Influence.TouchedBy(knowledge.Entries[i]));
        foreach (var considered in facts.Considering)
            if (considered.Entry is { } entry) evaluation.DecideAnew(knowledge.Influence.TouchedBy(entry));
        return evaluation;
    }

    /// <summary>What follows when nothing is known.</summary>
    private static Evaluation Nobody(KnowledgeBase knowledge)
    {
        var (facts, _) = FactsBuilder.Build(knowledge, new Case());
        var evaluation = new Evaluation(facts);
        Conclude(facts, evaluation, new Reasons());
        // An audit rests on findings that are not kept track of for its sake.
        foreach (var entry in knowledge.Entries.Where(entry => entry.Kind != EntryKind.Audit))
            foreach (var criterion in entry.Criteria()) evaluation.Evaluate(criterion, entry);
        return evaluation;
    }

    private static Conclusions Conclude(Facts.Facts facts, Evaluation evaluation, Reasons reasons)
    {
        var knowledge = facts.Knowledge;
        var flags = Flags(knowledge, evaluation, reasons);
        var contributors = Contributors(knowledge, evaluation, reasons);
        var lookalikes = Lookalikes(knowledge, evaluation, reasons);
        var medicines = Medicines(facts, evaluation, flags);
        evaluation.Reviewed = Reviewed(medicines);
        return new Conclusions(flags, contributors, lookalikes, medicines, Tests(knowledge, evaluation, reasons, flags, contributors, lookalikes));
    }

    /// <summary>Whether a measure or checklist is meant for this person: true, false, or not known yet.</summary>
    public static Truth IsFor(Entry entry, Facts.Facts facts) => entry.For is { } whom ? new Evaluation(facts).Evaluate(whom, entry) : Truth.True;

    /// <summary>Whether the person has this finding, named, implied by a narrower one, or suspected from the rest; or it is not known.</summary>
    public static Truth Has(Entry finding, Facts.Facts facts) => new Evaluation(facts).Has(finding);

    /// <summary>Whether a criterion holds of this person: true, false, or not known.</summary>
    /// <param name="criterion">It stands alone: "the band of this lab" names no lab and never holds.</param>
    /// <param name="facts">What is known.</param>
    public static Truth Holds(Criterion criterion, Facts.Facts facts) => Judging(facts, [criterion]).Evaluate(criterion, facts.Knowledge.Entries[0]);

    /// <summary>The ready-made audits that count this person, ordered by id. An audit that is not known to hold does not count.</summary>
    public static IReadOnlyList<Entry> Audits(Facts.Facts facts) => Audits(facts.Knowledge, Judging(facts, facts.Knowledge.OfKind(EntryKind.Audit).Select(audit => audit.For!)));

    private static IReadOnlyList<Entry> Audits(KnowledgeBase knowledge, Evaluation evaluation) => [.. knowledge.OfKind(EntryKind.Audit).Where(audit => evaluation.Has(audit) == Truth.True)];

    /// <summary>An evaluation that knows what is to be reviewed, if any of the criteria, or an audit they name, asks for it.</summary>
    private static Evaluation Judging(Facts.Facts facts, IEnumerable<Criterion> criteria)
    {
        var evaluation = new Evaluation(facts);
        if (criteria.SelectMany(criterion => criterion.Everything()).Any(part => part is Criterion.Reviewing || part.Names?.Target?.For?.Everything().Any(inner => inner is Criterion.Reviewing) == true))
            evaluation.Reviewed = Reviewed(Medicines(facts, evaluation, Flags(facts.Knowledge, evaluation, new Reasons())));
        return evaluation;
    }

    /// <summary>Whether an answer about this finding may raise an emergency or same-day flag.</summary>
    internal static bool IsRedFlag(KnowledgeBase knowledge, Entry finding) => knowledge.Influence.IsUrgent(finding);

    private static int ById(Entry? a, Entry? b) => string.CompareOrdinal(a?.Id, b?.Id);

    /// <summary>The first order that tells two apart.</summary>
    private static int First(int first, int second, int third = 0, int fourth = 0) =>
        first != 0 ? first : second != 0 ? second : third != 0 ? third : fourth;

    private static bool Blocks(RaisedFlag flag, Entry measure) => flag.Level.Level >= CareLevel.SameDay && !flag.Entry.Flag!.IsAllowed(measure);

    internal static bool IsComplete(Facts.Facts facts, Evaluation evaluation)
    {
        foreach (var flag in facts.Knowledge.OfKind(EntryKind.Flag))
            if (evaluation.IsOpen(flag)) return false;
        foreach (var hint in facts.Hinted)
            if (IsRedFlag(facts.Knowledge, hint)) return false;
        return true;
    }

    private static List<Entry> NotFound(KnowledgeBase knowledge, Evaluation evaluation)
    {
        var found = new List<Entry>();
        foreach (var flag in knowledge.OfKind(EntryKind.Flag))
            if (evaluation.Raised(flag) == Truth.False) found.Add(flag);
        return found;
    }

    internal static List<RaisedFlag> Flags(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons)
    {
        var flags = new List<RaisedFlag>();
        foreach (var entry in knowledge.OfKind(EntryKind.Flag))
        {
            if (evaluation.Raised(entry) != Truth.True) continue;
            evaluation.AddFlag(entry, reasons);
            flags.Add(new RaisedFlag(entry, evaluation.LevelOf(entry), reasons.Take()));
        }
        flags.Sort((a, b) => First((int)b.Level.Level - (int)a.Level.Level, Array.IndexOf(Withins, a.Level.Within) - Array.IndexOf(Withins, b.Level.Within), ById(a.Entry, b.Entry)));
        return flags;
    }

    private static List<Conclusion> Contributors(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons)
    {
        var found = new List<Conclusion>();
        Add(knowledge.Contributors, evaluation, reasons, found);
        // Likelihood first, then the strength of the link, then how sure we are of it.
        found.Sort((a, b) => First((int)b.Likelihood - (int)a.Likelihood, b.Entry.Contribution!.Weight - a.Entry.Contribution!.Weight, b.Entry.CertaintyRank - a.Entry.CertaintyRank, ById(a.Entry, b.Entry)));
        return found;
    }

    private static List<Conclusion> Lookalikes(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons)
    {
        var found = new List<Conclusion>();
        Add(knowledge.OfKind(EntryKind.Lookalike), evaluation, reasons, found);
        found.Sort((a, b) => First((int)b.Likelihood - (int)a.Likelihood, ById(a.Entry, b.Entry)));
        return found;
    }

    private static void Add(IReadOnlyList<Entry> entries, Evaluation evaluation, Reasons reasons, List<Conclusion> found)
    {
        foreach (var entry in entries)
        {
            var likelihood = evaluation.LikelihoodOf(entry);
            if (likelihood == Likelihood.None) continue;
            evaluation.AddConclusion(entry, reasons);
            found.Add(new Conclusion(entry, likelihood, reasons.Take()));
        }
    }

    private static List<MedicineRow> Medicines(Facts.Facts facts, Evaluation evaluation, IReadOnlyList<RaisedFlag> flags)
    {
        var rows = new List<MedicineRow>(facts.Medicines.Count);
        // Stopped once and taken again, such as at another dose, is taken.
        foreach (var medicine in facts.Medicines.OrderByDescending(medicine => medicine.Current))
        {
            var entry = medicine.Entry;
            if (rows.Exists(row => row.Given == medicine.Given && row.Entry == entry && row.Ingredient == medicine.Ingredient)) continue;
            var inFlag = entry is not null && flags.Any(flag => flag.Because.Contains(entry.Id));
            var review = entry is not null && (inFlag
                || (medicine.Current && entry.Kind == EntryKind.Medicine && (entry.AlwaysReview || evaluation.LikelihoodOf(entry) != Likelihood.None)));
            var held = entry is not null && flags.Any(flag => flag.Level.Level >= CareLevel.SameDay && flag.Entry.Flag!.IsHeld(entry));
            rows.Add(new MedicineRow(medicine.Given, entry, medicine.Ingredient, medicine.Current, review, held));
        }
        rows.Sort((a, b) => First(string.CompareOrdinal(a.Given, b.Given), ById(a.Entry, b.Entry), string.CompareOrdinal(a.Ingredient, b.Ingredient)));
        return rows;
    }

    private static List<Entry> Reviewed(IReadOnlyList<MedicineRow> medicines)
    {
        var reviewed = new List<Entry>();
        foreach (var row in medicines)
            if (row is { Review: true, Held: false, Entry: { } entry } && !reviewed.Contains(entry)) reviewed.Add(entry);
        return reviewed;
    }

    private static List<Entry> Offered(IReadOnlyList<Entry> measures, Evaluation evaluation, Reasons reasons, IReadOnlyList<RaisedFlag> flags, List<WithheldRow> withheld)
    {
        var offered = new List<Entry>(measures.Count);
        List<Entry>? maybe = null, unknown = null;
        foreach (var entry in measures)
        {
            var fits = entry.For is { } whom ? evaluation.Evaluate(whom, entry) : Truth.True;
            if (fits == Truth.False) continue;
            if (Held(entry, evaluation, reasons, flags) is { } row) withheld.Add(row);
            else (fits switch { Truth.True => offered, Truth.Open => maybe ??= [], _ => unknown ??= [] }).Add(entry);
        }
        // What is meant for this site comes before what may be, if the site is not known.
        if (maybe is not null) offered.AddRange(maybe);
        if (unknown is not null) offered.AddRange(unknown);
        return offered;
    }

    private static WithheldRow? Held(Entry entry, Evaluation evaluation, Reasons reasons, IReadOnlyList<RaisedFlag> flags)
    {
        var message = "";
        foreach (var flag in flags)
        {
            if (!Blocks(flag, entry)) continue;
            reasons.Add(flag.Because);
            if (message.Length == 0) message = flag.Level.Say;
        }
        foreach (var gate in entry.Measure!.Gates)
        {
            if (!gate.Closes || evaluation.Evaluate(gate.When, entry) != Truth.True) continue;
            evaluation.AddReasons(gate.When, entry, reasons);
            if (message.Length == 0) message = gate.Say;
        }
        foreach (var finding in evaluation.Unjudged(entry))
        {
            reasons.Add(finding.Id);
            if (message.Length == 0) message = finding.Finding!.Unjudged!;
        }
        return message.Length == 0 ? null : new WithheldRow(entry, reasons.Take(), message);
    }

    private static List<ProvisoRow> Provisos(IReadOnlyList<Entry> offered, Evaluation evaluation, Reasons reasons)
    {
        var rows = new List<ProvisoRow>();
        foreach (var entry in offered)
        {
            List<string>? messages = null;
            var certainty = entry.Certainty ?? Certainty.VeryLow;
            foreach (var gate in entry.Measure!.Gates)
            {
                // What closes is not true of anything offered.
                if (gate.Closes || evaluation.Evaluate(gate.When, entry) != Truth.True) continue;
                evaluation.AddReasons(gate.When, entry, reasons);
                (messages ??= []).Add(gate.Say);
                if (gate.Certainty < certainty) certainty = gate.Certainty.Value;
            }
            if (messages is not null) rows.Add(new ProvisoRow(entry, string.Join(' ', messages.Distinct()), certainty, reasons.Take()));
        }
        return rows;
    }

    private static List<ConsideringRow> Considering(Facts.Facts facts, Evaluation evaluation, Reasons reasons, IReadOnlyList<RaisedFlag> flags, List<WithheldRow> withheld)
    {
        var rows = new List<ConsideringRow>();
        foreach (var considered in facts.Considering)
        {
            if (considered.Entry is not { Measure: { } measure } entry)
            {
                rows.Add(new ConsideringRow(considered.Given, considered.Entry, Verdict.AskFirst, considered.Entry?.Say ?? "Ask your doctor or pharmacist first.", [], considered.Entry?.Certainty, []));
                continue;
            }
            var verdict = measure.Verdict;
            var certainty = entry.Certainty;
            var messages = new List<string>();
            var sources = new List<string>();
            foreach (var gate in measure.Gates)
            {
                if (evaluation.Evaluate(gate.When, entry) != Truth.True) continue;
                if (gate.Verdict > verdict) verdict = gate.Verdict;
                if (gate.Certainty < certainty) certainty = gate.Certainty;
                evaluation.AddReasons(gate.When, entry, reasons);
                messages.Add(gate.Say);
                sources.AddRange(gate.Sources.Select(source => source.Id));
            }
            foreach (var finding in evaluation.Unjudged(entry))
            {
                if (verdict < Verdict.AskFirst) verdict = Verdict.AskFirst;
                reasons.Add(finding.Id);
                messages.Add(finding.Finding!.Unjudged!);
            }
            if (flags.FirstOrDefault(flag => Blocks(flag, entry)) is { } block)
            {
                verdict = Verdict.Avoid;
                reasons.Add(block.Because);
                messages.Insert(0, block.Level.Say);
            }
            // "Drink to thirst" is no advice for somebody who was just told not to.
            if (entry.Say is { } say && (verdict < Verdict.Avoid || verdict == measure.Verdict)) messages.Add(say);
            var because = reasons.Take();
            rows.Add(new ConsideringRow(considered.Given, entry, verdict, string.Join(' ', messages.Distinct()), because, certainty, [.. sources.Distinct()]));
            if (verdict == Verdict.Avoid && because.Count > 0 && !withheld.Exists(row => row.Entry == entry)) withheld.Add(new WithheldRow(entry, because, messages[0]));
        }
        return [.. rows.OrderBy(row => row.Given, StringComparer.Ordinal).ThenBy(row => row.Entry?.Id, StringComparer.Ordinal)];
    }

    private static List<WarningRow> Warnings(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons)
    {
        var rows = new List<WarningRow>();
        foreach (var entry in knowledge.OfKind(EntryKind.Warning))
        {
            if (evaluation.Evaluate(entry.When!, entry) != Truth.True) continue;
            evaluation.AddReasons(entry.When!, entry, reasons);
            rows.Add(new WarningRow(entry, reasons.Take()));
        }
        return rows;
    }

    private static List<CardRow> Cards(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons)
    {
        var rows = new List<CardRow>();
        foreach (var entry in knowledge.Spoken)
        {
            if (evaluation.Speaks(entry) != Truth.True) continue;
            if (entry.Card!.When is { } when) evaluation.AddReasons(when, entry, reasons);
            else if (entry.Flag is not null) evaluation.AddFlag(entry, reasons);
            else if (entry.When is { } warns) evaluation.AddReasons(warns, entry, reasons);
            else evaluation.AddConclusion(entry, reasons);
            var because = reasons.Take();
            var weighs = entry.Card.IsWarning || because.Any(id => knowledge[id] is { Lab: not null } lab && evaluation.BandOf(lab) >= CareLevel.SameDay);
            rows.Add(new CardRow(entry, entry.Flag is null ? null : evaluation.LevelOf(entry), weighs, because));
        }
        rows.Sort((a, b) => First((int)(b.Flag?.Level ?? 0) - (int)(a.Flag?.Level ?? 0), b.IsWarning.CompareTo(a.IsWarning), ById(a.Entry, b.Entry)));
        return rows;
    }

    private static List<TestRow> Tests(KnowledgeBase knowledge, Evaluation evaluation, Reasons reasons, IReadOnlyList<RaisedFlag> flags, IReadOnlyList<Conclusion> contributors, IReadOnlyList<Conclusion> lookalikes)
    {
        var wanted = new List<(Entry From, IReadOnlyList<string> Because)>();
        foreach (var flag in flags) wanted.Add((flag.Entry, flag.Because));
        foreach (var conclusion in contributors) wanted.Add((conclusion.Entry, conclusion.Because));
        foreach (var conclusion in lookalikes) wanted.Add((conclusion.Entry, conclusion.Because));
        foreach (var entry in knowledge.TestedFindings)
        {
            if (evaluation.Has(entry) != Truth.True) continue;
            evaluation.AddConclusion(entry, reasons);
            wanted.Add((entry, reasons.Take()));
        }
        var tests = new List<Entry>();
        foreach (var (from, _) in wanted)
            foreach (var test in from.Tests)
                if (!tests.Contains(test.Target!)) tests.Add(test.Target!);
        tests.Sort(ById);
        var rows = new List<TestRow>(tests.Count);
        foreach (var test in tests)
        {
            foreach (var (from, because) in wanted)
                if (EntryRef.Names(from.Tests, test)) reasons.Add(because);
            rows.Add(new TestRow(test, reasons.Take()));
        }
        return rows;
    }

    private static FitResult FitOf(KnowledgeBase knowledge, Evaluation evaluation, CareLevel level, IReadOnlyList<Conclusion> lookalikes)
    {
        if (knowledge.Problem is not { Fit: { } fit } problem) return new FitResult(null, "unknown", []);
        var criteria = new (FitCriterion, bool?)[fit.Criteria.Count];
        var known = 0;
        for (var i = 0; i < criteria.Length; i++)
        {
            var met = evaluation.Met(fit.Criteria[i], problem);
            criteria[i] = (fit.Criteria[i], met);
            if (met is not null) known++;
        }
        // The contract: never typical under an urgent flag or with a likely look-alike.
        var typical = level < CareLevel.SameDay && !lookalikes.Any(row => row.Likelihood == Likelihood.Likely) && evaluation.Evaluate(fit.Typical, problem) == Truth.True;
        var fits = evaluation.Evaluate(fit.Unlikely, problem) == Truth.True ? "unlikely" : typical ? "typical" : known == 0 ? "unknown" : "possible";
        return new FitResult(problem, fits, criteria);
    }
}
