using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Report;
using Uncramp.Trials;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>What a person may test on themselves, and whether their own nights could tell.</summary>
internal static class TrialEndpoints
{
    /// <summary>How far back nights tell how cramps are now, and how many of them must be logged.</summary>
    private const int RecentNights = 28, EnoughNights = 14;

    public static void MapTrials(this IEndpointRouteBuilder app) => app.MapGet("/trials", async (HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock) =>
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var rows = NightRow.Of(diary, new Night(today));
        var rate = Rate.Of(rows.Where(row => new Night(today).Since(row.Night) <= RecentNights).ToList()) is { Nights: >= EnoughNights } known ? known : null;
        var facts = LastCheck.Of(knowledge, diary, today).Facts;
        // Many measures have the same blocks: each gate is worked out once.
        var gates = new Dictionary<(string, int), Feasibility>();
        var measures = knowledge.Entries.Where(entry => entry.Measure?.Trial is not null).OrderBy(entry => entry.Title, StringComparer.Ordinal)
            .Select(entry => (Answer: TrialEligibility.Of(entry, facts), Gate: Gate(entry.Measure!.Trial!))).ToList();
        return Show.Page<TrialsPage>(new { Rate = rate, Measures = measures });

        Feasibility? Gate(TrialPlan plan)
        {
            if (rate is not { PerWeek: > 0 }) return null;
            var key = (string.Join(',', plan.Blocks), plan.Washout);
            return gates.TryGetValue(key, out var found) ? found : gates[key] = Feasibility.Of(rate.PerWeek, plan.Blocks, plan.Washout, Scatter.Of(rows));
        }
    });
}
