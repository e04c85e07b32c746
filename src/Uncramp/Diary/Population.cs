namespace Uncramp.Diary;

/// <summary>
/// How a rate compares with the adults of a country: "In the past month, how often did you have leg cramps while trying to sleep?"
/// in the US health survey NHANES 2005–2008.
/// </summary>
/// <remarks>
/// Grandner &amp; Winkelman 2017 give 24 to 25 % mild and 6 % moderate to severe; the latter is five or more a month. Other shares are quoted from the
/// same survey (32 % any, 20 % two or more), but no source we have read has them, so they are not said.
/// A memory of a month is not a diary: people who count find more.
/// </remarks>
public static class Population
{
    /// <summary>The paper that a page can look up among the sources of the knowledge.</summary>
    public const string Doi = "10.1371/journal.pone.0178465";

    /// <summary>The survey, in words for people.</summary>
    public const string Survey = "adults in the United States, asked in 2005 to 2008";

    /// <summary>The share of adults with mild night cramps, in percent.</summary>
    public const string MildPercent = "24 to 25";

    /// <summary>The share of adults with moderate to severe ones, in percent.</summary>
    public const int OftenPercent = 6;

    /// <summary>From how many a month on they count as moderate.</summary>
    public const int OftenPerMonth = 5;

    private const double WeeksInMonth = 365.25 / 12 / 7;

    /// <summary>The rate, per month.</summary>
    public static double PerMonth(Rate rate) => rate.PerWeek * WeeksInMonth;

    /// <summary>Whether the rate is that of the few who have them most often.</summary>
    public static bool IsOften(Rate rate) => PerMonth(rate) >= OftenPerMonth;

    /// <summary>The share that has as many cramps as this rate, to the nearest step below that a source tells; null where none does.</summary>
    public static (int PerMonth, int Percent)? Of(Rate rate) => IsOften(rate) ? (OftenPerMonth, OftenPercent) : null;
}
