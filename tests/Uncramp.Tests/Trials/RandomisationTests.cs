using CsCheck;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class RandomisationTests
{
    [Fact]
    public void Five_pairs_that_all_point_one_way_are_one_draw_in_32() =>
        RandomisationTest.P([.. Enumerable.Repeat(new Pair(7, 4, 7, 1), 5)]).ShouldBe(1.0 / 32, 1e-12);

    [Fact]
    public void Without_any_difference_every_draw_looks_as_good() => RandomisationTest.P([.. Enumerable.Repeat(new Pair(7, 2, 7, 2), 6)]).ShouldBe(1);

    [Fact]
    public void Differences_of_3_2_and_minus_1_are_reached_by_two_draws_in_eight() =>
        // Sums of ±3 ±2 ±1: 6 and 4 are at least 4.
        RandomisationTest.P([new Pair(1, 3, 1, 0), new Pair(1, 2, 1, 0), new Pair(1, 0, 1, 1)]).ShouldBe(2.0 / 8, 1e-12);

    [Fact]
    public void The_share_is_that_of_trying_every_draw() => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 20], Gen.Int[0, 7], Gen.Int[0, 20]).Array[1, 10].Sample(raw =>
    {
        var pairs = raw.Select(row => new Pair(row.Item1, row.Item1 == 0 ? 0 : row.Item2, row.Item3, row.Item3 == 0 ? 0 : row.Item4)).ToList();
        var differences = pairs.Select(pair => (pair.CrampsWithout * pair.NightsWith) - (pair.CrampsWith * pair.NightsWithout)).ToList();
        var asGood = Enumerable.Range(0, 1 << differences.Count).Count(draw => differences.Select((difference, i) => (draw >> i & 1) == 0 ? difference : -difference).Sum() >= differences.Sum());
        return Math.Abs(RandomisationTest.P(pairs) - ((double)asGood / (1 << differences.Count))) < 1e-12;
    }, iter: 300);

    [Fact]
    public void Two_hundred_pairs_are_no_sample_either() =>
        // All alike: p is 2^-200, which a sample would never find.
        RandomisationTest.P([.. Enumerable.Repeat(new Pair(1, 2, 1, 1), 200)]).ShouldBe(Math.Pow(2, -200), 1e-70);
}
