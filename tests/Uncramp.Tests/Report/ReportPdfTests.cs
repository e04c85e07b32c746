using CsCheck;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Pdf;
using Uncramp.Report;

namespace Uncramp.Tests.Report;

/// <summary>The report on paper: always one page, always readable.</summary>
public sealed class ReportPdfTests
{
    private const double Smallest = 9.5;

    public static TheoryData<string> Papers => ["a4", "letter"];

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_fullest_report_is_one_page_with_every_medicine_and_trial(string paper)
    {
        var (page, text) = Read(ADiary.Report(ADiary.Full, ADiary.ThreeTrials), Paper.Named(paper)!);
        page.Width.ShouldBe(Paper.Named(paper)!.Width, 0.5);
        page.Height.ShouldBe(Paper.Named(paper)!.Height, 0.5);
        foreach (var course in ADiary.Full.Medicines.Where(course => course.Stopped is null)) text.ShouldContain(course.Name);
        foreach (var trial in ADiary.ThreeTrials) text.ShouldContain(trial.What);
        text.ShouldContain("cramps a week");
        text.ShouldContain("Made 28 Nov 2026 by Uncramp");
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void With_three_trials_of_its_own_it_is_one_page_too(string paper)
    {
        var trials = OwnTrials.Of(Uncramp.Knowledge.KnowledgeBase.BuiltIn, ADiary.FullWithTrials, ADiary.Today);
        trials.Count.ShouldBe(3);
        var text = Read(ADiary.Report(ADiary.FullWithTrials, trials), Paper.Named(paper)!).Text;
        foreach (var trial in trials) text.ReplaceLineEndings(" ").ShouldContain(trial.What);
        text.ShouldMatch(@"\d+\s+pairs,\s+14\s+weeks");
        foreach (var course in ADiary.Full.Medicines.Where(course => course.Stopped is null)) text.ShouldContain(course.Name);
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void Its_first_350_letters_carry_the_answer(string paper)
    {
        var start = Read(ADiary.Report(ADiary.Full, ADiary.ThreeTrials), Paper.Named(paper)!).Text[..350];
        start.ShouldMatch(@"\d+\.\d a week \(range \d+\.\d to \d+\.\d\)");
        start.ShouldContain("Red flags: none raised");
        start.ShouldContain("“Could one of my tablets");
    }

    [Fact]
    public void An_empty_diary_makes_a_page_that_says_so()
    {
        var text = Read(ADiary.Report(new DiaryDocument()), Paper.A4).Text;
        text.ShouldContain("rate and range not known");
        text.ShouldContain("not asked yet: unknown, not absent");
    }

    [Fact]
    public void A_long_question_stands_whole()
    {
        var question = string.Join(' ', Enumerable.Range(1, 75).Select(number => $"w{number:00}"))[..299] + "?";
        var text = Read(ADiary.Report(ADiary.Full.Asks(question), ADiary.ThreeTrials), Paper.Letter).Text;
        string.Concat(text.Where(sign => !char.IsWhiteSpace(sign))).ShouldContain(question.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_word_without_end_is_cut_where_the_line_ends()
    {
        var page = Read(ADiary.Report(new DiaryDocument().Asks(new string('m', 300))), Paper.A4).Page;
        page.Letters.Count(letter => letter.Value == "m").ShouldBeGreaterThanOrEqualTo(300);
        page.Letters.Max(letter => letter.BoundingBox.Right).ShouldBeLessThan(page.Width - 30);
    }

    [Theory]
    [InlineData("Żaneta Łęcka-Ďurišová")]
    [InlineData("Αθηνά Παπαδοπούλου")]
    [InlineData("Людмила Ёлкина")]
    [InlineData("Nguyễn Thị Hồng")]
    public void Names_in_latin_greek_and_cyrillic_letters_are_printed_whole(string name)
    {
        var text = Read(Named(name), Paper.A4).Text;
        text.Normalize(System.Text.NormalizationForm.FormC).ShouldContain(name);
        text.ShouldNotContain("could not be printed");
    }

    [Theory]
    [InlineData("王秀英")]
    [InlineData("فاطمة الزهراء")]
    [InlineData("שרה כהן")]
    [InlineData("\U0001FAE8 Ann")]
    public void Letters_that_this_machine_has_not_are_shown_as_a_box_and_said_to_be_missing(string name)
    {
        // What the machine has is another matter on each; lost in silence it must be on none.
        var (page, text) = Read(Named(name), Paper.A4);
        var boxes = text.Count(sign => sign == '□');
        (boxes > 0).ShouldBe(text.Contains("could not be printed", StringComparison.Ordinal));
        var head = page.Letters.TakeWhile(letter => letter.Value != "·").Skip(DoctorReport.Title.Count(sign => sign != ' ')).Count(letter => !string.IsNullOrWhiteSpace(letter.Value) && letter.Value != "\0");
        head.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() =>
        ReportPdf.Write(ADiary.Report(ADiary.Full), Paper.A4).ShouldBe(ReportPdf.Write(ADiary.Report(ADiary.Full), Paper.A4));

    [Fact]
    public void Its_file_name_and_its_properties_say_nothing_of_the_person()
    {
        var report = ADiary.Report(ADiary.Full);
        ReportPdf.FileName(report).ShouldBe("uncramp-report-2026-11-28.pdf");
        using var document = PdfDocument.Open(ReportPdf.Write(report, Paper.A4));
        document.Information.Title.ShouldBe(DoctorReport.Title);
        $"{document.Information.Author} {document.Information.Subject} {document.Information.Keywords}".ShouldNotContain("Margaret");
    }

    [Fact]
    public void Any_diary_fits_on_any_paper() => AnyDiary.Documents.Sample(
        diary =>
        {
            foreach (var paper in new[] { Paper.A4, Paper.Letter }) Read(ADiary.Report(diary, ADiary.ThreeTrials), paper);
        },
        iter: 15);

    [Fact]
    public void What_people_write_at_greatest_length_fits_too()
    {
        var words = string.Join(' ', Enumerable.Repeat("unreasonably", 60));
        var diary = ADiary.Full with
        {
            Profile = ADiary.Full.Profile! with { Name = words[..100], Question = words[..300], ExcludedTags = [.. Enumerable.Range(0, 50).Select(i => $"{words[..30]} {i}")], DialysisDays = ["monday"] },
            Nights = [.. ADiary.Full.Nights.Select((log, i) => log with { Tags = [$"{words[..30]} {i % 50}"] })],
            Medicines = [.. ADiary.Full.Medicines.SelectMany(course => Enumerable.Range(0, 20).Select(i => course with { Id = A.Id((i * 100) + course.Name.Length), Name = $"{course.Name} {i} {words[..150]}", Dose = words[..200] }))],
            Results = [.. ADiary.Full.Results.SelectMany(result => Enumerable.Range(0, 20).Select(i => result with { Id = Guid.NewGuid(), Name = $"{words[..150]} {result.Name} {i}", Unit = words[..40] }))],
            Episodes = [.. ADiary.Full.Episodes.Select((cramp, i) => cramp with { Tried = [.. Enumerable.Range(0, 5).Select(n => $"{n} {i} {words[..90]}")], Muscle = $"{words[..50]} {i}" })],
        };
        foreach (var paper in new[] { Paper.A4, Paper.Letter }) Read(ADiary.Report(diary, ADiary.ThreeTrials), paper).Text.ShouldMatch(@"and \d+ more");
    }

    [Fact]
    public void Every_chart_of_the_core_can_be_drawn()
    {
        var rows = NightRow.Of(ADiary.Full);
        foreach (var chart in new[] { RateChart.Of(RollingRate.Of(rows), ADiary.Full.Medicines), NightCalendar.Of([.. rows.Take(60)]), HourChart.Of(Pattern.ByHour(rows)) })
            Read(ADiary.Report(ADiary.Full) with { Chart = chart, Pattern = new ReportSection("", []), Sections = [] }, Paper.A4);
    }

    private static DoctorReport Named(string name) => ADiary.Report(new DiaryDocument { Profile = ADiary.Of(new DiaryDocument()) with { Name = name } });

    /// <summary>The only page; every letter is large enough, inside the margins and above the foot of the page.</summary>
    private static (Page Page, string Text) Read(DoctorReport report, Paper paper)
    {
        using var document = PdfDocument.Open(ReportPdf.Write(report, paper));
        document.NumberOfPages.ShouldBe(1);
        var page = document.GetPage(1);
        var letters = page.Letters.Where(letter => !string.IsNullOrWhiteSpace(letter.Value)).ToList();
        letters.Min(letter => letter.PointSize).ShouldBeGreaterThanOrEqualTo(Smallest - 0.01);
        letters.Min(letter => letter.BoundingBox.Left).ShouldBeGreaterThan(20);
        letters.Max(letter => letter.BoundingBox.Right).ShouldBeLessThan(page.Width - 20);
        letters.Max(letter => letter.BoundingBox.Top).ShouldBeLessThan(page.Height - 20);
        letters.Min(letter => letter.BoundingBox.Bottom).ShouldBeGreaterThan(20);
        // The foot is written last; nothing of the rest may reach into it.
        var foot = letters.FindLastIndex(letter => letter.Value == "F" && letter.StartBaseLine.Y < 100);
        letters.Take(foot).Min(letter => letter.StartBaseLine.Y).ShouldBeGreaterThan(letters[foot].StartBaseLine.Y + 8);
        return (page, ContentOrderTextExtractor.GetText(page));
    }
}
