using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Uncramp.Benchmarks;
using Uncramp.Knowledge;

// Usage: bench/run. Arguments: the program "dotnet", the folders of Uncramp.Ready compiled ahead of time and plainly.
var (dotnet, readyAhead, readyPlain) = (args[0], args[1], args[2]);
var report = new Report();

var config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(NullLogger.Instance)
    .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "bench"))
    .WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.DisableLogFile);
Console.Error.WriteLine("bench: assessment …");
var summary = BenchmarkRunner.Run<AssessmentBenchmarks>(config);
foreach (var patient in summary.Reports.GroupBy(row => (string)row.BenchmarkCase.Parameters["Patient"]))
{
    var by = patient.ToDictionary(row => row.BenchmarkCase.Descriptor.WorkloadMethod.Name);
    var ours = Microseconds(by[nameof(AssessmentBenchmarks.Assess)]);
    var theirs = Microseconds(by[nameof(AssessmentBenchmarks.RulesEngine)]);
    report.Add($"assess with reasons, {patient.Key}", Report.Time(ours), Memory(by[nameof(AssessmentBenchmarks.Assess)]), "≤ 25 µs, ≤ 32 KB", $"RulesEngine {Report.Time(theirs)}, {Memory(by[nameof(AssessmentBenchmarks.RulesEngine)])}", Report.Ratio(theirs, ours));
    Add("… and ranked questions", nameof(AssessmentBenchmarks.AssessWithQuestions), "≤ 5 ms");
    Add("… recognition of its words", nameof(AssessmentBenchmarks.Recognise), "");

    void Add(string what, string method, string target) => report.Add(what, Report.Time(Microseconds(by[method])), Memory(by[method]), target);
}

Console.Error.WriteLine("bench: trials …");
foreach (var row in BenchmarkRunner.Run<TrialBenchmarks>(config).Reports.OrderBy(row => (int)row.BenchmarkCase.Parameters["Nights"]))
{
    var (what, target) = row.BenchmarkCase.Descriptor.WorkloadMethod.Name switch
    {
        nameof(TrialBenchmarks.Poisson) => ("Poisson posterior", "≤ 300 µs"),
        nameof(TrialBenchmarks.NegativeBinomial) => ("negative binomial posterior", "≤ 1 ms"),
        nameof(TrialBenchmarks.Verdict) => ("verdict", "≤ 1 ms"),
        nameof(TrialBenchmarks.VerdictWithTrend) => ("verdict with a trend", ""),
        _ => ("gate, three layouts", "≤ 50 ms"),
    };
    report.Add($"{what}, {row.BenchmarkCase.Parameters["Nights"]} nights", Report.Time(Microseconds(row)), Memory(row), target);
}

Console.Error.WriteLine("bench: typeahead …");
var names = Repository.MedicineNames();
foreach (var row in Typeahead.Measure(names))
    report.Add($"typeahead, {row.Typing}", Report.Time(row.Ours.Median), $"{Report.Time(row.Ours.P99)}, recall {Report.Share(row.Ours.Recall)}", "≤ 200 µs, p99 ≤ 500 µs, recall ≥ 99 %",
        $"Lucene.Net {Report.Time(row.Theirs.Median)}, p99 {Report.Time(row.Theirs.P99)}, recall {Report.Share(row.Theirs.Recall)}", Report.Ratio(row.Theirs.Median, row.Ours.Median));

Console.Error.WriteLine("bench: start …");
foreach (var (how, folder) in new[] { ("compiled ahead", readyAhead), ("compiled at start", readyPlain) })
{
    var (whole, said) = Startup.Median(dotnet, Path.Combine(folder, "Uncramp.Ready.dll"));
    report.Add($"knowledge ready, {how}", Report.Time(said * 1000), $"whole process {Report.Time(whole * 1000)}", "≤ 100 ms");
}
var patientFile = Path.Combine(Repository.Root, "bench", "case.yaml");
report.Add("./uncramp assess, whole process", Report.Time(Startup.Median(Path.Combine(Repository.Root, "uncramp"), "assess", patientFile, "--format", "json").Whole * 1000), "", "≤ 400 ms");

var text = string.Create(CultureInfo.InvariantCulture, $"""
    # Measured on {Report.Machine}

    {Report.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(' ')[0]}, {RuntimeInformation.FrameworkDescription}; {DateTime.UtcNow:yyyy-MM-dd}.
    Knowledge {KnowledgeBase.BuiltIn.Release.Version}, {KnowledgeBase.BuiltIn.Entries.Count} entries, {new RulesEnginePeer(Uncramp.Facts.FactsBuilder.Build(KnowledgeBase.BuiltIn, Repository.Patient("woman-82-three-medicines")).Facts).Count} criteria; {names.Count} medicine names{(Environment.GetEnvironmentVariable("UNCRAMP_CORPUS") is null ? "" : ", the corpus included")}.
    Repeat with `bench/run`{(Environment.GetEnvironmentVariable("UNCRAMP_CORPUS") is null ? "" : ", UNCRAMP_CORPUS naming the corpus")}.

    {report}
    """);
var results = Directory.CreateDirectory(Path.Combine(Repository.Root, "bench", "results"));
File.WriteAllText(Path.Combine(results.FullName, $"{Report.Machine}.md"), text);
Console.Out.Write(report);
return 0;

static double Microseconds(BenchmarkDotNet.Reports.BenchmarkReport row) => (row.ResultStatistics?.Median ?? double.NaN) / 1000;

static string Memory(BenchmarkDotNet.Reports.BenchmarkReport row) =>
    string.Create(CultureInfo.InvariantCulture, $"{(row.GcStats.GetBytesAllocatedPerOperation(row.BenchmarkCase) ?? 0) / 1024.0:F1} KB");
