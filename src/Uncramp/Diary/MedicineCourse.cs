namespace Uncramp.Diary;

/// <summary>A medicine over a stretch of time. A new dose is a new course, so that its start can be laid over the rate.</summary>
public sealed record MedicineCourse : DiaryEntry, ISectioned<MedicineCourse>
{
    /// <summary>Made where it was logged.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name as given: brand, ingredient or own words.</summary>
    public required string Name { get; init; }

    /// <summary>The dose as given.</summary>
    public string? Dose { get; init; }

    /// <summary>When it began; null: not known.</summary>
    public RoughDate? Started { get; init; }

    /// <summary>When it ended; null: still taken, as far as anyone said.</summary>
    public RoughDate? Stopped { get; init; }

    internal override string Key => Id.ToString();

    static Section<MedicineCourse> ISectioned<MedicineCourse>.Section { get; } = new(
        "medicines", "id", 2_000,
        (key, logged) => Guid.TryParse(key, out var id) ? new MedicineCourse { Id = id, Name = "", Logged = logged } : null,
        [
            new Field<MedicineCourse, string?>("name", Shapes.Text(200), entry => entry.Name, (entry, value) => entry with { Name = value ?? entry.Name }),
            new Field<MedicineCourse, string?>("dose", Shapes.Text(200), entry => entry.Dose, (entry, value) => entry with { Dose = value }),
            new Field<MedicineCourse, RoughDate?>("started", Shapes.Rough, entry => entry.Started, (entry, value) => entry with { Started = value }),
            new Field<MedicineCourse, RoughDate?>("stopped", Shapes.Rough, entry => entry.Stopped, (entry, value) => entry with { Stopped = value }),
        ],
        ["name"],
        (one, other) => string.CompareOrdinal(one.Started?.Text, other.Started?.Text))
    {
        Check = course => course is { Started: { } started, Stopped: { } stopped } && started.IsAfter(stopped)
            ? ("stopped", $"It ends in {stopped}, before it begins in {started}", "correct one of the dates") : null,
    };
}
