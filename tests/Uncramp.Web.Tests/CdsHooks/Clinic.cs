using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>A small clinic on a real port: a FHIR server that pages, its SMART authorization server, and keys to sign with.</summary>
internal sealed class Clinic : IAsyncDisposable
{
    public const string Token = "lent-token-rhubarb";
    private readonly ConcurrentDictionary<string, (string Challenge, string Back, string Client)> codes = new();
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly RSA rsa = RSA.Create(3072);
    private WebApplication app = null!;

    public string Url { get; private set; } = "";

    public string Fhir => $"{Url}/fhir";

    /// <summary>Every request: method, path with query, and the bearer token.</summary>
    public ConcurrentQueue<(string Method, string Path, string Token)> Seen { get; } = new();

    /// <summary>The record, as resources.</summary>
    public List<string> Record { get; } =
    [
        """{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"R25.2"}],"text":"Leg cramps"}}""",
        """{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"Hydrochlorothiazide 25 mg"}}""",
        """{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"salmeterol inhaler"}}""",
    ];

    /// <summary>What a search answers with in place of what is there; by type.</summary>
    public Dictionary<string, Func<HttpContext, IResult>> Instead { get; } = [];

    /// <summary>What the configuration says of PKCE.</summary>
    public string[] Challenges { get; set; } = ["S256"];

    /// <summary>Changes the answer of the token endpoint.</summary>
    public Action<JsonObject>? AtToken { get; set; }

    public static async Task<Clinic> Open()
    {
        var clinic = new Clinic();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        clinic.app = builder.Build();
        clinic.app.Use(async (http, next) =>
        {
            clinic.Seen.Enqueue((http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Request.Headers.Authorization.ToString()));
            await next(http);
        });
        clinic.Map();
        await clinic.app.StartAsync();
        clinic.Url = clinic.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return clinic;
    }

    /// <summary>The public keys.</summary>
    public string Jwks()
    {
        var (ec, key) = (curve.ExportParameters(false), rsa.ExportParameters(false));
        string Url(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
        return $$"""{"keys":[{"kty":"EC","crv":"P-384","kid":"ec","use":"sig","x":"{{Url(ec.Q.X!)}}","y":"{{Url(ec.Q.Y!)}}"},{"kty":"RSA","kid":"rsa","use":"sig","n":"{{Url(key.Modulus!)}}","e":"{{Url(key.Exponent!)}}"},{"kty":"oct","kid":"oct","k":"{{Url(new byte[64])}}"}]}""";
    }

    /// <summary>A token as the specification wants it, then changed.</summary>
    public string Jwt(string audience, string algorithm = "ES384", Action<Dictionary<string, object>>? claims = null, Action<Dictionary<string, object>>? header = null, SigningCredentials? by = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var payload = new Dictionary<string, object> { ["iss"] = "https://ehr.example.org", ["aud"] = audience, ["iat"] = now, ["exp"] = now + 300, ["jti"] = Guid.NewGuid().ToString() };
        claims?.Invoke(payload);
        var kid = algorithm.StartsWith('R') ? "rsa" : "ec";
        var head = new Dictionary<string, object>();
        header?.Invoke(head);
        var credentials = by ?? new SigningCredentials(kid == "ec" ? new ECDsaSecurityKey(curve) { KeyId = kid } : new RsaSecurityKey(rsa) { KeyId = kid }, algorithm);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonObjectOf(payload), credentials, head);
    }

    private static string JsonObjectOf(Dictionary<string, object> values) => System.Text.Json.JsonSerializer.Serialize(values);

    private void Map()
    {
        app.MapGet("/jwks.json", () => Results.Text(Jwks(), "application/json"));
        app.MapGet("/fhir/.well-known/smart-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["authorization_endpoint"] = $"{Url}/auth/authorize",
            ["token_endpoint"] = $"{Url}/auth/token",
            ["code_challenge_methods_supported"] = Challenges,
            ["capabilities"] = new[] { "launch-ehr", "launch-standalone", "client-public", "permission-v2" },
        }));
        // The clinician agrees at once.
        app.MapGet("/auth/authorize", (HttpRequest request) =>
        {
            var query = request.Query;
            if (query["response_type"] != "code" || query["client_id"] != "uncramp" || query["aud"] != Fhir || query["code_challenge_method"] != "S256" || query["state"].ToString().Length < 20) return Results.BadRequest("no launch");
            if (query["scope"].ToString().Split(' ').Any(scope => !scope.StartsWith("patient/", StringComparison.Ordinal) && scope is not ("launch" or "launch/patient") || scope.Contains(".c", StringComparison.Ordinal) || scope.Contains('*', StringComparison.Ordinal))) return Results.BadRequest("more than is needed");
            var code = Guid.NewGuid().ToString("N");
            codes[code] = (query["code_challenge"]!, query["redirect_uri"]!, query["client_id"]!);
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
        });
        app.MapPost("/auth/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (!codes.TryRemove(form["code"].ToString(), out var known) || known != (challenge, form["redirect_uri"].ToString(), form["client_id"].ToString()) || form["grant_type"] != "authorization_code" || form.ContainsKey("client_secret"))
                return Results.BadRequest(new { error = "invalid_grant" });
            var answer = new JsonObject { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = 900, ["scope"] = "patient/Patient.rs", ["patient"] = "ada" };
            AtToken?.Invoke(answer);
            return Results.Text(answer.ToJsonString(), "application/json");
        });
        app.MapGet("/fhir/{type}/{id}", (HttpContext http, string type, string id) => Guarded(http, type, () => id == "ada" ? Fhirs("""{"resourceType":"Patient","id":"ada","name":[{"family":"Rhubarb"}],"gender":"female","birthDate":"1952-03-04"}""") : Results.NotFound()));
        app.MapGet("/fhir/{type}", (HttpContext http, string type, int? page) => Guarded(http, type, () =>
        {
            var found = Record.Where(resource => resource.Contains($"\"resourceType\":\"{type}\"", StringComparison.Ordinal)).ToList();
            var at = page ?? 0;
            var next = at + 1 < found.Count ? $$""","link":[{"relation":"next","url":"{{Fhir}}/{{type}}?patient=ada&page={{at + 1}}"}]""" : "";
            return Fhirs($$"""{"resourceType":"Bundle","type":"searchset"{{next}},"entry":[{{(at < found.Count ? $"{{\"resource\":{found[at]}}}" : "")}}]}""");
        }));
        app.MapFallback(() => Results.NotFound());
    }

    private IResult Guarded(HttpContext http, string type, Func<IResult> answer) =>
        http.Request.Headers.Authorization != $"Bearer {Token}" ? Results.Unauthorized() : Instead.TryGetValue(type, out var instead) ? instead(http) : answer();

    public static IResult Fhirs(string json) => Results.Text(json, "application/fhir+json");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        curve.Dispose();
        rsa.Dispose();
    }
}
