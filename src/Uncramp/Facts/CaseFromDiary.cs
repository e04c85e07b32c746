using System.Globalization;
using Uncramp.Diary;

namespace Uncramp.Facts;

/// <summary>
/// What a diary knows, added to a case, so that nobody is asked what they have already written down.
/// </summary>
/// <remarks>
/// What was counted outranks what was remembered: the rate of the last weeks replaces a remembered one. All else only fills what the case leaves
/// open, except that a place of cramps or a long cramp is never dropped. What the diary does not tell stays unknown: no tick is no "no".
/// </remarks>
public static class CaseFromDiary
{
    /// <summary>How far back a cramp still tells how cramps are now.</summary>
    public const int RecentNights = 28;

    /// <summary>Fewer logged nights in that time give no rate.</summary>
    public const int EnoughNights = 14;

    /// <summary>How far back one long cramp is a thing of now: as long as an urgent result (safety.md, after A39).</summary>
    private const int LongCrampNights = 14;

    /// <summary>Over this many minutes a cramp is no plain one (safety.md A9).</summary>
    private const double LongCrampMinutes = 10;

    /// <summary>Fewer cramps than this do not tell what they are usually like.</summary>
    private const int EnoughCramps = 3;

    /// <summary>The case with what the diary adds as of a day.</summary>
    /// <param name="given">The case as told.</param>
    /// <param name="diary">The person's diary.</param>
    /// <param name="asOf">The day of judgement; what the diary has of later days is left out.</param>
    public static Case Add(Case given, DiaryDocument diary, DateOnly asOf)
    {
        var recent = Recent(diary, asOf);
        var cramps = recent.SelectMany(row => row.Episodes).ToList();
        return given with
        {
            AsOf = given.AsOf ?? asOf,
            Numbers = Numbers(given, diary, asOf, recent, cramps),
            Answers = Answers(given, cramps),
            Choices = Choices(given, cramps),
            Statements = [.. Statements(given, diary, asOf, recent)],
            Labs = [.. given.Labs, .. Labs(given, diary, asOf)],
        };
    }

    /// <summary>
    /// What the diary tells so well that it need not be asked: as <see cref="Add"/>, without what is usual in fewer than three cramps.
    /// Places and times stand here as seen; that there are no others is not told.
    /// </summary>
    /// <param name="diary">The person's diary.</param>
    /// <param name="asOf">The day of judgement.</param>
    public static Case Tells(DiaryDocument diary, DateOnly asOf)
    {
        var all = Add(new Case(), diary, asOf);
        var cramps = Recent(diary, asOf).SelectMany(row => row.Episodes).ToList();
        bool Often(Func<Episode, object?> said) => cramps.Count(cramp => said(cramp) is not null) >= EnoughCramps;
        return all with
        {
            Numbers = all.Numbers.Where(pair => pair.Key switch { "cramps.durationMinutes" => Often(cramp => cramp.Minutes), "cramps.severity" => Often(cramp => cramp.Severity), _ => true }).ToDictionary(),
            Answers = all.Answers.Where(pair => pair.Value || cramps.Count >= EnoughCramps).ToDictionary(),
            Choices = all.Choices.Where(pair => pair.Key != "cramps.side" || Often(cramp => cramp.Side)).ToDictionary(),
        };
    }

    /// <summary>The rate that counts as the rate of now; null while too few nights are logged.</summary>
    /// <param name="diary">The person's diary.</param>
    /// <param name="asOf">The day of judgement.</param>
    public static Rate? RateOf(DiaryDocument diary, DateOnly asOf) => RateOf(Recent(diary, asOf));

    private static Rate? RateOf(List<NightRow> recent) => Rate.Of(recent) is { Nights: >= EnoughNights } rate ? rate : null;

    private static List<NightRow> Recent(DiaryDocument diary, DateOnly asOf)
    {
        var today = new Night(asOf);
        return [.. NightRow.Of(diary, today).Where(row => today.Since(row.Night) <= RecentNights)];
    }

    private static Dictionary<string, double> Numbers(Case given, DiaryDocument diary, DateOnly asOf, List<NightRow> recent, List<Episode> cramps)
    {
        var numbers = given.Numbers.ToDictionary();
        if (RateOf(recent) is { } rate) numbers["cramps.perWeek"] = Math.Round(rate.PerWeek, 1);
        if (Median(cramps.Select(cramp => cramp.Minutes)) is { } minutes) numbers.TryAdd("cramps.durationMinutes", minutes);
        if (Median(cramps.Select(cramp => cramp.Severity)) is { } severity) numbers.TryAdd("cramps.severity", severity);
        if (diary.Profile?.Began is { } began && began.Earliest <= asOf) numbers.TryAdd("cramps.sinceWeeks", Math.Round((asOf.DayNumber - began.Earliest.DayNumber) / 7.0, 1));
        return numbers;
    }

    // Seen once, a thing is so; that it was not ticked proves nothing, and "no" needs somebody who said no each time.
    private static Dictionary<string, bool> Answers(Case given, List<Episode> cramps)
    {
        var answers = given.Answers.ToDictionary();
        Add("cramps.wakes", cramp => cramp.Wakes);
        Add("cramps.soreAfter", cramp => cramp.Sore is { } sore ? sore != "no" : null);
        return answers;

        void Add(string field, Func<Episode, bool?> said)
        {
            if (cramps.Exists(cramp => said(cramp) == true)) answers.TryAdd(field, true);
            else if (cramps.Count > 0 && cramps.TrueForAll(cramp => said(cramp) == false)) answers.TryAdd(field, false);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Choices(Case given, List<Episode> cramps)
    {
        var choices = given.Choices.ToDictionary();
        Merge("cramps.sites", cramps.SelectMany(cramp => cramp.Sites ?? []));
        Merge("cramps.timing", cramps.Select(cramp => cramp.Timing ?? (cramp.Wakes == true ? "in-bed" : null)).OfType<string>());
        var sides = cramps.Select(cramp => cramp.Side).Where(side => side is "left" or "right" or "both").Distinct().ToList();
        if (sides.Count > 0) choices.TryAdd("cramps.side", [sides.Count == 1 ? sides[0]! : "alternating"]);
        return choices;

        void Merge(string field, IEnumerable<string> seen)
        {
            var all = choices.GetValueOrDefault(field, []).Concat(seen.Order(StringComparer.Ordinal)).Distinct().ToList();
            if (all.Count > 0) choices[field] = all;
        }
    }

    private static IEnumerable<CodedStatement> Statements(Case given, DiaryDocument diary, DateOnly asOf, List<NightRow> recent)
    {
        var courses = diary.Medicines.Select((course, i) => (Course: course, Path: $"diary.medicines[{i}]")).Where(row => !(row.Course.Started?.Earliest > asOf)).ToList();
        foreach (var statement in given.Statements)
        {
            // The case names the medicine, the diary knows since when. A course that is over is another one: who says they take it takes it.
            var known = statement is { Kind: StatementKind.Medicine, Start: null, End: null } ? courses.LastOrDefault(row => Same(row.Course.Name, statement.Text) && Ended(row.Course, asOf) is null).Course : null;
            yield return known is null ? statement : statement with { Start = known.Started?.Earliest };
        }
        foreach (var (course, path) in courses)
            if (!given.Statements.Any(statement => statement.Kind is StatementKind.Medicine && Same(statement.Text, course.Name)))
                yield return new CodedStatement(StatementKind.Medicine, course.Name, path, course.Started?.Earliest, Ended(course, asOf));
        if (diary.Profile?.DialysisDays is { Count: > 0 }) yield return new CodedStatement(StatementKind.Condition, "dialysis", "diary.profile.dialysisDays");
        // A typical length hides the one that matters.
        var longest = recent.Where(row => asOf.DayNumber - row.Night.Evening.DayNumber < LongCrampNights).SelectMany(row => row.Episodes).Max(cramp => cramp.Minutes);
        if (longest > LongCrampMinutes) yield return new CodedStatement(StatementKind.Symptom, string.Create(CultureInfo.InvariantCulture, $"the cramp lasted {longest:0.#} minutes"), "diary.episodes");
    }

    private static IEnumerable<LabResult> Labs(Case given, DiaryDocument diary, DateOnly asOf) => diary.Results
        .Select((result, i) => new LabResult(result.Name, result.Value, result.Unit, result.Date, result.Low, result.High, $"diary.results[{i}]"))
        .Where(result => !(result.Date > asOf) && !given.Labs.Any(lab => Same(lab.Name, result.Name) && lab.Date == result.Date && lab.Value.Equals(result.Value)));

    // A course that ends later is still being taken on the day of judgement. "Begun on 14 March, ended in March" did not end on the 1st.
    private static DateOnly? Ended(MedicineCourse course, DateOnly asOf) => course.Stopped?.Earliest switch
    {
        null => null,
        { } end when end > asOf => null,
        { } end when end < course.Started?.Earliest => course.Started.Earliest,
        { } end => end,
    };

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
