using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>The first account of a server, and accounts of one's own when sign-up is open. Invited people come by <c>/join</c>.</summary>
internal static class SignUpEndpoints
{
    public static void MapSignUp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account/first", First);
        app.MapPost("/account/first", MakeFirst).RequireRateLimiting(SharedServer.Guesses);
        app.MapGet("/account/sign-up", SignUp);
        app.MapPost("/account/sign-up", Make).RequireRateLimiting(SharedServer.Guesses);
    }

    private static async Task<IResult> First(HttpContext http, UncrampDb db) =>
        await db.Houses.AnyAsync() ? Results.LocalRedirect("/account") : Show.Page<FirstPage>(new { Kept = await Kept(db), Secure = AccountEndpoints.Secure(http) });

    private static async Task<IResult> MakeFirst(HttpContext http, UncrampDb db)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await db.Houses.AnyAsync()) return SeeOther.To("/account");
        var form = await http.Request.ReadFormAsync();
        var (account, wrong) = await NewAccount.Make(http, form, NewAccount.Kind.First);
        if (account is null) return Show.Page<FirstPage>(new { Kept = await Kept(db), Secure = AccountEndpoints.Secure(http), Wrong = wrong, Name = form["name"].ToString() }, StatusCodes.Status422UnprocessableEntity);
        return SeeOther.To("/account/codes");
    }

    private static async Task<IResult> SignUp(HttpContext http, UncrampDb db, string? then)
    {
        if (Caller.Of(http) is not null) return Then.Go(then);
        return await IsOpen(db) ? Show.Page<SignUpPage>(new { Then = Then.Of(then), Secure = AccountEndpoints.Secure(http) }) : Closed();
    }

    private static async Task<IResult> Make(HttpContext http, UncrampDb db)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (!await IsOpen(db)) return Closed();
        var form = await http.Request.ReadFormAsync();
        var (account, wrong) = await NewAccount.Make(http, form, NewAccount.Kind.Own);
        var then = Then.Of(form["then"]);
        if (account is null) return Show.Page<SignUpPage>(new { Then = then, Secure = AccountEndpoints.Secure(http), Wrong = wrong, Name = form["name"].ToString() }, StatusCodes.Status422UnprocessableEntity);
        return SeeOther.To(then is null ? "/account/codes" : $"/account/codes?then={Uri.EscapeDataString(then)}");
    }

    private static IResult Closed() => ErrorEndpoints.Refused("Nobody can sign up here now", "Ask the person who runs this server for an invitation.", StatusCodes.Status403Forbidden);

    private static Task<bool> IsOpen(UncrampDb db) => db.Houses.AnyAsync(house => house.SignUp);

    /// <summary>How many entries the diary of this machine has from the time before there were accounts.</summary>
    private static Task<long> Kept(UncrampDb db) => db.People.Where(person => person.Local).Select(person => person.EntryCount).SingleAsync();
}
