namespace Uncramp.Diary;

/// <summary>Cramps in nights with something against nights without it.</summary>
/// <param name="Name">What, in plain words.</param>
/// <param name="With">The rate in nights with it.</param>
/// <param name="Without">The rate in nights known to be without it.</param>
/// <param name="Ratio">With over without; its range is widened for the number of comparisons made.</param>
/// <param name="Hint">
/// True when even the widened range leaves "no difference" out. It is a hint and never more: many things were looked at, and who has a cramp
/// remembers the day. The place to find out is a trial.
/// </param>
public sealed record Exposure(string Name, Rate With, Rate Without, RateRatio Ratio, bool Hint)
{
    /// <summary>Fewer nights than this on either side are not compared.</summary>
    public const int Enough = 7;

    private static readonly (string Name, Func<NightLog, bool?> Had)[] Known =
    [
        ("Hard exercise", log => log.Exercise is { } exercise ? exercise == "hard" : null),
        ("Long standing", log => log.Standing),
        ("Little to drink", log => log.Fluid is { } fluid ? fluid == "low" : null),
        ("Alcohol", log => log.Alcohol is { } drinks ? drinks > 0 : null),
        ("Cold", log => log.Cold),
        ("Stretching before bed", log => log.Stretched),
    ];

    /// <summary>
    /// Every comparison the diary has enough nights for. A night of which the thing was not said is on neither side; a tag is put on only
    /// where it holds, so logged nights without it are on the other side.
    /// </summary>
    public static IReadOnlyList<Exposure> Of(IReadOnlyList<NightRow> rows)
    {
        var all = Known.Select(known => (known.Name, Had: (Func<NightRow, bool?>)(row => row.Log is { } log ? known.Had(log) : null)))
            .Append(("Dialysis day", row => row.Dialysis))
            .Concat(Words(rows, row => row.Log?.Footwear is { } shoes ? [shoes] : []).Select(shoes => ($"Footwear: {shoes}", (Func<NightRow, bool?>)(row => row.Log?.Footwear is { } worn ? worn == shoes : null))))
            .Concat(Words(rows, row => [.. row.Log?.Tags ?? [], .. row.Episodes.SelectMany(episode => episode.Tags ?? [])]).Select(tag => ($"Tag: {tag}", (Func<NightRow, bool?>)(row => row.Has(tag)))))
            .Select(one => (one.Item1, With: Rate.Of(rows, row => one.Item2(row) == true ? row.Cramps : null), Without: Rate.Of(rows, row => one.Item2(row) == false ? row.Cramps : null)))
            .Where(one => one is { With.Nights: >= Enough, Without.Nights: >= Enough }).ToList();
        // Bonferroni: with k looks, each is held to 1 − 0.05/k.
        var level = 1 - (0.05 / Math.Max(1, all.Count));
        return [.. all.Select(one => RateRatio.Of(one.With!, one.Without!, level) is var ratio ? new Exposure(one.Item1, one.With!, one.Without!, ratio, ratio.Differs) : null!)];
    }

    private static IEnumerable<string> Words(IReadOnlyList<NightRow> rows, Func<NightRow, IReadOnlyList<string>> of) =>
        rows.SelectMany(of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
