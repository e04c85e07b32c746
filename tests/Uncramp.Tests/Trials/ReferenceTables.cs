using System.Globalization;
using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>One figure of a table in <c>Reference</c> and the same figure simulated again.</summary>
internal sealed record Figure(string Row, double Expected, double Simulated);

/// <summary>
/// The tables in <c>Reference</c>, simulated again: how often self-tests of several kinds say "it works". The tables do not tell how they were made, so this does:
/// with what stands here every row comes out within the error of simulation.
/// </summary>
internal static class ReferenceTables
{
    public const int WeeksToLook = 26;

    /// <summary>peeking.csv: paired weeks, a look after each pair from the second on, normal approximation.</summary>
    public static IEnumerable<Figure> Peeking(int trials)
    {
        var draw = new Draws(101);
        foreach (var scenario in Rows("peeking.csv").GroupBy(row => (Rate: Number(row[0]), Fewer: Number(row[1]))))
        {
            var rules = scenario.Select(row => (Row: row, Sd: row[2] == "flat prior" ? 1e6 : Number(row[2].Split(' ')[^1]), Threshold: Number(row[3]), Ever: new bool[trials], Last: new bool[trials])).ToList();
            for (var trial = 0; trial < trials; trial++)
            {
                long without = 0, with = 0;
                for (var pairs = 1; pairs <= WeeksToLook / 2; pairs++)
                {
                    without += draw.Poisson(scenario.Key.Rate);
                    with += draw.Poisson(scenario.Key.Rate * (1 - (scenario.Key.Fewer / 100)));
                    if (pairs < 2) continue;
                    foreach (var rule in rules)
                    {
                        rule.Last[trial] = PlainAnalysis.AnyFewer(without, pairs, with, pairs, rule.Sd) >= rule.Threshold;
                        rule.Ever[trial] |= rule.Last[trial];
                    }
                }
            }
            foreach (var rule in rules)
            {
                var name = $"{scenario.Key.Rate} a week, {scenario.Key.Fewer} % fewer, {rule.Row[2]}, {rule.Threshold}";
                yield return new Figure($"{name}, weekly", Number(rule.Row[4]), Share(rule.Ever));
                yield return new Figure($"{name}, once", Number(rule.Row[5]), Share(rule.Last));
            }
        }
    }

    /// <summary>
    /// falsepos.csv: a useless remedy. Cramps fall by 28 % at the change (as on a dummy), wander from week to week (log-normal, sd 0.5, correlation 0.6), or drift
    /// down by 28 % in a straight line; before and after, or in pairs of weeks in random order.
    /// </summary>
    public static IEnumerable<Figure> FalsePositives(int trials)
    {
        const double left = 0.72, sd = 0.5, correlation = 0.6;
        var draw = new Draws(102);
        foreach (var row in Rows("falsepos.csv"))
        {
            var (rate, weeks, kind) = (Number(row[1]), (int)Number(row[2]), row[0]);
            var (quarter, regression, signs) = (new bool[trials], new bool[trials], new bool[trials]);
            for (var trial = 0; trial < trials; trial++)
            {
                var cramps = new int[2 * weeks];
                var wandering = sd * draw.Normal();
                for (var week = 0; week < cramps.Length; week++)
                {
                    cramps[week] = draw.Poisson(rate * kind switch
                    {
                        "before_after_placebo_drop" => week < weeks ? 1 : left,
                        "randomised_pairs_drift" => 1 - ((1 - left) * week / (cramps.Length - 1)),
                        _ => Math.Exp(wandering),
                    });
                    wandering = (correlation * wandering) + (sd * Math.Sqrt(1 - (correlation * correlation)) * draw.Normal());
                }
                var blocks = Enumerable.Range(0, weeks).Select(i =>
                {
                    var (one, other) = kind.StartsWith("before", StringComparison.Ordinal) ? (cramps[i], cramps[i + weeks]) : (cramps[2 * i], cramps[(2 * i) + 1]);
                    return kind.StartsWith("before", StringComparison.Ordinal) || draw.Uniform() < 0.5 ? new Pair(7, one, 7, other) : new Pair(7, other, 7, one);
                }).ToList();
                var (without, with) = (blocks.Sum(pair => pair.CrampsWithout), blocks.Sum(pair => pair.CrampsWith));
                quarter[trial] = without > 0 && with <= 0.75 * without;
                regression[trial] = PlainAnalysis.QuasiPoisson(blocks);
                signs[trial] = weeks >= RandomisationTest.FewestPairs && RandomisationTest.P(blocks) <= 0.05;
            }
            var name = $"{kind}, {rate} a week, {weeks} weeks an arm";
            yield return new Figure($"{name}, a quarter fewer", Number(row[3]), Share(quarter));
            yield return new Figure($"{name}, quasi-Poisson", Number(row[4]), Share(regression));
            if (weeks >= RandomisationTest.FewestPairs) yield return new Figure($"{name}, randomisation test", Number(row[5]), Share(signs));
        }
    }

    /// <summary>power.csv: the share that finds the effect, and that finds one that is not there, with the nights of the table.</summary>
    public static IEnumerable<Figure> Power(int trials)
    {
        var draw = new Draws(103);
        foreach (var row in Rows("power.csv"))
            foreach (var (test, nights, power, falsely) in new[] { ("two-sided", 3, 8, 9), ("one-sided", 4, 10, 11), ("randomisation test", 5, 12, 13) })
            {
                if (row[power].Length == 0) continue;
                var name = $"{row[0]} a week, {row[1]} % fewer, {row[2]}, {row[nights]} nights, {test}";
                yield return new Figure($"{name}, power", Number(row[power]), Found(1 - (Number(row[1]) / 100)));
                yield return new Figure($"{name}, false", Number(row[falsely]), Found(1));

                double Found(double ratio) => Share([.. Enumerable.Range(0, trials).Select(_ =>
                {
                    var blocks = draw.Blocks(Number(row[0]), ratio, row[2] == "nb_night_k1" ? 1 : 0, row[2] switch { "nb_week_k4" => 0.25, "nb_week_k1" => 1, _ => 0 }, 7, (int)Number(row[nights]) / 7);
                    return test == "randomisation test" ? RandomisationTest.P(blocks) <= 0.05 : PlainAnalysis.QuasiPoisson(blocks, test == "two-sided");
                })]);
            }
    }

    /// <summary>
    /// short-blocks.csv: the weeks until the randomisation test over the pairs finds the effect in 80 %, on a coarse ladder of weeks. Of each row the power
    /// one rung below and on the rung of the table (or on the last rung, where even that is too little).
    /// </summary>
    public static IEnumerable<(string Row, double Below, double At, bool Enough)> ShortBlocks(int trials)
    {
        int[] ladder = [12, 16, 20, 24, 34, 40, 52, 66, 80, 104, 130];
        var draw = new Draws(104);
        foreach (var row in Rows("short-blocks.csv"))
        {
            var enough = row[4][0] != '>';
            var rung = enough ? Array.IndexOf(ladder, (int)Number(row[4])) : ladder.Length - 1;
            yield return (string.Join(' ', row[..4]), rung == 0 ? 0 : Found(ladder[rung - 1]), Found(ladder[rung]), enough);

            double Found(int weeks) => Share([.. Enumerable.Range(0, trials).Select(_ =>
                RandomisationTest.P(draw.Blocks(Number(row[0]), 1 - (Number(row[1]) / 100), 0, row[2] == "inf" ? 0 : 1 / Number(row[2]), (int)Number(row[3]), weeks * 7 / 2 / (int)Number(row[3]))) <= 0.05)]);
        }
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reference", file)).Skip(1).Select(line => line.Split(','));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Share(bool[] said) => said.Count(yes => yes) / (double)said.Length;
}
