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

    /// <summary>What the reader of a health record left behind; null for a case that somebody told.</summary>
    public RecordRest? Record { get; init; }
}

/// <summary>What a health record held that is no part of the case.</summary>
/// <param name="Problems">What could not be read.</param>
/// <param name="LeftOut">What was read and does not count.</param>
public sealed record RecordRest(IReadOnlyList<Problem> Problems, IReadOnlyList<LeftOut> LeftOut);

/// <summary>Something of a record that does not count.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Given">Verbatim.</param>
/// <param name="Why">Half a sentence: "its status is 'stopped'".</param>
public sealed record LeftOut(string Path, string Given, string Why);

/// <summary>A code of a record.</summary>
/// <param name="System">snomed, icd10, icd10cm, atc, rxnorm, ndc or loinc; the system's own address for any other.</param>
/// <param name="Code">The code; empty for a display that stands alone.</param>
/// <param name="Display">Its words, in any language, or null.</param>
/// <param name="Ingredient">It names an ingredient of the product that the others name.</param>
public sealed record Coding(string System, string Code, string? Display = null, bool Ingredient = false)
{
    private const int FewestLetters = 4;

    /// <summary>The display; else the code of somebody's own system where that is a word itself: a hospital's code of furosemide may be "Furosemide".</summary>
    public string? Words => Display ?? (System.Contains(':', StringComparison.Ordinal) && Code.Length > 0 && char.IsLetter(Code[0]) && Code.Count(char.IsLetter) >= FewestLetters ? Code : null);
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
/// <param name="Codings">Codes by system, or null.</param>
/// <param name="WholeName">It counts only by a code or by the whole name of a finding: "screening for diabetes" was done, and is no diabetes.</param>
public sealed record CodedStatement(
    StatementKind Kind, string Text, string Path, DateOnly? Start = null, DateOnly? End = null, bool FromRecord = false, IReadOnlyList<Coding>? Codings = null, bool WholeName = false);

/// <summary>A result as given.</summary>
/// <param name="Name">The test's name or LOINC code.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">UCUM or the usual spelling.</param>
/// <param name="Date">When it was taken, or null.</param>
/// <param name="Low">The laboratory's own lower limit, same unit.</param>
/// <param name="High">The laboratory's own upper limit, same unit.</param>
/// <param name="Path">Where in the input: <c>labs[0]</c>.</param>
/// <param name="Codings">Codes of a record, or null. A LOINC code that is not the lab's is another test, whatever its name.</param>
/// <param name="Instant">The moment, where it is known better than the day.</param>
public sealed record LabResult(string Name, double Value, string Unit, DateOnly? Date, double? Low, double? High, SourcePath Path, IReadOnlyList<Coding>? Codings = null, DateTimeOffset? Instant = null);

/// <summary>Where something stands in the input. Of a thousand results a handful is spoken of, so it is written out only when somebody asks.</summary>
/// <param name="Within">The whole path, or that of the list it stands in: <c>Bundle.entry</c>.</param>
/// <param name="Index">Its number in that list, or null.</param>
/// <param name="Part">How the path goes on behind the number: <c>.resource.value</c>.</param>
public readonly record struct SourcePath(string Within, int? Index = null, string Part = "")
{
    /// <summary>A path that is written out already.</summary>
    public static implicit operator SourcePath(string path) => new(path);

    /// <summary>The path, such as <c>Bundle.entry[3].resource.value</c>.</summary>
    public override string ToString() => Index is null ? $"{Within}{Part}" : $"{Within}[{Index}]{Part}";
}
