using System.Text;
using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;
using Uncramp.Report;
using Uncramp.Tests;
using Uncramp.Tests.Report;

namespace Uncramp.Fhir.Tests.Writing;

public sealed class ReportBundleTests
{
    private static readonly DateTimeOffset MadeAt = new(2026, 11, 28, 9, 30, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Every_report_is_valid_to_the_strict_parser_the_official_schema_and_the_profile_check() => Validators.Objections(
    [
        Document(ADiary.Full, ADiary.ThreeTrials),
        Document(new DiaryDocument()),
        Document(ADiary.Nights(2, -1, 0, 1)),
        Document(ADiary.Nights().Says("""{"person":{"age":71,"sex":"female"},"cramps":{"perWeek":3,"severity":7},"medicines":["Seretide 250","not on quinine","Foozolix 20","indapamide (stopped 2024)"],"labs":[{"name":"potassium","value":3.1,"unit":"mmol/L","date":"2026-11-02"},{"name":"2823-3","value":4.1,"unit":"mEq/L"}],"symptoms":["one leg swollen"]}""")),
        Document(Awkward),
    ]).ShouldBeEmpty();

    /// <summary>What people type.</summary>
    private static DiaryDocument Awkward => A.Diary(
        new Profile { Name = " <b>O’Neil & \u0001Söhne</b> \u202e😴 ", Question = "Is \"it\" < 5 & safe?\nTell me.", Logged = A.Morning },
        new MedicineCourse { Id = A.Id(1), Name = "<script>alert(1)</script>", Dose = " ", Logged = A.Morning },
        new LabValue { Id = A.Id(2), Name = "vitamin Q & co", Value = 1e9, Unit = "furlongs/fortnight", Logged = A.Morning },
        new LabValue { Id = A.Id(3), Name = "vitamin Q & co", Value = 1e9, Unit = "furlongs/fortnight", Logged = A.Morning });

    [Fact]
    public void The_same_report_made_at_the_same_time_has_the_same_bytes_and_ids()
    {
        ReportBundle.Write(ADiary.Report(ADiary.Full), ADiary.Full, MadeAt).ShouldBe(ReportBundle.Write(ADiary.Report(ADiary.Full), ADiary.Full, MadeAt));
        var later = ReportBundle.Of(ADiary.Report(ADiary.Full), ADiary.Full, MadeAt.AddHours(1));
        // Only the document as a whole is another one.
        Ids(later).Skip(1).ShouldBe(Ids(Document(ADiary.Full)).Skip(1));
        Ids(later)[0].ShouldNotBe(Ids(Document(ADiary.Full))[0]);
        Ids(later).ShouldBeUnique();
    }

    [Fact]
    public void The_composition_comes_first_and_every_reference_finds_its_resource()
    {
        var bundle = Document(ADiary.Full, ADiary.ThreeTrials);
        Resources(bundle)[0]["resourceType"]!.GetValue<string>().ShouldBe("Composition");
        References(bundle).ShouldAllBe(reference => reference == "#product" || Ids(bundle).Contains(reference));
        var referred = References(Resources(bundle)[0]).ToHashSet();
        Ids(bundle).Skip(1).ShouldAllBe(id => referred.Contains(id));
    }

    [Fact]
    public void A_night_nobody_logged_is_missing_and_not_a_zero()
    {
        var rate = Coded(Document(ADiary.Nights(2, -1, -1, 0, 1)), "Cramps a week");
        Value(rate).ShouldBe((7, "/wk"));
        rate["effectivePeriod"]!["start"]!.GetValue<string>().ShouldBe("2026-11-23");
        rate["effectivePeriod"]!["end"]!.GetValue<string>().ShouldBe("2026-11-28");
        Part(rate, "Nights logged").ShouldBe(3);
        Part(rate, "Nights missing").ShouldBe(2);
        Part(rate, "Cramps counted").ShouldBe(3);
        Part(rate, "Lower end of the 95 % range").ShouldBe(Math.Round(ADiary.Report(ADiary.Nights(2, -1, -1, 0, 1)).Rate!.Low, 2));
    }

    [Fact]
    public void Without_a_logged_night_there_is_no_rate_but_a_reason()
    {
        var rate = Coded(Document(new DiaryDocument()), "Cramps a week");
        rate["valueQuantity"].ShouldBeNull();
        rate["dataAbsentReason"]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("unknown");
        Part(rate, "Nights logged").ShouldBe(0);
    }

    [Fact]
    public void Red_flags_are_raised_or_asked_and_not_found_or_not_known()
    {
        var bundle = Document(ADiary.Nights().Says("""{"person":{"age":71,"sex":"female"},"symptoms":["one leg swollen"],"absent":["dark urine"]}"""));
        var facts = ADiary.Report(ADiary.Nights().Says("""{"person":{"age":71,"sex":"female"},"symptoms":["one leg swollen"],"absent":["dark urine"]}""")).Check;
        var flags = KnowledgeBase.BuiltIn.OfKind(EntryKind.Flag);
        foreach (var flag in flags)
        {
            var said = OfEntry(bundle, flag);
            bool? expected = facts.Result.Triage.Flags.Any(row => row.Entry == flag) ? true : facts.Result.NotFound.Contains(flag) ? false : null;
            ((bool?)said["valueBoolean"]).ShouldBe(expected, flag.Id);
            (said["dataAbsentReason"] is null).ShouldBe(expected is not null, flag.Id);
        }
        facts.Result.Triage.Flags.ShouldNotBeEmpty();
    }

    [Fact]
    public void Before_the_check_no_flag_is_said_to_be_absent()
    {
        var bundle = Document(ADiary.Nights(1, 0, 2));
        Resources(bundle).ShouldNotContain(resource => (string?)resource["resourceType"] == "QuestionnaireResponse");
        foreach (var flag in KnowledgeBase.BuiltIn.OfKind(EntryKind.Flag)) Resources(bundle).ShouldNotContain(resource => Codes(resource["code"]).Contains(flag.Id));
    }

    [Fact]
    public void A_level_of_care_is_never_final_while_a_red_flag_is_open()
    {
        Care("""{"person":{"age":71},"cramps":{"sites":["calf"]}}""").ShouldBe("Level of care so far: self-care; it may still rise.");
        Care("""{"person":{"age":71},"symptoms":["one leg swollen"]}""")!.ShouldContain("same-day, within today");
        // Of this medicine alone nothing follows for the level while nothing was asked.
        var unasked = A.Diary(new MedicineCourse { Id = A.Id(1), Name = "cetuximab", Logged = A.Morning });
        Resources(Document(unasked)).Single(resource => (string?)resource["resourceType"] == "RiskAssessment").ContainsKey("mitigation").ShouldBeFalse();

        static string? Care(string answers) => (string?)Resources(Document(ADiary.Nights().Says(answers))).Single(resource => (string?)resource["resourceType"] == "RiskAssessment")["mitigation"];
    }

    [Fact]
    public void A_medicine_has_its_words_its_codes_its_start_and_an_honest_status()
    {
        var bundle = Document(ADiary.Nights().Says("""{"medicines":["not on quinine","Foozolix 20",{"name":"indapamide","started":"2026-03"},{"name":"furosemide","stopped":"2024-05-12"}]}"""));
        var statements = Resources(bundle).Where(resource => (string?)resource["resourceType"] == "MedicationStatement").ToDictionary(resource => (string)resource["medicationCodeableConcept"]!["text"]!);
        ((string?)statements["not on quinine"]["status"]).ShouldBe("not-taken");
        ((string?)statements["Foozolix 20"]["status"]).ShouldBe("unknown");
        ((string?)statements["indapamide"]["status"]).ShouldBe("active");
        ((string?)statements["indapamide"]["effectivePeriod"]!["start"]).ShouldBe("2026-03");
        Codes(statements["indapamide"]["medicationCodeableConcept"]).ShouldContain("C03BA11");
        ((string?)statements["furosemide"]["status"]).ShouldBe("completed");
        ((string?)statements["furosemide"]["effectivePeriod"]!["end"]).ShouldBe("2024-05-12");
    }

    [Fact]
    public void A_product_of_several_ingredients_is_coded_by_its_parts()
    {
        var statement = Resources(Document(ADiary.Nights().Says("""{"medicines":["Seretide 250"]}"""))).Single(resource => (string?)resource["resourceType"] == "MedicationStatement");
        var parts = statement["contained"]![0]!["ingredient"]!.AsArray().Select(part => (string?)part!["itemCodeableConcept"]!["text"]).ToList();
        parts.ShouldBe(["fluticasone", "salmeterol"], ignoreOrder: true);
        statement["medicationReference"]!["display"]!.GetValue<string>().ShouldBe("Seretide 250");
    }

    [Fact]
    public void A_result_has_LOINC_and_UCUM()
    {
        var result = Resources(Document(ADiary.Nights().Says("""{"labs":[{"name":"2823-3","value":3.1,"unit":"mmol/L","date":"2026-11-02","low":3.5,"high":5}]}"""))).Single(resource => Codes(resource["code"]).Contains("2823-3"));
        Value(result).ShouldBe((3.1, "mmol/L"));
        Codes(result["code"]).ShouldNotContain("6298-4");
        ((string?)result["effectiveDateTime"]).ShouldBe("2026-11-02");
        ((double)result["referenceRange"]![0]!["low"]!["value"]!).ShouldBe(3.5);
    }

    [Fact]
    public void Only_what_the_person_gave_stands_in_the_patient()
    {
        var nobody = Resources(Document(new DiaryDocument())).Single(resource => (string?)resource["resourceType"] == "Patient");
        nobody.Select(member => member.Key).ShouldBe(["resourceType", "text"]);
    }

    [Fact]
    public void The_paper_and_the_document_say_the_same_and_both_name_the_knowledge()
    {
        var report = ADiary.Report(ADiary.Full, ADiary.ThreeTrials);
        var text = string.Join(' ', Resources(Document(ADiary.Full, ADiary.ThreeTrials))[0]["section"]!.AsArray().Select(section => System.Net.WebUtility.HtmlDecode((string)section!["text"]!["div"]!)));
        foreach (var line in report.Answer.Concat(report.Sections.SelectMany(section => section.Lines))) text.ShouldContain(line.Text());
        text.ShouldContain(KnowledgeBase.BuiltIn.Release.Hash);
        text.ShouldContain("not a diagnosis");
    }

    [Fact]
    public void What_is_written_is_read_back_by_the_reader_of_records()
    {
        var (given, _) = BundleReader.Read(ReportBundle.Write(ADiary.Report(ADiary.Full), ADiary.Full, MadeAt), "report.fhir.json");
        var read = Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given!, "report").Facts, withQuestions: false);
        var written = ADiary.Report(ADiary.Full).Check.Result;
        read.Medicines.Where(row => row.Current).Select(row => row.Entry?.Id).OfType<string>().Distinct().Order().ShouldBe(written.Medicines.Where(row => row.Current).Select(row => row.Entry?.Id).OfType<string>().Distinct().Order());
    }

    private static JsonObject Document(DiaryDocument diary, params IReadOnlyList<Tried> trials) =>
        JsonNode.Parse(Encoding.UTF8.GetString(FhirJson.Bytes(ReportBundle.Of(ADiary.Report(diary, trials), diary, MadeAt))))!.AsObject();

    private static List<JsonObject> Resources(JsonObject bundle) => [.. bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!.AsObject())];

    private static List<string> Ids(JsonObject bundle) => [.. bundle["entry"]!.AsArray().Select(entry => (string)entry!["fullUrl"]!)];

    private static JsonObject Coded(JsonObject bundle, string text) => Resources(bundle).Single(resource => (string?)resource["code"]?["text"] == text);

    private static JsonObject OfEntry(JsonObject bundle, Entry entry) => Resources(bundle).Single(resource => Codes(resource["code"]).Contains(entry.Id));

    private static IEnumerable<string> Codes(JsonNode? concept) => concept?["coding"]?.AsArray().Select(coding => (string)coding!["code"]!) ?? [];

    private static (double, string) Value(JsonObject observation) => ((double)observation["valueQuantity"]!["value"]!, (string)observation["valueQuantity"]!["code"]!);

    private static double Part(JsonObject observation, string text) => (double)observation["component"]!.AsArray().Single(part => (string?)part!["code"]!["text"] == text)!["valueQuantity"]!["value"]!;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "reference" && member.Value is JsonValue value ? [value.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
