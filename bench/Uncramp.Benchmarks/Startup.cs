using System.Diagnostics;
using System.Globalization;

namespace Uncramp.Benchmarks;

/// <summary>Times whole processes, as a person at the prompt waits for them.</summary>
internal static class Startup
{
    private const int Times = 20;

    /// <summary>Milliseconds from starting the process to its end, and, of a process that prints one, the number it begins with.</summary>
    public static (double Whole, double Said) Median(string program, params string[] arguments)
    {
        var (whole, said) = (new List<double>(), new List<double>());
        for (var i = -1; i < Times; i++)
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
            // The first fills the file cache and is not counted.
            if (i < 0) continue;
            whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (double.TryParse(output.Split(' ')[0], CultureInfo.InvariantCulture, out var number)) said.Add(number);
        }
        return (Middle(whole), said.Count > 0 ? Middle(said) : double.NaN);
    }

    private static double Middle(List<double> numbers)
    {
        numbers.Sort();
        return numbers[numbers.Count / 2];
    }
}
