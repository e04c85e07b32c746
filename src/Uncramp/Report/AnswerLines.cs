using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>The five lines that carry the answer.</summary>
internal static class AnswerLines
{
    public static IReadOnlyList<ReportLine> Of(Profile? profile, IReadOnlyList<NightRow> rows, Rate? rate, LastCheck check, int months) =>
    [
        new("Cramps", Often(rows, rate, check, months)),
        FlagLines.Status(check),
        new("Question", profile?.Question is { } question ? $"“{question.ReplaceLineEndings(" ")}”" : "none written"),
        new("Since", $"{(profile?.Began is { } began ? ChartWords.Rough(began) : Remembered(check))}. {Course(rows)}"),
        new("Sleep and pain", $"{Sleep(rows)} {Pain(rows, check)}"),
    ];

    private static string Often(IReadOnlyList<NightRow> rows, Rate? rate, LastCheck check, int months)
    {
        if (rate is not null)
            return $"{ReportWords.Number(rate.PerWeek)} a week (range {ReportWords.Number(rate.Low)} to {ReportWords.Number(rate.High)}); {rate.Nights} of {ReportWords.Count(rows.Count, "night")} logged, {Span(rows)}";
        var nights = $"no night logged in the last {ReportWords.Count(months, "month")}";
        return check.Case.Numbers.TryGetValue("cramps.perWeek", out var remembered)
            ? $"about {ReportWords.Number(remembered)} a week from memory (range not known); {nights}" : $"rate and range not known; {nights}";
    }

    private static string Span(IReadOnlyList<NightRow> rows)
    {
        var (first, last) = (rows[0].Night.Evening, rows[^1].Night.Evening);
        return first == last ? ReportWords.Day(first) : $"{(first.Year == last.Year ? ChartWords.ShortDay(first) : ReportWords.Day(first))} to {ReportWords.Day(last)}";
    }

    private static string Remembered(LastCheck check) => check.Case.Numbers.TryGetValue("cramps.sinceWeeks", out var weeks)
        ? weeks < 9 ? $"about {ReportWords.Count((int)Math.Round(weeks), "week")}" : weeks < 104 ? $"about {ReportWords.Count((int)Math.Round(weeks / 4.35), "month")}" : $"about {ReportWords.Count((int)Math.Round(weeks / 52.18), "year")}"
        : "not said";

    private static string Course(IReadOnlyList<NightRow> rows) => Trend.Of(rows) switch
    {
        null => "Trend: too few nights to say.",
        var trend => $"Trend: {(trend.Ratio.Differs ? trend.Ratio.Ratio > 1 ? "more cramps" : "fewer cramps" : "no clear change")}, from {ReportWords.Number(trend.First.PerWeek)} a week at first to {ReportWords.Number(trend.Last.PerWeek)} lately ({ReportWords.Times(trend.Ratio)}).",
    };

    private static string Sleep(IReadOnlyList<NightRow> rows) => SleepLost.Of(rows) switch
    {
        null => "Sleep lost not said.",
        { NightsWithCramps: 0 } => "No sleep lost.",
        var lost => $"About {lost.MinutesPerWeek:0} minutes a week lost (said for {lost.NightsSaid} of {ReportWords.Count(lost.NightsWithCramps, "night")} with cramps).",
    };

    private static string Pain(IReadOnlyList<NightRow> rows, LastCheck check)
    {
        var said = rows.SelectMany(row => row.Episodes).Where(cramp => !cramp.IsOnTheMachine).Select(cramp => cramp.Severity).OfType<double>().ToList();
        return ReportWords.Median(said) switch
        {
            { } middle => $"Pain {ReportWords.Plain(middle)} of 10 ({(said.Count == 1 ? "1 cramp" : $"middle of {said.Count} cramps, {ReportWords.Plain(said.Min())} to {ReportWords.Plain(said.Max())}")}).",
            null when check.Case.Numbers.TryGetValue("cramps.severity", out var remembered) => $"Pain {ReportWords.Plain(remembered)} of 10 from memory.",
            null => "Pain not said.",
        };
    }
}
