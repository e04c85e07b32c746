using SkiaSharp;
using Uncramp.Report;

namespace Uncramp.Pdf;

/// <summary>
/// A report as a PDF of exactly one page, black on white, its text selectable. What does not fit gives way in the order the report says, and is counted:
/// "and 3 more". Made in process from shipped letters: no network, no browser, no fonts of the machine. The same report gives the same bytes.
/// </summary>
public static class ReportPdf
{
    /// <summary>The smallest letters, in points.</summary>
    public const float Small = 9.5f;

    private const float Margin = 34;
    private const float Large = 10.5f;
    private const float Head = 15;
    // The letters of a chart are 12 of its 360 units: so wide they are 9.6 points.
    private const float ChartWidth = 288;
    private const float Between = 18;
    private const string Lacking = "Letters that could not be printed stand as □; /report shows them.";

    /// <summary>The page.</summary>
    public static byte[] Write(DoctorReport report, Paper paper)
    {
        using var letters = new Letters();
        var fit = Fit(report, paper, letters);
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, About(report)))
        {
            var canvas = document.BeginPage(paper.Width, paper.Height);
            Body(report, fit, Page(letters, canvas, paper));
            var foot = Page(letters, canvas, paper);
            foot.Y = paper.Height - Margin - FootHeight(report, paper, letters);
            Foot(report, foot, letters);
            document.EndPage();
            document.Close();
        }
        return stream.ToArray();
    }

    /// <summary>What of a report a page has room for; a printed web page keeps to it too.</summary>
    public static PageFit Fit(DoctorReport report, Paper paper)
    {
        using var letters = new Letters();
        return Fit(report, paper, letters);
    }

    /// <summary>The name of its file: nothing of the person.</summary>
    public static string FileName(DoctorReport report) => $"uncramp-report-{report.AsOf:yyyy-MM-dd}.pdf";

    private static SKDocumentPdfMetadata About(DoctorReport report) => new()
    {
        Title = DoctorReport.Title,
        Creator = "Uncramp",
        Producer = "Uncramp",
        Creation = report.AsOf.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        Modified = report.AsOf.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
    };

    /// <summary>How many items of each line there is room for.</summary>
    private static PageFit Fit(DoctorReport report, Paper paper, Letters letters)
    {
        var fit = new PageFit(report);
        while (true)
        {
            var page = Page(letters, null, paper);
            Body(report, fit, page);
            if (page.Y <= paper.Height - Margin - FootHeight(report, paper, letters) || !fit.Yield()) return fit;
        }
    }

    private static void Body(DoctorReport report, PageFit fit, Column page)
    {
        page.Write(Head, (DoctorReport.Title, true));
        page.Write(Large, report.Who is { } who ? [(who, true), ($" · {report.AsOf:d MMM yyyy}", false)] : [($"{report.AsOf:d MMM yyyy}", false)]);
        page.Gap(3);
        page.Rule(1.2f);
        page.Gap(4);
        foreach (var line in report.Answer) Line(page, line, fit, Large);
        page.Gap(4);
        Pattern(report, fit, page);
        foreach (var section in report.Sections) Section(page, section, fit);
    }

    private static void Pattern(DoctorReport report, PageFit fit, Column page)
    {
        if (report.Chart is not { } chart || !fit.Chart)
        {
            if (report.Pattern.Lines.Count > 0) Section(page, report.Pattern, fit);
            return;
        }
        var top = page.Y;
        page.Rule(0.6f);
        page.Gap(5);
        var picture = page.Beside(page.X, ChartWidth);
        picture.Picture(chart.Svg);
        page.Y = top;
        var beside = page.Beside(page.X + ChartWidth + Between, page.Width - ChartWidth - Between);
        Section(beside, report.Pattern, fit, rule: false);
        page.Y = Math.Max(picture.Y, beside.Y) + 2;
    }

    private static void Section(Column page, ReportSection section, PageFit fit, bool rule = true)
    {
        page.Gap(2.5f);
        if (rule) page.Rule(0.6f);
        page.Gap(2);
        page.Write(Large, (section.Title, true));
        foreach (var line in section.Lines) Line(page, line, fit, Small);
    }

    private static void Line(Column page, ReportLine line, PageFit fit, float size)
    {
        var top = page.Y;
        if (line.Rows) Rows(page, line, fit, size);
        else page.Write(size, [(line.Label.Length > 0 ? $"{line.Label}: " : "", true), (line.Text(fit.Of(line)), line.Heed)]);
        if (line.Heed) page.Bar(top + 1, 3);
        page.Gap(0.8f);
    }

    /// <summary>Items in two columns, the first half on the left.</summary>
    private static void Rows(Column page, ReportLine line, PageFit fit, float size)
    {
        page.Write(size, ($"{line.Label}:", true));
        var items = line.Shown(fit.Of(line)).ToList();
        var wide = (page.Width - Between) / 2;
        var (left, right) = (page.Beside(page.X, wide), page.Beside(page.X + wide + Between, wide));
        for (var i = 0; i < items.Count; i++) Item(i < (items.Count + 1) / 2 ? left : right, items[i], size);
        page.Y = Math.Max(left.Y, right.Y);
    }

    private static void Item(Column column, string item, float size)
    {
        var text = column.Beside(column.X + size, column.Width - size);
        column.Beside(column.X, size).Write(size, ("•", false));
        text.Write(size, (item, false));
        column.Y = text.Y;
    }

    private static void Foot(DoctorReport report, Column foot, Letters letters)
    {
        foot.Rule(0.6f);
        foot.Gap(3);
        foot.Write(Small, (Origin(report, letters), false));
    }

    private static float FootHeight(DoctorReport report, Paper paper, Letters letters)
    {
        var foot = Page(letters, null, paper);
        Foot(report, foot, letters);
        return foot.Y - Margin;
    }

    private static string Origin(DoctorReport report, Letters letters) => letters.Lacking ? $"{report.Origin} {Lacking}" : report.Origin;

    private static Column Page(Letters letters, SKCanvas? canvas, Paper paper) => new(letters, canvas, Margin, Margin, paper.Width - (2 * Margin));
}
