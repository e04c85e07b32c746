namespace Uncramp.Diary;

/// <summary>
/// A trial of one measure on oneself, as it was fixed before its first night. What came of it is worked out from the nights and never kept.
/// </summary>
public sealed record Trial : DiaryEntry, ISectioned<Trial>
{
    /// <summary>Made where it was planned.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is tried, the id of its entry in the knowledge.</summary>
    public required string Measure { get; init; }

    /// <summary>The first night of the first block. The diary before it is the run-in.</summary>
    public required Night Start { get; init; }

    /// <summary>Nights of a block that count.</summary>
    public required int Block { get; init; }

    /// <summary>Nights at the beginning of each block that do not count, beside <see cref="Block"/>; null: none.</summary>
    public int? Washout { get; init; }

    /// <summary>How many pairs of blocks were planned.</summary>
    public required int Pairs { get; init; }

    /// <summary>32 random bytes as 64 hexadecimal digits, from which every pair's order follows.</summary>
    public required string Seed { get; init; }

    /// <summary>The hash of the schedule as shown before the first night; null: none was kept.</summary>
    public string? Schedule { get; init; }

    /// <summary>Nights of diary that were wanted before the start; null: not said.</summary>
    public int? RunIn { get; init; }

    /// <summary>True when the person said that their clinician agreed; null: not asked.</summary>
    public bool? Agreed { get; init; }

    /// <summary>True when somebody else packed it, so that the person did not know which nights were which; null: they knew.</summary>
    public bool? Sealed { get; init; }

    /// <summary>Stretches during which the trial rests.</summary>
    public IReadOnlyList<Pause>? Pauses { get; init; }

    /// <summary>The last night, when it was stopped early or finished; null: it goes on.</summary>
    public Night? Ended { get; init; }

    /// <summary>Why it ended.</summary>
    public string? Because { get; init; }

    internal override string Key => Id.ToString();

    /// <summary>Whether the trial rests in a night.</summary>
    public bool Rests(Night night) => Pauses?.Any(pause => pause.Holds(night)) ?? false;

    static Section<Trial> ISectioned<Trial>.Section { get; } = new(
        "trials", "id", 500,
        (key, logged) => Guid.TryParse(key, out var id) ? new Trial { Id = id, Measure = "", Start = default, Block = 1, Pairs = 1, Seed = "", Logged = logged } : null,
        [
            new Field<Trial, string?>("measure", Shapes.Text(100), entry => entry.Measure, (entry, value) => entry with { Measure = value ?? entry.Measure }),
            new Field<Trial, Night?>("start", Shapes.Night, entry => entry.Start, (entry, value) => entry with { Start = value ?? entry.Start }),
            new Field<Trial, int?>("block", Shapes.Count(1, 56), entry => entry.Block, (entry, value) => entry with { Block = value ?? entry.Block }),
            new Field<Trial, int?>("washout", Shapes.Count(0, 56), entry => entry.Washout, (entry, value) => entry with { Washout = value }),
            new Field<Trial, int?>("pairs", Shapes.Count(1, 200), entry => entry.Pairs, (entry, value) => entry with { Pairs = value ?? entry.Pairs }),
            new Field<Trial, string?>("seed", Shapes.Text(64), entry => entry.Seed, (entry, value) => entry with { Seed = value ?? entry.Seed }),
            new Field<Trial, string?>("schedule", Shapes.Text(64), entry => entry.Schedule, (entry, value) => entry with { Schedule = value }),
            new Field<Trial, int?>("runIn", Shapes.Count(0, 365), entry => entry.RunIn, (entry, value) => entry with { RunIn = value }),
            new Field<Trial, bool?>("agreed", Shapes.YesNo, entry => entry.Agreed, (entry, value) => entry with { Agreed = value }),
            new Field<Trial, bool?>("sealed", Shapes.YesNo, entry => entry.Sealed, (entry, value) => entry with { Sealed = value }),
            new Field<Trial, IReadOnlyList<Pause>?>("pauses", Shapes.Pauses, entry => entry.Pauses, (entry, value) => entry with { Pauses = value }),
            new Field<Trial, Night?>("ended", Shapes.Night, entry => entry.Ended, (entry, value) => entry with { Ended = value }),
            new Field<Trial, string?>("because", Shapes.Choice("finished", "stopped", "side-effect", "red-flag"), entry => entry.Because, (entry, value) => entry with { Because = value }),
        ],
        ["measure", "start", "block", "pairs", "seed"],
        (one, other) => one.Start.CompareTo(other.Start))
    {
        Check = trial => trial.Seed.Length > 0 && (trial.Seed.Length != 64 || !trial.Seed.All(char.IsAsciiHexDigit)) ? ("seed", "The seed is not 64 hexadecimal digits", "write the 32 random bytes as hexadecimal digits") : null,
    };
}

/// <summary>A stretch of nights during which a trial rests.</summary>
/// <param name="From">Its first night.</param>
/// <param name="To">Its last night; null: it rests still.</param>
public sealed record Pause(Night From, Night? To)
{
    /// <summary>Whether it holds a night; both ends belong to it.</summary>
    public bool Holds(Night night) => night >= From && !(night > To);

    /// <summary>Reads <c>2026-11-22/2026-11-29</c> or <c>2026-11-22/..</c> (ISO 8601-2, an open interval), or null.</summary>
    public static Pause? Parse(string? text) => text?.Split('/') is [var from, var to] && Night.Parse(from) is { } first
        ? to == ".." ? new Pause(first, null) : Night.Parse(to) is { } last && last >= first ? new Pause(first, last) : null
        : null;

    /// <summary>Both nights with a slash between, two dots for an open end.</summary>
    public override string ToString() => $"{From}/{To?.ToString() ?? ".."}";
}
