using System.Globalization;
using Uncramp.Diary.Charts;

namespace Uncramp.Signals;

/// <summary>One line of a forest plot.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Ratio">Its ratio.</param>
public sealed record ForestRow(string Name, SequenceRatio Ratio);

/// <summary>Adjusted sequence ratios as dots with their intervals on one scale that doubles from mark to mark. The upright line is no difference.</summary>
public static class ForestChart
{
    /// <summary>Fewer people than this could be told apart: their number, and whatever it could be worked out from, is not shown.</summary>
    public const int FewestShown = 5;

    private const double Left = 12;
    private const double Right = Svg.Width - 12;
    private const double First = 44;
    private const double Row = 42;
    private const double Widest = 16;
    private const int LongestName = 30;

    /// <summary>Whether so few people are behind a ratio that it is not shown.</summary>
    public static bool IsTooFew(SequenceRatio ratio) => ratio.IndexFirst < FewestShown || ratio.MarkerFirst < FewestShown;

    /// <summary>The chart.</summary>
    /// <param name="rows">The rows, as they are to stand.</param>
    /// <param name="marker">What stands for the cramps.</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart Of(IReadOnlyList<ForestRow> rows, string marker, string id = "forest")
    {
        var title = $"Begun before or after: {marker}";
        var drawn = rows.Where(row => !IsTooFew(row.Ratio) && row.Ratio.Adjusted is not null).ToList();
        var reach = drawn.Count == 0 ? 2 : Math.Clamp(drawn.Max(row => Math.Max(Far(row.Ratio.AdjustedInterval.Low!.Value), Far(row.Ratio.AdjustedInterval.High!.Value))), 2, Widest);
        reach = Math.Pow(2, Math.Ceiling(Math.Log2(reach)));
        var floor = First + (Math.Max(1, drawn.Count) * Row) - 18;
        var svg = new Svg();
        for (var tick = 1 / reach; tick <= reach * 1.01; tick *= 2) svg.Line(X(tick), floor, X(tick), floor + 4, "axis").Text(X(tick), floor + 17, Tick(tick), "tick", "middle");
        svg.Line(Left, floor, Right, floor, "axis").Line(X(1), 18, X(1), floor, "none", 1, "3 3")
            .Text(X(1) - 6, 12, "marker first", "unit", "end").Text(X(1) + 6, 12, "medicine first", "unit");
        for (var i = 0; i < drawn.Count; i++)
        {
            var (name, ratio) = drawn[i];
            var (low, high) = (ratio.AdjustedInterval.Low!.Value, ratio.AdjustedInterval.High!.Value);
            var y = First + (i * Row) + 6;
            svg.Text(Left, y - 12, Short(name), "name").Text(Right, y - 12, Range(ratio), "figure", "end").Line(X(low), y, X(high), y, "range", 2);
            // An end beyond the scale is open; an end on it is closed by a stroke.
            if (low >= 1 / reach) svg.Line(X(low), y - 4, X(low), y + 4, "range", 2);
            if (high <= reach) svg.Line(X(high), y - 4, X(high), y + 4, "range", 2);
            if (ratio.IsSignal) svg.Disc(X(ratio.Adjusted!.Value), y, 5, "guess");
            else svg.Ring(X(ratio.Adjusted!.Value), y, 4, "guess", 2);
        }
        var signals = drawn.Count(row => row.Ratio.IsSignal);
        var description = drawn.Count == 0 ? "There are too few people for any medicine." : string.Join(" ", drawn.Select(row => $"{row.Name}: {Range(row.Ratio)}.").Prepend($"Adjusted sequence ratios with 95 % intervals. {signals} of {drawn.Count} lie wholly above 1; their dots are filled."));
        return new Chart(
            svg.Whole(id, "forest-chart", floor + 22, title, description), title, description,
            ["Medicine", "New to it", "Medicine first", "Marker first", "Crude ratio", "By trend alone", "Adjusted (95 % interval)"],
            [.. rows.Select(Cells)]);

        double X(double ratio) => Left + ((Right - Left) * (Math.Clamp(Math.Log2(ratio) / Math.Log2(reach), -1, 1) + 1) / 2);
    }

    private static IReadOnlyList<string> Cells(ForestRow row) => IsTooFew(row.Ratio)
        ? [row.Name, Count(row.Ratio.NewIndex), Few(row.Ratio.IndexFirst), Few(row.Ratio.MarkerFirst), "–", "–", "–"]
        : [row.Name, Count(row.Ratio.NewIndex), Count(row.Ratio.IndexFirst), Count(row.Ratio.MarkerFirst), Number(row.Ratio.Crude), Number(row.Ratio.Null), row.Ratio.Adjusted is null ? "–" : Range(row.Ratio)];

    /// <summary>A number of people, or that they are few.</summary>
    public static string Count(int people) => people < FewestShown ? $"fewer than {FewestShown}" : people.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1.48 (1.29 to 1.68)</c>.</summary>
    public static string Range(SequenceRatio ratio) => $"{Number(ratio.Adjusted)} ({Number(ratio.AdjustedInterval.Low)} to {Number(ratio.AdjustedInterval.High)})";

    /// <summary>A ratio with two places, or a dash.</summary>
    public static string Number(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    // Beside a number that is not shown, the other is not shown either: their sum may stand elsewhere.
    private static string Few(int people) => people < FewestShown ? Count(people) : "not shown";

    private static double Far(double ratio) => ratio <= 0 ? Widest : Math.Max(ratio, 1 / ratio);

    // What stands in brackets explains a name; beside the numbers there is room for the name alone.
    private static string Short(string name) => name.Length <= LongestName || name.IndexOf(" (", StringComparison.Ordinal) is not (> 0 and var bracket) ? name : name[..bracket];

    private static string Tick(double tick) => tick >= 1 ? tick.ToString("0", CultureInfo.InvariantCulture) : $"1/{1 / tick:0}";
}
