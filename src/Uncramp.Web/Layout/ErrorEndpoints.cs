namespace Uncramp.Web.Layout;

/// <summary>Pages for what is not there and for what went wrong. Never a stack trace.</summary>
internal static class ErrorEndpoints
{
    public static void MapErrors(this IEndpointRouteBuilder app) => app.MapFallback(Missing);

    public static IResult Missing() => Show.Page<MessagePage>(new
    {
        Title = "This page is not here",
        Text = "The address may be old, or a letter may be wrong. The library has everything we wrote.",
    }, StatusCodes.Status404NotFound);

    public static IResult Refused(string title, string text, int status) => Show.Page<MessagePage>(new { Title = title, Text = text }, status);

    public static Task Failed(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/cds-services"))
            return Results.Problem(statusCode: StatusCodes.Status500InternalServerError, title: "Something went wrong here", detail: "It is our fault. Nothing was stored. Please try again.").ExecuteAsync(http);
        return Refused("Something went wrong here", "It is our fault, not yours. Nothing was stored. Go back and try again.", StatusCodes.Status500InternalServerError).ExecuteAsync(http);
    }
}
