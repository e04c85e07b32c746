using System.Security.Cryptography;
using System.Text;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Tonight;

/// <summary>One dark page of safe first steps. Its style stands in the page, so that no white frame comes first; the policy names its hash.</summary>
internal static class TonightEndpoints
{
    public static void MapTonight(this IEndpointRouteBuilder app)
    {
        using var stream = typeof(TonightEndpoints).Assembly.GetManifestResourceStream("tonight.css")!;
        using var reader = new StreamReader(stream);
        var style = reader.ReadToEnd().ReplaceLineEndings("\n");
        var policy = SecurityHeaders.Policy($"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}");
        app.MapGet("/tonight", (HttpContext http, KnowledgeBase knowledge) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy;
            http.Response.Headers.Vary = "Accept-Language";
            return Show.Page<TonightPage>(new { Style = style, Help = LocalHelp.For(http, knowledge) });
        });
    }
}
