using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>Keeps accounts. Recovery codes are kept as what they come to, because they are the way in for whoever has read them.</summary>
internal sealed class AccountStore(UncrampDb db, IdentityErrorDescriber words) : UserOnlyStore<Account, UncrampDb, Guid>(db, words)
{
    private const int LongestCode = 20;

    // Those that are left when one was used come through here again, as marks, which are longer than any code.
    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => code.Length <= LongestCode ? Secret.Mark(Plain(code)) : code), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Secret.Mark(Plain(code)), cancellationToken);

    /// <summary>A code however it is typed: small letters, spaces, without its dash.</summary>
    private static string Plain(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
