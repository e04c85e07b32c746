using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Offline;

/// <summary>What makes the night pages work without a network: the service worker, with the list of what a device keeps of this release.</summary>
internal static class OfflineEndpoints
{
    private static readonly string[] pages = ["/tonight", "/offline", "/check/last", "/", "/about", "/medicine-names.json"];

    public static void MapOffline(this IEndpointRouteBuilder app)
    {
        var knowledge = app.ServiceProvider.GetRequiredService<KnowledgeBase>();
        var assets = app.ServiceProvider.GetRequiredService<Assets>();
        var kept = assets.All.Where(path => Path.GetExtension(path) is ".js" or ".svg" or ".woff2" or ".webmanifest" || path == "icon-192.png").ToList();
        string[] files =
        [
            .. pages, .. knowledge.OfKind(EntryKind.Relief).Select(entry => $"/{entry.Id}"), Styles.Address, Styles.Of("home"), Drawings.Address,
            .. kept.Select(path => Path.GetExtension(path) == ".svg" || (path.EndsWith(".js", StringComparison.Ordinal) && !Assets.IsModule(path)) ? assets[path] : $"/{path}"),
        ];
        // A release is what its pages are made of: the program, the knowledge and every file that a device keeps.
        var made = string.Join('|', [typeof(OfflineEndpoints).Module.ModuleVersionId.ToString(), knowledge.Release.Version, knowledge.Release.Hash, .. kept.Select(path => assets[path]), .. files]);
        var release = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)))[..12];
        var script = $"const release = {JsonSerializer.Serialize(release)}, files = {JsonSerializer.Serialize(files)};\n{Styles.Read("service-worker.js")}";
        app.MapGet("/service-worker.js", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Text(script, "text/javascript", Encoding.UTF8);
        });
        app.MapGet("/offline", (HttpContext http) =>
        {
            http.Response.Headers.Vary = "Accept-Language";
            return Show.Page<OfflinePage>(new { Help = LocalHelp.For(http, knowledge) });
        });
    }
}
