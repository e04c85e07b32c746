using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>How a field of the case is asked on a page.</summary>
public enum FieldKind
{
    /// <summary>A number that is typed.</summary>
    Number,
    /// <summary>One of a few answers that each stand for a number.</summary>
    Bands,
    /// <summary>An amount of days, weeks, months or years.</summary>
    Span,
    /// <summary>One of named choices.</summary>
    One,
    /// <summary>Any of named choices.</summary>
    Many,
    /// <summary>Yes, no or not sure.</summary>
    YesNo,
    /// <summary>Pregnant, given birth lately, or neither.</summary>
    Pregnancy,
}

/// <summary>A field of the case, as a question.</summary>
/// <param name="Path">The field, such as <c>cramps.sites</c>.</param>
/// <param name="Kind">How it is asked.</param>
/// <param name="Label">The question, unless the knowledge has one.</param>
/// <param name="Hint">A line below it.</param>
public sealed record Field(string Path, FieldKind Kind, string Label, string? Hint = null)
{
    /// <summary>Named answers that stand for a number, low to high.</summary>
    public IReadOnlyList<(string Label, double Value)> Bands { get; init; } = [];

    /// <summary>Named choices, unless the knowledge has them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];
}

/// <summary>The fields of the case that have a question of their own, and what they may hold (case.schema.json).</summary>
internal static class Fields
{
    public const string Age = "person.age";
    public const string Sex = "person.sex";
    public const string PregnancyWeeks = "person.pregnancyWeeks";
    public const string PostpartumWeeks = "person.postpartumWeeks";

    /// <summary>Numbers and their limits.</summary>
    public static readonly IReadOnlyDictionary<string, (double Least, double Most)> Numbers = new Dictionary<string, (double, double)>
    {
        [Age] = (0, 125),
        [PregnancyWeeks] = (0, 45),
        [PostpartumWeeks] = (0, 52),
        ["cramps.durationMinutes"] = (0, 100_000),
        ["cramps.perWeek"] = (0, 10_000),
        ["cramps.severity"] = (0, 10),
        ["cramps.sinceWeeks"] = (0, 6_600),
    };

    /// <summary>Pages of fields: who, where and when, what it is like, how often.</summary>
    public static readonly IReadOnlyList<(string Key, string Title, IReadOnlyList<Field> Fields)> Pages =
    [
        ("you", "Who has the cramps?",
        [
            new(Age, FieldKind.Number, "Age in years", "For a baby, write 0."),
            new(Sex, FieldKind.One, "Sex", "Some causes come more often with one sex.") { Choices = [new("female", "Female"), new("male", "Male"), new("other", "Other")] },
            new(PregnancyWeeks, FieldKind.Pregnancy, "Pregnant, or gave birth in the last 12 weeks?"),
        ]),
        ("where", "Where and when",
        [
            new("cramps.sites", FieldKind.Many, "Where do the cramps come?", "Choose all that fit."),
            new("cramps.side", FieldKind.One, "On which side?"),
            new("cramps.timing", FieldKind.Many, "When do they come?", "Choose all that fit."),
        ]),
        ("how", "How long and how often",
        [
            new("cramps.durationMinutes", FieldKind.Bands, "How long does one cramp last?", "Not the soreness after it.") { Bands = [("Less than a minute", 0.5), ("1 to 5 minutes", 3), ("5 to 10 minutes", 8), ("More than 10 minutes", 20), ("More than a day", 2880)] },
            new("cramps.perWeek", FieldKind.Bands, "How often do they come?") { Bands = [("Less than once a week", 0.5), ("1 or 2 a week", 1.5), ("3 to 6 a week", 4), ("Every night, or more", 8)] },
            new("cramps.severity", FieldKind.Bands, "How bad is the pain?") { Bands = [("Mild", 2), ("Fairly strong", 5), ("Strong", 8), ("The worst I can think of", 10)] },
            new("cramps.sinceWeeks", FieldKind.Span, "How long ago did they start?", "A guess will do."),
        ]),
        ("feel", "What it is like",
        [
            new("cramps.hardMuscle", FieldKind.YesNo, "Is the muscle hard during the cramp?"),
            new("cramps.stretchHelps", FieldKind.YesNo, "Does it ease when you stretch?"),
            new("cramps.soreAfter", FieldKind.YesNo, "Is the muscle sore afterwards?"),
            new("cramps.wakes", FieldKind.YesNo, "Do the cramps wake you?"),
        ]),
    ];

    private static readonly Dictionary<string, Field> ByPath = Pages.SelectMany(page => page.Fields).ToDictionary(field => field.Path);

    /// <summary>The field of that path, or null.</summary>
    public static Field? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>Whether "not sure" can be said of it.</summary>
    public static bool IsField(string path) => ByPath.ContainsKey(path);

    /// <summary>The choices a field has: the knowledge's own words where it has them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ChoicesOf(KnowledgeBase knowledge, Field field) =>
        field.Choices.Count > 0 ? field.Choices : knowledge.OfField(field.Path)?.Finding?.Choices ?? [];

    /// <summary>Whether a choice is one of the field's.</summary>
    public static bool IsChoice(KnowledgeBase knowledge, string path, string choice) =>
        Find(path) is { } field && ChoicesOf(knowledge, field).Any(pair => pair.Key == choice);

    /// <summary>"3 to 6 a week" for a number of a field with named answers.</summary>
    public static string InWords(Field field, double number) => field.Kind switch
    {
        FieldKind.Bands => Band(field, number) is { Label: { } label } ? label : Plain(number),
        FieldKind.Span when number > 9 && !Whole(number) && Span(number).Unit == "day" => $"about {Math.Round(number)} weeks ago",
        FieldKind.Span => Span(number) is var (amount, unit) ? $"{Plain(amount)} {(amount == 1 ? unit : unit + "s")} ago" : "",
        _ => Plain(Completed(field.Path, number)),
    };

    /// <summary>Ages and weeks of pregnancy are kept to the day and said in full years and weeks; only a baby's age has parts.</summary>
    public static double Completed(string path, double number) => path switch
    {
        Age when number < 2 => number,
        Age or PregnancyWeeks or PostpartumWeeks => Math.Floor(number),
        _ => number,
    };

    /// <summary>The named answer nearest to a number.</summary>
    public static (string Label, double Value) Band(Field field, double number) => field.Bands.MinBy(band => Math.Abs(band.Value - number));

    /// <summary>Weeks as the amount and unit a person would say.</summary>
    public static (double Amount, string Unit) Span(double weeks) =>
        Whole(weeks / 52) ? (Math.Round(weeks / 52), "year") : Whole(weeks * 12 / 52) ? (Math.Round(weeks * 12 / 52), "month") : Whole(weeks) ? (Math.Round(weeks), "week") : (Math.Round(weeks * 7), "day");

    /// <summary>How many weeks a unit has.</summary>
    public static double WeeksOf(string? unit) => unit switch { "day" => 1.0 / 7, "month" => 52.0 / 12, "year" => 52, _ => 1 };

    private static bool Whole(double number) => number >= 1 && Math.Abs(number - Math.Round(number)) < 0.01;

    private static string Plain(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
