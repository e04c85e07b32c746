using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>What a person may test on themselves, whether their own nights could tell, and what they have tested.</summary>
internal static class TrialEndpoints
{
    public const string Home = "/trials";

    public static void MapTrials(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, All);
        app.MapPlan();
        app.MapFollow();
        app.MapBeforeAfter();
        app.MapSealed();
        app.MapSharing();
    }

    private static async Task<IResult> All(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        var own = OwnNights.Of(knowledge, diary, clock);
        return Show.Page<TrialsPage>(new
        {
            Own = own,
            Measures = TrialEligibility.All(own.Facts).Select(answer => (answer, own.Gate(answer.Measure.Measure!.Trial!))).ToList(),
            Trials = diary.Trials.OrderByDescending(trial => trial.Start).Select(trial => TrialStanding.Of(trial, diary, own.Tonight)).ToList(),
        });
    }
}
