using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary><c>/account</c>: signing in, or, signed in, everything about the account. On a machine of one person it says that there is none.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app, bool shared)
    {
        if (!shared)
        {
            app.MapGet("/account", () => Show.Page<LocalPage>());
            return;
        }
        app.MapGet("/account", Account);
        app.MapSignUp();
        app.MapSignIn();
        app.MapPasskeys();
        app.MapSecondStep();
        app.MapDevices();
        app.MapDiaries();
        app.MapCarers();
        app.MapJoin();
        app.MapCare();
        app.MapHouse();
        app.MapMe();
    }

    private static async Task<IResult> Account(HttpContext http, UncrampDb db, UserManager<Account> accounts, string? then)
    {
        if (Caller.Of(http) is not { } caller)
        {
            if (!await db.Houses.AnyAsync()) return Results.LocalRedirect("/account/first");
            return Show.Page<SignInPage>(new { Then = Then.Of(then), SignUp = await db.Houses.AnyAsync(house => house.SignUp), Secure = Secure(http) });
        }
        var account = (await accounts.FindByIdAsync(caller.Account.ToString()))!;
        return Show.Page<AccountPage>(new
        {
            Caller = caller,
            Passkeys = (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt).ToList(),
            HasPassword = account.PasswordHash is not null,
            HasApp = account.TwoFactorEnabled,
            Codes = await accounts.CountRecoveryCodesAsync(account),
            Devices = (await db.Devices.AsNoTracking().Where(device => device.AccountId == caller.Account).ToListAsync()).OrderByDescending(device => device.Id == caller.Device).ThenByDescending(device => device.Seen).ToList(),
            Secure = Secure(http),
        });
    }

    /// <summary>Whether browsers offer passkeys at this address: encrypted, or this very machine by its name.</summary>
    public static bool Secure(HttpContext http) => http.Request.IsHttps || http.Request.Host.Host == "localhost" || http.Request.Host.Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The account of the caller, to be changed.</summary>
    public static async Task<Account?> Mine(HttpContext http) =>
        Caller.Of(http) is { } caller ? await http.RequestServices.GetRequiredService<UserManager<Account>>().FindByIdAsync(caller.Account.ToString()) : null;
}
