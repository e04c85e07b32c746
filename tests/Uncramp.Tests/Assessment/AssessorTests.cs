using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class AssessorTests
{
    private const string Typical = "person: { age: 68, sex: female }\ncramps: { sites: [calf], timing: [in-bed], durationMinutes: 4, perWeek: 1, severity: 7, wakes: true, hardMuscle: true, soreAfter: true }\n";

    [Fact]
    public void Textbook_cramps_are_typical_and_one_looks_after_oneself()
    {
        var assessment = Ask.About(Typical);
        assessment.Fit.Fits.ShouldBe("typical");
        Ask.Level(assessment).ShouldBe("self-care");
        assessment.Triage.Within.ShouldBeNull();
        assessment.Tests.ShouldBeEmpty();
    }

    [Fact]
    public void An_unanswered_red_flag_makes_the_level_incomplete_and_the_first_question()
    {
        var assessment = Ask.About(Typical);
        assessment.Triage.Complete.ShouldBeFalse();
        Assessor.IsRedFlag(KnowledgeBase.BuiltIn, assessment.Questions[0].Entry).ShouldBeTrue();
    }

    [Fact]
    public void A_missing_fact_never_raises_a_flag()
    {
        var assessment = Ask.About("{}");
        assessment.Triage.Flags.ShouldBeEmpty();
        assessment.Contributors.ShouldBeEmpty();
        assessment.Fit.Fits.ShouldBe("unknown");
    }

    [Fact]
    public void A_red_flag_outranks_every_cause_and_withholds_what_could_harm()
    {
        var assessment = Ask.About(Typical + "symptoms: [one leg swollen]\nmedicines: [indapamide]\n");
        Ask.Level(assessment).ShouldBe("same-day");
        assessment.Fit.Fits.ShouldNotBe("typical");
        assessment.Relief.Select(entry => entry.Id).ShouldNotContain("relief/calf-stretch");
        assessment.Withheld.Single(row => row.Entry.Id == "relief/calf-stretch").Because.ShouldContain("symptom/one-leg-swollen");
    }

    [Fact]
    public void Where_two_levels_fit_the_higher_is_taken() =>
        Ask.Level(Ask.About("symptoms: [one leg swollen, sudden breathlessness]")).ShouldBe("emergency");

    [Fact]
    public void Long_standing_breathlessness_is_asked_about_and_not_flagged() =>
        Ask.FlagsOf(Ask.About("conditions: [copd]\nsymptoms: [breathless for years]")).ShouldNotContain("flag/pulmonary-embolism");

    [Theory]
    [InlineData("breathless")]
    [InlineData("short of breath")]
    public void Breathlessness_of_unknown_onset_is_the_first_question(string phrase)
    {
        var assessment = Ask.About(Typical + $"symptoms: [{phrase}]\n");
        Ask.FlagsOf(assessment).ShouldNotContain("flag/pulmonary-embolism");
        assessment.Triage.Complete.ShouldBeFalse();
        assessment.Questions[0].Entry.Id.ShouldBe("symptom/new-breathlessness");
    }

    [Fact]
    public void A_held_statin_is_told_apart_from_medicines_to_keep_taking()
    {
        var assessment = Ask.About("symptoms: [cola-coloured urine, severe muscle pain, weak thighs]\nmedicines: [simvastatin 40 mg]");
        assessment.Medicines.Single(row => row.Entry!.Id == "medicine/statin").Held.ShouldBeTrue();
        assessment.Warnings.Select(row => row.Entry.Id).ShouldNotContain("warning/do-not-stop-prescribed-medicine");
    }

    [Fact]
    public void A_person_who_answers_every_red_flag_with_no_is_complete()
    {
        var knowledge = KnowledgeBase.BuiltIn;
        var absent = string.Join(", ", knowledge.Entries.Where(entry => entry.Question is not null && entry.Finding?.Field is null && entry.Kind is EntryKind.Symptom or EntryKind.Situation or EntryKind.Condition or EntryKind.Cause or EntryKind.Habit && entry.Finding?.Field is null).Select(entry => entry.Id));
        var assessment = Ask.About(Typical + $"absent: [{absent}, not on any tablets]\n");
        assessment.Triage.Complete.ShouldBeTrue(string.Join(", ", assessment.Questions.Select(row => row.Entry.Id)));
        assessment.NotFound.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_same_case_gives_the_same_bytes() =>
        AssessmentJson.ToText(Ask.About(Typical)).ShouldBe(AssessmentJson.ToText(Ask.About(Typical)));

    [Fact]
    public void A_medicine_that_was_stopped_and_is_taken_again_is_taken()
    {
        var (given, _) = CaseReader.Read("asOf: 2026-11-28\nmedicines: [{ name: indapamide, started: 2024-05, stopped: 2026-02 }, { name: indapamide, started: 2026-02 }]"u8, "case");
        var row = Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given!).Facts).Medicines.ShouldHaveSingleItem();
        row.Current.ShouldBeTrue();
        row.Review.ShouldBeTrue();
    }
}
