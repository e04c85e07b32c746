using System.Text;
using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

/// <summary>What is wrong is told with file and line, and the rest is right.</summary>
public sealed class BadExportTests
{
    [Fact]
    public void Broken_lines_are_told_with_file_and_line_and_all_others_count()
    {
        using var export = new Export().With("Mixed.ndjson", Encoding.UTF8.GetBytes("\uFEFF" + string.Join("\r\n", Patient("a"), "", Order("a", "furosemide"), "{\"resourceType\":\"Condition\",", "[1]", "{\"id\":\"x\"}", Potassium("a", 3.0) + "\0", Potassium("a", 3.4), """{"resourceType":"Condition","id":"c","code":{"text":"type 2 diabetes"}}""", Order("a", "quinine")[..60])));
        var screening = export.Screen();
        screening.Problems.Select(problem => problem.Line).ShouldBe([4, 5, 6, 7, 9, 10]);
        screening.Problems.ShouldAllBe(problem => problem.File.EndsWith("Mixed.ndjson") && problem.Reason.Length > 0 && problem.Remedy.Length > 0);
        var row = screening.Rows().Single();
        row.Medicines.ShouldContain("medicine/loop-diuretic");
        row.Labs.Single().Value.ShouldBe(3.4);
    }

    [Fact]
    public void Two_patients_of_one_id_and_one_who_is_nowhere_are_told()
    {
        using var export = new Export().With("All.ndjson", Patient("a", "1950-01-01"), Patient("a", "1960-01-01"), Order("b", "quinine"));
        var screening = export.Screen();
        screening.Problems.Select(problem => problem.Code).ShouldBe(["UNC617", "UNC618"]);
        screening.Rows().Select(row => row.Patient).ShouldBe(["a", "b"]);
        screening.Rows().Last().Age.ShouldBeNull();
    }

    [Fact]
    public void A_line_of_50_MB_is_read_and_one_over_the_limit_is_told()
    {
        var huge = Patient("a")[..^1] + ",\"photo\":[{\"data\":\"" + new string('A', 50_000_000) + "\"}]}";
        using var export = new Export().With("Patient.ndjson", huge, Patient("b"));
        export.Screen().Rows().Count().ShouldBe(2);
        using var beyond = new Export();
        using (var file = File.Create(Path.Combine(beyond.Folder, "Patient.ndjson")))
        {
            for (var i = 0; i < 260; i++) file.Write(new byte[1 << 20].AsSpan());
            file.Write(Encoding.UTF8.GetBytes("\n" + Patient("b") + "\n"));
        }
        var screening = beyond.Screen();
        screening.Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC611");
        screening.Rows().Single().Patient.ShouldBe("b");
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_told_and_its_first_part_counts()
    {
        using var export = new Export().With("Patient.ndjson", Patient("a"));
        var files = ExportFile.Find([export.Folder]).Files;
        export.With("Patient.ndjson", Patient("a"), Patient("b"));
        var screening = Screening.Read(Knowledge.KnowledgeBase.BuiltIn, files, new ScreenOptions());
        screening.Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC613");
        screening.Rows().Single().Patient.ShouldBe("a");
    }

    [Fact]
    public void A_packed_file_that_breaks_off_is_told_and_what_came_before_counts()
    {
        using var export = new Export().With("Patient.ndjson.gz", [.. Enumerable.Range(0, 20_000).Select(i => Patient($"{i}"))]);
        var path = Path.Combine(export.Folder, "Patient.ndjson.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5000]);
        var screening = export.Screen();
        screening.Problems.ShouldNotBeEmpty();
        screening.Patients.ShouldBeInRange(1, 19_999);
    }

    [Fact]
    public void A_manifest_names_its_files_and_one_that_is_not_there_is_told()
    {
        using var export = new Export().With("one.ndjson", Patient("a")).With("other.ndjson", Patient("b"));
        export.With("manifest.json", """{"transactionTime":"2026-01-01T00:00:00Z","output":[{"type":"Patient","url":"https://x.example/files/one.ndjson?key=1"}]}""");
        ExportFile.Find([Path.Combine(export.Folder, "manifest.json")]).Files.Single().Path.ShouldEndWith("one.ndjson");
        export.With("manifest.json", """{"output":[{"type":"Patient","url":"https://x.example/files/gone.ndjson"}]}""");
        ExportFile.Find([Path.Combine(export.Folder, "manifest.json")]).Problems.Single().What.ShouldContain("gone.ndjson");
    }
}
