using Microsoft.AspNetCore.Identity;
using QRCoder;
using Uncramp.Web.Layout;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>The second step beside a password: an app that shows codes (TOTP, RFC 6238). And the recovery codes, which are the way back.</summary>
internal static class SecondStepEndpoints
{
    private const int HowMany = 8;

    public static void MapSecondStep(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account/app", App);
        app.MapPost("/account/app", On).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/app/off", Off);
        app.MapGet("/account/codes", Codes);
        app.MapPost("/account/codes", MakeCodes);
    }

    private static async Task<IResult> App(HttpContext http, UserManager<Account> accounts, IUserStore<Account> store) =>
        await AccountEndpoints.Mine(http) is { } account ? await AppPage(accounts, (AccountStore)store, account, null) : CurrentPerson.SignIn(http);

    private static async Task<IResult> On(HttpContext http, UserManager<Account> accounts, IUserStore<Account> store, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        var code = string.Concat((await http.Request.ReadFormAsync())["code"].ToString().Where(char.IsAsciiDigit));
        if (!await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, code)) return await AppPage(accounts, (AccountStore)store, account, "This code is not right. Wait for the next one and try again.");
        await accounts.SetTwoFactorEnabledAsync(account, true);
        await entrance.EndOthers(account);
        return SeeOther.To("/account#password");
    }

    private static async Task<IResult> Off(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await accounts.ResetAuthenticatorKeyAsync(account);
        await entrance.EndOthers(account);
        return SeeOther.To("/account#password");
    }

    private static async Task<IResult> Codes(HttpContext http, UserManager<Account> accounts, string? then) =>
        await AccountEndpoints.Mine(http) is { } account ? Show.Page<CodesPage>(new { Left = await accounts.CountRecoveryCodesAsync(account), Then = Then.Of(then) }) : CurrentPerson.SignIn(http);

    /// <summary>Shown once, here; a redirect would have to carry them.</summary>
    private static async Task<IResult> MakeCodes(HttpContext http, UserManager<Account> accounts)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        var codes = (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, HowMany))!.ToList();
        http.Response.Headers.CacheControl = "no-store";
        return Show.Page<CodesPage>(new { Left = codes.Count, Codes = codes, Name = account.UserName, Then = Then.Of((await http.Request.ReadFormAsync())["then"]) });
    }

    private static async Task<IResult> AppPage(UserManager<Account> accounts, AccountStore store, Account account, string? wrong)
    {
        if (account.TwoFactorEnabled) return SeeOther.To("/account#password");
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } key)
        {
            // Not "reset", which would sign everybody out: a key that no code was typed for opens and closes nothing.
            key = accounts.GenerateNewAuthenticatorKey();
            await store.SetAuthenticatorKeyAsync(account, key, CancellationToken.None);
            await accounts.UpdateAsync(account);
        }
        var address = $"otpauth://totp/Uncramp:{Uri.EscapeDataString(account.UserName!)}?secret={key}&issuer=Uncramp";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var dark = code.ModuleMatrix.SelectMany((row, y) => Enumerable.Range(0, row.Count).Where(x => row[x]).Select(x => $"M{x} {y}h1v1h-1z"));
        return Show.Page<AppPage>(new { Key = string.Join(' ', key.Chunk(4).Select(four => new string(four))), Squares = string.Concat(dark), Width = code.ModuleMatrix.Count, Wrong = wrong, HasPassword = account.PasswordHash is not null }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
