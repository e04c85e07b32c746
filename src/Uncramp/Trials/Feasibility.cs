using Uncramp.Diary;

namespace Uncramp.Trials;

/// <summary>How much cramps scatter beyond chance, as shares of the mean squared.</summary>
/// <param name="OfNights">1/κ, variance of the rate from night to night; 0: none.</param>
/// <param name="OfWeeks">1/k, variance of the rate from week to week: good and bad weeks; 0: none.</param>
public readonly record struct Scatter(double OfNights, double OfWeeks)
{
    /// <summary>Weeks of diary from which on its own good and bad weeks can be told from chance.</summary>
    public const int EnoughWeeks = 8;

    /// <summary>None: every night alike.</summary>
    public static Scatter None { get; } = new(0, 0);

    /// <summary>Some good and bad weeks, k = 4: taken where the diary does not tell.</summary>
    public static Scatter Usual { get; } = new(0, 0.25);

    /// <summary>Strong good and bad weeks, k = 1.</summary>
    public static Scatter Strong { get; } = new(0, 1);

    /// <summary>
    /// What a diary tells, by the method of moments: of n week totals with mean m and variance s², (s² − m)/m² is the variance of weeks and of nights
    /// together; a week averages its nights. Null with fewer than <see cref="EnoughWeeks"/> full weeks or without cramps.
    /// </summary>
    public static Scatter? Of(IReadOnlyList<NightRow> rows)
    {
        var nights = rows.Where(row => row.Cramps is not null).Select(row => (double)row.Cramps!.Value).ToList();
        var weeks = rows.GroupBy(row => row.Night.Monday).Where(week => week.Count() == 7 && week.All(row => row.Cramps is not null)).Select(week => week.Sum(row => (double)row.Cramps!.Value)).ToList();
        if (weeks.Count < EnoughWeeks || nights.Sum() == 0) return null;
        var (ofNights, ofWeeks) = (Excess(nights), Excess(weeks));
        // A night varies by its week and by itself; a week's own mean of seven nights still holds a seventh of the latter.
        var alone = Math.Max(0, (ofNights - ofWeeks) * 7 / 6);
        return new Scatter(alone, Math.Max(0, ofWeeks - (alone / 7)));

        static double Excess(List<double> counts)
        {
            var mean = counts.Average();
            return Math.Max(0, (counts.Sum(count => (count - mean) * (count - mean)) / (counts.Count - 1)) - mean) / (mean * mean);
        }
    }
}

/// <summary>A way to lay out the blocks, and how long it takes.</summary>
/// <param name="Block">Nights of a block that count.</param>
/// <param name="Washout">Nights before them that do not.</param>
/// <param name="Pairs">Pairs of blocks needed; null: more than in <see cref="Feasibility.Horizon"/> weeks.</param>
/// <param name="Weeks">Weeks on the calendar; null likewise.</param>
public sealed record Layout(int Block, int Washout, int? Pairs, int? Weeks)
{
    /// <summary>Nights that count in each arm; null: too many.</summary>
    public int? NightsPerArm => Pairs * Block;

    /// <summary>Whether a person can be asked to go on so long.</summary>
    public bool Answers => Weeks <= Feasibility.MostWeeks;
}

/// <summary>
/// Can this trial answer you? Before its first night: how many weeks it takes to see cramps halved, with 80 % power, from one's own rate.
/// </summary>
/// <remarks>
/// <para>
/// The log rate ratio of n nights an arm, with λ cramps a night without and r·λ with, has about the variance
/// V = (1/λ + 1/κ)/n + (1/(r·λ) + 1/κ)/n + (1/k)·Σ c²/n²: chance, bad nights, and good and bad weeks. c is, for each pair of blocks and each week of
/// the calendar, the nights of the one block less those of the other that fall into it: what a week does to both blocks alike cancels out, and that
/// is why short blocks are so much better. Enough pairs m are there when |log r| ≥ (t₀.₉₅ + z₀.₈)·√V, with t of 2m − 2 degrees of freedom: a one-sided
/// test of 5 % with the scatter estimated from the blocks (quasi-Poisson).
/// </para>
/// <para>It is a formula, so the answer is there at once; bench/trials/run holds it against simulated trials.</para>
/// </remarks>
public sealed record Feasibility
{
    /// <summary>More weeks than this nobody is asked for.</summary>
    public const int MostWeeks = 26;

    /// <summary>Beyond so many weeks we only say "more".</summary>
    public const int Horizon = 156;

    /// <summary>Of cramps, what a halving leaves.</summary>
    public const double Halving = 0.5;

    private const double Power = 0.841621233572914; // the standard normal's 80 % quantile
    private const double OneSided = 1.644853626951473; // its 95 % quantile

    /// <summary>Cramps a week without the measure.</summary>
    public required double PerWeek { get; init; }

    /// <summary>The measure's own blocks first, then shorter ones, as far as carry-over allows.</summary>
    public required IReadOnlyList<Layout> Layouts { get; init; }

    /// <summary>The measure's own blocks if cramps came evenly: the fewest weeks.</summary>
    public required Layout AtBest { get; init; }

    /// <summary>The measure's own blocks with strong good and bad weeks: the most. Equal to <see cref="AtBest"/> where the diary tells how cramps scatter.</summary>
    public required Layout AtWorst { get; init; }

    /// <summary>Whether the diary told how cramps scatter.</summary>
    public required bool ScatterKnown { get; init; }

    /// <summary>The first layout that can answer; null: none can, and a diary is the better use of one's time.</summary>
    public Layout? Suggested => Layouts.FirstOrDefault(layout => layout.Answers);

    /// <summary>The answer for a measure.</summary>
    /// <param name="perWeek">The person's own cramps a week, above 0.</param>
    /// <param name="blocks">Nights of a block, the measure's own first.</param>
    /// <param name="washout">Nights before a block that do not count.</param>
    /// <param name="scatter">What the diary tells; null: it does not tell, and <see cref="Scatter.Usual"/> is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate that is not above 0.</exception>
    public static Feasibility Of(double perWeek, IReadOnlyList<int> blocks, int washout, Scatter? scatter = null)
    {
        if (!(perWeek > 0 && perWeek <= 7.0 * Counts.MostInNight)) throw new ArgumentOutOfRangeException(nameof(perWeek), perWeek, "A rate above 0 is needed.");
        return new Feasibility
        {
            PerWeek = perWeek,
            Layouts = [.. blocks.Select(block => Needed(perWeek, Halving, block, washout, scatter ?? Scatter.Usual))],
            AtBest = Needed(perWeek, Halving, blocks[0], washout, scatter ?? Scatter.None),
            AtWorst = Needed(perWeek, Halving, blocks[0], washout, scatter ?? Scatter.Strong),
            ScatterKnown = scatter is not null,
        };
    }

    /// <summary>The weeks needed to see a change.</summary>
    /// <param name="perWeek">Cramps a week without the measure.</param>
    /// <param name="ratio">What the measure leaves of them, between 0 and 1: 0.5 is a halving.</param>
    /// <param name="block">Nights of a block that count.</param>
    /// <param name="washout">Nights before them that do not.</param>
    /// <param name="scatter">How cramps scatter.</param>
    public static Layout Needed(double perWeek, double ratio, int block, int washout, Scatter scatter)
    {
        var (without, length) = (perWeek / 7, block + washout);
        var uneven = 0.0;
        for (var pairs = 1; pairs * 2 * length <= Horizon * 7; pairs++)
        {
            uneven += Uneven((pairs - 1) * 2 * length, block, washout);
            if (pairs < RandomisationTest.FewestPairs) continue;
            double nights = pairs * block;
            var variance = (((1 / without) + (1 / (ratio * without)) + (2 * scatter.OfNights)) / nights) + (scatter.OfWeeks * uneven / (nights * nights));
            if (-Math.Log(ratio) >= (StudentT(2 * (pairs - 1)) + Power) * Math.Sqrt(variance))
                return new Layout(block, washout, pairs, ((pairs * 2 * length) + 6) / 7);
        }
        return new Layout(block, washout, null, null);
    }

    /// <summary>Σ c² of one pair that begins so many nights into the trial.</summary>
    private static double Uneven(int start, int block, int washout)
    {
        var (sum, week, difference) = (0.0, -1, 0);
        for (var i = 0; i < 2 * (block + washout); i++)
        {
            if ((start + i) / 7 != week)
            {
                sum += difference * difference;
                (week, difference) = ((start + i) / 7, 0);
            }
            if (i % (block + washout) >= washout) difference += i < block + washout ? 1 : -1;
        }
        return sum + (difference * difference);
    }

    /// <summary>The 95 % quantile of Student's t from that of the normal: Abramowitz and Stegun 1964, 26.7.5, right to 0.002 from 8 degrees of freedom on.</summary>
    private static double StudentT(int degrees)
    {
        const double z = OneSided;
        return z + (((z * z * z) + z) / (4 * degrees)) + (((5 * Math.Pow(z, 5)) + (16 * z * z * z) + (3 * z)) / (96.0 * degrees * degrees));
    }
}
