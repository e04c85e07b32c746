using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>The end of an account, or of one of its diaries. Nothing of it stays in the database or in files beside it.</summary>
internal static class EndOfAccount
{
    /// <summary>Typed by a person, so that no slip does it.</summary>
    public const string Word = "delete everything";

    public static bool IsWord(string? typed) => Word.Equals(typed?.Trim(), StringComparison.OrdinalIgnoreCase);

    public static async Task Of(HttpContext http, Guid account)
    {
        var (db, database) = (http.RequestServices.GetRequiredService<UncrampDb>(), http.RequestServices.GetRequiredService<Database>());
        foreach (var person in await db.Access.Where(access => access.AccountId == account && access.IsOwner).Select(access => access.PersonId).ToListAsync()) await Forget(http, person);
        await database.Do("""DELETE FROM "Accounts" WHERE "Id" = $1""", account);
        // The next one to come is the first again.
        if (!await db.Users.AnyAsync()) await db.Houses.ExecuteDeleteAsync();
        await database.Scrub();
    }

    public static async Task OfDiary(HttpContext http, long person)
    {
        await Forget(http, person);
        await http.RequestServices.GetRequiredService<Database>().Scrub();
    }

    /// <summary>Its entries through the one who writes, then its row. The person of this machine stays, empty: the machine may go back to serving one.</summary>
    private static async Task Forget(HttpContext http, long person)
    {
        var (writer, database) = (http.RequestServices.GetRequiredService<Writer>(), http.RequestServices.GetRequiredService<Database>());
        await writer.Write(new Emptying(person, Database.NewLife()), CancellationToken.None);
        await database.Do("""DELETE FROM "Access" WHERE "PersonId" = $1""", person);
        await database.Do("""DELETE FROM "Invitations" WHERE "PersonId" = $1""", person);
        await database.Do("""UPDATE "People" SET "Name" = '' WHERE "Id" = $1 AND "Local" """, person);
        await database.Do("""DELETE FROM "People" WHERE "Id" = $1 AND NOT "Local" """, person);
    }
}
