using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Facts;

namespace Uncramp.Report;

/// <summary>All medicines with their starts, those linked with cramps first.</summary>
internal static class MedicineLines
{
    /// <summary>So many are always listed; of more the last may give way.</summary>
    private const int AlwaysListed = 14;

    private const int MostName = 44;
    private const int MostDose = 24;

    public static IReadOnlyList<ReportLine> Of(LastCheck check, DiaryDocument diary, DateOnly asOf)
    {
        var lines = new List<ReportLine>();
        var all = Lines(check, diary, asOf);
        var yields = all.Count(row => row.Current) > AlwaysListed ? 1 : 0;
        var (linked, others) = (all.Where(row => row is { Current: true, Class: not null }).ToList(), all.Where(row => row is { Current: true, Class: null }).ToList());
        if (linked.Count > 0) lines.Add(new ReportLine("Linked with cramps, the newest first", [.. linked.OrderByDescending(row => row.Start).Select(row => $"{row.Text}: {row.Class}")]) { Rows = true, Yields = yields });
        if (others.Count > 0) lines.Add(new ReportLine(linked.Count > 0 ? "Others" : "No link with cramps known here", [.. others.Select(row => row.Text)]) { Yields = yields * 2 });
        if (all.Where(row => !row.Current).ToList() is { Count: > 0 } past) lines.Add(new ReportLine("Stopped", [.. past.Select(row => row.Text)]) { Yields = 8 });
        if (all.Count == 0) lines.Add(new ReportLine("", "None listed; not known whether there are any."));
        return lines;
    }

    /// <summary>The courses of linked medicines, for the chart.</summary>
    public static IReadOnlyList<MedicineCourse> Linked(LastCheck check, DiaryDocument diary) => [.. diary.Medicines.Where(course => ClassOf(check, course.Name) is not null)];

    private static List<(string Text, string? Class, bool Current, DateOnly Start)> Lines(LastCheck check, DiaryDocument diary, DateOnly asOf)
    {
        var lines = new List<(string Text, string? Class, bool Current, DateOnly Start)>();
        foreach (var said in check.Case.Statements.Where(statement => statement.Kind == StatementKind.Medicine).GroupBy(statement => statement.Text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            if (check.Facts.Knowledge.Recogniser.SaysNothing("medicines", said.Key)) continue;
            var courses = diary.Medicines.Where(course => string.Equals(course.Name.Trim(), said.Key, StringComparison.OrdinalIgnoreCase) && !(course.Started?.Earliest > asOf))
                .OrderBy(course => course.Started?.Earliest ?? DateOnly.MinValue).ToList();
            var last = courses.LastOrDefault();
            // A course that ended because the next dose began is no end.
            var rows = check.Result.Medicines.Where(row => string.Equals(row.Given.Trim(), said.Key, StringComparison.OrdinalIgnoreCase)).ToList();
            var current = rows.Count > 0 ? rows.Exists(row => row.Current) : said.Any(statement => !(statement.End <= asOf));
            var text = ReportWords.Short(said.Key, MostName) + (last?.Dose is { } dose ? $" {ReportWords.Short(dose, MostDose)}" : "") + Dates(courses, said.First(), current);
            lines.Add((text, ClassOf(check, said.Key), current, courses.FirstOrDefault()?.Started?.Earliest ?? said.First().Start ?? DateOnly.MinValue));
        }
        return lines;
    }

    private static string Dates(List<MedicineCourse> courses, CodedStatement said, bool current)
    {
        var start = courses.FirstOrDefault()?.Started is { } started ? ChartWords.Rough(started) : said.Start is { } day ? ReportWords.Month(day) : null;
        var changed = courses.Count > 1 && courses[^1].Started is { } again && current ? $", last change {ChartWords.Rough(again)}" : "";
        var end = current ? null : courses.LastOrDefault()?.Stopped is { } stopped ? ChartWords.Rough(stopped) : said.End is { } ended ? ReportWords.Month(ended) : null;
        return (start, end) switch
        {
            (null, null) => current ? ", start not said" : "",
            (null, _) => $", to {end}",
            (_, null) => $", from {start}{changed}",
            _ => $", {start} to {end}",
        };
    }

    private static string? ClassOf(LastCheck check, string name) =>
        check.Result.Medicines.FirstOrDefault(row => row is { Review: true, Entry: not null } && string.Equals(row.Given.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))?.Entry!.Title;
}
