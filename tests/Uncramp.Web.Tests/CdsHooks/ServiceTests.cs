using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>The services over HTTP, on a machine that serves itself alone.</summary>
public sealed class ServiceTests(RunningApp app)
{
    private const string Path = "/cds-services/cramps-patient-view";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Discovery_lists_services_that_can_be_called()
    {
        using var json = JsonDocument.Parse(await app.Client.GetStringAsync("/cds-services", Stop));
        foreach (var service in json.RootElement.GetProperty("services").EnumerateArray())
        {
            var (status, body, _) = await Calls.Send(app.Client, $"/cds-services/{service.GetProperty("id").GetString()}", "{}");
            status.ShouldBe(HttpStatusCode.BadRequest, body.ToString());
        }
    }

    [Fact]
    public async Task Somebody_with_nothing_to_speak_of_gets_no_card()
    {
        var (status, body, response) = await Calls.Send(app.Client, Path, Calls.Whole());
        (status, body.GetRawText()).ShouldBe((HttpStatusCode.OK, """{"cards":[]}"""));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Links_lead_to_pages_of_this_server()
    {
        var cramps = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"code":{"text":"leg cramps"}}}]}""";
        var thiazide = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"indapamide"}}}]}""";
        var (_, body, _) = await Calls.Send(app.Client, Path, Calls.Whole(cramps, thiazide));
        var card = body.GetProperty("cards")[0];
        foreach (var url in card.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString()).Append(card.GetProperty("source").GetProperty("url").GetString()))
        {
            url!.ShouldStartWith(app.Url);
            (await app.Client.GetAsync(url, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK, url);
        }
    }

    [Theory]
    [InlineData("/cds-services/nothing")]
    [InlineData("/cds-services/nothing/feedback")]
    public async Task An_unknown_service_is_404_and_says_which_there_are(string path)
    {
        var (status, body, _) = await Calls.Send(app.Client, path, Calls.Whole());
        status.ShouldBe(HttpStatusCode.NotFound);
        body.GetProperty("detail").GetString()!.ShouldContain("cramps-patient-view");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData(",")]
    [InlineData("\0")]
    public async Task Anything_behind_the_JSON_value_is_400(string after) => (await Calls.Send(app.Client, Path, Calls.Whole() + after)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_call_at_the_wrong_service_is_400_and_names_the_hook()
    {
        var (status, body, _) = await Calls.Send(app.Client, "/cds-services/cramps-order-sign", Calls.Whole());
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$.hook");
    }

    [Fact]
    public async Task What_is_missing_and_cannot_be_fetched_is_412_and_named()
    {
        var (status, body, _) = await Calls.Send(app.Client, Path, """{"hook":"patient-view","hookInstance":"a","context":{"userId":"Practitioner/1","patientId":"ada"},"prefetch":{"patient":{"resourceType":"Patient","id":"ada"},"conditions":{"resourceType":"OperationOutcome"}}}""");
        status.ShouldBe(HttpStatusCode.PreconditionFailed);
        body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["$.prefetch.conditions", "$.prefetch.medicationRequests", "$.prefetch.results"]);
    }

    [Fact]
    public async Task A_search_that_found_nothing_may_be_null_but_not_the_patient()
    {
        string Call(string patient) => $$"""{"hook":"patient-view","hookInstance":"a","context":{"userId":"Practitioner/1","patientId":"ada"},"prefetch":{"patient":{{patient}},"conditions":null,"medicationRequests":null,"medicationStatements":null,"results":null} }""";
        (await Calls.Send(app.Client, Path, Call("""{"resourceType":"Patient","id":"ada"}"""))).Status.ShouldBe(HttpStatusCode.OK);
        (await Calls.Send(app.Client, Path, Call("null"))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_call_may_be_packed_and_what_bursts_is_refused()
    {
        byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
            return packed.ToArray();
        }
        async Task<HttpStatusCode> Send(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };
            return (await app.Client.PostAsync(Path, content, Stop)).StatusCode;
        }
        (await Send(Pack(Encoding.UTF8.GetBytes(Calls.Whole())))).ShouldBe(HttpStatusCode.OK);
        (await Send(Pack(new byte[64_000_000]))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_client_in_a_browser_may_ask_from_elsewhere_and_brings_no_cookie()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Path);
        preflight.Headers.Add("Origin", "https://sandbox.example.org");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var allowed = await app.Client.SendAsync(preflight, Stop);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").Single().ShouldBe("*");
        allowed.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ToLowerInvariant().ShouldContain("authorization");
        allowed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        var (status, _, response) = await Calls.Send(app.Client, Path, Calls.Whole(), origin: "https://sandbox.example.org");
        status.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Access-Control-Allow-Origin").Single().ShouldBe("*");
        using var other = new HttpRequestMessage(HttpMethod.Options, "/api/export") { Headers = { { "Origin", "https://sandbox.example.org" }, { "Access-Control-Request-Method", "GET" } } };
        (await app.Client.SendAsync(other, Stop)).Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse("the diary is nobody else's");
    }

    [Fact]
    public async Task Every_example_that_others_wrote_is_answered_or_refused_with_a_reason()
    {
        var root = Environment.GetEnvironmentVariable("UNCRAMP_CORPUS");
        Assert.SkipUnless(root is { Length: > 0 } && Directory.Exists(System.IO.Path.Combine(root, "cdshooks")), "UNCRAMP_CORPUS names no folder of calls");
        var files = Directory.GetFiles(System.IO.Path.Combine(root, "cdshooks"), "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(100);
        foreach (var file in files)
            foreach (var path in new[] { Path, "/cds-services/cramps-order-select", "/cds-services/cramps-order-sign", $"{Path}/feedback" })
            {
                var began = DateTime.UtcNow;
                var (status, body, _) = await Calls.Send(app.Client, path, await File.ReadAllTextAsync(file, Stop));
                status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.PreconditionFailed], $"{file} → {path}: {body}");
                if (status != HttpStatusCode.OK) Calls.Why(body).ShouldNotBeNullOrWhiteSpace(file);
                (DateTime.UtcNow - began).TotalSeconds.ShouldBeLessThan(10, $"{file} → {path}");
            }
    }
}
