using System.Globalization;
using Uncramp.Diary.Charts;
using Uncramp.Knowledge;

namespace Uncramp.Trials;

/// <summary>How many times as many cramps came after a change as before, with its range, above what happened to people on a dummy. Both on one scale, so that neither is seen alone.</summary>
public static class BeforeAfterChart
{
    private const double Left = 8;
    private const double Right = Svg.Width - 12;
    private const double First = 50;
    private const double Row = 44;
    private const double Farthest = 4;

    /// <summary>The chart; null while there is no ratio to draw.</summary>
    /// <param name="picture">The nights before and after.</param>
    /// <param name="dummy">What became of people on a dummy (<see cref="BeforeAfter.Placebo"/>).</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart? Of(BeforeAfter picture, IReadOnlyList<PlaceboArm> dummy, string id = "before-after")
    {
        if (picture.Ratio is not { } ratio) return null;
        const string title = "After beside before";
        var top = Math.Clamp(Math.Ceiling(ratio.High), 2, Farthest);
        var floor = First + ((1 + dummy.Count) * Row) - 14;
        var svg = new Svg().Line(X(1), 18, X(1), floor, "without", 2).Text(X(1), 12, "as before", "unit", "middle");
        for (var tick = 0.0; tick <= top; tick += 0.5) svg.Line(X(tick), floor, X(tick), floor + 4, "axis").Text(X(tick), floor + 17, tick.ToString("0.#", CultureInfo.InvariantCulture), "tick", tick == 0 ? "start" : "middle");
        svg.Line(Left, floor, Right, floor, "axis").Text(Right, floor + 33, "times as many cramps", "unit", "end");
        svg.Text(Left, First - 14, "You", "place").Line(X(ratio.Low), First, X(ratio.High), First, "range", 2).Disc(X(ratio.Ratio), First, 7, "guess");
        for (var i = 0; i < dummy.Count; i++)
        {
            var y = First + ((i + 1) * Row);
            svg.Text(Left, y - 14, Name(dummy[i]), "place").Ring(X(dummy[i].After / dummy[i].Before), y, 6, "dummy", 3);
        }
        var description = string.Join(" ", dummy.Select(arm => $"{Name(arm)}: {Times(arm.After / arm.Before)} times as many as before.").Prepend($"You: {Times(ratio.Ratio)} times as many as before. It could be {Times(ratio.Low)} to {Times(ratio.High)}."));
        return new Chart(
            svg.Whole(id, "before-after-chart", floor + 40, title, description), title, description, ["Who", "Times as many", "At least", "At most"],
            [["You", Times(ratio.Ratio), Times(ratio.Low), Times(ratio.High)], .. dummy.Select(arm => (IReadOnlyList<string>)[Name(arm), Times(arm.After / arm.Before), "not known", "not known"])]);

        double X(double times) => Left + ((Right - Left) * Math.Min(times, top) / top);
    }

    private static string Name(PlaceboArm arm) => $"{ChartWords.Count(arm.People, "person").Replace("persons", "people", StringComparison.Ordinal)} on a dummy, {ChartWords.Count(arm.Weeks, "week")}";

    private static string Times(double ratio) => ratio.ToString("0.0#", CultureInfo.InvariantCulture);
}
