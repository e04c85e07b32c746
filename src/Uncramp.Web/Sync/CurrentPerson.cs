using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Sync;

/// <summary>
/// Who is asking. On a machine of one person it is that person; where others may connect it is the diary that is open on the device that is
/// signed in. <see cref="Id"/> is for all that an owner may do; <see cref="Logs"/> for what a carer may do too: to log.
/// </summary>
/// <param name="local">The person of this machine; null where others may connect.</param>
internal sealed class CurrentPerson(long? local)
{
    /// <summary>The header by which a phone says whose diary it meant when it kept an entry, so that one kept for Dad never lands elsewhere.</summary>
    public const string For = "Uncramp-For";

    /// <summary>True where several people have accounts.</summary>
    public bool Shared => local is null;

    /// <summary>Whose diary this call may read and write in full, as its owner; null: nobody's.</summary>
    public long? Id(HttpContext http) => Shared ? Owned(Meant(http)) : local;

    /// <summary>Whose cramps and nights this call may log, as owner or as carer; null: nobody's.</summary>
    public long? Logs(HttpContext http) => Shared ? Meant(http)?.Id : local;

    /// <summary>True for a carer: then only what bears their own name may be read or changed.</summary>
    public bool OnlyOwn(HttpContext http) => Shared && Meant(http) is not { IsOwner: true };

    /// <summary>The name under which this call logs; empty on a machine of one person.</summary>
    public static string By(HttpContext http) => Caller.Of(http)?.Name ?? "";

    /// <summary>The answer of a page to somebody who may not see it: sign in, then come back here; or, signed in, that it is not shared with them.</summary>
    public static IResult SignIn(HttpContext http) => Caller.Of(http) is null
        ? Results.LocalRedirect($"/account?then={Uri.EscapeDataString(http.Request.Path)}")
        : ErrorEndpoints.Refused("This is not shared with you", "You log for somebody. The rest of the diary is theirs. You can make a diary of your own under Account.", StatusCodes.Status403Forbidden);

    /// <summary>The diary that a call is about: the one it names, if that is open to the caller; else the one that is open on the device.</summary>
    private static OpenDiary? Meant(HttpContext http) =>
        http.Request.Headers.TryGetValue(For, out var named) ? Caller.Of(http)?.Diaries.FirstOrDefault(diary => $"{diary.Id}" == named.ToString()) : Caller.Of(http)?.Diary;

    private static long? Owned(OpenDiary? diary) => diary is { IsOwner: true } ? diary.Id : null;
}
