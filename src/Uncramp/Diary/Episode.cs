namespace Uncramp.Diary;

/// <summary>One cramp.</summary>
public sealed record Episode : DiaryEntry, ISectioned<Episode>
{
    /// <summary>The timing of a cramp on the dialysis machine: it is no night cramp, and is counted by itself.</summary>
    public const string OnTheMachine = "during-dialysis";

    /// <summary>Made where the cramp was logged, so that sending it twice changes nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it began, with the offset the phone had.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The night it belongs to, when the person's nights do not turn at noon or the person said so; null: <see cref="Uncramp.Diary.Night.Of(DateTimeOffset)"/>.</summary>
    public Night? SaidNight { get; init; }

    /// <summary>The night it belongs to.</summary>
    public Night Night => SaidNight ?? Night.Of(Start);

    /// <summary>How long it lasted, in minutes, the soreness afterwards not counted.</summary>
    public double? Minutes { get; init; }

    /// <summary>Where: choices of the place of cramps, such as <c>calf</c>.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>The muscle more closely than the place, such as <c>thigh-back</c>.</summary>
    public string? Muscle { get; init; }

    /// <summary><c>left</c>, <c>right</c>, <c>both</c> or <c>unknown</c>.</summary>
    public string? Side { get; init; }

    /// <summary>What the person was doing: the choices of a case's <c>timing</c>.</summary>
    public string? Timing { get; init; }

    /// <summary>Pain, 0 none to 10 the worst imaginable.</summary>
    public double? Severity { get; init; }

    /// <summary>How sore the muscle was afterwards: <c>no</c>, <c>little</c> or <c>much</c>.</summary>
    public string? Sore { get; init; }

    /// <summary>It woke the person.</summary>
    public bool? Wakes { get; init; }

    /// <summary>What was tried, as ids or in own words.</summary>
    public IReadOnlyList<string>? Tried { get; init; }

    /// <summary>What helped, as ids or in own words.</summary>
    public IReadOnlyList<string>? Helped { get; init; }

    /// <summary>What was answered when it lasted ten minutes: <c>emergency</c>, <c>same-day</c> or <c>neither</c>.</summary>
    public string? Signs { get; init; }

    /// <summary>Own words to tell some cramps from others: <c>race</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Anything else.</summary>
    public string? Note { get; init; }

    /// <summary>The time zone the phone named, such as <c>Europe/London</c>. Kept for the reader; <see cref="Start"/> needs none.</summary>
    public string? Zone { get; init; }

    /// <summary><c>wrong</c> when the phone's clock was plainly wrong; null when nothing was noticed.</summary>
    public string? Clock { get; init; }

    /// <summary>True when the clock was wrong: neither hour nor, unless it was said, night can be known.</summary>
    public bool IsClockWrong => Clock is not null;

    /// <summary>True for a cramp on the dialysis machine.</summary>
    public bool IsOnTheMachine => Timing == OnTheMachine;

    internal override string Key => Id.ToString();

    static Section<Episode> ISectioned<Episode>.Section { get; } = new(
        "episodes", "id", 100_000,
        (key, logged) => Guid.TryParse(key, out var id) ? new Episode { Id = id, Start = default, Logged = logged } : null,
        [
            new Field<Episode, DateTimeOffset?>("start", Shapes.Time, entry => entry.Start, (entry, value) => entry with { Start = value ?? entry.Start }),
            new Field<Episode, Night?>("night", Shapes.Night, entry => entry.SaidNight, (entry, value) => entry with { SaidNight = value }),
            new Field<Episode, double?>("minutes", Shapes.Number(0, 1440), entry => entry.Minutes, (entry, value) => entry with { Minutes = value }),
            new Field<Episode, IReadOnlyList<string>?>("sites", Shapes.Texts(40), entry => entry.Sites, (entry, value) => entry with { Sites = value }),
            new Field<Episode, string?>("muscle", Shapes.Text(60), entry => entry.Muscle, (entry, value) => entry with { Muscle = value }),
            new Field<Episode, string?>("side", Shapes.Choice("left", "right", "both", "unknown"), entry => entry.Side, (entry, value) => entry with { Side = value }),
            new Field<Episode, string?>("timing", Shapes.Choice("in-bed", "resting", "standing", "walking", "during-exercise", "after-exercise", OnTheMachine, "any-time"), entry => entry.Timing, (entry, value) => entry with { Timing = value }),
            new Field<Episode, double?>("severity", Shapes.Number(0, 10), entry => entry.Severity, (entry, value) => entry with { Severity = value }),
            new Field<Episode, string?>("sore", Shapes.Choice("no", "little", "much"), entry => entry.Sore, (entry, value) => entry with { Sore = value }),
            new Field<Episode, bool?>("wakes", Shapes.YesNo, entry => entry.Wakes, (entry, value) => entry with { Wakes = value }),
            new Field<Episode, IReadOnlyList<string>?>("tried", Shapes.Texts(100), entry => entry.Tried, (entry, value) => entry with { Tried = value }),
            new Field<Episode, IReadOnlyList<string>?>("helped", Shapes.Texts(100), entry => entry.Helped, (entry, value) => entry with { Helped = value }),
            new Field<Episode, string?>("signs", Shapes.Choice("emergency", "same-day", "neither"), entry => entry.Signs, (entry, value) => entry with { Signs = value }),
            new Field<Episode, IReadOnlyList<string>?>("tags", Shapes.Texts(40), entry => entry.Tags, (entry, value) => entry with { Tags = value }),
            new Field<Episode, string?>("note", Shapes.Text(2000), entry => entry.Note, (entry, value) => entry with { Note = value }),
            new Field<Episode, string?>("zone", Shapes.Text(60), entry => entry.Zone, (entry, value) => entry with { Zone = value }),
            new Field<Episode, string?>("clock", Shapes.Choice("wrong"), entry => entry.Clock, (entry, value) => entry with { Clock = value }),
        ],
        ["start"],
        (one, other) => one.Start.UtcTicks.CompareTo(other.Start.UtcTicks));
}
