using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class KnowledgeReaderTests
{
    private const string Sound = "title: Cold feet\nsay: It may be cold feet.\ntext: Feet can be cold.\ncontributes: { present: possible }\nweight: 1\nweight-means: none\ncertainty: very-low\nexamples:\n  - { name: a, given: { habits: [cold feet] }, expect: { contributors: [cause/x] } }\n";

    [Theory]
    [InlineData("title: A\nnames: ]\n", "UNC001", 2)]
    [InlineData("title: A\nsay: B\nsay: C\n", "UNC007", 3)]
    [InlineData("title: A\ntxt: B\n", "UNC013", 2)]
    [InlineData("title: A\nbroader: [condition/nothing]\n", "UNC030", 2)]
    [InlineData("title: A\nsuspect: { age: { from: 9, below: 3 } }\n", "UNC012", 2)]
    [InlineData("title: A\nsuspect: { any: [] }\n", "UNC021", 2)]
    [InlineData("title: A\nsuspect: { maybe: symptom/x }\n", "UNC020", 2)]
    [InlineData("title: A\nclaims:\n  - { answers: S0-01, verdict: true-ish, text: B., certainty: low }\n", "UNC011", 3)]
    public void A_broken_entry_is_reported_with_its_line(string text, string code, int line)
    {
        var problems = ProblemsOf(("causes/x.yaml", text));
        problems.ShouldContain(problem => problem.Code == code && problem.Place == $"causes/x.yaml:{line}", string.Join('\n', problems));
    }

    [Theory]
    [InlineData("UNC040", "claims:\n  - { answers: S0-01, verdict: weak, text: So., certainty: low }\n")]
    [InlineData("UNC050", "question: Is it cold?\n")]
    [InlineData("UNC043", "claims:\n  - { answers: S9-99, verdict: weak, text: So., certainty: low, sources: [source/s] }\n")]
    [InlineData("UNC070", "said: [\"<nogroup> cold\"]\n")]
    public void A_rule_of_the_knowledge_that_is_not_kept_is_reported(string code, string more) =>
        ProblemsOf(("causes/x.yaml", Sound + more), ("sources/s.yaml", "title: S\n")).ShouldContain(problem => problem.Code == code);

    [Theory]
    [InlineData("prevention/x.yaml", "trialable: true\n", "UNC085")]
    [InlineData("prevention/x.yaml", "trial: { block: 7 }\n", "UNC085")]
    [InlineData("prevention/x.yaml", "trialable: true\ntrial: { block: 3, shortest: 4 }\n", "UNC084")]
    [InlineData("prevention/x.yaml", "trialable: true\ncarry-over: long\ntrial: { block: 3 }\n", "UNC086")]
    [InlineData("relief/x.yaml", "trialable: true\ntrial: { block: 7 }\n", "UNC086")]
    [InlineData("treatments/x.yaml", "verdict: avoid\ntrialable: true\ntrial: { block: 7 }\n", "UNC086")]
    public void What_may_be_tried_must_say_how_and_be_safe_to_try(string path, string more, string code) =>
        ProblemsOf((path, "title: A bell\ntext: Ring it.\n" + more)).ShouldContain(problem => problem.Code == code);

    [Theory]
    [InlineData("card: text\n", "UNC014")]
    [InlineData("card: { summary: Feet. }\n", "UNC010")]
    [InlineData("card: { hooks: [patient-view] }\n", "UNC010")]
    [InlineData("card: { hooks: [patient-open], summary: Feet. }\n", "UNC011")]
    [InlineData("card: { hooks: [patient-view], summary: Feet., indicator: critical }\n", "UNC011")]
    [InlineData("card: { hooks: [patient-view], summary: Feet., suggest: stopping }\n", "UNC011")]
    [InlineData("card: { hooks: [patient-view], summary: Feet., colour: red }\n", "UNC013")]
    [InlineData("card: { hooks: [patient-view], summary: Feet., when: condition/nothing }\n", "UNC030")]
    [InlineData("card: { hooks: [patient-view], summary: Cold feet that are colder than other feet and stay so although they are warmed and rubbed and put into socks of the very thickest wool. }\n", "UNC092")]
    [InlineData("card: { hooks: [patient-view], summary: Consider stopping the socks. }\n", "UNC093")]
    [InlineData("card: { hooks: [patient-view], summary: Feet., suggest: tests }\n", "UNC096")]
    [InlineData("card: { hooks: [order-sign], summary: Feet., when: cause/x }\n", "UNC097")]
    public void A_card_that_cannot_be_shown_or_must_not_be_said_is_reported(string card, string code) =>
        ProblemsOf(("causes/x.yaml", Sound + card)).ShouldContain(problem => problem.Code == code);

    [Theory]
    [InlineData("audits/x.yaml", "", "UNC010")]
    [InlineData("audits/x.yaml", "for: { no-result: audit/x }\n", "UNC022")]
    [InlineData("warnings/x.yaml", "say: Ring.\nwhen: { no-result: lab/l }\n", "UNC024")]
    [InlineData("warnings/x.yaml", "say: Ring.\nwhen: audit/a\n", "UNC024")]
    public void What_a_record_does_not_hold_is_for_audits_alone(string path, string more, string code) =>
        ProblemsOf((path, "title: A bell\ntext: Ring it.\n" + more), ("labs/l.yaml", "title: Lime\ntext: It is lime.\nunit: mmol/L\n"), ("audits/a.yaml", "title: Lime\ntext: Who has none.\nfor: { no-result: lab/l }\n")).ShouldContain(problem => problem.Code == code);

    [Fact]
    public void Nothing_is_concluded_from_what_is_to_be_reviewed() =>
        ProblemsOf(("causes/x.yaml", Sound + "suspect: { reviewing: any }\n")).ShouldContain(problem => problem.Code == "UNC024");

    [Theory]
    [InlineData("reliefs", "relief/x.yaml", "codes: { atc: [A01AA] }\n")]
    [InlineData("nothing to find it by", "conditions/x.yaml", "")]
    [InlineData("what contributes", "medicines/x.yaml", "codes: { atc: [A01AA] }\ncontributes: { present: possible }\nweight: 1\nweight-means: none\ncertainty: very-low\n")]
    public void A_marker_of_cramps_is_found_in_records_and_never_asked_about(string why, string path, string more) =>
        ProblemsOf((path, "title: A bell\ntext: Ring it.\nmarker: true\n" + more)).ShouldContain(problem => problem.Code == "UNC087", why);

    [Fact]
    public void A_source_that_nobody_cites_is_reported() =>
        ProblemsOf(("causes/x.yaml", Sound), ("sources/s.yaml", "title: S\n")).ShouldContain(problem => problem.Code == "UNC044");

    [Fact]
    public void A_contributor_without_an_example_patient_is_reported() =>
        ProblemsOf(("causes/x.yaml", Sound[..Sound.IndexOf("examples", StringComparison.Ordinal)])).ShouldContain(problem => problem.Code == "UNC051");

    [Fact]
    public void An_example_that_does_not_hold_is_reported_at_its_line() =>
        ProblemsOf(("causes/x.yaml", Sound.Replace("[cold feet]", "[warm hands]", StringComparison.Ordinal))).ShouldContain(problem => problem.Code == "UNC091" && problem.Place == "causes/x.yaml:9");

    [Fact]
    public void A_code_stated_twice_is_reported() =>
        ProblemsOf(("causes/x.yaml", Sound + "codes: { snomed: [\"1\"] }\n"), ("causes/y.yaml", Sound.Replace("Cold feet", "Y", StringComparison.Ordinal) + "codes: { snomed: [\"1\"] }\n"))
            .ShouldContain(problem => problem.Code == "UNC035");

    [Fact]
    public void A_substance_stated_twice_is_reported() =>
        ProblemsOf(("substances/a.yaml", "title: furosemide\n"), ("substances/b.yaml", "title: frusemide\nnames: [furosemide]\n")).ShouldContain(problem => problem.Code == "UNC033");

    [Fact]
    public void Text_that_is_hard_to_read_is_reported() =>
        ProblemsOf(("causes/x.yaml", Sound.Replace("Feet can be cold.", "Peripheral vasoconstriction characteristically precipitates considerable discomfort, necessitating individualised physiological interpretation.", StringComparison.Ordinal)))
            .ShouldContain(problem => problem.Code == "UNC080");

    [Fact]
    public void An_unknown_unit_is_reported() =>
        ProblemsOf(("labs/l.yaml", "title: L\ntext: L.\nunit: zorg/L\nunits: { mmol/L: 1 }\n")).ShouldContain(problem => problem.Code == "UNC062");

    [Fact]
    public void A_file_that_would_be_overlooked_is_reported() =>
        ProblemsOf(("causes/x.yml", Sound)).ShouldContain(problem => problem.Code == "UNC016");

    [Fact]
    public void A_gate_without_a_rationale_is_reported() =>
        ProblemsOf(("relief/r.yaml", "title: R\ntext: R.\ngates:\n  - { when: relief/r, say: No., unverified: true }\n")).ShouldContain(problem => problem.Code == "UNC010" && problem.What.Contains("rationale"));

    [Fact]
    public void All_problems_are_reported_in_one_run() =>
        ProblemsOf(("causes/x.yaml", "title: A\nfoo: 1\nbar: 2\nbroader: [cause/none]\n"), ("causes/y.yaml", "title: [")).Count.ShouldBeGreaterThanOrEqualTo(4);

    private static IReadOnlyList<Problem> ProblemsOf(params (string Path, string Text)[] files)
    {
        var (documents, unreadable) = KnowledgeReader.Parse(files);
        var (knowledge, unsound) = KnowledgeReader.Read(documents);
        return [.. unreadable, .. unsound, .. KnowledgeCheck.Check(knowledge)];
    }
}
