using Microsoft.EntityFrameworkCore;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>
/// What helped others on a server of many: finished results that people chose to share, summed up for each measure. Nobody is asked before their
/// own result is there, and it is the same whether they share or not.
/// </summary>
internal static class SharingEndpoints
{
    private const string Put = """
        INSERT INTO "SharedTrials" ("PersonId", "Measure", "Trial", "LogRatio", "StandardError", "Verdict") VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT ("PersonId", "Measure") DO UPDATE SET "Trial" = excluded."Trial", "LogRatio" = excluded."LogRatio", "StandardError" = excluded."StandardError", "Verdict" = excluded."Verdict"
        """;
    private const string Drop = """DELETE FROM "SharedTrials" WHERE "PersonId" = $1 AND "Trial" = $2""";

    public static void MapSharing(this IEndpointRouteBuilder app)
    {
        app.MapGet("/trials/others", Others);
        app.MapPost("/trials/{id:guid}/share", (HttpContext http, Guid id) => Change(http, id, share: true));
        app.MapPost("/trials/{id:guid}/unshare", (HttpContext http, Guid id) => Change(http, id, share: false));
    }

    /// <summary>Only what is over and has an estimate. A trial of which too much is missing would add noise and no knowledge.</summary>
    public static bool CanShare(TrialStanding standing) => standing is { Runs: false, Result: { Effect: not null, Verdict: not TrialVerdict.TooMuchMissing } };

    public static async Task<bool> Shares(Database database, long person, Trial trial)
    {
        await using var db = database.Open();
        return await db.SharedTrials.AnyAsync(row => row.PersonId == person && row.Trial == trial.Id.ToString());
    }

    private static async Task<IResult> Others(KnowledgeBase knowledge, CurrentPerson current, Database database)
    {
        await using var db = database.Open();
        var rows = current.Shared ? await db.SharedTrials.AsNoTracking().ToListAsync() : [];
        return Show.Page<OthersPage>(new
        {
            current.Shared,
            Summaries = rows.GroupBy(row => row.Measure).Select(group => (Measure: knowledge.Find(group.Key), Summary: SharedResults.Of([.. group.Select(row => new SharedResult(row.LogRatio, row.StandardError, TrialWords.Verdicts.First(verdict => TrialWords.Name(verdict) == row.Verdict)))])))
                .Where(row => row is { Measure: not null, Summary: not null }).OrderBy(row => row.Measure!.Title, StringComparer.Ordinal).Select(row => (row.Measure!, row.Summary!)).ToList(),
        });
    }

    private static async Task<IResult> Change(HttpContext http, Guid id, bool share)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var services = http.RequestServices;
        var (diary, database) = (await services.GetRequiredService<Diaries>().Of(person), services.GetRequiredService<Database>());
        if (!services.GetRequiredService<CurrentPerson>().Shared || diary.Trials.FirstOrDefault(trial => trial.Id == id) is not { } trial) return ErrorEndpoints.Missing();
        if (!share) await database.Do(Drop, person, id.ToString());
        else
        {
            var standing = TrialStanding.Of(trial, diary, OwnNights.TonightOf(diary, services.GetRequiredService<TimeProvider>()));
            if (!CanShare(standing)) return ErrorEndpoints.Refused("There is nothing to share yet", "Only a test that is over and has an answer can be shared.", StatusCodes.Status409Conflict);
            var shared = SharedResult.Of(standing.Result!);
            await database.Do(Put, person, trial.Measure, id.ToString(), shared.LogRatio, shared.StandardError, TrialWords.Name(shared.Verdict));
        }
        return SeeOther.To($"{TrialEndpoints.Home}/{id}");
    }
}
