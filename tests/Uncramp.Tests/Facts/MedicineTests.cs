using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class MedicineTests
{
    [Theory]
    [InlineData("Lasix 40 mg tab", "medicine/loop-diuretic", "furosemide")]
    [InlineData("frusemide forty, one in the morning", "medicine/loop-diuretic", "furosemide")]
    [InlineData("Furosemide 40mg tablets", "medicine/loop-diuretic", "furosemide")]
    [InlineData("chlorthalidone 25 mg", "medicine/thiazide", "chlortalidone")]
    [InlineData("salmeterol/fluticasone 50/500", "medicine/laba", "salmeterol")]
    [InlineData("Seretide 250 Evohaler, two puffs twice a day", "medicine/laba", "salmeterol")]
    [InlineData("albuterol inhaler", "medicine/beta-agonist", "salbutamol")]
    [InlineData("atorvastatin calcium 20 mg", "medicine/statin", "atorvastatin")]
    [InlineData("co-amilofruse 5/40", "medicine/loop-diuretic", "furosemide")]
    [InlineData("co-amilofruse 5/40", "medicine/potassium-sparing-diuretic", "amiloride")]
    [InlineData("ethinylestradiol/levonorgestrel", "medicine/oral-contraceptive", null)]
    public void A_medicine_is_recognised_by_any_of_its_names(string given, string id, string? ingredient)
    {
        var rows = Ask.About($"medicines: [\"{given}\"]").Medicines;
        rows.ShouldContain(row => row.Entry != null && row.Entry.Id == id && row.Given == given && (ingredient == null || row.Ingredient == ingredient),
            string.Join("; ", rows.Select(row => $"{row.Entry?.Id} {row.Ingredient}")));
    }

    [Fact]
    public void A_common_medicine_without_a_link_is_known_and_not_unrecognised()
    {
        var assessment = Ask.About("medicines: [varenicline]");
        assessment.Unrecognised.ShouldBeEmpty();
        assessment.Medicines.ShouldHaveSingleItem().Entry.ShouldBeNull();
    }

    [Fact]
    public void A_misspelt_medicine_gives_a_suggestion_and_never_a_silent_guess()
    {
        var assessment = Ask.About("medicines: [furosimide]");
        assessment.Contributors.ShouldBeEmpty();
        assessment.Unrecognised.ShouldHaveSingleItem().Suggestions.ShouldContain("furosemide");
    }

    [Fact]
    public void A_stopped_medicine_is_past()
    {
        Ask.ContributorsOf(Ask.About("asOf: 2026-11-20\nmedicines: [{ name: indapamide, stopped: 2021-01 }]")).ShouldNotContain("medicine/thiazide");
        Ask.ContributorsOf(Ask.About("medicines: [\"stopped indapamide last year\"]")).ShouldNotContain("medicine/thiazide");
    }

    [Fact]
    public void A_water_pill_asks_which_one() =>
        Ask.About("medicines: [water pills]").Questions.Select(row => row.Entry.Id).ShouldContain("medicine/diuretic");

    [Fact]
    public void A_medicine_begun_in_the_weeks_before_the_cramps_weighs_more()
    {
        var begunBefore = Ask.About("asOf: 2026-11-20\ncramps: { sinceWeeks: 5 }\nmedicines: [{ name: indapamide, started: 2026-09-01 }]");
        var begunLongBefore = Ask.About("asOf: 2026-11-20\ncramps: { sinceWeeks: 5 }\nmedicines: [{ name: indapamide, started: 2015-09-01 }]");
        begunBefore.Contributors.Single(row => row.Entry.Id == "medicine/thiazide").Likelihood.ShouldBe(Likelihood.Likely);
        begunLongBefore.Contributors.Single(row => row.Entry.Id == "medicine/thiazide").Likelihood.ShouldBe(Likelihood.Possible);
    }

    [Fact]
    public void The_typeahead_finds_brands_with_a_slip_of_the_finger()
    {
        var names = KnowledgeBase.BuiltIn.Recogniser.MedicineNames;
        names.Find("ator").ShouldContain(name => name.StartsWith("ator", StringComparison.OrdinalIgnoreCase));
        names.Find("sereitde").ShouldContain("Seretide");
        names.Find("hydrochlorotiazid").ShouldContain("hydrochlorothiazide");
    }
    [Theory]
    [InlineData("indapamide, stopped in March, restarted in September", true)]
    [InlineData("off indapamide for a month, now back on it", true)]
    [InlineData("came off indapamide in March", false)]
    [InlineData("can't take indapamide, bad reaction", false)]
    public void A_medicine_begun_again_is_taken_and_one_that_cannot_be_is_not(string text, bool taken) =>
        (Ask.Facts($"medicines: [\"{text}\"]").Stated(KnowledgeBase.BuiltIn["medicine/thiazide"]) == Truth.True).ShouldBe(taken);

}
