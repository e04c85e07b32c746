using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Uncramp.Web.Accounts;

/// <summary>Signing in with a name and a password, then perhaps the code of an app; with a recovery code when all else is lost; and signing out.</summary>
internal static class SignInEndpoints
{
    // Hashed once, so that a name that nobody has takes as long to refuse as one that somebody has.
    private static readonly string nobody = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 })).HashPassword(new Account(), Secret.Link());

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/sign-in", SignIn).RequireRateLimiting(SharedServer.Guesses);
        app.MapGet("/account/second", Second);
        app.MapPost("/account/second", TakeSecond).RequireRateLimiting(SharedServer.Guesses);
        app.MapGet("/account/recover", (HttpContext http) => Show.Page<RecoverPage>(new { Then = Then.Of(http.Request.Query["then"]) }));
        app.MapPost("/account/recover", Recover).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/sign-out", SignOut);
    }

    private static async Task<IResult> SignIn(HttpContext http, UserManager<Account> accounts, Entrance entrance, UncrampDb db)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var form = await http.Request.ReadFormAsync();
        var (password, then) = (form["password"].ToString(), Then.Of(form["then"]));
        var account = AccountName.Of(form["name"]) is { } name ? await accounts.FindByNameAsync(name) : null;
        if (password.Length > PasswordRule.Most) password = "";
        if (account?.PasswordHash is null) accounts.PasswordHasher.VerifyHashedPassword(new Account(), nobody, password);
        var result = account is null ? SignInResult.Failed : await entrance.PasswordSignInAsync(account, password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded) return Then.Go(then);
        if (result.RequiresTwoFactor) return SeeOther.To(then is null ? "/account/second" : $"/account/second?then={Uri.EscapeDataString(then)}");
        return Show.Page<SignInPage>(new
        {
            Then = then,
            SignUp = await db.Houses.AnyAsync(house => house.SignUp),
            Secure = AccountEndpoints.Secure(http),
            Name = form["name"].ToString(),
            Wrong = Words(result),
        }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Second(HttpContext http, Entrance entrance, string? then) =>
        await entrance.GetTwoFactorAuthenticationUserAsync() is null ? Results.LocalRedirect("/account") : Show.Page<SecondPage>(new { Then = Then.Of(then) });

    private static async Task<IResult> TakeSecond(HttpContext http, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var form = await http.Request.ReadFormAsync();
        var (then, code) = (Then.Of(form["then"]), string.Concat(form["code"].ToString().Where(char.IsLetterOrDigit)));
        if (await entrance.GetTwoFactorAuthenticationUserAsync() is null) return SeeOther.To("/account");
        // An app shows six digits; anything else can only be a recovery code.
        var result = code.Length == 6 ? await entrance.TwoFactorAuthenticatorSignInAsync(code, isPersistent: true, rememberClient: false) : await entrance.TwoFactorRecoveryCodeSignInAsync(code);
        return result.Succeeded ? Then.Go(then) : Show.Page<SecondPage>(new { Then = then, Wrong = result.IsLockedOut ? Words(result) : "This code is not right. Wait for the next one and try again." }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Recover(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var form = await http.Request.ReadFormAsync();
        var account = AccountName.Of(form["name"]) is { } name ? await accounts.FindByNameAsync(name) : null;
        if (account is not null && !await accounts.IsLockedOutAsync(account) && await entrance.CanSignInAsync(account))
        {
            if ((await accounts.RedeemTwoFactorRecoveryCodeAsync(account, form["code"].ToString())).Succeeded)
            {
                await accounts.ResetAccessFailedCountAsync(account);
                await entrance.SignInAsync(account, isPersistent: true);
                return Then.Go(Then.Of(form["then"]));
            }
            await accounts.AccessFailedAsync(account);
        }
        return Show.Page<RecoverPage>(new { Then = Then.Of(form["then"]), Name = form["name"].ToString(), Wrong = "The name and this code do not fit, or the code was used before." }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SignOut(HttpContext http, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        await entrance.SignOutAsync();
        return SeeOther.To("/account");
    }

    /// <summary>The same words whether the name or the password is wrong: nobody learns who has an account here.</summary>
    private static string Words(SignInResult result) => result.IsLockedOut
        ? "Too many wrong tries. Wait 15 minutes, then try again."
        : "The name or the password is not right.";
}
