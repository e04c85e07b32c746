using Uncramp.Web.Layout;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>Carers of a diary: invited once, gone at their next call when the owner says so or they leave.</summary>
internal static class CarerEndpoints
{
    public static void MapCarers(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/diaries/{person:long}/invite", Invite);
        app.MapPost("/account/diaries/{person:long}/withdraw", Withdraw);
        app.MapPost("/account/diaries/{person:long}/end", End);
        app.MapPost("/account/diaries/{person:long}/leave", Leave);
    }

    /// <summary>The link and the code are in the answer and nowhere else.</summary>
    private static async Task<IResult> Invite(HttpContext http, UncrampDb db, TimeProvider clock, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        if (DiariesEndpoints.Owned(http, person) is not { } diary) return DiariesEndpoints.NotHere();
        var (link, code) = await Invitations.Make(http, db, clock, caller.Account, person);
        http.Response.Headers.CacheControl = "no-store";
        return await DiariesEndpoints.Page(db, clock, diary, link, code);
    }

    private static async Task<IResult> Withdraw(HttpContext http, UncrampDb db, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is null) return CurrentPerson.SignIn(http);
        if (DiariesEndpoints.Owned(http, person) is null) return DiariesEndpoints.NotHere();
        await db.Invitations.Where(row => row.PersonId == person).ExecuteDeleteAsync();
        return SeeOther.To($"/account/diaries/{person}");
    }

    private static async Task<IResult> End(HttpContext http, UncrampDb db, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is null) return CurrentPerson.SignIn(http);
        if (DiariesEndpoints.Owned(http, person) is null) return DiariesEndpoints.NotHere();
        if (Guid.TryParse((await http.Request.ReadFormAsync())["carer"], out var carer))
        {
            await db.Access.Where(row => row.PersonId == person && row.AccountId == carer && !row.IsOwner).ExecuteDeleteAsync();
            await DropIfEmpty(http, db, carer);
        }
        return SeeOther.To($"/account/diaries/{person}");
    }

    private static async Task<IResult> Leave(HttpContext http, UncrampDb db, Entrance entrance, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        if (await db.Access.Where(row => row.PersonId == person && row.AccountId == caller.Account && !row.IsOwner).ExecuteDeleteAsync() == 0) return DiariesEndpoints.NotHere();
        if (await DropIfEmpty(http, db, caller.Account)) await entrance.SignOutAsync();
        return SeeOther.To("/account");
    }

    /// <summary>An account without any diary, passkey or password was only an invitation. It ends with it.</summary>
    private static async Task<bool> DropIfEmpty(HttpContext http, UncrampDb db, Guid account)
    {
        if (await db.Access.AnyAsync(row => row.AccountId == account) || await db.UserPasskeys.AnyAsync(passkey => passkey.UserId == account) || await db.Users.AnyAsync(row => row.Id == account && (row.PasswordHash != null || row.Administrator))) return false;
        await EndOfAccount.Of(http, account);
        return true;
    }
}
