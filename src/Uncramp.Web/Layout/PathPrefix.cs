using System.Text;
using System.Text.RegularExpressions;

namespace Uncramp.Web.Layout;

/// <summary>
/// Behind a proxy that gives us a part of its address, <c>--path-base /cramps</c>: everything inside is written as if we stood at the root, and here, at the
/// border, each address of ours gets the prefix: in links and forms of pages, in what scripts, styles and the manifest name, and where a form goes on to.
/// Whether the proxy takes the prefix off before it calls makes no difference.
/// </summary>
/// <param name="next">What answers.</param>
/// <param name="prefix">It begins with a slash and does not end with one.</param>
internal sealed partial class PathPrefix(RequestDelegate next, PathString prefix)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(prefix, out var rest)) http.Request.Path = rest.HasValue ? rest : "/";
        http.Request.PathBase = prefix;
        var response = http.Response;
        var outside = response.Body;
        using var inside = new MemoryStream();
        response.Body = inside;
        try
        {
            await next(http);
            await response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            response.Body = outside;
        }
        if (response.Headers.Location.ToString() is ['/', ..] place && !place.StartsWith("//", StringComparison.Ordinal)) response.Headers.Location = prefix + place;
        var kind = response.ContentType?.Split(';')[0];
        if (kind is "text/html" or "text/javascript" or "text/css" or "application/manifest+json" && inside.Length > 0)
        {
            var text = Encoding.UTF8.GetString(inside.GetBuffer(), 0, (int)inside.Length);
            var prefixed = Encoding.UTF8.GetBytes((kind == "text/html" ? InPages() : InCode()).Replace(text, $"$1{prefix}$2"));
            response.ContentLength = prefixed.Length;
            await response.Body.WriteAsync(prefixed, http.RequestAborted);
        }
        else if (inside.Length > 0)
        {
            inside.Position = 0;
            await inside.CopyToAsync(response.Body, http.RequestAborted);
        }
    }

    // In the text of a page a quotation mark is written otherwise, so this stands in tags alone.
    [GeneratedRegex(@"(\s(?:href|src|action|formaction)="")(/(?!/))")]
    private static partial Regex InPages();

    [GeneratedRegex(@"([""'`]|url\(""?)(/[a-z]|(?<="")/(?=""))")]
    private static partial Regex InCode();
}
