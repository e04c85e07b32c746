namespace Uncramp.Diary;

/// <summary>
/// The whole diary of one person: what an export carries and an import brings back.
/// Each entry stands once, as it is now; what it was before stands apart in <see cref="Earlier"/>.
/// </summary>
public sealed record DiaryDocument
{
    /// <summary>What is said once about the person; null: nothing.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The cramps.</summary>
    public IReadOnlyList<Episode> Episodes { get; init; } = [];

    /// <summary>What was said of whole nights.</summary>
    public IReadOnlyList<NightLog> Nights { get; init; } = [];

    /// <summary>Medicines over time.</summary>
    public IReadOnlyList<MedicineCourse> Medicines { get; init; } = [];

    /// <summary>Results of tests.</summary>
    public IReadOnlyList<LabValue> Results { get; init; } = [];

    /// <summary>Assessments as they were given.</summary>
    public IReadOnlyList<KeptAssessment> Assessments { get; init; } = [];

    /// <summary>Trials on oneself.</summary>
    public IReadOnlyList<Trial> Trials { get; init; } = [];

    /// <summary>Entries that were deleted: their ids alone, so that no late copy brings them back.</summary>
    public IReadOnlyList<Removal> Removed { get; init; } = [];

    /// <summary>Values that fields had before.</summary>
    public IReadOnlyList<EarlierValue> Earlier { get; init; } = [];
}

/// <summary>A deletion. Nothing of the entry is kept but its id.</summary>
/// <param name="In">The section: <c>episodes</c>.</param>
/// <param name="Of">The entry's id.</param>
/// <param name="Stamp">When it was deleted and by whom.</param>
public sealed record Removal(string In, string Of, Stamp Stamp);

/// <summary>A value that a field had, or that lost to a later one.</summary>
/// <param name="In">The section: <c>episodes</c>.</param>
/// <param name="Of">The entry's id; the evening of a night; empty for the profile.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value as canonical JSON; <c>null</c>: it was taken back.</param>
/// <param name="Stamp">When it was written and by whom.</param>
public sealed record EarlierValue(string In, string Of, string Field, string Value, Stamp Stamp);
