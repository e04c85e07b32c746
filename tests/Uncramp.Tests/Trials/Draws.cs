using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>Made-up trials from a fixed seed.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random random = new(seed);

    public double Uniform() => random.NextDouble();

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A gamma variable of rate 1: Marsaglia and Tsang 2000, ACM Trans Math Softw 26:363–372.</summary>
    public double Gamma(double shape)
    {
        if (shape < 1) return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }
    }

    public int Poisson(double mean)
    {
        // In parts, so that the product below never vanishes.
        if (mean > 30)
        {
            var half = (int)Math.Min(1e6, mean) / 2;
            var waited = Gamma(half);
            return waited > mean ? Below(half, mean / waited) : half + Poisson(mean - waited);
        }
        var (count, product) = (-1, 1.0);
        do
        {
            product *= 1 - Uniform();
            count++;
        }
        while (product > Math.Exp(-mean));
        return count;
    }

    /// <summary>A trial of paired blocks: cramps a week, what the measure leaves of them, 1/k of weeks.</summary>
    public MadeUp Trial(double rate, double ratio, double ofWeeks, int block, int weeks, bool fading)
    {
        var nights = new List<(Arm Arm, int Cramps)>();
        var (first, frailty) = (Arm.Without, 1.0);
        for (var i = 0; i < 7 * weeks; i++)
        {
            if (i % 7 == 0 && ofWeeks > 0) frailty = Gamma(1 / ofWeeks) * ofWeeks;
            if (i % (2 * block) == 0) first = Uniform() < 0.5 ? Arm.Without : Arm.With;
            var arm = i % (2 * block) < block ? first : first == Arm.With ? Arm.Without : Arm.With;
            var mean = rate / 7 * frailty * (arm == Arm.With ? ratio : 1) * (fading ? Math.Pow(0.5, i / (7.0 * weeks)) : 1);
            nights.Add((arm, Math.Min(Counts.MostInNight, Poisson(mean))));
        }
        return new MadeUp(nights, block);
    }

    /// <summary>Block totals of a trial in pairs: cramps a week, what the measure leaves of them, 1/κ of nights, 1/k of weeks. Weeks run on through the blocks.</summary>
    public IReadOnlyList<Pair> Blocks(double rate, double ratio, double ofNights, double ofWeeks, int block, int pairs)
    {
        var (blocks, frailty, night) = (new List<Pair>(), 1.0, 0);
        for (var pair = 0; pair < pairs; pair++)
        {
            var withFirst = Uniform() < 0.5;
            var (one, other) = (Block(withFirst), Block(!withFirst));
            blocks.Add(withFirst ? new Pair(block, other, block, one) : new Pair(block, one, block, other));
        }
        return blocks;

        int Block(bool with)
        {
            var cramps = 0;
            for (var i = 0; i < block; i++, night++)
            {
                if (night % 7 == 0 && ofWeeks > 0) frailty = Gamma(1 / ofWeeks) * ofWeeks;
                var mean = rate / 7 * frailty * (with ? ratio : 1);
                cramps += Poisson(ofNights > 0 ? mean * Gamma(1 / ofNights) * ofNights : mean);
            }
            return cramps;
        }
    }

    // Of so many points the first "half" − 1 lie evenly below the last one: a binomial, small enough here to draw one by one.
    private int Below(int half, double share)
    {
        var count = 0;
        for (var i = 1; i < half; i++)
            if (Uniform() < share) count++;
        return count;
    }
}

/// <summary>A made-up trial.</summary>
internal sealed record MadeUp(IReadOnlyList<(Arm Arm, int Cramps)> Nights, int Block)
{
    /// <summary>Whether it is ever called helpful, by the rule that people see.</summary>
    public bool SaysHelps(bool everyWeek, bool trend)
    {
        for (var nights = everyWeek ? 7 : Nights.Count; nights <= Nights.Count; nights += 7)
        {
            var seen = Nights.Take(nights).Select((night, i) => (night.Arm, night.Cramps, i / 7)).ToList();
            var pairs = Enumerable.Range(0, nights / (2 * Block)).Select(Pair).ToList();
            // Before the fifth pair nothing is said, so nothing need be worked out.
            if (pairs.Count < RandomisationTest.FewestPairs) continue;
            if (TrialResult.Of(Counts.Of(seen), pairs, trend: trend, watched: true).Verdict == TrialVerdict.Helps) return true;
        }
        return false;
    }

    private Pair Pair(int pair)
    {
        var of = Nights.Skip(pair * 2 * Block).Take(2 * Block).ToLookup(night => night.Arm, night => (long)night.Cramps);
        return new Pair(Block, of[Arm.Without].Sum(), Block, of[Arm.With].Sum());
    }
}
