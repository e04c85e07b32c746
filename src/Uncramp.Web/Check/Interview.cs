using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>Which pages there are, in which order, for what was answered so far. Red flags come before everything.</summary>
internal sealed class Interview(KnowledgeBase knowledge, TimeProvider time)
{
    private const int MostIllnesses = 14;
    private const int LeastUses = 3;
    private const int MostSigns = 20;
    private const int MostFurther = 3;

    private readonly Lazy<List<(Entry Checklist, List<Entry> Items)>> signs = new(() => [.. knowledge.OfKind(EntryKind.Checklist).OrderBy(entry => entry.Order)
        .Select(checklist => (checklist, knowledge.Entries.Where(entry => entry.Finding?.Checklist?.Target == checklist).OrderBy(entry => entry.Order).ThenByDescending(Urgency(knowledge)).ThenBy(entry => entry.Id, StringComparer.Ordinal).ToList()))
        .Where(pair => pair.Item2.Count > 0)]);

    private readonly Lazy<List<Entry>> illnesses = new(() => MostUseful(knowledge));

    private readonly Lazy<HashSet<Entry>> urgent = new(() => [.. knowledge.OfKind(EntryKind.Flag).SelectMany(flag => flag.Flag!.Levels).Where(level => level.Level >= CareLevel.SameDay)
        .SelectMany(level => level.When.Everything()).Select(part => part.Names?.Target).OfType<Entry>()]);

    /// <summary>The day on which answers are judged.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>The pages for these answers.</summary>
    public IReadOnlyList<Step> Steps(Answers answers)
    {
        var facts = Facts(answers);
        var steps = new List<Step>();
        steps.AddRange(signs.Value.Where(pair => pair.Checklist.For is null).Select(pair => new Step.Signs(pair.Checklist, pair.Items)));
        foreach (var (key, title, all) in Fields.Pages)
        {
            var fields = answers.Diary is { } diary ? [.. all.Where(field => !diary.Answers(field.Path))] : all;
            if (fields.Count == 0) continue;
            steps.Add(new Step.About(key, title, fields));
            // Signs that only matter for some follow once we know who it is.
            if (fields.Any(field => field.Path == Fields.Age) && answers.Seen.Contains(key))
                steps.AddRange(signs.Value.Where(pair => pair.Checklist.For is not null && Assessor.IsFor(pair.Checklist, facts) != Truth.False).Select(pair => new Step.Signs(pair.Checklist, pair.Items)));
        }
        steps.Add(new Step.Medicines());
        steps.Add(new Step.Illnesses([.. illnesses.Value.Where(entry => answers.Diary?.Has(entry) != true)]));
        var asked = answers.Asked.Select(id => knowledge.Find(id)).OfType<Entry>().Select(entry => Question(entry, facts)).OfType<FurtherQuestion>().ToList();
        if (asked.Count > 0) steps.Add(new Step.Further([.. asked.Where(IsSign).Select(question => question.Entry)], [.. asked.Where(question => !IsSign(question))]));
        steps.Add(new Step.More());
        return steps;
    }

    /// <summary>What the answers come to.</summary>
    public Assessment.Assessment Assess(Answers answers) => Assessor.Assess(Facts(answers), withQuestions: false);

    /// <summary>The facts in the answers.</summary>
    public Facts.Facts Facts(Answers answers) => FactsBuilder.Build(knowledge, answers.Whole(Today), "answers").Facts;

    /// <summary>What the page for a cramp now can be told in one tap, as far as the answers say so.</summary>
    public IReadOnlyList<Entry> Known(Answers answers)
    {
        var facts = Facts(answers);
        return [.. knowledge.Entries.Where(entry => entry.Finding?.Tonight is not null && Assessor.Has(entry, facts) == Truth.True)];
    }

    /// <summary>Results on the page that cannot be, such as a unit that does not fit.</summary>
    public IReadOnlyList<Problem> Problems(Answers answers) => FactsBuilder.Build(knowledge, answers.ToCase(Today), "answers").Problems;

    /// <summary>The next questions worth putting, of those that a page can put: open signs that need help fast, to be ticked together, and a few others.</summary>
    public IReadOnlyList<FurtherQuestion> Further(Answers answers)
    {
        var facts = Facts(answers);
        var open = Assessor.Assess(facts).Questions.Where(row => !answers.Said.ContainsKey(row.Entry.Id) || facts.Undated.Contains(row.Entry) || row.Entry.Finding?.Which == row.Text)
            .Select(row => Question(row.Entry, facts)).OfType<FurtherQuestion>().DistinctBy(question => question.Entry).ToList();
        return [.. open.Where(IsSign).Take(MostSigns), .. open.Where(question => !IsSign(question)).Take(MostFurther)];
    }

    /// <summary>Whether a yes may raise an emergency or same-day flag.</summary>
    public bool IsSign(Entry entry) => entry.Kind != EntryKind.Medicine && urgent.Value.Contains(entry);

    /// <summary>Whether it is about now, so that an answer of another day says nothing.</summary>
    public bool IsAskedAnew(Entry entry) => entry.Finding is { Checklist: not null } or { LastsDays: not null } || (entry.Kind == EntryKind.Symptom && IsSign(entry));

    /// <summary>Whether it is on the page of illnesses.</summary>
    public bool IsListed(Entry entry) => illnesses.Value.Contains(entry);

    private bool IsSign(FurtherQuestion question) => question.Kind == FurtherKind.YesNo && IsSign(question.Entry);

    private static FurtherQuestion? Question(Entry entry, Facts.Facts facts)
    {
        if (entry.Finding is not { } finding) return null;
        if (finding.Which is { } which && facts.Stated(entry) == Truth.True && entry.Narrower.Count > 0) return new(entry, FurtherKind.Which, which, entry.Why ?? "The kind makes a difference.");
        // A page of signs asks about now, so it needs no day.
        if (finding is { LastsDays: not null, Checklist: null } && facts.Stated(entry) == Truth.True) return new(entry, FurtherKind.When, $"When was this: {entry.Title}?", "Only what is recent needs help today.");
        return finding.Type == FindingType.YesNo && entry.Question is { } question ? new(entry, FurtherKind.YesNo, question, entry.Why ?? "") : null;
    }

    /// <summary>Findings that can raise an emergency stand before those that cannot.</summary>
    private static Func<Entry, CareLevel> Urgency(KnowledgeBase knowledge) => entry => knowledge.OfKind(EntryKind.Flag).SelectMany(flag => flag.Flag!.Levels)
        .Where(level => level.When.Everything().Any(part => part.Names?.Target == entry)).Select(level => level.Level).DefaultIfEmpty().Max();

    /// <summary>
    /// Illnesses worth a tick: those that many rules rest on and that may be behind cramps. Left out: what a blood test tells,
    /// and kinds of an illness that is on the list, unless their link with cramps is among the strongest.
    /// </summary>
    private static List<Entry> MostUseful(KnowledgeBase knowledge)
    {
        var uses = knowledge.Entries.SelectMany(entry => entry.Criteria().SelectMany(criterion => criterion.Everything()).Select(criterion => criterion.Names?.Target).OfType<Entry>().Distinct().Where(named => named != entry))
            .GroupBy(entry => entry).ToDictionary(group => group.Key, group => group.Count());
        var chosen = new List<Entry>();
        foreach (var entry in knowledge.OfKind(EntryKind.Condition).Where(entry => entry is { Question: not null, Finding: { LastsDays: null } finding } && uses.GetValueOrDefault(entry) >= LeastUses && !IsMeasured(finding))
            .OrderByDescending(entry => uses[entry] + (3 * (entry.Contribution?.Weight ?? 0))).ThenBy(entry => entry.Id, StringComparer.Ordinal))
            if (chosen.Count < MostIllnesses && (entry.Contribution?.Weight >= 5 || !entry.Broader.Any(broader => chosen.Contains(broader.Target!)))) chosen.Add(entry);
        return [.. chosen.OrderBy(entry => entry.Title, StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsMeasured(Finding finding) => finding.Suspect?.Everything().Any(part => part is Criterion.Result) == true;
}
