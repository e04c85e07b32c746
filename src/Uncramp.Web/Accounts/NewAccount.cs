using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>Makes an account, with the diary that goes with it, and signs in: all of it, or nothing.</summary>
internal static class NewAccount
{
    private const string Taken = "Somebody here has this name already. Choose another one.";

    internal enum Kind
    {
        /// <summary>The first of this server: it looks after it.</summary>
        First,

        /// <summary>With a diary of one's own.</summary>
        Own,

        /// <summary>Without one: it only logs for another.</summary>
        Carer,
    }

    /// <summary>What <paramref name="form"/> asks for: <c>name</c>, and a <c>credential</c> (a new passkey) or a <c>password</c>. A carer needs neither: their invitation let them in.</summary>
    /// <returns>The account, or a sentence that says why there is none.</returns>
    public static async Task<(Account? Account, string? Wrong)> Make(HttpContext http, IFormCollection form, Kind kind, Invitation? invitation = null)
    {
        if (AccountName.Of(form["name"]) is not { } name) return (null, $"Type a name, with {AccountName.Most} letters at most.");
        var (accounts, entrance, db) = (http.RequestServices.GetRequiredService<UserManager<Account>>(), http.RequestServices.GetRequiredService<Entrance>(), http.RequestServices.GetRequiredService<UncrampDb>());
        var (credential, password) = (form["credential"].ToString(), form["password"].ToString());
        var made = credential.Length > 0 ? await entrance.NewPasskey(credential) : null;
        if (made is null && credential.Length > 0) return (null, "The passkey did not work. Try once more, or use a password.");
        if (made is null && password.Length == 0 && kind != Kind.Carer) return (null, "Use a passkey or type a password.");
        var (passkey, user) = (made?.Passkey, made?.For);
        if (user is not null) name = AccountName.Of(user.Name) ?? name;

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var account = new Account { Id = user is null ? Guid.NewGuid() : Guid.Parse(user.Id), UserName = name, Created = now, Administrator = kind == Kind.First };
        await using var all = await db.Database.BeginTransactionAsync();
        if (kind == Kind.First && !await Open(db)) return (null, "Somebody else was faster. Load this page again.");
        if (invitation is not null && await db.Invitations.Where(row => row.Id == invitation.Id).ExecuteDeleteAsync() != 1) return (null, "This invitation was used already.");
        if (await accounts.FindByNameAsync(name) is not null) return (null, Taken);
        var created = passkey is null && password.Length > 0 ? await accounts.CreateAsync(account, password) : await accounts.CreateAsync(account);
        if (!created.Succeeded) return (null, created.Errors.FirstOrDefault(error => error.Code == "password")?.Description ?? (created.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? Taken : PasswordRule.Wrong(name, password) ?? "This did not work. Try another name."));
        if (passkey is not null)
        {
            passkey.Name = DeviceName.Of(http.Request.Headers.UserAgent.ToString());
            await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        }
        if (kind != Kind.Carer) await AddDiary(db, account, kind == Kind.First ? await Kept(db, form) : null, name, now);
        if (invitation?.PersonId is { } person) db.Add(new Access { AccountId = account.Id, PersonId = person, Since = now });
        await db.SaveChangesAsync();
        await all.CommitAsync();
        await entrance.SignInAsync(account, isPersistent: true);
        return (account, null);
    }

    /// <summary>The only row of the house can be made once.</summary>
    private static async Task<bool> Open(UncrampDb db)
    {
        db.Add(new House());
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private static async Task AddDiary(UncrampDb db, Account account, Person? kept, string name, DateTimeOffset now)
    {
        var person = kept ?? db.Add(new Person { Created = now, Life = Storage.Database.NewLife() }).Entity;
        person.Name = name;
        await db.SaveChangesAsync();
        db.Add(new Access { AccountId = account.Id, PersonId = person.Id, IsOwner = true, Since = now });
    }

    /// <summary>The diary of this machine from before there were accounts, if it is empty or the person says that it is theirs.</summary>
    private static async Task<Person?> Kept(UncrampDb db, IFormCollection form)
    {
        var local = await db.People.SingleAsync(person => person.Local);
        return local.EntryCount == 0 || form["mine"] == "yes" ? local : null;
    }
}
