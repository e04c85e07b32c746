using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>The textbook analyses that people who test things on themselves use. Ours is held against them; the product has none of them.</summary>
internal static class PlainAnalysis
{
    private static readonly double[] StudentT95 = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753];
    private static readonly double[] StudentT975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131];

    /// <summary>P(any fewer), with the log of the rate ratio taken as normal, half a cramp added to each arm, and a prior N(0, sd²) on it.</summary>
    public static double AnyFewer(long without, double timeWithout, long with, double timeWith, double priorSd)
    {
        var fewer = Math.Log((without + 0.5) / timeWithout) - Math.Log((with + 0.5) / timeWith);
        var variance = (1 / (without + 0.5)) + (1 / (with + 0.5));
        return NormalBelow(fewer / Math.Sqrt(variance) * Math.Sqrt(priorSd * priorSd / ((priorSd * priorSd) + variance)));
    }

    /// <summary>Whether a quasi-Poisson regression of equal blocks on the arm finds fewer with the measure: Student's t of n − 2, scatter by Pearson's χ² and at least 1.</summary>
    public static bool QuasiPoisson(IReadOnlyList<Pair> blocks, bool twoSided = false)
    {
        double without = blocks.Sum(pair => pair.CrampsWithout), with = blocks.Sum(pair => pair.CrampsWith);
        // With none at all in an arm a log-linear model has no estimate.
        if (without == 0 || with == 0) return false;
        var (meanWithout, meanWith) = (without / blocks.Count, with / blocks.Count);
        var chi = blocks.Sum(pair => (Square(pair.CrampsWithout - meanWithout) / meanWithout) + (Square(pair.CrampsWith - meanWith) / meanWith));
        var degrees = (2 * blocks.Count) - 2;
        var scatter = Math.Max(1, chi / degrees);
        return Math.Log(without / with) / Math.Sqrt(scatter * ((1 / without) + (1 / with))) > StudentT(degrees, twoSided);
    }

    private static double StudentT(int degrees, bool twoSided)
    {
        var exact = twoSided ? StudentT975 : StudentT95;
        if (degrees <= exact.Length) return exact[degrees - 1];
        // Beyond the table: Cornish and Fisher's series, right to the third digit.
        var z = twoSided ? 1.959964 : 1.644854;
        return z + (((z * z * z) + z) / (4 * degrees)) + (((5 * Math.Pow(z, 5)) + (16 * z * z * z) + (3 * z)) / (96.0 * degrees * degrees));
    }

    private static double Square(double x) => x * x;

    // Abramowitz and Stegun 26.2.17, right to 1e-7.
    private static double NormalBelow(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var above = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z > 0 ? 1 - above : above;
    }
}
