using System.Text;

namespace Uncramp.Report;

/// <summary>A report as plain text: for a mail, or to be copied into a record.</summary>
public static class ReportText
{
    /// <summary>The whole report, a line each.</summary>
    public static string Write(DoctorReport report)
    {
        var text = new StringBuilder();
        text.Append(DoctorReport.Title).Append(report.Who is { } who ? $": {who}" : "").Append('\n');
        foreach (var line in report.Answer) Line(text, line);
        foreach (var section in report.Sections.Prepend(report.Pattern).Where(section => section.Lines.Count > 0))
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            foreach (var line in section.Lines) Line(text, line);
        }
        if (report.Chart is { } chart) text.Append('\n').Append(chart.Description).Append('\n');
        return text.Append('\n').Append(report.Origin).Append('\n').ToString();
    }

    private static void Line(StringBuilder text, ReportLine line)
    {
        var label = line.Label.Length > 0 ? $"{line.Label}: " : "";
        if (!line.Rows)
        {
            text.Append(label).Append(line.Text()).Append('\n');
            return;
        }
        text.Append(label.TrimEnd()).Append('\n');
        foreach (var item in line.Items) text.Append("- ").Append(item).Append('\n');
    }
}
