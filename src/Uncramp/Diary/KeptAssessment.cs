namespace Uncramp.Diary;

/// <summary>An assessment as it was given, with what it was given for and what was known then. It is never worked out anew.</summary>
public sealed record KeptAssessment : DiaryEntry, ISectioned<KeptAssessment>
{
    /// <summary>Made where it was kept.</summary>
    public required Guid Id { get; init; }

    /// <summary>The day for which it was judged.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The release of the knowledge it rests on.</summary>
    public string? Knowledge { get; init; }

    /// <summary>The level of care it named.</summary>
    public string? Level { get; init; }

    /// <summary>The case.</summary>
    public JsonText? Given { get; init; }

    /// <summary>The assessment.</summary>
    public JsonText? Said { get; init; }

    internal override string Key => Id.ToString();

    static Section<KeptAssessment> ISectioned<KeptAssessment>.Section { get; } = new(
        "assessments", "id", 2_000,
        (key, logged) => Guid.TryParse(key, out var id) ? new KeptAssessment { Id = id, Date = default, Logged = logged } : null,
        [
            new Field<KeptAssessment, DateOnly?>("date", Shapes.Day, entry => entry.Date, (entry, value) => entry with { Date = value ?? entry.Date }),
            new Field<KeptAssessment, string?>("knowledge", Shapes.Text(100), entry => entry.Knowledge, (entry, value) => entry with { Knowledge = value }),
            new Field<KeptAssessment, string?>("level", Shapes.Text(20), entry => entry.Level, (entry, value) => entry with { Level = value }),
            new Field<KeptAssessment, JsonText?>("given", Shapes.Json, entry => entry.Given, (entry, value) => entry with { Given = value }),
            new Field<KeptAssessment, JsonText?>("said", Shapes.Json, entry => entry.Said, (entry, value) => entry with { Said = value }),
        ],
        ["date"],
        (one, other) => one.Date.CompareTo(other.Date));
}
