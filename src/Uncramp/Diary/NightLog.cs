namespace Uncramp.Diary;

/// <summary>
/// What was said about one night as a whole. A quiet night is data: it lowers the rate. A night of which nobody said how it was is missing:
/// it lowers what we know, and is never counted as zero. What was done that day may be logged before anyone can know how the night will be.
/// </summary>
public sealed record NightLog : DiaryEntry, ISectioned<NightLog>
{
    /// <summary>Which night.</summary>
    public required Night Night { get; init; }

    /// <summary>True: no cramp. False: there was at least one. Null: not said.</summary>
    public bool? Quiet { get; init; }

    /// <summary>How many cramps there were, when they were only counted: a paper diary, a late entry.</summary>
    public int? Cramps { get; init; }

    /// <summary>
    /// How many cramps the log tells of; null: it does not tell. "Not quiet" without a number is at least one and counts as one.
    /// Where the number and "quiet" disagree the later one was a correction; said at once, the cramps stand.
    /// </summary>
    public int? Told => (Quiet, Cramps) switch
    {
        (true, > 0) => Later(nameof(Quiet), nameof(Cramps)) ? 0 : Cramps,
        (false, 0) => Later(nameof(Cramps), nameof(Quiet)) ? 0 : 1,
        (_, not null) => Cramps,
        (true, null) => 0,
        (false, null) => 1,
        _ => null,
    };

    /// <summary>Sleep lost to cramps, in minutes.</summary>
    public double? MinutesAwake { get; init; }

    /// <summary><c>none</c>, <c>light</c> or <c>hard</c>, on the day before.</summary>
    public string? Exercise { get; init; }

    /// <summary>Stood for long on the day before.</summary>
    public bool? Standing { get; init; }

    /// <summary>How much was drunk: <c>low</c>, <c>usual</c> or <c>high</c>.</summary>
    public string? Fluid { get; init; }

    /// <summary>Alcoholic drinks.</summary>
    public double? Alcohol { get; init; }

    /// <summary>Cold legs or a cold bedroom.</summary>
    public bool? Cold { get; init; }

    /// <summary>Shoes worn, in own words.</summary>
    public string? Footwear { get; init; }

    /// <summary>Stretched before bed.</summary>
    public bool? Stretched { get; init; }

    /// <summary>Did what is being tried, whatever the plan of the trial said for this night; null: not said.</summary>
    public bool? Did { get; init; }

    /// <summary>What was unpleasant about what is being tried, in own words.</summary>
    public string? SideEffect { get; init; }

    /// <summary>It was a day of dialysis; null: as the profile's days say.</summary>
    public bool? Dialysis { get; init; }

    /// <summary>Own words for what was special: <c>race</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Anything else.</summary>
    public string? Note { get; init; }

    internal override string Key => Night.ToString();

    private bool Later(string one, string other) => When(one) > When(other);

    private Stamp When(string field) => Changed.GetValueOrDefault(field.ToLowerInvariant(), Logged);

    static Section<NightLog> ISectioned<NightLog>.Section { get; } = new(
        "nights", "night", 40_000,
        (key, logged) => Uncramp.Diary.Night.Parse(key) is { Evening.Year: >= 1900 and < 2200 } night ? new NightLog { Night = night, Logged = logged } : null,
        [
            new Field<NightLog, bool?>("quiet", Shapes.YesNo, entry => entry.Quiet, (entry, value) => entry with { Quiet = value }),
            new Field<NightLog, int?>("cramps", Shapes.Count(0, 200), entry => entry.Cramps, (entry, value) => entry with { Cramps = value }),
            new Field<NightLog, double?>("minutesAwake", Shapes.Number(0, 1440), entry => entry.MinutesAwake, (entry, value) => entry with { MinutesAwake = value }),
            new Field<NightLog, string?>("exercise", Shapes.Choice("none", "light", "hard"), entry => entry.Exercise, (entry, value) => entry with { Exercise = value }),
            new Field<NightLog, bool?>("standing", Shapes.YesNo, entry => entry.Standing, (entry, value) => entry with { Standing = value }),
            new Field<NightLog, string?>("fluid", Shapes.Choice("low", "usual", "high"), entry => entry.Fluid, (entry, value) => entry with { Fluid = value }),
            new Field<NightLog, double?>("alcohol", Shapes.Number(0, 100), entry => entry.Alcohol, (entry, value) => entry with { Alcohol = value }),
            new Field<NightLog, bool?>("cold", Shapes.YesNo, entry => entry.Cold, (entry, value) => entry with { Cold = value }),
            new Field<NightLog, string?>("footwear", Shapes.Text(60), entry => entry.Footwear, (entry, value) => entry with { Footwear = value }),
            new Field<NightLog, bool?>("stretched", Shapes.YesNo, entry => entry.Stretched, (entry, value) => entry with { Stretched = value }),
            new Field<NightLog, bool?>("did", Shapes.YesNo, entry => entry.Did, (entry, value) => entry with { Did = value }),
            new Field<NightLog, string?>("sideEffect", Shapes.Text(300), entry => entry.SideEffect, (entry, value) => entry with { SideEffect = value }),
            new Field<NightLog, bool?>("dialysis", Shapes.YesNo, entry => entry.Dialysis, (entry, value) => entry with { Dialysis = value }),
            new Field<NightLog, IReadOnlyList<string>?>("tags", Shapes.Texts(40), entry => entry.Tags, (entry, value) => entry with { Tags = value }),
            new Field<NightLog, string?>("note", Shapes.Text(2000), entry => entry.Note, (entry, value) => entry with { Note = value }),
        ],
        [],
        (one, other) => one.Night.CompareTo(other.Night));
}
