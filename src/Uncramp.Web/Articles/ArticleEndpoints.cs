using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Articles;

/// <summary>The library, and a page for every entry.</summary>
internal static class ArticleEndpoints
{
    private const int MostTyped = 100;

    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/library", (string? q) => Show.Page<LibraryPage>(new { Query = q is { Length: > MostTyped } ? q[..MostTyped] : q }));
        app.MapGet("/{kind}/{name}", (HttpContext http, string kind, string name, KnowledgeBase knowledge) =>
        {
            if (knowledge.Find($"{kind}/{name}") is not { } entry) return ErrorEndpoints.Missing();
            http.Response.Headers.Vary = "Accept-Language";
            return Show.Page<EntryPage>(new { Entry = entry, Help = LocalHelp.For(http, knowledge) });
        });
    }
}
