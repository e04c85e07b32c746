using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Uncramp.Web.Accounts;

/// <summary>Somebody who signs in: a name, and passkeys or a password. There is no e-mail.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public DateTimeOffset Created { get; set; }

    /// <summary>May open and close sign-up, invite, lock and delete accounts; never read a diary that is not shared with them.</summary>
    public bool Administrator { get; set; }

    /// <summary>Locked by an administrator: it neither signs in nor stays signed in.</summary>
    public bool Closed { get; set; }
}

/// <summary>That an account may use a person's diary: all of it as its owner, or as a carer who logs.</summary>
[PrimaryKey(nameof(AccountId), nameof(PersonId))]
[Index(nameof(PersonId))]
internal sealed class Access
{
    public Guid AccountId { get; set; }
    public long PersonId { get; set; }
    public bool IsOwner { get; set; }
    public DateTimeOffset Since { get; set; }
}

/// <summary>A device that is signed in. Without its row its cookie is void.</summary>
[Index(nameof(AccountId))]
public sealed class Device
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }

    /// <summary>What it is, in a few words: "Firefox on Android".</summary>
    public string Name { get; set; } = "";
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset Seen { get; set; }

    /// <summary>Whose diary is open on it; null: the account's first.</summary>
    public long? PersonId { get; set; }
}

/// <summary>An invitation that works once: by a link, or by a code of eight digits. Neither is kept, only what they come to.</summary>
[Index(nameof(Link), IsUnique = true)]
[Index(nameof(Code), IsUnique = true)]
internal sealed class Invitation
{
    public Guid Id { get; set; }
    public string Link { get; set; } = "";
    public string Code { get; set; } = "";

    /// <summary>The account that invites.</summary>
    public Guid By { get; set; }

    /// <summary>Whose diary the invited person shall log in; null: it is for an account of one's own.</summary>
    public long? PersonId { get; set; }
    public DateTimeOffset Made { get; set; }
}

/// <summary>What is settled for the whole server. The row is there since the first account was made.</summary>
internal sealed class House
{
    /// <summary>The only number: two first accounts cannot both be.</summary>
    public const int One = 1;

    public int Id { get; set; } = One;

    /// <summary>Anybody may make an account; else by invitation only.</summary>
    public bool SignUp { get; set; }
}

/// <summary>A key that seals cookies and the tokens of forms.</summary>
internal sealed class SealingKey
{
    public int Id { get; set; }
    public string Xml { get; set; } = "";
}
