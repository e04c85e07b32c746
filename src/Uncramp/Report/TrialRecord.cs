using System.Globalization;
using System.Text;
using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Knowledge;
using Uncramp.Trials;

namespace Uncramp.Report;

/// <summary>An item of a record: its number and name in the CONSORT statement and what is said to it, a paragraph each.</summary>
/// <param name="Number">The number: <c>8</c>.</param>
/// <param name="Name">The name: "Sequence generation".</param>
/// <param name="Text">What is said.</param>
public sealed record RecordItem(string Number, string Name, IReadOnlyList<string> Text);

/// <summary>
/// The protocol of a trial and, once it may be told, its result, by the items of CENT 2015 (Vohra S and others, CONSORT extension for reporting N-of-1
/// trials, BMJ 2015;350:h1738), which keeps the numbers of CONSORT 2010. For clinicians: it is the person's own document and has their dates and words.
/// </summary>
public static class TrialRecord
{
    /// <summary>The items, in order. Those of the result say that there is none before it may be told.</summary>
    /// <param name="knowledge">What measures are called and how they are done.</param>
    /// <param name="diary">The diary.</param>
    /// <param name="standing">How the trial stands.</param>
    public static IReadOnlyList<RecordItem> Of(KnowledgeBase knowledge, DiaryDocument diary, TrialStanding standing)
    {
        var trial = standing.Trial;
        var measure = knowledge.Find(trial.Measure);
        var title = measure?.Title ?? trial.Measure;
        var washout = trial.Washout ?? 0;
        var sealedUp = trial.Sealed == true;
        return
        [
            new("1", "Title", [$"{title}, for leg cramps at night: an N-of-1 trial"]),
            new("2", "Background and objective", [measure?.Say ?? "", $"Objective: whether this person has fewer cramps in nights with the measure ({trial.Measure}) than in nights without."]),
            new("3", "Trial design", [$"Two conditions in {Count(trial.Pairs, "pair")} of blocks; a block has {Count(trial.Block, "night")} that count{(washout > 0 ? $", after {Count(washout, "night")} of wash-out" : "")}. First night {Day(trial.Start)}, planned last night {Day(standing.Allocation.End.Plus(-1))}.{(trial.RunIn is { } runIn ? $" Run-in: at least {Count(runIn, "logged night")} before it." : "")}", .. Changes(diary, trial)]),
            new("4", "Participant", [Participant(diary), "Setting: at home; self-reported."]),
            new("5", "Interventions", [$"With: {title}. {string.Join(' ', measure?.Measure?.Steps ?? [])}".TrimEnd(), $"Without: {(sealedUp ? "a dummy that looks the same" : "the measure is left out; everything else as usual")}.", $"Stopped when: {string.Join(' ', knowledge.TrialStops)} It rests by itself when a red flag is raised."]),
            new("6", "Outcome", ["Primary: cramps a night, counted the next morning. A night nobody logged is missing, not zero."]),
            new("7", "Length", [$"Planned for 80 % power to see a halving at the person’s own rate (one-sided 5 %), at most {Feasibility.MostWeeks} weeks. Looks once a week from the fifth pair on; the rule of the verdict allows for them."]),
            new("8", "Sequence generation", ["Each pair is put in order by its own draw: the lowest bit of the first byte of HMAC-SHA-256 of the pair’s number under a seed of 32 bytes from the system’s cryptographic source."]),
            new("9", "Allocation concealment", [$"The whole schedule was fixed before the first night. SHA-256 of it: {trial.Schedule ?? "not kept"}. {(Allocation.Holds(trial) ? "It holds." : "It does not hold.")}", sealedUp ? "It lay sealed with somebody else until the end." : "The person could see the coming nights."]),
            new("10", "Implementation", [sealedUp ? "A pharmacist or another person packed the doses." : "The software drew; the person carried it out."]),
            new("11", "Blinding", [sealedUp ? "The person did not know which nights were which." : "None: the person knew which nights were which."]),
            new("12", "Statistical methods", [$"Negative binomial counts with log link, prior N(0, 0.35²) on the log rate ratio{(standing.Result?.Trend == true ? ", with a trend over time" : "")}, by numerical integration; beside it an exact sign-flip randomisation test over pairs. “Helps” takes P(any benefit) ≥ 97.5 % and p ≤ 0.02; “not worth it” P(a quarter fewer) ≤ 10 %. As assigned; per protocol beside it. No verdict with more than 30 % of nights missing."]),
            .. Result(diary, standing),
            new("20", "Limitations", [sealedUp ? "Self-reported. Carry-over beyond the wash-out would hide an effect." : "Unblinded and self-reported: expectation may explain part of it. Carry-over beyond the wash-out would hide an effect."]),
            new("21", "Generalisability", ["One person. It says nothing of others."]),
            new("23", "Registration", ["Not registered. The hash of item 9 stands for a protocol that was fixed in advance."]),
            new("24", "Protocol", [$"This document, items 1 to 12. Made with knowledge {knowledge.Release.Version} ({knowledge.Release.Hash})."]),
            new("25", "Funding", ["None."]),
        ];
    }

    /// <summary>The items as Markdown, which is also plain text.</summary>
    public static string Markdown(IReadOnlyList<RecordItem> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            text.Append(item.Number == "1" ? "# " : $"## {item.Number}. {item.Name}\n\n");
            foreach (var paragraph in item.Text.Where(paragraph => paragraph.Length > 0)) text.Append(paragraph.ReplaceLineEndings(" ")).Append("\n\n");
        }
        return text.Append("Items of CENT 2015 (BMJ 2015;350:h1738). Reported by the person themselves; not a diagnosis.\n").ToString();
    }

    private static IEnumerable<RecordItem> Result(DiaryDocument diary, TrialStanding standing)
    {
        var (data, trial) = (standing.Looked, standing.Trial);
        if (standing.Result is not { } result)
        {
            yield return new("13–19", "Results", [standing.Runs ? "Nothing is told before five pairs are done." : "It ended before five pairs were done: no result."]);
            yield break;
        }
        yield return new("13", "Participant flow", [$"{Count(standing.Data.Blocks, "block")} of {2 * trial.Pairs} done.{(trial.Ended is { } ended ? $" Ended {Day(ended)}: {trial.Because ?? "no reason kept"}." : " It goes on.")}"]);
        yield return new("14", "Periods", [data.Nights.Count == 0 ? "" : $"{Day(data.Nights[0].Scheduled.Night)} to {Day(data.Nights[^1].Scheduled.Night)}, full weeks."]);
        yield return new("15", "Baseline", [Rate.Of(NightRow.Of(diary).Where(row => row.Night < trial.Start && trial.Start.Since(row.Night) <= BeforeAfter.Nights)) is { } before ? $"{ReportWords.AWeek(before)} in {Count(before.Nights, "night")} of the four weeks before." : "No night logged before."]);
        yield return new("16", "Numbers analysed", [$"{Count(data.Count(NightUse.Counted), "night")}: {result.Counts.Nights(Arm.With)} with, {result.Counts.Nights(Arm.Without)} without. Dropped: {data.Count(NightUse.Missing)} not logged, {data.Count(NightUse.Washout)} of wash-out, {data.Count(NightUse.Resting)} of rest."]);
        if (result.Effect is { } effect)
            yield return new("17", "Outcome and estimation", [
                $"With {ReportWords.Number(result.Counts.PerWeek(Arm.With))}, without {ReportWords.Number(result.Counts.PerWeek(Arm.Without))} cramps a week. Rate ratio {Ratio(effect.Median)} (95 % {Ratio(effect.Low)} to {Ratio(effect.High)}); P(any benefit) {Probability(effect.AnyFewer)}; P(a quarter fewer) {Probability(effect.QuarterFewer)}.",
                $"Randomisation test over {Count(data.Pairs.Count, "pair")}: one-sided p {(result.RandomisationP is { } p ? p.ToString("0.000", CultureInfo.InvariantCulture) : "not computed")}. Verdict: {TrialWords.Name(result.Verdict)}."]);
        yield return new("18", "Ancillary analysis", [standing.PerProtocol is { } done ? $"Per protocol: rate ratio {Ratio(done.Median)} ({Ratio(done.Low)} to {Ratio(done.High)})." : "Adherence was not logged in both conditions."]);
        var harms = diary.Nights.Where(log => log.SideEffect is not null && standing.Allocation.On(log.Night) is not null).OrderBy(log => log.Night).Select(log => $"{Day(log.Night)} ({(standing.Allocation.On(log.Night)!.Arm == Arm.With ? "with" : "without")}): {log.SideEffect}").ToList();
        yield return new("19", "Harms", harms.Count > 0 ? harms : ["None logged."]);
        yield return new("22", "Interpretation", [.. TrialWords.Of(result, trial.Sealed == true)]);
    }

    private static string Participant(DiaryDocument diary) => diary.Profile?.Began is { } began ? $"One adult with leg cramps at night since {ChartWords.Rough(began)}." : "One adult with leg cramps at night.";

    private static IEnumerable<string> Changes(DiaryDocument diary, Trial trial)
    {
        foreach (var pause in trial.Pauses ?? []) yield return $"Rested from {Day(pause.From)}{(pause.To is { } to ? $" to {Day(to)}" : "")}.";
        foreach (var longer in diary.Earlier.Where(value => value.In == "trials" && value.Of == trial.Id.ToString() && value.Field == "pairs")) yield return $"Planned first for {longer.Value} pairs.";
    }

    private static string Day(Night night) => ChartWords.Day(night.Evening);

    private static string Count(int number, string one) => ReportWords.Count(number, one);

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Probability(double share) => Math.Clamp(share, 0.001, 0.999).ToString("0.000", CultureInfo.InvariantCulture);
}
