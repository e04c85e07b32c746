using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Uncramp.Knowledge;
using Uncramp.Screening;

namespace Uncramp.ScreenBench;

/// <summary>What grows: time with bytes, memory with patients and threads, and what packing costs.</summary>
internal static class Sizes
{
    private static readonly double[] Gigabytes = [0.1, 1, 10];
    private static readonly (int Patients, int Threads)[] Populations = [(200_000, 1), (1_000_000, 1), (1_000_000, 4)];

    /// <summary>Measures, and writes a table.</summary>
    /// <param name="folder">Where exports are made.</param>
    /// <param name="rounds">How often.</param>
    public static void Write(string folder, int rounds)
    {
        var cores = Environment.ProcessorCount;
        Console.WriteLine();
        Console.WriteLine($"Time, {cores} threads, medians of {rounds} interleaved rounds:");
        Console.WriteLine();
        Console.WriteLine("| GB | MB/s | of the first of 1 GB |");
        Console.WriteLine("| --- | --- | --- |");
        var exports = Gigabytes.Select(size => (Size: size, Files: ExportOf(Path.Combine(folder, $"{size}"), path => Generator.Write(path, (long)(size * 1e9))))).ToList();
        var speeds = Medians(rounds, [.. exports.Select(export => (Action: (Action)(() => Screen(export.Files, cores)), Bytes: export.Files.Sum(file => (double)file.Length)))]);
        for (var i = 0; i < exports.Count; i++) Console.WriteLine($"| {exports[i].Size} | {speeds[i]:0} | {speeds[i] / speeds[1]:0.00} |");

        var packed = Path.Combine(folder, "packed.ndjson.gz");
        if (!File.Exists(packed))
        {
            using var from = File.OpenRead(Path.Combine(folder, "0.1", "Observation.ndjson"));
            using var to = new GZipStream(File.Create(packed), CompressionLevel.Optimal);
            from.CopyTo(to);
        }
        var unpacked = (double)new FileInfo(Path.Combine(folder, "0.1", "Observation.ndjson")).Length;
        var packing = Medians(rounds, [(() => Unpack(packed), unpacked), (() => Screening.Screening.Read(KnowledgeBase.BuiltIn, ExportFile.Find([packed]).Files, new ScreenOptions()), unpacked)]);
        Console.WriteLine();
        Console.WriteLine($"Packed results, 1 thread: unpacking alone {packing[0]:0} MB/s, screen {packing[1]:0} MB/s: {packing[1] / packing[0]:0.00}.");

        Console.WriteLine();
        Console.WriteLine("Memory, small patients of one order and one result each, the most that a process of its own takes:");
        Console.WriteLine();
        Console.WriteLine("| patients | threads | MB |");
        Console.WriteLine("| --- | --- | --- |");
        var peaks = Populations.Select(population => (double)Peak(ExportOf(Path.Combine(folder, $"small-{population.Patients}"), path => Small(path, population.Patients))[0].Path, population.Threads)).ToList();
        for (var i = 0; i < peaks.Count; i++) Console.WriteLine($"| {Populations[i].Patients:N0} | {Populations[i].Threads} | {peaks[i]:0} |");
        Console.WriteLine();
        Console.WriteLine($"For a million patients more: {(peaks[1] - peaks[0]) / 0.8:0} MB. For a thread more: {(peaks[2] - peaks[1]) / 3:0} MB.");
    }

    /// <summary>The most memory of this process when it screens a file, in MB.</summary>
    public static void WritePeak(string file, int threads)
    {
        Screen(ExportFile.Find([file]).Files, threads);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"{self.PeakWorkingSet64 / 1_000_000}");
    }

    private static void Screen(IReadOnlyList<ExportFile> files, int threads)
    {
        var summary = new ScreenSummary();
        foreach (var row in Screening.Screening.Read(KnowledgeBase.BuiltIn, files, new ScreenOptions(Threads: threads)).Rows()) summary.Add(row);
    }

    private static void Unpack(string packed)
    {
        using var stream = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        var buffer = new byte[1 << 20];
        while (stream.Read(buffer) > 0) { }
    }

    private static long Peak(string file, int threads)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Sizes).Assembly.Location, "peak", file, $"{threads}"]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return long.Parse(said, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<ExportFile> ExportOf(string path, Action<string> make)
    {
        if (!Directory.Exists(path)) make(path);
        return ExportFile.Find([path]).Files;
    }

    private static void Small(string folder, int patients)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(patients);
        using var output = new StreamWriter(Path.Combine(folder, "All.ndjson"), false, new UTF8Encoding(false)) { NewLine = "\n" };
        for (var i = 0; i < patients; i++)
        {
            var id = Generator.Uuid(random);
            output.WriteLine($$"""{"resourceType":"Patient","id":"{{id}}","gender":"female","birthDate":"{{1930 + random.Next(80)}}-03-02"}""");
            output.WriteLine($$$"""{"resourceType":"MedicationRequest","id":"{{{i}}}","status":"active","intent":"order","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"4603"}]},"subject":{"reference":"Patient/{{{id}}}"},"authoredOn":"2025-01-10"}""");
            output.WriteLine($$$"""{"resourceType":"Observation","id":"{{{i}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"subject":{"reference":"Patient/{{{id}}}"},"effectiveDateTime":"2025-02-{{{1 + random.Next(28):00}}}T08:00:00Z","valueQuantity":{"value":{{{3 + random.Next(30) / 10}}}.{{{random.Next(10)}}},"unit":"mmol/L","code":"mmol/L"}}""");
        }
    }

    private static double[] Medians(int rounds, (Action Run, double Bytes)[] jobs)
    {
        var speeds = jobs.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
            for (var i = 0; i < jobs.Length; i++)
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                jobs[i].Run();
                if (round > 0) speeds[i].Add(jobs[i].Bytes / 1e6 / watch.Elapsed.TotalSeconds);
            }
        return [.. speeds.Select(several => several.Order().ElementAt(several.Count / 2))];
    }
}
