// The least that Kestrel can do: what the machine itself allows.
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(args[0]);
builder.Logging.ClearProviders();
var app = builder.Build();
var hello = "Hello, World!"u8.ToArray();
app.Run(http =>
{
    http.Response.ContentType = "text/plain";
    http.Response.ContentLength = hello.Length;
    return http.Response.Body.WriteAsync(hello).AsTask();
});
app.Run();
