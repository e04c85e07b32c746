using System.Globalization;
using Uncramp.Diary.Charts;

namespace Uncramp.Trials;

/// <summary>
/// The blocks of a trial in order, each as high as the cramps a week in its counted nights: filled with the measure, hatched without.
/// A block without a counted night is a dashed line at the floor, not a low one.
/// </summary>
public static class BlockChart
{
    private const double Left = 30;
    private const double Right = Svg.Width - 4;
    private const double Roof = 24;
    private const double Floor = 124;
    private const double Hatch = 5;
    private const int MostLabels = 24;

    /// <summary>The strip.</summary>
    /// <param name="data">The nights of the trial.</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart Of(TrialData data, string id = "blocks")
    {
        const string title = "Block by block";
        var blocks = data.Nights.GroupBy(night => night.Scheduled.Block).Select(block => new Block(
            block.Key, block.First().Scheduled.Arm, block.Count(night => night.Use == NightUse.Counted), block.Where(night => night.Use == NightUse.Counted).Sum(night => night.Cramps!.Value),
            block.Count(night => night.Use == NightUse.Missing))).ToList();
        var top = Math.Max(1, Math.Ceiling(blocks.Max(block => block.PerWeek) ?? 1));
        var width = (Right - Left) / Math.Max(1, blocks.Count);
        var svg = new Svg().Text(4, 12, "cramps a week", "unit").Text(Left - 6, Roof + 4, top.ToString("0", CultureInfo.InvariantCulture), "tick", "end").Text(Left - 6, Floor + 4, "0", "tick", "end");
        svg.Line(Left, Roof, Right, Roof, "grid", 0.3, opacity: 0.4).Line(Left, Floor, Right, Floor, "axis");
        foreach (var block in blocks)
        {
            var (x, wide) = (Left + (block.Number * width) + (width * 0.1), width * 0.8);
            if (block.PerWeek is not { } rate) svg.Line(x, Floor - 3, x + wide, Floor - 3, "missing", 2, "2 3");
            else
            {
                var y = Floor - Math.Max(2, (Floor - Roof) * rate / top);
                if (block.Arm == Arm.With) svg.Bar(x, y, wide, Floor - y, "with");
                else Hatched(svg, x, y, wide);
            }
            if (blocks.Count <= MostLabels) svg.Text(x + (wide / 2), Floor + 16, block.Arm == Arm.With ? "w" : "–", "tick", "middle");
        }
        svg.Bar(Left, Floor + 26, 14, 12, "with").Text(Left + 20, Floor + 36, "with it", "legend");
        Hatched(svg, Left + 90, Floor + 26, 14, 12);
        svg.Text(Left + 110, Floor + 36, "without it", "legend");
        var description = $"{ChartWords.Count(blocks.Count, "block")} of nights in the order they came. {Span("With it", Arm.With)} {Span("Without it", Arm.Without)}";
        return new Chart(
            svg.Whole(id, "block-chart", Floor + 44, title, description), title, description, ["Block", "It was", "Cramps", "Nights that count", "Not logged"],
            [.. blocks.Select(block => (IReadOnlyList<string>)[$"{block.Number + 1}", block.Arm == Arm.With ? "with it" : "without it", block.Nights == 0 ? "not known" : $"{block.Cramps}", $"{block.Nights}", $"{block.Missing}"])]);

        string Span(string name, Arm arm)
        {
            var rates = blocks.Where(block => block.Arm == arm).Select(block => block.PerWeek).OfType<double>().ToList();
            return rates.Count == 0 ? $"{name}: nothing logged." : $"{name}: {ChartWords.Number(rates.Min())} to {ChartWords.Number(rates.Max())} cramps a week.";
        }
    }

    /// <summary>A frame with slanted lines, told from a filled bar without colour.</summary>
    private static void Hatched(Svg svg, double x, double y, double width, double height = 0)
    {
        var floor = height > 0 ? y + height : Floor;
        svg.Line(x, y, x + width, y, "without", 1.2).Line(x, y, x, floor, "without", 1.2).Line(x + width, y, x + width, floor, "without", 1.2);
        for (var at = floor - Hatch; at > y; at -= Hatch)
        {
            var rise = Math.Min(width, at - y);
            svg.Line(x, at, x + rise, at - rise, "without", 1);
        }
        if (height > 0) svg.Line(x, floor, x + width, floor, "without", 1.2);
    }

    private sealed record Block(int Number, Arm Arm, int Nights, int Cramps, int Missing)
    {
        public double? PerWeek => Nights == 0 ? null : 7.0 * Cramps / Nights;
    }
}
