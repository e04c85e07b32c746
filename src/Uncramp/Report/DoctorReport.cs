using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>
/// What a doctor needs of a diary, to be read in a minute: what to say and in which order, not how it looks. Page, PDF and text say this and nothing else.
/// </summary>
/// <remarks>
/// All of it is reported by the patient, and none of it is a diagnosis. A night that nobody logged is said to be missing and counts neither as quiet
/// nor as bad; a red flag that was not answered is said to be so and is never "no".
/// </remarks>
public sealed record DoctorReport
{
    /// <summary>How far back a report looks when nobody said otherwise, in months.</summary>
    public const int UsualMonths = 3;

    /// <summary>The farthest back, in months.</summary>
    public const int MostMonths = 12;

    private const int FewestMonths = 1;

    // Lower than on its own page: the page has more to say.
    private const double ChartPlot = 84;

    /// <summary>What stands at its head.</summary>
    public const string Title = "Night leg cramps, reported by the patient";

    /// <summary>The section of red flags.</summary>
    public const string RedFlags = "Red flags";

    /// <summary>The section of medicines and illnesses.</summary>
    public const string Medicines = "Medicines and illnesses";

    /// <summary>The section of tests.</summary>
    public const string Tests = "Tests";

    /// <summary>The section of what was tried.</summary>
    public const string Tries = "What was tried, and what came of it";

    /// <summary>The person as given: name, age, sex. Null when nothing was given.</summary>
    public required string? Who { get; init; }

    /// <summary>The day it is made for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How many months it looks back.</summary>
    public required int Months { get; init; }

    /// <summary>The answer: rate, red flags, the person's question, since when and where it goes, sleep and pain.</summary>
    public required IReadOnlyList<ReportLine> Answer { get; init; }

    /// <summary>More on the cramps, to stand beside the chart.</summary>
    public required ReportSection Pattern { get; init; }

    /// <summary>The rest in order: red flags, medicines, tests, what was tried.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>Cramps a week over time; null where too few nights are logged for a line.</summary>
    public required Chart? Chart { get; init; }

    /// <summary>What made it: the release of the knowledge and of the software, and what the numbers mean.</summary>
    public required string Origin { get; init; }

    /// <summary>The rate over the time looked at, excluded nights included; null when no night is logged.</summary>
    public required Rate? Rate { get; init; }

    /// <summary>The nights looked at, gaps as missing nights.</summary>
    public required IReadOnlyList<NightRow> Nights { get; init; }

    /// <summary>The newest answers, with what the diary adds.</summary>
    public required LastCheck Check { get; init; }

    /// <summary>Trials on oneself and what came of them.</summary>
    public required IReadOnlyList<Tried> Trials { get; init; }

    /// <summary>Tags that nights of the time looked at bear: what may be excluded.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The report of a diary.</summary>
    /// <param name="knowledge">What it is judged by.</param>
    /// <param name="diary">The diary. What it has of days after <paramref name="asOf"/> is left out.</param>
    /// <param name="asOf">The day it is made for.</param>
    /// <param name="trials">Results of trials, the newest first.</param>
    public static DoctorReport Of(KnowledgeBase knowledge, DiaryDocument diary, DateOnly asOf, IReadOnlyList<Tried>? trials = null)
    {
        var months = Math.Clamp(diary.Profile?.ReportMonths ?? UsualMonths, FewestMonths, MostMonths);
        var rows = RowsOf(diary, asOf, months);
        var check = LastCheck.Of(knowledge, diary, asOf);
        var rate = Rate.Of(rows);
        var points = RollingRate.Of(rows);
        return new DoctorReport
        {
            Who = Name(diary.Profile, check.Case),
            AsOf = asOf,
            Months = months,
            Rate = rate,
            Nights = rows,
            Check = check,
            Trials = trials ?? [],
            Tags = [.. rows.SelectMany(TagsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Answer = AnswerLines.Of(diary.Profile, rows, rate, check, months),
            Pattern = new ReportSection("How the cramps are", [.. PatternLines.Of(diary.Profile, rows)]),
            Sections = [.. new[]
            {
                new ReportSection(RedFlags, [.. FlagLines.Of(check)]),
                new ReportSection(Medicines, [.. MedicineLines.Of(check, diary, asOf), .. AlsoLines.Of(check)]),
                new ReportSection(Tests, [.. TestLines.Of(check, asOf)]),
                new ReportSection(Tries, [.. TriedLines.Of(knowledge, rows, check, trials ?? [])]),
            }.Where(section => section.Lines.Count > 0)],
            Chart = points.Any(point => point.Rate is not null) ? RateChart.Of(points, MedicineLines.Linked(check, diary), "report-rate", advice: null, plot: ChartPlot) : null,
            Origin = $"From the patient’s own diary and answers; not a diagnosis. Nights not logged are left out, not counted as quiet. Ranges are 95%. "
                + $"Made {ReportWords.Day(asOf)} by Uncramp {typeof(DoctorReport).Assembly.GetName().Version?.ToString(3)} with knowledge {knowledge.Release.Version} ({knowledge.Release.Hash}), not yet signed off by a clinician.",
        };
    }

    /// <summary>The nights looked at. The coming night counts only when something of it is known.</summary>
    private static List<NightRow> RowsOf(DiaryDocument diary, DateOnly asOf, int months)
    {
        var from = new Night(asOf.AddMonths(-months));
        var rows = NightRow.Of(diary, new Night(asOf)).Where(row => row.Night >= from).ToList();
        if (rows.Count > 0 && rows[^1] is { State: NightState.Missing, OnTheMachine: 0 } last && last.Night.Evening == asOf) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private static string? Name(Profile? profile, Case given)
    {
        string?[] parts =
        [
            profile?.Name,
            given.Numbers.TryGetValue("person.age", out var age) ? $"{age:0} years" : null,
            given.Choices.GetValueOrDefault("person.sex") is [not "unknown" and var sex, ..] ? sex : null,
        ];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } who ? who : null;
    }

    private static IEnumerable<string> TagsOf(NightRow row) => (row.Log?.Tags ?? []).Concat(row.Episodes.SelectMany(episode => episode.Tags ?? []));
}
