using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>One cramp: logged late or said more of, changed, deleted.</summary>
internal static class CrampEndpoints
{
    /// <summary>What can be said of a cramp. When it was comes apart: a time of day in a night.</summary>
    public static readonly IReadOnlyList<Blank> Blanks =
    [
        new("sites", BlankKind.Ticks), new("side"), new("minutes", BlankKind.Number), new("severity", BlankKind.Number), new("timing"), new("sore"), new("wakes", BlankKind.YesNo),
        new("tried", BlankKind.Words), new("helped", BlankKind.Words), new("tags", BlankKind.Words), new("note"),
    ];

    private static readonly DiarySection section = DiarySection.Named("episodes");

    public static void MapCramps(this IEndpointRouteBuilder app)
    {
        app.MapGet("/diary/nights/{night}/cramp", New);
        app.MapGet("/diary/cramps/{id:guid}", Get);
        app.MapPost("/diary/cramps/{id:guid}", Post);
        app.MapPost("/diary/cramps/{id:guid}/delete", Delete);
    }

    private static async Task<IResult> New(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock, string night)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return NightEndpoints.NightOf(night, clock) is { } known ? await Page(http, person, diaries, known, null, Guid.NewGuid()) : ErrorEndpoints.Missing();
    }

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return (await diaries.Of(person)).Episodes.FirstOrDefault(cramp => cramp.Id == id) is { } cramp ? await Page(http, person, diaries, cramp.Night, cramp) : ErrorEndpoints.Missing();
    }

    /// <summary>The id is made with the form, so that sending it twice makes one cramp.</summary>
    private static async Task<IResult> Post(HttpContext http, Diaries diaries, TimeProvider clock, Guid id)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var diary = await diaries.Of(person);
        var kept = diary.Episodes.FirstOrDefault(cramp => cramp.Id == id);
        if (NightEndpoints.NightOf(form["night"].ToString(), clock) is not { } night) return ErrorEndpoints.Missing();
        var (said, errors) = Blank.Read(Blanks, form);
        When(said, errors, form, kept, night, diary.Profile, clock);
        return await Forms.Keep(http, section, person, id.ToString(), (said, errors), $"/diary/nights/{night}", wrong => Page(http, person, diaries, night, kept, id, wrong, form));
    }

    private static async Task<IResult> Delete(HttpContext http, Diaries diaries, KnowledgeBase knowledge, Guid id)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var diary = await diaries.Of(person);
        if (diary.Episodes.FirstOrDefault(cramp => cramp.Id == id) is not { } cramp || DiaryPages.Entry(section, diary, id.ToString()) is not { } entry) return SeeOther.To("/diary");
        var outcome = await Saying.Delete(http, section, person, id.ToString());
        return outcome is Outcome.Kept ? DiaryPages.Deleted(section, entry, $"The cramp of {DiaryWords.Cramp(cramp, knowledge)}", $"/diary/nights/{cramp.Night}") : Forms.NotKept(outcome);
    }

    private static void When(JsonObject said, List<FormError> errors, IFormCollection form, Episode? kept, Night night, Profile? profile, TimeProvider clock)
    {
        var typed = form["time"].ToString().Trim().Replace('.', ':');
        if (kept is not null && typed == DiaryWords.Text(kept.Start)) return;
        if (!TimeOnly.TryParseExact(typed, ["H:mm", "HH:mm", "H:mm:ss", "h:mm tt", "h:mmtt", "h tt", "htt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            errors.Add(new FormError("time", typed.Length == 0 ? "About when was it? Write a time, such as 03:00." : $"“{typed}” is not a time. Write it like 03:00."));
            return;
        }
        var wall = Wall.Of(kept?.Zone ?? form["zone"], form["offset"], clock);
        var start = wall.At(night, time, profile);
        // Where a cramp was logged in a place whose name is not known, its own offset is all that is known of it.
        if (kept is { Zone: null }) start = new DateTimeOffset(start.DateTime, kept.Start.Offset);
        if (start > clock.GetUtcNow().AddMinutes(1))
        {
            errors.Add(new FormError("time", $"{typed} in that night is still to come. Check the time and the night."));
            return;
        }
        said["start"] = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        if (kept is null && wall.Name is { } zone) said["zone"] = zone;
        if (Night.Of(start) != night) said["night"] = night.ToString();
        // A clock that was wrong has been put right by who knows.
        if (kept?.Clock is not null) said["clock"] = null;
    }

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, Night night, Episode? cramp, Guid? id = null, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var key = (cramp?.Id ?? id!.Value).ToString();
        var diary = await diaries.Of(person);
        return Show.Page<CrampPage>(new
        {
            Dialysis = diary.Profile?.DialysisDays is { Count: > 0 },
            Night = night,
            Id = key,
            Cramp = cramp,
            Entry = DiaryPages.Entry(section, diary, key),
            Earlier = await diaries.Earlier(person, section.Name, key),
            Errors = errors ?? [],
            Form = form,
            Notice = Notice.Of(http),
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
