using Uncramp.Diary;
using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>The formula of the gate beside simulated trials, which were stepped in weeks and tried 1,000 times each.</summary>
public sealed class FeasibilityTests
{
    [Theory]
    // rate, fewer by, 1/k, nights an arm when simulated
    [InlineData(1, 0.5, 0, 266)]
    [InlineData(1, 0.5, 0.25, 315)]
    [InlineData(1, 0.7, 0, 126)]
    [InlineData(1, 0.7, 1, 189)]
    [InlineData(2, 0.3, 0, 441)]
    [InlineData(2, 0.5, 0, 140)]
    [InlineData(2, 0.5, 0.25, 182)]
    [InlineData(2, 0.5, 1, 315)]
    [InlineData(4, 0.3, 0, 224)]
    [InlineData(4, 0.3, 0.25, 378)]
    [InlineData(4, 0.5, 0, 77)]
    [InlineData(4, 0.5, 0.25, 119)]
    [InlineData(4, 0.5, 1, 252)]
    [InlineData(4, 0.7, 0, 42)]
    [InlineData(4, 0.7, 1, 105)]
    [InlineData(7, 0.3, 0, 126)]
    [InlineData(7, 0.3, 0.25, 294)]
    [InlineData(7, 0.5, 0, 49)]
    [InlineData(7, 0.5, 0.25, 91)]
    [InlineData(7, 0.5, 1, 231)]
    [InlineData(7, 0.7, 1, 91)]
    public void Nights_for_80_percent_power_are_those_of_simulated_trials(double rate, double fewer, double weeks, int simulated)
    {
        var nights = Feasibility.Needed(rate, 1 - fewer, 7, 0, new Scatter(0, weeks)).NightsPerArm!.Value;
        // A step of a week and the error of 1,000 simulations: one block or an eighth.
        ((double)nights).ShouldBe(simulated, Math.Max(7.01, simulated / 8.0));
    }

    [Theory]
    // rate, fewer by, 1/κ of nights
    [InlineData(2, 0.5, 1, 168)]
    [InlineData(4, 0.5, 1, 105)]
    [InlineData(7, 0.3, 1, 231)]
    [InlineData(7, 0.5, 1, 77)]
    public void Bad_nights_lengthen_it_too(double rate, double fewer, double ofNights, int simulated) =>
        ((double)Feasibility.Needed(rate, 1 - fewer, 7, 0, new Scatter(ofNights, 0)).NightsPerArm!.Value).ShouldBe(simulated, Math.Max(7.01, 0.1 * simulated));

    [Theory]
    // rate, 1/k, block, and the simulated weeks with the step before them on the coarse ladder that was tried
    [InlineData(4, 1, 7, 66, 80)]
    [InlineData(4, 1, 3, 24, 34)]
    [InlineData(4, 1, 1, 20, 24)]
    [InlineData(4, 0.25, 3, 20, 24)]
    [InlineData(4, 0.25, 1, 20, 24)]
    [InlineData(2, 1, 7, 80, 104)]
    [InlineData(2, 0.25, 1, 34, 40)]
    [InlineData(7, 1, 1, 12, 16)]
    [InlineData(7, 1, 3, 16, 24)]
    [InlineData(7, 0.25, 1, 12, 16)]
    public void Short_blocks_help_as_much_as_in_simulated_trials(double rate, double weeks, int block, int below, int most) =>
        Feasibility.Needed(rate, 0.5, block, 0, new Scatter(0, weeks)).Weeks!.Value.ShouldBeInRange(below, most);

    [Fact]
    public void At_one_cramp_a_week_the_gate_says_no_and_at_seven_yes()
    {
        Feasibility.Of(1, [7], 0).Suggested.ShouldBeNull();
        Feasibility.Of(7, [7], 0).Suggested!.Block.ShouldBe(7);
    }

    [Fact]
    public void Where_week_by_week_is_too_long_short_blocks_are_offered()
    {
        var answer = Feasibility.Of(4, [7, 3, 1], 0);
        answer.Layouts[0].Answers.ShouldBeFalse();
        answer.Suggested!.Block.ShouldBe(3);
    }

    [Fact]
    public void What_the_diary_does_not_tell_is_a_range()
    {
        var answer = Feasibility.Of(4, [7], 0);
        answer.ScatterKnown.ShouldBeFalse();
        (answer.AtBest.Weeks < answer.Layouts[0].Weeks && answer.Layouts[0].Weeks < answer.AtWorst.Weeks).ShouldBeTrue();
        var known = Feasibility.Of(4, [7], 0, Scatter.None);
        known.AtBest.ShouldBe(known.AtWorst);
    }

    [Fact]
    public void Wash_out_costs_weeks() => Feasibility.Needed(7, 0.5, 14, 7, Scatter.None).Weeks!.Value.ShouldBeGreaterThan(Feasibility.Needed(7, 0.5, 14, 0, Scatter.None).Weeks!.Value);

    [Fact]
    public void A_diary_of_eight_weeks_tells_good_weeks_from_bad_ones()
    {
        Scatter.Of(A.Nights([.. Enumerable.Repeat(1, 49)])).ShouldBeNull();
        // Every night alike: no scatter at all.
        Scatter.Of(A.Nights([.. Enumerable.Repeat(1, 70)])).ShouldBe(new Scatter(0, 0));
        // Weeks of 14 and of none in turn: mean 7, variance 54.4 of 10 weeks, and (54.4 − 7)/49 = 0.97.
        Scatter.Of(A.Nights([.. Enumerable.Range(0, 70).Select(i => i / 7 % 2 == 0 ? 2 : 0)]))!.Value.OfWeeks.ShouldBe(((10 * 49.0 / 9) - 7) / 49, 0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Without_cramps_there_is_nothing_to_halve(double rate) => Should.Throw<ArgumentOutOfRangeException>(() => Feasibility.Of(rate, [7], 0));
}
