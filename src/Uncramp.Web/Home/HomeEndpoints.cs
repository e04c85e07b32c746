using Uncramp.Web.Layout;

namespace Uncramp.Web.Home;

/// <summary>The front page, and what Uncramp is and is not.</summary>
internal static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => Show.Page<HomePage>());
        app.MapGet("/about", () => Show.Page<AboutPage>());
    }
}
