using Uncramp.Diary;

namespace Uncramp.Signals;

/// <summary>The first days of one person, as numbers of days.</summary>
/// <param name="Index">Of the medicine that is asked about; null: never taken. <see cref="LongAgo"/> where the day is not known.</param>
/// <param name="Marker">Of what stands for the cramps; null: never.</param>
public readonly record struct Starts(int? Index, int? Marker)
{
    /// <summary>A first day that nobody wrote down: such a person is not known to be new.</summary>
    public const int LongAgo = int.MinValue;
}

/// <summary>
/// Whether a medicine is begun before a marker of cramps more often than after it: sequence symmetry analysis. Of people who are new to both within
/// a window, as many should begin with the one as with the other, but for the trends of both in the population, which the null-effect ratio takes out.
/// It compares people with themselves, so what does not change in a person cannot bias it. A ratio is a signal, never a cause.
/// </summary>
/// <remarks>
/// J. Hallas (1996) Epidemiology 7:478-484, doi 10.1097/00001648-199609000-00005; the null-effect ratio within a window: I. Tsiropoulos,
/// M. Andersen, J. Hallas (2009) Pharmacoepidemiol Drug Saf 18:483-491, doi 10.1002/pds.1736. Reference design for cramps, with first quinine as marker:
/// S. Garrison et al. (2012) Arch Intern Med 172:120-126.
/// </remarks>
/// <param name="NewIndex">People new to the medicine.</param>
/// <param name="NewMarker">People new to the marker.</param>
/// <param name="IndexFirst">People new to both within the window, the medicine first.</param>
/// <param name="MarkerFirst">People new to both within the window, the marker first.</param>
/// <param name="SameDay">People who began both on one day; they tell no order and are left out.</param>
/// <param name="Null">The ratio expected of the trends alone; null where no marker lies in the window of any first day of the medicine, or all lie on one side.</param>
public sealed record SequenceRatio(int NewIndex, int NewMarker, int IndexFirst, int MarkerFirst, int SameDay, double? Null)
{
    private const double Tail = 0.025;

    /// <summary>Medicine first ÷ marker first; null where nobody began with the marker.</summary>
    public double? Crude => MarkerFirst == 0 ? null : (double)IndexFirst / MarkerFirst;

    /// <summary>Crude ÷ null-effect.</summary>
    public double? Adjusted => Crude / Null;

    /// <summary>The exact 95 % interval of the crude ratio (C. Clopper, E. Pearson 1934, Biometrika 26:404-413, of the share that began with the medicine). An end is null where it is not bounded, both where nobody is new to both.</summary>
    public (double? Low, double? High) CrudeInterval => (
        IndexFirst + MarkerFirst == 0 ? null : IndexFirst == 0 ? 0 : Odds(GammaAndBeta.BetaQuantile(Tail, IndexFirst, MarkerFirst + 1)),
        MarkerFirst == 0 ? null : Odds(GammaAndBeta.BetaQuantile(1 - Tail, IndexFirst + 1, MarkerFirst)));

    /// <summary>The interval of the adjusted ratio: that of the crude one over the null-effect ratio, which counts as known.</summary>
    public (double? Low, double? High) AdjustedInterval => (CrudeInterval.Low / Null, CrudeInterval.High / Null);

    /// <summary>Whether the whole interval lies above 1.</summary>
    public bool IsSignal => AdjustedInterval.Low > 1;

    /// <summary>Counts people.</summary>
    /// <param name="people">Each person once; who has neither may be left out.</param>
    /// <param name="newFrom">The first day after the run-in: who has a first day before it is not new to that.</param>
    /// <param name="window">How many days may lie between the two, at least 1.</param>
    public static SequenceRatio Of(IReadOnlyCollection<Starts> people, int newFrom, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        var (indexDays, markerDays) = (new List<int>(), new List<int>());
        var (indexFirst, markerFirst, sameDay) = (0, 0, 0);
        foreach (var person in people)
        {
            if (person.Index >= newFrom) indexDays.Add(person.Index.Value);
            if (person.Marker >= newFrom) markerDays.Add(person.Marker.Value);
            if (!(person.Index >= newFrom && person.Marker >= newFrom)) continue;
            var between = (long)person.Marker.Value - person.Index.Value;
            if (between == 0) sameDay++;
            else if (between > 0 && between <= window) indexFirst++;
            else if (between < 0 && -between <= window) markerFirst++;
        }
        markerDays.Sort();
        return new SequenceRatio(indexDays.Count, markerDays.Count, indexFirst, markerFirst, sameDay, NullEffect(indexDays, markerDays, window));
    }

    /// <summary>
    /// a = Σ (markers within the window after the day) ÷ Σ (markers within the window before or after it), over the days on which somebody is new to the
    /// medicine; the ratio is a ÷ (1 − a). The days that the data do not reach are missing on both sides of the comparison alike.
    /// </summary>
    private static double? NullEffect(List<int> indexDays, List<int> markerDays, int window)
    {
        var (after, before) = (0L, 0L);
        foreach (var day in indexDays)
        {
            var (upTo, through) = (Below(day), Below((long)day + 1));
            after += Below((long)day + window + 1) - through;
            before += upTo - Below((long)day - window);
        }
        return after == 0 || before == 0 ? null : (double)after / before;

        // How many markers lie on days below this one.
        int Below(long day)
        {
            var (low, high) = (0, markerDays.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (markerDays[middle] < day) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }

    private static double Odds(double share) => share / (1 - share);
}
