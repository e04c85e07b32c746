using System.Text.Json;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

/// <summary>What clinicians are told, and when they are left in peace.</summary>
public sealed class CardTests
{
    [Fact]
    public void A_thiazide_for_somebody_with_cramps_is_spoken_of_before_it_is_signed()
    {
        var card = Call.Cards(Call.Sign([Call.Draft("Indapamide 1.5 mg")], Call.Cramps)).ShouldHaveSingleItem();
        Call.Entry(card).ShouldBe("medicine/thiazide");
        card.GetProperty("indicator").GetString().ShouldBe("info");
        card.GetProperty("detail").GetString()!.ShouldContain("Muscle cramp");
        Tests(card).ShouldBe(["Potassium blood test", "Sodium blood test", "Magnesium blood test", "Creatinine blood test"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_thiazide_for_somebody_without_cramps_is_nothing_to_say() => Call.Entries(Call.Sign([Call.Draft("Indapamide 1.5 mg")])).ShouldBeEmpty();

    [Fact]
    public void A_long_acting_inhaler_with_a_low_potassium_is_a_note_and_with_a_very_low_one_a_warning()
    {
        string Indicator(double potassium) => Call.Cards(Call.Sign([Call.Draft("salmeterol 50 micrograms inhaler")], Call.Potassium(potassium))).Single(card => Call.Entry(card) == "medicine/laba").GetProperty("indicator").GetString()!;
        Indicator(3.3).ShouldBe("info");
        Indicator(2.7).ShouldBe("warning");
    }

    [Fact]
    public void Quinine_is_a_warning_when_the_order_alone_says_it_is_for_cramps()
    {
        var call = Call.Sign([Call.Draft("quinine sulfate 200 mg", more: ""","reasonCode":[{"text":"Leg cramps"}]""")]);
        var card = Call.Cards(call).ShouldHaveSingleItem();
        Call.Entry(card).ShouldBe("medicine/quinine");
        card.GetProperty("indicator").GetString().ShouldBe("warning");
        card.TryGetProperty("suggestions", out _).ShouldBeFalse();
    }

    [Fact]
    public void Magnesium_is_a_warning_for_somebody_with_kidney_disease_and_nothing_to_say_for_others()
    {
        Call.Entries(Call.Sign([Call.Draft("magnesium oxide 400 mg")], Call.KidneyDisease)).ShouldBe(["treatment/magnesium"]);
        Call.Entries(Call.Sign([Call.Draft("magnesium oxide 400 mg")])).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_taken_already_is_not_news_when_it_is_ordered_again() =>
        Call.Entries(Call.Sign([Call.Draft("Indapamide 1.5 mg")], Call.Cramps, Call.Takes("Indapamide 1.5 mg"))).ShouldBeEmpty();

    [Fact]
    public void While_choosing_only_the_newest_choice_is_spoken_of()
    {
        string[] drafts = [Call.Draft("Indapamide 1.5 mg", "one"), Call.Draft("salmeterol 50 micrograms inhaler", "two")];
        Call.Entries(Call.Select("two", drafts, Call.Cramps)).ShouldBe(["medicine/laba"]);
        Call.Entries(Call.Sign(drafts, Call.Cramps)).ShouldBe(["medicine/laba", "medicine/thiazide"]);
    }

    [Theory]
    [InlineData("\"status\":\"draft\"", "\"status\":\"cancelled\"")]
    [InlineData("\"status\":\"draft\"", "\"status\":\"entered-in-error\"")]
    [InlineData("\"intent\":\"order\"", "\"intent\":\"order\",\"doNotPerform\":true")]
    [InlineData("Patient/ada\"}", "Patient/somebody-else\"}")]
    public void A_draft_that_will_not_be_taken_by_this_patient_says_nothing(string before, string after) =>
        Call.Entries(Call.Sign([Call.Draft("Indapamide 1.5 mg").Replace(before, after, StringComparison.Ordinal)], Call.Cramps)).ShouldBeEmpty();

    [Fact]
    public void Opening_the_record_of_somebody_with_cramps_shows_what_may_be_behind_them_and_which_tests_are_missing()
    {
        var card = Call.Cards(Call.View(Call.Cramps, Call.Takes("Hydrochlorothiazide 25 mg"), Call.Potassium(4.1))).ShouldHaveSingleItem();
        Call.Entry(card).ShouldBe("problem/nocturnal-leg-cramps");
        card.GetProperty("detail").GetString()!.ShouldContain("Hydrochlorothiazide 25 mg");
        Tests(card).ShouldContain("Magnesium blood test");
        Tests(card).ShouldNotContain("Potassium blood test", "there is a result");
    }

    [Fact]
    public void Opening_any_other_record_is_silent()
    {
        Call.Entries(Call.View()).ShouldBeEmpty();
        Call.Entries(Call.View(Call.Takes("Hydrochlorothiazide 25 mg"), Call.Potassium(4.1))).ShouldBeEmpty();
        Call.Entries(Call.View(Call.Cramps)).ShouldBeEmpty("there is nothing behind them to speak of");
    }

    [Fact]
    public void A_dangerous_result_comes_first_and_is_critical()
    {
        var cards = Call.Cards(Call.View(Call.Cramps, Call.Takes("Hydrochlorothiazide 25 mg"), Call.Potassium(2.3)));
        Call.Entry(cards[0]).ShouldBe("flag/dangerous-potassium");
        cards[0].GetProperty("indicator").GetString().ShouldBe("critical");
        cards[0].GetProperty("summary").GetString().ShouldBe("Emergency: Potassium is far out of range");
        cards[0].GetProperty("detail").GetString()!.ShouldContain("Potassium blood test 2.3 mmol/L (2026-11-27)");
        cards.Count.ShouldBe(2);
    }

    [Fact]
    public void A_dangerous_result_of_last_month_is_history() => Call.Entries(Call.View(Call.Potassium(2.3, "2026-10-20"))).ShouldBeEmpty();

    [Fact]
    public void A_flag_that_stood_before_is_no_news_over_an_order() => Call.Entries(Call.Sign([Call.Draft("paracetamol 500 mg")], Call.Potassium(2.3))).ShouldBeEmpty();

    [Fact]
    public void A_draft_that_lifts_a_flag_to_an_emergency_is_told()
    {
        var card = Call.Cards(Call.Sign([Call.Draft("digoxin 125 micrograms")], Call.Potassium(2.8))).ShouldHaveSingleItem();
        Call.Entry(card).ShouldBe("flag/dangerous-potassium");
        card.GetProperty("indicator").GetString().ShouldBe("critical");
    }

    [Fact]
    public void A_test_that_is_being_ordered_is_not_suggested_again()
    {
        const string order = """{"resourceType":"ServiceRequest","id":"t","status":"draft","intent":"order","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]}}""";
        Tests(Call.Cards(Call.Sign([Call.Draft("Indapamide 1.5 mg"), order], Call.Cramps)).ShouldHaveSingleItem()).ShouldNotContain("Potassium blood test");
    }

    [Fact]
    public void The_example_of_the_docs_gets_the_two_cards_that_they_promise() =>
        Call.Entries(File.ReadAllText(Uncramp.Tests.Repository.Folder("examples", "order-sign.json")).Replace("\": \"", "\":\"", StringComparison.Ordinal)).ShouldBe(["treatment/magnesium", "medicine/thiazide"]);

    [Fact]
    public void The_same_call_gives_the_same_bytes_and_another_call_other_cards()
    {
        var call = Call.Sign([Call.Draft("Indapamide 1.5 mg")], Call.Cramps);
        Call.Answer(call).GetRawText().ShouldBe(Call.Answer(call).GetRawText());
        var other = call.Replace("d1577c69", "e2577c69", StringComparison.Ordinal);
        Call.Cards(other)[0].GetProperty("uuid").GetString().ShouldNotBe(Call.Cards(call)[0].GetProperty("uuid").GetString());
    }

    [Fact]
    public void Words_of_a_record_cannot_write_links_or_headings_into_a_card()
    {
        var card = Call.Cards(Call.View(Call.Cramps, Call.Takes("[hydrochlorothiazide](https://evil.example) <b>25</b> mg"))).ShouldHaveSingleItem();
        card.GetProperty("detail").GetString()!.ShouldContain("\\[hydrochlorothiazide\\](https://evil.example) \\<b\\>");
    }

    [Fact]
    public void Every_card_of_the_knowledge_speaks_for_some_patient_or_is_a_flag()
    {
        // Flags have examples of their own; of the others each must be sayable, or its criterion is wrong.
        var spoken = new HashSet<string>();
        string[] record = [Call.Cramps, Call.KidneyDisease, Call.Potassium(3.2), """{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"19123-9"}]},"effectiveDateTime":"2026-11-20","valueQuantity":{"value":0.6,"unit":"mmol/L"}}"""];
        foreach (var entry in KnowledgeBase.BuiltIn.Spoken.Where(entry => entry.Flag is null))
            foreach (var substance in entry.Substances)
                spoken.UnionWith(Call.Entries(Call.Sign([Call.Draft(substance.Target!.Title)], record)));
        spoken.UnionWith(Call.Entries(Call.View([.. record, Call.Takes("Indapamide 1.5 mg")])));
        KnowledgeBase.BuiltIn.Spoken.Where(entry => entry.Flag is null).Select(entry => entry.Id).Except(spoken).ShouldBeEmpty();
    }

    private static List<string> Tests(JsonElement card) => [.. card.GetProperty("suggestions").EnumerateArray().Select(suggestion => suggestion.GetProperty("actions")[0].GetProperty("resource").GetProperty("code").GetProperty("text").GetString()!)];
}
