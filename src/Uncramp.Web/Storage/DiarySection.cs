using System.Text;
using System.Text.Json;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>A section of the diary as the store sees it: named entries that the core reads, writes and merges.</summary>
/// <param name="Name">Its name in the document, in the address of its calls and in the tables.</param>
/// <param name="Most">The most entries a diary may have of it.</param>
internal abstract record DiarySection(string Name, int Most)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<DiarySection> All { get; } =
    [
        new DiarySection<Profile>("profile", 1, diary => diary.Profile is { } profile ? [profile] : [], _ => ""),
        new DiarySection<Episode>("episodes", 100_000, diary => diary.Episodes, entry => entry.Id.ToString()),
        new DiarySection<NightLog>("nights", 40_000, diary => diary.Nights, entry => entry.Night.ToString()),
        new DiarySection<MedicineCourse>("medicines", 2_000, diary => diary.Medicines, entry => entry.Id.ToString()),
        new DiarySection<LabValue>("results", 10_000, diary => diary.Results, entry => entry.Id.ToString()),
        new DiarySection<KeptAssessment>("assessments", 2_000, diary => diary.Assessments, entry => entry.Id.ToString()),
        new DiarySection<Trial>("trials", 500, diary => diary.Trials, entry => entry.Id.ToString()),
    ];

    private static readonly Dictionary<string, DiarySection> byName = All.ToDictionary(section => section.Name);

    /// <summary>The section of a name in the tables.</summary>
    public static DiarySection Named(string name) => byName[name];

    /// <summary>True where an entry has an id of its own and a deletion leaves that id behind. A night and the profile have none: what was said of them is taken back.</summary>
    public bool LeavesTombstone => Name is not ("profile" or "nights");

    /// <summary>True for what a carer logs too: cramps and nights.</summary>
    public bool IsLogged => Name is "episodes" or "nights";

    /// <summary>The key in its one way of writing, or null when it is none.</summary>
    public string? KeyOf(string given) => Name switch
    {
        "profile" => given.Length == 0 ? "" : null,
        "nights" => Night.Parse(given)?.ToString(),
        _ => Guid.TryParseExact(given, "D", out var id) ? id.ToString() : null,
    };

    /// <summary>The entries of a diary by key, each as a line of JSON.</summary>
    public abstract IEnumerable<(string Key, string Body)> Lines(DiaryDocument diary);

    /// <summary>Reads a saying as if nothing were kept.</summary>
    public abstract Said Read(long person, string by, string key, byte[] utf8, DateTimeOffset now);

    /// <summary>What takes back every field that an entry has.</summary>
    public static byte[] TakeBack(string body)
    {
        using var entry = JsonDocument.Parse(body);
        var fields = entry.RootElement.EnumerateObject().Select(field => field.Name).Where(name => name is not ("id" or "night" or "logged" or "changed"));
        return JsonSerializer.SerializeToUtf8Bytes(fields.ToDictionary(name => name, _ => (string?)null));
    }
}

/// <inheritdoc/>
internal sealed record DiarySection<T>(string Name, int Most, Func<DiaryDocument, IReadOnlyList<T>> Of, Func<T, string> Key) : DiarySection(Name, Most) where T : DiaryEntry, ISectioned<T>
{
    public override IEnumerable<(string, string)> Lines(DiaryDocument diary) => Of(diary).Select(entry => (Key(entry), DiaryJson.Entry(entry)));

    public override Said Read(long person, string by, string key, byte[] utf8, DateTimeOffset now) => new Said<T>(this, person, by, key, utf8, now);

    /// <summary>An entry as it was written.</summary>
    /// <exception cref="InvalidDataException">Only the core writes entries, so the table was changed by another hand.</exception>
    public static T Kept(string body)
    {
        var (entry, problems) = DiaryReader.ReadKept<T>(Encoding.UTF8.GetBytes(body), "kept");
        return entry ?? throw new InvalidDataException($"{problems[0].Code} {problems[0].Place}");
    }

    /// <summary>A diary with this entry and no other.</summary>
    public DiaryDocument Alone(string body) => DiaryText.Read([(Name, body)]);
}
