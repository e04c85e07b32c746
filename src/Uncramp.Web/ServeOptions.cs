using System.Net;
using System.Text.RegularExpressions;
using Uncramp.Web.CdsHooks;
using Uncramp.Web.Smart;

namespace Uncramp.Web;

/// <summary>How to serve, as asked for on the command line.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="Data">Where the embedded database lives.</param>
/// <param name="Database">The PostgreSQL database to use instead, or null.</param>
/// <param name="Knowledge">A knowledge folder to read instead of the built-in base, or null.</param>
/// <param name="Shared">Whether other people's devices may connect.</param>
/// <param name="BehindProxy">Whether a proxy stands in front and tells in <c>X-Forwarded-*</c> who calls it, and how.</param>
/// <param name="PathBase">The part of the proxy's address that is ours, such as <c>/cramps</c>, or null: all of it.</param>
/// <param name="CdsClients">Clinicians' software that may call the CDS Hooks services, or null: nobody was listed.</param>
/// <param name="SmartIssuers">FHIR servers from which the clinician's page may be launched, or null: none.</param>
internal sealed partial record ServeOptions(
    string Urls, string Data, string? Database, string? Knowledge, bool Shared, bool BehindProxy = false, string? PathBase = null, IReadOnlyList<TrustedClient>? CdsClients = null, SmartIssuers? SmartIssuers = null)
{
    private const string DefaultUrls = "http://localhost:5080";

    /// <summary>Reads the arguments; null with a problem when they cannot be followed.</summary>
    public static (ServeOptions? Options, Problem? Problem) Parse(string[] args, string? urlsFromEnvironment)
    {
        var options = new ServeOptions(urlsFromEnvironment ?? DefaultUrls, "data", null, null, Shared: false);
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
            if (name == "--shared")
            {
                options = options with { Shared = true };
                continue;
            }
            if (name == "--behind-proxy")
            {
                options = options with { BehindProxy = true };
                continue;
            }
            if (name is not ("--urls" or "--data" or "--database" or "--knowledge" or "--path-base" or "--cds-clients" or "--smart-issuers"))
                return (null, new Problem("UNC150", name, "This option is not known", "use --urls, --data, --database, --knowledge, --shared, --behind-proxy, --path-base, --cds-clients or --smart-issuers"));
            value ??= i + 1 < args.Length ? args[++i] : null;
            if (string.IsNullOrWhiteSpace(value)) return (null, new Problem("UNC151", name, "Its value is missing", $"write {name} and its value"));
            if (name == "--cds-clients")
            {
                var (clients, problem) = TrustedClients.Read(value);
                if (clients is null) return (null, problem);
                options = options with { CdsClients = clients };
                continue;
            }
            if (name == "--smart-issuers")
            {
                var (issuers, problem) = SmartIssuers.Read(value);
                if (issuers is null) return (null, problem);
                options = options with { SmartIssuers = issuers };
                continue;
            }
            options = name switch
            {
                "--urls" => options with { Urls = value },
                "--data" => options with { Data = value },
                "--knowledge" => options with { Knowledge = value },
                "--path-base" => options with { PathBase = value.TrimEnd('/') },
                _ => options with { Database = value },
            };
        }
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                return (null, new Problem("UNC152", "--urls", $"'{url}' is not an address to listen on", $"write it like {DefaultUrls}"));
            if (!options.Shared && !IsLoopback(uri))
                return (null, new Problem("UNC153", "--urls", $"'{url}' can be reached from other devices, and without accounts nothing keeps people apart", "listen on localhost, or add --shared: then everybody signs in"));
        }
        if (options.Knowledge is { } folder && !Directory.Exists(folder))
            return (null, new Problem("UNC140", folder, "There is no such folder", "give the path of a knowledge folder"));
        if (options.PathBase is { Length: > 0 } prefix && !Prefix().IsMatch(prefix))
            return (null, new Problem("UNC167", "--path-base", $"'{prefix}' is not the beginning of a path", "write it like /cramps"));
        return (options.PathBase is "" ? options with { PathBase = null } : options, null);
    }

    [GeneratedRegex("^(/[A-Za-z0-9._~-]+)+$")]
    private static partial Regex Prefix();

    private static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
