namespace Uncramp.Trials;

/// <summary>What may be said of a measure after a trial, or in the middle of it.</summary>
public enum TrialVerdict : byte
{
    /// <summary>Fewer cramps with it, as good as surely: at least 97.5 %.</summary>
    Helps,
    /// <summary>A quarter fewer or better is unlikely: at most 10 %.</summary>
    NotWorthIt,
    /// <summary>The nights do not tell yet.</summary>
    NotYet,
    /// <summary>The two ways to look at it disagree.</summary>
    NotClear,
    /// <summary>More than 30 % of the nights were not logged.</summary>
    TooMuchMissing,
}

/// <summary>The result of a trial so far.</summary>
/// <remarks>
/// The verdict rests on <see cref="EffectModel.Sceptical"/> and, once there are five pairs, on the randomisation test beside it, which assumes nothing
/// about how cramps come. The model knows of bad nights but not of bad weeks, which is why it never decides alone: docs/statistics.md tells how often
/// a useless measure is called helpful by people who look every week.
/// </remarks>
public sealed record TrialResult
{
    /// <summary>From so many finished blocks on the model has a trend.</summary>
    public const int TrendFromBlocks = 8;

    /// <summary>More missing nights than this share block a verdict.</summary>
    public const double MostMissing = 0.3;

    /// <summary>With fewer pairs the randomisation test cannot reach what "helps" takes of a trial that is watched: 1/2⁶ = 0.016.</summary>
    public const int FewestPairsToHelp = 6;

    private const double Sure = 0.975;
    private const double Unlikely = 0.1;
    private const double AtOdds = 0.05;
    private const double SureWhenWatched = 0.02;

    /// <summary>What may be said.</summary>
    public required TrialVerdict Verdict { get; init; }

    /// <summary>The nights it rests on.</summary>
    public required Counts Counts { get; init; }

    /// <summary>What is left open about the effect, with the sceptical prior; null while an arm has no counted night.</summary>
    public Posterior? Effect { get; init; }

    /// <summary>The exact one-sided p of the randomisation test; null with fewer than five pairs.</summary>
    public double? RandomisationP { get; init; }

    /// <summary>Whether the model had a trend.</summary>
    public bool Trend { get; init; }

    /// <summary>The result of a trial so far, of the nights as assigned.</summary>
    public static TrialResult Of(TrialData data) => Of(data.AsAssigned, data.Pairs, data.MissingShare, data.Blocks >= TrendFromBlocks, watched: true);

    /// <summary>The result of counted nights, in whatever way they came.</summary>
    /// <param name="counts">The nights.</param>
    /// <param name="pairs">Pairs put in random order, as far as they are known.</param>
    /// <param name="missing">Share of nights not logged, from 0 to 1.</param>
    /// <param name="trend">Whether the model has a trend; the counts then need their weeks.</param>
    /// <param name="watched">
    /// Whether it is looked at while it goes on. Then there is no verdict before the fifth pair, and the test has to be surer, p ≤ 0.02:
    /// who looks again and again gives chance more chances. A file that is looked at once is held to p ≤ 0.05, where it shows its pairs at all.
    /// </param>
    public static TrialResult Of(Counts counts, IReadOnlyList<Pair> pairs, double missing = 0, bool trend = false, bool watched = false)
    {
        var effect = counts.HasBoth ? Integration.Posterior(counts, EffectModel.Sceptical with { Trend = trend }) : null;
        double? p = pairs.Count >= RandomisationTest.FewestPairs ? RandomisationTest.P(pairs) : null;
        var verdict = missing > MostMissing ? TrialVerdict.TooMuchMissing
            : effect is null || (watched && p is null) ? TrialVerdict.NotYet
            : effect.AnyFewer >= Sure ? p > AtOdds ? TrialVerdict.NotClear : watched && p > SureWhenWatched ? TrialVerdict.NotYet : TrialVerdict.Helps
            : effect.QuarterFewer <= Unlikely ? p <= AtOdds ? TrialVerdict.NotClear : TrialVerdict.NotWorthIt
            : TrialVerdict.NotYet;
        return new TrialResult { Verdict = verdict, Counts = counts, Effect = effect, RandomisationP = p, Trend = trend && effect is not null };
    }
}
