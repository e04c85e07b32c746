using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Uncramp.Web.CdsHooks;

/// <summary>Who calls: the JWT of a trusted client (CDS Hooks 2.0, "Trusting CDS Clients").</summary>
/// <param name="clients">Who may; empty: nobody is known.</param>
/// <param name="open">Whether calls without a token are let in: on a machine that serves itself alone.</param>
/// <param name="keys">Their keys.</param>
/// <param name="clock">The time.</param>
internal sealed class ClientCheck(IReadOnlyList<TrustedClient> clients, bool open, SigningKeys keys, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MostBytes = 16_000;
    private const int MostRemembered = 200_000;
    private static readonly TimeSpan skew = TimeSpan.FromMinutes(1);

    // A token that lives long can be stolen for long, and its id must be remembered as long.
    private static readonly TimeSpan longest = TimeSpan.FromHours(1);

    // Neither "none" nor anything symmetric: a shared secret names nobody.
    private static readonly string[] algorithms = [SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha384];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MostBytes };
    private readonly ConcurrentDictionary<(string Issuer, string Id), DateTimeOffset> used = new();

    /// <summary>Who calls, or why not; neither when nobody need say.</summary>
    public async Task<(TrustedClient? Client, Problem? Problem)> Check(HttpRequest request, string audience, CancellationToken cancel)
    {
        if (clients.Count == 0) return (null, open ? null : Wrong("This server trusts no client yet", "start it with --cds-clients FILE; see docs/cds-hooks.md"));
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return (null, Wrong("There is no bearer token", "send 'Authorization: Bearer' and a JWT signed with your key"));
        var text = header[Scheme.Length..].Trim();
        if (text.Length > MostBytes || !handler.CanReadToken(text)) return (null, Wrong("The token is no JWT", "send header, payload and signature, parted by dots"));
        JsonWebToken token;
        try
        {
            token = handler.ReadJsonWebToken(text);
        }
        catch (Exception error) when (error is ArgumentException or SecurityTokenException)
        {
            return (null, Wrong("The token is no JWT", "send header, payload and signature, parted by dots"));
        }
        if (!algorithms.Contains(token.Alg)) return (null, Wrong($"A token signed with '{token.Alg}' proves nothing here", "sign with ES384 or RS384"));
        if (clients.FirstOrDefault(one => one.Issuer == token.Issuer) is not { } client) return (null, Wrong("The issuer is not trusted here", "ask whoever runs this server to list your 'iss'"));
        if (token.TryGetHeaderValue<string>("jku", out var jku) && jku != client.KeysAt?.OriginalString) return (null, Wrong("The token's jku is not the address that is listed for its issuer", "use the listed one, or leave it out"));
        if (string.IsNullOrEmpty(token.Kid)) return (null, Wrong("The token names no key", "put its 'kid' into the header"));
        if (await keys.Find(client, token.Kid, cancel) is not { } key) return (null, Wrong("The issuer has no such key", "check 'kid', and that your key set holds it"));
        var now = clock.GetUtcNow();
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = algorithms,
            IssuerSigningKey = key,
            ValidIssuer = client.Issuer,
            AudienceValidator = (audiences, _, _) => audiences.Any(one => one.TrimEnd('/') == audience),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => until is { } end && end + skew > now.UtcDateTime && !(from - skew > now.UtcDateTime),
        });
        if (!result.IsValid) return (null, Explain(result.Exception, audience));
        if (!token.TryGetPayloadValue<long>("iat", out var issued) || DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(issued, 0, 253402300799)) > now + skew) return (null, Wrong("The token does not say when it was issued, or says a time to come", "set 'iat' to the time now"));
        if (token.ValidTo > (now + longest + skew).UtcDateTime) return (null, Wrong("The token lives longer than an hour", "make one for each call that expires within five minutes"));
        if (string.IsNullOrEmpty(token.Id)) return (null, Wrong("The token has no id", "put a 'jti' into it that is never used again"));
        return Remember(client.Issuer, token.Id, token.ValidTo, now) ? (client, null) : (null, Wrong("This token was used before", "make a new one for each call"));
    }

    private bool Remember(string issuer, string id, DateTime until, DateTimeOffset now)
    {
        if (used.Count >= MostRemembered)
            foreach (var (key, end) in used)
                if (end < now) used.TryRemove(key, out _);
        return used.Count < MostRemembered && used.TryAdd((issuer, id), new DateTimeOffset(until, TimeSpan.Zero) + skew);
    }

    private static Problem Explain(Exception? error, string audience) => error switch
    {
        SecurityTokenInvalidAudienceException => Wrong("The token is meant for another address", $"set 'aud' to {audience}"),
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException or SecurityTokenNotYetValidException => Wrong("The token has expired, or does not say when it does", "make one for each call, with 'exp' within five minutes"),
        _ => Wrong("The signature does not fit", "sign with the private key that belongs to 'kid'"),
    };

    private static Problem Wrong(string what, string remedy) => new("UNC452", "Authorization", what, remedy);
}
