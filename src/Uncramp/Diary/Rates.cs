namespace Uncramp.Diary;

/// <summary>One week of nights, Monday's evening to Sunday's.</summary>
/// <param name="Monday">Its first night.</param>
/// <param name="Logged">How many of its nights were logged.</param>
/// <param name="Cramps">Cramps in those nights.</param>
public sealed record Week(Night Monday, int Logged, int Cramps)
{
    /// <summary>True when too few nights were logged for a number a week.</summary>
    public bool TooFew => Logged < Rate.EnoughInWeek;

    /// <summary>The weeks that nights fall into, in order.</summary>
    public static IReadOnlyList<Week> Of(IReadOnlyList<NightRow> rows) =>
        [.. rows.GroupBy(row => row.Night.Monday).Select(week => new Week(week.Key, week.Count(row => row.Cramps is not null), week.Sum(row => row.Cramps ?? 0)))];
}

/// <summary>The rate over the nights up to one.</summary>
/// <param name="Night">The last night of the window.</param>
/// <param name="Rate">The rate; null where too few nights of the window were logged: a gap in the line, not a fall to zero.</param>
public sealed record RollingRate(Night Night, Rate? Rate)
{
    /// <summary>Nights in a window: four weeks, so that no weekday weighs more than another.</summary>
    public const int Window = 28;

    private const int Enough = Window / 2;
    private const int HalfAYear = 182;

    /// <summary>
    /// The rolling rate, each <paramref name="every"/> nights back from the last one; null: each night, and beyond half a year each week,
    /// which on a chart of that width looks the same.
    /// </summary>
    public static IReadOnlyList<RollingRate> Of(IReadOnlyList<NightRow> rows, int? every = null)
    {
        var step = every ?? (rows.Count > HalfAYear ? 7 : 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1, nameof(every));
        var points = new List<RollingRate>();
        for (var last = rows.Count - 1; last >= 0; last -= step)
        {
            var window = rows.Skip(Math.Max(0, last - Window + 1)).Take(Math.Min(Window, last + 1));
            points.Add(new RollingRate(rows[last].Night, window.Count(row => row.Cramps is not null) >= Enough ? Rate.Of(window) : null));
        }
        points.Reverse();
        return points;
    }
}

/// <summary>The first weeks of a diary against the last ones.</summary>
/// <param name="First">The rate of the first weeks.</param>
/// <param name="Last">The rate of the last weeks.</param>
/// <param name="Ratio">Last over first.</param>
/// <remarks>A fall proves no remedy: people start a diary in a bad spell, and cramps of people given a dummy fall by about a third as well.</remarks>
public sealed record Trend(Rate First, Rate Last, RateRatio Ratio)
{
    private const int Enough = 10;

    /// <summary>The trend over four weeks at each end, or over the halves of a shorter diary; null when an end has fewer than ten logged nights.</summary>
    public static Trend? Of(IReadOnlyList<NightRow> rows)
    {
        var span = Math.Min(RollingRate.Window, rows.Count / 2);
        var (first, last) = (Rate.Of(rows.Take(span)), Rate.Of(rows.Skip(rows.Count - span)));
        return first is { Nights: >= Enough } && last is { Nights: >= Enough } ? new Trend(first, last, RateRatio.Of(last, first)) : null;
    }
}

/// <summary>The cramps of somebody on dialysis, apart by when they come. Each is null when no such night is logged.</summary>
/// <param name="OnTheMachine">On the machine, per day of dialysis (<see cref="Rate.PerNight"/>).</param>
/// <param name="AfterDialysis">In nights after dialysis.</param>
/// <param name="OtherNights">In other nights.</param>
public sealed record DialysisRates(Rate? OnTheMachine, Rate? AfterDialysis, Rate? OtherNights)
{
    /// <summary>
    /// The three rates. Days on the machine count where the night was logged too: a day of which only a cramp is known would count cramps and no quiet days.
    /// </summary>
    public static DialysisRates Of(IReadOnlyList<NightRow> rows) => new(
        Rate.Of(rows, row => row is { Dialysis: true, Cramps: not null } ? row.OnTheMachine : null),
        Rate.Of(rows, row => row.Dialysis == true ? row.Cramps : null),
        Rate.Of(rows, row => row.Dialysis == false ? row.Cramps : null));
}

/// <summary>Sleep lost to cramps.</summary>
/// <param name="MinutesPerWeek">Minutes a week of logged nights.</param>
/// <param name="NightsSaid">Nights with cramps of which the minutes are known.</param>
/// <param name="NightsWithCramps">Nights with cramps.</param>
public sealed record SleepLost(double MinutesPerWeek, int NightsSaid, int NightsWithCramps)
{
    /// <summary>
    /// The loss, or null when it was never said. Nights with cramps of unknown loss are given the mean of the known ones;
    /// counting them as zero would hide the loss of those too tired to write.
    /// </summary>
    public static SleepLost? Of(IReadOnlyList<NightRow> rows)
    {
        var logged = rows.Where(row => row.Cramps is not null).ToList();
        var withCramps = logged.Where(row => row.State == NightState.Cramps).ToList();
        var said = withCramps.Where(row => row.MinutesAwake is not null).Select(row => row.MinutesAwake!.Value).ToList();
        if (logged.Count == 0 || (withCramps.Count > 0 && said.Count == 0)) return null;
        return new SleepLost(withCramps.Count == 0 ? 0 : 7.0 * withCramps.Count / logged.Count * said.Average(), said.Count, withCramps.Count);
    }
}
