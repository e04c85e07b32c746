namespace Uncramp.Diary;

/// <summary>How often cramps came at an hour or at a place. Only cramps that were logged one by one have either.</summary>
public static class Pattern
{
    /// <summary>Cramps by the hour of the wall clock at which they began, 24 numbers from midnight. Those on the machine are left out, and those timed by a wrong clock.</summary>
    public static IReadOnlyList<int> ByHour(IEnumerable<NightRow> rows)
    {
        var hours = new int[24];
        foreach (var episode in AtNight(rows).Where(episode => !episode.IsClockWrong)) hours[episode.Start.Hour]++;
        return hours;
    }

    /// <summary>Cramps by place, the commonest first; one in two places counts for both. What was not said is not counted.</summary>
    public static IReadOnlyList<(string Place, int Cramps)> ByPlace(IEnumerable<NightRow> rows) =>
        [.. AtNight(rows).SelectMany(episode => episode.Muscle is { } muscle ? [muscle] : episode.Sites ?? [])
            .GroupBy(place => place, StringComparer.Ordinal).Select(places => (Place: places.Key, Cramps: places.Count()))
            .OrderByDescending(row => row.Cramps).ThenBy(row => row.Place, StringComparer.Ordinal)];

    /// <summary>The same, and on which side.</summary>
    public static IReadOnlyList<PlaceCramps> ByPlaceAndSide(IEnumerable<NightRow> rows)
    {
        var all = rows.ToList();
        var cramps = AtNight(all).SelectMany(episode => (episode.Muscle is { } muscle ? [muscle] : episode.Sites ?? []).Select(place => (Place: place, episode.Side))).ToLookup(row => row.Place, row => row.Side);
        return [.. ByPlace(all).Select(row => new PlaceCramps(row.Place, row.Cramps, cramps[row.Place].Count(side => side == "left"), cramps[row.Place].Count(side => side == "right"), cramps[row.Place].Count(side => side == "both")))];
    }

    private static IEnumerable<Episode> AtNight(IEnumerable<NightRow> rows) => rows.SelectMany(row => row.Episodes).Where(episode => !episode.IsOnTheMachine);
}

/// <summary>The cramps of one place.</summary>
/// <param name="Place">The place or muscle.</param>
/// <param name="Cramps">All of them; those whose side was not said are in no other number.</param>
/// <param name="Left">On the left.</param>
/// <param name="Right">On the right.</param>
/// <param name="Both">On both sides at once.</param>
public sealed record PlaceCramps(string Place, int Cramps, int Left, int Right, int Both);
