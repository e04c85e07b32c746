namespace Uncramp.Facts;

/// <summary>When something began, as far as a phrase tells.</summary>
/// <param name="DaysAgo">Days before the day of judging, or null when no length was said.</param>
/// <param name="Recent">"new", "just", "since this morning", or at most 28 days ago.</param>
/// <param name="Old">"for years", "always", or at least 90 days ago.</param>
/// <param name="Past">It is over: "used to", "as a child", "had one years ago".</param>
/// <param name="Previous">"previous", "history of": of an acute event that it is over, of a lasting one nothing.</param>
public sealed record Onset(int? DaysAgo, bool Recent, bool Old, bool Past, bool Previous)
{
    /// <summary>Nothing said about time.</summary>
    public static readonly Onset Unsaid = new(null, false, false, false, false);
}

/// <summary>Reads onsets out of words: "5 days ago", "since Tuesday", "for years", "last week", "in 2019".</summary>
internal static class TimeWords
{
    private const int RecentDays = 28;
    private const int OldDays = 90;
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] NewWords = ["new", "newly", "recent", "recently", "sudden", "suddenly", "abrupt", "abruptly", "acute", "acutely"];
    private static readonly string[] OldWords = ["always", "lifelong", "longstanding", "chronic", "chronically", "ages", "forever", "decades", "childhood", "years", "usual", "unchanged"];
    private static readonly string[] PastWords = ["former", "formerly", "resolved", "cured", "healed", "ex", "used"];
    private static readonly string[] EndWords = ["finished", "ended", "completed"];
    private static readonly string[] Seasons = ["spring", "summer", "autumn", "fall", "winter", "christmas", "easter"];
    private static readonly string[] PreviousWords = ["previous", "previously", "past", "history", "hx", "pmh"];

    public static Onset Read(IReadOnlyList<string> words, DateOnly? asOf)
    {
        int? days = null;
        var (recent, old, past) = (false, false, false);
        var previous = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            // "the past week" is a length of time, "in the past" is over.
            if (PreviousWords.Contains(word) && !(word == "past" && Next(words, i) is { } length && (Each(length) is not null || Words.Number(length) is not null))) previous = true;
            if (NewWords.Contains(word)) recent = true;
            if (word is "just" && Next(words, i) is "started" or "begun" or "began" or "had" or "got" or "come" or "came" or "noticed") recent = true;
            if (OldWords.Contains(word) && !(i > 0 && Words.Number(words[i - 1]) is not null)) old = true;
            if (word is "long" && Next(words, i) is "standing" or "term" or "time") old = true;
            if (word is "all" && (Next(words, i) is "life" || words.Skip(i + 1).Take(2).Contains("life"))) old = true;
            if (word is "used" or "use" && Next(words, i) is "to" && i > 0 && words[i - 1] is "never" or "not") recent = true;
            else if (PastWords.Contains(word) && !(word == "used" && Next(words, i) != "to") && !(i > 0 && words[i - 1] is "never" or "not" or "no")) past = true;
            if (word is "child" && i > 1 && words[i - 2] is "as") past = true;
            days ??= Span(words, i, asOf, ref past);
        }
        if (days is { } ago)
        {
            recent |= ago <= RecentDays;
            old |= ago >= OldDays;
            past |= old && words.Any(word => EndWords.Contains(word));
        }
        return days is null && !recent && !old && !past && !previous ? Onset.Unsaid : new Onset(days, recent, old && !recent, past, previous);
    }

    private static int? Span(IReadOnlyList<string> words, int i, DateOnly? asOf, ref bool past)
    {
        var word = words[i];
        if (word is "today" or "tonight" or "now") return 0;
        if (word is "yesterday") return 1;
        if (word is "noon" or "lunchtime" or "lunch" or "breakfast" or "teatime" or "dinner" or "midnight" or "dawn" or "midday" && i > 0 && words[i - 1] is "since") return 0;
        if (word is "this" && Next(words, i) is "morning" or "afternoon" or "evening" or "week") return Next(words, i) == "week" ? 3 : 0;
        if (word is "last" or "past" && Next(words, i) is { } unit)
        {
            if (unit is "night") return 1;
            if (Weekdays.Contains(unit)) return 7;
            if (Seasons.Contains(unit)) return OldDays;
            if (Each(unit) is { } one && Words.Number(unit) is null) return one;
        }
        if (word is "weekend" && i > 0 && words[i - 1] is "the" or "last" or "this" or "since") return 7;
        if (Weekdays.Contains(word) && i > 0 && words[i - 1] is "since" or "on" or "from") return SinceWeekday(word, asOf);
        var number = word is "a" or "an" ? 1 : Words.Number(word);
        if (number is { } count)
        {
            var at = Next(words, i) is "of" ? i + 2 : i + 1;
            if (at < words.Count && Each(words[at]) is { } each)
            {
                var days = (int)Math.Ceiling(count * each);
                var before = words.Skip(Math.Max(0, i - 3)).Take(Math.Min(3, i));
                if (at + 1 < words.Count && words[at + 1] is "ago" or "back")
                {
                    past |= days >= OldDays && words.Contains("had");
                    return days;
                }
                if (before.Any(earlier => earlier is "for" or "since" or "last" or "past" or "over" or "x" or "within")) return days;
                if (at + 1 < words.Count && words[at + 1] is "after" or "since" or "post") return days;
            }
            if (count is >= 1900 and <= 2100 && (i > 0 && words[i - 1] is "in" or "since" or "of" or "from" || Next(words, i) is null or Words.Break && asOf?.Year >= count) && asOf is { } day) return Math.Max(0, day.DayNumber - new DateOnly((int)count, 7, 1).DayNumber);
        }
        return null;
    }

    private static int SinceWeekday(string weekday, DateOnly? asOf)
    {
        if (asOf is not { } day) return 7;
        var today = ((int)day.DayOfWeek + 6) % 7;
        var back = (today - Array.IndexOf(Weekdays, weekday) + 7) % 7;
        return back == 0 ? 7 : back;
    }

    private static int? Each(string unit) => unit.TrimEnd('s') switch
    {
        "hour" or "hr" or "h" or "minute" or "min" => 0,
        "day" or "d" or "night" => 1,
        "week" or "wk" => 7,
        "fortnight" => 14,
        "month" => 30,
        "year" or "yr" => 365,
        _ => null,
    };

    private static string? Next(IReadOnlyList<string> words, int i) => i + 1 < words.Count ? words[i + 1] : null;
}
