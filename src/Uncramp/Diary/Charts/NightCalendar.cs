using System.Globalization;

namespace Uncramp.Diary.Charts;

/// <summary>
/// Nights as weeks: a filled disc with the number of cramps, a hollow ring for a quiet night, a dashed ring for a missing one.
/// Told apart by shape, so that it reads in grey and to every eye; a missing night looks like a gap and not like a good night.
/// </summary>
public static class NightCalendar
{
    private const double Left = 70;
    private const double Top = 26;
    private const double Cell = 41;
    private const double Radius = 15;

    /// <summary>The calendar of some nights.</summary>
    /// <param name="rows">Nights in order, gaps as missing nights.</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart Of(IReadOnlyList<NightRow> rows, string id = "night-calendar")
    {
        const string title = "Your nights";
        var description = Describe(rows);
        var svg = new Svg();
        var firstWeek = rows.Count > 0 ? rows[0].Night.Monday : default;
        for (var day = 0; day < 7; day++) svg.Text(X(day), 12, "MTWTFSS".Substring(day, 1), "day", "middle");
        foreach (var row in rows)
        {
            var (week, day) = (row.Night.Since(firstWeek) / 7, row.Night.Since(firstWeek) % 7);
            var y = Top + (week * Cell) + (Cell / 2);
            if (day == 0 || row == rows[0]) svg.Text(4, y + 4, ChartWords.ShortDay(row.Night.Monday.Evening), "week");
            Draw(svg, row, X(day), y);
        }
        var weeks = rows.Count > 0 ? (rows[^1].Night.Since(firstWeek) / 7) + 1 : 0;
        return new Chart(
            svg.Whole(id, "night-calendar", Top + (weeks * Cell) + 2, title, description), title, description,
            ["Night of", "How it was", "Cramps"],
            [.. rows.Select(row => (IReadOnlyList<string>)[ChartWords.Day(row.Night.Evening), Word(row.State), row.Cramps?.ToString(CultureInfo.InvariantCulture) ?? "not known"])]);
    }

    private static void Draw(Svg svg, NightRow row, double x, double y)
    {
        switch (row.State)
        {
            case NightState.Quiet: svg.Ring(x, y, Radius, "quiet", 2); break;
            case NightState.Missing: svg.Ring(x, y, Radius, "missing", 1, "2 5"); break;
            default: svg.Disc(x, y, Radius + 1, "cramps").Text(x, y + 4.5, row.Cramps!.Value.ToString(CultureInfo.InvariantCulture), "on-disc", "middle", "#fff"); break;
        }
    }

    private static string Word(NightState state) => state switch
    {
        NightState.Quiet => "Quiet",
        NightState.Missing => "Not logged",
        _ => "Cramps",
    };

    private static string Describe(IReadOnlyList<NightRow> rows)
    {
        if (rows.Count == 0) return "No nights yet.";
        int Of(NightState state) => rows.Count(row => row.State == state);
        return $"{ChartWords.Count(rows.Count, "night")} from {ChartWords.Day(rows[0].Night.Evening)} to {ChartWords.Day(rows[^1].Night.Evening)}. "
            + $"{Of(NightState.Cramps)} with cramps, {Of(NightState.Quiet)} quiet, {Of(NightState.Missing)} not logged. A night not logged is not a quiet night.";
    }

    private static double X(int day) => Left + (day * Cell) + (Cell / 2);
}
