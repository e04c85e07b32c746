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
        app.MapGet("/{kind}/{name}", (string kind, string name, KnowledgeBase knowledge) =>
            knowledge.Find($"{kind}/{name}") is { } entry ? Show.Page<EntryPage>(new { Entry = entry }) : ErrorEndpoints.Missing());
    }
}
