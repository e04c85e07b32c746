using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>The devices that are signed in, the password, and the end of the account.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/devices/end", End);
        app.MapPost("/account/devices/end-all", EndAll);
        app.MapPost("/account/password", Password).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/delete", Delete).RequireRateLimiting(SharedServer.Guesses);
    }

    private static async Task<IResult> End(HttpContext http, UncrampDb db)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        if (Guid.TryParse((await http.Request.ReadFormAsync())["device"], out var id)) await db.Devices.Where(device => device.Id == id && device.AccountId == caller.Account).ExecuteDeleteAsync();
        return SeeOther.To("/account#devices");
    }

    /// <summary>Everywhere, this device too: who is unsure where they left a phone wants to be sure.</summary>
    private static async Task<IResult> EndAll(HttpContext http, UncrampDb db, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        await db.Devices.Where(device => device.AccountId == account.Id).ExecuteDeleteAsync();
        await accounts.UpdateSecurityStampAsync(account);
        await entrance.SignOutAsync();
        return SeeOther.To("/account");
    }

    /// <summary>Sets or changes the password. Who has one types it; then all other devices are signed out.</summary>
    private static async Task<IResult> Password(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        var form = await http.Request.ReadFormAsync();
        var (now, next) = (form["now"].ToString(), form["next"].ToString());
        if (PasswordRule.Wrong(account.UserName!, next) is { } wrong) return Refused(wrong);
        if (account.PasswordHash is not null)
        {
            if (await accounts.IsLockedOutAsync(account)) return Refused("Too many wrong tries. Wait 15 minutes, then try again.");
            if (!(await accounts.ChangePasswordAsync(account, now, next)).Succeeded)
            {
                await accounts.AccessFailedAsync(account);
                return Refused("The password you have now is not right.");
            }
        }
        else if (!(await accounts.AddPasswordAsync(account, next)).Succeeded) return Refused("It did not work. Try another one.");
        await entrance.EndOthers(account);
        return SeeOther.To("/account#password");
    }

    /// <summary>The account and every diary that it owns, at once.</summary>
    private static async Task<IResult> Delete(HttpContext http, UncrampDb db, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        if (!EndOfAccount.IsWord((await http.Request.ReadFormAsync())["word"])) return ErrorEndpoints.Refused("Nothing was deleted", $"Go back and type: {EndOfAccount.Word}", StatusCodes.Status422UnprocessableEntity);
        if (account.Administrator && await db.Users.CountAsync() > 1 && await db.Users.CountAsync(other => other.Administrator) == 1)
            return ErrorEndpoints.Refused("You look after this server", "Others have accounts here. Let one of them look after it first, under “All accounts”.", StatusCodes.Status422UnprocessableEntity);
        await EndOfAccount.Of(http, account.Id);
        await entrance.SignOutAsync();
        return SeeOther.To("/");
    }

    private static IResult Refused(string why) => ErrorEndpoints.Refused("The password is as it was", why, StatusCodes.Status422UnprocessableEntity);
}
