using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Uncramp.Benchmarks;

/// <summary>The table: what was measured, the target, and the peer in the same run.</summary>
internal sealed class Report
{
    private readonly List<string[]> rows = [["what", "median", "p99 or memory", "target", "peer", "peer / ours"]];

    public void Add(string what, string median, string beside, string target, string peer = "", string ratio = "") => rows.Add([what, median, beside, target, peer, ratio]);

    public static string Time(double microseconds) => microseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{microseconds:F1} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:F2} ms");

    public static string Ratio(double theirs, double ours) => string.Create(CultureInfo.InvariantCulture, $"{theirs / ours:F1} ×");

    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:P1}").Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The table as Markdown, columns aligned.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (i == 0) text.Append("| ").AppendJoin(" | ", widths.Select(width => new string('-', width))).AppendLine(" |");
        }
        return text.ToString();
    }

    /// <summary>What kind of machine this is, without saying which.</summary>
    public static string Machine => $"{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}-{Environment.ProcessorCount}-cores";

    /// <summary>The processor's family as the system names it.</summary>
    public static string Processor => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";
}
