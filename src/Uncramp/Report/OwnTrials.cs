using System.Globalization;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;

namespace Uncramp.Report;

/// <summary>The trials of a diary as a doctor reads them: what was tried, what came of it, and how surely.</summary>
public static class OwnTrials
{
    /// <summary>The trials begun by a day, the newest first. Of one that goes on nothing is told before its own page would tell it.</summary>
    /// <param name="knowledge">What measures are called.</param>
    /// <param name="diary">The diary.</param>
    /// <param name="asOf">The day; nights after it are left out.</param>
    public static IReadOnlyList<Tried> Of(KnowledgeBase knowledge, DiaryDocument diary, DateOnly asOf) =>
        [.. diary.Trials.Where(trial => trial.Start.Evening <= asOf && Allocation.IsKnown(trial)).OrderByDescending(trial => trial.Start).Select(trial => new Tried(knowledge.Find(trial.Measure)?.Title ?? trial.Measure, Result(TrialStanding.Of(trial, diary, new Night(asOf)))))];

    private static string Result(TrialStanding standing)
    {
        var weeks = ReportWords.Count((standing.Data.Nights.Count + 6) / 7, "week");
        if (standing.Result is not { Effect: { } effect } result)
            return standing.Runs ? $"going on since {ReportWords.Day(standing.Trial.Start.Evening)}, no result yet"
                : $"stopped after {weeks}{(standing.Trial.Because == "side-effect" ? " for a side effect" : "")}, no result";
        var counted = $"{ReportWords.Count(standing.Looked.Pairs.Count, "pair")}, {weeks}";
        if (result.Verdict == TrialVerdict.TooMuchMissing) return $"too many nights not logged to tell, {counted}";
        var without = result.Counts.PerWeek(Arm.Without);
        var answer = result.Verdict switch { TrialVerdict.Helps => "helps", TrialVerdict.NotWorthIt => "probably not worth it", TrialVerdict.NotClear => "not clear", _ => standing.Runs ? "not sure yet" : "no clear answer" };
        var (least, most) = (without * (1 - effect.High), without * (1 - effect.Low));
        return string.Create(CultureInfo.InvariantCulture, $"{answer}, {Fewer(without * (1 - effect.Median))} a week ({(least > 0 ? ReportWords.Number(least) : Fewer(least))} to {Fewer(most)}), {Math.Clamp(Math.Round(100 * effect.AnyFewer), 1, 99)}% sure it helps, {counted}");
    }

    private static string Fewer(double fewer) => fewer >= 0.05 ? $"{ReportWords.Number(fewer)} fewer" : fewer <= -0.05 ? $"{ReportWords.Number(-fewer)} more" : "none";
}
