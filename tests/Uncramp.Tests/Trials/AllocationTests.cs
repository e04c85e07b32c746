using Uncramp.Diary;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class AllocationTests
{
    private static readonly Night Start = Night.Parse("2026-12-01")!.Value;

    [Fact]
    public void A_schedule_follows_from_plan_and_seed_and_from_nothing_else()
    {
        var schedule = Allocation.Of(Plan());
        Allocation.Of(Plan()).Text.ShouldBe(schedule.Text);
        // Worked out with another program: HMAC-SHA-256 of "pair 1" … under 32 zero bytes, lowest bit of the first byte.
        schedule.Text.ShouldBe($"uncramp trial 1\nmeasure prevention/x\nstart 2026-12-01\nblock 3\nwashout 0\npairs 6\nseed {new string('0', 64)}\norder AB BA BA BA BA AB\n");
        schedule.Hash.ShouldBe("ef96bd8b5b68948e895d8d717182e6018ff984ba248413eaba035280f84573e8");
    }

    [Fact]
    public void Whoever_bends_the_schedule_is_found_out()
    {
        var kept = Plan() with { Schedule = Allocation.Of(Plan()).Hash };
        Allocation.Holds(kept).ShouldBeTrue();
        Allocation.Holds(kept with { Start = Start.Plus(1) }).ShouldBeFalse();
        Allocation.Holds(kept with { Seed = new string('1', 64) }).ShouldBeFalse();
        Allocation.Holds(kept with { Schedule = null }).ShouldBeFalse();
    }

    [Fact]
    public void Each_pair_has_a_block_of_either_arm_and_wash_out_comes_first()
    {
        var trial = Plan() with { Block = 14, Washout = 7 };
        var schedule = Allocation.Of(trial);
        schedule.On(Start.Plus(-1)).ShouldBeNull();
        schedule.On(schedule.End).ShouldBeNull();
        var nights = Enumerable.Range(0, 6 * 42).Select(i => schedule.On(Start.Plus(i))!).ToList();
        foreach (var block in nights.GroupBy(night => night.Block))
        {
            block.Select(night => night.Arm).Distinct().Count().ShouldBe(1);
            block.Select(night => night.Washout).ShouldBe([.. Enumerable.Repeat(true, 7), .. Enumerable.Repeat(false, 14)]);
        }
        foreach (var pair in nights.GroupBy(night => night.Pair)) pair.Count(night => night.Arm == Arm.With).ShouldBe(21);
    }

    [Fact]
    public void Over_many_seeds_every_pair_begins_with_either_arm_as_often()
    {
        var first = new int[6];
        for (var i = 0; i < 4000; i++)
        {
            var order = Allocation.Of(Plan() with { Seed = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))) }).First;
            for (var pair = 0; pair < 6; pair++) first[pair] += order[pair] == Arm.With ? 1 : 0;
        }
        // Four standard deviations around one half.
        first.ShouldAllBe(times => Math.Abs(times - 2000) < 4 * 32);
    }

    private static Trial Plan() => new() { Id = A.Id(1), Measure = "prevention/x", Start = Start, Block = 3, Pairs = 6, Seed = new string('0', 64), Logged = A.Morning };
}
