using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Uncramp.Web.Layout;

/// <summary>The style of all pages: the tokens, and the sheet of the reading pages, sent together in one file.</summary>
internal static class Styles
{
    /// <summary>Letters, colours and sizes by name, day and night. For a page that ships its style inline.</summary>
    public static string Tokens { get; } = Read("tokens.css");

    private static readonly byte[] sheet = Encoding.UTF8.GetBytes(Tokens + Read("app.css"));

    private static readonly string mark = Convert.ToHexStringLower(SHA256.HashData(sheet))[..10];

    /// <summary>The address of the sheet, with its fingerprint.</summary>
    public static string Address { get; } = $"/app.css?v={mark}";

    public static void MapStyles(this IEndpointRouteBuilder app) => app.MapGet("/app.css", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = Assets.Keeping(http.Request.Query.ContainsKey("v"));
        return TypedResults.Bytes(sheet, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{mark}\""));
    });

    private static string Read(string name)
    {
        using var stream = typeof(Styles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
