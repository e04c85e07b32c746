namespace Uncramp.Trials;

/// <summary>Two blocks that were put in random order: counted nights and cramps of each.</summary>
/// <param name="NightsWithout">Counted nights of the block without.</param>
/// <param name="CrampsWithout">Cramps in them.</param>
/// <param name="NightsWith">Counted nights of the block with.</param>
/// <param name="CrampsWith">Cramps in them.</param>
public readonly record struct Pair(int NightsWithout, long CrampsWithout, int NightsWith, long CrampsWith)
{
    /// <summary>
    /// Cramps without less those with, each weighted with the nights of the other block: n₁n₂ times the difference of the two rates.
    /// A block of which no night was counted says nothing.
    /// </summary>
    internal long Difference => (CrampsWithout * NightsWith) - (CrampsWith * NightsWithout);
}

/// <summary>
/// Had the measure done nothing, every pair could as well have been drawn the other way round. This is the share of all such draws
/// that would have looked at least as good for it: the exact one-sided p of R. A. Fisher's randomisation test.
/// </summary>
/// <remarks>
/// With n pairs there are 2ⁿ draws. The differences are whole numbers, so the distribution of their signed sum is built up pair by pair,
/// in time proportional to n times its range; nothing is sampled and nothing is left out.
/// </remarks>
public static class RandomisationTest
{
    /// <summary>With fewer pairs even the best result has p above 0.05.</summary>
    public const int FewestPairs = 5;

    private const long MostRange = 20_000_000;

    /// <summary>The exact one-sided p, in (0, 1]. Without any difference it is 1.</summary>
    public static double P(IReadOnlyList<Pair> pairs)
    {
        var sizes = pairs.Select(pair => Math.Abs(pair.Difference)).Where(size => size > 0).ToList();
        if (sizes.Count == 0) return 1;
        var unit = sizes.Aggregate(Divisor);
        // Beyond any diary the differences are made coarser, which still is a valid test.
        while (sizes.Sum(size => size / unit) > MostRange) unit *= 2;
        var range = sizes.Sum(size => size / unit);
        // Flipping a sign takes 2·size away from the highest sum, so only what is taken away needs counting.
        var share = new double[range + 1];
        share[0] = 1;
        var reached = 0L;
        foreach (var size in sizes.Select(size => size / unit))
        {
            for (var taken = reached + size; taken >= 0; taken--) share[taken] = ((taken <= reached ? share[taken] : 0) + (taken >= size ? share[taken - size] : 0)) / 2;
            reached += size;
        }
        var observed = pairs.Sum(pair => pair.Difference / unit);
        var most = (range - observed) / 2;
        var p = 0.0;
        for (var taken = 0L; taken <= most; taken++) p += share[taken];
        return Math.Min(1, p);
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
