using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class SharedResultsTests
{
    private const double T19 = 2.093024054408263; // Student's t, 97.5 %, 19 degrees of freedom: printed in every table as 2.093
    private const double T18 = 2.10092204024096;

    [Fact]
    public void Fewer_than_twenty_people_are_not_summed_up() => SharedResults.Of(Alike(19, i => 0)).ShouldBeNull();

    [Fact]
    public void With_equal_errors_it_is_the_plain_mean_and_its_t_interval()
    {
        // Ten people at -1 and ten at 0: mean -½, variance 5/19; with errors of 0.1 the rest is between people.
        var summary = SharedResults.Of(Alike(20, i => i % 2 == 0 ? -1 : 0))!;
        var variance = 5.0 / 19;
        summary.Between.ShouldBe(Math.Sqrt(variance - 0.01), 1e-9);
        summary.Average.Ratio.ShouldBe(Math.Exp(-0.5), 1e-9);
        summary.Average.Low.ShouldBe(Math.Exp(-0.5 - (T19 * Math.Sqrt(variance / 20))), 1e-6);
        summary.NextPerson.High.ShouldBe(Math.Exp(-0.5 + (T18 * Math.Sqrt(variance - 0.01 + (variance / 20)))), 1e-6);
    }

    [Fact]
    public void People_who_agree_better_than_chance_give_no_narrower_range_than_chance_allows()
    {
        var summary = SharedResults.Of(Alike(20, _ => -0.2))!;
        summary.Between.ShouldBe(0);
        summary.Average.High.ShouldBe(Math.Exp(-0.2 + (T19 * 0.1 / Math.Sqrt(20))), 1e-6);
    }

    [Fact]
    public void A_sharper_result_weighs_more()
    {
        var results = Alike(20, _ => 0).Select((result, i) => i < 5 ? result with { LogRatio = -1, StandardError = 0.02 } : result with { StandardError = 2 }).ToList();
        SharedResults.Of(results)!.Average.Ratio.ShouldBe(Math.Exp(-1), 0.02);
    }

    [Fact]
    public void Small_cells_are_hidden_and_cannot_be_worked_out_from_the_others()
    {
        var verdicts = Enumerable.Repeat(TrialVerdict.Helps, 3).Concat(Enumerable.Repeat(TrialVerdict.NotYet, 8)).Concat(Enumerable.Repeat(TrialVerdict.NotWorthIt, 12));
        var cells = SharedResults.Of([.. verdicts.Select(verdict => new SharedResult(0, 0.3, verdict))])!.Verdicts;
        cells[TrialVerdict.Helps].ShouldBeNull();
        cells[TrialVerdict.NotYet].ShouldBeNull();
        cells[TrialVerdict.NotWorthIt].ShouldBe(12);
    }

    [Fact]
    public void What_is_shared_of_a_trial_is_its_reference_estimate()
    {
        var shared = SharedResult.Of(TrialResult.Of(TwoTrials.Counts(TwoTrials.One), []));
        shared.LogRatio.ShouldBe(Math.Log(0.612643), 0.001);
        shared.StandardError.ShouldBe(Math.Log(1.257107 / 0.291801) / 3.92, 0.001);
    }

    private static List<SharedResult> Alike(int people, Func<int, double> ratio) => [.. Enumerable.Range(0, people).Select(i => new SharedResult(ratio(i), 0.1, TrialVerdict.NotYet))];
}
