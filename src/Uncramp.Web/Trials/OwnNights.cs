using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Report;
using Uncramp.Trials;
using Uncramp.Web.Diary;

namespace Uncramp.Web.Trials;

/// <summary>What a trial rests on before it begins: how often the person cramps, and what is known of them.</summary>
/// <param name="Facts">What is known.</param>
/// <param name="Rate">The rate of the last weeks; null while too few nights are logged.</param>
/// <param name="Scatter">How cramps scatter; null: the diary does not tell.</param>
/// <param name="Logged">Nights logged of those that the rate looks at.</param>
/// <param name="Tonight">The coming night, or the one that is on.</param>
public sealed record OwnNights(Facts.Facts Facts, Rate? Rate, Scatter? Scatter, int Logged, Night Tonight)
{
    private readonly Dictionary<string, Feasibility> gates = [];

    public static OwnNights Of(KnowledgeBase knowledge, DiaryDocument diary, TimeProvider clock)
    {
        var (today, tonight) = (DateOnly.FromDateTime(clock.GetLocalNow().DateTime), TonightOf(diary, clock));
        var rows = NightRow.Of(diary, new Night(today));
        return new OwnNights(LastCheck.FactsOf(knowledge, diary, today), CaseFromDiary.RateOf(diary, today), Uncramp.Trials.Scatter.Of(rows), rows.Count(row => row.Cramps is not null && new Night(today).Since(row.Night) <= CaseFromDiary.RecentNights), tonight);
    }

    /// <summary>The coming night, or the one that is on.</summary>
    public static Night TonightOf(DiaryDocument diary, TimeProvider clock) => Wall.LastNight(clock.GetLocalNow(), diary.Profile).Plus(1);

    /// <summary>Whether a trial of a measure could tell; null where the rate is not known or zero. Many measures have the same blocks, so each is worked out once.</summary>
    public Feasibility? Gate(TrialPlan plan)
    {
        if (Rate is not { PerWeek: > 0 }) return null;
        var key = $"{string.Join(',', plan.Blocks)}/{plan.Washout}";
        return gates.TryGetValue(key, out var found) ? found : gates[key] = Feasibility.Of(Rate.PerWeek, plan.Blocks, plan.Washout, Scatter);
    }
}
