using System.Text;
using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Report;
using Uncramp.Trials;
using Uncramp.Web.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>One trial: followed, rested, gone on with, ended, deleted.</summary>
internal static class FollowEndpoints
{
    private const string One = "/trials/{id:guid}";
    private static readonly DiarySection section = DiarySection.Named("trials");

    public static void MapFollow(this IEndpointRouteBuilder app)
    {
        app.MapGet(One, Get);
        app.MapGet($"{One}.ics", Calendar);
        app.MapGet($"{One}/record", (HttpContext http, Guid id) => Record(http, id, items => Show.Page<RecordPage>(new { Id = id, Items = items })));
        app.MapGet($"{One}/record.md", (HttpContext http, Guid id) => Record(http, id, items =>
        {
            http.Response.Headers.ContentDisposition = "attachment; filename=\"uncramp-test.md\"";
            return Results.Text(TrialRecord.Markdown(items), "text/markdown", Encoding.UTF8);
        }));
        app.MapPost($"{One}/rest", (HttpContext http, Guid id) => Change(http, id, Rest));
        app.MapPost($"{One}/go-on", (HttpContext http, Guid id) => Change(http, id, GoOn));
        app.MapPost($"{One}/more", (HttpContext http, Guid id) => Change(http, id, More));
        app.MapPost($"{One}/end", (HttpContext http, Guid id) => Change(http, id, End));
        app.MapPost($"{One}/delete", Delete);
    }

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, Database database, TimeProvider clock, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        if (diary.Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial) return ErrorEndpoints.Missing();
        var standing = TrialStanding.Of(trial, diary, OwnNights.TonightOf(diary, clock));
        return Show.Page<TrialPage>(new
        {
            Standing = standing,
            Measure = knowledge.Find(trial.Measure),
            Held = standing.Runs ? Held(knowledge, diary, trial, clock) : null,
            Diary = diary,
            Shares = current.Shared && SharingEndpoints.CanShare(standing) ? await SharingEndpoints.Shares(database, person, trial) : (bool?)null,
            Notice = Notice.Of(http),
        });
    }

    /// <summary>Why this trial may not go on now; null: it may.</summary>
    public static TrialEligibility? Held(KnowledgeBase knowledge, DiaryDocument diary, Trial trial, TimeProvider clock) =>
        knowledge.Find(trial.Measure) is { Measure: not null } measure && TrialEligibility.Of(measure, LastCheck.FactsOf(knowledge, diary, DateOnly.FromDateTime(clock.GetLocalNow().DateTime)), trial.Agreed == true) is { Answer: TrialAnswer.No } answer ? answer : null;

    private static async Task<IResult> Calendar(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        if ((await diaries.Of(person)).Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial) return ErrorEndpoints.Missing();
        http.Response.Headers.ContentDisposition = "attachment; filename=\"uncramp-test.ics\"";
        return Results.Bytes(Encoding.UTF8.GetBytes(TrialCalendar.Of(trial, knowledge.Find(trial.Measure)?.Title ?? trial.Measure, clock.GetUtcNow())), "text/calendar; charset=utf-8");
    }

    /// <summary>What lets a trial rest from a night on; null: it rests or has ended.</summary>
    public static JsonObject? RestFrom(Trial trial, Night night) =>
        trial.Ended is not null || trial.Rests(night) ? null : new JsonObject { ["pauses"] = Pauses([.. trial.Pauses ?? [], new Pause(night, null)]) };

    private static async Task<IResult> Record(HttpContext http, Guid id, Func<IReadOnlyList<RecordItem>, IResult> show)
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<CurrentPerson>().Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var (diary, _) = await services.GetRequiredService<Diaries>().Whole(person);
        if (diary.Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial) return ErrorEndpoints.Missing();
        http.Response.Headers.CacheControl = "no-store";
        return show(TrialRecord.Of(services.GetRequiredService<KnowledgeBase>(), diary, TrialStanding.Of(trial, diary, OwnNights.TonightOf(diary, services.GetRequiredService<TimeProvider>()))));
    }

    private static Result Rest(Standing now) => new(RestFrom(now.Trial, now.Tonight));

    private static Result GoOn(Standing now)
    {
        if (!now.Trial.Rests(now.Tonight)) return new Result(null);
        if (Held(now.Knowledge, now.Diary, now.Trial, now.Clock) is { } held) return new Result(null, ErrorEndpoints.Refused("It has to rest still", string.Join(' ', held.Reasons.Select(reason => reason.Message).Distinct()), StatusCodes.Status409Conflict));
        var last = now.Tonight.Plus(-1);
        return new Result(new JsonObject { ["pauses"] = Pauses([.. now.Trial.Pauses!.Where(pause => pause.From <= last).Select(pause => pause.Holds(now.Tonight) ? pause with { To = last } : pause)]) });
    }

    /// <summary>More pairs from tonight on, drawn from the same seed, so that those done stay as they were.</summary>
    private static Result More(Standing now)
    {
        var (trial, allocation) = (now.Trial, Allocation.Of(now.Trial));
        if (MorePairs(trial) == 0 || trial.Ended is not null) return new Result(null, ErrorEndpoints.Refused("26 weeks are enough", "What does not show in that time is too small to matter, or your nights differ too much. You can stop here.", StatusCodes.Status409Conflict));
        var gap = Math.Max(0, now.Tonight.Since(allocation.End));
        var longer = trial with { Pairs = trial.Pairs + MorePairs(trial) + ((gap + PairNights(trial) - 1) / PairNights(trial)) };
        var said = new JsonObject { ["pairs"] = longer.Pairs, ["schedule"] = Allocation.Of(longer).Hash };
        if (gap > 0) said["pauses"] = Pauses([.. trial.Pauses ?? [], new Pause(allocation.End, now.Tonight.Plus(-1))]);
        return new Result(said);
    }

    private static Result End(Standing now)
    {
        if (now.Trial.Ended is not null) return new Result(null);
        var standing = TrialStanding.Of(now.Trial, now.Diary, now.Tonight);
        var because = now.Form["because"] == "side-effect" ? "side-effect"
            : Held(now.Knowledge, now.Diary, now.Trial, now.Clock) is not null ? "red-flag"
            : standing.Phase == TrialPhase.Over || standing.Result?.Verdict is TrialVerdict.Helps or TrialVerdict.NotWorthIt ? "finished" : "stopped";
        return new Result(new JsonObject { ["ended"] = now.Tonight.Plus(-1).ToString(), ["because"] = because });
    }

    /// <summary>How many pairs may be added: about four weeks of them, and 26 weeks in all.</summary>
    public static int MorePairs(Trial trial) => Math.Min(Math.Max(1, 28 / PairNights(trial)), Math.Max(0, (Feasibility.MostWeeks * 7 / PairNights(trial)) - trial.Pairs));

    private static int PairNights(Trial trial) => 2 * (trial.Block + (trial.Washout ?? 0));

    private static JsonArray Pauses(IEnumerable<Pause> pauses) => [.. pauses.Select(pause => (JsonNode)pause.ToString())];

    private static async Task<IResult> Change(HttpContext http, Guid id, Func<Standing, Result> change)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var services = http.RequestServices;
        var (diary, clock) = (await services.GetRequiredService<Diaries>().Of(person), services.GetRequiredService<TimeProvider>());
        if (diary.Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial) return ErrorEndpoints.Missing();
        var (said, refused) = change(new Standing(trial, diary, OwnNights.TonightOf(diary, clock), form, services.GetRequiredService<KnowledgeBase>(), clock));
        var page = $"{TrialEndpoints.Home}/{id}";
        if (said is null) return refused ?? SeeOther.To(page);
        var outcome = await Saying.Say(http, section, person, id.ToString(), Blank.Utf8(said));
        return outcome is Outcome.Kept kept ? Forms.Saved(page, Undo.Of(section, id.ToString(), kept.Body)) : Forms.NotKept(outcome);
    }

    private static async Task<IResult> Delete(HttpContext http, Diaries diaries, KnowledgeBase knowledge, Guid id)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var diary = await diaries.Of(person);
        if (diary.Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial || DiaryPages.Entry(section, diary, id.ToString()) is not { } entry) return SeeOther.To(TrialEndpoints.Home);
        var outcome = await Saying.Delete(http, section, person, id.ToString());
        return outcome is Outcome.Kept ? DiaryPages.Deleted(section, entry, $"The test “{knowledge.Find(trial.Measure)?.Title ?? trial.Measure}”", TrialEndpoints.Home) : Forms.NotKept(outcome);
    }

    /// <summary>What a change is decided from.</summary>
    private sealed record Standing(Trial Trial, DiaryDocument Diary, Night Tonight, IFormCollection Form, KnowledgeBase Knowledge, TimeProvider Clock);

    /// <summary>What is to be said of the trial; null: nothing, because it is so already or because it is refused.</summary>
    private sealed record Result(JsonObject? Said, IResult? Refused = null);
}
