namespace Uncramp.Fhir.Tests.Reading;

/// <summary>The contract's rules for what counts in a record.</summary>
public sealed class WhatCountsTests
{
    [Fact]
    public void An_active_order_is_a_medicine() =>
        Read.OfAda(Read.Thiazide("\"status\":\"active\",\"intent\":\"order\"")).Medicines().ShouldContain("medicine/thiazide");

    [Theory]
    [InlineData("\"status\":\"stopped\"")]
    [InlineData("\"status\":\"completed\"")]
    [InlineData("\"status\":\"entered-in-error\"")]
    [InlineData("\"status\":\"active\",\"intent\":\"proposal\"")]
    [InlineData("\"status\":\"active\",\"doNotPerform\":true")]
    [InlineData("\"intent\":\"order\"")]
    public void Any_other_order_is_left_out_with_its_reason(string fields)
    {
        var assessment = Read.OfAda(Read.Thiazide(fields));
        assessment.Medicines.ShouldBeEmpty();
        assessment.Contributors.ShouldNotContain(row => row.Entry.Id == "medicine/thiazide");
        assessment.Record!.LeftOut.ShouldHaveSingleItem().Given.ShouldBe("Hydrochlorothiazide 25 mg");
    }

    [Fact]
    public void An_order_whose_doNotPerform_is_text_does_not_count_and_the_place_is_said()
    {
        var assessment = Read.OfAda(Read.Thiazide("\"status\":\"active\",\"doNotPerform\":\"true\""));
        assessment.Medicines.ShouldBeEmpty();
        assessment.Record!.Problems.ShouldContain(problem => problem.Place == "Bundle.entry[1].resource.doNotPerform");
    }

    [Theory]
    [InlineData("active", true)]
    [InlineData("intended", true)]
    [InlineData("on-hold", false)]
    [InlineData("not-taken", false)]
    [InlineData("unknown", false)]
    public void A_statement_counts_while_active_or_intended(string status, bool counts) =>
        Read.OfAda($$"""{"resourceType":"MedicationStatement","status":"{{status}}","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"C03AA03"}]} }""")
            .Medicines().Contains("medicine/thiazide").ShouldBe(counts);

    [Fact]
    public void An_allergy_is_never_a_medicine_and_a_relative_is_never_the_person()
    {
        var assessment = Read.OfAda(
            """{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/ada"},"code":{"text":"Hydrochlorothiazide"} }""",
            """{"resourceType":"FamilyMemberHistory","status":"completed","patient":{"reference":"Patient/ada"},"condition":[{"code":{"text":"Diabetes"} }]}""");
        assessment.Medicines.ShouldBeEmpty();
        assessment.Contributors.ShouldNotContain(row => row.Entry.Id == "condition/diabetes");
        assessment.Record!.LeftOut.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("active", true)]
    [InlineData("recurrence", true)]
    [InlineData("relapse", true)]
    [InlineData("inactive", false)]
    [InlineData("remission", false)]
    [InlineData("resolved", false)]
    public void A_condition_counts_by_its_clinical_status(string status, bool counts) =>
        Read.OfAda(Read.Condition($$"""
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"{{status}}"}]},"code":{"text":"Type 2 diabetes"}
            """)).UnderstoodIds().Contains("condition/type-2-diabetes").ShouldBe(counts);

    [Fact]
    public void A_condition_without_a_clinical_status_counts() =>
        Read.OfAda(Read.Condition("""
            "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"E11.65"}]}
            """)).UnderstoodIds().ShouldContain("condition/type-2-diabetes");

    [Fact]
    public void A_refuted_condition_does_not_count() =>
        Read.OfAda(Read.Condition("""
            "verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"Type 2 diabetes"}
            """)).UnderstoodIds().ShouldBeEmpty();

    [Fact]
    public void A_clot_of_the_past_is_history_and_no_clot_now()
    {
        var assessment = Read.OfAda(Read.Condition("""
            "clinicalStatus":{"coding":[{"code":"resolved"}]},"onsetDateTime":"2015-01-01","abatementDateTime":"2015-06-01","code":{"text":"Deep vein thrombosis"}
            """));
        assessment.UnderstoodIds().ShouldContain("condition/previous-vte");
        assessment.Triage.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_lab_the_latest_by_instant_counts_across_time_zones()
    {
        var assessment = Read.OfAda(
            Read.Potassium("""
            "status":"final","effectiveDateTime":"2026-11-19T23:30:00-05:00","valueQuantity":{"value":2.7,"unit":"mmol/L","code":"mmol/L"}
            """),
            Read.Potassium("""
            "status":"final","effectiveDateTime":"2026-11-20T03:00:00Z","valueQuantity":{"value":4.4,"unit":"mmol/L","code":"mmol/L"}
            """));
        assessment.Triage.Flags.ShouldContain(flag => flag.Entry.Id == "flag/dangerous-potassium");
        assessment.Record!.Understood.ShouldContain(row => row.Given == "2823-3 2.7 mmol/L");
    }

    [Theory]
    [InlineData("preliminary")]
    [InlineData("cancelled")]
    [InlineData("entered-in-error")]
    public void A_result_that_is_not_final_does_not_count(string status) =>
        Read.OfAda(Read.Potassium($$"""
            "status":"{{status}}","effectiveDateTime":"2026-11-19","valueQuantity":{"value":2.0,"code":"mmol/L"}
            """)).Triage.Flags.ShouldBeEmpty();

    [Fact]
    public void Below_a_limit_is_no_number() =>
        Read.OfAda(Read.Potassium("""
            "status":"final","valueQuantity":{"value":2.5,"comparator":"<","code":"mmol/L"}
            """)).Record!.LeftOut.ShouldHaveSingleItem().Why.ShouldContain("limit");

    [Fact]
    public void A_unit_or_a_value_that_cannot_be_is_said_and_passed_over()
    {
        var assessment = Read.OfAda(
            Read.Potassium("""
            "status":"final","effectiveDateTime":"2026-11-19","valueQuantity":{"value":40,"code":"mmol/L"}
            """),
            Read.Potassium("""
            "status":"final","effectiveDateTime":"2026-11-18","valueQuantity":{"value":4,"unit":"bananas"}
            """));
        assessment.Record!.Problems.Select(problem => problem.Code).ShouldBe(["UNC131", "UNC130"], ignoreOrder: true);
        assessment.Triage.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Potassium_in_urine_is_another_test() =>
        Read.OfAda("""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"2828-2"}],"text":"Potassium"},"valueQuantity":{"value":2.0,"code":"mmol/L"} }""")
            .Triage.Flags.ShouldBeEmpty();

    [Theory]
    [InlineData("no-known-medications", "No known medications")]
    [InlineData("no-medication-info", "Not on any medication")]
    [InlineData("no-known-problems", "No known problems")]
    public void Nothing_known_never_answers_no(string code, string words)
    {
        var without = Read.OfAda();
        var with = Read.OfAda(
            $$"""{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips","code":"{{code}}","display":"{{words}}"}]} }""",
            Read.Condition($$"""
            "code":{"coding":[{"system":"http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips","code":"{{code}}","display":"{{words}}"}]}
            """));
        with.Questions.Select(row => row.Entry.Id).ShouldBe(without.Questions.Select(row => row.Entry.Id));
        with.NotFound.ShouldBe(without.NotFound);
        with.Triage.Complete.ShouldBeFalse();
        with.Medicines.ShouldBeEmpty();
        with.Unrecognised.ShouldBeEmpty();
        with.Record!.LeftOut.Count.ShouldBe(2);
    }

    [Fact]
    public void A_denied_diagnosis_answers_no_question()
    {
        var assessment = Read.OfAda(Read.Condition("""
            "code":{"text":"No swelling of one leg"}
            """));
        assessment.NotFound.ShouldBe(Read.OfAda().NotFound);
        assessment.Record!.LeftOut.ShouldHaveSingleItem();
    }

    [Fact]
    public void Screening_for_a_disease_is_no_disease() =>
        Read.OfAda("""{"resourceType":"Procedure","status":"completed","subject":{"reference":"Patient/ada"},"code":{"text":"Screening for diabetes"} }""").UnderstoodIds().ShouldBeEmpty();

    [Theory]
    [InlineData("Miscarriage in first trimester", "situation/pregnancy")]
    [InlineData("History of single seizure (situation)", "symptom/seizure")]
    [InlineData("Ocular hypertension, both eyes", "condition/hypertension")]
    public void What_only_sounds_alike_or_is_long_over_is_not_so_now(string words, string notId) =>
        Read.OfAda(Read.Condition($$"""
            "code":{"text":"{{words}}"}
            """)).UnderstoodIds().ShouldNotContain(notId);

    [Theory]
    [InlineData("""{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/ada"},"modifierExtension":[{"url":"https://example.org/refused","valueBoolean":true}],"medicationCodeableConcept":{"text":"furosemide"} }""")]
    [InlineData("""{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"modifierExtension":[{"url":"https://example.org/negated","valueBoolean":true}],"code":{"text":"Leg cramps"} }""")]
    [InlineData("""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"effectiveDateTime":"2026-11-20","modifierExtension":[{"url":"https://example.org/negated","valueBoolean":true}],"code":{"text":"Potassium"},"valueQuantity":{"value":2.4,"unit":"mmol/L"} }""")]
    public void What_a_modifier_may_turn_round_does_not_count(string resource)
    {
        var record = Read.OfAda(resource).Record!;
        record.Understood.ShouldBeEmpty();
        record.LeftOut.ShouldContain(left => left.Why.Contains("modifierExtension"));
    }

    [Fact]
    public void An_empty_list_of_modifiers_turns_nothing_round() =>
        Read.OfAda("""{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/ada"},"modifierExtension":[],"medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"C03AA03"}]} }""").Medicines().ShouldContain("medicine/thiazide");

    [Theory]
    [InlineData("""{"text":"Entered in error"}""")]
    [InlineData("""{"coding":[{"display":"Refuted"}]}""")]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"410516002","display":"Known absent"}]}""")]
    public void A_diagnosis_that_is_refuted_in_words_does_not_count(string verification) =>
        Read.OfAda($$"""{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"verificationStatus":{{verification}},"code":{"text":"Leg cramps"} }""").Record!.Understood.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"value":2.4,"unit":"mmol/L"},"dataAbsentReason":{"coding":[{"code":"error"}]}""", "it says why there is no value")]
    [InlineData("""null,"dataAbsentReason":{"coding":[{"code":"not-performed"}]}""", "it says why there is no value")]
    [InlineData("""null,"valueRange":{"low":{"value":2.4},"high":{"value":2.6} }""", "its value is no single number")]
    [InlineData("""null,"valueString":"<2.5 mmol/L" """, "it is written as text, not as a number with its unit")]
    public void A_result_without_a_number_is_left_out_with_its_reason(string value, string why)
    {
        var record = Read.OfAda($$"""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"effectiveDateTime":"2026-11-20","code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"valueQuantity":{{value}} }""").Record!;
        record.Understood.ShouldBeEmpty();
        record.LeftOut.ShouldContain(left => left.Why == why);
    }

    [Theory]
    [InlineData("2823-3", "4.1", "mEq/L", true)]
    [InlineData("2823-3", "4.1", "mg/dL", false)]
    [InlineData("2823-3", "4.1", "", false)]
    [InlineData("2157-6", "20", "ukat/L", true)]
    [InlineData("48065-7", "0.8", "ug/mL", true)]
    [InlineData("48066-5", "400", "ng/mL", false)]
    [InlineData("59261-8", "65", "mmol/mol", true)]
    [InlineData("33914-3", "22", "mL/min/1.73 m2", true)]
    public void A_number_counts_only_in_a_unit_of_its_test(string loinc, string value, string unit, bool counts) =>
        Read.OfAda($$"""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"effectiveDateTime":"2026-11-20","code":{"coding":[{"system":"http://loinc.org","code":"{{loinc}}"}]},"valueQuantity":{"value":{{value}},"unit":"{{unit}}"} }""")
            .Record!.Understood.Any().ShouldBe(counts);

    [Theory]
    [InlineData("Chininsulfat 200 mg (Limptar N)")]
    [InlineData("Sulfate de quinine 200 mg")]
    public void Quinine_is_known_by_its_name_in_other_languages(string text) =>
        Read.OfAda($$"""{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"{{text}}"} }""").Medicines().ShouldContain("medicine/quinine");

    [Fact]
    public void A_medicine_that_the_words_say_is_not_taken_is_left_out()
    {
        var assessment = Read.OfAda("""{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"not taking furosemide"} }""");
        assessment.Medicines.ShouldBeEmpty();
        assessment.Record!.Understood.ShouldBeEmpty();
        assessment.Record.LeftOut.ShouldHaveSingleItem().Why.ShouldBe("its words say that it is not taken");
    }
}
