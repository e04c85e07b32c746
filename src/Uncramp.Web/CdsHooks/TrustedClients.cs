using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Uncramp.Web.Outside;

namespace Uncramp.Web.CdsHooks;

/// <summary>A clinician's software that may call us.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Issuer">The <c>iss</c> of its tokens, exactly.</param>
/// <param name="KeysAt">Where its public keys are, or null when they are <paramref name="Pinned"/>.</param>
/// <param name="Pinned">Its public keys; empty when they are fetched.</param>
/// <param name="FhirServers">The FHIR servers that it may send us to, wherever they are; empty: any that is public.</param>
internal sealed record TrustedClient(string Name, string Issuer, Uri? KeysAt, IReadOnlyList<JsonWebKey> Pinned, IReadOnlyList<Uri> FhirServers);

/// <summary>The file of <c>--cds-clients</c>: <c>{"clients": [{"iss", "jku" or "jwks" or "jwksFile", "name", "fhirServers"}]}</c>.</summary>
internal static class TrustedClients
{
    private static readonly string[] keys = ["jku", "jwks", "jwksFile"];

    /// <summary>Reads the file. The first thing that is wrong is said, because a server that trusts half of a list is a riddle.</summary>
    public static (IReadOnlyList<TrustedClient>? Clients, Problem? Problem) Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("clients", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                return (null, Wrong(path, "clients", "There is no list of clients", "write {\"clients\": [{\"iss\": …, \"jku\": …}]}"));
            var clients = new List<TrustedClient>();
            var i = 0;
            foreach (var row in list.EnumerateArray())
            {
                var (client, problem) = Client(row, path, $"clients[{i++}]");
                if (client is null) return (null, problem);
                if (clients.Exists(other => other.Issuer == client.Issuer)) return (null, Wrong(path, $"clients[{i - 1}].iss", $"'{client.Issuer}' stands here twice", "keep one"));
                clients.Add(client);
            }
            return (clients, null);
        }
        catch (JsonException error)
        {
            return (null, new Problem("UNC450", $"{path}:{error.LineNumber + 1}", "This is not valid JSON", "check commas, quotes and brackets near this place"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new Problem("UNC450", path, "This file cannot be read", "give the path of a file with the clients that may call"));
        }
    }

    private static (TrustedClient? Client, Problem? Problem) Client(JsonElement row, string file, string path)
    {
        if (row.ValueKind != JsonValueKind.Object) return (null, Wrong(file, path, "A client is an object", "write {\"iss\": …, \"jku\": …}"));
        foreach (var field in row.EnumerateObject())
            if (field.Name is not ("name" or "iss" or "jku" or "jwks" or "jwksFile" or "fhirServers")) return (null, Wrong(file, $"{path}.{field.Name}", "This is not known", "use name, iss, jku, jwks, jwksFile or fhirServers"));
        if (Text(row, "iss") is not { } issuer) return (null, Wrong(file, $"{path}.iss", "The issuer of its tokens is missing", "write \"iss\": \"https://ehr.example.org\""));
        var ways = keys.Count(name => row.TryGetProperty(name, out _));
        if (ways != 1) return (null, Wrong(file, path, ways == 0 ? "Nothing says which keys it signs with" : "Two places say which keys it signs with", "write one of jku (where they are), jwks (the keys) or jwksFile (a file with them)"));
        Uri? at = null;
        IReadOnlyList<JsonWebKey> pinned = [];
        if (row.TryGetProperty("jku", out _))
        {
            if (!Uri.TryCreate(Text(row, "jku"), UriKind.Absolute, out at) || !Addresses.IsSafe(at)) return (null, Wrong(file, $"{path}.jku", "This is no https address", "write it like https://ehr.example.org/jwks.json"));
        }
        else
        {
            var set = row.TryGetProperty("jwks", out var inline) ? inline.GetRawText() : Beside(file, Text(row, "jwksFile"));
            if (set is null) return (null, Wrong(file, $"{path}.jwksFile", "This file cannot be read", "give its path, as seen from this file"));
            pinned = SigningKeys.Of(set);
            if (pinned.Count == 0) return (null, Wrong(file, path, "There is no public key in its key set", "give a JWK Set with an EC key on P-384 or an RSA key, each with a kid"));
        }
        var servers = new List<Uri>();
        if (row.TryGetProperty("fhirServers", out var listed))
        {
            if (listed.ValueKind != JsonValueKind.Array) return (null, Wrong(file, $"{path}.fhirServers", "This is no list", "write [\"https://ehr.example.org/fhir\"]"));
            foreach (var one in listed.EnumerateArray())
            {
                if (!Uri.TryCreate(one.ValueKind == JsonValueKind.String ? one.GetString() : null, UriKind.Absolute, out var server) || !Addresses.IsSafe(server)) return (null, Wrong(file, $"{path}.fhirServers", $"'{one}' is no https address", "write it like https://ehr.example.org/fhir"));
                servers.Add(server);
            }
        }
        return (new TrustedClient(Text(row, "name") ?? issuer, issuer, at, pinned, servers), null);
    }

    private static string? Beside(string file, string? name)
    {
        try
        {
            return name is null ? null : File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;

    private static Problem Wrong(string file, string path, string what, string remedy) => new("UNC451", $"{file} {path}", what, remedy);
}
