namespace Uncramp.Diary;

/// <summary>
/// Cramps per week with the range that the diary leaves open, from the nights that were logged and from no others.
/// </summary>
/// <remarks>
/// <para>
/// y cramps in n logged nights. With a Poisson count and Jeffreys' prior the rate a night is Gamma(y + ½, n), and the 95 % range lies between its
/// 2.5 % and 97.5 % quantiles; with y = 0 the lower end is 0 (Brown, Cai &amp; DasGupta 2003, Statistica Sinica 13:19–49).
/// A missing night is in neither y nor n: it widens the range and never moves the rate towards zero.
/// </para>
/// <para>
/// Cramps come in good and bad weeks, and then a Poisson range is too narrow. The dispersion φ is Pearson's χ² over its degrees of freedom
/// (McCullagh &amp; Nelder 1989, Generalized Linear Models, 4.5 and 6.2), once over nights and once over weeks; the larger one counts, and never less than 1.
/// The range is then that of y/φ cramps in n/φ nights: the same rate from proportionally less evidence.
/// </para>
/// </remarks>
public sealed record Rate
{
    /// <summary>A week with fewer logged nights than this says too little.</summary>
    public const int EnoughInWeek = 5;

    private const double Level = 0.95;
    private const int EnoughNights = 14;
    private const int EnoughWeeks = 4;
    private const int EnoughCramps = 5;

    private Rate(int cramps, int nights, double dispersion)
    {
        (Cramps, Nights, Dispersion) = (cramps, nights, dispersion);
        (Low, High) = Range(Level);
    }

    /// <summary>Cramps counted.</summary>
    public int Cramps { get; }

    /// <summary>Nights logged.</summary>
    public int Nights { get; }

    /// <summary>φ, 1 or more: how many times wider than chance the counts scatter.</summary>
    public double Dispersion { get; }

    /// <summary>The cramps counted, per week of logged nights.</summary>
    public double PerWeek => 7 * PerNight;

    /// <summary>The cramps counted, per logged night.</summary>
    public double PerNight => (double)Cramps / Nights;

    /// <summary>Lower end of the 95 % range, per week.</summary>
    public double Low { get; }

    /// <summary>Upper end of the 95 % range, per week.</summary>
    public double High { get; }

    /// <summary>True when cramps come in clusters, so that a few weeks may mislead.</summary>
    public bool Clustered => Dispersion >= 2;

    internal double Shape => (Cramps / Dispersion) + 0.5;

    internal double Exposure => Nights / Dispersion;

    /// <summary>The rate over nights, or null when none of them is logged.</summary>
    public static Rate? Of(IEnumerable<NightRow> rows) => Of(rows, row => row.Cramps);

    /// <summary>The rate of what <paramref name="count"/> counts, null for a night that is not to count.</summary>
    /// <param name="rows">Nights in order, gaps as missing nights.</param>
    /// <param name="count">Cramps of a night.</param>
    public static Rate? Of(IEnumerable<NightRow> rows, Func<NightRow, int?> count)
    {
        var counts = rows.Select(row => (row.Night, Count: count(row))).Where(row => row.Count is not null).Select(row => (row.Night, Count: row.Count!.Value)).ToList();
        if (counts.Count == 0) return null;
        var cramps = counts.Sum(row => row.Count);
        return new Rate(cramps, counts.Count, DispersionOf(counts, cramps));
    }

    /// <summary>A rate of which only the totals are known: cramps in logged nights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No night, or fewer than no cramps.</exception>
    public static Rate Of(int cramps, int nights, double dispersion = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nights, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cramps);
        ArgumentOutOfRangeException.ThrowIfLessThan(dispersion, 1);
        return new Rate(cramps, nights, dispersion);
    }

    /// <summary>With and without the nights that bear a tag: a race is not the usual. Either may be null.</summary>
    public static (Rate? All, Rate? Without) Excluding(IReadOnlyList<NightRow> rows, IReadOnlyCollection<string> tags) =>
        (Of(rows), Of(rows, row => tags.Any(row.Has) ? null : row.Cramps));

    private (double Low, double High) Range(double level)
    {
        var tail = (1 - level) / 2;
        return (Cramps == 0 ? 0 : 7 * GammaAndBeta.GammaQuantile(tail, Shape) / Exposure, 7 * GammaAndBeta.GammaQuantile(1 - tail, Shape) / Exposure);
    }

    private static double DispersionOf(List<(Night Night, int Count)> counts, int cramps)
    {
        if (counts.Count < EnoughNights || cramps < EnoughCramps) return 1;
        var mean = (double)cramps / counts.Count;
        var nights = counts.Sum(row => Square(row.Count - mean) / mean) / (counts.Count - 1);
        var weeks = counts.GroupBy(row => row.Night.Monday).Where(week => week.Count() >= EnoughInWeek).ToList();
        var ofWeeks = weeks.Count < EnoughWeeks ? 1 : weeks.Sum(week => Square(week.Sum(row => row.Count) - (week.Count() * mean)) / (week.Count() * mean)) / (weeks.Count - 1);
        return Math.Max(1, Math.Max(nights, ofWeeks));
    }

    private static double Square(double x) => x * x;
}
