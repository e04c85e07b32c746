using static Uncramp.Screening.Tests.Export;

namespace Uncramp.Screening.Tests;

/// <summary>./uncramp screen, as somebody types it.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Bad_lines_end_with_1_rows_and_a_file_of_problems()
    {
        using var export = new Export().With("All.ndjson", Patient("a"), "{", Order("a", "quinine"));
        var (code, said, _) = Run(export.Folder, "--out", export.Out, "--format", "json");
        code.ShouldBe(1);
        said.ShouldContain("\"hash\"");
        File.ReadAllLines(export.Out).Single().ShouldContain("medicine/quinine");
        File.ReadAllLines(export.Out + ".problems.ndjson").Single().ShouldContain("\"line\":2");
        Directory.Exists(export.Out + ".work").ShouldBeFalse();
    }

    [Theory]
    [InlineData("--as-of", "yesterday", "write YYYY-MM-DD")]
    [InlineData("--threads", "0", "give 1 to 1024")]
    [InlineData("--out", "rows.xlsx", ".parquet")]
    [InlineData("--only", "medicine/quinin", "medicine/quinine")]
    [InlineData("--explain", "nobody", "as it stands in the rows")]
    public void What_cannot_be_followed_is_refused_with_a_remedy_and_nothing_is_written(string option, string value, string remedy)
    {
        using var export = new Export().With("All.ndjson", Patient("a"));
        var (code, said, complained) = Run(export.Folder, option, value);
        code.ShouldBe(2);
        said.ShouldBeEmpty();
        complained.ShouldContain(remedy);
        complained.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_folder_without_an_export_and_a_path_that_is_not_there_are_refused()
    {
        using var export = new Export();
        Run(export.Folder).Code.ShouldBe(2);
        Run(Path.Combine(export.Folder, "nowhere")).Complained.ShouldContain("no such file or folder");
    }

    [Fact]
    public void No_space_for_the_rows_leaves_nothing_under_their_name()
    {
        using var export = new Export().With("All.ndjson", Patient("a"));
        // A file where the folder should be: as little room as on a full disk.
        File.WriteAllText(Path.Combine(export.Folder, "out"), "");
        var (code, said, complained) = Run(export.Folder, "--out", export.Out);
        code.ShouldBe(2);
        said.ShouldBeEmpty();
        complained.ShouldContain("nothing is half written");
        Directory.EnumerateFiles(export.Folder).Count().ShouldBe(2);
    }

    [Fact]
    public void A_write_that_fails_in_the_middle_leaves_the_earlier_file_as_it_was()
    {
        using var export = new Export();
        var file = Path.Combine(export.Folder, "rows.ndjson");
        File.WriteAllText(file, "before");
        IEnumerable<ScreenRow> Rows()
        {
            yield return new ScreenRow("a", 1, null, Knowledge.CareLevel.SelfCare, [], [], [], [], [], [], []);
            throw new IOException("No space left on device");
        }
        Should.Throw<IOException>(() => RowFile.Write(file, Rows(), new ScreenSummary(), []));
        File.ReadAllText(file).ShouldBe("before");
        Directory.EnumerateFiles(export.Folder).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Killed_in_the_middle_and_begun_again_it_gives_the_bytes_of_one_run()
    {
        using var export = new Export();
        for (var file = 0; file < 12; file++)
            export.With($"{file}.Mixed.ndjson", [.. Enumerable.Range(0, 4000).SelectMany(i => new[] { Patient($"p{file}-{i}"), Order($"p{file}-{i}", "furosemide"), Potassium($"p{(file + 5) % 12}-{i}", 3 + (i % 20 / 10.0)) })]);
        using var elsewhere = new Export();
        var whole = Path.Combine(elsewhere.Folder, "rows.ndjson");
        Run(export.Folder, "--out", whole, "--threads", "1").Code.ShouldBe(0);
        var killed = 0;
        for (var tries = 0; tries < 20 && killed == 0; tries++)
        {
            using var process = Begin(export.Folder, "--out", export.Out, "--threads", "1");
            while (!process.HasExited && (!Directory.Exists(export.Out + ".work") || Directory.GetFiles(export.Out + ".work", "*.parquet").Length < 3)) await Task.Delay(1, TestContext.Current.CancellationToken);
            if (process.HasExited) continue;
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (!File.Exists(export.Out)) killed++;
        }
        killed.ShouldBe(1);
        Directory.GetFiles(export.Out + ".work", "*.parquet").Length.ShouldBeGreaterThanOrEqualTo(3);
        Run(export.Folder, "--out", export.Out, "--threads", "2").Code.ShouldBe(0);
        File.ReadAllBytes(export.Out).AsSpan().SequenceEqual(File.ReadAllBytes(whole)).ShouldBeTrue();
    }
}
