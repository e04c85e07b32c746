using System.Net;
using System.Text;
using Uncramp.Diary.Charts;

namespace Uncramp.Report;

/// <summary>A report as HTML: the twin of the PDF. Without script and without style.</summary>
public static class ReportHtml
{
    /// <summary>The report as one article.</summary>
    /// <param name="report">The report.</param>
    /// <param name="level">The level of its heading; its sections are one below.</param>
    /// <param name="onPaper">How many items of a line there is room for on paper: a style sheet shows either <c>.rest</c> or what stands <c>.instead</c>. Null: all.</param>
    public static string Article(DoctorReport report, int level = 1, Func<ReportLine, int>? onPaper = null)
    {
        var html = new StringBuilder("<article class=\"sheet\">\n");
        html.Append($"<h{level}>{DoctorReport.Title}</h{level}>\n");
        html.Append("<p class=\"patient\">").Append(report.Who is { } who ? $"<span dir=\"auto\">{Safe(who)}</span> · " : "").Append(ReportWords.Day(report.AsOf)).Append("</p>\n");
        List(html, report.Answer, "answer", onPaper);
        html.Append("<div class=\"pattern\">\n");
        if (report.Chart is { } chart) html.Append("<figure>\n").Append(chart.Svg).Append("</figure>\n");
        if (report.Pattern.Lines.Count > 0) Section(html, report.Pattern, level + 1, onPaper);
        html.Append("</div>\n");
        foreach (var section in report.Sections) Section(html, section, level + 1, onPaper);
        return html.Append("<p class=\"origin\">").Append(Safe(report.Origin)).Append("</p>\n</article>\n").ToString();
    }

    /// <summary>The report as a whole document, for a file.</summary>
    public static string Document(DoctorReport report) =>
        $"<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{DoctorReport.Title}</title></head><body>\n{Article(report)}</body></html>\n";

    /// <summary>The numbers of a chart, to be opened by who wants them.</summary>
    public static string Twin(Chart chart)
    {
        var html = new StringBuilder("<details class=\"twin\"><summary>The chart as a table</summary>\n<table><caption>").Append(Safe(chart.Title)).Append("</caption>\n<thead><tr>");
        foreach (var column in chart.Columns) html.Append("<th scope=\"col\">").Append(Safe(column)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in chart.Rows) html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Safe(cell)}</td>")).Append("</tr>\n");
        return html.Append("</tbody></table></details>\n").ToString();
    }

    private static void Section(StringBuilder html, ReportSection section, int level, Func<ReportLine, int>? onPaper)
    {
        html.Append($"<section>\n<h{level}>{Safe(section.Title)}</h{level}>\n");
        List(html, section.Lines, "lines", onPaper);
        html.Append("</section>\n");
    }

    private static void List(StringBuilder html, IReadOnlyList<ReportLine> lines, string name, Func<ReportLine, int>? onPaper)
    {
        html.Append($"<ul class=\"{name}\">\n");
        foreach (var line in lines)
        {
            html.Append(line.Heed ? "<li class=\"heed\">" : "<li>");
            if (line.Label.Length > 0) html.Append($"<b>{Safe(line.Label)}:</b> ");
            var room = Math.Min(onPaper?.Invoke(line) ?? int.MaxValue, line.Items.Count);
            if (line.Rows) Rows(html, line, room);
            else if (room == line.Items.Count) html.Append($"<span dir=\"auto\">{Safe(line.Text())}</span>");
            else html.Append($"<span dir=\"auto\" class=\"rest\">{Safe(line.Text())}</span><span dir=\"auto\" class=\"instead\">{Safe(line.Text(room))}</span>");
            html.Append("</li>\n");
        }
        html.Append("</ul>\n");
    }

    private static void Rows(StringBuilder html, ReportLine line, int room)
    {
        html.Append("<ul class=\"rows\">");
        for (var i = 0; i < line.Items.Count; i++) html.Append(i < room ? "<li>" : "<li class=\"rest\">").Append(Safe(line.Items[i])).Append("</li>");
        if (room < line.Items.Count) html.Append($"<li class=\"instead\">{Safe(line.Shown(room).Last())}</li>");
        html.Append("</ul>");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
