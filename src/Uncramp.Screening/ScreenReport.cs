using System.Globalization;
using System.Text;
using Uncramp.Assessment;
using Uncramp.Diary.Charts;
using Uncramp.Knowledge;
using Uncramp.Report;

namespace Uncramp.Screening;

/// <summary>
/// A population in counts as one page in one file, to be handed on. Numbers are rounded to fives, each by itself, and below five are not shown: so no small
/// group can be worked out as a difference of two larger ones.
/// </summary>
public static class ScreenReport
{
    private const int MostBars = 15;

    private static readonly (CareLevel Level, string Words)[] Levels = [(CareLevel.Emergency, "Emergency"), (CareLevel.SameDay, "Help today"), (CareLevel.Appointment, "An appointment"), (CareLevel.SelfCare, "Self-care")];

    /// <summary>The page.</summary>
    /// <param name="summary">The counts.</param>
    /// <param name="knowledge">The knowledge they were made with.</param>
    /// <param name="screening">What was read.</param>
    /// <param name="only">The criterion that chose the patients, as it was written; null: all.</param>
    public static string Write(ScreenSummary summary, KnowledgeBase knowledge, Screening screening, string? only = null)
    {
        const string title = "Night leg cramps in a population";
        var body = new StringBuilder($"<h1>{title}</h1>\n<p class=\"lead\">What the records of {People(summary.Patients)} patients hold about cramps, and what follows by the knowledge of Uncramp.</p>\n<dl class=\"facts\">");
        Fact("Patients", People(summary.Patients));
        Fact("Judged on", screening.AsOf?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "no day");
        Fact("Orders counted", screening.CountsAnyStatus ? "every status" : "active ones");
        Fact("Lines read", screening.Lines.ToString("N0", CultureInfo.InvariantCulture));
        Fact("Problems", screening.Problems.Count.ToString("N0", CultureInfo.InvariantCulture));
        Fact("Knowledge", knowledge.Release.Version);
        body.Append("</dl>\n");
        if (only is not null) body.Append("<p>Only patients of whom this holds: <code>").Append(ReportPage.Safe(only)).Append("</code></p>\n");
        body.Append("<section class=\"caveats\">\n<h2>How to read it</h2>\n<ul>\n<li>Records were read, nobody was seen. A level or a contributor is a reason to look, not a diagnosis, and no reason to stop a medicine.</li>\n<li>What a record does not hold is unknown, not absent. A test without a result may have been done elsewhere.</li>\n<li>One patient counts in several rows. A wider class counts whoever takes a narrower one.</li>\n")
            .Append(CultureInfo.InvariantCulture, $"<li>Numbers are rounded to the nearest {ScreenSummary.FewestShown}, and fewer than {ScreenSummary.FewestShown} are not shown, so that nobody can be found in them.</li>\n</ul>\n</section>\n");
        Section("audits", "Looked for", "Audit", knowledge.OfKind(EntryKind.Audit).Select(audit => (audit.Title, summary.Audits.GetValueOrDefault(audit.Id))), int.MaxValue,
            string.Concat(knowledge.OfKind(EntryKind.Audit).Select(audit => $"<li><b>{ReportPage.Safe(audit.Title)}.</b> {ReportPage.Safe(audit.Say ?? "")} <code>{ReportPage.Safe(audit.Id)}</code></li>\n")));
        Section("levels", "Level of care", "Level", Levels.Select(level => (level.Words, summary.Levels.GetValueOrDefault(AssessmentJson.Name(level.Level)))), int.MaxValue);
        Section("medicines", "Medicines linked with cramps", "Medicine", Named(summary.Medicines, medicine => medicine.Contribution is not null || medicine.AlwaysReview), MostBars);
        Section("contributors", "What may contribute", "Contributor", Named(summary.Contributors), MostBars);
        Section("gaps", "Tests that are due and have no result", "Test", Named(summary.TestGaps), MostBars);
        Section("flags", "Red flags", "Flag", Named(summary.Flags), MostBars);
        return ReportPage.Whole(title, body.ToString(), knowledge.Release);

        IEnumerable<(string Name, int Count)> Named(IReadOnlyDictionary<string, int> counts, Predicate<Entry>? wanted = null) =>
            ScreenSummary.Ranked(counts).Select(pair => (Entry: knowledge[pair.Key], pair.Value)).Where(row => wanted?.Invoke(row.Entry) != false).Select(row => (row.Entry.Title, row.Value));

        void Fact(string name, string value) => body.Append("<div><dt>").Append(name).Append("</dt><dd>").Append(ReportPage.Safe(value)).Append("</dd></div>");

        void Section(string id, string heading, string column, IEnumerable<(string Name, int Count)> counts, int most, string? list = null)
        {
            // Rows of small numbers stand in the order of their names: their place tells nothing of their size.
            var rows = counts.Select(row => (row.Name, Rounded: Rounded(row.Count))).ToList();
            if (most != int.MaxValue) rows = [.. rows.OrderByDescending(row => row.Rounded).ThenBy(row => row.Name, StringComparer.Ordinal)];
            if (rows.Count == 0) return;
            var chart = BarChart.Of(heading, [.. rows.Select(row => new Bar(row.Name, row.Rounded, Said(row.Rounded)))], (column, "Patients"), id, Math.Min(most, most == int.MaxValue ? most : Math.Max(1, rows.Count(row => row.Rounded > 0))));
            body.Append("<section>\n<h2>").Append(heading).Append("</h2>\n");
            if (list is not null) body.Append("<p><code>--only</code> with the name of one lists its patients.</p>\n<ul>\n").Append(list).Append("</ul>\n");
            body.Append("<figure>\n").Append(chart.Svg).Append("</figure>\n").Append(ReportHtml.Twin(chart)).Append("</section>\n");
        }
    }

    /// <summary>A number of people as it is shown.</summary>
    internal static string People(int count) => Said(Rounded(count));

    // Halves do not occur: between two fives there are four numbers.
    private static int Rounded(int count) => count < ScreenSummary.FewestShown ? 0 : (count + 2) / 5 * 5;

    private static string Said(int rounded) => rounded == 0 ? $"fewer than {ScreenSummary.FewestShown}" : rounded.ToString("N0", CultureInfo.InvariantCulture);
}
