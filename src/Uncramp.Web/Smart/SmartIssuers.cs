using System.Text.Json;
using Uncramp.Web.Outside;

namespace Uncramp.Web.Smart;

/// <summary>A FHIR server from which our page may be launched.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Its base URL, as it names itself in <c>iss</c>.</param>
/// <param name="ClientId">The id that it gave us. It is a public client: there is no secret.</param>
public sealed record SmartIssuer(string Name, Uri Url, string ClientId);

/// <summary>The servers we may be launched from, out of the file of <c>--smart-issuers</c>: <c>{"issuers": [{"iss", "clientId", "name"}]}</c>.</summary>
internal sealed record SmartIssuers(IReadOnlyList<SmartIssuer> All)
{
    /// <summary>The issuer of that URL, whether or not a slash is at its end; null when it is not listed.</summary>
    public SmartIssuer? Of(Uri? url) => url is null ? null : All.FirstOrDefault(issuer => Plain(issuer.Url) == Plain(url));

    /// <summary>Reads the file; the first thing that is wrong is said.</summary>
    public static (SmartIssuers? Issuers, Problem? Problem) Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("issuers", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                return (null, Wrong("issuers", "There is no list of issuers", "write {\"issuers\": [{\"iss\": …, \"clientId\": …}]}"));
            var issuers = new List<SmartIssuer>();
            foreach (var row in list.EnumerateArray())
            {
                var place = $"issuers[{issuers.Count}]";
                if (!Uri.TryCreate(Text(row, "iss"), UriKind.Absolute, out var url) || !Addresses.IsSafe(url)) return (null, Wrong($"{place}.iss", "This is no https address of a FHIR server", "write it like https://ehr.example.org/fhir"));
                if (Text(row, "clientId") is not { } client) return (null, Wrong($"{place}.clientId", "The client id is missing", "write the id that this server gave to Uncramp"));
                foreach (var field in row.EnumerateObject())
                    if (field.Name is not ("iss" or "clientId" or "name")) return (null, Wrong($"{place}.{field.Name}", "This is not known", "use iss, clientId and name; Uncramp keeps no secret"));
                issuers.Add(new SmartIssuer(Text(row, "name") ?? url.Host, url, client));
            }
            return (new SmartIssuers(issuers), null);
        }
        catch (JsonException error)
        {
            return (null, new Problem("UNC460", $"{path}:{error.LineNumber + 1}", "This is not valid JSON", "check commas, quotes and brackets near this place"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new Problem("UNC460", path, "This file cannot be read", "give the path of a file with the servers that may launch Uncramp"));
        }

        Problem Wrong(string at, string what, string remedy) => new("UNC461", $"{path} {at}", what, remedy);
    }

    private static string Plain(Uri url) => url.AbsoluteUri.TrimEnd('/');

    private static string? Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;
}
