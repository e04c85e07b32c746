using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Uncramp.Diary;
using Uncramp.Diary.Charts;

namespace Uncramp.Web.Diary;

/// <summary>
/// What the nights of a diary come to, up to the last one that can be told of. Ranges of three years of nights take longer to work out than
/// the page to write, so a picture is kept as long as the diary it was made of.
/// </summary>
public sealed record Picture
{
    private const int Weeks = 4;
    private const int Gaps = 7;

    private static readonly ConditionalWeakTable<DiaryDocument, ConcurrentDictionary<(Night Last, string? Without), Picture>> made = [];

    /// <summary>The night that "last night" means now.</summary>
    public required Night Last { get; init; }

    /// <summary>Last night.</summary>
    public required NightRow LastNight { get; init; }

    /// <summary>The last four weeks, of which nights before the diary are missing ones.</summary>
    public required IReadOnlyList<NightRow> Recent { get; init; }

    /// <summary>Nights that count, from the first that anything is known of: those with the tag that is left out are as if nobody had logged them.</summary>
    public required IReadOnlyList<NightRow> Counted { get; init; }

    /// <summary>The tag whose nights are left out; null: none.</summary>
    public string? Without { get; init; }

    /// <summary>Own words that nights or cramps bear, in order, each with the rate of all nights and of those without it.</summary>
    public required IReadOnlyList<(string Tag, Rate? All, Rate? Without)> Tags { get; init; }

    /// <summary>The rate of the last four weeks; null where too few nights were logged.</summary>
    public Rate? Now { get; init; }

    /// <summary>The rate over time, with the starts of medicines.</summary>
    public required Chart Rates { get; init; }

    /// <summary>Then against now; null where it cannot be told.</summary>
    public Trend? Trend { get; init; }

    /// <summary>The hours at which cramps came; null: no cramp has one.</summary>
    public Chart? Hours { get; init; }

    /// <summary>The places of cramps, the commonest first.</summary>
    public required IReadOnlyList<PlaceCramps> Places { get; init; }

    /// <summary>What was compared.</summary>
    public required IReadOnlyList<Exposure> Exposures { get; init; }

    /// <summary>Sleep lost; null: not said.</summary>
    public SleepLost? Sleep { get; init; }

    /// <summary>The three rates of somebody on dialysis; null for anybody else.</summary>
    public DialysisRates? Dialysis { get; init; }

    /// <summary>Nights of the last week before the last one that nobody told of.</summary>
    public IEnumerable<NightRow> Missing => Recent.Where(row => row.State == NightState.Missing && row.Night < Last && Last.Since(row.Night) < Gaps);

    /// <summary>The picture of a diary.</summary>
    /// <param name="diary">The diary.</param>
    /// <param name="last">The night that "last night" means now.</param>
    /// <param name="without">The mark of a tag (<see cref="MarkOf"/>) whose nights are left out; null: none.</param>
    public static Picture Of(DiaryDocument diary, Night last, string? without)
    {
        var pictures = made.GetOrCreateValue(diary);
        var whole = pictures.GetOrAdd((last, null), _ => Make(diary, last, null));
        return whole.Tags.FirstOrDefault(row => MarkOf(row.Tag) == without).Tag is { } left ? pictures.GetOrAdd((last, left), _ => Make(diary, last, left)) : whole;
    }

    /// <summary>A tag as an address may carry it: an address is no place for somebody's own words.</summary>
    public static string MarkOf(string tag) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tag)))[..8];

    private static Picture Make(DiaryDocument diary, Night last, string? left)
    {
        // Tonight's first cramp counts at once; a night of which only the day before was told does not.
        var rows = NightRow.Of(diary, last.Plus(1));
        if (rows is [.., var tonight] && tonight.Night > last && tonight.State != NightState.Cramps) rows = [.. rows.SkipLast(1)];
        var counted = left is null ? rows : [.. rows.Select(row => row.Has(left) ? row with { Cramps = null, OnTheMachine = 0, Episodes = [] } : row)];
        var end = rows.Count > 0 && rows[^1].Night > last ? rows[^1].Night : last;
        var known = rows.ToDictionary(row => row.Night);
        var rolling = RollingRate.Of(counted);
        var hours = Pattern.ByHour(counted);
        // Where the last check found something that needs help now, it may say to take no more of a medicine; then we do not say the contrary.
        var advice = diary.Assessments.MaxBy(kept => kept.Date)?.Level is "emergency" or "same-day" ? null : RateChart.KeepTaking;
        return new Picture
        {
            Last = last,
            LastNight = Row(last),
            Recent = [.. Enumerable.Range(0, 7 * Weeks).Select(back => Row(end.Plus(-back))).Reverse()],
            Counted = counted,
            Without = left,
            Tags = [.. TagsOf(rows).Select(tag => Rate.Excluding(rows, [tag]) is var (all, rest) ? (tag, all, rest) : default)],
            Now = rolling.Count > 0 ? rolling[^1].Rate : null,
            Rates = RateChart.Of(rolling, diary.Medicines, advice: advice),
            Trend = Trend.Of(counted),
            Hours = hours.Sum() > 0 ? HourChart.Of(hours) : null,
            Places = Pattern.ByPlaceAndSide(counted),
            Exposures = Exposure.Of(counted),
            Sleep = SleepLost.Of(counted),
            Dialysis = diary.Profile?.DialysisDays is { Count: > 0 } || counted.Any(row => row.OnTheMachine > 0) ? DialysisRates.Of(counted) : null,
        };

        NightRow Row(Night night) => known.GetValueOrDefault(night) ?? new NightRow { Night = night, Dialysis = diary.Profile?.DialysisOn(night) };
    }

    private static IEnumerable<string> TagsOf(IEnumerable<NightRow> rows) =>
        rows.SelectMany(row => (row.Log?.Tags ?? []).Concat(row.Episodes.SelectMany(cramp => cramp.Tags ?? []))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
