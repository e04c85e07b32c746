namespace Uncramp.Trials;

/// <summary>
/// How cramps in a night are thought to come about.
/// </summary>
/// <remarks>
/// <para>
/// Cramps yᵢ in night i have mean μᵢ, log μᵢ = α + β·(xᵢ − x̄) + γ·tᵢ, with xᵢ = 1 in nights with the measure and 0 in the others.
/// exp(β) is the rate ratio: how many times as many cramps come with the measure as without. Centred so, α is the log rate of an average night.
/// Priors: β ~ N(0, <see cref="SlopeSd"/>²), α ~ N(0, 2.5²), γ ~ N(0, 1) over the length of the trial where a trend is in the model, else γ = 0.
/// </para>
/// <para>
/// Counts are Poisson, or negative binomial with variance μ + μ²/φ and φ ~ Exp(1): some nights are just worse than others.
/// </para>
/// </remarks>
/// <param name="Overdispersed">Negative binomial; false: Poisson.</param>
/// <param name="SlopeSd">Standard deviation of the prior of the log rate ratio.</param>
/// <param name="Trend">Whether cramps may grow or fade over the trial whatever is done.</param>
public sealed record EffectModel(bool Overdispersed, double SlopeSd, bool Trend = false)
{
    internal const double InterceptSd = 2.5;

    /// <summary>The reference model with Poisson counts.</summary>
    public static EffectModel Poisson { get; } = new(false, 1);

    /// <summary>The reference model: negative binomial counts.</summary>
    public static EffectModel NegativeBinomial { get; } = new(true, 1);

    /// <summary>
    /// What a verdict rests on. People look every week; the sceptical prior N(0, 0.35²) keeps a lucky week from becoming "it helps".
    /// </summary>
    public static EffectModel Sceptical { get; } = new(true, 0.35);
}
