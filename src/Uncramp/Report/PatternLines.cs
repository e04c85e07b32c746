using Uncramp.Diary;

namespace Uncramp.Report;

/// <summary>More on the cramps: where, when, how long, on dialysis, and without nights that were excluded.</summary>
internal static class PatternLines
{
    private const int MostTags = 4;

    public static IEnumerable<ReportLine> Of(Profile? profile, IReadOnlyList<NightRow> rows)
    {
        if (rows.Count == 0) yield break;
        foreach (var line in Excluded(profile?.ExcludedTags ?? [], rows)) yield return line;
        if (rows.Any(row => row.Dialysis == true || row.OnTheMachine > 0))
            foreach (var line in Dialysis(rows)) yield return line;
        var weeks = Week.Of(rows);
        yield return new ReportLine("Nights", $"{rows.Count(row => row.State == NightState.Cramps)} with cramps, {rows.Count(row => row.State == NightState.Quiet)} quiet, {rows.Count(row => row.State == NightState.Missing)} not logged. Weeks with too few nights logged: {weeks.Count(week => week.TooFew)} of {weeks.Count}.");
        var cramps = rows.SelectMany(row => row.Episodes).Where(cramp => !cramp.IsOnTheMachine).ToList();
        if (Pattern.ByPlace(rows) is { Count: > 0 } places) yield return new ReportLine("Where", [.. places.Select(row => $"{row.Place.Replace('-', ' ')} {row.Cramps}")]) { Yields = 9 };
        var sides = cramps.Select(cramp => cramp.Side).Where(side => side is "left" or "right" or "both").GroupBy(side => side).OrderByDescending(side => side.Count()).Select(side => $"{side.Key} {side.Count()}").ToList();
        if (sides.Count > 0) yield return new ReportLine("Side", sides);
        var hours = Pattern.ByHour(rows);
        if (hours.Sum() is > 0 and var timed) yield return new ReportLine("When", $"{Part(hours, 18, 24)} before midnight, {Part(hours, 0, 6)} from then to 06:00, {Part(hours, 6, 18)} by day (of {timed} with a time)");
        if (ReportWords.Median([.. cramps.Select(cramp => cramp.Minutes).OfType<double>()]) is { } minutes)
            yield return new ReportLine("How long", $"middle {ReportWords.Plain(minutes)} min, longest {ReportWords.Plain(cramps.Max(cramp => cramp.Minutes) ?? 0)} min");
        if (cramps.Count(cramp => cramp.Wakes is not null) is > 0 and var asked) yield return new ReportLine("Woken", $"by {cramps.Count(cramp => cramp.Wakes == true)} of {ReportWords.Count(asked, "cramp")}");
    }

    private static IEnumerable<ReportLine> Excluded(IReadOnlyList<string> tags, IReadOnlyList<NightRow> rows)
    {
        var nights = rows.Count(row => row.Cramps is not null && tags.Any(row.Has));
        if (nights == 0) yield break;
        var (all, without) = Rate.Excluding(rows, tags);
        yield return new ReportLine("Excluded nights", $"{nights} tagged {string.Join(", ", new ReportLine("", [.. tags.Where(tag => rows.Any(row => row.Has(tag))).Select(tag => $"“{tag}”")]).Shown(MostTags))}. "
            + $"With them: {ReportWords.AWeek(all!)}. Without: {(without is null ? "no night is left" : ReportWords.AWeek(without))}.");
    }

    private static IEnumerable<ReportLine> Dialysis(IReadOnlyList<NightRow> rows)
    {
        var split = DialysisRates.Of(rows);
        yield return new ReportLine("On the machine", split.OnTheMachine is { } machine
            ? $"{ReportWords.Number(machine.PerNight)} a session ({ReportWords.Number(machine.Low / 7)} to {ReportWords.Number(machine.High / 7)}; {machine.Nights} sessions)" : $"{ReportWords.Count(rows.Sum(row => row.OnTheMachine), "cramp")}; no rate, as no night after dialysis is logged");
        yield return new ReportLine("Nights after dialysis", split.AfterDialysis is { } after ? $"{ReportWords.AWeek(after)}; {ReportWords.Count(after.Nights, "night")}" : "none logged");
        yield return new ReportLine("Other nights", split.OtherNights is { } other ? $"{ReportWords.AWeek(other)}; {ReportWords.Count(other.Nights, "night")}" : "none logged");
    }

    private static int Part(IReadOnlyList<int> hours, int from, int to) => hours.Skip(from).Take(to - from).Sum();
}
