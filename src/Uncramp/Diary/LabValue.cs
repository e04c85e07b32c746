namespace Uncramp.Diary;

/// <summary>A result of a test, as the laboratory gave it.</summary>
public sealed record LabValue : DiaryEntry, ISectioned<LabValue>
{
    /// <summary>Made where it was logged.</summary>
    public required Guid Id { get; init; }

    /// <summary>The test's name as given.</summary>
    public required string Name { get; init; }

    /// <summary>The number, in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>The unit as given.</summary>
    public required string Unit { get; init; }

    /// <summary>When the sample was taken; null: not known.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The laboratory's own lower limit, in <see cref="Unit"/>.</summary>
    public double? Low { get; init; }

    /// <summary>The laboratory's own upper limit, in <see cref="Unit"/>.</summary>
    public double? High { get; init; }

    internal override string Key => Id.ToString();

    static Section<LabValue> ISectioned<LabValue>.Section { get; } = new(
        "results", "id", 10_000,
        (key, logged) => Guid.TryParse(key, out var id) ? new LabValue { Id = id, Name = "", Unit = "", Value = 0, Logged = logged } : null,
        [
            new Field<LabValue, string?>("name", Shapes.Text(200), entry => entry.Name, (entry, value) => entry with { Name = value ?? entry.Name }),
            new Field<LabValue, double?>("value", Shapes.Number(-1e9, 1e9), entry => entry.Value, (entry, value) => entry with { Value = value ?? entry.Value }),
            new Field<LabValue, string?>("unit", Shapes.Text(40), entry => entry.Unit, (entry, value) => entry with { Unit = value ?? entry.Unit }),
            new Field<LabValue, DateOnly?>("date", Shapes.Day, entry => entry.Date, (entry, value) => entry with { Date = value }),
            new Field<LabValue, double?>("low", Shapes.Number(-1e9, 1e9), entry => entry.Low, (entry, value) => entry with { Low = value }),
            new Field<LabValue, double?>("high", Shapes.Number(-1e9, 1e9), entry => entry.High, (entry, value) => entry with { High = value }),
        ],
        ["name", "value", "unit"],
        (one, other) => Nullable.Compare(one.Date, other.Date))
    {
        Check = result => result.Low > result.High ? ("low", FormattableString.Invariant($"The lower limit {result.Low} is above the upper limit {result.High}"), "swap or correct them") : null,
    };
}
