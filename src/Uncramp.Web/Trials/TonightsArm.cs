using System.Text;
using System.Text.Json;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>What the running trial asks for tonight, for pages that are about something else.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Title">What is tested.</param>
/// <param name="Night">The coming night, or the one that is on.</param>
/// <param name="Did">What was said of it already; null: nothing.</param>
public sealed record TonightsArm(Trial Trial, string Title, ScheduledNight Night, bool? Did)
{
    /// <summary>So many nights ahead a phone knows what to do without a network.</summary>
    private const int Ahead = 56;

    /// <summary>The arm of tonight; null: no trial runs, it rests or is still to come, or what the diary holds since (a result, a medicine) forbids it.</summary>
    internal static TonightsArm? Of(DiaryDocument diary, KnowledgeBase knowledge, TimeProvider clock) =>
        TrialStanding.Running(diary) is { } trial && OwnNights.TonightOf(diary, clock) is var night && !trial.Rests(night) && Allocation.Of(trial).On(night) is { } tonight
            && FollowEndpoints.Held(knowledge, diary, trial, clock) is null
            ? new TonightsArm(trial, TitleOf(trial, knowledge), tonight, diary.Nights.FirstOrDefault(log => log.Night == night)?.Did) : null;

    /// <summary>The same for who opens a page. Not for the copy that a device keeps of it, which names nobody: there the device asks itself.</summary>
    public static async Task<TonightsArm?> Of(HttpContext http)
    {
        var services = http.RequestServices;
        if (http.Request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate") || services.GetRequiredService<CurrentPerson>().Id(http) is not { } person) return null;
        return Of(await services.GetRequiredService<Diaries>().Of(person), services.GetRequiredService<KnowledgeBase>(), services.GetRequiredService<TimeProvider>());
    }

    /// <summary>
    /// What a phone keeps of the running trial: <c>{"id", "measure", "turns", "from", "arms", "did"}</c>, the arms as a letter for each night from
    /// <c>from</c> on: B do it, A leave it out, a dot for a night of rest, all of them while something in the diary forbids it. <c>null</c> when none runs.
    /// </summary>
    internal static string ForPhone(DiaryDocument diary, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (TrialStanding.Running(diary) is not { } trial) return "null";
        var held = FollowEndpoints.Held(knowledge, diary, trial, clock) is not null;
        var (allocation, yesterday, arms) = (Allocation.Of(trial), OwnNights.TonightOf(diary, clock).Plus(-1), new StringBuilder());
        var from = yesterday > trial.Start ? yesterday : trial.Start;
        for (var night = from; night.Since(yesterday) < Ahead && allocation.On(night) is { } scheduled; night = night.Plus(1)) arms.Append(held || trial.Rests(night) ? '.' : scheduled.Arm == Arm.With ? 'B' : 'A');
        return arms.Length == 0 ? "null" : JsonSerializer.Serialize(new
        {
            id = trial.Id,
            measure = TitleOf(trial, knowledge),
            turns = (diary.Profile?.NightTurns ?? Uncramp.Diary.Night.Noon).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            from = from.ToString(),
            arms = arms.ToString(),
            did = diary.Nights.Where(log => log.Did is not null && log.Night >= from).ToDictionary(log => log.Night.ToString(), log => log.Did),
        });
    }

    private static string TitleOf(Trial trial, KnowledgeBase knowledge) => knowledge.Find(trial.Measure)?.Title ?? trial.Measure;
}
