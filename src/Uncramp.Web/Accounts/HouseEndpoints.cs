using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>An account in the list of all: what an administrator may know of it.</summary>
public sealed record Listed(Guid Id, string Name, DateTimeOffset Created, bool Administrator, bool Closed, long Size);

/// <summary>For administrators: who has an account, and who may make one. No way leads from here into a diary.</summary>
internal static class HouseEndpoints
{
    public static void MapHouse(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account/all", All);
        app.MapPost("/account/all/sign-up", SignUp);
        app.MapPost("/account/all/invite", Invite);
        app.MapPost("/account/all/lock", Lock);
        app.MapPost("/account/all/delete", Delete);
        app.MapPost("/account/all/administrator", Administrator);
    }

    private static async Task<IResult> All(HttpContext http, UncrampDb db) => Refuse(http) ?? await Page(http, db);

    private static async Task<IResult> Page(HttpContext http, UncrampDb db, string? link = null, string? code = null)
    {
        var sizes = await (from access in db.Access where access.IsOwner join person in db.People on access.PersonId equals person.Id group person.Size by access.AccountId into all select new { all.Key, Size = all.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Size);
        var accounts = await db.Users.AsNoTracking().OrderBy(account => account.NormalizedUserName).ToListAsync();
        return Show.Page<AllPage>(new
        {
            Me = Caller.Of(http)!.Account,
            SignUp = await db.Houses.AnyAsync(house => house.SignUp),
            Accounts = accounts.Select(account => new Listed(account.Id, account.UserName!, account.Created, account.Administrator, account.Closed, sizes.GetValueOrDefault(account.Id))).ToList(),
            Link = link,
            Code = code,
        });
    }

    private static async Task<IResult> SignUp(HttpContext http, UncrampDb db)
    {
        if ((SameSite.Refuse(http) ?? Refuse(http)) is { } no) return no;
        var open = (await http.Request.ReadFormAsync())["open"] == "yes";
        await db.Houses.ExecuteUpdateAsync(row => row.SetProperty(house => house.SignUp, open));
        return SeeOther.To("/account/all");
    }

    private static async Task<IResult> Invite(HttpContext http, UncrampDb db, TimeProvider clock)
    {
        if ((SameSite.Refuse(http) ?? Refuse(http)) is { } no) return no;
        var (link, code) = await Invitations.Make(http, db, clock, Caller.Of(http)!.Account, person: null);
        http.Response.Headers.CacheControl = "no-store";
        return await Page(http, db, link, code);
    }

    private static async Task<IResult> Lock(HttpContext http, UncrampDb db)
    {
        if ((SameSite.Refuse(http) ?? Refuse(http)) is { } no) return no;
        var form = await http.Request.ReadFormAsync();
        if (Other(http, form) is not { } account) return DiariesEndpoints.NotHere();
        var closed = form["closed"] == "yes";
        await db.Users.Where(row => row.Id == account).ExecuteUpdateAsync(row => row.SetProperty(one => one.Closed, closed));
        if (closed) await db.Devices.Where(device => device.AccountId == account).ExecuteDeleteAsync();
        return SeeOther.To("/account/all");
    }

    private static async Task<IResult> Delete(HttpContext http, UncrampDb db)
    {
        if ((SameSite.Refuse(http) ?? Refuse(http)) is { } no) return no;
        var form = await http.Request.ReadFormAsync();
        if (Other(http, form) is not { } account || !await db.Users.AnyAsync(row => row.Id == account)) return DiariesEndpoints.NotHere();
        if (!EndOfAccount.IsWord(form["word"])) return ErrorEndpoints.Refused("Nothing was deleted", $"Go back and type: {EndOfAccount.Word}", StatusCodes.Status422UnprocessableEntity);
        await EndOfAccount.Of(http, account);
        return SeeOther.To("/account/all");
    }

    private static async Task<IResult> Administrator(HttpContext http, UncrampDb db)
    {
        if ((SameSite.Refuse(http) ?? Refuse(http)) is { } no) return no;
        var form = await http.Request.ReadFormAsync();
        if (Other(http, form) is not { } account) return DiariesEndpoints.NotHere();
        var may = form["administrator"] == "yes";
        await db.Users.Where(row => row.Id == account).ExecuteUpdateAsync(row => row.SetProperty(one => one.Administrator, may));
        return SeeOther.To("/account/all");
    }

    /// <summary>The account that is meant; never the caller's own, so that one administrator is always left.</summary>
    private static Guid? Other(HttpContext http, IFormCollection form) => Guid.TryParse(form["account"], out var id) && id != Caller.Of(http)!.Account ? id : null;

    private static IResult? Refuse(HttpContext http) => Caller.Of(http) switch
    {
        null => CurrentPerson.SignIn(http),
        { Administrator: true } => null,
        _ => DiariesEndpoints.NotHere(),
    };
}
