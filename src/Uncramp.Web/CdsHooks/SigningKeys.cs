using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;
using Uncramp.Web.Outside;

namespace Uncramp.Web.CdsHooks;

/// <summary>The public keys of clients: pinned, or fetched from the one address that the list of clients names.</summary>
internal sealed class SigningKeys(OutsideHttp http, TimeProvider clock)
{
    private const int MostBytes = 100_000;
    private static readonly TimeSpan fresh = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan within = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Uri, (IReadOnlyList<JsonWebKey> Keys, DateTimeOffset At)> fetched = new();

    /// <summary>The keys of a JWK Set that can check a signature: public ones with a kid. A shared secret is none.</summary>
    public static IReadOnlyList<JsonWebKey> Of(string text)
    {
        try
        {
            return [.. new JsonWebKeySet(text).Keys.Where(key => key is { Kty: "EC" or "RSA", Kid.Length: > 0, Use: null or "" or "sig" })];
        }
        catch (Exception error) when (error is ArgumentException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The client's key of that id; null when it has none.</summary>
    public async Task<JsonWebKey?> Find(TrustedClient client, string kid, CancellationToken cancel)
    {
        if (client.KeysAt is not { } at) return client.Pinned.FirstOrDefault(key => key.Kid == kid);
        var now = clock.GetUtcNow();
        var known = fetched.GetValueOrDefault(at);
        // An unknown key may be a new one, but nobody makes us ask again and again.
        var found = known.Keys?.FirstOrDefault(key => key.Kid == kid);
        if (known.Keys is not null && now - known.At < (found is null ? patience : fresh)) return found;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        using var request = new HttpRequestMessage(HttpMethod.Get, at);
        var (body, _) = await http.Send(request, Reach.Listed, MostBytes, limit.Token);
        // Keys that could not be had again stay good for a while: a client's key server may rest for a minute.
        var keys = body is null ? known.Keys ?? [] : Of(System.Text.Encoding.UTF8.GetString(body));
        fetched[at] = (keys, now);
        return keys.FirstOrDefault(key => key.Kid == kid);
    }
}
