using Uncramp.Web.Layout;
using Uncramp.Web.Trials;

namespace Uncramp.Web.Home;

/// <summary>The front page, and what Uncramp is and is not.</summary>
internal static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (Delegate)Front);
        app.MapGet("/about", () => Show.Page<AboutPage>());
    }

    private static async Task<IResult> Front(HttpContext http) => Show.Page<HomePage>(new { Woke = await MorningAfter.Of(http), Test = await TonightsArm.Of(http) });
}
