using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>What people say and what it means.</summary>
public sealed class PhraseTests
{
    [Theory]
    [InlineData("my left calf is fat and hot", "symptom/one-leg-swollen")]
    [InlineData("my left calf is fat and hot", "symptom/calf-warm")]
    [InlineData("one leg is bigger than the other", "symptom/one-leg-swollen")]
    [InlineData("can't catch my breath since this morning", "symptom/new-breathlessness")]
    [InlineData("pee looks like tea", "symptom/dark-urine")]
    [InlineData("foot went white and cold all of a sudden", "symptom/sudden-cold-limb")]
    [InlineData("can't feel when I wipe", "symptom/saddle-numbness")]
    [InlineData("can't pass water", "symptom/bladder-bowel-loss")]
    [InlineData("keep tripping over my toes", "symptom/foot-drop")]
    [InlineData("legs are getting thinner and weaker", "symptom/wasting")]
    [InlineData("can't keep my legs still in the evening", "symptom/urge-to-move")]
    [InlineData("pins and needles in both feet", "symptom/tingling-feet")]
    [InlineData("had a baby last week", "situation/postpartum")]
    [InlineData("in plaster since Tuesday", "situation/cast")]
    [InlineData("eight pints most nights", "condition/alcohol-use")]
    [InlineData("40 units a week", "condition/alcohol-use")]
    [InlineData("on my feet all shift", "cause/prolonged-standing")]
    [InlineData("sudden breathlessness", "symptom/new-breathlessness")]
    [InlineData("cola-coloured urine", "symptom/dark-urine")]
    [InlineData("suddenly couldn't breathe properly", "symptom/new-breathlessness")]
    [InlineData("suddenly could not breathe", "symptom/new-breathlessness")]
    [InlineData("had a DVT 10 years ago", "condition/previous-vte")]
    [InlineData("pain getting worse in the evenings", "symptom/worse-in-evening")]
    [InlineData("symptom/one-leg-swollen", "symptom/one-leg-swollen")]
    public void A_phrase_means_its_finding(string phrase, string id) =>
        Stated($"symptoms: [\"{phrase}\"]", id).ShouldBe(Truth.True);

    [Theory]
    [InlineData("no chest pain", "symptom/chest-pain")]
    [InlineData("not short of breath", "symptom/breathlessness")]
    [InlineData("no chest pain or breathlessness", "symptom/breathlessness")]
    public void A_negated_phrase_means_that_it_is_not_there(string phrase, string id) =>
        Stated($"symptoms: [\"{phrase}\"]", id).ShouldBe(Truth.False);

    [Theory]
    [InlineData("no chest pain, but my left calf is swollen", "symptom/one-leg-swollen")]
    [InlineData("left calf swollen but no chest pain", "symptom/one-leg-swollen")]
    public void A_negation_ends_with_its_clause(string phrase, string id) =>
        Stated($"symptoms: [\"{phrase}\"]", id).ShouldBe(Truth.True);

    [Theory]
    [InlineData("my leg is swollen", "symptom/one-leg-swollen")]
    [InlineData("left calf swolen", "symptom/one-leg-swollen")]
    [InlineData("maybe one leg is swollen", "symptom/one-leg-swollen")]
    public void What_may_be_a_red_flag_but_is_not_certain_is_asked_first_and_never_concluded(string phrase, string id)
    {
        var assessment = Ask.About($"symptoms: [\"{phrase}\"]");
        Ask.FlagsOf(assessment).ShouldNotContain("flag/dvt");
        assessment.Triage.Complete.ShouldBeFalse();
        assessment.Questions[0].Entry.Id.ShouldBe(id);
    }

    [Fact]
    public void A_stent_that_is_fitted_is_no_fit() => Stated("conditions: [stent fitted]", "symptom/seizure").ShouldBe(Truth.Unknown);

    [Fact]
    public void Even_is_not_the_evening() => Stated("symptoms: [pain getting worse even with morphine]", "symptom/worse-in-evening").ShouldBe(Truth.Unknown);

    [Fact]
    public void Absent_sugar_trouble_means_no_diabetes_of_any_type()
    {
        Stated("absent: [\"never had sugar trouble\"]", "condition/diabetes").ShouldBe(Truth.False);
        Stated("absent: [\"never had sugar trouble\"]", "condition/type-2-diabetes").ShouldBe(Truth.False);
    }

    [Theory]
    [InlineData("medicines: [\"not on any tablets\"]")]
    [InlineData("absent: [\"not on any tablets\"]")]
    public void Not_on_any_tablets_means_no_medicine(string yaml) => Stated(yaml, "medicine/thiazide").ShouldBe(Truth.False);

    [Fact]
    public void What_is_present_wins_over_what_is_absent()
    {
        Stated("symptoms: [chest pain]\nabsent: [chest pain]", "symptom/chest-pain").ShouldBe(Truth.True);
        Stated("absent: [chest pain]\nsymptoms: [chest pain]", "symptom/chest-pain").ShouldBe(Truth.True);
    }

    [Fact]
    public void What_nobody_said_is_unknown() => Stated("symptoms: [cramp]", "symptom/chest-pain").ShouldBe(Truth.Unknown);

    [Fact]
    public void A_narrower_diagnosis_holds_the_wider_one() => Stated("conditions: [type 2 diabetes]", "condition/diabetes").ShouldBe(Truth.True);

    [Fact]
    public void The_family_is_not_the_person()
    {
        Stated("conditions: [\"my mother had diabetes\"]", "condition/diabetes").ShouldBe(Truth.Unknown);
        Ask.About("conditions: [\"my mother had diabetes\"]").Unrecognised.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_not_recognised_is_reported_and_nothing_else_happens()
    {
        var assessment = Ask.About("symptoms: [\"xyzzy plugh\"]");
        assessment.Unrecognised.ShouldHaveSingleItem().Given.ShouldBe("xyzzy plugh");
        assessment.Triage.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void An_old_clot_is_history_and_a_fresh_one_is_not()
    {
        Stated("asOf: 2026-11-20\nconditions: [{ name: deep vein thrombosis, onset: 2019 }]", "condition/previous-vte").ShouldBe(Truth.True);
        Ask.FlagsOf(Ask.About("asOf: 2026-11-20\nconditions: [{ name: deep vein thrombosis, onset: 2019 }]")).ShouldNotContain("flag/dvt");
        Ask.FlagsOf(Ask.About("asOf: 2026-11-20\nconditions: [{ name: deep vein thrombosis, onset: 2026-11-15 }]")).ShouldContain("flag/dvt");
    }

    [Theory]
    [InlineData("blood clot in my leg in 2018")]
    [InlineData("DVT 2018")]
    public void A_year_long_gone_makes_a_clot_history_even_without_a_date_in_the_case(string text)
    {
        Stated($"conditions: [{text}]", "condition/previous-vte").ShouldBe(Truth.True);
        Ask.FlagsOf(Ask.About($"conditions: [{text}]")).ShouldNotContain("flag/dvt");
    }

    [Fact]
    public void The_past_week_is_lately_and_not_over() =>
        Ask.FlagsOf(Ask.About("symptoms: [both legs getting weaker day by day this past week]")).ShouldContain("flag/rapid-weakness");

    [Fact]
    public void A_sting_of_last_summer_is_over() =>
        Ask.FlagsOf(Ask.About("symptoms: [stung by a wasp last summer]\ncramps: { sites: [calf] }")).ShouldNotContain("flag/envenomation");

    [Fact]
    public void What_was_finished_years_ago_is_over() =>
        Ask.FlagsOf(Ask.About("conditions: [finished chemo five years ago]\ncramps: { sites: [calf] }")).ShouldNotContain("flag/on-chemotherapy");

    private static Truth Stated(string yaml, string id) => Ask.Facts(yaml).Stated(KnowledgeBase.BuiltIn[id]);
}
