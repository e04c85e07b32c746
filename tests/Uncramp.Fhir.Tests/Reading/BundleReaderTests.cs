using System.Text;
using Uncramp.Fhir.Reading;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Every way a record comes, and what is broken in real ones.</summary>
public sealed class BundleReaderTests
{
    private const string Furosemide = """{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"4603"}]}""";

    [Fact]
    public void Age_and_sex_come_from_the_patient_and_the_day_from_the_record()
    {
        var given = Given(Read.BundleOf(Read.Ada));
        given.AsOf.ShouldBe(new DateOnly(2026, 11, 20));
        given.Numbers["person.age"].ShouldBe(74);
        given.Choices["person.sex"].ShouldBe(["female"]);
    }

    [Theory]
    [InlineData("Medication/m1", "", """{"resourceType":"Medication","id":"m1","code":CODE}""")]
    [InlineData("https://ehr.example/fhir/Medication/m1", "https://ehr.example/fhir/Medication/m1", """{"resourceType":"Medication","id":"m1","code":CODE}""")]
    [InlineData("https://ehr.example/fhir/Medication/m1/_history/3", "https://ehr.example/fhir/Medication/m1", """{"resourceType":"Medication","id":"m1","code":CODE}""")]
    [InlineData("urn:uuid:00000000-0000-4000-8000-00000000000A", "urn:uuid:00000000-0000-4000-8000-00000000000a", """{"resourceType":"Medication","code":CODE}""")]
    [InlineData("urn:uuid:not-a-uuid", "urn:uuid:not-a-uuid", """{"resourceType":"Medication","code":CODE}""")]
    [InlineData("urn:uuid:m1", "", """{"resourceType":"Medication","id":"m1","code":CODE}""")]
    public void A_medicine_is_found_by_its_reference(string reference, string fullUrl, string medication)
    {
        var order = Read.Medicine($$"""
            "status":"active","medicationReference":{"reference":"{{reference}}"}
            """);
        var url = fullUrl.Length == 0 ? "" : $"\"fullUrl\":\"{fullUrl}\",";
        var assessment = Read.Text($$"""{"resourceType":"Bundle","entry":[{"resource":{{Read.Ada}}},{"resource":{{order}}},{ {{url}}"resource":{{medication.Replace("CODE", Furosemide, StringComparison.Ordinal)}}}]}""");
        assessment.Medicines().ShouldContain("medicine/loop-diuretic");
    }

    [Fact]
    public void A_contained_product_is_known_by_its_ingredients()
    {
        var assessment = Read.OfAda(Read.Medicine($$"""
            "status":"active","contained":[{"resourceType":"Medication","id":"p","code":{"text":"Wunderpille"},"ingredient":[{"itemCodeableConcept":{{Furosemide}}},{"itemCodeableConcept":{"text":"spironolactone"} }]}],"medicationReference":{"reference":"#p"}
            """));
        assessment.Medicines().ShouldContain("medicine/loop-diuretic");
        assessment.Medicines().ShouldContain("medicine/potassium-sparing-diuretic");
        assessment.Medicines.ShouldAllBe(row => row.Given == "Wunderpille");
    }

    [Fact]
    public void A_filler_that_is_marked_as_such_is_no_ingredient() =>
        Read.OfAda(Read.Medicine($$"""
            "status":"active","contained":[{"resourceType":"Medication","id":"p","ingredient":[{"itemCodeableConcept":{{Furosemide}}},{"isActive":false,"itemCodeableConcept":{"text":"magnesium citrate"} }]}],"medicationReference":{"reference":"#p"}
            """)).Medicines().ShouldBe(["medicine/loop-diuretic"]);

    [Fact]
    public void A_product_that_contains_itself_is_read_once() =>
        Read.OfAda(Read.Medicine("""
            "status":"active","medicationReference":{"reference":"Medication/m"}
            """), $$"""{"resourceType":"Medication","id":"m","code":{{Furosemide}},"ingredient":[{"itemReference":{"reference":"Medication/m"} }]}""").Medicines().ShouldBe(["medicine/loop-diuretic"]);

    [Fact]
    public void Words_beside_a_reference_that_leads_nowhere_are_read_and_the_gap_is_said()
    {
        var assessment = Read.OfAda(Read.Medicine("""
            "status":"active","medicationReference":{"reference":"Medication/gone","display":"Furosemide 40 mg"}
            """));
        assessment.Medicines().ShouldContain("medicine/loop-diuretic");
        assessment.Record!.Problems.ShouldHaveSingleItem().Place.ShouldBe("Bundle.entry[1].resource.medication");
    }

    [Theory]
    [InlineData("http://www.whocc.no/atc")]
    [InlineData("https://www.whocc.no/atc/")]
    [InlineData("urn:oid:2.16.840.1.113883.6.73")]
    [InlineData("2.16.840.1.113883.6.73")]
    [InlineData("http://www.whocc.no/atc|2024")]
    public void A_code_system_is_known_in_every_form(string system) =>
        Read.OfAda(Read.Medicine($$"""
            "status":"active","medicationCodeableConcept":{"coding":[{"system":"{{system}}","code":"C03CA01","display":"x"}]}
            """)).Medicines().ShouldContain("medicine/loop-diuretic");

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","entry":[{"fullUrl":"http://x/MedicationRequest/1","resource":RX,"search":{"mode":"match"}}]}""")]
    [InlineData("""{"type":"transaction","entry":[{"request":{"method":"POST","url":"MedicationRequest"},"resource":RX}],"resourceType":"Bundle"}""")]
    [InlineData("RX")]
    [InlineData("""{"patient":PATIENT,"meds":{"resourceType":"Bundle","entry":[{"resource":RX}]},"labs":null}""")]
    [InlineData("""{"hook":"patient-view","hookInstance":"x","context":{"patientId":"ada"},"prefetch":{"meds":{"resourceType":"Bundle","entry":[{"resource":RX}]}}}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"return","resource":{"resourceType":"Bundle","entry":[{"resource":RX}]}}]}""")]
    [InlineData("""{"resourceType":"Bundle","entry":{"resource":RX}}""")]
    public void A_medicine_is_found_however_the_record_is_wrapped(string record) =>
        Read.Text(record.Replace("RX", Read.Thiazide("\"status\":\"active\""), StringComparison.Ordinal).Replace("PATIENT", Read.Ada, StringComparison.Ordinal)).Medicines().ShouldContain("medicine/thiazide");

    [Fact]
    public void What_a_transaction_deletes_is_left_out() =>
        Read.Text($$"""{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{{Read.Ada}}},{"request":{"method":"DELETE","url":"MedicationRequest/1"},"resource":{{Read.Thiazide("\"status\":\"active\"")}}}]}""").Medicines.ShouldBeEmpty();

    [Fact]
    public void One_wrong_shape_is_said_with_its_FHIRPath_and_the_rest_is_read()
    {
        var assessment = Read.OfAda(
            Read.Condition("""
            "id":12,"code":[[{"text":"Gout"}]],"onsetDateTime":"last spring"
            """),
            Read.Thiazide("\"status\":\"active\",\"authoredOn\":true"),
            Read.Condition("""
            "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11"},[],7,{"code":{}}],"text":5}
            """));
        assessment.Medicines().ShouldContain("medicine/thiazide");
        assessment.UnderstoodIds().ShouldContain("condition/type-2-diabetes");
        assessment.Record!.Problems.Select(problem => problem.Place).ShouldBe(
        [
            "Bundle.entry[1].resource.id", "Bundle.entry[1].resource.code", "Bundle.entry[1].resource.onset", "Bundle.entry[2].resource.authoredOn",
            "Bundle.entry[3].resource.code.coding[1]", "Bundle.entry[3].resource.code.coding[2]", "Bundle.entry[3].resource.code.coding[3].code", "Bundle.entry[3].resource.code.text",
            "Bundle.entry[1].resource.code",
        ], ignoreOrder: true);
    }

    [Fact]
    public void The_document_says_whom_it_is_about()
    {
        var assessment = Read.Bundle(
            """{"resourceType":"Composition","date":"2026-11-20","subject":{"reference":"Patient/ada"} }""",
            Read.Ada,
            """{"resourceType":"Patient","id":"bob"}""",
            Read.Thiazide("\"status\":\"active\""),
            $$"""{"resourceType":"MedicationRequest","status":"active","subject":{"reference":"Patient/bob"},"medicationCodeableConcept":{{Furosemide}} }""");
        assessment.Medicines().ShouldBe(["medicine/thiazide"]);
        assessment.Record!.Problems.ShouldHaveSingleItem().What.ShouldContain("2 people");
        assessment.Record.LeftOut.ShouldHaveSingleItem().Why.ShouldBe("it is about another person");
    }

    [Fact]
    public void Two_people_and_no_document_are_refused_by_name()
    {
        var problem = Read.Refused(Read.BundleOf(Read.Ada, """{"resourceType":"Patient","id":"bob"}""", Read.Thiazide("\"status\":\"active\""), """{"resourceType":"Condition","subject":{"reference":"Patient/bob"},"code":{"text":"Gout"} }"""));
        problem.What.ShouldContain("Patient/ada");
        problem.What.ShouldContain("Patient/bob");
    }

    [Theory]
    [InlineData("""{"resourceType":"MedicationOrder","status":"active"}""", "DSTU2")]
    [InlineData("""{"resourceType":"MedicationStatement","status":"active","taken":"y","subject":{"reference":"Patient/ada"}}""", "STU3")]
    [InlineData("""{"resourceType":"Condition","clinicalStatus":"active","subject":{"reference":"Patient/ada"},"code":{"text":"Gout"}}""", "STU3")]
    [InlineData("""{"resourceType":"MedicationRequest","status":"active","subject":{"reference":"Patient/ada"},"medication":{"concept":{"text":"furosemide"}}}""", "R5")]
    public void Another_version_of_FHIR_is_refused_by_its_name(string resource, string version) => Read.Refused(Read.BundleOf(resource)).What.ShouldContain(version);

    [Theory]
    [InlineData("<Bundle xmlns=\"http://hl7.org/fhir\"/>", "XML")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[", "valid JSON")]
    [InlineData("{\"resourceType\":\"Bundle\"} trailing", "valid JSON")]
    [InlineData("{\"resourceType\":\"ValueSet\"}", "1 ValueSet")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[]}", "no resource")]
    [InlineData("[]", "a list")]
    [InlineData("\"x\"", "text")]
    [InlineData("", "empty")]
    public void What_is_no_record_is_refused_with_a_reason(string text, string reason) => Read.Refused(text).What.ShouldContain(reason);

    [Fact]
    public void Ten_thousand_levels_are_refused() =>
        Read.Refused("{\"resourceType\":\"Bundle\",\"entry\":" + new string('[', 10_000) + new string(']', 10_000) + "}").What.ShouldContain("64 levels");

    [Fact]
    public void The_last_day_of_all_and_a_start_before_all_days_are_borne()
    {
        var assessment = Read.OfAda(
            """{"resourceType":"MedicationDispense","status":"completed","subject":{"reference":"Patient/ada"},"whenHandedOver":"9999-12-31","daysSupply":{"value":3000},"medicationCodeableConcept":{"text":"Furosemide"} }""",
            Read.Thiazide("\"status\":\"active\"").Replace("Hydrochlorothiazide 25 mg", "Hydrochlorothiazide for 9000 years", StringComparison.Ordinal));
        assessment.Medicines().ShouldContain("medicine/loop-diuretic");
        assessment.Medicines().ShouldContain("medicine/thiazide");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_passed_over()
    {
        var json = Encoding.Latin1.GetBytes(Read.BundleOf(Read.Ada, Read.Condition("\"code\":{\"text\":\"Zuckerkrankheit \u00fc\"}"), Read.Condition("\"code\":{\"text\":\"\\ud800\"}"), Read.Thiazide("\"status\":\"active\"")));
        var (given, _) = BundleReader.Read(json, "record.json");
        Read.Assess(given!).Medicines().ShouldContain("medicine/thiazide");
    }

    [Fact]
    public void Names_of_properties_mean_the_same_with_escapes_in_them()
    {
        var plain = Read.BundleOf(Read.Ada, Read.Thiazide("\"status\":\"active\""), Read.Medicine("\"status\":\"active\",\"doNotPerform\":true,\"medicationCodeableConcept\":{\"text\":\"Furosemide\"}"));
        foreach (var name in (string[])["resourceType", "medicationCodeableConcept", "status", "doNotPerform", "subject", "entry", "resource"])
        {
            var escaped = plain.Replace($"\"{name}\":", $"\"\\u{(int)name[0]:x4}{name[1..]}\":", StringComparison.Ordinal);
            escaped.ShouldNotBe(plain);
            Read.Text(escaped).Medicines().ShouldBe(["medicine/thiazide"], name);
        }
    }

    [Fact]
    public void A_line_of_a_bulk_export_is_read_alone()
    {
        var reading = ResourceReader.Read("""{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"text":"Gout"},"clinicalStatus":{"coding":[{"code":"active"}]}}"""u8, out var problem);
        problem.ShouldBeNull();
        reading!.Kind.ShouldBe(ResourceKind.Condition);
        reading.Patient.ShouldBe("Patient/1");
        reading.WhyNot.ShouldBeNull();
        ResourceReader.Read("{\"resourceType\":"u8, out problem).ShouldBeNull();
        problem.ShouldNotBeNull();
    }

    private static Facts.Case Given(string json) => BundleReader.Read(Encoding.UTF8.GetBytes(json), "record.json").Case.ShouldNotBeNull();
}
