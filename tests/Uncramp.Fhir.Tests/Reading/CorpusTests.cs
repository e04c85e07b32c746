using System.Diagnostics;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Records that other systems wrote: each is assessed, or refused with a reason, within a second.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Folders => ["ips", "bundles", "invalid", "cdshooks"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_file_is_assessed_or_refused_with_a_reason(string folder)
    {
        _ = Assess("""{"resourceType":"Patient","id":"warm-up"}"""u8.ToArray());
        foreach (var file in Corpus.Files(folder))
        {
            var bytes = File.ReadAllBytes(file);
            var (assessment, problems) = Assess(bytes);
            // Other work may hold the processor for a while; what hangs, hangs three times.
            Enumerable.Range(0, 3).Any(_ => IsWithinASecond(bytes)).ShouldBeTrue(file);
            if (assessment is null)
            {
                problems.ShouldNotBeEmpty(file);
                problems.ShouldAllBe(problem => problem.What.Length > 10 && problem.Remedy.Length > 5 && !problem.What.Contains("Exception", StringComparison.Ordinal), file);
            }
            else if (assessment.Record is { } record)
                record.Problems.ShouldAllBe(problem => char.IsAsciiLetterUpper(problem.Place[0]) || problem.Place.StartsWith("prefetch", StringComparison.Ordinal) || problem.Place.StartsWith("record ", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public void Every_summary_of_a_patient_is_read()
    {
        foreach (var file in Corpus.Files("ips").Concat(Corpus.Files("bundles").Where(file => !Path.GetFileName(file).StartsWith("Bundle-", StringComparison.Ordinal))))
            Assess(File.ReadAllBytes(file)).Assessment.ShouldNotBeNull(file);
    }

    private static bool IsWithinASecond(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        Assess(bytes);
        return watch.Elapsed < TimeSpan.FromSeconds(1);
    }

    private static (Assessment.Assessment? Assessment, IReadOnlyList<Problem> Problems) Assess(byte[] bytes)
    {
        var (given, unreadable) = BundleReader.Reads(bytes) ? BundleReader.Read(bytes, "record") : CaseReader.Read(bytes, "record");
        if (given is null) return (null, unreadable);
        var (facts, impossible) = FactsBuilder.Build(KnowledgeBase.BuiltIn, given, "record");
        return impossible.Count > 0 ? (null, impossible) : (Assessor.Assess(facts), []);
    }
}
