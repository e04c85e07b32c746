using System.Globalization;

namespace Uncramp.Diary.Charts;

/// <summary>Cramps by the hour at which they began, from noon to noon, so that the night stands in the middle and is not cut.</summary>
public static class HourChart
{
    private const double Left = 18;
    private const double Top = 20;
    private const double Bottom = 140;
    private const double Hour = (Svg.Width - (2 * Left)) / 24;

    /// <summary>The chart of 24 numbers, from midnight (<see cref="Pattern.ByHour"/>).</summary>
    /// <exception cref="ArgumentException">There are not 24.</exception>
    public static Chart Of(IReadOnlyList<int> byHour, string id = "by-hour")
    {
        if (byHour.Count != 24) throw new ArgumentException($"There are {byHour.Count} hours; a day has 24.", nameof(byHour));
        const string title = "When the cramps came";
        var most = Math.Max(1, byHour.Max());
        var description = Describe(byHour);
        var svg = new Svg().Line(Left, Bottom, Svg.Width - Left, Bottom, "axis");
        for (var i = 0; i < 24; i++)
        {
            var hour = (i + 12) % 24;
            var x = Left + (i * Hour);
            if (i % 3 == 0) svg.Line(x, Bottom, x, Bottom + 4, "axis").Text(x, Bottom + 17, Clock(hour), "tick", "middle");
            if (byHour[hour] == 0) continue;
            var height = (Bottom - Top) * byHour[hour] / most;
            svg.Bar(x + 1.5, Bottom - height, Hour - 3, height, "bar").Text(x + (Hour / 2), Bottom - height - 4, byHour[hour].ToString(CultureInfo.InvariantCulture), "count", "middle");
        }
        return new Chart(
            svg.Whole(id, "hour-chart", Bottom + 24, title, description), title, description, ["Hour", "Cramps"],
            [.. Enumerable.Range(0, 24).Select(i => (i + 12) % 24).Select(hour => (IReadOnlyList<string>)[$"{Clock(hour)} to {Clock((hour + 1) % 24)}", byHour[hour].ToString(CultureInfo.InvariantCulture)])]);
    }

    private static string Describe(IReadOnlyList<int> byHour)
    {
        var all = byHour.Sum();
        if (all == 0) return "No cramps logged with a time.";
        var peak = Enumerable.Range(0, 24).MaxBy(hour => byHour[hour]);
        return $"{ChartWords.Count(all, "cramp")} with a time. The hour with the most: {Clock(peak)} to {Clock((peak + 1) % 24)}, with {byHour[peak]}.";
    }

    private static string Clock(int hour) => $"{hour:00}:00";
}
