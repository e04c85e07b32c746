using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class DiaryCsvTests
{
    [Fact]
    public void A_missing_night_is_a_row_with_an_empty_count()
    {
        var lines = DiaryCsv.Write(NightRow.Of(A.Diary(A.Quiet("2026-11-20"), A.Cramp("2026-11-23T03:12:00+01:00") with { Minutes = 2.5, Severity = 7 }))).Split("\r\n");
        lines[0].ShouldStartWith("night,state,cramps,");
        lines[1].ShouldBe("2026-11-20,quiet,0,0,,,0,,,,,,,,,,,,");
        lines[2].ShouldBe("2026-11-21,missing,,0,,,,,,,,,,,,,,,");
        lines[3].ShouldBe("2026-11-22,cramps,1,0,2.5,7,,,,,,,,,,,,,");
    }

    [Fact]
    public void Own_words_break_no_row_and_run_no_formula()
    {
        var csv = DiaryCsv.Write(NightRow.Of(A.Diary(A.Quiet("2026-11-20") with { Note = "=HYPERLINK(\"x\"), said\nshe" })));
        csv.ShouldContain("\"'=HYPERLINK(\"\"x\"\"), said\nshe\"");
    }
}
