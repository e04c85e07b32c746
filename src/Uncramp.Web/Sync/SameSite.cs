using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Sync;

/// <summary>
/// No other site may make a browser write here. A page elsewhere can send a form, but not JSON, a PUT or a DELETE, without asking first,
/// and nobody is told yes; a browser also says where a call comes from, and that is believed.
/// Programs that are no browsers send neither header and are let through.
/// </summary>
internal static class SameSite
{
    /// <summary>The answer to a call from elsewhere; null when all is well.</summary>
    public static IResult? Refuse(HttpContext http)
    {
        var headers = http.Request.Headers;
        var site = headers["Sec-Fetch-Site"].ToString();
        if (site is "" or "same-origin" or "none" && IsOwn(headers.Origin.ToString(), http.Request))
        {
            // Who is signed in sends a form with the token that PostForm put into it. Without a sign-in there is nothing to forge and no cookie.
            return Caller.Of(http) is null || !http.Request.HasFormContentType || http.Features.Get<OwnForm>() is not null ? null
                : ErrorEndpoints.Refused("This page was too old", "You signed in or out since it was opened. Go back, load it again, and try once more.", StatusCodes.Status403Forbidden);
        }
        return JsonBody.Refuse(StatusCodes.Status403Forbidden, "Another site asked for this", [new Problem("UNC162", "$", "The call comes from another site", "open Uncramp itself and do it there")]);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme == request.Scheme && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
