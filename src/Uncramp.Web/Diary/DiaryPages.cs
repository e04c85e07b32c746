using Uncramp.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>The diary's pages. They are read with GET; each form has its own address and answers with the next page.</summary>
internal static class DiaryPages
{
    public static void MapDiaryPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/diary", Front);
        app.MapPost("/diary/undo", TakeBack);
        app.MapPost("/diary/bring-back", (Delegate)BringBack);
        app.MapNights();
        app.MapCramps();
        app.MapMedicines();
        app.MapResults();
        app.MapAboutMe();
        app.MapPaper();
        app.MapOwnData();
    }

    private static async Task<IResult> Front(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock, string? offset, string? without)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        var now = Wall.Of(null, offset, clock).Now(clock);
        return Show.Page<DiaryPage>(new { Picture = Picture.Of(diary, Wall.LastNight(now, diary.Profile), without), Notice = Notice.Of(http), Offset = (int)now.Offset.TotalMinutes });
    }

    private static async Task<IResult> TakeBack(HttpContext http, Diaries diaries)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (Undo.Parse(form["undo"]) is not { } undo) return ErrorEndpoints.Refused("We could not undo that", "Please go back and try again.", StatusCodes.Status400BadRequest);
        var (whole, _) = await diaries.Whole(person);
        var steps = undo.Steps(whole);
        if (steps.Count == 0) return ErrorEndpoints.Refused("There is nothing to undo", "It was changed or deleted since then. Nothing was changed now.", StatusCodes.Status409Conflict);
        foreach (var (section, key, _) in steps.Where(step => step.Said is null))
            if (await Saying.Delete(http, section, person, key) is not Outcome.Kept and var not) return Forms.NotKept(not);
        if (await Saying.Say(http, person, steps.Where(step => step.Said is not null).Select(step => (step.Section, step.Key, step.Said!))) is not Outcome.Kept and var failed) return Forms.NotKept(failed);
        return SeeOther.To($"{After(form)}?undone");
    }

    /// <summary>A deleted entry is logged again, under a new id, because the old one stays deleted everywhere.</summary>
    private static async Task<IResult> BringBack(HttpContext http)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (DiarySection.All.FirstOrDefault(known => known.Name == form["section"] && known.Name != "profile") is not { } section) return ErrorEndpoints.Refused("We could not undo that", "Please go back and try again.", StatusCodes.Status400BadRequest);
        var key = section.KeyOf(form["key"].ToString());
        if (key is null) return ErrorEndpoints.Refused("We could not undo that", "Please go back and try again.", StatusCodes.Status400BadRequest);
        var outcome = await Saying.Say(http, section, person, key, System.Text.Encoding.UTF8.GetBytes(form["entry"].ToString()));
        return outcome is Outcome.Kept ? SeeOther.To($"{After(form)}?undone") : Forms.NotKept(outcome);
    }

    /// <summary>The page a form wants next: one of the diary's own, or a trial.</summary>
    public static string After(IFormCollection form) => form["then"].ToString() is var then && then.Split('/') is ["", "diary" or "trials", ..] && then.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '-') ? then : "/diary";

    /// <summary>A deletion's page: it says what is gone and carries what brings it back, because nothing of it is kept elsewhere.</summary>
    /// <param name="section">Where it was.</param>
    /// <param name="entry">What it was, as a line of JSON.</param>
    /// <param name="what">What it was, in words.</param>
    /// <param name="then">The page to go on with.</param>
    public static IResult Deleted(DiarySection section, string entry, string what, string then)
    {
        var said = System.Text.Json.Nodes.JsonNode.Parse(entry)!.AsObject();
        var key = section.LeavesTombstone ? Guid.NewGuid().ToString() : said["night"]!.GetValue<string>();
        said.Remove("id");
        said.Remove("changed");
        // A night keeps its name, and what was taken back was so after it was logged.
        if (!section.LeavesTombstone) said.Remove("logged");
        return Show.Page<DeletedPage>(new { Section = section.Name, Key = key, Entry = said.ToJsonString(), What = what, Then = then });
    }

    /// <summary>The entry of an id as a line of JSON; null: there is none.</summary>
    public static string? Entry(DiarySection section, DiaryDocument diary, string key) => section.Lines(diary).Where(line => line.Key == key).Select(line => line.Body).FirstOrDefault();
}
