using System.Globalization;

namespace Uncramp.Trials;

/// <summary>A result in plain words, in cramps a week.</summary>
public static class TrialWords
{
    /// <summary>Said with every result: nobody was blinded.</summary>
    public const string YouKnew = "You knew which nights you did it. That alone can make nights seem better.";

    /// <summary>All verdicts.</summary>
    public static IReadOnlyList<TrialVerdict> Verdicts { get; } = Enum.GetValues<TrialVerdict>();

    /// <summary>The verdict's name in files and calls.</summary>
    public static string Name(TrialVerdict verdict) => verdict switch
    {
        TrialVerdict.Helps => "helps",
        TrialVerdict.NotWorthIt => "not-worth-it",
        TrialVerdict.NotYet => "not-yet",
        TrialVerdict.NotClear => "not-clear",
        _ => "too-much-missing",
    };

    /// <summary>The sentences of a result, the verdict first and, unless blinded, <see cref="YouKnew"/> last.</summary>
    /// <remarks>
    /// The range is that of the rate ratio, laid on the rate that was counted in nights without the measure. It is the range of the effect;
    /// that the rate without the measure is itself not sharp is not in it.
    /// </remarks>
    /// <param name="result">The result.</param>
    /// <param name="blinded">True when the person did not know; then nothing is said of that.</param>
    public static IReadOnlyList<string> Of(TrialResult result, bool blinded = false)
    {
        var sentences = new List<string> { Said(result.Verdict) };
        if (result.Effect is { } effect)
        {
            var without = result.Counts.PerWeek(Arm.Without);
            sentences.Add($"You had {Cramps(without)} a week on nights without it, and {Cramps(result.Counts.PerWeek(Arm.With))} a week on nights with it.");
            if (result.Counts.Cramps(Arm.Without) > 0)
                sentences.Add($"Our best guess is {Cramps(without * effect.Median)} a week with it. It may be as few as {Number(without * effect.Low)} or as many as {Number(without * effect.High)}.");
            sentences.Add($"The chance that it helps at all is {Share(effect.AnyFewer)}. The chance that it takes away a quarter or more is {Share(effect.QuarterFewer)}.");
        }
        if (result.Verdict == TrialVerdict.NotClear) sentences.Add("We look at your nights in two ways. They do not agree, so we say no more.");
        if (!blinded) sentences.Add(YouKnew);
        return sentences;
    }

    /// <summary>What came of a trial that has ended, in one short sentence.</summary>
    public static string Came(TrialStanding standing) => standing.Result is { } result ? Said(result.Verdict)
        : standing.Trial.Because switch { "side-effect" => "Stopped for a side effect.", "red-flag" => "Stopped for a warning sign.", _ => "Stopped early. No answer." };

    /// <summary>A probability as people say it: "88 in 100". 100 % and 0 % would claim what no diary can.</summary>
    public static string Share(double share) => share switch { > 0.99 => "over 99 in 100", < 0.01 => "under 1 in 100", _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share):0} in 100") };

    /// <summary>What the gate says before a trial.</summary>
    public static IReadOnlyList<string> Of(Feasibility answer)
    {
        var (own, sentences) = (answer.Layouts[0], new List<string>());
        if (own.Answers) sentences.Add($"Yes. In about {own.Weeks} weeks a trial can tell if it halves your cramps.");
        else if (answer.Suggested is { } shorter)
        {
            sentences.Add($"Not with {Nights(own.Block)} at a time. That would take {(own.Weeks is { } weeks ? $"about {weeks} weeks" : "years")}.");
            sentences.Add($"It can with {Nights(shorter.Block)} at a time: about {shorter.Weeks} weeks.");
        }
        else
        {
            sentences.Add($"No. You have too few cramps for a trial to tell. It would take {(own.Weeks is { } weeks ? $"about {weeks} weeks" : "years")}.");
            sentences.Add("Keep a diary, and try what is safe if you like. But a trial cannot give you the answer.");
        }
        if (!answer.ScatterKnown && own.Answers)
            sentences.Add($"If your cramps come evenly, {answer.AtBest.Weeks} weeks may do. If you have very good and very bad weeks, it may take {(answer.AtWorst.Weeks is { } worst ? $"{worst}" : "years")}.");
        // The verdict is stricter than the test that the weeks are for: bench/results/trials.md says by how much.
        if (answer.Suggested is not null) sentences.Add($"We are strict, so that luck does not fool you. It may take longer to be sure: up to {Feasibility.MostWeeks} weeks, and not everybody gets an answer.");
        return sentences;

        static string Nights(int block) => block == 1 ? "one night" : string.Create(CultureInfo.InvariantCulture, $"{block} nights");
    }

    /// <summary>A protocol before its first person: how long it takes, and for whom it can answer.</summary>
    public static IReadOnlyList<string> Of(Protocol protocol)
    {
        var sentences = new List<string>
        {
            $"{protocol.Title}: {protocol.Measure.Title}, {protocol.Pairs} pairs of {protocol.Block} nights with and {protocol.Block} without, each pair drawn; {protocol.Weeks} weeks after the run-in.",
        };
        foreach (var rate in Protocol.Rates)
        {
            var needed = protocol.Needed(rate);
            sentences.Add($"{Cramps(rate)} a week: {(needed.Pairs is not { } pairs ? "a halving would take years to see" : needed.Pairs <= protocol.Pairs ? "a halving is seen in four of five people" : $"a halving is seen in four of five people only after {pairs} pairs, {needed.Weeks} weeks")}{(needed.Answers ? "." : $". People are asked for {Feasibility.MostWeeks} weeks at most, so the plan page says no.")}");
        }
        if (protocol.Weeks > Feasibility.MostWeeks) sentences.Add($"It takes {protocol.Weeks} weeks. The plan page starts none of more than {Feasibility.MostWeeks}.");
        if (protocol.Pairs < TrialResult.FewestPairsToHelp) sentences.Add($"With {protocol.Pairs} pairs nobody can be told \"it helps\". The plan page takes {TrialResult.FewestPairsToHelp} at least.");
        sentences.Add($"To join, a person opens {protocol.Address} on the server they use. Each gets an own result; what they share is asked of them afterwards.");
        return sentences;
    }

    /// <summary>A verdict as people are told it.</summary>
    public static string Said(TrialVerdict verdict) => verdict switch
    {
        TrialVerdict.Helps => "It helps you.",
        TrialVerdict.NotWorthIt => "It is probably not worth it for you.",
        TrialVerdict.NotYet => "Your nights do not tell yet.",
        TrialVerdict.NotClear => "The answer is not clear.",
        _ => "Too many nights are missing to tell.",
    };

    private static string Cramps(double perWeek) => Number(perWeek) == "1" ? "1 cramp" : $"{Number(perWeek)} cramps";

    private static string Number(double perWeek) => perWeek.ToString(perWeek < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
