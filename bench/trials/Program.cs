using System.Globalization;
using Uncramp.Tests;
using Uncramp.Trials;

// Usage: bench/trials/run [trials a row]. Seeds are fixed: the same number of trials gives the same table.
var trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"# Simulated trials\n\n{trials} trials a row; the error of a share p is √(p(1−p)/{trials}), at most {1.96 * Math.Sqrt(0.25 / trials):0.000} (95 %). Repeat with `bench/trials/run {trials}`.\n");

Console.WriteLine("## The reference tables, simulated again\n\nHow self-tests of several kinds mislead, and what finds an effect: each figure of the tables in `tests/Uncramp.Tests/Trials/Reference` beside our own simulation of it.\n");
Console.WriteLine("| table | figures | root mean square of the differences | largest difference |\n| --- | --- | --- | --- |");
foreach (var (name, figures) in new[] { ("peeking.csv", ReferenceTables.Peeking(trials)), ("falsepos.csv", ReferenceTables.FalsePositives(trials)), ("power.csv", ReferenceTables.Power(trials)) })
{
    var away = figures.Select(figure => Math.Abs(figure.Simulated - figure.Expected)).ToList();
    Console.WriteLine($"| {name} | {away.Count} | {Math.Sqrt(away.Average(one => one * one)):0.0000} | {away.Max():0.000} |");
}
var ladder = ReferenceTables.ShortBlocks(trials).ToList();
Console.WriteLine($"\nshort-blocks.csv: of its {ladder.Count} rows, power on the rung it names (where it names one) is {ladder.Where(row => row.Enough).Min(row => row.At):0.000} at least, and one rung below {ladder.Max(row => row.Below):0.000} at most.\n");

Console.WriteLine("## Looking every week\n\nPairs of weeks in random order, 26 weeks, even nights (Poisson). Looks begin after ten weeks. Each row says \"it helps\" when P(any benefit) is at least the threshold;");
Console.WriteLine("\"rule\" is the verdict people see: the sceptical negative binomial model and the randomisation test.\n");
Console.WriteLine("| cramps a week | fewer | model | threshold | helps, weekly looks | helps, one look at the end |\n| --- | --- | --- | --- | --- | --- |");
foreach (var (rate, ratio) in new[] { (2, 1.0), (2, 0.5), (4, 1.0), (4, 0.5), (7, 1.0), (7, 0.5) })
{
    foreach (var (name, model, threshold) in new[]
    {
        ("Poisson, flat prior", new EffectModel(false, 10), 0.95), ("Poisson, flat prior", new EffectModel(false, 10), 0.975), ("Poisson, N(0, 0.5²)", new EffectModel(false, 0.5), 0.975),
        ("Poisson, N(0, 0.35²)", new EffectModel(false, 0.35), 0.95), ("Poisson, N(0, 0.35²)", new EffectModel(false, 0.35), 0.975), ("negative binomial, N(0, 0.35²)", EffectModel.Sceptical, 0.975),
    })
    {
        var (weekly, once) = Share(trial => Looks(trial, model, threshold), rate, ratio, 0, 7);
        Console.WriteLine($"| {rate} | {1 - ratio:P0} | {name} | {threshold} | {weekly:0.000} | {once:0.000} |");
    }
    var rule = Share(trial => (trial.SaysHelps(everyWeek: true, trend: false), trial.SaysHelps(everyWeek: false, trend: false)), rate, ratio, 0, 7);
    Console.WriteLine($"| {rate} | {1 - ratio:P0} | rule | 0.975 | {rule.First:0.000} | {rule.Second:0.000} |");
}

Console.WriteLine("\n## The rule where cramps scatter\n\n| cramps a week | 1/k of weeks | block | fading by half | trend in the model | useless: helps, weekly looks | halving: helps, weekly looks |\n| --- | --- | --- | --- | --- | --- | --- |");
foreach (var (rate, ofWeeks, block, fading, trend) in new[] { (2, 0.25, 7, false, false), (4, 0.25, 7, false, false), (7, 0.25, 7, false, false), (4, 1.0, 7, false, false), (7, 1.0, 7, false, false), (4, 0.25, 3, false, false), (4, 0.25, 1, false, false), (4, 0.25, 3, true, false), (4, 0.25, 3, true, true) })
{
    // A trend is integrated out as well and takes ten times as long.
    var some = trend ? Math.Max(50, trials / 10) : trials;
    double Rule(double ratio)
    {
        var draw = new Draws(31);
        return Enumerable.Range(0, some).Count(_ => draw.Trial(rate, ratio, ofWeeks, block, 26, fading).SaysHelps(everyWeek: true, trend)) / (double)some;
    }
    Console.WriteLine($"| {rate} | {ofWeeks} | {block} | {(fading ? "yes" : "no")} | {(trend ? $"yes ({some} trials)" : "no")} | {Rule(1):0.000} | {Rule(0.5):0.000} |");
}

Console.WriteLine("\n## Power of the gate's answer\n\nWith as many pairs as the gate says are needed for 80 %: one-sided tests of 5 %, a quasi-Poisson regression of the blocks (what the gate's formula is about, in pairs) and the randomisation test. Last, the rule that people see, looked at every week for so long.\n\n| cramps a week | fewer | 1/κ of nights | 1/k of weeks | block | nights an arm | weeks | regression: power | falsely | randomisation test: power | falsely | the rule: finds |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var (rate, ratio, ofNights, ofWeeks, block) in new[]
{
    (1, 0.5, 0, 0, 7), (2, 0.5, 0, 0, 7), (4, 0.3, 0, 0, 7), (4, 0.5, 0, 0, 7), (4, 0.7, 0, 0, 7), (7, 0.5, 0, 0, 7), (4, 0.5, 1, 0, 7),
    (2, 0.5, 0, 0.25, 7), (4, 0.5, 0, 0.25, 7), (7, 0.5, 0, 0.25, 7), (4, 0.5, 0, 1.0, 7), (7, 0.5, 0, 1.0, 7), (4, 0.5, 0, 1.0, 3), (4, 0.5, 0, 1.0, 1), (7, 0.5, 0, 1.0, 3), (7, 0.5, 0, 1.0, 1),
})
{
    var needed = Feasibility.Needed(rate, ratio, block, 0, new Scatter(ofNights, ofWeeks));
    if (needed.Pairs is not { } pairs) continue;
    (double Regression, double Drawn) Positive(double effect)
    {
        var draw = new Draws(17);
        var said = Enumerable.Range(0, trials).Select(_ => draw.Blocks(rate, effect, ofNights, ofWeeks, block, pairs)).Select(blocks => (PlainAnalysis.QuasiPoisson(blocks), RandomisationTest.P(blocks) <= 0.05)).ToList();
        return (said.Count(one => one.Item1) / (double)trials, said.Count(one => one.Item2) / (double)trials);
    }
    var (power, falsely) = (Positive(ratio), Positive(1));
    Console.WriteLine($"| {rate} | {1 - ratio:P0} | {ofNights} | {ofWeeks} | {block} | {needed.NightsPerArm} | {needed.Weeks} | {power.Regression:0.000} | {falsely.Regression:0.000} | {power.Drawn:0.000} | {falsely.Drawn:0.000} | {Rule(ratio)} |");

    // What people see is stricter, because they look every week. Nights that scatter by themselves are not drawn here.
    string Rule(double effect)
    {
        if (ofNights > 0 || needed.Weeks > Feasibility.MostWeeks) return "";
        var draw = new Draws(37);
        return (Enumerable.Range(0, trials).Count(_ => draw.Trial(rate, effect, ofWeeks, block, needed.Weeks!.Value, false).SaysHelps(everyWeek: true, trend: false)) / (double)trials).ToString("0.000", CultureInfo.InvariantCulture);
    }
}

Console.WriteLine("\n## Before and after\n\nA useless remedy, begun as 28 nights of diary end. \"Dummy\": cramps fall by 36 % on their own, as they did in people on a dummy (8.51 to 5.48 a week).\n\n| cramps a week | weeks each side | what happens | a quarter fewer |\n| --- | --- | --- | --- |");
foreach (var rate in new[] { 2, 4, 7 })
    foreach (var weeks in new[] { 2, 4, 6, 8 })
        foreach (var (name, after) in new[] { ("nothing", 1.0), ("a fall of 28 %", 0.72), ("dummy", 5.48 / 8.51) })
        {
            var draw = new Draws(5);
            var seen = Enumerable.Range(0, trials).Count(_ =>
            {
                var (before, then) = (draw.Poisson(rate * weeks), draw.Poisson(rate * weeks * after));
                return before > 0 && then <= 0.75 * before;
            });
            Console.WriteLine($"| {rate} | {weeks} | {name} | {seen / (double)trials:0.000} |");
        }
return 0;

(double First, double Second) Share(Func<MadeUp, (bool, bool)> says, double rate, double ratio, double ofWeeks, int block)
{
    var draw = new Draws(29);
    var (first, second) = (0, 0);
    for (var i = 0; i < trials; i++)
    {
        var (one, other) = says(draw.Trial(rate, ratio, ofWeeks, block, 26, false));
        (first, second) = (first + (one ? 1 : 0), second + (other ? 1 : 0));
    }
    return (first / (double)trials, second / (double)trials);
}

// From the fifth pair on, as for the verdict.
static (bool Weekly, bool Once) Looks(MadeUp trial, EffectModel model, double threshold)
{
    var (ever, last) = (false, false);
    for (var nights = 70; nights <= trial.Nights.Count; nights += 7)
    {
        if (ever && nights < trial.Nights.Count) continue;
        var counts = Counts.Of(trial.Nights.Take(nights));
        last = counts.HasBoth && Integration.Posterior(counts, model).AnyFewer >= threshold;
        ever |= last;
    }
    return (ever, last);
}
