using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Check;
using Uncramp.Web.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>A trial before its first night: may this person, can it tell, how is it laid out; then the order is drawn and fixed.</summary>
internal static class PlanEndpoints
{
    /// <summary>How many nights ahead a trial may be planned.</summary>
    public const int FarthestStart = 28;

    private const string Home = "/trials/plan";
    private static readonly DiarySection section = DiarySection.Named("trials");

    public static void MapPlan(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, Get);
        app.MapPost(Home, Post);
    }

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, string? measure, string? block, string? pairs)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        if (measure is null) return SeeOther.To(TrialEndpoints.Home);
        return MeasureOf(knowledge, measure) is { } entry ? Page(await diaries.Of(person), knowledge, clock, entry, Asked.Of(block, pairs)) : ErrorEndpoints.Missing();
    }

    /// <summary>The id is made with the form, so that sending it twice makes one trial and draws once.</summary>
    private static async Task<IResult> Post(HttpContext http, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (MeasureOf(knowledge, form["measure"].ToString()) is not { } entry || section.KeyOf(form["id"].ToString()) is not { } key) return ErrorEndpoints.Missing();
        var diary = await diaries.Of(person);
        if (diary.Trials.Any(trial => trial.Id.ToString() == key)) return SeeOther.To($"{TrialEndpoints.Home}/{key}");
        if (TrialStanding.Running(diary) is not null) return ErrorEndpoints.Refused("One test at a time", "Another test is still on. With two at once nobody could tell which one did it. End that one first.", StatusCodes.Status409Conflict);
        var (own, errors) = (OwnNights.Of(knowledge, diary, clock), new List<FormError>());
        var (agreed, asked) = (form["agreed"] == "yes", Asked.Of(null, form["pairs"]));
        var answer = TrialEligibility.Of(entry, own.Facts, agreed);
        if (answer.Answer == TrialAnswer.AskFirst) errors.Add(new FormError("agreed", "Ask your doctor or pharmacist first. Tick the box when they have agreed."));
        else if (answer.Answer != TrialAnswer.May || !answer.Complete) errors.Add(new FormError("main", "This cannot start now. Read below why."));
        var layout = (entry.Measure!.Trial is { } plan ? own.Gate(plan) : null)?.Layouts.FirstOrDefault(layout => layout.Answers && layout.Block.ToString(CultureInfo.InvariantCulture) == form["block"]);
        if (layout is null) errors.Add(new FormError("block", "Choose how many nights at a time."));
        if (Night.Parse(form["start"].ToString()) is not { } start || start < own.Tonight || start.Since(own.Tonight) > FarthestStart) errors.Add(new FormError("start", "Choose a first night from tonight on, within four weeks."));
        else if (errors.Count == 0 && layout is not null)
        {
            var trial = new Trial
            {
                Id = Guid.Parse(key),
                Measure = entry.Id,
                Start = start,
                Block = layout.Block,
                Washout = layout.Washout,
                Pairs = asked.PairsOf(layout),
                Seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
                Logged = new Stamp(clock.GetUtcNow()),
            };
            var said = new JsonObject
            {
                ["measure"] = trial.Measure, ["start"] = trial.Start.ToString(), ["block"] = trial.Block, ["washout"] = trial.Washout, ["pairs"] = trial.Pairs, ["seed"] = trial.Seed,
                ["schedule"] = Allocation.Of(trial).Hash, ["runIn"] = CaseFromDiary.EnoughNights,
            };
            if (agreed) said["agreed"] = true;
            var outcome = await Saying.Say(http, section, person, key, Blank.Utf8(said));
            return outcome is Outcome.Kept kept ? Forms.Saved($"{TrialEndpoints.Home}/{key}", Undo.Of(section, key, kept.Body)) : Forms.NotKept(outcome);
        }
        return Page(diary, knowledge, clock, entry, asked, errors, form);
    }

    private static Entry? MeasureOf(KnowledgeBase knowledge, string id) => knowledge.Find(id) is { Measure: not null } entry ? entry : null;

    private static RazorComponentResult<PlanPage> Page(DiaryDocument diary, KnowledgeBase knowledge, TimeProvider clock, Entry entry, Asked asked, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var own = OwnNights.Of(knowledge, diary, clock);
        return Show.Page<PlanPage>(new
        {
            Answer = TrialEligibility.Of(entry, own.Facts),
            Own = own,
            Gate = entry.Measure!.Trial is { } plan ? own.Gate(plan) : null,
            Running = TrialStanding.Running(diary),
            Stops = knowledge.TrialStops,
            Asked = asked,
            Errors = errors ?? [],
            Form = form,
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>What the protocol of a study asks for in its link. The gate still decides whether this person's trial can tell.</summary>
/// <param name="Block">Nights of a block; null: whatever the gate suggests.</param>
/// <param name="Pairs">At least so many pairs; null: as many as the gate needs.</param>
public sealed record Asked(int? Block, int? Pairs)
{
    /// <summary>As a link or a form has it; what is no number asks for nothing.</summary>
    public static Asked Of(string? block, string? pairs)
    {
        return new Asked(Number(block), Number(pairs));

        static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    /// <summary>Pairs of a trial laid out so: as many as it needs to tell, more when a study asks for more, and no more than fit into the longest trial.</summary>
    public int PairsOf(Uncramp.Trials.Layout layout)
    {
        var needed = Math.Max(layout.Pairs!.Value, TrialResult.FewestPairsToHelp);
        return Math.Max(needed, Math.Min(Pairs ?? 0, Feasibility.MostWeeks * 7 / (2 * (layout.Block + layout.Washout))));
    }
}
