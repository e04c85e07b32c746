namespace Uncramp.Diary;

/// <summary>How many times as often cramps came in some nights as in others.</summary>
/// <param name="Ratio">The middle of what the diary leaves open; 1: no difference.</param>
/// <param name="Low">Lower end of the range.</param>
/// <param name="High">Upper end of the range.</param>
/// <remarks>
/// With two rates of Gamma(a, m) and Gamma(b, n) the share λ₁m / (λ₁m + λ₂n) is Beta(a, b), so the ratio has exact quantiles.
/// Both rates are given the larger of their dispersions: where one side scatters, the other cannot be trusted more.
/// </remarks>
public sealed record RateRatio(double Ratio, double Low, double High)
{
    /// <summary>True when the range leaves "no difference" out.</summary>
    public bool Differs => Low > 1 || High < 1;

    /// <summary>The ratio of two rates.</summary>
    /// <param name="some">Above the line.</param>
    /// <param name="others">Below the line.</param>
    /// <param name="level">How much the range holds, 0.95 for one comparison.</param>
    public static RateRatio Of(Rate some, Rate others, double level = 0.95)
    {
        var dispersion = Math.Max(some.Dispersion, others.Dispersion);
        var (a, b) = (Rate.Of(some.Cramps, some.Nights, dispersion), Rate.Of(others.Cramps, others.Nights, dispersion));
        var tail = (1 - level) / 2;
        return new RateRatio(At(0.5), At(tail), At(1 - tail));

        double At(double probability)
        {
            // The share nears 1 where the other rate nears 0; its complement keeps the digits.
            var rest = GammaAndBeta.BetaQuantile(1 - probability, b.Shape, a.Shape);
            return (1 - rest) / rest * b.Exposure / a.Exposure;
        }
    }
}
