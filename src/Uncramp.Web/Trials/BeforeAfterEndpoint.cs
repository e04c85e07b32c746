using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>The nights before a change and those after it. Nothing was drawn, so it is a picture and no verdict, never without what a dummy does.</summary>
internal static class BeforeAfterEndpoint
{
    public static void MapBeforeAfter(this IEndpointRouteBuilder app) => app.MapGet("/trials/before-after", Get);

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, Guid? medicine, string? since)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        var course = medicine is { } id ? diary.Medicines.FirstOrDefault(one => one.Id == id) : null;
        if (medicine is not null && course is null) return ErrorEndpoints.Missing();
        // A month alone does not tell before from after.
        var change = course is null ? Night.Parse(since) : course.Started is { Text.Length: 10 } started ? new Night(started.Earliest) : null;
        var last = OwnNights.TonightOf(diary, clock).Plus(-1);
        return Show.Page<BeforeAfterPage>(new
        {
            diary.Medicines,
            Course = course,
            Change = change is { } night && night <= last ? change : null,
            Asked = medicine is not null || since is { Length: > 0 },
            Picture = change is { } first && first <= last ? BeforeAfter.Of(NightRow.Of(diary, last), first) : null,
            // Where the last check found something that needs help now, it may say to take no more of a medicine; then we do not say the contrary.
            Keep = diary.Assessments.MaxBy(kept => kept.Date)?.Level is not ("emergency" or "same-day"),
        });
    }
}
