using System.Globalization;

namespace Uncramp.Diary.Charts;

/// <summary>Numbers and dates as the charts and tables say them.</summary>
public static class ChartWords
{
    /// <summary>A rate: <c>2.4</c>, from ten on <c>12</c>.</summary>
    public static string Number(double value) => value.ToString(value >= 9.95 ? "0" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>A day: <c>3 Mar 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day without its year: <c>3 Mar</c>.</summary>
    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>A date as well as it is known: <c>3 Mar 2026</c>, <c>Mar 2026</c>, <c>2026</c>.</summary>
    public static string Rough(RoughDate date) => date.Text.Length switch
    {
        4 => date.Text,
        7 => date.Earliest.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        _ => Day(date.Earliest),
    };

    /// <summary><c>1 night</c>, <c>2 nights</c>.</summary>
    public static string Count(int number, string one) => $"{number.ToString(CultureInfo.InvariantCulture)} {one}{(number == 1 ? "" : "s")}";
}
