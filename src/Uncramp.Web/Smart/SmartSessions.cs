using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Uncramp.Fhir.CdsHooks;

namespace Uncramp.Web.Smart;

/// <summary>One launch: one browser, one server, one patient.</summary>
internal sealed class SmartSession(string browser, SmartIssuer issuer, SmartEndpoints endpoints, Uri back, DateTimeOffset until)
{
    /// <summary>What comes back with the code, and fits this launch alone.</summary>
    public string State { get; } = SmartSessions.Secret();

    /// <summary>The last part of the page's address, so that two patients in two tabs stay two.</summary>
    public string Key { get; } = SmartSessions.Secret();

    /// <summary>What PKCE proves (RFC 7636): whoever began is who ends.</summary>
    public string Verifier { get; } = SmartSessions.Secret();

    /// <summary>Its hash, which travels openly.</summary>
    public string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public string Browser => browser;
    public SmartIssuer Issuer => issuer;
    public SmartEndpoints Endpoints => endpoints;

    /// <summary>Where the code comes back to.</summary>
    public Uri Back => back;

    public DateTimeOffset Until { get; set; } = until;

    /// <summary>The way to the record; null before the clinician agreed.</summary>
    public FhirAccess? Access { get; set; }

    /// <summary>The patient; empty before.</summary>
    public string Patient { get; set; } = "";
}

/// <summary>Launches that are going on, in memory alone: they end with the program, and nothing of them is written anywhere.</summary>
internal sealed class SmartSessions(TimeProvider clock)
{
    /// <summary>The cookie that tells browsers apart. It opens nothing without a session of ours.</summary>
    private const string Cookie = "uncramp-clinic";
    private const int Most = 5000;
    private static readonly TimeSpan toAgree = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, SmartSession> all = new(StringComparer.Ordinal);

    /// <summary>256 bits by chance.</summary>
    public static string Secret() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>Begins a launch for the browser that calls; null when there are too many.</summary>
    public SmartSession? Begin(HttpContext http, SmartIssuer issuer, SmartEndpoints endpoints, Uri back)
    {
        Sweep();
        if (all.Count >= Most) return null;
        var browser = http.Request.Cookies[Cookie] is { Length: 43 } known ? known : Secret();
        http.Response.Cookies.Append(Cookie, browser, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = $"{http.Request.PathBase}/smart", IsEssential = true });
        var session = new SmartSession(browser, issuer, endpoints, back, clock.GetUtcNow() + toAgree);
        all[session.Key] = session;
        return session;
    }

    /// <summary>The launch that a code comes back to. It is found once: the same answer a second time finds nothing.</summary>
    public SmartSession? Return(HttpContext http, string? state) => all.Values.FirstOrDefault(session => session.Access is null && IsFor(session, http) && Same(session.State, state)) is { } found && all.TryRemove(found.Key, out _) ? found : null;

    /// <summary>From now on its page can be opened, as long as the token lasts.</summary>
    public void Open(SmartSession session, SmartToken token)
    {
        (session.Access, session.Patient, session.Until) = (new FhirAccess(session.Issuer.Url, token.Access), token.Patient, clock.GetUtcNow() + token.Lasts);
        all[session.Key] = session;
    }

    /// <summary>The open session of that key in this browser; null: there is none, or it is over.</summary>
    public SmartSession? Find(HttpContext http, string key) => all.TryGetValue(key, out var session) && session.Access is not null && IsFor(session, http) ? session : null;

    public void End(SmartSession session) => all.TryRemove(session.Key, out _);

    private bool IsFor(SmartSession session, HttpContext http) => session.Until > clock.GetUtcNow() && Same(session.Browser, http.Request.Cookies[Cookie]);

    private void Sweep()
    {
        foreach (var (key, session) in all)
            if (session.Until <= clock.GetUtcNow()) all.TryRemove(key, out _);
    }

    private static bool Same(string secret, string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(given));
}
