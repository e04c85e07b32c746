namespace Uncramp.Web.Layout;

/// <summary>HEAD is answered as GET is: endpoints need not know it, and the server itself leaves the body out.</summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
        return next(http);
    }
}
