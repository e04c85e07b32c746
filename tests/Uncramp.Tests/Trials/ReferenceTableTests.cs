namespace Uncramp.Tests;

/// <summary>Self-tests of several kinds, simulated again: our account of why people are misled rests on these tables.</summary>
[Trait("Pace", "slow")]
public sealed class ReferenceTableTests
{
    [Fact]
    public void Looking_every_week_misleads_as_often_as_the_table_says() => Agrees(ReferenceTables.Peeking(Trials), 108);

    [Fact]
    public void Useless_remedies_seem_to_work_as_often_as_the_table_says() => Agrees(ReferenceTables.FalsePositives(Trials), 120);

    [Fact]
    public void Trials_of_so_many_nights_find_an_effect_as_often_as_the_table_says() => Agrees(ReferenceTables.Power(Trials), 234);

    [Fact]
    public void Short_blocks_need_the_weeks_that_the_table_says()
    {
        foreach (var (row, below, at, enough) in ReferenceTables.ShortBlocks(400))
        {
            // The table's own simulations were of 400 trials, so 80 % is known to ±0.06.
            below.ShouldBeLessThan(0.86, row);
            if (enough) at.ShouldBeGreaterThan(0.74, row);
            else at.ShouldBeLessThan(0.86, row);
        }
    }

    private const int Trials = 1000;

    private static void Agrees(IEnumerable<Figure> figures, int count)
    {
        var all = figures.ToList();
        all.Count.ShouldBe(count);
        // Each side is a simulation of about a thousand trials. Of so many figures none should be four errors away, and their χ² no more than expected by much.
        var away = all.Select(figure => (Figure: figure, Errors: Math.Abs(figure.Simulated - figure.Expected) / Error(figure))).ToList();
        away.Where(one => one.Errors > 4).Select(one => one.Figure).ShouldBeEmpty();
        Math.Sqrt(away.Average(one => one.Errors * one.Errors)).ShouldBeLessThan(1.3);
    }

    private static double Error(Figure figure)
    {
        var share = Math.Clamp((figure.Expected + figure.Simulated) / 2, 0.002, 0.998);
        return Math.Sqrt(share * (1 - share) * 2 / Trials);
    }
}
