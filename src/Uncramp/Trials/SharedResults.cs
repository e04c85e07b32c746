using Uncramp.Diary;

namespace Uncramp.Trials;

/// <summary>A finished trial that its owner shares. Nothing of the diary is in it.</summary>
/// <param name="LogRatio">The log rate ratio of the reference model, with over without.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Verdict">What was said of it.</param>
public sealed record SharedResult(double LogRatio, double StandardError, TrialVerdict Verdict)
{
    private const double Central = 1.959963984540054;

    /// <summary>What is shared of a trial: of the reference model, because a sceptical prior would be counted once for each person.</summary>
    /// <exception cref="ArgumentException">An arm has no counted night.</exception>
    public static SharedResult Of(TrialResult result)
    {
        var effect = Integration.Posterior(result.Counts, EffectModel.NegativeBinomial);
        return new SharedResult(Math.Log(effect.Median), Math.Log(effect.High / effect.Low) / (2 * Central), result.Verdict);
    }
}

/// <summary>How a measure did in the trials of many people.</summary>
/// <remarks>
/// Random effects: person i has a true effect θᵢ ~ N(μ, τ²) and an estimate yᵢ ~ N(θᵢ, sᵢ²). τ² by Paule and Mandel (1982, J Res Natl Bur Stand 87:377–385):
/// the value at which Σ (yᵢ − μ)²/(sᵢ² + τ²) = n − 1, or 0. The range of μ by Hartung and Knapp (2001, Stat Med 20:3875–3889) with Student's t of n − 1
/// degrees of freedom, never narrower than the plain one; the next person's range with τ² added and n − 2 degrees.
/// People who share are not all people, and they knew what they did: a summary, no proof.
/// </remarks>
public sealed record SharedResults
{
    /// <summary>Fewer people are not summed up.</summary>
    public const int FewestPeople = 20;

    /// <summary>Fewer people than this in a cell are not told apart.</summary>
    public const int FewestInCell = 5;

    /// <summary>How many people shared.</summary>
    public required int People { get; init; }

    /// <summary>The average rate ratio with its 95 % range.</summary>
    public required RateRatio Average { get; init; }

    /// <summary>Where the next person's true rate ratio is to be expected, 95 %.</summary>
    public required RateRatio NextPerson { get; init; }

    /// <summary>τ, how much people differ, on the log scale.</summary>
    public required double Between { get; init; }

    /// <summary>How many people were told what; null: too few to say, or it would give away another cell that is.</summary>
    public required IReadOnlyDictionary<TrialVerdict, int?> Verdicts { get; init; }

    /// <summary>The summary; null with fewer than <see cref="FewestPeople"/> people.</summary>
    /// <exception cref="ArgumentException">A standard error that is not above 0.</exception>
    public static SharedResults? Of(IReadOnlyList<SharedResult> results)
    {
        if (results.Count < FewestPeople) return null;
        if (results.Any(result => !(result.StandardError > 0) || !double.IsFinite(result.LogRatio))) throw new ArgumentException("Every result needs an estimate and a standard error above 0.", nameof(results));
        var between = Heterogeneity(results);
        var weight = results.Sum(result => Weight(result, between));
        var mean = Mean(results, between);
        var scale = Math.Max(1, Spread(results, between) / (results.Count - 1));
        var error = Math.Sqrt(scale / weight);
        var (half, next) = (StudentT(results.Count - 1) * error, StudentT(results.Count - 2) * Math.Sqrt(between + (error * error)));
        return new SharedResults
        {
            People = results.Count,
            Average = new RateRatio(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half)),
            NextPerson = new RateRatio(Math.Exp(mean), Math.Exp(mean - next), Math.Exp(mean + next)),
            Between = Math.Sqrt(between),
            Verdicts = Cells(results),
        };
    }

    private static double Weight(SharedResult result, double between) => 1 / ((result.StandardError * result.StandardError) + between);

    private static double Mean(IReadOnlyList<SharedResult> results, double between) => results.Sum(result => Weight(result, between) * result.LogRatio) / results.Sum(result => Weight(result, between));

    private static double Spread(IReadOnlyList<SharedResult> results, double between)
    {
        var mean = Mean(results, between);
        return results.Sum(result => Weight(result, between) * (result.LogRatio - mean) * (result.LogRatio - mean));
    }

    private static double Heterogeneity(IReadOnlyList<SharedResult> results)
    {
        // The spread falls as τ² grows, so halving finds where it meets n − 1.
        if (Spread(results, 0) <= results.Count - 1) return 0;
        var (low, high) = (0.0, 1.0);
        while (Spread(results, high) > results.Count - 1) high *= 2;
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            if (Spread(results, middle) > results.Count - 1) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private static SortedDictionary<TrialVerdict, int?> Cells(IReadOnlyList<SharedResult> results)
    {
        var cells = new SortedDictionary<TrialVerdict, int?>(results.GroupBy(result => result.Verdict).ToDictionary(group => group.Key, group => (int?)group.Count()));
        foreach (var (verdict, count) in cells.ToList())
            if (count < FewestInCell) cells[verdict] = null;
        // A single hidden cell could be worked out from the total: the smallest other one is hidden with it.
        if (cells.Values.Count(count => count is null) == 1 && cells.Where(cell => cell.Value is not null).Select(cell => (KeyValuePair<TrialVerdict, int?>?)cell).MinBy(cell => cell!.Value.Value) is { } smallest) cells[smallest.Key] = null;
        return cells;
    }

    /// <summary>The 97.5 % quantile of Student's t: with x the 5 % quantile of Beta(ν/2, ½), t² = ν·(1 − x)/x.</summary>
    private static double StudentT(int degrees)
    {
        var x = GammaAndBeta.BetaQuantile(0.05, degrees / 2.0, 0.5);
        return Math.Sqrt(degrees * (1 - x) / x);
    }
}
