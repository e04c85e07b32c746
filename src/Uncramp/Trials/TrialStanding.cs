using Uncramp.Diary;

namespace Uncramp.Trials;

/// <summary>Where a trial is.</summary>
public enum TrialPhase : byte
{
    /// <summary>Its first night is still to come.</summary>
    Ahead,
    /// <summary>It goes on.</summary>
    On,
    /// <summary>It rests.</summary>
    Resting,
    /// <summary>All its blocks are over, and nobody has said yet whether to go on or to stop.</summary>
    Over,
    /// <summary>It was stopped or finished.</summary>
    Ended,
}

/// <summary>
/// How a trial stands in a night: what is asked of the person, how much of it is done, and, once that may be said, what came of it.
/// </summary>
/// <remarks>
/// A result is worked out anew for each full week and not for each night, because the rule of the verdict was tried with weekly looks
/// (docs/statistics.md), and not before five pairs are done. Until then nothing is told of what the arms were like: who sees that one arm is ahead
/// sleeps, logs and hopes differently.
/// </remarks>
public sealed record TrialStanding
{
    private const int Week = 7;

    /// <summary>The plan.</summary>
    public required Trial Trial { get; init; }

    /// <summary>Where it is.</summary>
    public required TrialPhase Phase { get; init; }

    /// <summary>Its schedule.</summary>
    public required Allocation Allocation { get; init; }

    /// <summary>The coming night, or the one that is on, in the schedule; null: it is in no block, or the trial rests or has ended.</summary>
    public ScheduledNight? Tonight { get; init; }

    /// <summary>Every night up to the last one that could have been logged.</summary>
    public required TrialData Data { get; init; }

    /// <summary>The nights that <see cref="Result"/> rests on: those of full weeks.</summary>
    public required TrialData Looked { get; init; }

    /// <summary>What may be said; null while nothing may.</summary>
    public TrialResult? Result { get; init; }

    /// <summary>The effect in the nights on which the person did as asked, to stand beside the result; null where that was not logged in both arms.</summary>
    public Posterior? PerProtocol { get; init; }

    /// <summary>True while no other trial can begin.</summary>
    public bool Runs => Phase != TrialPhase.Ended;

    /// <summary>The night after which a result may be said at the soonest, if every night is logged.</summary>
    public Night FirstResult
    {
        get
        {
            var nights = RandomisationTest.FewestPairs * 2 * ((Trial.Washout ?? 0) + Trial.Block);
            return Trial.Start.Plus((nights + Week - 1) / Week * Week);
        }
    }

    /// <summary>How a trial stands.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="diary">The diary it is kept in.</param>
    /// <param name="tonight">The coming night, or the one that is on. The night before it is the last that could have been logged.</param>
    public static TrialStanding Of(Trial trial, DiaryDocument diary, Night tonight)
    {
        var allocation = Allocation.Of(trial);
        var last = tonight.Plus(-1);
        var phase = trial.Ended is not null ? TrialPhase.Ended
            : tonight < trial.Start ? TrialPhase.Ahead
            : tonight >= allocation.End ? TrialPhase.Over
            : trial.Rests(tonight) ? TrialPhase.Resting : TrialPhase.On;
        var data = TrialData.From(trial, diary, last);
        var looked = phase is TrialPhase.On or TrialPhase.Resting ? TrialData.From(trial, diary, trial.Start.Plus((last.Since(trial.Start) + 1) / Week * Week - 1)) : data;
        var result = looked.Pairs.Count >= RandomisationTest.FewestPairs ? TrialResult.Of(looked) : null;
        return new TrialStanding
        {
            Trial = trial,
            Phase = phase,
            Allocation = allocation,
            Tonight = phase == TrialPhase.On || (phase == TrialPhase.Ahead && tonight == trial.Start) ? allocation.On(tonight) : null,
            Data = data,
            Looked = looked,
            Result = result,
            PerProtocol = result is not null && looked.PerProtocol is { HasBoth: true } done ? Integration.Posterior(done, EffectModel.Sceptical with { Trend = result.Trend }) : null,
        };
    }

    /// <summary>The trial that runs; null: none does. Trials that somebody brought in twice run one after the other.</summary>
    public static Trial? Running(DiaryDocument diary) => diary.Trials.Where(trial => trial.Ended is null).MinBy(trial => trial.Start);
}
