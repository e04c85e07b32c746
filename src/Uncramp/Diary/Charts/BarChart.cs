namespace Uncramp.Diary.Charts;

/// <summary>A bar of a chart.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Length">How long it is; bars of one chart are compared.</param>
/// <param name="Said">The number as it is said.</param>
public sealed record Bar(string Name, double Length, string Said);

/// <summary>Counts, one bar under the other, each with its name and number above it.</summary>
public static class BarChart
{
    private const double Left = 4;
    private const double Row = 38;
    private const double BarHeight = 11;

    /// <summary>The chart, bars as they are given.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="columns">The two headings of its table.</param>
    /// <param name="id">The id of the picture on its page.</param>
    /// <param name="most">How many bars are drawn; the table has all.</param>
    public static Chart Of(string title, IReadOnlyList<Bar> bars, (string Name, string Count) columns, string id, int most = int.MaxValue)
    {
        var drawn = bars.Take(most).ToList();
        var longest = Math.Max(1, drawn.Count == 0 ? 1 : drawn.Max(bar => bar.Length));
        var svg = new Svg();
        for (var i = 0; i < drawn.Count; i++)
        {
            svg.Text(Left, (i * Row) + 14, drawn[i].Name, "place").Text(Svg.Width - Left, (i * Row) + 14, drawn[i].Said, "figure", "end").Line(Left, (i * Row) + 20 + BarHeight, Svg.Width - Left, (i * Row) + 20 + BarHeight, "axis");
            if (drawn[i].Length > 0) svg.Bar(Left, (i * Row) + 20, Math.Max(2, (Svg.Width - (2 * Left)) * drawn[i].Length / longest), BarHeight, "bar");
        }
        var description = drawn.Count == 0 ? "There is nothing to show." : string.Join(". ", drawn.Select(bar => $"{bar.Name}: {bar.Said}")) + ".";
        return new Chart(svg.Whole(id, "bar-chart", Math.Max(1, drawn.Count) * Row, title, description), title, description, [columns.Name, columns.Count], [.. bars.Select(bar => (IReadOnlyList<string>)[bar.Name, bar.Said])]);
    }
}
