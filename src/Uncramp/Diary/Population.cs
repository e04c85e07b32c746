namespace Uncramp.Diary;

/// <summary>
/// How a rate compares with the adults of a country: "In the past month, how often did you have leg cramps while trying to sleep?"
/// in the US health survey NHANES 2005–2008.
/// </summary>
/// <remarks>
/// The share of five or more a month (6 %, "moderate to severe") stands in Grandner &amp; Winkelman 2017. They give 24 to 25 % for one to four a month;
/// the shares for one or more and for two or more are survey counts that do not stand in the paper's summary.
/// A memory of a month is not a diary: people who count find more.
/// </remarks>
public static class Population
{
    /// <summary>The paper that a page can look up among the sources of the knowledge.</summary>
    public const string Doi = "10.1371/journal.pone.0178465";

    /// <summary>The survey, in words for people.</summary>
    public const string Survey = "adults in the United States, asked in 2005 to 2008";

    private const double WeeksInMonth = 365.25 / 12 / 7;

    /// <summary>Shares of adults with at least so many cramps a month, the fewest first.</summary>
    public static IReadOnlyList<(int PerMonth, int Percent)> AtLeast { get; } = [(1, 32), (2, 20), (5, 6)];

    /// <summary>The share that has as many cramps as this rate, to the nearest step below; null under one a month.</summary>
    public static (int PerMonth, int Percent)? Of(Rate rate)
    {
        (int, int)? found = null;
        foreach (var step in AtLeast)
            if (rate.PerWeek * WeeksInMonth >= step.PerMonth) found = step;
        return found;
    }
}
