using System.Text.Json;
using Uncramp.Web.Outside;

namespace Uncramp.Web.Smart;

/// <summary>Where a FHIR server lets clinicians in (SMART App Launch 2.2, "Conformance").</summary>
/// <param name="Authorize">Where the clinician agrees.</param>
/// <param name="Token">Where a code becomes a token.</param>
/// <param name="SecondVersion">Whether scopes are written as <c>.rs</c> or, as before, <c>.read</c>.</param>
internal sealed record SmartEndpoints(Uri Authorize, Uri Token, bool SecondVersion);

/// <summary>A token that was lent for one patient.</summary>
internal sealed record SmartToken(string Access, string Patient, TimeSpan Lasts);

/// <summary>Talks to the authorization server of an issuer.</summary>
internal sealed class SmartServer(OutsideHttp http)
{
    private const int MostBytes = 200_000;
    private static readonly TimeSpan within = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    /// <summary>Reads <c>.well-known/smart-configuration</c>; null with the reason when it cannot be used.</summary>
    public async Task<(SmartEndpoints? Endpoints, string? Why)> Discover(SmartIssuer issuer, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{issuer.Url.AbsoluteUri.TrimEnd('/')}/.well-known/smart-configuration");
        request.Headers.Accept.ParseAdd("application/json");
        var (body, why) = await Send(request, cancel);
        using var json = Parse(body);
        if (json is null) return (null, why ?? "its configuration cannot be read");
        if (Url(json, "authorization_endpoint") is not { } authorize || Url(json, "token_endpoint") is not { } token) return (null, "its configuration names no safe address to sign in at");
        // Without it a stolen code would be as good as a token.
        if (!Names(json, "code_challenge_methods_supported").Contains("S256")) return (null, "it does not support PKCE with S256");
        return (new SmartEndpoints(authorize, token, Names(json, "capabilities").Contains("permission-v2")), null);
    }

    /// <summary>A code becomes a token.</summary>
    public async Task<(SmartToken? Token, string? Why)> Exchange(SmartEndpoints endpoints, SmartIssuer issuer, string code, string verifier, Uri back, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Token)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", back.AbsoluteUri), new("client_id", issuer.ClientId), new("code_verifier", verifier)]),
        };
        request.Headers.Accept.ParseAdd("application/json");
        var (body, why) = await Send(request, cancel);
        using var json = Parse(body);
        if (json is null) return (null, why ?? "its answer cannot be read");
        if (Text(json, "access_token") is not { } access || !string.Equals(Text(json, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase) || access.Any(letter => letter is <= ' ' or > '~')) return (null, "it gave no bearer token");
        if (Text(json, "patient") is not { } patient) return (null, "it names no patient");
        var lasts = json.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetDouble(out var number) && number is > 0 and < 3600 ? TimeSpan.FromSeconds(number) : hour;
        return (new SmartToken(access, patient[(patient.LastIndexOf('/') + 1)..], lasts), null);
    }

    private async Task<(byte[]? Body, string? Why)> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        return await http.Send(request, Reach.Listed, MostBytes, limit.Token);
    }

    private static JsonDocument? Parse(byte[]? body)
    {
        try
        {
            // Written anew, so that what is no text is found here and not where it is used.
            var json = body is null ? null : JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(body)));
            if (json?.RootElement.ValueKind == JsonValueKind.Object) return json;
            json?.Dispose();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // said by the caller
        }
        return null;
    }

    private static string? Text(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;

    private static Uri? Url(JsonDocument json, string name) => Uri.TryCreate(Text(json, name), UriKind.Absolute, out var url) && Addresses.IsSafe(url) ? url : null;

    private static List<string> Names(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];
}
