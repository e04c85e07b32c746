using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class TrialEligibilityTests
{
    private const string Well = "person: { age: 68, sex: male }\n";
    private const string Stretch = "prevention/bedtime-stretch";
    private const string Magnesium = "treatment/magnesium";

    [Fact]
    public void A_well_adult_may_try_to_stretch() => Of(Stretch, Well).Answer.ShouldBe(TrialAnswer.May);

    [Theory]
    [InlineData("treatment/quinine")]
    [InlineData("treatment/tonic-water")]
    [InlineData("prevention/medicine-review")]
    [InlineData("relief/calf-stretch")]
    public void Quinine_medicines_and_what_ends_a_cramp_are_never_tried(string measure) => Of(measure, Well, agreed: true).Answer.ShouldBe(TrialAnswer.No);

    [Theory]
    [InlineData(Stretch)]
    [InlineData(Magnesium)]
    public void Children_take_no_part(string measure) => Of(measure, "person: { age: 9, sex: male }\n", agreed: true).Answer.ShouldBe(TrialAnswer.No);

    [Fact]
    public void In_pregnancy_only_what_is_not_swallowed()
    {
        const string pregnant = "person: { age: 29, sex: female, pregnancyWeeks: 28 }\n";
        Of(Stretch, pregnant).Answer.ShouldBe(TrialAnswer.May);
        Of(Magnesium, pregnant, agreed: true).Answer.ShouldBe(TrialAnswer.No);
    }

    [Theory]
    [InlineData("conditions: [dialysis]\n")]
    [InlineData("labs: [{ name: eGFR, value: 22, unit: mL/min }]\n")]
    public void On_dialysis_or_with_failing_kidneys_no_supplement(string kidneys)
    {
        Of(Magnesium, Well + kidneys, agreed: true).Answer.ShouldBe(TrialAnswer.No);
        Of(Stretch, Well + kidneys).Answer.ShouldBe(TrialAnswer.May);
    }

    [Fact]
    public void With_weak_kidneys_only_when_a_clinician_agreed()
    {
        var answer = Of(Magnesium, Well + "labs: [{ name: eGFR, value: 45, unit: mL/min }]\n");
        answer.Answer.ShouldBe(TrialAnswer.AskFirst);
        answer.Reasons.SelectMany(reason => reason.Because).ShouldContain("lab/egfr");
        Of(Magnesium, Well + "labs: [{ name: eGFR, value: 45, unit: mL/min }]\n", agreed: true).Answer.ShouldBeOneOf(TrialAnswer.May, TrialAnswer.NotKnown);
    }

    [Fact]
    public void What_is_taken_now_is_not_stopped_for_a_trial() =>
        Of(Magnesium, Well + "medicines: [magnesium citrate]\n", agreed: true).Answer.ShouldBe(TrialAnswer.No);

    [Fact]
    public void A_red_flag_pauses_and_says_what_to_do()
    {
        var answer = Of(Stretch, Well + "symptoms: [left leg swollen]\n");
        answer.Answer.ShouldBe(TrialAnswer.No);
        answer.Reasons[0].Message.ShouldContain("today", Case.Insensitive);
        answer.Reasons[0].Because.ShouldContain("symptom/one-leg-swollen");
    }

    [Fact]
    public void A_gate_of_the_measure_itself_holds_it_back() => Of(Stretch, Well + "conditions: [hip replacement]\n").Answer.ShouldBe(TrialAnswer.No);

    [Fact]
    public void What_nobody_said_is_asked_and_never_taken_for_no()
    {
        var answer = Of(Stretch, "cramps: { sites: [calf] }\n");
        answer.Answer.ShouldBe(TrialAnswer.NotKnown);
        answer.Questions.ShouldNotBeEmpty();
        answer.Questions.ShouldAllBe(entry => entry.Question != null);
        Of(Magnesium, "person: { age: 31, sex: female }\n", agreed: true).Questions.Select(entry => entry.Id).ShouldContain("situation/pregnancy");
    }

    [Fact]
    public void Every_measure_that_may_be_tried_says_how() =>
        KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Measure is not null).ShouldAllBe(entry => entry.Measure!.Trialable == (entry.Measure.Trial != null));

    [Fact]
    public void Short_blocks_only_where_little_works_on()
    {
        KnowledgeBase.BuiltIn[Stretch].Measure!.Trial!.Blocks.ShouldBe([3, 1]);
        KnowledgeBase.BuiltIn["prevention/footwear"].Measure!.Trial!.Blocks.ShouldBe([7]);
        var supplement = KnowledgeBase.BuiltIn[Magnesium].Measure!.Trial!;
        (supplement.Block, supplement.Washout, supplement.Supplement).ShouldBe((14, 7, true));
    }

    private static TrialEligibility Of(string measure, string yaml, bool agreed = false) => TrialEligibility.Of(KnowledgeBase.BuiltIn[measure], Ask.Facts(yaml), agreed);
}
