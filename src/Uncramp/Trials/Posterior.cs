namespace Uncramp.Trials;

/// <summary>What the counted nights leave open about the rate ratio, with over without. Below 1 the measure means fewer cramps.</summary>
public sealed class Posterior
{
    private const int Steps = 16;

    private readonly double start;
    private readonly double step;
    private readonly double[] below;

    /// <param name="start">The log rate ratio at the first density.</param>
    /// <param name="step">The step between densities.</param>
    /// <param name="density">The density, up to a factor.</param>
    internal Posterior(double start, double step, ReadOnlySpan<double> density)
    {
        // The logarithm of the density is nearly a parabola, so a cubic through four of its points is right to 1e-5 in between.
        var logs = new double[density.Length + 2];
        for (var k = 0; k < density.Length; k++) logs[k + 1] = Math.Log(density[k]);
        logs[0] = (2 * logs[1]) - logs[2];
        logs[^1] = (2 * logs[^2]) - logs[^3];
        below = new double[((density.Length - 1) * Steps) + 1];
        (this.start, this.step) = (start, step / Steps);
        var before = density[0];
        for (var j = 1; j < below.Length; j++)
        {
            var (k, t) = (((j - 1) / Steps) + 1, (((j - 1) % Steps) + 1.0) / Steps);
            var here = Math.Exp(Cubic(logs[k - 1], logs[k], logs[k + 1], logs[k + 2], t));
            below[j] = below[j - 1] + ((before + here) / 2);
            before = here;
        }
        var total = below[^1];
        for (var j = 0; j < below.Length; j++) below[j] /= total;
    }

    /// <summary>The middle: it is as likely below as above.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Lower end of the central 95 % range.</summary>
    public double Low => Quantile(0.025);

    /// <summary>Upper end of the central 95 % range.</summary>
    public double High => Quantile(0.975);

    /// <summary>Probability of any benefit at all.</summary>
    public double AnyFewer => Below(1);

    /// <summary>Probability of at least a quarter fewer: the least change that trials of cramps call worth it.</summary>
    public double QuarterFewer => Below(0.75);

    /// <summary>Probability of at least 30 % fewer.</summary>
    public double ThirtyFewer => Below(0.7);

    /// <summary>The probability that the rate ratio is below a value above 0.</summary>
    public double Below(double ratio)
    {
        var at = (Math.Log(ratio) - start) / step;
        if (at <= 0) return 0;
        if (at >= below.Length - 1) return 1;
        var j = (int)at;
        return below[j] + ((at - j) * (below[j + 1] - below[j]));
    }

    /// <summary>The rate ratio below which it lies with this probability.</summary>
    public double Quantile(double probability)
    {
        var j = Array.BinarySearch(below, probability);
        if (j >= 0) return Math.Exp(start + (j * step));
        j = Math.Clamp(~j, 1, below.Length - 1);
        var part = (probability - below[j - 1]) / (below[j] - below[j - 1]);
        return Math.Exp(start + ((j - 1 + part) * step));
    }

    /// <summary>Lagrange's cubic through four points at −1, 0, 1 and 2.</summary>
    private static double Cubic(double a, double b, double c, double d, double t) =>
        b + (t * ((-a / 3) - (b / 2) + c - (d / 6) + (t * (((a + c) / 2) - b + (t * (((d - a) / 6) + ((b - c) / 2)))))));
}
