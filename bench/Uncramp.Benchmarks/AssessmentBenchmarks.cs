using BenchmarkDotNet.Attributes;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Benchmarks;

/// <summary>One case, from words to an answer, and the rules alone in another engine.</summary>
[MemoryDiagnoser]
public class AssessmentBenchmarks
{
    private Case given = null!;
    private Facts.Facts facts = null!;
    private RulesEnginePeer peer = null!;

    /// <summary>A patient under examples/patients: three medicines; nothing but cramps; many conditions and results.</summary>
    [Params("woman-82-three-medicines", "woman-68-textbook-cramps", "man-75-spironolactone-heart-failure")]
    public string Patient { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        given = Repository.Patient(Patient);
        facts = FactsBuilder.Build(KnowledgeBase.BuiltIn, given).Facts;
        peer = new RulesEnginePeer(facts);
    }

    [Benchmark(Baseline = true)]
    public object Assess() => Assessor.Assess(facts, withQuestions: false);

    [Benchmark]
    public object AssessWithQuestions() => Assessor.Assess(facts);

    [Benchmark]
    public object Recognise() => FactsBuilder.Build(KnowledgeBase.BuiltIn, given).Facts;

    [Benchmark]
    public int RulesEngine() => peer.Run();
}
