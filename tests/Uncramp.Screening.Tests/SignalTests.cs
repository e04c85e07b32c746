using System.Text.Json;
using Uncramp.Knowledge;
using Uncramp.Screening.Signals;
using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

/// <summary>Signals in an export: whose first day counts, and what is shown.</summary>
public sealed class SignalTests
{
    private static readonly KnowledgeBase knowledge = KnowledgeBase.BuiltIn;

    [Fact]
    public void Orders_that_were_stopped_count_and_those_entered_in_error_do_not()
    {
        using var export = Both(first: 12, then: 6).With("More.ndjson",
            Order("old", "furosemide", authored: "2010-02-01"),
            Order("error", "furosemide", "entered-in-error", "2016-01-01"), Order("error", "quinine", authored: "2016-03-01"),
            Order("stopped", "furosemide", "stopped", "2016-01-01"), Order("stopped", "quinine", "completed", "2016-03-01"));
        var signal = Loop(export);
        (signal.Ratio.IndexFirst, signal.Ratio.MarkerFirst).ShouldBe((13, 6));
    }

    [Fact]
    public void The_first_order_counts_wherever_it_stands_and_an_order_without_a_day_makes_nobody_new()
    {
        using var export = Both(first: 10, then: 5).With("Later.ndjson", Order("a0", "furosemide", authored: "2019-01-01"), Order("a1", "furosemide", authored: "2010-01-03"),
            Order("a2", "furosemide").Replace(""","authoredOn":"2026-01-10"}""", "}", StringComparison.Ordinal));
        // One of them took it long before, one nobody knows since when.
        Loop(export).Ratio.IndexFirst.ShouldBe(8);
    }

    [Fact]
    public void What_is_said_to_be_taken_and_what_was_handed_over_begin_a_medicine_too()
    {
        using var export = Both(first: 10, then: 5).With("More.ndjson",
            """{"resourceType":"MedicationStatement","status":"stopped","medicationCodeableConcept":{"text":"furosemide"},"subject":{"reference":"Patient/s"},"effectivePeriod":{"start":"2016-01-01","end":"2016-02-01"}}""", Order("s", "quinine", authored: "2016-03-01"),
            """{"resourceType":"MedicationStatement","status":"not-taken","medicationCodeableConcept":{"text":"furosemide"},"subject":{"reference":"Patient/n"},"effectiveDateTime":"2016-01-01"}""", Order("n", "quinine", authored: "2016-03-01"),
            """{"resourceType":"Medication","id":"m1","code":{"text":"furosemide 40 mg tablets"}}""",
            """{"resourceType":"MedicationDispense","status":"completed","medicationReference":{"reference":"Medication/m1"},"subject":{"reference":"Patient/d"},"whenHandedOver":"2016-01-01"}""", Order("d", "quinine", authored: "2016-03-01"));
        Loop(export).Ratio.IndexFirst.ShouldBe(12);
    }

    [Fact]
    public void A_class_counts_as_its_wider_class_too()
    {
        using var export = Both(first: 10, then: 5);
        Signals(export).Markers[0].Signals.ShouldContain(signal => signal.Medicine.Id == "medicine/diuretic" && signal.Ratio.IndexFirst == 10);
    }

    [Fact]
    public void Diagnoses_of_cramps_are_a_marker_by_the_codes_of_the_knowledge_resolved_or_not()
    {
        using var export = new Export().With("All.ndjson",
        [
            Order("old", "furosemide", authored: "2010-01-01"),
            .. Enumerable.Range(0, 6).SelectMany(i => new[] { Order($"p{i}", "furosemide", authored: "2019-02-01"), Diagnosis($"p{i}", "55300003", "Muscle cramp (finding)", i % 2 == 0 ? "active" : "resolved") }),
            .. Enumerable.Range(0, 5).SelectMany(i => new[] { Order($"q{i}", "furosemide", authored: "2019-09-01"), Diagnosis($"q{i}", "55300003", "Muscle cramp (finding)") }),
        ]);
        var diagnoses = Signals(export).Markers.Single(marker => marker.Entries.All(entry => entry.Kind != EntryKind.Medicine));
        var loop = diagnoses.Signals.Single(signal => signal.Medicine.Id == "medicine/loop-diuretic");
        (loop.Ratio.IndexFirst, loop.Ratio.MarkerFirst).ShouldBe((6, 5));
    }

    [Fact]
    public void In_any_order_of_files_and_on_any_number_of_threads_the_same_bytes_come_out()
    {
        using var one = Both(first: 20, then: 9);
        using var other = new Export();
        var lines = Directory.GetFiles(one.Folder).SelectMany(File.ReadAllLines).Reverse().ToArray();
        for (var file = 0; file < 5; file++) other.With($"{file}.ndjson{(file == 2 ? ".gz" : "")}", [.. lines.Where((_, line) => line % 5 == file)]);
        Said(Signals(other, threads: 4)).ShouldBe(Said(Signals(one)));
    }

    [Fact]
    public void With_and_without_the_prefilter_the_first_days_are_the_same()
    {
        using var export = Both(first: 6, then: 5).With("More.ndjson", Order("x", "aspirin", authored: "2001-01-01"),
            """{"resourceType":"Observation","status":"final","code":{"text":"Cause of Death"},"subject":{"reference":"Patient/d"},"effectiveDateTime":"2020-01-01","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"230690007","display":"Stroke"}],"text":"Stroke"}}""", Diagnosis("a4", "230690007", "Stroke"), Potassium("a1", 3.1), Diagnosis("a2", "55300003", "Muscle cramp"), Diagnosis("a3", "195662009", "Acute viral pharyngitis (disorder)"),
            Order("y", "furosemide", "cancelled", "2003-01-01").Replace("\"medicationCodeableConcept\"", "\"medication\\u0043odeableConcept\"", StringComparison.Ordinal));
        Days(prefilter: true).ShouldBe(Days(prefilter: false));
        Days(prefilter: true).ShouldContain(person => person.Contains("medicine/loop-diuretic 731215"));
        Days(prefilter: true).ShouldContain(person => person.Contains("condition/stroke"));

        List<string> Days(bool prefilter) => [.. Screening.Read(knowledge, ExportFile.Find([export.Folder]).Files, new ScreenOptions(Prefilter: prefilter, FirstDays: true)).FirstDays(_ => true)
            .Select(person => string.Join(' ', person.Select(start => $"{start.Entry} {start.Day}").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Fewer_than_five_people_are_not_shown_nor_what_could_tell_of_them()
    {
        using var export = Both(first: 17, then: 4);
        var screening = Signals(export);
        var loop = JsonDocument.Parse(Said(screening)).RootElement.GetProperty("markers")[0].GetProperty("signals").EnumerateArray().Single(signal => signal.GetProperty("id").GetString() == "medicine/loop-diuretic");
        loop.GetProperty("few").GetBoolean().ShouldBeTrue();
        foreach (var name in new[] { "medicineFirst", "markerFirst", "crude", "adjusted", "low", "high" }) loop.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null);
        var page = SignalReport.Write(screening);
        page.ShouldContain("fewer than 5");
        page.ShouldNotContain(">17<");
        page.ShouldNotContain(">4<");
    }

    [Fact]
    public void The_report_has_a_picture_its_table_and_says_that_a_signal_is_no_cause()
    {
        using var export = Both(first: 30, then: 10);
        var (code, said, _) = RunSignals(export.Folder, "--out", Path.Combine(export.Folder, "signals.html"), "--format", "json");
        code.ShouldBe(0);
        said.ShouldContain("\"medicineFirst\": 30");
        var page = File.ReadAllText(Path.Combine(export.Folder, "signals.html"));
        page.ShouldContain("<svg");
        page.ShouldContain("<table>");
        page.ShouldContain("a signal, not a cause");
        page.ShouldContain(knowledge.Release.Hash);
        page.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("--marker", "medicine/quinin", "medicine/quinine")]
    [InlineData("--marker", "relief/heat", "medicine, a condition or a symptom")]
    [InlineData("--window", "0", "give 1 to")]
    [InlineData("--from", "2020", "write YYYY-MM-DD")]
    [InlineData("--out", "signals.pdf", ".html")]
    public void What_cannot_be_followed_is_refused_with_a_remedy(string option, string value, string remedy)
    {
        using var export = Both(first: 1, then: 1);
        var (code, said, complained) = RunSignals(export.Folder, option, value);
        code.ShouldBe(2);
        said.ShouldBeEmpty();
        complained.ShouldContain(remedy);
        complained.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_broken_line_is_told_and_the_rest_counts()
    {
        using var export = Both(first: 10, then: 5).With("Bad.ndjson", "{");
        var screening = Signals(export);
        screening.Problems.ShouldHaveSingleItem().Line.ShouldBe(1);
        Loop(export).Ratio.IndexFirst.ShouldBe(10);
    }

    /// <summary>People who began furosemide some weeks before quinine, others who began with quinine, and one order of long before.</summary>
    private static Export Both(int first, int then) => new Export().With("Orders.ndjson",
    [
        Order("early", "paracetamol", authored: "2009-06-01"), Order("early", "simvastatin", authored: "2010-01-01"),
        .. Enumerable.Range(0, first).SelectMany(i => new[] { Order($"a{i}", "furosemide 40 mg", authored: $"2015-{1 + (i % 6):00}-10"), Order($"a{i}", "quinine 300 mg", authored: $"2015-{4 + (i % 6):00}-11") }),
        .. Enumerable.Range(0, then).SelectMany(i => new[] { Order($"b{i}", "furosemide 40 mg", authored: $"2015-{6 + (i % 4):00}-10"), Order($"b{i}", "quinine 300 mg", authored: $"2015-{2 + (i % 4):00}-11") }),
    ]);

    private static SignalScreening Signals(Export export, int threads = 1) => SignalScreening.Read(knowledge, ExportFile.Find([export.Folder]).Files, new SignalOptions(Threads: threads));

    private static Signal Loop(Export export) => Signals(export).Markers[0].Signals.Single(signal => signal.Medicine.Id == "medicine/loop-diuretic");

    private static string Said(SignalScreening screening)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) SignalJson.Write(json, screening);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
