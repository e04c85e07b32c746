using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Check;

/// <summary>What is kept of checks: forgotten, taken into the diary, and read again as it was given.</summary>
internal static class KeepEndpoints
{
    private const string Earlier = "/check/earlier";

    public static void MapKept(this IEndpointRouteBuilder app)
    {
        app.MapGet(Earlier, List);
        app.MapGet($"{Earlier}/{{id:guid}}", Open);
        app.MapPost($"{Earlier}/{{id:guid}}/delete", (Delegate)Delete);
        app.MapGet("/check/forgotten", () => Show.Page<ForgottenPage>());
        app.MapPost("/check/forget", (Delegate)Forget);
        app.MapPost("/check/keep", (Delegate)Keep);
    }

    private static async Task<IResult> List(HttpContext http, CurrentPerson current, Diaries diaries) => current.Id(http) is { } person
        ? Show.Page<EarlierPage>(new { Assessments = (await diaries.Of(person)).Assessments })
        : CurrentPerson.SignIn(http);

    private static async Task<IResult> Open(HttpContext http, CurrentPerson current, Diaries diaries, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return (await diaries.Of(person)).Assessments.FirstOrDefault(kept => kept.Id == id) is { Said: not null } kept ? Show.Page<AsGivenPage>(new { Kept = kept }) : ErrorEndpoints.Missing();
    }

    private static async Task<IResult> Delete(HttpContext http)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (PersonOf(http) is not { } person) return CurrentPerson.SignIn(http);
        var outcome = await Saying.Delete(http, DiarySection.Named("assessments"), person, ((string)http.Request.RouteValues["id"]!).ToLowerInvariant());
        return outcome is Outcome.Kept ? SeeOther.To(Earlier) : NotDone("We could not delete it");
    }

    private static async Task<IResult> Forget(HttpContext http)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (PersonOf(http) is not { } person) return CurrentPerson.SignIn(http);
        var (form, refusal) = await CheckEndpoints.Form(http);
        if (form is null) return refusal!;
        var outcome = await Keeping.Forget(http, person, Guid.TryParse(form["assessment"], out var id) ? id : null);
        return outcome is Outcome.Kept ? SeeOther.To("/check/forgotten") : NotDone("We could not forget them");
    }

    /// <summary>The result again, with what was taken into the diary. Sending it twice keeps nothing twice, so reload is harmless.</summary>
    private static async Task<IResult> Keep(HttpContext http)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (PersonOf(http) is not { } person) return CurrentPerson.SignIn(http);
        var (form, refusal) = await CheckEndpoints.Form(http);
        if (form is null) return refusal!;
        var (answers, unreadable) = await CheckEndpoints.AnswersIn(http, form);
        if (answers is null) return unreadable!;
        if (!Guid.TryParse(form["id"], out var id)) return ErrorEndpoints.Refused("That did not come through", "Please go back and try again.", StatusCodes.Status400BadRequest);
        var outcome = await Keeping.TakeIn(http, person, answers, id);
        answers.Diary = await CheckEndpoints.DiaryOf(http);
        return await CheckEndpoints.Result(http, answers, outcome is Outcome.Kept ? "Kept in your diary." : outcome is Outcome.Refused { Problems: [var problem, ..] } ? $"Not kept: {problem.What}." : "Nothing was kept. Please try again.");
    }

    private static long? PersonOf(HttpContext http) => http.RequestServices.GetRequiredService<CurrentPerson>().Id(http);

    private static IResult NotDone(string what) => ErrorEndpoints.Refused(what, "Nothing was changed. Please go back and try again.", StatusCodes.Status503ServiceUnavailable);
}
