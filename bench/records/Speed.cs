using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.RecordRows;

/// <summary>Bundle to assessment, beside Firely's POCO parser on the same bytes in the same run: parsing alone, without a thought about the person.</summary>
internal static class Speed
{
    private const int Rounds = 15;
    private const double WarmSeconds = 10;

    public static int Run(string[] folders)
    {
        var options = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector).UsingMode(DeserializationMode.Recoverable);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Bundle to assessment, beside Firely's POCO parser

            {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, Hl7.Fhir.R4 {typeof(Bundle).Assembly.GetName().Version?.ToString(3)}; the best of {Rounds} rounds each after {WarmSeconds:F0} s to warm up, one after the other. Repeat with `bench/records/run`.
            Reading, recognition, flags, contributors, measures and their reasons are in ours; ranking the next questions is told apart.

            | records | MB | ours, MB/s | reading alone | with ranked questions | Firely parsing, MB/s | ours / Firely |
            | --- | --- | --- | --- | --- | --- | --- |
            """));
        foreach (var folder in folders)
        {
            var files = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(WithoutMark).Where(bytes => BundleReader.Read(bytes, "x").Case is not null).ToList();
            var bytes = files.Sum(file => (long)file.Length) / 1e6;
            var (ours, reading, asking, theirs) = (0.0, 0.0, 0.0, 0.0);
            // Both are compiled to the end before anything is timed.
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds;)
                foreach (var file in files)
                {
                    Assess(file, questions: false);
                    Parse(file, options);
                }
            foreach (var file in files)
            {
                ours += Best(() => Assess(file, questions: false));
                reading += Best(() => BundleReader.Read(file, "x"));
                asking += Best(() => Assess(file, questions: true));
                theirs += Best(() => Parse(file, options));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {files.Count} of {Path.GetFileName(folder)} | {bytes:F1} | {bytes / ours:F0} | {bytes / reading:F0} | {bytes / asking:F0} | {bytes / theirs:F1} | {theirs / ours:F1} × |"));
        }
        return 0;
    }

    /// <summary>A mark of byte order is no JSON to the peer.</summary>
    private static byte[] WithoutMark(string file) => File.ReadAllBytes(file) is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : File.ReadAllBytes(file);

    private static void Assess(byte[] bytes, bool questions)
    {
        var given = BundleReader.Read(bytes, "x").Case!;
        Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given, "x").Facts, questions);
    }

    private static void Parse(byte[] bytes, JsonSerializerOptions options)
    {
        try
        {
            JsonSerializer.Deserialize<Bundle>(bytes, options);
        }
        catch (DeserializationFailedException)
        {
            // It reads on to the end and then says what was wrong; the time is that of the whole file.
        }
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
