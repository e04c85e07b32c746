namespace Uncramp.Facts;

/// <summary>
/// One person on one day, as told: fields that were given and texts that are still to be recognised.
/// What is null or not listed is unknown, never "no".
/// </summary>
public sealed record Case
{
    /// <summary>The day on which this is judged; null: the newest date in the case.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Numbers by field path, such as <c>person.age</c> in years or <c>cramps.durationMinutes</c>.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>Booleans by field path, such as <c>cramps.wakes</c>.</summary>
    public IReadOnlyDictionary<string, bool> Answers { get; init; } = new Dictionary<string, bool>();

    /// <summary>Choices by field path, such as <c>cramps.sites</c> or <c>person.sex</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Everything said in words or codes.</summary>
    public IReadOnlyList<CodedStatement> Statements { get; init; } = [];

    /// <summary>Results.</summary>
    public IReadOnlyList<LabResult> Labs { get; init; } = [];
}

/// <summary>The list a statement stands in.</summary>
public enum StatementKind : byte
{
    /// <summary>Present now or with the cramps.</summary>
    Symptom,
    /// <summary>Known not to be there.</summary>
    Absent,
    /// <summary>A diagnosis.</summary>
    Condition,
    /// <summary>A medicine.</summary>
    Medicine,
    /// <summary>Something done regularly.</summary>
    Habit,
    /// <summary>A treatment asked about.</summary>
    Considering,
}

/// <summary>
/// The waist: whatever comes in, from a form, a file or a record, becomes one of these before anything is concluded.
/// </summary>
/// <param name="Kind">The list it stands in.</param>
/// <param name="Text">The words, verbatim.</param>
/// <param name="Path">Where in the input, for messages: <c>medicines[2]</c>.</param>
/// <param name="Start">When it began, or null.</param>
/// <param name="End">When it ended, or null.</param>
/// <param name="FromRecord">From a record, where an undated acute event is history; typed by a person it counts as now.</param>
/// <param name="Codings">Codes by system, or empty.</param>
public sealed record CodedStatement(
    StatementKind Kind, string Text, string Path, DateOnly? Start = null, DateOnly? End = null, bool FromRecord = false, IReadOnlyList<(string System, string Code)>? Codings = null);

/// <summary>A result as given.</summary>
/// <param name="Name">The test's name or LOINC code.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">UCUM or the usual spelling.</param>
/// <param name="Date">When it was taken, or null.</param>
/// <param name="Low">The laboratory's own lower limit, same unit.</param>
/// <param name="High">The laboratory's own upper limit, same unit.</param>
/// <param name="Path">Where in the input: <c>labs[0]</c>.</param>
public sealed record LabResult(string Name, double Value, string Unit, DateOnly? Date, double? Low, double? High, string Path);
