using Uncramp.Web.Accounts;

namespace Uncramp.Web.Layout;

/// <summary>Headers of every response: nothing from elsewhere, nothing inline, nothing told to other sites.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>For what is no page: it loads nothing and stands in no frame.</summary>
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Only this origin, and no inline style or script. A page that ships its style inline adds that style's hash.</summary>
    public static string Policy(string? styleHash = null) =>
        $"default-src 'none'; style-src 'self'{(styleHash is null ? "" : $" '{styleHash}'")}; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy();
            // Not "no-referrer": then a browser says "null" for the origin of our own forms, and they could not be told from another site's.
            headers["Referrer-Policy"] = "same-origin";
            headers.XContentTypeOptions = "nosniff";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy != Nothing)
            {
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()";
            }
            // "no-store" on the pages of the interview would make the browser's Back an error page (measured: ERR_CACHE_MISS), and
            // Back must never lose answers. "private, no-cache" keeps them out of every cache but the person's own history.
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/cds-services") ? "no-store" : HttpMethods.IsPost(http.Request.Method) || Caller.Of(http) is not null ? "private, no-cache" : "no-cache";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
