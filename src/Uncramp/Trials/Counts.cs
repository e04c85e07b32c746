namespace Uncramp.Trials;

/// <summary>One of the two things compared.</summary>
public enum Arm : byte
{
    /// <summary>Nights without the measure; <c>A</c> in a file.</summary>
    Without,
    /// <summary>Nights with the measure; <c>B</c> in a file.</summary>
    With,
}

/// <summary>
/// Cramps in counted nights of both arms, as far as the model needs them: for each arm and stretch of time the nights and the sum of cramps,
/// and how many nights had more than 0, 1, 2 … cramps. These are sufficient, so two thousand nights cost no more than seventy.
/// A night that was not counted is in none of them.
/// </summary>
public sealed class Counts
{
    /// <summary>More cramps than this in one night are a slip of the pen.</summary>
    public const int MostInNight = 1000;

    private readonly int[] nights = new int[2];
    private readonly long[] cramps = new long[2];

    private Counts(IReadOnlyList<Cell> cells, int[] above)
    {
        (Cells, Above) = (cells, above);
        foreach (var cell in cells)
        {
            nights[(int)cell.Arm] += cell.Nights;
            cramps[(int)cell.Arm] += cell.Cramps;
        }
    }

    /// <summary>Nights of one arm in one stretch of time.</summary>
    /// <param name="Arm">Which arm.</param>
    /// <param name="Time">Where in the trial, from about −½ to ½, weighted mean 0; 0 throughout when no time was given.</param>
    /// <param name="Nights">Nights counted.</param>
    /// <param name="Cramps">Cramps in them.</param>
    internal readonly record struct Cell(Arm Arm, double Time, int Nights, long Cramps);

    internal IReadOnlyList<Cell> Cells { get; }

    /// <summary>At index j the number of nights with more than j cramps.</summary>
    internal int[] Above { get; }

    /// <summary>Nights counted in an arm.</summary>
    public int Nights(Arm arm) => nights[(int)arm];

    /// <summary>Cramps counted in an arm.</summary>
    public long Cramps(Arm arm) => cramps[(int)arm];

    /// <summary>Cramps a week in an arm, as counted; NaN without nights.</summary>
    public double PerWeek(Arm arm) => 7.0 * Cramps(arm) / Nights(arm);

    /// <summary>Whether both arms have a night, without which there is nothing to compare.</summary>
    public bool HasBoth => nights[0] > 0 && nights[1] > 0;

    /// <summary>Counts without an order in time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count below 0 or above <see cref="MostInNight"/>.</exception>
    public static Counts Of(IEnumerable<(Arm Arm, int Cramps)> nights) => Of(nights.Select(night => (night.Arm, night.Cramps, 0)));

    /// <summary>Counts with the week of each night, for a model with a trend.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count below 0 or above <see cref="MostInNight"/>.</exception>
    public static Counts Of(IEnumerable<(Arm Arm, int Cramps, int Week)> nights)
    {
        var cells = new SortedDictionary<(int Week, Arm Arm), (int Nights, long Cramps)>();
        var above = new List<int>();
        foreach (var (arm, count, week) in nights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostInNight);
            var cell = cells.GetValueOrDefault((week, arm));
            cells[(week, arm)] = (cell.Nights + 1, cell.Cramps + count);
            while (above.Count < count) above.Add(0);
            for (var j = 0; j < count; j++) above[j]++;
        }
        if (cells.Count == 0) return new Counts([], []);
        var (first, last) = (cells.Keys.First().Week, cells.Keys.Last().Week);
        var middle = cells.Sum(cell => (double)cell.Key.Week * cell.Value.Nights) / cells.Sum(cell => cell.Value.Nights);
        return new Counts([.. cells.Select(cell => new Cell(cell.Key.Arm, last > first ? (cell.Key.Week - middle) / (last - first) : 0, cell.Value.Nights, cell.Value.Cramps))], [.. above]);
    }
}
