using BenchmarkDotNet.Attributes;
using Uncramp.Trials;

namespace Uncramp.Benchmarks;

/// <summary>The posterior of a trial and the gate before it. Counts are put together beforehand, as a page has them.</summary>
[MemoryDiagnoser]
public class TrialBenchmarks
{
    private Counts counts = null!;
    private Counts weekly = null!;

    [Params(84, 2000)]
    public int Nights { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Every third to fifth night has cramps, with fewer in the second arm; the same each time.
        var nights = Enumerable.Range(0, Nights).Select(i => (Arm: i / 7 % 2 == 0 ? Arm.Without : Arm.With, Cramps: i * 7 % 5 == 0 ? 1 + (i % 3) : i / 7 % 2 == 0 && i % 4 == 0 ? 1 : 0, Week: i / 7)).ToList();
        counts = Counts.Of(nights.Select(night => (night.Arm, night.Cramps)));
        weekly = Counts.Of(nights);
    }

    [Benchmark]
    public object Poisson() => Integration.Posterior(counts, EffectModel.Poisson);

    [Benchmark]
    public object NegativeBinomial() => Integration.Posterior(counts, EffectModel.NegativeBinomial);

    [Benchmark]
    public object Verdict() => TrialResult.Of(counts, []);

    [Benchmark]
    public object VerdictWithTrend() => TrialResult.Of(weekly, [], trend: true);

    [Benchmark]
    public object Gate() => Feasibility.Of(4, [7, 3, 1], 0);
}
