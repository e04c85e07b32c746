using Uncramp.Tests;

/// <summary>The test that the gate's formula is about: a log-linear model of block totals with the scatter estimated by Pearson's χ².</summary>
internal static class QuasiPoisson
{
    /// <summary>Draws one trial and tells whether the test of 5 % says that there are fewer with the measure.</summary>
    public static bool Says(Draws draw, double rate, double ratio, double ofNights, double ofWeeks, int block, int pairs)
    {
        var totals = new List<(bool With, int Cramps)>();
        var frailty = 1.0;
        for (var (pair, night) = (0, 0); pair < pairs; pair++)
        {
            var withFirst = draw.Uniform() < 0.5;
            foreach (var with in new[] { withFirst, !withFirst })
            {
                var cramps = 0;
                for (var i = 0; i < block; i++, night++)
                {
                    if (night % 7 == 0 && ofWeeks > 0) frailty = draw.Gamma(1 / ofWeeks) * ofWeeks;
                    var mean = rate / 7 * frailty * (with ? ratio : 1);
                    cramps += draw.Poisson(ofNights > 0 ? mean * draw.Gamma(1 / ofNights) * ofNights : mean);
                }
                totals.Add((with, cramps));
            }
        }
        var (without, withIt) = (totals.Where(total => !total.With).Sum(total => total.Cramps) / (double)pairs, totals.Where(total => total.With).Sum(total => total.Cramps) / (double)pairs);
        if (without == 0) return false;
        // With no cramps at all on one side the estimate is infinite; half a cramp keeps it finite and changes nothing else.
        if (withIt == 0) withIt = 0.5 / pairs;
        // What good and bad weeks do to both blocks of a pair alike is no scatter of their ratio, so scatter is taken of the pair's difference.
        var scatter = 0.0;
        for (var i = 0; i < totals.Count; i += 2)
        {
            var (a, b) = totals[i].With ? (totals[i + 1].Cramps, totals[i].Cramps) : (totals[i].Cramps, totals[i + 1].Cramps);
            var residual = (a / without) - (b / withIt);
            scatter += residual * residual;
        }
        var error = Math.Sqrt(scatter / (pairs - 1) / pairs);
        return Math.Log(without / withIt) >= StudentT(pairs - 1) * error;
    }

    private static double StudentT(int degrees)
    {
        const double z = 1.644853626951473;
        return z + (((z * z * z) + z) / (4 * degrees)) + (((5 * Math.Pow(z, 5)) + (16 * z * z * z) + (3 * z)) / (96.0 * degrees * degrees));
    }
}
