using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary><c>/join</c>: an invitation is taken by its link or by its code. Looking at it does not use it up; saying yes does.</summary>
internal static class JoinEndpoints
{
    public static void MapJoin(this IEndpointRouteBuilder app)
    {
        app.MapGet("/join", () => Show.Page<CodePage>());
        app.MapPost("/join", Open).RequireRateLimiting(SharedServer.Guesses);
        app.MapGet("/join/{secret}", (HttpContext http, UncrampDb db, TimeProvider clock, string secret) => Look(http, db, clock, secret)).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/join/accept", Accept).RequireRateLimiting(SharedServer.Guesses);
    }

    /// <summary>A code that was typed: it goes on in the form, never in an address.</summary>
    private static async Task<IResult> Open(HttpContext http, UncrampDb db, TimeProvider clock)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var code = (await http.Request.ReadFormAsync())["code"].ToString();
        return await Invitations.Find(http, db, clock, code) is null
            ? Show.Page<CodePage>(new { Wrong = "This code does not open anything. It may be used or more than a day old. Ask for a new one." }, StatusCodes.Status422UnprocessableEntity)
            : await Look(http, db, clock, code);
    }

    private static async Task<IResult> Look(HttpContext http, UncrampDb db, TimeProvider clock, string secret, string? wrong = null, string? name = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await Invitations.Find(http, db, clock, secret) is not { } invitation)
            return ErrorEndpoints.Refused("This invitation is over", "It works once and lasts a day. Ask for a new one.", StatusCodes.Status404NotFound);
        return Show.Page<JoinPage>(new
        {
            Secret = secret,
            For = invitation.PersonId is { } person ? await db.People.Where(row => row.Id == person).Select(row => row.Name).SingleAsync() : null,
            From = await db.Users.Where(row => row.Id == invitation.By).Select(row => row.UserName).SingleAsync(),
            Secure = AccountEndpoints.Secure(http),
            Wrong = wrong,
            Name = name ?? "",
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Accept(HttpContext http, UncrampDb db, TimeProvider clock)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var form = await http.Request.ReadFormAsync();
        var secret = form["secret"].ToString();
        if (await Invitations.Find(http, db, clock, secret) is not { } invitation) return await Look(http, db, clock, secret);
        if (Caller.Of(http) is { } caller) return await Take(db, clock, caller, invitation);
        var (account, wrong) = await NewAccount.Make(http, form, invitation.PersonId is null ? NewAccount.Kind.Own : NewAccount.Kind.Carer, invitation);
        return account is null ? await Look(http, db, clock, secret, wrong, form["name"]) : SeeOther.To(invitation.PersonId is null ? "/account/codes" : "/care");
    }

    /// <summary>Somebody who has an account takes it with that.</summary>
    private static async Task<IResult> Take(UncrampDb db, TimeProvider clock, Caller caller, Invitation invitation)
    {
        if (invitation.PersonId is not { } person) return ErrorEndpoints.Refused("You have an account already", "This invitation is for somebody who has none. Pass it on.", StatusCodes.Status422UnprocessableEntity);
        if (caller.Diaries.Any(diary => diary.Id == person)) return ErrorEndpoints.Refused("You have this diary already", "This invitation is for somebody else. Pass it on.", StatusCodes.Status422UnprocessableEntity);
        await using var all = await db.Database.BeginTransactionAsync();
        if (await db.Invitations.Where(row => row.Id == invitation.Id).ExecuteDeleteAsync() != 1) return ErrorEndpoints.Refused("This invitation is over", "It works once and lasts a day. Ask for a new one.", StatusCodes.Status404NotFound);
        db.Add(new Access { AccountId = caller.Account, PersonId = person, Since = clock.GetUtcNow() });
        await db.SaveChangesAsync();
        await db.Devices.Where(device => device.Id == caller.Device).ExecuteUpdateAsync(row => row.SetProperty(device => device.PersonId, person));
        await all.CommitAsync();
        return SeeOther.To("/care");
    }
}
