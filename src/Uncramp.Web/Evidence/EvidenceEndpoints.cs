using Uncramp.Web.Layout;

namespace Uncramp.Web.Evidence;

/// <summary>Every claim, with how it stands.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder app) => app.MapGet("/evidence", (string? q, string? verdict, string? certainty, string? kind) =>
        Show.Page<EvidencePage>(new { Query = Short(q), Verdict = Short(verdict), Certainty = Short(certainty), Kind = Short(kind) }));

    private static string? Short(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Length > 100 ? typed[..100] : typed.Trim();
}
