using System.Net;
using Microsoft.IdentityModel.Tokens;
using Uncramp.Web.CdsHooks;
using Uncramp.Web.Tests.Accounts;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>On a server that others reach, only software that proves who it is may call.</summary>
public sealed class ClientTokenTests
{
    private const string Path = "/cds-services/cramps-patient-view";

    [Fact]
    public async Task Without_a_list_of_clients_nobody_may_call_and_everybody_may_see_what_there_is()
    {
        await using var home = await Accounts.Home.Open();
        using var client = new HttpClient { BaseAddress = new Uri(home.Url) };
        var (status, body, response) = await Calls.Send(client, Path, Calls.Whole());
        (status, response.Headers.WwwAuthenticate.Single().Scheme).ShouldBe((HttpStatusCode.Unauthorized, "Bearer"));
        Calls.Why(body).ShouldContain("trusts no client");
        (await Calls.Send(client, $"{Path}/feedback", "{}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync("/cds-services", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("jku")]
    [InlineData("jwksFile")]
    public async Task A_trusted_client_is_let_in_with_either_algorithm_and_wherever_its_keys_are(string keys)
    {
        await using var trust = await Trust.Open(keys);
        (await trust.Call(trust.Jwt())).Status.ShouldBe(HttpStatusCode.OK);
        (await trust.Call(trust.Jwt("RS384"))).Status.ShouldBe(HttpStatusCode.OK);
        (await trust.Call(trust.Clinic.Jwt($"{trust.Url}{Path}", claims: claims => claims["aud"] = new[] { "https://elsewhere.example.org", $"{trust.Url}{Path}" }))).Status.ShouldBe(HttpStatusCode.OK);
        if (keys == "jku") trust.Clinic.Seen.Count(request => request.Path == "/jwks.json").ShouldBe(1, "keys are fetched once, not for each call");
    }

    [Fact]
    public async Task A_token_counts_once()
    {
        await using var trust = await Trust.Open();
        var token = trust.Jwt();
        (await trust.Call(token)).Status.ShouldBe(HttpStatusCode.OK);
        var (status, body) = await trust.Call(token);
        (status, Calls.Why(body)).ShouldBe((HttpStatusCode.Unauthorized, "This token was used before"));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_token_is_401_with_a_reason()
    {
        await using var trust = await Trust.Open();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var good = trust.Jwt();
        var stolen = new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(trust.Clinic.Jwks())), "HS384");
        using var strange = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        var none = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"ec"}""")}.{good.Split('.')[1]}.";
        foreach (var (token, why) in new (string?, string)[]
        {
            (null, "no bearer token"),
            ("x", "no JWT"),
            ("a.b.c", "no JWT"),
            (none, "'none'"),
            (trust.Clinic.Jwt($"{trust.Url}{Path}", by: stolen), "'HS384'"),
            (trust.Clinic.Jwt($"{trust.Url}{Path}", "ES384", by: new SigningCredentials(new ECDsaSecurityKey(strange) { KeyId = "ec" }, "ES384")), "signature"),
            (good[..^4] + "AAAA", "signature"),
            (trust.With(claims => claims["exp"] = now - 600), "expired"),
            (trust.With(claims => claims.Remove("exp")), "expired"),
            (trust.With(claims => claims["exp"] = now + 86400), "longer than an hour"),
            (trust.With(claims => claims["nbf"] = now + 600), "expired"),
            (trust.With(claims => claims["iat"] = now + 600), "issued"),
            (trust.With(claims => claims.Remove("iat")), "issued"),
            (trust.With(claims => claims.Remove("jti")), "no id"),
            (trust.With(claims => claims["iss"] = "https://evil.example.org"), "issuer"),
            (trust.With(claims => claims["aud"] = $"{trust.Url}/cds-services"), "another address"),
            (trust.With(claims => claims["aud"] = "https://elsewhere.example.org/cds-services/cramps-patient-view"), "another address"),
            (trust.With(claims => claims.Remove("aud")), "another address"),
            (trust.Clinic.Jwt($"{trust.Url}{Path}", header: header => header["jku"] = "https://evil.example.org/jwks.json"), "jku"),
            (trust.Clinic.Jwt($"{trust.Url}{Path}", by: new SigningCredentials(new ECDsaSecurityKey(strange) { KeyId = "other" }, "ES384")), "no such key"),
            (trust.Clinic.Jwt($"{trust.Url}{Path}", by: new SigningCredentials(new ECDsaSecurityKey(strange) { KeyId = "oct" }, "ES384")), "no such key"),
        })
        {
            var (status, body) = await trust.Call(token);
            status.ShouldBe(HttpStatusCode.Unauthorized, why);
            Calls.Why(body).ShouldContain(why);
        }
    }

    [Fact]
    public async Task Only_the_servers_that_are_listed_for_a_client_are_read_and_they_may_stand_in_the_house()
    {
        await using var trust = await Trust.Open();
        await using var other = await Clinic.Open();
        (await trust.Call(trust.Jwt(), Calls.Lending(trust.Clinic.Fhir))).Status.ShouldBe(HttpStatusCode.OK);
        var (status, body) = await trust.Call(trust.Jwt(), Calls.Lending(other.Fhir));
        (status, other.Seen.Count).ShouldBe((HttpStatusCode.PreconditionFailed, 0));
        Calls.Why(body).ShouldContain("not listed");
        (await trust.Call(trust.Jwt(), Calls.Lending($"{trust.Clinic.Url}/fhirs"))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("{", "valid JSON")]
    [InlineData("{}", "no list of clients")]
    [InlineData("""{"clients":[]}""", "no list of clients")]
    [InlineData("""{"clients":[{"jku":"https://a.example.org"}]}""", "issuer")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org"}]}""", "which keys")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jku":"http://a.example.org/k"}]}""", "https")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jku":"https://a.example.org/k","jwks":{"keys":[]}}]}""", "Two places")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jwks":{"keys":[]}}]}""", "no public key")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jwks":{"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]}}]}""", "no public key")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jwksFile":"nowhere.json"}]}""", "cannot be read")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jku":"https://a.example.org/k","fhirServers":["http://b.example.org"]}]}""", "https")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jku":"https://a.example.org/k","secret":"x"}]}""", "not known")]
    [InlineData("""{"clients":[{"iss":"https://a.example.org","jku":"https://a.example.org/k"},{"iss":"https://a.example.org","jku":"https://a.example.org/k"}]}""", "twice")]
    public void A_list_of_clients_that_is_not_sound_is_refused_with_its_place(string text, string why)
    {
        var file = System.IO.Path.GetTempFileName();
        File.WriteAllText(file, text);
        var (options, problem) = ServeOptions.Parse(["--cds-clients", file], null);
        File.Delete(file);
        options.ShouldBeNull();
        problem!.Place.ShouldStartWith(file);
        problem.What.ShouldContain(why);
    }

    /// <summary>A server that trusts one clinic.</summary>
    private sealed class Trust : IAsyncDisposable
    {
        private readonly HttpClient client = new();
        private Accounts.Home home = null!;

        public Clinic Clinic { get; private set; } = null!;

        public string Url => home.Url;

        public static async Task<Trust> Open(string keys = "jwks")
        {
            var trust = new Trust { Clinic = await Clinic.Open() };
            var folder = Directory.CreateTempSubdirectory("uncramp-clients-").FullName;
            File.WriteAllText(System.IO.Path.Combine(folder, "keys.json"), trust.Clinic.Jwks());
            var where = keys switch { "jku" => $"\"{trust.Clinic.Url}/jwks.json\"", "jwksFile" => "\"keys.json\"", _ => trust.Clinic.Jwks() };
            var file = System.IO.Path.Combine(folder, "clients.json");
            File.WriteAllText(file, $$"""{"clients":[{"iss":"https://ehr.example.org","{{keys}}":{{where}},"fhirServers":["{{trust.Clinic.Fhir}}"]}]}""");
            var (clients, problem) = TrustedClients.Read(file);
            problem.ShouldBeNull();
            Directory.Delete(folder, recursive: true);
            trust.home = await Accounts.Home.Open(with: options => options with { CdsClients = clients });
            return trust;
        }

        public string Jwt(string algorithm = "ES384") => Clinic.Jwt($"{Url}{Path}", algorithm);

        public string With(Action<Dictionary<string, object>> claims) => Clinic.Jwt($"{Url}{Path}", claims: claims);

        public async Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> Call(string? token, string? call = null)
        {
            var (status, body, _) = await Calls.Send(client, $"{Url}{Path}", call ?? Calls.Whole(), token);
            return (status, body);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await home.DisposeAsync();
            await Clinic.DisposeAsync();
        }
    }
}
