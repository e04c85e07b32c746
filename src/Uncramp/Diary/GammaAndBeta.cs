namespace Uncramp.Diary;

/// <summary>
/// Quantiles of the gamma and beta distributions, which the intervals of rates need and the base library does not have.
/// Formulas by their numbers in the NIST Digital Library of Mathematical Functions, dlmf.nist.gov.
/// </summary>
internal static class GammaAndBeta
{
    private const double Tiny = 1e-300;
    private const double Enough = 1e-15;
    private const int MostSteps = 10_000;

    // Lanczos' approximation with g = 7 and nine terms: C. Lanczos (1964), SIAM J. Numer. Anal. 1:86; coefficients by P. Godfrey.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x); // 5.5.3
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x - 1 + i);
        var t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>P(shape, x): the probability that a gamma variable of rate 1 is below x.</summary>
    public static double GammaBelow(double shape, double x)
    {
        if (x <= 0) return 0;
        var front = Math.Exp((shape * Math.Log(x)) - x - LogGamma(shape));
        if (x < shape + 1)
        {
            // 8.11.4
            double term = 1 / shape, sum = term;
            for (var n = 1; n < MostSteps && term > sum * Enough; n++) sum += term *= x / (shape + n);
            return front * sum;
        }
        // 8.9.2, by Lentz's method
        double b = x + 1 - shape, c = 1 / Tiny, d = 1 / b, fraction = d;
        for (var n = 1; n < MostSteps; n++)
        {
            var a = -n * (n - shape);
            b += 2;
            d = 1 / NotZero((a * d) + b);
            c = NotZero(b + (a / c));
            var step = c * d;
            fraction *= step;
            if (Math.Abs(step - 1) < Enough) break;
        }
        return 1 - (front * fraction);
    }

    /// <summary>The value below which a gamma variable of rate 1 lies with this probability.</summary>
    public static double GammaQuantile(double probability, double shape)
    {
        // Most of the mass lies within a few deviations above the mean; the upper end is pushed out until it is high enough.
        var high = shape + (10 * Math.Sqrt(shape)) + 10;
        while (GammaBelow(shape, high) < probability) high *= 2;
        return Invert(x => GammaBelow(shape, x), x => Math.Exp(((shape - 1) * Math.Log(x)) - x - LogGamma(shape)), probability, high, shape);
    }

    /// <summary>I(x; a, b): the probability that a beta variable is below x.</summary>
    public static double BetaBelow(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast on one side of the mean only; 8.17.4 mirrors the other.
        if (x > (a + 1) / (a + b + 2)) return 1 - BetaBelow(b, a, 1 - x);
        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;
        // 8.17.22, by Lentz's method
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), fraction = d;
        for (var m = 1; m < MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            fraction *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < Enough) break;
        }
        return front * fraction;
    }

    /// <summary>The value below which a beta variable lies with this probability.</summary>
    public static double BetaQuantile(double probability, double a, double b) => Invert(
        x => BetaBelow(a, b, x),
        x => Math.Exp(((a - 1) * Math.Log(x)) + ((b - 1) * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)),
        probability, 1, a / (a + b));

    /// <summary>Newton's steps towards the quantile, kept between ends that halve when a step would leave them.</summary>
    private static double Invert(Func<double, double> below, Func<double, double> density, double probability, double high, double start)
    {
        double low = 0, x = start;
        for (var i = 0; i < 200; i++)
        {
            var miss = below(x) - probability;
            if (miss > 0) high = x;
            else low = x;
            var next = x - (miss / density(x));
            if (!(next > low && next < high)) next = low > 0 && high / low > 4 ? Math.Sqrt(low * high) : (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-13 * x) return next;
            x = next;
        }
        return x;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
