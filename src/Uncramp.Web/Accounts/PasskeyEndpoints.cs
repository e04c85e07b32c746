using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Uncramp.Web.Layout;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>Passkeys: what the browser needs to make or use one, signing in with one, and the list of an account.</summary>
internal static class PasskeyEndpoints
{
    private const int MostPasskeys = 20;

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/passkeys/make", Make).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/passkeys/use", Use).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/passkeys/sign-in", SignIn).RequireRateLimiting(SharedServer.Guesses);
        app.MapPost("/account/passkeys", Add);
        app.MapPost("/account/passkeys/name", Name);
        app.MapPost("/account/passkeys/remove", Remove);
    }

    /// <summary>For a new passkey: of the account that is signed in, or of one that is about to be made under the name that was typed.</summary>
    private static async Task<IResult> Make(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var (body, refusal) = await JsonBody.Read(http, "The name", 1000);
        if (body is null) return refusal!;
        var caller = Caller.Of(http);
        var name = caller?.Name ?? AccountName.Of(NameIn(body));
        if (name is null) return Wrong("Type a name first");
        if (caller is null && await accounts.FindByNameAsync(name) is not null) return Wrong("Somebody here has this name already");
        var options = await entrance.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = (caller?.Account ?? Guid.NewGuid()).ToString(), Name = name, DisplayName = name });
        return Results.Text(options, "application/json");
    }

    /// <summary>For signing in. Nobody is named: the browser shows which passkeys it has for this site.</summary>
    private static async Task<IResult> Use(HttpContext http, Entrance entrance) =>
        SameSite.Refuse(http) is { } elsewhere ? elsewhere : Results.Text(await entrance.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> SignIn(HttpContext http, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        var form = await http.Request.ReadFormAsync();
        var credential = form["credential"].ToString();
        if (credential.Length > 0 && await entrance.OpenWithPasskey(credential)) return Then.Go(Then.Of(form["then"]));
        return ErrorEndpoints.Refused("The passkey did not work", "It may be for another account or another site. Go back and try again, or use your password.", StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Add(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        var form = await http.Request.ReadFormAsync();
        if ((await accounts.GetPasskeysAsync(account)).Count >= MostPasskeys) return ErrorEndpoints.Refused("There are many passkeys here", $"An account has {MostPasskeys} at most. Remove one first.", StatusCodes.Status422UnprocessableEntity);
        if (await entrance.NewPasskey(form["credential"].ToString()) is not { } made || made.For.Id != account.Id.ToString())
            return ErrorEndpoints.Refused("The passkey was not added", "Go back and try once more.", StatusCodes.Status422UnprocessableEntity);
        made.Passkey.Name = DeviceName.Of(http.Request.Headers.UserAgent.ToString());
        await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey);
        return SeeOther.To("/account#passkeys");
    }

    private static async Task<IResult> Name(HttpContext http, UserManager<Account> accounts)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        var form = await http.Request.ReadFormAsync();
        if (await Find(accounts, account, form) is { } passkey && AccountName.Of(form["name"]) is { } name)
        {
            passkey.Name = name;
            await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        }
        return SeeOther.To("/account#passkeys");
    }

    private static async Task<IResult> Remove(HttpContext http, UserManager<Account> accounts, Entrance entrance)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (await AccountEndpoints.Mine(http) is not { } account) return CurrentPerson.SignIn(http);
        if (await Find(accounts, account, await http.Request.ReadFormAsync()) is { } passkey)
        {
            if (account.PasswordHash is null && (await accounts.GetPasskeysAsync(account)).Count == 1)
                return ErrorEndpoints.Refused("This is your only way in", "Add another passkey or set a password first. Then you can remove this one.", StatusCodes.Status422UnprocessableEntity);
            await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
            // Who removes a passkey may have lost the phone it is on.
            await entrance.EndOthers(account);
        }
        return SeeOther.To("/account#passkeys");
    }

    /// <summary>How a passkey is named in a form.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    private static async Task<UserPasskeyInfo?> Find(UserManager<Account> accounts, Account account, IFormCollection form) =>
        (await accounts.GetPasskeysAsync(account)).FirstOrDefault(passkey => IdOf(passkey) == form["passkey"]);

    private static IResult Wrong(string what) => JsonBody.Refuse(StatusCodes.Status400BadRequest, "There is no passkey yet", [new Problem("UNC166", "$.name", what, "choose another name")]);

    private static string? NameIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
