using System.Diagnostics;
using Uncramp.Fhir.Tests.Reading;

namespace Uncramp.RecordRows;

/// <summary>Tampered records, as many as asked for, on all cores: none may throw, take a second, or make memory grow without end.</summary>
internal static class Fuzz
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static int Run(long howMany, int seed, string[] folders)
    {
        // Large files are tried less: what breaks a reader is small.
        var seeds = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length is > 0 and < 40_000).Select(File.ReadAllBytes).ToList();
        Console.Error.WriteLine($"fuzz: {seeds.Count} seeds, {howMany:N0} records, seed {seed} …");
        var (done, assessed, faults) = (0L, 0L, 0);
        var slowest = TimeSpan.Zero;
        var gate = new Lock();
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, core =>
        {
            var records = new Mutation(seeds, (seed * 1000) + core);
            while (Interlocked.Increment(ref done) <= howMany && faults < 10)
            {
                var record = records.Next();
                var took = Try(record);
                // On a busy machine a record may have waited; what is slow is slow again.
                if (took > Longest && (took = Try(record)) > Longest) Fault(record, $"It took {took}");
                lock (gate) slowest = took > slowest ? took : slowest;
            }
        });
        Console.WriteLine($"{Math.Min(done, howMany):N0} records, {assessed:N0} of them assessed, {faults} faults; the slowest took {slowest.TotalMilliseconds:F0} ms, memory at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB, in {clock.Elapsed.TotalMinutes:F1} minutes.");
        return faults == 0 ? 0 : 1;

        TimeSpan Try(byte[] record)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                if (Mutation.Assess(record)) Interlocked.Increment(ref assessed);
            }
            catch (Exception error)
            {
                Fault(record, error.ToString());
            }
            return Stopwatch.GetElapsedTime(start);
        }

        void Fault(byte[] record, string what)
        {
            lock (gate)
            {
                faults++;
                var file = Path.Combine(Path.GetTempPath(), $"uncramp-fault-{seed}-{faults}.json");
                File.WriteAllBytes(file, record);
                Console.Error.WriteLine($"{file}: {what}");
            }
        }
    }
}
