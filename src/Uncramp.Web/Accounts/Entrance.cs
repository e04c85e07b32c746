using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>Signs in, by whatever way. Every sign-in is a device with a row of its own, and a cookie counts only as long as that row is there.</summary>
internal sealed class Entrance(UserManager<Account> accounts, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, UncrampDb db, TimeProvider clock)
    : SignInManager<Account>(accounts, http, claims, options, log, schemes, confirmation)
{
    private const string DeviceClaim = "device";
    private static readonly TimeSpan seenEvery = TimeSpan.FromMinutes(10);

    private bool byPasskey;

    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(!user.Closed);

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var device = Caller.Of(Context) is { } caller && caller.Account == user.Id ? caller.Device : await Note(user);
        // A phone stays signed in, because nobody types a password at three in the morning.
        await base.SignInWithClaimsAsync(user, new AuthenticationProperties { IsPersistent = true }, additionalClaims.Append(new Claim(DeviceClaim, device.ToString())));
    }

    public override async Task SignOutAsync()
    {
        if (Caller.Of(Context) is { } caller) await db.Devices.Where(device => device.Id == caller.Device).ExecuteDeleteAsync();
        await base.SignOutAsync();
    }

    /// <summary>The new passkey that a device answered with; null: it is none, or nobody had asked for one.</summary>
    public async Task<(UserPasskeyInfo Passkey, PasskeyUserEntity For)?> NewPasskey(string credential)
    {
        try
        {
            return await PerformPasskeyAttestationAsync(credential) is { Succeeded: true } made ? (made.Passkey, made.UserEntity) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Signs in with the passkey that a device answered with; false: it opens nothing here, or nobody had asked for one.</summary>
    public async Task<bool> OpenWithPasskey(string credential)
    {
        try
        {
            byPasskey = true;
            return (await PasskeySignInAsync(credential)).Succeeded;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Wrong passwords lock passwords. A passkey cannot be guessed, and nobody shall be shut out of their diary by a stranger who guesses.</summary>
    protected override Task<bool> IsLockedOut(Account user) => byPasskey ? Task.FromResult(false) : base.IsLockedOut(user);

    /// <summary>Ends every other device of the account at its next call, and keeps this one.</summary>
    public async Task EndOthers(Account account)
    {
        var mine = Caller.Of(Context)?.Device;
        await db.Devices.Where(device => device.AccountId == account.Id && device.Id != mine).ExecuteDeleteAsync();
        await UserManager.UpdateSecurityStampAsync(account);
        await RefreshSignInAsync(account);
    }

    /// <summary>Holds the cookie of a call against what is so now: the device, the account, its security stamp, the diaries.</summary>
    public static async Task Check(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        var db = http.RequestServices.GetRequiredService<UncrampDb>();
        if (cookie.Principal is { } principal && Guid.TryParse(principal.FindFirstValue(DeviceClaim), out var id)
            && await Find(db, id) is { Account: { Closed: false } account } found
            && principal.FindFirstValue(ClaimTypes.NameIdentifier) == account.Id.ToString()
            && principal.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType) == account.SecurityStamp)
        {
            var diaries = await DiariesOf(db, account.Id);
            http.Features.Set(new Caller(account.Id, account.UserName!, account.Administrator, id, diaries, diaries.FirstOrDefault(diary => diary.Id == found.Device.PersonId) ?? (diaries.Count > 0 ? diaries[0] : null)));
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            if (now - found.Device.Seen > seenEvery) await db.Devices.Where(device => device.Id == id).ExecuteUpdateAsync(row => row.SetProperty(device => device.Seen, now));
            return;
        }
        cookie.RejectPrincipal();
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    public static async Task<IReadOnlyList<OpenDiary>> DiariesOf(UncrampDb db, Guid account) =>
        await (from access in db.Access.AsNoTracking()
               where access.AccountId == account
               join person in db.People on access.PersonId equals person.Id
               orderby access.IsOwner descending, person.Id
               select new OpenDiary(person.Id, person.Name, person.Mark, access.IsOwner)).ToListAsync();

    private static async Task<(Device Device, Account Account)?> Find(UncrampDb db, Guid id) =>
        await (from device in db.Devices.AsNoTracking()
               where device.Id == id
               join account in db.Users.AsNoTracking() on device.AccountId equals account.Id
               select new { device, account }).SingleOrDefaultAsync() is { } found ? (found.device, found.account) : null;

    private async Task<Guid> Note(Account account)
    {
        var now = clock.GetUtcNow();
        var device = new Device { Id = Guid.NewGuid(), AccountId = account.Id, Name = DeviceName.Of(Context.Request.Headers.UserAgent.ToString()), Since = now, Seen = now };
        db.Add(device);
        await db.SaveChangesAsync();
        return device.Id;
    }
}
