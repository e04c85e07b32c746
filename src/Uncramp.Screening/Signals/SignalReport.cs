using System.Text;
using Uncramp.Report;
using Uncramp.Signals;

namespace Uncramp.Screening.Signals;

/// <summary>Signals as one page in one file, with a forest plot for each marker.</summary>
public static class SignalReport
{
    /// <summary>The page.</summary>
    public static string Write(SignalScreening screening)
    {
        var body = new StringBuilder("<h1>Medicines begun before cramps</h1>\n<p class=\"lead\">").Append(ReportPage.Safe(SignalWords.Design(screening))).Append("</p>\n<section class=\"caveats\">\n<h2>How to read it</h2>\n<ul>\n");
        foreach (var caveat in SignalWords.Caveats(screening)) body.Append("<li>").Append(ReportPage.Safe(caveat)).Append("</li>\n");
        body.Append("</ul>\n</section>\n");
        for (var i = 0; i < screening.Markers.Count; i++)
        {
            var marker = screening.Markers[i];
            var chart = ForestChart.Of([.. marker.Signals.Select(signal => new ForestRow(signal.Medicine.Title, signal.Ratio))], marker.Title, $"forest-{i + 1}");
            body.Append("<section>\n<h2>Marker: ").Append(ReportPage.Safe(marker.Title)).Append("</h2>\n<p>People new to it: ").Append(ForestChart.Count(marker.New)).Append('.');
            if (marker.Signals.All(signal => ForestChart.IsTooFew(signal.Ratio))) body.Append(" There are too few for any medicine.</p>\n");
            else body.Append(" A filled dot: the whole interval lies above 1.</p>\n<figure>\n").Append(chart.Svg).Append("</figure>\n");
            body.Append(ReportHtml.Twin(chart)).Append("</section>\n");
        }
        return ReportPage.Whole("Medicines begun before cramps", body.ToString(), screening.Release);
    }
}
