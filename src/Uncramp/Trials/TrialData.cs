using Uncramp.Diary;

namespace Uncramp.Trials;

/// <summary>What a night of a trial is worth.</summary>
public enum NightUse : byte
{
    /// <summary>It counts.</summary>
    Counted,
    /// <summary>Nobody said how it was. It is lost; it is not zero.</summary>
    Missing,
    /// <summary>What was done before may still have worked.</summary>
    Washout,
    /// <summary>The trial rested.</summary>
    Resting,
}

/// <summary>A night of a trial with what the diary knows of it.</summary>
/// <param name="Scheduled">Its place in the schedule.</param>
/// <param name="Use">Whether it counts, and if not, why.</param>
/// <param name="Cramps">Its cramps; null: not logged.</param>
/// <param name="Did">Whether the measure was done; null: not said.</param>
public sealed record TrialNight(ScheduledNight Scheduled, NightUse Use, int? Cramps, bool? Did);

/// <summary>The diary seen through the schedule of a trial: what counts, and what was dropped and why.</summary>
public sealed record TrialData
{
    /// <summary>Every night of the trial so far, in order.</summary>
    public required IReadOnlyList<TrialNight> Nights { get; init; }

    /// <summary>Every counted night in the arm it was assigned to, whatever was done in it.</summary>
    public required Counts AsAssigned { get; init; }

    /// <summary>
    /// Only the counted nights of which it was logged that the person did what the arm asked: done in "with", not done in "without". Null when
    /// nobody logged what was done. It leaves out the worst nights if those made people give up, so it stands beside the other, never in its place.
    /// </summary>
    public Counts? PerProtocol { get; init; }

    /// <summary>Pairs of which both blocks are over and both have a counted night.</summary>
    public required IReadOnlyList<Pair> Pairs { get; init; }

    /// <summary>Blocks that are over.</summary>
    public required int Blocks { get; init; }

    /// <summary>How many nights were used so.</summary>
    public int Count(NightUse use) => Nights.Count(night => night.Use == use);

    /// <summary>Of the nights that should have counted the share that nobody logged; 0 before the first.</summary>
    public double MissingShare => Count(NightUse.Missing) + Count(NightUse.Counted) is > 0 and var wanted ? (double)Count(NightUse.Missing) / wanted : 0;

    /// <summary>The nights of a trial up to one.</summary>
    /// <param name="trial">The plan.</param>
    /// <param name="diary">The diary.</param>
    /// <param name="last">The last night that could have been logged, as a rule yesterday's; a later one is not missing yet.</param>
    /// <exception cref="ArgumentException">The trial has no sound seed.</exception>
    public static TrialData From(Trial trial, DiaryDocument diary, Night last)
    {
        var allocation = Allocation.Of(trial);
        if (trial.Ended is { } ended && ended < last) last = ended;
        var rows = NightRow.Of(diary, last).ToDictionary(row => row.Night);
        var nights = new List<TrialNight>();
        for (var night = trial.Start; night <= last && allocation.On(night) is { } scheduled; night = night.Plus(1))
        {
            var row = rows.GetValueOrDefault(night);
            var use = trial.Rests(night) ? NightUse.Resting : scheduled.Washout ? NightUse.Washout : row?.Cramps is null ? NightUse.Missing : NightUse.Counted;
            nights.Add(new TrialNight(scheduled, use, row?.Cramps, row?.Log?.Did));
        }
        var counted = nights.Where(night => night.Use == NightUse.Counted).ToList();
        var blocks = nights.Count / ((trial.Washout ?? 0) + trial.Block);
        return new TrialData
        {
            Nights = nights,
            AsAssigned = CountsOf(counted),
            PerProtocol = counted.Exists(night => night.Did is not null) ? CountsOf(counted.Where(night => night.Did == (night.Scheduled.Arm == Arm.With))) : null,
            Pairs = [.. counted.Where(night => night.Scheduled.Pair < blocks / 2).GroupBy(night => night.Scheduled.Pair).Select(PairOf).Where(pair => pair is { NightsWithout: > 0, NightsWith: > 0 })],
            Blocks = blocks,
        };

        Counts CountsOf(IEnumerable<TrialNight> some) => Counts.Of(some.Select(night => (night.Scheduled.Arm, Math.Min(night.Cramps!.Value, Counts.MostInNight), night.Scheduled.Night.Since(trial.Start) / 7)));
    }

    private static Pair PairOf(IEnumerable<TrialNight> nights)
    {
        var pair = default(Pair);
        foreach (var night in nights)
            pair = night.Scheduled.Arm == Arm.With
                ? pair with { NightsWith = pair.NightsWith + 1, CrampsWith = pair.CrampsWith + night.Cramps!.Value }
                : pair with { NightsWithout = pair.NightsWithout + 1, CrampsWithout = pair.CrampsWithout + night.Cramps!.Value };
        return pair;
    }
}
