using System.Globalization;
using Uncramp.Diary.Charts;

namespace Uncramp.Trials;

/// <summary>
/// What a trial leaves open, as a dot with its range on a scale of cramps a week: the best guess with the measure beside the rate without it.
/// A range that crosses the upright line may be no effect at all.
/// </summary>
public static class EffectChart
{
    private const double Left = 8;
    private const double Right = Svg.Width - 12;
    private const double First = 62;
    private const double Row = 46;

    /// <summary>The chart; null where no cramp came without the measure, so that there is no scale to lay the effect on.</summary>
    /// <param name="result">The result as assigned.</param>
    /// <param name="perProtocol">The effect in the nights done as asked; null: not known.</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart? Of(TrialResult result, Posterior? perProtocol, string id = "effect")
    {
        if (result.Effect is not { } effect || result.Counts.Cramps(Arm.Without) == 0) return null;
        const string title = "Cramps a week with it";
        var without = result.Counts.PerWeek(Arm.Without);
        var rows = new List<(string Name, Posterior Effect)> { ("All nights, as drawn", effect) };
        if (perProtocol is not null) rows.Add(("Only nights you did as asked", perProtocol));
        var (top, step) = Scale(Math.Max(without * 1.15, without * rows.Max(row => row.Effect.High)));
        var floor = First + (rows.Count * Row) - 12;
        var svg = new Svg();
        for (var tick = 0.0; tick <= top + (step / 2); tick += step) svg.Line(X(tick), floor, X(tick), floor + 4, "axis").Text(X(tick), floor + 17, Number(tick), "tick", tick == 0 ? "start" : "middle");
        svg.Line(Left, floor, Right, floor, "axis").Text(Right, floor + 33, "cramps a week", "unit", "end");
        svg.Line(X(without), 18, X(without), floor, "without", 2).Text(X(without), 12, $"without it: {ChartWords.Number(without)}", "unit", X(without) > Svg.Width * 0.7 ? "end" : X(without) < Svg.Width * 0.3 ? "start" : "middle");
        for (var i = 0; i < rows.Count; i++)
        {
            var (name, one) = rows[i];
            var y = First + (i * Row);
            svg.Text(Left, y - 14, name, "place").Line(X(without * one.Low), y, X(without * one.High), y, "range", 2).Line(X(without * one.Quantile(0.25)), y, X(without * one.Quantile(0.75)), y, "half", 7);
            if (i == 0) svg.Disc(X(without * one.Median), y, 7, "guess");
            else svg.Ring(X(without * one.Median), y, 6, "guess", 3);
        }
        var description = string.Join(" ", rows.Select(row => $"{row.Name}: about {ChartWords.Number(without * row.Effect.Median)} a week with it. It could be {ChartWords.Number(without * row.Effect.Low)} to {ChartWords.Number(without * row.Effect.High)}.").Prepend($"Without it: {ChartWords.Number(without)} a week."));
        return new Chart(
            svg.Whole(id, "effect-chart", floor + 40, title, description), title, description, ["Nights", "Best guess, a week", "At least", "At most"],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Name, ChartWords.Number(without * row.Effect.Median), ChartWords.Number(without * row.Effect.Low), ChartWords.Number(without * row.Effect.High)]), ["Without it", ChartWords.Number(without), "", ""]]);

        double X(double perWeek) => Left + ((Right - Left) * Math.Min(perWeek, top) / top);
    }

    /// <summary>A round top and its steps of 1, 2 or 5 in tens.</summary>
    private static (double Top, double Step) Scale(double most)
    {
        var rough = Math.Max(most, 0.5) / 4;
        var ten = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = ten * (rough / ten <= 1 ? 1 : rough / ten <= 2 ? 2 : rough / ten <= 5 ? 5 : 10);
        return (step * Math.Ceiling(most / step), step);
    }

    private static string Number(double tick) => tick.ToString("0.##", CultureInfo.InvariantCulture);
}
