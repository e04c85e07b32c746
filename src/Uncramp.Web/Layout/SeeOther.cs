namespace Uncramp.Web.Layout;

/// <summary>303: the next page is asked for with GET, so that after a form Back and reload are harmless.</summary>
/// <param name="path">A page of this site.</param>
internal sealed class SeeOther(string path) : IResult
{
    public static IResult To(string path) => new SeeOther(path);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
