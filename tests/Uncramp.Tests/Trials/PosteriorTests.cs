using CsCheck;
using Uncramp.Diary;
using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>The reference model: against another program, against formulas, and where counts are strange.</summary>
public sealed class PosteriorTests
{
    [Theory]
    [InlineData(TwoTrials.One, false, 0.605783, 0.305127, 1.165347, 0.665776, 0.932939)]
    [InlineData(TwoTrials.One, true, 0.612643, 0.291801, 1.257107, 0.641273, 0.909182)]
    [InlineData(TwoTrials.Two, false, 1.096325, 0.604560, 1.997783, 0.069438, 0.380670)]
    [InlineData(TwoTrials.Two, true, 1.092769, 0.541680, 2.209429, 0.105183, 0.401109)]
    public void Two_trials_come_out_as_another_program_has_them(string nights, bool overdispersed, double median, double low, double high, double thirty, double any)
    {
        var effect = Integration.Posterior(TwoTrials.Counts(nights), overdispersed ? EffectModel.NegativeBinomial : EffectModel.Poisson);
        effect.Median.ShouldBe(median, 0.0003 * median);
        effect.Low.ShouldBe(low, 0.0003 * low);
        effect.High.ShouldBe(high, 0.0003 * high);
        effect.ThirtyFewer.ShouldBe(thirty, 0.0003);
        effect.AnyFewer.ShouldBe(any, 0.0003);
    }

    public static TheoryData<string, int[], int[]> Strange => new()
    {
        { "no cramp at all", new int[35], new int[35] },
        { "no cramp with it", [.. Enumerable.Range(0, 35).Select(i => i % 2)], new int[35] },
        { "no cramp without it", new int[35], [.. Enumerable.Range(0, 35).Select(i => i % 2)] },
        { "one night each", [3], [0] },
        { "few dreadful nights", [.. Enumerable.Range(0, 60).Select(i => i % 20 == 0 ? 60 : 0)], [.. Enumerable.Range(0, 60).Select(i => i % 30 == 0 ? 60 : 0)] },
        { "sixty a night", [.. Enumerable.Range(0, 30).Select(i => 55 + (i % 11))], [.. Enumerable.Range(0, 30).Select(i => 30 + (i % 7))] },
        { "many nights against one", [.. Enumerable.Range(0, 200).Select(i => i % 3)], [0] },
        { "two thousand nights", [.. Enumerable.Range(0, 1000).Select(i => i % 3)], [.. Enumerable.Range(0, 1000).Select(i => i % 4 == 0 ? 1 : 0)] },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public void Strange_counts_agree_with_plain_sums_over_a_dense_grid(string what, int[] without, int[] with)
    {
        var counts = Of(without, with);
        foreach (var model in (EffectModel[])[EffectModel.Poisson, EffectModel.NegativeBinomial, EffectModel.Sceptical])
        {
            var (mean, deviation, any) = Brute(without, with, model);
            var effect = Integration.Posterior(counts, model);
            // The middle of 95 % lies within two and a half deviations; the plain sums give mean and deviation of the logarithm.
            effect.AnyFewer.ShouldBe(any, 0.001, $"{what}, {model}");
            var (ours, spread) = Moments(effect);
            ours.ShouldBe(mean, 0.003 * Math.Max(0.1, deviation), $"{what}, {model}");
            spread.ShouldBe(deviation, 0.004 * deviation, $"{what}, {model}");
        }
    }

    [Fact]
    public void With_many_cramps_the_prior_does_not_matter_and_the_gamma_formula_holds()
    {
        var counts = Of([.. Enumerable.Repeat(20, 400)], [.. Enumerable.Repeat(12, 400)]);
        var effect = Integration.Posterior(counts, EffectModel.Poisson);
        var ratio = RateRatio.Of(Rate.Of(12 * 400, 400), Rate.Of(20 * 400, 400));
        effect.Median.ShouldBe(ratio.Ratio, 0.001 * ratio.Ratio);
        effect.Low.ShouldBe(ratio.Low, 0.001 * ratio.Low);
        effect.High.ShouldBe(ratio.High, 0.001 * ratio.High);
    }

    [Fact]
    public void Changing_the_names_of_the_arms_turns_the_ratio_over() => Gen.Select(Gen.Int[0, 6].Array[20], Gen.Int[0, 6].Array[20], Gen.Bool).Sample((one, other, overdispersed) =>
    {
        var model = overdispersed ? EffectModel.NegativeBinomial : EffectModel.Poisson;
        var (effect, turned) = (Integration.Posterior(Of(one, other), model), Integration.Posterior(Of(other, one), model));
        return Math.Abs(Math.Log(effect.Median * turned.Median)) < 1e-4 && Math.Abs(effect.AnyFewer + turned.AnyFewer - 1) < 1e-4 && Math.Abs(Math.Log(effect.Low * turned.High)) < 5e-4;
    }, iter: 60);

    [Fact]
    public void The_order_of_nights_says_nothing_and_the_answer_is_the_same_to_the_last_digit()
    {
        var nights = TwoTrials.Nights(TwoTrials.One).ToList();
        var (one, other) = (Integration.Posterior(Counts.Of(nights), EffectModel.Sceptical), Integration.Posterior(Counts.Of(nights.AsEnumerable().Reverse()), EffectModel.Sceptical));
        other.Median.ShouldBe(one.Median);
        other.AnyFewer.ShouldBe(one.AnyFewer);
    }

    [Fact]
    public void A_sceptical_prior_pulls_towards_no_effect()
    {
        var counts = TwoTrials.Counts(TwoTrials.One);
        var (reference, sceptical) = (Integration.Posterior(counts, EffectModel.NegativeBinomial), Integration.Posterior(counts, EffectModel.Sceptical));
        sceptical.Median.ShouldBeInRange(reference.Median, 1);
        (sceptical.High / sceptical.Low).ShouldBeLessThan(reference.High / reference.Low);
    }

    [Fact]
    public void A_trend_is_not_taken_for_an_effect()
    {
        // Cramps fade from four a night to none, and the measure happens to come late. Only the model with a trend sees through it.
        var nights = Enumerable.Range(0, 70).Select(i => (i / 7 is 0 or 1 or 2 or 4 or 6 ? Arm.Without : Arm.With, 4 - (i / 16), i / 7)).ToList();
        var (plain, trend) = (Integration.Posterior(Counts.Of(nights), EffectModel.NegativeBinomial), Integration.Posterior(Counts.Of(nights), EffectModel.NegativeBinomial with { Trend = true }));
        plain.Median.ShouldBeLessThan(0.75);
        trend.Median.ShouldBeInRange(0.85, 1.15);
        // Without a trend in the nights it changes next to nothing.
        var even = TwoTrials.Nights(TwoTrials.One).Select((night, i) => (night.Item1, night.Item2, i / 7)).ToList();
        Integration.Posterior(Counts.Of(even), EffectModel.NegativeBinomial with { Trend = true }).Median.ShouldBe(Integration.Posterior(Counts.Of(even), EffectModel.NegativeBinomial).Median, 0.03);
    }

    [Fact]
    public void Two_thousand_nights_need_no_more_memory_than_seventy()
    {
        var (few, many) = (TwoTrials.Counts(TwoTrials.One), Of([.. Enumerable.Range(0, 1000).Select(i => i % 4)], [.. Enumerable.Range(0, 1000).Select(i => i % 3)]));
        Allocated(few);
        Allocated(many).ShouldBeLessThan(2 * Allocated(few));

        static long Allocated(Counts counts)
        {
            Integration.Posterior(counts, EffectModel.NegativeBinomial);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Integration.Posterior(counts, EffectModel.NegativeBinomial);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void One_arm_alone_is_no_comparison() => Should.Throw<ArgumentException>(() => Integration.Posterior(Of([1, 2], []), EffectModel.Poisson));

    private static Counts Of(int[] without, int[] with) => Counts.Of(without.Select(count => (Arm.Without, count)).Concat(with.Select(count => (Arm.With, count))));

    private static (double Mean, double Deviation) Moments(Posterior effect)
    {
        var (mean, square) = (0.0, 0.0);
        const int parts = 4000;
        for (var i = 0; i < parts; i++)
        {
            var x = Math.Log(effect.Quantile((i + 0.5) / parts));
            mean += x / parts;
            square += x * x / parts;
        }
        return (mean, Math.Sqrt(square - (mean * mean)));
    }

    /// <summary>The model written down as it stands in <see cref="EffectModel"/>, summed over a grid of α, β and log φ laid wide around the peak.</summary>
    private static (double Mean, double Deviation, double Any) Brute(int[] without, int[] with, EffectModel model)
    {
        var share = (double)with.Length / (without.Length + with.Length);
        var histogram = new[] { Histogram(without), Histogram(with) };
        var sizes = model.Overdispersed ? Enumerable.Range(0, 61).Select(i => Math.Exp(-11 + (0.25 * i))).ToArray() : [double.NaN];
        // A first, coarse look finds where the mass is; the second one sums there.
        var (alpha, beta, wideA, wideB) = (0.0, 0.0, 14.0, 6.0);
        var result = (0.0, 0.0, 0.0);
        for (var look = 0; look < 6; look++)
        {
            const int steps = 60;
            var points = new List<(double Log, double Alpha, double Beta)>();
            foreach (var size in sizes)
                for (var i = -steps; i <= steps; i++)
                    for (var j = -steps; j <= steps; j++)
                    {
                        var (a, b) = (alpha + (wideA * i / steps), beta + (wideB * j / steps));
                        var log = Curve(histogram[0], size, a - (share * b)) + Curve(histogram[1], size, a - (share * b) + b) - (a * a / 12.5) - (b * b / (2 * model.SlopeSd * model.SlopeSd));
                        if (model.Overdispersed) log += Math.Log(size) - size;
                        points.Add((log, a, b));
                    }
            var top = points.Max(point => point.Log);
            double total = 0, meanA = 0, meanB = 0, squareA = 0, squareB = 0, below = 0;
            foreach (var (log, a, b) in points)
            {
                var weight = Math.Exp(log - top);
                total += weight;
                meanA += weight * a;
                meanB += weight * b;
                squareA += weight * a * a;
                squareB += weight * b * b;
                // The point at no effect itself counts half.
                below += weight * (Math.Abs(b) < 1e-12 ? 0.5 : b < 0 ? 1 : 0);
            }
            (meanA, meanB) = (meanA / total, meanB / total);
            var (sdA, sdB) = (Math.Sqrt(Math.Max(1e-12, (squareA / total) - (meanA * meanA))), Math.Sqrt(Math.Max(1e-12, (squareB / total) - (meanB * meanB))));
            result = (meanB, sdB, below / total);
            var close = wideA < 9 * sdA && wideB < 9 * sdB;
            if (close) break;
            // Keep a grid point at β = 0, so that the share below it is not a matter of luck.
            (wideA, wideB) = (Math.Max(wideA / 8, 8 * sdA), Math.Max(wideB / 8, 8 * sdB));
            (alpha, beta) = (meanA, Math.Round(meanB / (wideB / steps)) * (wideB / steps));
        }
        return result;
    }

    private static (int Count, int Nights)[] Histogram(int[] counts) => [.. counts.GroupBy(count => count).Select(group => (group.Key, group.Count()))];

    private static double Curve((int Count, int Nights)[] histogram, double size, double eta)
    {
        var (sum, mean) = (0.0, Math.Exp(eta));
        foreach (var (count, nights) in histogram)
        {
            if (double.IsNaN(size))
            {
                sum += nights * ((count * eta) - mean);
                continue;
            }
            var log = (size * Math.Log(size / (size + mean))) + (count * (eta - Math.Log(size + mean)));
            for (var j = 0; j < count; j++) log += Math.Log(size + j);
            sum += nights * log;
        }
        return sum;
    }
}
