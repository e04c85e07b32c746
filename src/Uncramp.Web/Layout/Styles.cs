using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Uncramp.Web.Layout;

/// <summary>The style of all pages: the tokens and the sheet of the reading pages in one file, and a sheet of its own for each feature that needs one.</summary>
internal static partial class Styles
{
    /// <summary>Letters, colours and sizes by name, day and night. For a page that ships its style inline.</summary>
    public static string Tokens { get; } = Read("tokens.css");

    private const string Folder = "Sheets/";

    // The sheet of a feature is the file in its folder, named after it: Diary/diary.css is "diary".
    private static readonly Dictionary<string, (byte[] Text, string Mark)> sheets = typeof(Styles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => (Name: name[Folder.Length..^".css".Length], Text: Encoding.UTF8.GetBytes(Read(name))))
        .Append((Name: "app", Text: Encoding.UTF8.GetBytes(Tokens + Read("app.css"))))
        .ToDictionary(sheet => sheet.Name, sheet => (sheet.Text, Convert.ToHexStringLower(SHA256.HashData(sheet.Text))[..10]));

    /// <summary>The address of the sheet of all pages, with its fingerprint.</summary>
    public static string Address { get; } = Of("app");

    /// <summary>The address of a feature's own sheet, such as <c>diary</c>, with its fingerprint.</summary>
    public static string Of(string name) => $"/{name}.css?v={sheets[name].Mark}";

    public static void MapStyles(this IEndpointRouteBuilder app)
    {
        foreach (var (name, (text, mark)) in sheets)
            app.MapGet($"/{name}.css", (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = Assets.Keeping(http.Request.Query.ContainsKey("v"));
                return TypedResults.Bytes(text, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{mark}\""));
            });
    }

    /// <summary>Without comments and needless space, for a style that travels in its page.</summary>
    public static string Small(string style) => Spaces().Replace(Comments().Replace(style, ""), match => match.Groups[1].Value).Trim();

    public static string Read(string name)
    {
        using var stream = typeof(Styles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s*([{};,])\s*|(?<=:)\s+|\s*\n\s*")]
    private static partial Regex Spaces();
}
