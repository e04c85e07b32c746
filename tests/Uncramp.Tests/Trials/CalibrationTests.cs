using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>Many made-up trials: does the method do what it says? Seeds are fixed, so these either hold or do not. Leave them out with <c>--filter-not-trait Pace=slow</c>.</summary>
[Trait("Pace", "slow")]
public sealed class CalibrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Drawn_from_its_own_priors_the_truth_lies_anywhere_in_the_posterior_alike(bool overdispersed)
    {
        // Simulation-based calibration: Talts and others 2018, arXiv 1804.06788. The posterior's share below the truth is uniform.
        var model = overdispersed ? EffectModel.NegativeBinomial : EffectModel.Poisson;
        var draw = new Draws(overdispersed ? 11 : 7);
        const int trials = 1200, bins = 12;
        var seen = new int[bins];
        for (var trial = 0; trial < trials;)
        {
            var (beta, alpha, size) = (draw.Normal() * model.SlopeSd, draw.Normal() * 2.5, -Math.Log(1 - draw.Uniform()));
            var nights = new List<(Arm, int)>();
            // A quarter of the nights with: the centred intercept must be right for uneven arms too.
            for (var i = 0; i < 24; i++)
            {
                var arm = i % 4 == 0 ? Arm.With : Arm.Without;
                var mean = Math.Exp(alpha + (beta * ((arm == Arm.With ? 1 : 0) - 0.25)));
                nights.Add((arm, draw.Poisson(overdispersed ? mean * draw.Gamma(size) / size : mean)));
            }
            // What nobody could log is left out by its counts alone, which changes no posterior.
            if (nights.Exists(night => night.Item2 > 200)) continue;
            seen[Math.Min(bins - 1, (int)(bins * Integration.Posterior(Counts.Of(nights), model).Below(Math.Exp(beta))))]++;
            trial++;
        }
        // χ² of 11 degrees of freedom is above 31.3 once in a thousand times.
        seen.Sum(count => Math.Pow(count - (trials / (double)bins), 2) / (trials / (double)bins)).ShouldBeLessThan(31.3, string.Join(' ', seen));
    }

    [Theory]
    // cramps a week, 1/k of good and bad weeks, block, cramps fading by half over the trial
    [InlineData(2, 0, 7, false)]
    [InlineData(4, 0, 7, false)]
    [InlineData(7, 0, 7, false)]
    [InlineData(7, 0.25, 7, false)]
    [InlineData(7, 1, 7, false)]
    [InlineData(4, 0.25, 3, true)]
    public void A_useless_measure_is_called_helpful_in_at_most_5_of_100_trials_though_one_looks_every_week(double rate, double ofWeeks, int block, bool fading)
    {
        var draw = new Draws(42);
        const int trials = 250;
        var helps = Enumerable.Range(0, trials).Count(_ => draw.Trial(rate, 1, ofWeeks, block, 26, fading).SaysHelps(everyWeek: true, trend: false));
        // 5 % and twice the error of so many trials.
        ((double)helps / trials).ShouldBeLessThan(0.05 + (2 * Math.Sqrt(0.05 * 0.95 / trials)), $"{helps} of {trials}");
    }

    [Fact]
    public void A_measure_that_halves_the_cramps_is_found_at_seven_a_week()
    {
        var draw = new Draws(3);
        Enumerable.Range(0, 60).Count(_ => draw.Trial(7, 0.5, 0, 7, 26, false).SaysHelps(everyWeek: true, trend: false)).ShouldBeGreaterThan(50);
    }
}
