using System.Globalization;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>What a person's diary tells the check, and in which words. What it tells is not asked.</summary>
public sealed class FromDiary
{
    private readonly KnowledgeBase knowledge;
    private readonly DateOnly today;
    private readonly Case tells;
    private readonly Lazy<Facts.Facts> facts;
    private readonly Lazy<Dictionary<Entry, List<string>>> reasons;

    private FromDiary(KnowledgeBase knowledge, DiaryDocument diary, DateOnly today)
    {
        (this.knowledge, Diary, this.today) = (knowledge, diary, today);
        tells = CaseFromDiary.Tells(diary, today);
        facts = new(() => Build(tells));
        reasons = new(Reasons);
        Words = Said();
    }

    /// <summary>What a diary tells on a day.</summary>
    public static FromDiary Of(KnowledgeBase knowledge, DiaryDocument diary, DateOnly today) => new(knowledge, diary, today);

    /// <summary>The diary itself.</summary>
    public DiaryDocument Diary { get; }

    /// <summary>Fields of the case that it answers, each in words: <c>cramps.perWeek</c>, "4 cramps a week over 28 nights".</summary>
    public IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>Choices it has seen, of fields that may have more: <c>cramps.sites</c>.</summary>
    public IReadOnlyList<string> Seen(string field) => IsMany(field) ? tells.Choices.GetValueOrDefault(field, []) : [];

    /// <summary>Whether it answers a field, so that nobody need be asked.</summary>
    public bool Answers(string field) => Words.ContainsKey(field) && !IsMany(field);

    /// <summary>Whether it tells that the person has this.</summary>
    public bool Has(Entry entry) => facts.Value.Stated(entry) == Assessment.Truth.True;

    /// <summary>What it says of a finding, in words; empty: nothing.</summary>
    public IReadOnlyList<string> Of(Entry entry) => reasons.Value.GetValueOrDefault(entry, []);

    /// <summary>The medicines taken, each with its start.</summary>
    public IEnumerable<string> Medicines => Courses.Where(course => IsTaken(course)).Select(Line);

    /// <summary>The results, the newest first.</summary>
    public IEnumerable<string> Results => Diary.Results.Where(result => !(result.Date > today)).OrderByDescending(result => result.Date).Select(Line);

    /// <summary>The days of dialysis in words; null: none.</summary>
    public string? Dialysis => Diary.Profile?.DialysisDays is { Count: > 0 } days ? $"dialysis on {string.Join(", ", days.Select(day => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(day)))}" : null;

    /// <summary>Since when a medicine is taken, in words; null: the diary does not know.</summary>
    public string? Since(string medicine) => Courses.LastOrDefault(course => IsTaken(course) && Same(course.Name, medicine)) is { Started: { } started } ? $"since {Day(started)}" : null;

    /// <summary>Whether it has this medicine, taken now or (<paramref name="ever"/>) at any time.</summary>
    public bool Knows(string medicine, bool ever = false) => Courses.Any(course => (ever || IsTaken(course)) && Same(course.Name, medicine));

    /// <summary>Whether it has this result.</summary>
    public bool Knows(ResultAnswer result) => Diary.Results.Any(kept => Same(kept.Name, result.Name) && kept.Date == result.Date && kept.Value.Equals(result.Value) && Same(kept.Unit, result.Unit));

    /// <summary>A month or day as a person says it.</summary>
    public static string Day(RoughDate date) => date.Earliest.ToString(date.Text.Length switch { 4 => "yyyy", 7 => "MMMM yyyy", _ => "d MMMM yyyy" }, CultureInfo.InvariantCulture);

    private IEnumerable<MedicineCourse> Courses => Diary.Medicines.Where(course => !(course.Started?.Earliest > today));

    private bool IsTaken(MedicineCourse course) => course.Stopped is not { } stopped || stopped.Earliest > today;

    private static bool IsMany(string field) => Fields.Find(field)?.Kind == FieldKind.Many;

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Line(MedicineCourse course) => course.Started is { } started ? $"{course.Name}, since {Day(started)}" : course.Name;

    private static string Line(LabValue result) => string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.Value} {result.Unit}{(result.Date is { } day ? $", {day:d MMM yyyy}" : "")}");

    private Facts.Facts Build(Case given) => FactsBuilder.Build(knowledge, given, "diary").Facts;

    private Dictionary<string, string> Said()
    {
        var words = new Dictionary<string, string>();
        foreach (var (field, number) in tells.Numbers)
            words[field] = field switch
            {
                "cramps.perWeek" when CaseFromDiary.RateOf(Diary, today) is { } rate => $"{Count(rate.PerWeek, "cramp")} a week over {rate.Nights} nights",
                "cramps.durationMinutes" => $"about {Count(number, "minute")}, as a rule",
                "cramps.severity" => $"{Plain(number)} of 10, as a rule",
                "cramps.sinceWeeks" when Diary.Profile?.Began is { } began => $"in {Day(began)}",
                _ => Plain(number),
            };
        foreach (var (field, answer) in tells.Answers) words[field] = answer ? "yes" : "no";
        foreach (var (field, chosen) in tells.Choices)
            if (Fields.Find(field) is { } asked) words[field] = string.Join(", ", Fields.ChoicesOf(knowledge, asked).Where(pair => chosen.Contains(pair.Key)).Select(pair => pair.Value));
        return words;
    }

    /// <summary>Each thing the diary says is looked at alone, so that everything that follows from it can name it.</summary>
    private Dictionary<Entry, List<string>> Reasons()
    {
        var said = new Dictionary<Entry, List<string>>();
        foreach (var (field, words) in Words)
            if (knowledge.OfField(field) is { } entry && Fields.Find(field) is { } asked) Add(entry, asked.Kind == FieldKind.YesNo ? entry.Title : words);
        foreach (var statement in tells.Statements)
        {
            var words = statement.Kind switch
            {
                StatementKind.Medicine => Courses.Where(course => Same(course.Name, statement.Text)).Select(Line).LastOrDefault() ?? statement.Text,
                StatementKind.Condition => Dialysis ?? statement.Text,
                _ => statement.Text,
            };
            var alone = Build(new Case { AsOf = today, Statements = [statement] });
            foreach (var entry in knowledge.Entries)
                if (alone.Stated(entry) == Assessment.Truth.True) Add(entry, words);
        }
        foreach (var result in Diary.Results.Where(result => !(result.Date > today)))
            if (knowledge.Recogniser.Lab(result.Name) is { } lab) Add(lab, Line(result));
        return said;

        void Add(Entry entry, string words)
        {
            if (!said.TryGetValue(entry, out var list)) said.Add(entry, list = []);
            if (!list.Contains(words)) list.Add(words);
        }
    }

    private static string Count(double number, string one) => $"{Plain(number)} {one}{(Plain(number) == "1" ? "" : "s")}";

    private static string Plain(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
