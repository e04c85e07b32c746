using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>Invitations: made, found again by link or code, and gone after a day.</summary>
internal static class Invitations
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Makes one and gives its secrets away, this once.</summary>
    public static async Task<(string Link, string Code)> Make(HttpContext http, UncrampDb db, TimeProvider clock, Guid by, long? person)
    {
        var old = (await db.Invitations.ToListAsync()).Where(row => !Lives(row, clock));
        db.RemoveRange(old);
        var (link, code) = (Secret.Link(), Secret.Code());
        db.Add(new Invitation { Id = Guid.NewGuid(), Link = Secret.Mark(link), Code = Secret.Mark(code), By = by, PersonId = person, Made = clock.GetUtcNow() });
        await db.SaveChangesAsync();
        return ($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/join/{link}", $"{code[..4]} {code[4..]}");
    }

    /// <summary>The living invitation behind a link or a code; null: there is none, whatever it was.</summary>
    public static async Task<Invitation?> Find(HttpContext http, UncrampDb db, TimeProvider clock, string secret)
    {
        var plain = string.Concat(secret.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        if (plain.Length is not (8 or 32)) return null;
        if (plain.Length == 8 && !http.RequestServices.GetRequiredService<FixedWindowRateLimiter>().AttemptAcquire().IsAcquired) return null;
        var mark = Secret.Mark(plain);
        var found = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(row => row.Link == mark || row.Code == mark);
        return found is not null && Lives(found, clock) ? found : null;
    }

    public static bool Lives(Invitation invitation, TimeProvider clock) => clock.GetUtcNow() - invitation.Made < Life;
}
