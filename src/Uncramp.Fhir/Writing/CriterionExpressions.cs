using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>
/// Every criterion of a knowledge base as FHIRPath over the answers of the check, a <c>QuestionnaireResponse</c>: the same rules as
/// <c>Evaluation</c> applies to facts, for software that is not ours.
/// </summary>
/// <remarks>
/// FHIRPath has the three values that criteria need: true, false and empty, and its <c>and</c>, <c>or</c> and <c>not()</c> are Kleene's
/// (http://hl7.org/fhirpath/N1/#boolean-logic). <c>iif(x, a, b)</c> gives b for false and for empty alike, which is how "known to be true" is said.
/// It has no functions of its own, so what many criteria need is named once and used as <c>%name</c>, in the order of <see cref="All"/>.
/// </remarks>
public sealed class CriterionExpressions
{
    private const int ResultsCountForDays = 14;
    private const string Unknown = "{}";
    private const string ConsideringName = "considering";

    private readonly KnowledgeBase knowledge;
    private readonly List<Expression> all = [];
    private readonly Dictionary<string, string> named = [];
    private readonly Dictionary<(Entry Medicine, Entry For, string How), string?> reasons = [];
    private readonly Entry? crampsSince;

    private CriterionExpressions(KnowledgeBase knowledge) => (this.knowledge, crampsSince) = (knowledge, knowledge.OfField("cramps.sinceWeeks"));

    /// <summary>All of them, each after those it uses.</summary>
    public IReadOnlyList<Expression> All => all;

    /// <summary>The expressions of all rules of a knowledge base.</summary>
    public static CriterionExpressions Of(KnowledgeBase knowledge)
    {
        var expressions = new CriterionExpressions(knowledge);
        expressions.Name(ConsideringName, "What the person thinks of trying", () => $"{expressions.Answer(LinkId.Plans, LinkId.Considering)}.code");
        foreach (var entry in knowledge.Entries)
        {
            if (entry.Kind.IsFinding() || entry.Flag is not null || entry.Contribution is not null) expressions.Has(entry);
            if (entry.Contribution is not null)
            {
                expressions.Concluded(entry, Likelihood.Possible);
                expressions.Concluded(entry, Likelihood.Likely);
            }
            if (entry.Flag is not null) expressions.Raised(entry);
            foreach (var (name, title, criterion) in Rules(entry)) expressions.Name(name, title, () => expressions.Text(criterion, entry));
            if (entry.Kind is EntryKind.Relief or EntryKind.Prevention) expressions.Offered(entry);
        }
        return expressions;
    }

    /// <summary>The criteria of an entry that are rules of their own, with the names and titles of their expressions.</summary>
    public static IEnumerable<(string Name, string Title, Criterion Criterion)> Rules(Entry entry)
    {
        var name = Canonical.Name(entry);
        if (entry.When is { } when) yield return ($"{name}When", $"{entry.Title}: is said", when);
        if (entry.For is { } whom) yield return ($"{name}For", $"{entry.Title}: is meant for this person", whom);
        foreach (var (gate, i) in (entry.Measure?.Gates ?? []).Select((gate, i) => (gate, i)))
            yield return (Gate(entry, i), $"{entry.Title}: {gate.Say}", gate.When);
        foreach (var (gate, i) in entry.TrialGates.Select((gate, i) => (gate, i)))
            yield return (Gate(entry, i), $"{entry.Title}: {gate.Gate.Say}", gate.Gate.When);
        foreach (var (level, i) in (entry.Flag?.Levels ?? []).Select((level, i) => (level, i)))
            yield return (Level(entry, i), $"{entry.Title}: help within {level.Within}", level.When);
        if (entry.Fit is not { } fit) yield break;
        foreach (var (part, i) in fit.Criteria.Select((part, i) => (part, i))) yield return ($"{name}Criterion{i + 1}", part.Title, part.When);
        yield return ($"{name}Typical", $"{entry.Title}: a typical picture", fit.Typical);
        yield return ($"{name}Unlikely", $"{entry.Title}: an unlikely one", fit.Unlikely);
    }

    /// <summary>The name of what holds a measure back, or goes with it.</summary>
    public static string Gate(Entry entry, int index) => $"{Canonical.Name(entry)}Gate{index + 1}";

    /// <summary>The name of what raises a flag to one of its levels.</summary>
    public static string Level(Entry flag, int index) => $"{Canonical.Name(flag)}Level{index + 1}";

    /// <summary>The name of whether a relief or prevention is offered.</summary>
    public static string OfferedName(Entry measure) => $"{Canonical.Name(measure)}Offered";

    /// <summary>The name of whether a flag is raised; of a contributor or look-alike, whether it is possible or likely.</summary>
    public static string ConcludedName(Entry entry) => entry.Flag is null ? $"{Canonical.Name(entry)}{Likelihood.Possible}" : $"{Canonical.Name(entry)}Raised";

    /// <summary>Whether the person thinks of trying it.</summary>
    public static string Considering(Entry measure) => $"(%{ConsideringName} contains '{measure.Id}')";

    /// <summary>A criterion that stands in an entry; what it uses is named before.</summary>
    private string Text(Criterion criterion, Entry owner) => criterion switch
    {
        Criterion.Has c => Has(c.Finding.Target!),
        Criterion.Named c => Said(c.Finding.Target!),
        Criterion.Any c => Join(c.Parts, "or", owner),
        Criterion.All c => Join(c.Parts, "and", owner),
        Criterion.Not c => $"{Text(c.Part, owner)}.not()",
        Criterion.Known c => Known(Text(c.Part, owner)),
        Criterion.AtLeast c => AtLeast(c, owner),
        Criterion.Value c => Value(c.Finding.Target!, c.Range),
        Criterion.Is c => Chosen(c.Finding.Target!, $"{Choices(c.Finding.Target!)}.where({OneOf(c.Choices)}).exists()"),
        Criterion.Only c => Chosen(c.Finding.Target!, $"{Choices(c.Finding.Target!)}.all({OneOf(c.Choices)})"),
        Criterion.Taking c => Taking(c, c.Medicine.Target!),
        Criterion.Result c => Result(c.Lab.Target!, c.Level),
        Criterion.NoResult c => $"{Number(c.Lab.Target!)}.exists().not()",
        Criterion.Band c => Band(c, owner),
        Criterion.Considering c => Considering(c.Measure.Target!),
        Criterion.Concluded { Conclusion.Target: { Kind: EntryKind.Flag } flag } => Raised(flag),
        Criterion.Concluded c => Concluded(c.Conclusion.Target!, c.Minimum),
        Criterion.ConcludedKind c => $"iif({Or(Concluding(c).Select(entry => Concluded(entry, c.Minimum)))}, true, {Unknown})",
        Criterion.Reviewing c => Known(Or(knowledge.OfKind(EntryKind.Medicine).Where(medicine => c.Medicine is null || IsOrNarrower(medicine, c.Medicine.Target!)).Select(Reviewed))),
        _ => throw new UnreachableException(),
    };

    /// <summary>What was said of it.</summary>
    private string Said(Entry entry) => Name(Canonical.Name(entry), entry.Title, () => Answer(LinkId.Page(entry), LinkId.Of(entry)));

    private string Has(Entry entry) => IsAsSaid(entry) ? Said(entry) : Name($"{Canonical.Name(entry)}Has", $"{entry.Title}: has it, or something narrower, or we suspect it", () =>
    {
        var said = Said(entry);
        if (entry.Finding?.Defined is { } defined) return $"iif({said}, true, {Text(defined, entry)})";
        List<string> ways = [.. entry.Finding?.Suspect is { } suspect ? [Text(suspect, entry)] : (IEnumerable<string>)[], .. entry.Narrower.Select(Has)];
        var found = ways.Count == 0 ? said : $"iif({Or(ways)}, true, {said})";
        return entry.Finding?.Never is { } never ? $"iif({said}, true, iif({Text(never, entry)}, false, {found}))" : ways.Count == 0 ? found : $"iif({said}, true, {found})";
    });

    private string Concluded(Entry entry, Likelihood atLeast) => Name($"{Canonical.Name(entry)}{atLeast}", $"{entry.Title}: {(atLeast == Likelihood.Likely ? "likely" : "possible or likely")}", () =>
    {
        if (entry.Contribution is not { } contribution) return "false";
        var may = contribution.Possible is { } possible ? Text(possible, entry) : null;
        var likely = contribution.Likely is { } likelyWhen ? Text(likelyWhen, entry) : null;
        if (entry.Kind == EntryKind.Lookalike)
            return Or([Known(Said(entry)), .. atLeast == Likelihood.Possible ? Given(may) : [], .. Given(likely)]);
        var has = Has(entry);
        var likelyNow = likely is null ? null : $"({likely} and {Or([has, .. Given(may)])})";
        var present = contribution.Present == Likelihood.None ? null : has;
        return atLeast == Likelihood.Likely
            ? Or([.. contribution.Present == Likelihood.Likely ? Given(has) : [], .. Given(likelyNow)])
            : Or([.. Given(present), .. Given(may), .. Given(likelyNow)]);
    });

    private string Raised(Entry flag) => Name($"{Canonical.Name(flag)}Raised", $"{flag.Title}: is raised", () =>
        Or([Known(Said(flag)), .. Rules(flag).Select(rule => Name(rule.Name, rule.Title, () => Text(rule.Criterion, flag)))]));

    private string AtLeast(Criterion.AtLeast criterion, Entry owner)
    {
        var parts = criterion.Parts.Select(part => Text(part, owner)).ToList();
        var sure = string.Join(" + ", parts.Select(part => $"iif({part}, 1, 0)"));
        var atMost = string.Join(" + ", parts.Select(part => $"iif({part}.not(), 0, 1)"));
        return $"iif({sure} >= {criterion.Count}, true, iif({atMost} >= {criterion.Count}, {Unknown}, false))";
    }

    private string Value(Entry entry, NumberRange range)
    {
        var number = Number(entry);
        var otherwise = entry.Kind == EntryKind.Lab ? Unknown
            : entry.Finding?.Never is { } never ? $"iif({Text(never, entry)}, false, {OnlyNo(entry)})"
            : OnlyNo(entry);
        return $"iif({number}.exists(), {Within(number, range)}, {otherwise})";
    }

    private string Chosen(Entry entry, string test) => $"iif({Choices(entry)}.exists(), {test}, {OnlyNo(entry)})";

    private string Taking(Criterion.Taking criterion, Entry medicine) =>
        Or([TakingItself(criterion, medicine), .. medicine.Narrower.Select(narrower => Taking(criterion, narrower))]);

    private string TakingItself(Criterion.Taking criterion, Entry medicine)
    {
        var said = Said(medicine);
        var taken = criterion.UntilDays is { } until ? $"iif({said}, true, iif({Detail(medicine, LinkId.StoppedDaysAgo)} <= {until}, true, {said}))" : said;
        if (criterion.StartedBeforeCrampsDays is not { } most) return taken;
        if (crampsSince is null) return $"iif({taken}, {Unknown}, {taken})";
        var (ago, weeks) = (Detail(medicine, LinkId.StartedDaysAgo), Number(crampsSince));
        // A week's grace, as in Evaluation.
        var before = $"({ago} - {weeks} * 7)";
        var begun = $"iif({weeks}.exists(), {before} >= -7 and {before} <= {most}, {OnlyNo(crampsSince)})";
        return $"iif({taken}, iif({ago}.exists(), {begun}, {Unknown}), {taken})";
    }

    private string Result(Entry lab, ResultLevel level)
    {
        var number = Number(lab);
        var (low, high) = (Limit(lab, LinkId.Low, lab.Lab!.Low), Limit(lab, LinkId.High, lab.Lab.High));
        return level switch
        {
            ResultLevel.Low => $"({number} < {low})",
            ResultLevel.High => $"({number} > {high})",
            _ => $"iif({low}.exists() and {high}.exists(), {number} >= {low} and {number} <= {high}, {Unknown})",
        };
    }

    private string Band(Criterion.Band criterion, Entry owner) =>
        Or(Labs(criterion, owner).Select(lab => InBand(lab, criterion.Level)));

    /// <summary>The first band that holds the result and applies decides; one of which it is not known leaves the rest in doubt.</summary>
    private string InBand(Entry lab, CareLevel wanted) => Name($"{Canonical.Name(lab)}{wanted}", $"{lab.Title}: in a {Words(wanted)} band", () =>
    {
        var number = Number(lab);
        var old = $"({Detail(lab, LinkId.DaysAgo)} > {ResultsCountForDays})";
        var own = $"({Detail(lab, LinkId.Low)} | {Detail(lab, LinkId.High)}).exists() and {Known($"{number} < {Detail(lab, LinkId.Low)} or {number} > {Detail(lab, LinkId.High)}")}.not()";
        var rest = "false";
        foreach (var band in lab.Lab!.Bands.Reverse())
        {
            var scaled = band.PerUpperLimit ? $"({number} / {Limit(lab, LinkId.High, lab.Lab.High)})" : band.PerBaseline ? $"({number} / {Detail(lab, LinkId.Baseline)})" : number;
            var holds = band.PerBaseline ? Known(Within(scaled, band.Range)) : Within(scaled, band.Range);
            if (band.Level == CareLevel.Routine && !band.PerUpperLimit) holds = $"({holds} and ({own}).not())";
            var applies = band.When is { } when ? $"({holds} and {Text(when, lab)})" : holds;
            var counts = band.Level == CareLevel.Routine ? wanted == CareLevel.Routine ? "true" : "false"
                : wanted == CareLevel.Routine ? Known(old) : wanted == band.Level ? $"{Known(old)}.not()" : "false";
            rest = band.When is null || counts == "false" ? $"iif({applies}, {counts}, {rest})" : $"iif({applies}, {counts}, ({applies} and {counts}) or {rest})";
            if (band.PerUpperLimit) rest = $"iif({Limit(lab, LinkId.High, lab.Lab.High)}.exists(), {rest}, {Unknown})";
        }
        return $"iif({number}.exists(), {rest}, {Unknown})";
    });

    /// <summary>Meant for this person as far as anyone knows, not held back by a gate or an urgent flag, and judged for people like this.</summary>
    private void Offered(Entry measure) => Name(OfferedName(measure), $"{measure.Title}: is offered", () =>
    {
        var meant = measure.For is { } whom ? $"iif({Text(whom, measure)}.not(), false, true)" : null;
        var against = Or(
        [
            .. measure.Measure!.Gates.Where(gate => gate.Closes).Select(gate => Text(gate.When, measure)),
            .. measure.UnjudgedFor.Select(Has),
            .. knowledge.OfKind(EntryKind.Flag).Where(flag => !flag.Flag!.IsAllowed(measure)).Select(Urgent).OfType<string>(),
        ]);
        return $"({string.Join(" and ", [.. Given(meant), $"{Known(against)}.not()"])})";
    });

    /// <summary>Taken and linked with cramps, or among the reasons of a raised flag; and not held back by a flag.</summary>
    private string Reviewed(Entry medicine) => Name($"{Canonical.Name(medicine)}Review", $"{medicine.Title}: is to be reviewed", () =>
    {
        var linked = medicine.AlwaysReview ? Said(medicine) : medicine.Contribution is null ? null : $"({Said(medicine)} and {Concluded(medicine, Likelihood.Possible)})";
        var reviewed = Or([.. Given(linked), .. knowledge.OfKind(EntryKind.Flag).Select(flag => AsReason(medicine, flag)).OfType<string>()]);
        var holding = knowledge.OfKind(EntryKind.Flag).Where(flag => flag.Flag!.IsHeld(medicine)).Select(Urgent).OfType<string>().ToList();
        return holding.Count == 0 ? reviewed : $"({reviewed} and {Known(Or(holding))}.not())";
    });

    /// <summary>Whether taking it is enough for a review, so that no flag can add to it.</summary>
    private static bool IsReviewedWhenTaken(Entry medicine) => medicine.AlwaysReview || medicine.Contribution is { Present: not Likelihood.None };

    private string? AsReason(Entry medicine, Entry flag)
    {
        var because = Both(flag.Flag!.Levels.Select(level => AsReason(medicine, level.When, flag)));
        return because is null ? null : $"({Raised(flag)} and {because})";
    }

    /// <summary>Whether a true criterion is true because of this medicine, as <c>Evaluation.AddReasons</c> tells it; null: it never is.</summary>
    private string? AsReason(Entry medicine, Criterion criterion, Entry owner)
    {
        var reasons = criterion switch
        {
            Criterion.Has { Finding.Target: { } finding } => AsFact(medicine, finding),
            Criterion.Named { Finding.Target: { } finding } => AsFact(medicine, finding),
            Criterion.Taking c => IsOrNarrower(medicine, c.Medicine.Target!) ? TakingItself(c, medicine) : null,
            Criterion.Band c => Both(Labs(c, owner).SelectMany(lab => lab.Lab!.Bands.Where(band => band.Level == c.Level && band.When is not null).Select(band => AsReason(medicine, band.When!, lab)))),
            Criterion.Concluded { Conclusion.Target: { Kind: EntryKind.Flag } flag } => AsReason(medicine, flag),
            Criterion.Concluded { Conclusion.Target: { } conclusion } c => AsConclusion(medicine, conclusion) is { } reason ? $"({Concluded(conclusion, c.Minimum)} and {reason})" : null,
            Criterion.ConcludedKind c => Both(Concluding(c).Select(entry => AsConclusion(medicine, entry) is { } reason ? $"({Concluded(entry, c.Minimum)} and {reason})" : null)),
            Criterion.Not => null,
            _ => Both(criterion.Children.Select(child => AsReason(medicine, child, owner))),
        };
        // A part alone may be true without the whole.
        return reasons is not null && criterion is Criterion.All or Criterion.AtLeast or Criterion.Band or Criterion.ConcludedKind ? $"({Text(criterion, owner)} and {reasons})" : reasons;
    }

    private string? AsConclusion(Entry medicine, Entry entry) => Reason(medicine, entry, "Concluded", () => Both(
    [
        AsFact(medicine, entry) is { } fact ? $"({Has(entry)} and {fact})" : null,
        entry.Contribution?.Possible is { } possible ? AsReason(medicine, possible, entry) : null,
        entry.Contribution?.Likely is { } likely ? AsReason(medicine, likely, entry) : null,
    ]));

    // What somebody said of the finding itself is the reason then, and nothing behind it.
    private string? AsFact(Entry medicine, Entry finding) => finding == medicine ? IsReviewedWhenTaken(medicine) ? null : Said(medicine) : finding.Kind == EntryKind.Situation ? null
        : Reason(medicine, finding, "", () => Both(
        [
            finding.Finding?.Defined is { } defined ? AsReason(medicine, defined, finding) : null,
            finding.Finding?.Suspect is { } suspect ? AsReason(medicine, suspect, finding) : null,
            .. finding.Narrower.Select(narrower => AsFact(medicine, narrower) is { } reason ? $"({Has(narrower)} and {reason})" : null),
        ]) is { } behind ? $"({Known(Said(finding))}.not() and {behind})" : null);

    /// <summary>Worked out once; what leads back to itself is no reason.</summary>
    private string? Reason(Entry medicine, Entry entry, string how, Func<string?> make)
    {
        if (reasons.TryGetValue((medicine, entry, how), out var known)) return known;
        reasons[(medicine, entry, how)] = null;
        var text = make();
        return reasons[(medicine, entry, how)] = text is null ? null
            : Name($"{Canonical.Name(medicine)}For{Capital(Canonical.Name(entry))}{how}", $"{medicine.Title}: a reason for {entry.Title}", () => text);
    }

    private static string? Both(IEnumerable<string?> reasons) => reasons.OfType<string>().ToList() is { Count: > 0 } any ? Or(any) : null;

    private IEnumerable<Entry> Concluding(Criterion.ConcludedKind criterion) => knowledge.OfKind(criterion.Kind).Where(entry => entry.Contribution?.Weight > criterion.AboveWeight);

    private IEnumerable<Entry> Labs(Criterion.Band criterion, Entry owner) => criterion.Lab is { } one ? [one.Target!] : criterion.AnyLab ? knowledge.OfKind(EntryKind.Lab) : owner.RaisedBy;

    /// <summary>Whether a flag is raised at an emergency or same-day level; null: it has none.</summary>
    private string? Urgent(Entry flag)
    {
        var urgent = flag.Flag!.Levels.Select((level, i) => (level.Level, i)).Where(row => row.Level >= CareLevel.SameDay).Select(row => $"%{Level(flag, row.i)}").ToList();
        if (urgent.Count == 0) return null;
        Raised(flag);
        return Name($"{Canonical.Name(flag)}Urgent", $"{flag.Title}: is raised as an emergency or for help today", () => Or([.. flag.Flag.Levels[0].Level >= CareLevel.SameDay ? [Known(Said(flag))] : (IEnumerable<string>)[], .. urgent]));
    }

    private string Number(Entry entry) => Name($"{Canonical.Name(entry)}Number", $"{entry.Title}: the number", () => Answer(LinkId.Page(entry), LinkId.Of(entry, LinkId.Number)));

    private string Choices(Entry entry) => Name($"{Canonical.Name(entry)}Choices", $"{entry.Title}: what was chosen", () => $"{Answer(LinkId.Page(entry), LinkId.Of(entry, LinkId.Choices))}.code");

    private string Detail(Entry entry, string detail) => Name($"{Canonical.Name(entry)}{Capital(detail)}", $"{entry.Title}: {detail}", () => Answer(LinkId.Page(entry), LinkId.Of(entry, detail)));

    private string Limit(Entry lab, string detail, double? usual) => usual is { } limit ? $"iif({Detail(lab, detail)}.exists(), {Detail(lab, detail)}, {Number(limit)})" : Detail(lab, detail);

    /// <summary>False where "no" was said, else not known.</summary>
    private string OnlyNo(Entry entry) => $"iif({Said(entry)}.not(), false, {Unknown})";

    private string Join(ImmutableArray<Criterion> parts, string with, Entry owner) => parts.Length == 1 ? Text(parts[0], owner) : $"({string.Join($" {with} ", parts.Select(part => Text(part, owner)))})";

    /// <summary>Names an expression unless it has been, and returns how to use it. What uses itself is not known there, as in <c>Evaluation</c>.</summary>
    private string Name(string name, string title, Func<string> make)
    {
        if (named.TryGetValue(name, out var use)) return use;
        named[name] = Unknown;
        all.Add(new Expression(name, title, make()));
        return named[name] = $"%{name}";
    }

    private static bool IsAsSaid(Entry entry) => entry.Narrower.Count == 0 && entry.Finding is null or { Defined: null, Suspect: null, Never: null };

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private string Answer(string group, string linkId) =>
        $"{Name(string.Concat(group.Split('/', '-').Select((part, i) => i == 0 ? part : Capital(part))) + "Page", "Questions of one page", () => $"%resource.item.where(linkId = '{group}').item")}.where(linkId = '{linkId}').answer.value";

    private static string Known(string text) => $"iif({text}, true, false)";

    private static IEnumerable<string> Given(string? text) => text is null ? [] : [text];

    private static string Or(IEnumerable<string> texts) => texts.Distinct().ToList() switch { [] => "false", [var one] => one, var several => $"({string.Join(" or ", several)})" };

    private static string OneOf(IReadOnlyList<string> choices) => string.Join(" or ", choices.Select(choice => $"$this = '{choice}'"));

    private static string Within(string number, NumberRange range)
    {
        (string Sign, double? End)[] ends = [(">=", range.From), (">", range.Above), ("<", range.Below), ("<=", range.To)];
        return $"({string.Join(" and ", ends.Where(end => end.End is not null).Select(end => $"{number} {end.Sign} {Number(end.End!.Value)}"))})";
    }

    private static string Number(double value) => ((decimal)value).ToString(CultureInfo.InvariantCulture);

    private static string Words(CareLevel level) => level switch { CareLevel.Emergency => "emergency", CareLevel.SameDay => "same-day", _ => "routine" };

    private static bool IsOrNarrower(Entry entry, Entry wider) => entry == wider || entry.Broader.Any(broader => IsOrNarrower(broader.Target!, wider));
}
