namespace Uncramp.Web.Accounts;

/// <summary><c>GET /api/me</c>: who is signed in and whose diary is open, for pages that a device keeps and that therefore cannot know it themselves.</summary>
internal static class MeEndpoint
{
    public static void MapMe(this IEndpointRouteBuilder app) => app.MapGet("/api/me", (HttpContext http) => Results.Json(new
    {
        signedIn = Caller.Of(http) is not null,
        name = Caller.Of(http)?.Name,
        diary = Caller.Of(http) is { Diary: { } open } caller ? new { id = $"{open.Id}", name = open.Name, mark = Marks.All[open.Mark].Outline, tone = open.Mark, inDoubt = caller.InDoubt } : null,
    }));
}
