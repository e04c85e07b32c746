using System.Security.Cryptography;
using System.Text;
using Uncramp.Diary;

namespace Uncramp.Web.Diary;

/// <summary>What the nights of a diary come to, up to the last one that can be told of.</summary>
public sealed record Picture
{
    private const int Weeks = 4;
    private const int Gaps = 7;

    /// <summary>The night that "last night" means now.</summary>
    public required Night Last { get; init; }

    /// <summary>Every night from the first that anything is known of.</summary>
    public required IReadOnlyList<NightRow> Rows { get; init; }

    /// <summary>Those that count: nights with the tag that is left out are as if nobody had logged them.</summary>
    public required IReadOnlyList<NightRow> Counted { get; init; }

    /// <summary>The tag whose nights are left out; null: none.</summary>
    public string? Without { get; init; }

    /// <summary>Last night.</summary>
    public required NightRow LastNight { get; init; }

    /// <summary>The last four weeks, of which nights before the diary are missing ones.</summary>
    public required IReadOnlyList<NightRow> Recent { get; init; }

    /// <summary>Own words that nights or cramps bear, in order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Nights of the last week before the last one that nobody told of.</summary>
    public IEnumerable<NightRow> Missing => Recent.Where(row => row.State == NightState.Missing && row.Night < Last && Last.Since(row.Night) < Gaps);

    /// <summary>The picture of a diary.</summary>
    /// <param name="diary">The diary.</param>
    /// <param name="last">The night that "last night" means now.</param>
    /// <param name="without">The mark of a tag (<see cref="MarkOf"/>) whose nights are left out; null: none.</param>
    public static Picture Of(DiaryDocument diary, Night last, string? without)
    {
        var rows = NightRow.Of(diary, last);
        // Tonight's first cramp counts at once; a night of which only the day before was told does not.
        var begun = NightRow.Of(diary, last.Plus(1));
        if (begun.Count > rows.Count && begun[^1].State == NightState.Cramps) rows = begun;
        var tags = rows.SelectMany(row => (row.Log?.Tags ?? []).Concat(row.Episodes.SelectMany(cramp => cramp.Tags ?? []))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var left = tags.Find(tag => MarkOf(tag) == without);
        var end = rows.Count > 0 && rows[^1].Night > last ? rows[^1].Night : last;
        var known = rows.ToDictionary(row => row.Night);
        return new Picture
        {
            Last = last,
            Rows = rows,
            Counted = left is null ? rows : [.. rows.Select(row => row.Has(left) ? row with { Cramps = null, OnTheMachine = 0, Episodes = [] } : row)],
            Without = left,
            LastNight = Night(last),
            Recent = [.. Enumerable.Range(0, 7 * Weeks).Select(back => Night(end.Plus(-back))).Reverse()],
            Tags = tags,
        };

        NightRow Night(Night night) => known.GetValueOrDefault(night) ?? new NightRow { Night = night, Dialysis = diary.Profile?.DialysisOn(night) };
    }

    /// <summary>A tag as an address may carry it: an address is no place for somebody's own words.</summary>
    public static string MarkOf(string tag) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tag)))[..8];
}
