namespace Uncramp.Diary;

/// <summary>How a night was, as far as anyone said.</summary>
public enum NightState : byte
{
    /// <summary>Nobody said. Not zero.</summary>
    Missing,
    /// <summary>No cramp.</summary>
    Quiet,
    /// <summary>At least one cramp.</summary>
    Cramps,
}

/// <summary>One night with all that was said of it.</summary>
public sealed record NightRow
{
    /// <summary>Which night.</summary>
    public required Night Night { get; init; }

    /// <summary>
    /// How many cramps, those on the dialysis machine apart; null: missing. The larger of those logged one by one and those the night's log
    /// tells of (<see cref="NightLog.Told"/>): a logged cramp outweighs "quiet".
    /// </summary>
    public int? Cramps { get; init; }

    /// <summary>How many cramps on the dialysis machine. They say nothing about the night that follows.</summary>
    public int OnTheMachine { get; init; }

    /// <summary>Whether the day was one of dialysis; null: not known.</summary>
    public bool? Dialysis { get; init; }

    /// <summary>What was said of the night as a whole, or null.</summary>
    public NightLog? Log { get; init; }

    /// <summary>Its cramps in order, those on the machine included.</summary>
    public IReadOnlyList<Episode> Episodes { get; init; } = [];

    /// <summary>How it was.</summary>
    public NightState State => Cramps switch { null => NightState.Missing, 0 => NightState.Quiet, _ => NightState.Cramps };

    /// <summary>Sleep lost to cramps in minutes; a quiet night lost none; null: not said.</summary>
    public double? MinutesAwake => Log?.MinutesAwake ?? (State == NightState.Quiet ? 0 : null);

    /// <summary>True when the night or one of its cramps bears this tag.</summary>
    public bool Has(string tag) => (Log?.Tags?.Contains(tag) ?? false) || Episodes.Any(episode => episode.Tags?.Contains(tag) ?? false);

    /// <summary>
    /// Every night from the first of which anything is known to the last, gaps as missing nights. A cramp logged by a wrong clock is left out
    /// until somebody says its night: a phone that thinks it is 1970 must not make a calendar of fifty years.
    /// </summary>
    /// <param name="diary">The diary.</param>
    /// <param name="last">The last night wanted, such as yesterday's; null: the last of which anything is known. Later nights are left out.</param>
    public static IReadOnlyList<NightRow> Of(DiaryDocument diary, Night? last = null)
    {
        var logs = diary.Nights.ToDictionary(log => log.Night);
        var episodes = diary.Episodes.Where(episode => !episode.IsClockWrong || episode.SaidNight is not null).ToLookup(episode => episode.Night);
        var known = logs.Keys.Concat(episodes.Select(group => group.Key)).ToList();
        if (known.Count == 0) return [];
        var (first, end) = (known.Min(), last ?? known.Max());
        var rows = new List<NightRow>();
        for (var night = first; night <= end; night = night.Plus(1)) rows.Add(Row(night, logs.GetValueOrDefault(night), [.. episodes[night].OrderBy(episode => episode.Start)], diary.Profile));
        return rows;
    }

    private static NightRow Row(Night night, NightLog? log, IReadOnlyList<Episode> episodes, Profile? profile)
    {
        var onTheMachine = episodes.Count(episode => episode.IsOnTheMachine);
        var logged = episodes.Count - onTheMachine;
        var told = log?.Told;
        return new NightRow
        {
            Night = night,
            Cramps = logged > 0 ? Math.Max(logged, told ?? 0) : told,
            OnTheMachine = onTheMachine,
            Dialysis = log?.Dialysis ?? profile?.DialysisOn(night),
            Log = log,
            Episodes = episodes,
        };
    }
}
