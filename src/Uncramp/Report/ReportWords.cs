using System.Globalization;
using Uncramp.Diary;
using Uncramp.Diary.Charts;

namespace Uncramp.Report;

/// <summary>Numbers, ranges and dates as a report says them.</summary>
internal static class ReportWords
{
    public static string Day(DateOnly day) => ChartWords.Day(day);

    public static string Number(double value) => ChartWords.Number(value);

    /// <summary>"2.4 a week (1.9 to 3.0)".</summary>
    public static string AWeek(Rate rate) => $"{Number(rate.PerWeek)} a week ({Number(rate.Low)} to {Number(rate.High)})";

    /// <summary>"0.7 times as many, range 0.4 to 1.2": one hundredth matters little, a tenth does.</summary>
    public static string Times(RateRatio ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.Ratio:0.0#} times, range {ratio.Low:0.0#} to {ratio.High:0.0#}");

    public static string Count(int number, string one) => ChartWords.Count(number, one);

    /// <summary>A date read from a case may have been a month only, which reads as its first day; a month is true of both.</summary>
    public static string Month(DateOnly day) => day.Day == 1 ? day.ToString("MMM yyyy", CultureInfo.InvariantCulture) : Day(day);

    public static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>What somebody wrote, cut to what a line can carry.</summary>
    public static string Short(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= most ? line : $"{line[..(most - 1)].TrimEnd()}…";
    }

    /// <summary>The middle of some numbers; null when there are none.</summary>
    public static double? Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
