using Uncramp.Web.Storage;

namespace Uncramp.Web.Sync;

/// <summary>Who is asking. On a machine of one person it is that person; where others may connect nobody is known without an account.</summary>
/// <param name="local">The person of this machine; null where others may connect.</param>
internal sealed class CurrentPerson(long? local)
{
    /// <summary>Whose diary this call may read and write in full, as its owner; null: nobody's.</summary>
    public long? Id(HttpContext http)
    {
        _ = http;
        return local;
    }

    /// <summary>Whose cramps and nights this call may log, as owner or as carer; null: nobody's.</summary>
    public long? Logs(HttpContext http) => Id(http);

    /// <summary>The name under which this call logs; empty on a machine of one person.</summary>
    public static string By(HttpContext http)
    {
        _ = http;
        return "";
    }

    /// <summary>The answer of a page to somebody who is not known: sign in, then come back here.</summary>
    public static IResult SignIn(HttpContext http) => Results.LocalRedirect($"/account?then={Uri.EscapeDataString(http.Request.Path)}");
}
