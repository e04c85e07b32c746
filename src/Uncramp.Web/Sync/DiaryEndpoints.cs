using System.Globalization;
using System.Text;
using System.Text.Json;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Trials;

namespace Uncramp.Web.Sync;

/// <summary>The diary as a whole: what changed, everything out, everything in, everything gone.</summary>
internal static class DiaryEndpoints
{
    /// <summary>What a person types to have everything deleted.</summary>
    public const string Word = "delete everything";

    private const int Tries = 5;

    public static void MapDiary(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/diary", Since);
        app.MapGet("/api/export", Export);
        app.MapGet("/api/export.csv", Nights);
        app.MapPost("/api/import", Import);
        app.MapPost("/api/forget", Forget);
    }

    /// <summary>
    /// <c>{"next", "whole", "emptied", "trial", "diary"}</c>: what changed since <c>next</c> of the last answer. <c>whole</c>: it is all there is instead, because
    /// this is another diary or an older copy of it; <c>emptied</c>: and nothing is in it, because the person deleted everything.
    /// <c>trial</c>: what the running trial asks for, to its owner (<see cref="TonightsArm.ForPhone"/>).
    /// With <c>from</c>, a date, all there is means the cramps and nights since then: as much as a phone keeps.
    /// </summary>
    private static async Task<IResult> Since(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, string? since, string? from)
    {
        if (current.Logs(http) is not { } person) return EntryEndpoints.SignInFirst(http);
        if (from is not null && Night.Parse(from) is null)
            return JsonBody.Refuse(StatusCodes.Status400BadRequest, "This is no date", [new Problem("UNC119", "$.from", $"'{from}' is not a date", "write YYYY-MM-DD")]);
        var (diary, next, whole) = await diaries.Since(person, since);
        // A number above zero: something was here once.
        var emptied = whole && next.Length > 0 && !next.EndsWith("-0", StringComparison.Ordinal) && diary.Removed.Count == 0 && !DiarySection.All.Any(section => section.Lines(diary).Any());
        if (whole && Night.Parse(from) is { } first)
            diary = new DiaryDocument { Episodes = [.. diary.Episodes.Where(cramp => cramp.Night >= first)], Nights = [.. diary.Nights.Where(log => log.Night >= first)], Removed = diary.Removed };
        if (current.OnlyOwn(http)) diary = LoggedBy(CurrentPerson.By(http), diary);
        var trial = current.Id(http) == person ? TonightsArm.ForPhone(await diaries.Of(person), knowledge, clock) : "null";
        var head = Encoding.UTF8.GetBytes($$"""{"next":{{JsonSerializer.Serialize(next)}},"whole":{{Json(whole)}},"emptied":{{Json(emptied)}},"trial":{{trial}},"diary":""");
        return Results.Bytes([.. head, .. DiaryJson.Write(diary), (byte)'}'], "application/json; charset=utf-8");

        static string Json(bool value) => value ? "true" : "false";
    }

    /// <summary>What a carer sees of a diary: the cramps and nights that bear their name, and that some are no more.</summary>
    public static DiaryDocument LoggedBy(string name, DiaryDocument diary) => new()
    {
        Episodes = [.. diary.Episodes.Where(entry => entry.Logged.By == name)],
        Nights = [.. diary.Nights.Where(entry => entry.Logged.By == name)],
        Removed = [.. diary.Removed.Where(row => row.In == "episodes")],
    };

    private static async Task<IResult> Export(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock)
    {
        if (current.Id(http) is not { } person) return EntryEndpoints.SignInFirst(http);
        var (diary, _) = await diaries.Whole(person);
        Offer(http, clock, "json");
        return Results.Bytes(DiaryJson.Write(diary), "application/json; charset=utf-8");
    }

    private static async Task<IResult> Nights(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock)
    {
        if (current.Id(http) is not { } person) return EntryEndpoints.SignInFirst(http);
        Offer(http, clock, "csv");
        return Results.Bytes(Encoding.UTF8.GetBytes(DiaryCsv.Write(NightRow.Of(await diaries.Of(person)))), "text/csv; charset=utf-8");
    }

    /// <summary>All of it, or nothing: merged with what is here, so that bringing it twice is harmless.</summary>
    private static async Task<IResult> Import(HttpContext http, CurrentPerson current)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (current.Id(http) is not { } person) return EntryEndpoints.SignInFirst(http);
        var (body, refusal) = await JsonBody.Read(http, "The diary", DiaryReader.MaxBytes);
        if (body is null) return refusal!;
        var (brought, problems) = DiaryReader.Read(body, JsonBody.Name);
        if (brought is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The diary cannot be read, and nothing was kept", problems);
        var (outcome, changed) = await Bring(http, person, brought);
        return outcome is Outcome.Kept ? Results.Json(new { changed }) : EntryEndpoints.Answer(outcome);
    }

    /// <summary>Merges a diary into the one that is kept, and tells how many entries that changed.</summary>
    public static async Task<(Outcome Outcome, int Changed)> Bring(HttpContext http, long person, DiaryDocument brought)
    {
        var (diaries, writer) = (http.RequestServices.GetRequiredService<Diaries>(), http.RequestServices.GetRequiredService<Writer>());
        for (var attempt = 1; ; attempt++)
        {
            // Merged outside the writer: others go on writing meanwhile, and if it was this diary we look again.
            var (kept, changes) = await diaries.Whole(person);
            var news = Difference.Of(person, kept, Merge.Documents(kept, brought));
            if (Crowded(news.Merged) is { } full) return (new Outcome.Full(full), 0);
            var outcome = await writer.Write(new Import(person, changes, news.Entries), http.RequestAborted);
            if (outcome is not Outcome.Stale || attempt == Tries) return (outcome, news.Entries.Count);
        }
    }

    private static string? Crowded(DiaryDocument diary) => DiarySection.All.FirstOrDefault(section => section.Lines(diary).Skip(section.Most).Any()) is { } section
        ? string.Create(CultureInfo.InvariantCulture, $"{section.Most:N0} {section.Name}") : null;

    /// <summary>Everything of this person is gone at once. The word is typed by a person, so that no slip does it.</summary>
    private static async Task<IResult> Forget(HttpContext http, CurrentPerson current)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (current.Id(http) is not { } person) return EntryEndpoints.SignInFirst(http);
        var (body, refusal) = await JsonBody.Read(http, "The word", 1000);
        if (body is null) return refusal!;
        if (Typed(body) is not { } word || !IsWord(word)) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "Nothing was deleted", [new Problem("UNC223", "$.word", "The word is missing", $"send {{\"word\": \"{Word}\"}}")]);
        var outcome = await Empty(http, person);
        return outcome is Outcome.Kept ? Results.NoContent() : EntryEndpoints.Answer(outcome);
    }

    /// <summary>Deletes the whole diary, from the file too.</summary>
    public static async Task<Outcome> Empty(HttpContext http, long person)
    {
        var outcome = await http.RequestServices.GetRequiredService<Writer>().Write(new Emptying(person, Database.NewLife()), http.RequestAborted);
        if (outcome is Outcome.Kept) await http.RequestServices.GetRequiredService<Database>().Scrub();
        return outcome;
    }

    /// <summary>Whether it is the word, however it is written.</summary>
    public static bool IsWord(string typed) => typed.Trim().Equals(Word, StringComparison.OrdinalIgnoreCase);

    private static string? Typed(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("word", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Offer(HttpContext http, TimeProvider clock, string kind) =>
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"uncramp-{clock.GetUtcNow():yyyy-MM-dd}.{kind}\"";
}
