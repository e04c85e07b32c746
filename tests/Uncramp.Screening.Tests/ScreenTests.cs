using System.Globalization;
using System.Text;
using Uncramp.Assessment;
using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

public sealed class ScreenTests
{
    [Fact]
    public void A_patient_on_a_thiazide_with_low_potassium_gets_one_row_with_medicine_result_and_test()
    {
        using var export = new Export()
            .With("Patient.ndjson", Patient("a"))
            .With("MedicationRequest.000.ndjson.gz", Order("a", "indapamide 1.5 mg"))
            .With("1.Observation.ndjson", Potassium("a", 3.1));
        var row = export.Screen().Rows().ShouldHaveSingleItem();
        row.Patient.ShouldBe("a");
        row.Age.ShouldBe(75);
        row.Sex.ShouldBe("female");
        row.Medicines.ShouldContain("medicine/thiazide");
        row.Medicines.ShouldContain("medicine/diuretic");
        row.Contributors.ShouldContain("medicine/thiazide");
        var potassium = row.Labs.ShouldHaveSingleItem();
        (potassium.Id, potassium.Value, potassium.Unit, potassium.Flag, potassium.Date).ShouldBe(("lab/potassium", 3.1, "mmol/L", "low", new DateOnly(2026, 2, 1)));
        row.Tests.ShouldContain("lab/magnesium");
    }

    [Fact]
    public void An_order_counts_while_it_is_active_and_every_order_when_any_status_is_asked_for()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), Order("a", "quinine sulfate 200 mg", "completed"), Order("a", "furosemide 40 mg", "entered-in-error"));
        export.Screen().Rows().Single().Medicines.ShouldBeEmpty();
        var any = export.Screen(new ScreenOptions(AnyStatus: true)).Rows().Single().Medicines;
        any.ShouldContain("medicine/quinine");
        any.ShouldNotContain("medicine/loop-diuretic");
    }

    [Fact]
    public void Of_a_lab_the_latest_by_instant_counts_if_it_is_final_and_possible()
    {
        using var export = new Export().With("Observation.ndjson",
            Potassium("a", 4.4, "2026-02-01T08:00:00+10:00"), Potassium("a", 3.2, "2026-02-01T01:00:00Z"), Potassium("a", 5.1, "2026-03-01", status: "preliminary"), Potassium("a", 51, "2026-03-02"));
        export.Screen().Rows().Single().Labs.Single().Value.ShouldBe(3.2);
    }

    [Fact]
    public void An_order_that_refers_to_a_product_in_another_file_is_known_by_it_whatever_is_read_first()
    {
        using var export = new Export()
            .With("MedicationRequest.ndjson", """{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationReference":{"reference":"Medication/p"},"subject":{"reference":"Patient/a"}}""")
            .With("Patient.ndjson", Patient("a"))
            .With("ZMedication.ndjson", """{"resourceType":"Medication","id":"p","code":{"coding":[{"system":"http://www.whocc.no/atc","code":"C03CA01"}]}}""");
        export.Screen().Rows().Single().Medicines.ShouldContain("medicine/loop-diuretic");
    }

    [Fact]
    public void A_product_whose_name_stands_among_its_identifiers_is_known_by_it_and_one_with_numbers_only_is_not()
    {
        const string own = "http://hospital.example/codes/";
        using var export = new Export()
            .With("Patient.ndjson", Patient("a"), Patient("b"))
            .With("HospitalMedication.ndjson",
                $$$"""{"resourceType":"Medication","id":"p","identifier":[{"system":"{{{own}}}ndc","value":"51079007320"},{"system":"{{{own}}}name","value":"Furosemide"}],"code":{"coding":[{"system":"{{{own}}}formulary","code":"FURO40"}]}}""",
                $$$"""{"resourceType":"Medication","id":"q","identifier":[{"system":"{{{own}}}ndc","value":"51079007320"}],"code":{"coding":[{"system":"{{{own}}}formulary","code":"FURO40"}]}}""")
            .With("HospitalMedicationRequest.ndjson", [.. new[] { ("a", "p"), ("b", "q") }.Select(pair =>
                $$$"""{"resourceType":"MedicationRequest","id":"m{{{pair.Item1}}}","status":"completed","intent":"order","medicationReference":{"reference":"Medication/{{{pair.Item2}}}"},"subject":{"reference":"Patient/{{{pair.Item1}}}"},"authoredOn":"2026-01-10"}""")]);
        var rows = export.Screen(new ScreenOptions(AnyStatus: true)).Rows().ToList();
        rows[0].Medicines.ShouldContain("medicine/loop-diuretic");
        rows[1].Medicines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Creatine Kinase (CK)", 5400, "IU/L", "lab/ck")]
    [InlineData("Thyroxine (T4), Free", 0.5, "ng/dL", "lab/free-t4")]
    [InlineData("Estimated GFR (MDRD equation)", 25, "mL/min/1.73 m2", "lab/egfr")]
    [InlineData("Calcium, Total", 7.1, "mg/dL", "lab/calcium")]
    [InlineData("Free Calcium", 1.05, "mmol/L", "lab/calcium-ionised")]
    [InlineData("Urea Nitrogen", 60, "mg/dL", "lab/urea")]
    [InlineData("Platelet Count", 200, "K/uL", "lab/platelets")]
    [InlineData("Potassium, Urine", 60, "mEq/L", null)]
    [InlineData("Potassium, Ascites", 4, "mEq/L", null)]
    [InlineData("Creatine Kinase, MB Isoenzyme", 9, "ng/mL", null)]
    [InlineData("Creatinine, Urine", 100, "mg/dL", null)]
    public void A_result_with_a_hospitals_own_code_is_known_by_its_name_and_never_taken_for_that_of_another_fluid(string words, double value, string unit, string? lab)
    {
        using var export = new Export().With("Patient.ndjson", Patient("a")).With("Observation.ndjson", Lab("a", "50971", words, value, unit, "2026-02-01").Replace("http://loinc.org", "http://hospital.example/codes/lab", StringComparison.Ordinal));
        export.Screen().Rows().Single().Labs.Select(result => result.Id).ShouldBe(lab is null ? [] : [lab]);
    }

    [Fact]
    public void A_hospital_with_code_systems_of_its_own_is_understood_by_its_words_and_by_the_classification_its_codes_are_of()
    {
        const string own = "http://hospital.example/codes/";
        using var export = new Export()
            .With("HouseMedication.ndjson", $$"""{"id":"p","code":{"coding":[{"system":"{{own}}ndc","code":"51079007320"},{"system":"{{own}}name","code":"Furosemide"}]},"resourceType":"Medication"}""")
            .With("HouseMedicationRequest.ndjson", """{"id":"m","status":"completed","intent":"order","subject":{"reference":"Patient/a"},"resourceType":"MedicationRequest","medicationReference":{"reference":"Medication/p"}}""")
            .With("HouseCondition.ndjson", $$"""{"id":"c","code":{"coding":[{"system":"{{own}}diagnosis-icd10","code":"E1122","display":"with complications"}]},"subject":{"reference":"Patient/a"},"resourceType":"Condition"}""")
            .With("HouseObservation.ndjson", $$$"""{"id":"o","code":{"coding":[{"system":"{{{own}}}items","code":"50971","display":"Potassium"}]},"status":"final","subject":{"reference":"Patient/a"},"valueQuantity":{"value":3.4,"unit":"mEq/L","code":"mEq/L"},"referenceRange":[{"low":{"value":3.5,"unit":"mEq/L"}}],"effectiveDateTime":"2180-05-06T22:25:00-04:00","resourceType":"Observation"}""");
        var row = export.Screen(new ScreenOptions(AnyStatus: true)).Rows().Single();
        row.Medicines.ShouldContain("medicine/loop-diuretic");
        row.Conditions.ShouldContain("condition/type-2-diabetes");
        row.Labs.Single().Flag.ShouldBe("low");
    }

    [Fact]
    public void Files_in_any_order_read_by_any_number_of_workers_with_or_without_the_prefilter_give_the_same_bytes()
    {
        var lines = Enumerable.Range(0, 400).SelectMany(i => new[]
        {
            Patient($"p{i}", $"19{40 + (i % 50)}-01-01"), Order($"p{i}", i % 3 == 0 ? "Lasix 40 mg" : "paracetamol 500 mg"), Potassium($"p{i}", 3 + (i % 30 / 10.0)),
            Lab($"p{i}", "8302-2", "Body Height", 170, "cm", "2026-02-02"), Diagnosis($"p{i}", "44054006", "Diabetes mellitus type 2", i % 2 == 0 ? "active" : "resolved"),
        }).ToArray();
        using var one = new Export().With("All.ndjson", lines);
        using var many = new Export();
        var shuffled = lines.Select((line, i) => (line, i)).OrderBy(pair => (pair.i * 7919) % lines.Length).Select(pair => pair.line).Chunk(300).ToArray();
        for (var i = 0; i < shuffled.Length; i++) many.With(i % 2 == 0 ? $"{i}.Mixed.ndjson" : $"{i}.Mixed.ndjson.gz", shuffled[i]);
        var first = Said(one.Screen());
        first.Split('\n').Length.ShouldBe(401);
        Said(many.Screen(new ScreenOptions(Threads: 4))).ShouldBe(first);
        Said(many.Screen(new ScreenOptions(Threads: 3, Prefilter: false))).ShouldBe(first);
    }

    [Fact]
    public void Only_tells_of_patients_of_whom_a_criterion_holds()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), Patient("b"), Order("a", "quinine"), Order("b", "quinine"), Potassium("b", 3.0));
        var knowledge = Knowledge.KnowledgeBase.BuiltIn;
        Of("medicine/quinine").ShouldBe(["a", "b"]);
        Of("{ all: [medicine/quinine, { result: low, of: lab/potassium }] }").ShouldBe(["b"]);
        knowledge.ReadCriterion("medicine/quinin", "--only").Problems.ShouldHaveSingleItem().Remedy.ShouldContain("medicine/quinine");

        IEnumerable<string> Of(string only)
        {
            var criterion = knowledge.ReadCriterion(only, "--only").Criterion!;
            return export.Screen().Rows(facts => Assessor.Holds(criterion, facts) == Truth.True).Select(row => row.Patient);
        }
    }

    [Fact]
    public void An_id_that_is_no_uuid_and_one_that_is_are_told_apart_from_each_other()
    {
        const string uuid = "018f428e-34f6-4707-8009-5ad742f901e7";
        using var export = new Export().With("All.ndjson", Patient(uuid, "1960-01-01"), Patient(uuid.ToUpperInvariant(), "1970-01-01"), Patient("7", "1980-01-01"), Order("http://x.example/fhir/Patient/7"[26..], "furosemide"),
            Order("7", "furosemide").Replace("Patient/7", "https://x.example/fhir/Patient/7/_history/2", StringComparison.Ordinal));
        export.Screen(new ScreenOptions(AsOf: new DateOnly(2026, 6, 1))).Rows().Select(row => (row.Patient, row.Age, row.Medicines.Count > 0)).ShouldBe([(uuid, 66, false), (uuid.ToUpperInvariant(), 56, false), ("7", 46, true)], ignoreOrder: true);
    }

    [Fact]
    public void The_prefilter_never_passes_over_what_would_have_counted_however_a_line_is_written()
    {
        var random = new Random(20261128);
        string[] originals =
        [
            Order("a", "furosemide 40 mg"), Order("a", "paracetamol"), Diagnosis("a", "44054006", "Diabetes mellitus type 2"), Diagnosis("a", "10509002", "Acute bronchitis"), Potassium("a", 3.0), Lab("a", "8302-2", "Body Height", 170, "cm", "2026-02-02"),
            """{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Pregnancy status"},"subject":{"reference":"Patient/a"},"effectiveDateTime":"2026-02-02","valueCodeableConcept":{"text":"Pregnancy"}}""",
            """{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Panel"},"subject":{"reference":"Patient/a"},"effectiveDateTime":"2026-02-02","component":[{"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"valueQuantity":{"value":2.9,"code":"mmol/L"}}]}""",
            """{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/a"},"period":{"start":"2031-01-01"}}""",
            """{"resourceType":"Procedure","id":"p","status":"completed","code":{"coding":[{"system":"http://snomed.info/sct","code":"73761001","display":"Colonoscopy"}]},"subject":{"reference":"Patient/a"},"performedPeriod":{"start":"2026-03-01T10:00:00Z","end":"2026-03-01T11:00:00Z"}}""",
        ];
        var lines = new List<string>();
        for (var i = 0; i < 3000; i++) lines.Add(Mangled(originals[random.Next(originals.Length)], random));
        foreach (var chunk in lines.Chunk(3))
        {
            using var export = new Export().With("Lines.ndjson", [.. chunk]);
            Said(export.Screen(new ScreenOptions(Prefilter: false))).ShouldBe(Said(export.Screen()), string.Join('\n', chunk));
        }
    }

    [Fact]
    public void A_type_of_resource_with_escapes_in_it_is_that_type()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), Order("a", "furosemide 40 mg").Replace("\"MedicationRequest\"", "\"Medication\\u0052equest\"", StringComparison.Ordinal));
        export.Screen().Rows().Single().Medicines.ShouldContain("medicine/loop-diuretic");
    }

    [Fact]
    public void Lines_that_are_like_others_before_say_the_same_as_when_each_is_read_by_itself()
    {
        var random = new Random(20261129);
        string[] days = ["2026-01-01", "2025-11-30T10:00:00Z", "2025-12-31T23:30:00-05:00", "2024", "2025-07", "2026-02-30", "soon", "", "2025-12-01T25:00:00Z"];
        string[] people = ["Patient/a", "Patient/b", "https://x.example/fhir/Patient/c", "Patient/a/_history/2", "urn:uuid:018f428e-34f6-4707-8009-5ad742f901e7", "Group/a", "#a", " Patient/a ", "Patient/\\u0061", "", "Patient/ä"];
        string[] numbers = ["3.1", "4", "5.55", "0.5", "-1", "3e0", "31E-1", "51", "1e999", "-0.0"];
        string[] broken = ["007", "3.", ".5", "+3", "3e", "--3", "3.1.2"];
        string[] words = ["Potassium", "Kalium", "K\\u002b", "Kali\\u00fcm", "ü", "\t", "a \\\"b\\\""];
        var lines = new List<string> { Patient("a"), Patient("b"), Patient("c") };
        for (var i = 0; i < 4000; i++)
        {
            var (day, person, word) = (Mostly(days), Mostly(people), Mostly(words));
            var status = Mostly("final", "amended", "preliminary", "entered-in-error", "Final");
            var subject = $$"""{"reference":"{{person}}"}""";
            lines.Add(random.Next(9) switch
            {
                0 => $$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"{{{status}}}","code":{"coding":[{"system":"http://loinc.org","code":"{{{Mostly("2823-3", "2951-2", "17861-6")}}}","display":"{{{word}}}"}]},"subject":{{{subject}}},"effectiveDateTime":"{{{day}}}","valueQuantity":{"value":{{{(random.Next(20) == 0 ? Mostly(broken) : Mostly(numbers))}}},"code":"{{{Mostly("mmol/L", "mEq/L", "mg/dL", "cm")}}}"},"note":[{"text":"{{{word}}}"}]}""",
                1 => $$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"{{{status}}}","code":{"coding":[{"system":"http://loinc.org","code":"8302-2","display":"Body Height"}]},"subject":{{{subject}}},"effectiveDateTime":"{{{day}}}","valueQuantity":{"value":{{{Mostly(numbers)}}},"code":"cm"}}""",
                2 => $$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"{{{status}}}","code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"subject":{{{subject}}},"effectivePeriod":{"start":"{{{day}}}","end":"{{{Mostly(days)}}}"},"valueQuantity":{"value":{{{Mostly(numbers)}}},"code":"mmol/L"{{{Mostly("", ",\"comparator\":\"<\"")}}}},"referenceRange":[{{{Mostly("", "{\"low\":{\"value\":3.5}}", "{\"low\":{\"value\":3.6}}")}}}]}""",
                3 => $$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"{{{status}}}","code":{"text":"Panel"},"subject":{{{subject}}},"effectiveDateTime":"{{{day}}}","component":[{"code":{"coding":[{"system":"http://loinc.org","code":"{{{Mostly("2823-3", "8302-2")}}}"}]},"valueQuantity":{"value":{{{Mostly(numbers)}}},"code":"mmol/L"}}]}""",
                4 => $$$"""{"id":"{{{i}}}","clinicalStatus":{"coding":[{"code":"{{{Mostly("active", "resolved", "relapse")}}}"}]},"verificationStatus":{"coding":[{"code":"{{{Mostly("confirmed", "refuted")}}}"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{Mostly("44054006", "10509002", "709044004")}}}"}]},"subject":{{{subject}}},"onsetDateTime":"{{{day}}}","abatementDateTime":"{{{Mostly(days)}}}","recordedDate":"{{{Mostly(days)}}}","resourceType":"Condition"}""",
                5 => $$$"""{"resourceType":"MedicationRequest","id":"{{{i}}}","status":"{{{Mostly("active", "stopped", "entered-in-error")}}}","intent":"{{{Mostly("order", "proposal")}}}","medicationCodeableConcept":{"text":"{{{Mostly("furosemide 40 mg", "paracetamol", "quinine", "Lasix")}}}"},"subject":{{{subject}}},"authoredOn":"{{{day}}}"}""",
                6 => $$$"""{"resourceType":"MedicationDispense","id":"{{{i}}}","status":"completed","medicationCodeableConcept":{"text":"{{{Mostly("furosemide 40 mg", "paracetamol")}}}"},"subject":{{{subject}}},"whenHandedOver":"{{{day}}}","daysSupply":{"value":{{{Mostly("90", "0", "3000")}}}}}""",
                7 => $$$"""{"resourceType":"Procedure","id":"{{{i}}}","status":"{{{Mostly("completed", "not-done")}}}","code":{"text":"{{{Mostly("Haemodialysis", "Colonoscopy")}}}"},"subject":{{{subject}}},"performedDateTime":"{{{day}}}"}""",
                _ => $$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"{{{status}}}","code":{"text":"Finding"},"subject":{{{subject}}},"effectiveDateTime":"{{{day}}}",{{{Mostly("\"valueString\":\"Pregnancy\"", "\"valueBoolean\":true", "\"valueInteger\":3", "\"valueCodeableConcept\":{\"text\":\"Pregnancy\"}")}}}}""",
            });
        }
        foreach (var any in (bool[])[false, true])
        {
            using var export = new Export().With("Lines.ndjson", [.. lines]);
            var said = Said(export.Screen(new ScreenOptions(AnyStatus: any))).Split('\n');
            var slowly = Said(export.Screen(new ScreenOptions(AnyStatus: any, Prefilter: false))).Split('\n');
            said.Except(slowly).ShouldBeEmpty();
            slowly.Except(said).ShouldBeEmpty();
            said.ShouldContain(line => line.Contains("lab/potassium", StringComparison.Ordinal));
        }

        string Mostly(params string[] choices) => choices[random.Next(3) > 0 ? 0 : random.Next(choices.Length)];
    }

    [Fact]
    public void A_line_that_is_like_one_before_is_taken_apart_without_being_parsed()
    {
        var shapes = new Shapes();
        var values = new (int, int)[Shape.MostGaps];
        var first = Line(Potassium("a", 3.1, "2026-01-01"));
        shapes.Learn(first, values)!.Remember(first, values, Said.Nothing);
        var second = Line(Potassium("018f428e-34f6-4707-8009-5ad742f901e7", -12.75, "2026-01-02T10:00:00Z"));
        var known = shapes.Of(second, values)!;
        known.Recall(second, values).ShouldBe(Said.Nothing);
        Of(Role.Patient).ShouldBe("Patient/018f428e-34f6-4707-8009-5ad742f901e7");
        Of(Role.Number).ShouldBe("-12.75");
        Of(Role.Start).ShouldBe("2026-01-02T10:00:00Z");

        var other = Line(Lab("a", "2951-2", "Sodium", 140, "mmol/L", "2026-01-01"));
        shapes.Of(other, values).ShouldBeNull();
        shapes.Learn(other, values).ShouldBe(known);
        known.Recall(other, values).ShouldBeNull();
        shapes.Of(second, values).ShouldBe(known);

        string? Of(Role role) => known.Has(role, second, values, out var value) ? Encoding.UTF8.GetString(value) : null;

        static byte[] Line(string line) => Encoding.UTF8.GetBytes(line);
    }

    /// <summary>The same resource otherwise written: other order, escapes, blanks; or a broken one.</summary>
    private static string Mangled(string line, Random random)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        if (random.Next(8) == 0) return line[..random.Next(1, line.Length)];
        var properties = json.RootElement.EnumerateObject().Select(property => (property.Name, Text: property.Value.GetRawText())).ToList();
        if (random.Next(2) == 0) properties = [.. properties.OrderBy(_ => random.Next())];
        if (random.Next(4) == 0) properties.Add(("note", """[{"text":"{\"code\":{"}]"""));
        var blank = random.Next(3) == 0 ? " " : "";
        var text = "{" + string.Join($",{blank}", properties.Select(property => $"\"{Escaped(property.Name)}\"{blank}:{blank}{property.Text}")) + "}";
        return random.Next(3) == 0 ? text.Replace("\"code\"", "\"\\u0063ode\"", StringComparison.Ordinal) : text;

        string Escaped(string name) => random.Next(6) == 0 ? string.Concat(name.Select(c => random.Next(5) == 0 ? $"\\u{(int)c:x4}" : $"{c}")) : name;
    }

    [Fact]
    public void Thousands_of_patients_get_the_same_rows_in_the_order_of_their_ids_from_one_worker_and_from_several()
    {
        using var export = new Export();
        var random = new Random(7);
        string[] ids = [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 0 ? $"patient-{i}" : new Guid(i, (short)random.Next(9999), 4, [1, 2, 3, 4, 5, 6, 7, 8]).ToString())];
        // Newer results take the place of older ones, and come before them or after.
        string[] lines = [.. ids.Select(id => Export.Patient(id)), .. ids.SelectMany((id, i) => Enumerable.Range(0, 4).Select(n => Export.Potassium(id, 3 + (i % 20 / 10.0) + n, $"202{n}-0{1 + (i % 9)}-01T08:00:00Z")))];
        random.Shuffle(lines);
        foreach (var (file, some) in lines.Chunk(2000).Index()) export.With($"{file}.ndjson", some);

        var (one, several) = (Rows(1), Rows(4));

        several.ShouldBe(one);
        one.Select(row => row.Split(' ')[0]).ShouldBe(ids.Order(StringComparer.Ordinal));
        one.ShouldBe(ids.Index().OrderBy(patient => patient.Item, StringComparer.Ordinal).Select(patient => string.Create(CultureInfo.InvariantCulture, $"{patient.Item} {6 + (patient.Index % 20 / 10.0):0.0} 2023")));

        string[] Rows(int threads) => [.. export.Screen(new ScreenOptions(Threads: threads)).Rows().Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Patient} {row.Labs.Single().Value:0.0} {row.Labs.Single().Date:yyyy}"))];
    }
}
