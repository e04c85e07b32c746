using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>One night: how it was, in one tap; the day before it and all else, for who wants to say more.</summary>
internal static class NightEndpoints
{
    /// <summary>What can be said of a night. How it was comes apart (<see cref="HowItWas"/>).</summary>
    public static readonly IReadOnlyList<Blank> Blanks =
    [
        new("minutesAwake", BlankKind.Number), new("exercise"), new("standing", BlankKind.YesNo), new("fluid"), new("alcohol", BlankKind.Number), new("cold", BlankKind.YesNo),
        new("footwear"), new("stretched", BlankKind.YesNo), new("did", BlankKind.YesNo), new("sideEffect"), new("dialysis", BlankKind.YesNo), new("tags", BlankKind.Words), new("note"),
    ];

    private static readonly DiarySection section = DiarySection.Named("nights");

    public static void MapNights(this IEndpointRouteBuilder app)
    {
        app.MapGet("/diary/nights/{night}", Get);
        app.MapPost("/diary/nights/{night}", Post);
        app.MapPost("/diary/nights/{night}/clear", Clear);
    }

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock, string night)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return NightOf(night, clock) is { } known ? await Page(http, person, diaries, clock, known) : ErrorEndpoints.Missing();
    }

    private static async Task<IResult> Post(HttpContext http, Diaries diaries, TimeProvider clock, string night)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (NightOf(night, clock) is not { } known) return ErrorEndpoints.Missing();
        var log = (await diaries.Of(person)).Nights.FirstOrDefault(log => log.Night == known);
        var (said, errors) = Blank.Read(Blanks, form);
        if (form["count"].ToString() is { Length: > 0 } count)
        {
            if (int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var cramps) && cramps <= 200) HowItWas(said, log, cramps);
            else errors.Add(new FormError("count", $"“{count}” is not a number of cramps. Write a whole number, such as 5."));
        }
        return await Forms.Keep(http, section, person, known.ToString(), (said, errors), DiaryPages.After(form), wrong => Page(http, person, diaries, clock, known, wrong, form));
    }

    private static async Task<IResult> Clear(HttpContext http, Diaries diaries, TimeProvider clock, string night)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (NightOf(night, clock) is not { } known) return ErrorEndpoints.Missing();
        if (DiaryPages.Entry(section, await diaries.Of(person), known.ToString()) is not { } entry) return SeeOther.To($"/diary/nights/{known}");
        var outcome = await Saying.Delete(http, section, person, known.ToString());
        return outcome is Outcome.Kept ? DiaryPages.Deleted(section, entry, $"What was said of the night of {DiaryWords.Night(known)}", $"/diary/nights/{known}") : Forms.NotKept(outcome);
    }

    /// <summary>Says how many cramps there were, so that it holds whatever was said before: the number and "quiet" never disagree.</summary>
    public static void HowItWas(JsonObject said, NightLog? log, int cramps)
    {
        if (cramps == 0) said["quiet"] = true;
        else if (log?.Quiet is not null) said["quiet"] = false;
        if (cramps > 0 || log?.Cramps is not null) said["cramps"] = cramps;
    }

    /// <summary>The night of an address, if it has begun anywhere on Earth.</summary>
    public static Night? NightOf(string text, TimeProvider clock) =>
        Night.Parse(text) is { Evening.Year: >= 1900 } night && night <= Night.Of(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(14))) ? night : null;

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, TimeProvider clock, Night night, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var diary = await diaries.Of(person);
        var now = Wall.Of(null, null, clock).Now(clock);
        return Show.Page<NightPage>(new
        {
            Diary = diary,
            Row = NightRow.Of(diary, night) is [.., var last] && last.Night == night ? last : new NightRow { Night = night, Dialysis = diary.Profile?.DialysisOn(night) },
            Tested = diary.Trials.FirstOrDefault(trial => trial.Start <= night && !(trial.Ended < night) && Uncramp.Trials.Allocation.Of(trial).On(night) is not null),
            Over = night <= Wall.LastNight(now, diary.Profile),
            Latest = Wall.ThisNight(now, diary.Profile),
            Earlier = await diaries.Earlier(person, section.Name, night.ToString()),
            Entry = DiaryPages.Entry(section, diary, night.ToString()),
            Errors = errors ?? [],
            Form = form,
            Notice = Notice.Of(http),
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
