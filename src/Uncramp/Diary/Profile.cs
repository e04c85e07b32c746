namespace Uncramp.Diary;

/// <summary>What is said once about the person and not night by night.</summary>
public sealed record Profile : DiaryEntry, ISectioned<Profile>
{
    /// <summary>What the person is called here.</summary>
    public string? Name { get; init; }

    /// <summary>When this person's nights turn; null: at noon.</summary>
    public TimeOnly? NightTurns { get; init; }

    /// <summary>Days of dialysis, <c>monday</c> to <c>sunday</c>. An empty list: none. Null: not said.</summary>
    public IReadOnlyList<string>? DialysisDays { get; init; }

    /// <summary>When the cramps began, which is seldom when the diary did.</summary>
    public RoughDate? Began { get; init; }

    /// <summary>What the person wants to ask the doctor.</summary>
    public string? Question { get; init; }

    /// <summary>How many months the report looks back, 1 to 12; null: as many as usual.</summary>
    public int? ReportMonths { get; init; }

    /// <summary>Tags whose nights are not the usual: rates are given with and without them. Null: none.</summary>
    public IReadOnlyList<string>? ExcludedTags { get; init; }

    /// <summary>The answers of the last check, as a case.</summary>
    public JsonText? Answers { get; init; }

    /// <summary>Whether a night follows a day of dialysis; null when nobody said the days.</summary>
    public bool? DialysisOn(Night night) => DialysisDays?.Contains(night.Evening.DayOfWeek.ToString().ToLowerInvariant());

    internal override string Key => "";

    static Section<Profile> ISectioned<Profile>.Section { get; } = new(
        "profile", null, 1,
        (key, logged) => key.Length == 0 ? new Profile { Logged = logged } : null,
        [
            new Field<Profile, string?>("name", Shapes.Text(100), entry => entry.Name, (entry, value) => entry with { Name = value }),
            new Field<Profile, TimeOnly?>("nightTurns", Shapes.Clock, entry => entry.NightTurns, (entry, value) => entry with { NightTurns = value }),
            new Field<Profile, IReadOnlyList<string>?>("dialysisDays", Shapes.Choices("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), entry => entry.DialysisDays, (entry, value) => entry with { DialysisDays = value }),
            new Field<Profile, RoughDate?>("began", Shapes.Rough, entry => entry.Began, (entry, value) => entry with { Began = value }),
            new Field<Profile, string?>("question", Shapes.Text(300), entry => entry.Question, (entry, value) => entry with { Question = value }),
            new Field<Profile, int?>("reportMonths", Shapes.Count(1, 12), entry => entry.ReportMonths, (entry, value) => entry with { ReportMonths = value }),
            new Field<Profile, IReadOnlyList<string>?>("excludedTags", Shapes.Texts(40), entry => entry.ExcludedTags, (entry, value) => entry with { ExcludedTags = value }),
            new Field<Profile, JsonText?>("answers", Shapes.Json, entry => entry.Answers, (entry, value) => entry with { Answers = value }),
        ],
        [],
        (_, _) => 0);
}
