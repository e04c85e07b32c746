using CsCheck;
using Uncramp.Diary;

namespace Uncramp.Tests;

/// <summary>Rates and their ranges, against tables of the gamma, beta and chi-squared distributions and against simulation.</summary>
public sealed class RateTests
{
    [Theory]
    // Half the chi-squared quantile with 2a degrees of freedom: tables give 5.02389, 21.92005 and 3.81575 for 1, 11 and 11 degrees.
    [InlineData(0.975, 0.5, 2.51194309366)]
    [InlineData(0.025, 0.5, 0.0004910345586)]
    [InlineData(0.975, 5.5, 10.9600246305)]
    [InlineData(0.025, 5.5, 1.90787403)]
    [InlineData(0.975, 10.5, 17.7394379529)]
    [InlineData(0.975, 1000.5, 1063.43664556)]
    public void Gamma_quantiles_are_those_of_the_tables(double probability, double shape, double quantile) =>
        GammaAndBeta.GammaQuantile(probability, shape).ShouldBe(quantile, quantile * 1e-5);

    [Theory]
    // 30-digit arithmetic; the first pair is sin²(π/80) by the arcsine law.
    [InlineData(0.025, 0.5, 0.5, 0.00154133313344)]
    [InlineData(0.975, 0.5, 8.5, 0.262217248717)]
    [InlineData(0.025, 10.5, 20.5, 0.185978750248)]
    [InlineData(0.975, 5.5, 5.5, 0.776471329747)]
    [InlineData(0.975, 200.5, 150.5, 0.622508911528)]
    public void Beta_quantiles_are_those_of_the_tables(double probability, double a, double b, double quantile) =>
        GammaAndBeta.BetaQuantile(probability, a, b).ShouldBe(quantile, 1e-9);

    [Fact]
    public void A_quantile_put_back_gives_its_probability() => Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[0.5, 500], Gen.Double[0.5, 500]).Sample((probability, a, b) =>
        Math.Abs(GammaAndBeta.GammaBelow(a, GammaAndBeta.GammaQuantile(probability, a)) - probability) < 1e-9
        && Math.Abs(GammaAndBeta.BetaBelow(a, b, GammaAndBeta.BetaQuantile(probability, a, b)) - probability) < 1e-9, iter: 500, threads: 1);

    [Fact]
    public void Ten_cramps_in_four_weeks_are_two_and_a_half_a_week_give_or_take()
    {
        // Jeffreys: qgamma(c(.025, .975), 10.5) / 28 * 7 = 5.14145 / 4, 17.73944 / 4
        var rate = Rate.Of(10, 28);
        rate.PerWeek.ShouldBe(2.5);
        rate.Low.ShouldBe(1.28536, 1e-4);
        rate.High.ShouldBe(4.43486, 1e-4);
    }

    [Fact]
    public void Four_quiet_weeks_do_not_prove_that_cramps_are_gone()
    {
        var rate = Rate.Of(0, 28);
        (rate.PerWeek, rate.Low).ShouldBe((0, 0));
        rate.High.ShouldBe(2.51194309366 / 4, 1e-9);
    }

    [Fact]
    public void Missing_nights_widen_the_range_and_do_not_move_the_rate()
    {
        var every = Rate.Of(A.Nights([.. Enumerable.Repeat(0, 20).Append(5).Concat(Enumerable.Repeat(1, 7))]))!;
        var half = Rate.Of(A.Nights([.. Enumerable.Range(0, 56).Select(i => i % 2 == 0 ? (i / 2) switch { 20 => 5, > 20 => 1, _ => 0 } : -1)]))!;
        half.PerWeek.ShouldBe(every.PerWeek);
        Rate.Of(2, 7).High.ShouldBeGreaterThan(Rate.Of(8, 28).High);
    }

    [Fact]
    public void Nights_nobody_logged_count_for_nothing() => Gen.Int[-1, 3].Array[1, 60].Sample(counts =>
        Rate.Of(A.Nights(counts)) is not { } rate ? counts.All(count => count < 0)
            : rate.Nights == counts.Count(count => count >= 0) && rate.Cramps == counts.Where(count => count > 0).Sum() && rate.Low <= rate.PerWeek && rate.PerWeek <= rate.High, iter: 300, threads: 1);

    [Fact]
    public void Good_and_bad_weeks_make_the_range_wider()
    {
        int[] bad = [2, 1, 2, 1, 2, 1, 2], good = [0, 0, 0, 0, 0, 0, 0];
        var clustered = Rate.Of(A.Nights([.. bad, .. good, .. good, .. bad, .. good, .. good]))!;
        // Weeks of 11, 0, 0, 11, 0, 0 around 3.667: χ² = 2·7.333²/3.667 + 4·3.667 = 44 on 5 degrees of freedom.
        clustered.Dispersion.ShouldBe(8.8, 1e-9);
        clustered.Clustered.ShouldBeTrue();
        var even = Rate.Of(22, 42);
        clustered.PerWeek.ShouldBe(even.PerWeek);
        (clustered.High - clustered.Low).ShouldBeGreaterThan(2 * (even.High - even.Low));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)] // plain chance
    [InlineData(2)] // strong good and bad weeks
    public void The_range_holds_the_truth_about_as_often_as_it_says(double frailty)
    {
        const double truth = 4;
        var random = new Random(2611);
        var held = 0;
        for (var run = 0; run < 400; run++)
        {
            var rate = Rate.Of(A.Nights([.. Enumerable.Range(0, 12).SelectMany(_ =>
            {
                var week = truth / 7 * (double.IsInfinity(frailty) ? 1 : Gamma(random, (int)frailty) / frailty);
                return Enumerable.Range(0, 7).Select(_ => Poisson(random, week)).ToArray();
            })]))!;
            if (rate.Low <= truth && truth <= rate.High) held++;
        }
        (held / 400.0).ShouldBeInRange(0.91, 0.995);
    }

    [Fact]
    public void A_ratio_of_equal_rates_is_one_and_its_ends_mirror()
    {
        var ratio = RateRatio.Of(Rate.Of(10, 28), Rate.Of(10, 28));
        ratio.Ratio.ShouldBe(1, 1e-9);
        (ratio.Low * ratio.High).ShouldBe(1, 1e-9);
        ratio.Differs.ShouldBeFalse();
    }

    [Fact]
    public void A_ratio_has_exact_quantiles()
    {
        // qbeta(.025, 10.5, 20.5) = 0.185978750248, exposures 28 and 56 nights
        var ratio = RateRatio.Of(Rate.Of(10, 28), Rate.Of(20, 56));
        ratio.Low.ShouldBe(0.185978750248 / (1 - 0.185978750248) * 2, 1e-8);
    }

    [Fact]
    public void A_quiet_side_still_has_a_ratio()
    {
        var ratio = RateRatio.Of(Rate.Of(0, 28), Rate.Of(20, 28));
        ratio.High.ShouldBeLessThan(1);
        ratio.Low.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_race_is_told_apart_from_the_usual()
    {
        var nights = Enumerable.Range(0, 35).Select(i => new NightLog { Night = Night.Parse("2026-01-05")!.Value.Plus(i), Cramps = i == 20 ? 8 : i % 7 == 0 ? 1 : 0, Tags = i == 20 ? ["race"] : null, Logged = A.Morning });
        var (all, without) = Rate.Excluding(NightRow.Of(A.Diary([.. nights])), ["race"]);
        all!.Cramps.ShouldBe(13);
        without!.Cramps.ShouldBe(5);
        without.Nights.ShouldBe(34);
    }

    private static int Poisson(Random random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble()) count++;
        return count;
    }

    private static double Gamma(Random random, int shape) => Enumerable.Range(0, shape).Sum(_ => -Math.Log(1 - random.NextDouble()));
}
