using System.Text.Json;
using System.Text.Json.Serialization;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>
/// Everything a person has answered so far. It travels in one hidden field of each page and is read like any other input: strictly.
/// It is kept in the diary of a person who has one, when they see the result and did not say no to it.
/// </summary>
public sealed class Answers
{
    /// <summary>The most characters the hidden field may have.</summary>
    public const int MaxLength = 100_000;

    /// <summary>The most characters of one line of text.</summary>
    public const int MaxText = 200;

    private const int MaxLines = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 6,
    };

    /// <summary>Findings by id: yes, no or unsure.</summary>
    public Dictionary<string, string> Said { get; init; } = [];

    /// <summary>Numbers by field of the case, such as <c>person.age</c>.</summary>
    public Dictionary<string, double> Numbers { get; init; } = [];

    /// <summary>Choices by field of the case.</summary>
    public Dictionary<string, List<string>> Choices { get; init; } = [];

    /// <summary>Fields answered with "not sure".</summary>
    public List<string> Unsure { get; init; } = [];

    /// <summary>When an acute thing was, by id.</summary>
    public Dictionary<string, DateOnly> Dates { get; init; } = [];

    /// <summary>Medicines, as typed.</summary>
    public List<MedicineAnswer> Medicines { get; set; } = [];

    /// <summary><c>none</c> (no more than is listed) or <c>unsure</c>, or null.</summary>
    public string? MedicineList { get; set; }

    /// <summary>Illnesses in own words.</summary>
    public List<string> Conditions { get; set; } = [];

    /// <summary>What else was noticed, in own words.</summary>
    public List<string> Noticed { get; set; } = [];

    /// <summary>What the person thinks of trying.</summary>
    public List<string> Considering { get; set; } = [];

    /// <summary>Test results.</summary>
    public List<ResultAnswer> Results { get; set; } = [];

    /// <summary>Ids of the further questions that were put.</summary>
    public List<string> Asked { get; set; } = [];

    /// <summary>Keys of the pages that were passed.</summary>
    public List<string> Seen { get; init; } = [];

    /// <summary>Country chosen for the numbers to call, or null.</summary>
    public string? Country { get; set; }

    /// <summary>The day of the check that these were remembered from; null: none.</summary>
    public DateOnly? Remembered { get; set; }

    /// <summary>Whether the person wants nothing of it kept.</summary>
    public bool Unkept { get; set; }

    /// <summary>What the person's diary tells beside the answers; null: there is none. It never travels in a page.</summary>
    [JsonIgnore]
    public FromDiary? Diary { get; set; }

    /// <summary>As compact JSON, for the hidden field.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads the hidden field; null when it holds anything we would not have written.</summary>
    public static Answers? Read(string? text, KnowledgeBase knowledge)
    {
        if (string.IsNullOrEmpty(text)) return new Answers();
        if (text.Length > MaxLength) return null;
        try
        {
            return JsonSerializer.Deserialize<Answers>(text, Json) is { } answers && answers.IsSound(knowledge) ? answers : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The case with what the diary adds. What was counted there outranks what was said here.</summary>
    public Case Whole(DateOnly today)
    {
        var told = ToCase(today);
        return Diary is not { } diary ? told : CaseFromDiary.Add(told with
        {
            Numbers = told.Numbers.Where(pair => !diary.Answers(pair.Key)).ToDictionary(),
            Choices = told.Choices.Where(pair => !diary.Answers(pair.Key)).ToDictionary(),
        }, diary.Diary, today);
    }

    /// <summary>The case that was told. What was not answered, or answered with "not sure", is left out: it stays unknown.</summary>
    public Case ToCase(DateOnly today)
    {
        var statements = new List<CodedStatement>();
        foreach (var (id, said) in Said.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (said is "yes" or "no")
                statements.Add(new CodedStatement(said == "yes" ? StatementKind.Symptom : StatementKind.Absent, id, id, Start: said == "yes" && Dates.TryGetValue(id, out var date) ? date : null));
        Add(StatementKind.Symptom, "symptoms", Noticed);
        Add(StatementKind.Condition, "conditions", Conditions);
        Add(StatementKind.Considering, "considering", Considering);
        for (var i = 0; i < Medicines.Count; i++)
            statements.Add(new CodedStatement(StatementKind.Medicine, Medicines[i].Name, $"medicines[{i}]", Start: Medicines[i].StartedOn));
        // The case format has no field for "that is all"; the core reads the words. Then what is not on the list is not taken.
        if (MedicineList == "none") statements.Add(new CodedStatement(StatementKind.Medicine, "no other medicines", "medicines"));
        return new Case
        {
            AsOf = today,
            Numbers = Numbers,
            Choices = Choices.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value),
            Statements = statements,
            Labs = [.. Results.Select((result, i) => new LabResult(result.Name, result.Value, result.Unit, result.Date, null, null, $"labs[{i}]"))],
        };

        void Add(StatementKind kind, string list, List<string> texts)
        {
            for (var i = 0; i < texts.Count; i++) statements.Add(new CodedStatement(kind, texts[i], $"{list}[{i}]"));
        }
    }

    /// <summary>Whether it holds nothing that a page could not have said.</summary>
    public bool IsSound(KnowledgeBase knowledge) =>
        Said.All(pair => pair.Value is "yes" or "no" or "unsure" && knowledge.Find(pair.Key) is { } entry && entry.Kind.IsFinding())
        && Numbers.All(pair => Fields.Numbers.TryGetValue(pair.Key, out var range) && pair.Value >= range.Least && pair.Value <= range.Most)
        && Choices.All(pair => pair.Value is { Count: > 0 } && pair.Value.TrueForAll(choice => IsText(choice) && Fields.IsChoice(knowledge, pair.Key, choice)))
        && Unsure.TrueForAll(path => IsText(path) && Fields.IsField(path))
        && Dates.Keys.All(id => knowledge.Find(id) is not null)
        && MedicineList is null or "none" or "unsure"
        && Medicines.Count <= MaxLines && Medicines.TrueForAll(medicine => medicine is not null && IsText(medicine.Name) && (medicine.Started is null || medicine.StartedOn is not null))
        && Results.Count <= MaxLines && Results.TrueForAll(result => result is not null && IsText(result.Name) && IsText(result.Unit) && double.IsFinite(result.Value))
        && new[] { Conditions, Noticed, Considering }.All(list => list.Count <= MaxLines && list.TrueForAll(IsText))
        && new[] { Asked, Seen, Unsure }.All(list => list.Count <= 200 && list.TrueForAll(IsText))
        && Country is null or { Length: 2 };

    private static bool IsText(string? text) => text is { Length: > 0 and <= MaxText };
}

/// <summary>A medicine as typed.</summary>
/// <param name="Name">Brand or generic name, in any spelling.</param>
/// <param name="Started">Month, as <c>yyyy-MM</c>, or null.</param>
public sealed record MedicineAnswer(string Name, string? Started)
{
    /// <summary>The first day of that month; null when it is not one.</summary>
    [JsonIgnore]
    public DateOnly? StartedOn => DateOnly.TryParseExact(Started, "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) ? date : null;
}

/// <summary>A test result as typed.</summary>
public sealed record ResultAnswer(string Name, double Value, string Unit, DateOnly? Date);
