using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Uncramp.Web.Layout;

/// <summary>
/// Our line drawings, by the name of the relief they show; <c>calf-stretch.helper</c> is the same with a helper, <c>calf-stretch.pregnancy</c> for somebody of whom that is so. They take their
/// colours from the page. The one that is seen first stands in its page; all others come from one file.
/// </summary>
internal static class Drawings
{
    private const string Folder = "Drawings/";

    private const string Opening = """<svg class="drawing" viewBox="0 0 340 200" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">""";

    private static readonly FrozenDictionary<string, string> strokes = typeof(Drawings).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..^".svg".Length], Strokes);

    private static readonly byte[] sheet = Encoding.UTF8.GetBytes($"""<svg xmlns="http://www.w3.org/2000/svg">{string.Concat(strokes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"""<symbol id="{pair.Key}" viewBox="0 0 340 200">{pair.Value}</symbol>"""))}</svg>""");

    /// <summary>The address of the file with all of them, with its fingerprint.</summary>
    public static string Address { get; } = $"/drawings.svg?v={Convert.ToHexStringLower(SHA256.HashData(sheet))[..10]}";

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => strokes.Keys;

    public static void MapDrawings(this IEndpointRouteBuilder app) => app.MapGet("/drawings.svg", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = Assets.Keeping(http.Request.Query.ContainsKey("v"));
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.Nothing;
        return TypedResults.Bytes(sheet, "image/svg+xml");
    });

    /// <summary>The drawing as markup, whole or from the file of all; null when there is none of that name.</summary>
    public static string? Find(string name, bool whole) => strokes.GetValueOrDefault(name) is not { } found ? null
        : whole ? $"{Opening}{found}</svg>" : $"""{Opening}<use href="{Address}#{name}"/></svg>""";

    /// <summary>What stands inside the file's own <c>svg</c>.</summary>
    private static string Strokes(string resource)
    {
        using var stream = typeof(Drawings).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("");
        return text[(text.IndexOf('>', StringComparison.Ordinal) + 1)..text.LastIndexOf("</svg>", StringComparison.Ordinal)];
    }
}
