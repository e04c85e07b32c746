using System.Text.RegularExpressions;
using Uncramp.Knowledge;
using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

/// <summary>Ready-made audits in the rows, and the report that can be handed on.</summary>
public sealed partial class ReportTests
{
    [Fact]
    public void Each_row_lists_the_audits_that_count_the_patient()
    {
        using var export = new Export().With("All.ndjson",
            Patient("a"), Order("a", "quinine"),
            Patient("b"), Order("b", "furosemide"),
            Patient("c"), Order("c", "furosemide"), Potassium("c", 4.1), Lab("c", "2951-2", "Sodium", 139, "mmol/L", "2026-02-01T08:00:00Z"),
            Patient("d"), Order("d", "omeprazole"), Lab("d", "2601-3", "Magnesium", 0.55, "mmol/L", "2026-02-01T08:00:00Z"),
            Patient("e"), Order("e", "simvastatin"), Diagnosis("e", "55300003", "Muscle cramp (finding)"),
            Patient("f"), Order("f", "quinine", "stopped"));
        string Audits(string patient) => string.Join(' ', export.Screen().Rows().Single(row => row.Patient == patient).Audits);
        Audits("a").ShouldBe("audit/quinine-for-cramps");
        Audits("b").ShouldBe("audit/diuretic-without-electrolytes");
        Audits("c").ShouldBeEmpty();
        Audits("d").ShouldBe("audit/low-magnesium-on-ppi");
        Audits("e").ShouldBe("audit/cramps-with-a-medicine-to-review");
        Audits("f").ShouldBeEmpty();
    }

    [Fact]
    public void An_audit_chooses_patients_and_so_does_a_missing_result_and_what_is_to_be_reviewed()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), Order("a", "quinine"), Patient("b"), Order("b", "furosemide"), Potassium("b", 4.1));
        Chosen("audit/quinine-for-cramps").ShouldBe(["a"]);
        Chosen("{ no-result: lab/potassium }").ShouldBe(["a"]);
        Chosen("{ reviewing: medicine/loop-diuretic }").ShouldBe(["b"]);

        IEnumerable<string> Chosen(string only)
        {
            Run(export.Folder, "--only", only, "--out", export.Out).Code.ShouldBe(0);
            return File.ReadAllLines(export.Out).Select(line => line.Split('"')[3]);
        }
    }

    [Fact]
    public void Audits_stand_in_every_format_of_rows_and_in_the_summary()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), Order("a", "quinine"));
        using var elsewhere = new Export();
        Run(export.Folder, "--out", elsewhere.Out, "--format", "json").Said.ShouldContain("\"audit/quinine-for-cramps\": 1");
        File.ReadAllText(elsewhere.Out).ShouldContain("\"audits\":[\"audit/quinine-for-cramps\"]");
        Run(export.Folder, "--out", Path.ChangeExtension(elsewhere.Out, ".csv"), "--format", "text").Said.ShouldContain("audit/quinine-for-cramps");
        File.ReadAllText(Path.ChangeExtension(elsewhere.Out, ".csv")).ShouldContain("audits\na,");
        Run(export.Folder, "--out", Path.ChangeExtension(elsewhere.Out, ".parquet")).Code.ShouldBe(0);
    }

    [Fact]
    public void The_report_shows_counts_with_pictures_and_tables_the_day_the_knowledge_and_the_problems()
    {
        using var export = Population(quinine: 23, furosemide: 48).With("Bad.ndjson", "{");
        var (code, _, _) = Run(export.Folder, "--report", Path.Combine(export.Folder, "report.html"), "--as-of", "2026-03-01");
        code.ShouldBe(1);
        var page = File.ReadAllText(Path.Combine(export.Folder, "report.html"));
        Row(page, "Loop water tablets").ShouldBe("50");
        Row(page, "Quinine for cramps").ShouldBe("25");
        page.ShouldContain("1 Mar 2026");
        page.ShouldContain(KnowledgeBase.BuiltIn.Release.Hash);
        page.ShouldContain("<dt>Problems</dt><dd>1</dd>");
        page.ShouldContain("role=\"img\"");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://localhost");
    }

    [Fact]
    public void Nothing_below_five_and_no_difference_of_two_numbers_tells_of_fewer_than_five()
    {
        // 20 take quinine, of whom 17 take digoxin too: 3 can be told apart if both are shown as they are.
        using var export = Population(quinine: 20, furosemide: 3).With("More.ndjson", [.. Enumerable.Range(0, 17).Select(i => Order($"q{i}", "digoxin"))]);
        var page = ScreenPage(export);
        Row(page, "Loop water tablets").ShouldBe("fewer than 5");
        Row(page, "Quinine for cramps").ShouldBe("20");
        Row(page, "Quinine with a reason against it").ShouldBe("15");
        Cells().Matches(page).Select(cell => cell.Groups[1].Value.Replace(",", "", StringComparison.Ordinal)).ShouldAllBe(text => !char.IsDigit(text[0]) || int.Parse(text) % 5 == 0);
        page.ShouldNotContain(">17<");
    }

    [Fact]
    public void A_report_under_another_name_than_html_is_refused()
    {
        using var export = Population(quinine: 1, furosemide: 0);
        var (code, said, complained) = Run(export.Folder, "--report", "report.pdf");
        (code, said).ShouldBe((2, ""));
        complained.ShouldContain(".html");
    }

    private static Export Population(int quinine, int furosemide) => new Export().With("All.ndjson",
    [
        .. Enumerable.Range(0, quinine).SelectMany(i => new[] { Patient($"q{i}"), Order($"q{i}", "quinine") }),
        .. Enumerable.Range(0, furosemide).SelectMany(i => new[] { Patient($"f{i}"), Order($"f{i}", "furosemide") }),
    ]);

    private static string ScreenPage(Export export)
    {
        var screening = export.Screen();
        var summary = new ScreenSummary();
        foreach (var row in screening.Rows()) summary.Add(row);
        return ScreenReport.Write(summary, KnowledgeBase.BuiltIn, screening);
    }

    private static string Row(string page, string name) => Regex.Match(page, $"<tr><td>{Regex.Escape(name)}</td><td>([^<]*)</td>").Groups[1].Value;

    [GeneratedRegex("<tr><td>[^<]*</td><td>([^<]+)</td>")]
    private static partial Regex Cells();
}
