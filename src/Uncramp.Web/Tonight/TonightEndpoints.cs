using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Tonight;

/// <summary>One dark page for a cramp now. Its style stands in the page, so that no white frame comes first; the policy names its hash.</summary>
internal static class TonightEndpoints
{
    public static void MapTonight(this IEndpointRouteBuilder app)
    {
        var steps = app.ServiceProvider.GetRequiredService<TonightSteps>();
        var style = Styles.Small(Styles.Tokens + Styles.Read("tonight.css") + steps.Style());
        var policy = SecurityHeaders.Policy($"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}");
        app.MapGet("/tonight", (HttpContext http, KnowledgeBase knowledge, string? country) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy;
            http.Response.Headers.Vary = "Accept-Language";
            return Show.Page<TonightPage>(new { Style = style, Help = LocalHelp.For(http, knowledge, country is { Length: 2 } ? country : null), Known = Known(knowledge) });
        });
    }

    /// <summary>A day that is certainly past: a clock that is behind it is wrong.</summary>
    private static string Known(KnowledgeBase knowledge) =>
        knowledge.Entries.Max(entry => entry.Checked)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "2026-01-01";
}
