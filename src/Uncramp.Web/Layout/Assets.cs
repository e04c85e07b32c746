using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Uncramp.Web.Layout;

/// <summary>Files under wwwroot. Pages link them with a fingerprint, so that browsers may keep them for a year.</summary>
internal sealed class Assets(IWebHostEnvironment environment)
{
    private readonly IFileProvider files = environment.WebRootFileProvider;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> links = new();

    /// <summary>The address of a file, such as <c>icon.svg</c>.</summary>
    public string this[string path] => links.GetOrAdd(path, name =>
    {
        using var stream = files.GetFileInfo(name).CreateReadStream();
        return $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(stream))[..10]}";
    });

    /// <summary>The paths of all, with <c>/</c> between folders.</summary>
    public IEnumerable<string> All => Under("");

    /// <summary>Scripts that import each other do so by plain address; all else is linked with its fingerprint.</summary>
    public static bool IsModule(string path) => path.StartsWith("modules/", StringComparison.Ordinal);

    private IEnumerable<string> Under(string folder) => files.GetDirectoryContents(folder).OrderBy(file => file.Name, StringComparer.Ordinal)
        .SelectMany(file => file.IsDirectory ? Under($"{folder}{file.Name}/") : [$"{folder}{file.Name}"]);

    /// <summary>How they are served: for a year with a fingerprint, asked for again without.</summary>
    public static StaticFileOptions Options { get; } = new()
    {
        OnPrepareResponse = context =>
        {
            var headers = context.Context.Response.Headers;
            headers.CacheControl = Keeping(context.Context.Request.Query.ContainsKey("v") || context.File.Name.EndsWith(".woff2", StringComparison.Ordinal));
            // A file that is no page may load nothing; and the shorter it is said, the sooner a slow phone has the night's ten files.
            headers.ContentSecurityPolicy = SecurityHeaders.Nothing;
        },
    };

    /// <summary>How long a browser may keep what never changes, and what may.</summary>
    public static string Keeping(bool forever) => forever ? "public, max-age=31536000, immutable" : "public, no-cache";
}
