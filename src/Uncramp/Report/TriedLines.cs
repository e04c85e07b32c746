using Uncramp.Diary;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>What was tried and what came of it: trials first, then what the diary shows, which proves less.</summary>
internal static class TriedLines
{
    public static IEnumerable<ReportLine> Of(KnowledgeBase knowledge, IReadOnlyList<NightRow> rows, LastCheck check, IReadOnlyList<Tried> trials)
    {
        if (trials.Count > 0) yield return new ReportLine("Own trial, unblinded", [.. trials.Select(tried => $"{tried.What}: {tried.Result}")]) { Yields = 3 };
        if (Stretching(rows) is { } stretching) yield return new ReportLine("Stretching before bed, not a trial", stretching);
        var cramps = rows.SelectMany(row => row.Episodes).ToList();
        if (Counted(knowledge, cramps, cramp => cramp.Tried) is { Count: > 0 } tried) yield return new ReportLine("During a cramp", tried) { Yields = 9 };
        if (Counted(knowledge, cramps, cramp => cramp.Helped) is { Count: > 0 } helped) yield return new ReportLine("Helped, as felt", helped) { Yields = 9 };
        if (check.Result.Considering is { Count: > 0 } considering) yield return new ReportLine("Thinks of trying", [.. considering.Select(row => ReportWords.Short(row.Given, 60)).Distinct()]) { Yields = 8 };
    }

    private static string? Stretching(IReadOnlyList<NightRow> rows)
    {
        var with = Rate.Of(rows, row => row.Log?.Stretched == true ? row.Cramps : null);
        var without = Rate.Of(rows, row => row.Log?.Stretched == false ? row.Cramps : null);
        if (with is null) return null;
        if (without is null) return $"in {ReportWords.Count(with.Nights, "night")}, {ReportWords.AWeek(with)}; no nights without to compare.";
        var ratio = RateRatio.Of(with, without);
        return $"{ReportWords.AWeek(with)} in {ReportWords.Count(with.Nights, "night")} with, {ReportWords.AWeek(without)} in {without.Nights} without: {(ratio.Differs ? ratio.Ratio < 1 ? "fewer with" : "more with" : "no clear difference")} ({ReportWords.Times(ratio)}).";
    }

    private static List<string> Counted(KnowledgeBase knowledge, List<Episode> cramps, Func<Episode, IReadOnlyList<string>?> said) =>
        [.. cramps.SelectMany(cramp => said(cramp) ?? []).GroupBy(what => what, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{Name(knowledge, group.Key)} ({group.Count()})")];

    private static string Name(KnowledgeBase knowledge, string said) =>
        (knowledge.Find(said) ?? knowledge.Find($"{EntryKind.Relief.Name()}/{said}"))?.Title.ToLowerInvariant() ?? ReportWords.Short(said, 60);
}
