using CsCheck;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>What must hold for every case, tried over generated ones.</summary>
public sealed class AssessmentProperties
{
    private const int Cases = 300;
    private static readonly KnowledgeBase Knowledge = KnowledgeBase.BuiltIn;

    private static readonly string[] Findings = [.. Knowledge.Entries.Where(entry => entry.Kind is EntryKind.Symptom or EntryKind.Condition or EntryKind.Situation or EntryKind.Cause or EntryKind.Habit && entry.Finding is { Field: null, Defined: null }).Select(entry => entry.Id)];

    private static readonly string[] Medicines = [.. Knowledge.OfKind(EntryKind.Substance).Where(entry => entry.Classes.Count > 0).Select(entry => entry.Title)];

    private static readonly string[] Treatments = [.. Knowledge.OfKind(EntryKind.Treatment).Select(entry => entry.Id)];

    private static readonly Gen<Given> AnyCase = Gen.Select(
        Gen.OneOf(Findings).Array[0, 6],
        Gen.OneOf(Findings).Array[0, 6],
        Gen.OneOf(Medicines).Array[0, 4],
        Gen.OneOf(Treatments).Array[0, 2],
        Gen.Int[0, 95],
        Gen.Int[0, 3],
        Gen.OneOf("calf", "foot", "thigh", "hand"),
        Gen.OneOf(0.5, 3, 9, 11, 45),
        (present, absent, medicines, considering, age, labs, site, minutes) => new Given(present, absent, medicines, considering, age, labs, site, minutes));

    [Fact]
    public void The_same_facts_in_any_order_give_the_same_bytes() => AnyCase.Sample(
        given => AssessmentJson.ToText(Ask.About(given.Yaml())) == AssessmentJson.ToText(Ask.About(given.Reversed().Yaml())), iter: Cases, threads: 1);

    [Fact]
    public void Adding_a_red_flag_never_lowers_the_triage() => Gen.Select(AnyCase, Gen.OneOf(RedFlagFindings)).Sample(
        pair => Ask.About(pair.Item1.With(pair.Item2).Yaml(), withQuestions: false).Triage.Level >= Ask.About(pair.Item1.Yaml(), withQuestions: false).Triage.Level, iter: Cases, threads: 1);

    [Fact]
    public void Learning_an_unknown_never_makes_a_certain_flag_uncertain() => Gen.Select(AnyCase, Gen.OneOf(Findings)).Sample(
        pair =>
        {
            var before = Ask.About(pair.Item1.Yaml(), withQuestions: false);
            var after = Ask.About(pair.Item1.With(pair.Item2).Yaml(), withQuestions: false);
            var settled = before.NotFound.Concat(before.Triage.Flags.Select(flag => flag.Entry)).ToHashSet();
            // A contradiction ("present" what was "absent") is a change of mind, not a new answer;
            // what explains a sign away (epilepsy a fit, relief by stretching a long cramp) is meant to take it back.
            return pair.Item1.Absent.Contains(pair.Item2) || ExplainsAway.Contains(pair.Item2) || settled.IsSubsetOf(after.NotFound.Concat(after.Triage.Flags.Select(flag => flag.Entry)));
        }, iter: Cases, threads: 1);

    [Fact]
    public void What_is_taken_over_from_nobody_is_what_would_be_decided_anew() => AnyCase.Sample(
        given =>
        {
            var facts = Ask.Facts(given.Yaml());
            var reviewed = Assessor.Assess(facts, withQuestions: false).Medicines.Where(row => row is { Review: true, Held: false }).Select(row => row.Entry!).Distinct().ToList();
            var (taken, anew) = (Assessor.Of(facts), new Evaluation(facts));
            (taken.Reviewed, anew.Reviewed) = (reviewed, reviewed);
            return Knowledge.Entries.All(entry => taken.Has(entry) == anew.Has(entry) && taken.LikelihoodOf(entry) == anew.LikelihoodOf(entry)
                && (entry.Flag is null || (taken.Raised(entry) == anew.Raised(entry) && taken.LevelOf(entry) == anew.LevelOf(entry) && taken.IsOpen(entry) == anew.IsOpen(entry)))
                && entry.Criteria().All(criterion => taken.Evaluate(criterion, entry) == anew.Evaluate(criterion, entry)));
        }, iter: Cases, threads: 1);

    [Fact]
    public void No_withheld_measure_is_recommended() => AnyCase.Sample(
        given =>
        {
            var assessment = Ask.About(given.Yaml(), withQuestions: false);
            var withheld = assessment.Withheld.Select(row => row.Entry).ToHashSet();
            return !assessment.Relief.Concat(assessment.Prevention).Any(withheld.Contains)
                && !assessment.Considering.Any(row => row.Entry is not null && withheld.Contains(row.Entry) && row.Verdict is Verdict.Supported or Verdict.MayTry);
        }, iter: Cases, threads: 1);

    [Fact]
    public void Whatever_else_is_true_nobody_on_dialysis_is_offered_drink_bananas_salt_potassium_or_magnesium() => AnyCase.Sample(
        given =>
        {
            var onDialysis = given with { Present = [.. given.Present, "condition/dialysis"], Absent = [.. given.Absent.Except(["condition/dialysis"])], Considering = NotOnDialysis };
            var assessment = Ask.About(onDialysis.Yaml(), withQuestions: false);
            return !assessment.Relief.Concat(assessment.Prevention).Any(entry => NotOnDialysis.Contains(entry.Id))
                && NotOnDialysis.All(id => assessment.Considering.Where(row => row.Entry?.Id == id).All(row => row.Verdict == Verdict.Avoid));
        }, iter: Cases, threads: 1);

    [Fact]
    public void Every_because_is_a_fact_of_the_case() => AnyCase.Sample(
        given =>
        {
            var facts = Ask.Facts(given.Yaml());
            var assessment = Assessor.Assess(facts, withQuestions: false);
            return assessment.Triage.Flags.SelectMany(flag => flag.Because)
                .Concat(assessment.Contributors.SelectMany(row => row.Because)).Concat(assessment.Lookalikes.SelectMany(row => row.Because))
                .Concat(assessment.Tests.SelectMany(row => row.Because)).Concat(assessment.Withheld.SelectMany(row => row.Because)).Concat(assessment.Warnings.SelectMany(row => row.Because))
                .All(id => IsFact(facts, Knowledge[id]));
        }, iter: Cases, threads: 1);

    [Fact]
    public void No_contributor_comes_from_unknown_facts_alone() => AnyCase.Sample(
        given => Ask.About(given.Yaml(), withQuestions: false).Contributors.All(row => row.Because.Count > 0), iter: Cases, threads: 1);

    [Fact]
    public void No_question_is_asked_whose_every_answer_leaves_the_result_unchanged() => AnyCase.Sample(
        given =>
        {
            var assessment = Ask.About(given.Yaml());
            var before = Core(assessment);
            return assessment.Questions.Where(row => row.Entry.Finding is { Type: Uncramp.Knowledge.FindingType.YesNo, Which: null, LastsDays: null }).Take(6).All(row =>
                Core(Ask.About(given.With(row.Entry.Id).Yaml(), withQuestions: false)) != before || Core(Ask.About(given.Without(row.Entry.Id).Yaml(), withQuestions: false)) != before
                    ? true
                    : throw new InvalidOperationException(row.Entry.Id));
        }, iter: 40, threads: 1);

    private static string[] NotOnDialysis { get; } =
    [
        "prevention/fluids", "prevention/electrolyte-diet", "prevention/calcium-diet", "treatment/magnesium", "treatment/potassium",
        "treatment/sodium-chloride", "treatment/salt-substitute", "treatment/electrolyte-drink", "treatment/pickle-juice",
    ];

    private static HashSet<string> ExplainsAway { get; } = [.. Knowledge.Entries.SelectMany(entry => entry.Criteria()).SelectMany(criterion => criterion.Everything()).OfType<Criterion.Known>()
        .SelectMany(known => known.Everything()).Select(part => part.Names?.Target).OfType<Entry>().SelectMany(WithNarrower).Select(entry => entry.Id)];

    private static IEnumerable<Entry> WithNarrower(Entry entry) => entry.Narrower.SelectMany(WithNarrower).Prepend(entry);

    private static string[] RedFlagFindings { get; } = [.. Knowledge.Entries.Where(entry => entry.Kind == EntryKind.Symptom && entry.Finding!.Field is null && Assessor.IsRedFlag(Knowledge, entry)).Select(entry => entry.Id)];

    private static string Core(Uncramp.Assessment.Assessment assessment) => AssessmentJson.ToText(assessment with { Questions = [] });

    private static bool IsFact(Uncramp.Facts.Facts facts, Entry entry) =>
        facts.Stated(entry) == Truth.True || entry.Kind == EntryKind.Situation || facts.Of(entry) is not null || facts.Considering.Any(row => row.Entry == entry);

    private sealed record Given(string[] Present, string[] Absent, string[] Medicines, string[] Considering, int Age, int Labs, string Site, double Minutes)
    {
        private static readonly string[] SomeLabs =
        [
            "{ name: potassium, value: 2.8, unit: mmol/L, date: 2026-11-18 }",
            "{ name: magnesium, value: 0.45, unit: mmol/L, date: 2026-11-18 }",
            "{ name: eGFR, value: 25, unit: \"mL/min/{1.73_m2}\", date: 2026-10-01 }",
        ];

        public string Yaml() => FormattableString.Invariant($$"""
            asOf: 2026-11-20
            person: { age: {{Age}} }
            cramps: { sites: [{{Site}}], durationMinutes: {{Minutes}} }
            symptoms: [{{string.Join(", ", Present)}}]
            absent: [{{string.Join(", ", Absent)}}]
            medicines: [{{string.Join(", ", Medicines.Select(name => $"\"{name}\""))}}]
            considering: [{{string.Join(", ", Considering)}}]
            labs: [{{string.Join(", ", SomeLabs.Take(Labs))}}]
            """);

        public override string ToString() => Yaml();

        public Given Reversed() => this with { Present = [.. Present.Reverse()], Absent = [.. Absent.Reverse()], Medicines = [.. Medicines.Reverse()], Considering = [.. Considering.Reverse()] };

        public Given With(string id) => this with { Present = [.. Present, id] };

        public Given Without(string id) => this with { Absent = [.. Absent, id] };
    }
}
