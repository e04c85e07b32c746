using Uncramp.Fhir.CdsHooks;
using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;
using Uncramp.Web.Sync;

namespace Uncramp.Web.CdsHooks;

/// <summary>For whoever looks after the server: what clinicians did with cards, as counts.</summary>
internal static class FeedbackEndpoints
{
    public static void MapCardFeedback(this IEndpointRouteBuilder app) => app.MapGet("/account/cards", Cards);

    private static async Task<IResult> Cards(HttpContext http, CurrentPerson current, FeedbackStore store, IReadOnlyList<CdsService> services) =>
        Refuse(http, current) ?? Show.Page<FeedbackPage>(new { Counts = await store.Counts(), Services = services, Site = CdsEndpoints.Site(http) });

    private static IResult? Refuse(HttpContext http, CurrentPerson current) => !current.Shared ? null : Caller.Of(http) switch
    {
        null => CurrentPerson.SignIn(http),
        { Administrator: true } => null,
        _ => DiariesEndpoints.NotHere(),
    };
}
