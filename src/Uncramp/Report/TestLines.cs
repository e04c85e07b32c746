using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>Tests that were done, with their newest result, and those that what was reported speaks for and of which there is no result.</summary>
internal static class TestLines
{
    public static IEnumerable<ReportLine> Of(LastCheck check, DateOnly asOf)
    {
        var knowledge = check.Facts.Knowledge;
        var done = check.Case.Labs.Where(result => !(result.Date > asOf)).GroupBy(result => knowledge.Recogniser.Lab(result.Name)?.Id ?? result.Name.Trim().ToLowerInvariant())
            .Select(results => results.MaxBy(result => result.Date ?? DateOnly.MinValue)!).Select(result => (Result: result, Flag: FlagOf(knowledge, result))).ToList();
        yield return done.Count == 0 ? new ReportLine("Done", "no result reported")
            : new ReportLine("Done", [.. done.OrderBy(row => row.Flag is "normal" or "").ThenByDescending(row => row.Result.Date).Select(row => Words(row.Result, row.Flag))]) { Yields = 3 };
        var missing = check.Result.Tests.Select(test => test.Entry).Where(test => test.Kind == EntryKind.Lab ? check.Facts.Of(test)?.Number is null : check.Facts.Stated(test) != Truth.True).ToList();
        if (missing.Count > 0) yield return new ReportLine("Not done, as far as reported; worth a thought", [.. missing.Select(test => test.Title)]) { Yields = 7 };
    }

    private static string Words(LabResult result, string flag) =>
        $"{ReportWords.Short(result.Name, 40)} {ReportWords.Plain(result.Value)} {ReportWords.Short(result.Unit, 16)}{(flag.Length > 0 ? $" {flag}" : "")} ({(result.Date is { } day ? ReportWords.Day(day) : "date not said")})";

    /// <summary>LOW, normal or HIGH by the laboratory's own limits, else by the usual adult range; empty where neither is known.</summary>
    private static string FlagOf(KnowledgeBase knowledge, LabResult result)
    {
        var lab = knowledge.Recogniser.Lab(result.Name)?.Lab;
        var value = lab is null ? null : Units.Convert(lab, result.Value, result.Unit);
        var own = result.Low is not null || result.High is not null;
        var (number, low, high) = own ? (result.Value, result.Low, result.High) : (value, lab?.Low, lab?.High);
        if (number is null || (low is null && high is null)) return "";
        return number < low ? "LOW" : number > high ? "HIGH" : "normal";
    }
}
