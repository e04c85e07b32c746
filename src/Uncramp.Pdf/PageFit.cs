using Uncramp.Report;

namespace Uncramp.Pdf;

/// <summary>How much of each line is shown. All of it, until the page is full.</summary>
public sealed class PageFit
{
    // A list of hundreds is not walked down one by one.
    private const int FewSteps = 20;

    // By place: two lines of the same words are still two.
    private readonly Dictionary<ReportLine, int> shown = new(ReferenceEqualityComparer.Instance);

    private readonly List<ReportLine> lines;

    internal PageFit(DoctorReport report) => lines = [.. report.Sections.Prepend(report.Pattern).SelectMany(section => section.Lines).Where(line => line.Yields > 0)];

    /// <summary>False when not even the chart has room.</summary>
    public bool Chart { get; private set; } = true;

    /// <summary>How many items of a line.</summary>
    public int Of(ReportLine line) => shown.GetValueOrDefault(line, line.Items.Count);

    /// <summary>Gives up the end of what is long and weighs little, at last the chart. False when there is nothing left to give.</summary>
    internal bool Yield()
    {
        var least = lines.Where(line => Of(line) > 1).MaxBy(line => line.Yields * Of(line));
        if (least is not null) shown[least] = Of(least) - Math.Max(1, Of(least) / FewSteps);
        else if (Chart) Chart = false;
        else return false;
        return true;
    }
}
