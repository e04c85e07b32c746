using System.Net;
using System.Text;
using System.Text.Json;

namespace Uncramp.Web.Tests;

public sealed class HttpTests(RunningApp app)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/tonight")]
    [InlineData("/library")]
    [InlineData("/evidence")]
    [InlineData("/healthz")]
    [InlineData("/app.css")]
    [InlineData("/no/such-page")]
    [InlineData("/medicine-names.json")]
    public async Task Every_response_has_a_strict_policy_and_no_cookie(string path)
    {
        using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_case_comes_back_as_an_assessment()
    {
        using var response = await Post("""{"person":{"age":71},"medicines":["indapamide"]}""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var json = JsonDocument.Parse(await Body(response));
        json.RootElement.GetProperty("contributors").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ShouldContain("medicine/thiazide");
    }

    [Theory]
    [InlineData("""{"person":{"age":400}}""", "$.person.age")]
    [InlineData("""{"person":{"agee":40}}""", "$.person.agee")]
    [InlineData("""{"labs":[{"name":"potassium","value":40,"unit":"mmol/L"}]}""", "$.labs[0].value")]
    [InlineData("""{"labs":[{"name":"potassium","value":4,"unit":"kg"}]}""", "$.labs[0].unit")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("", "$")]
    [InlineData("""{"resourceType":"Bundle"}""", "Bundle")]
    public async Task What_is_wrong_comes_back_as_problem_details(string body, string path)
    {
        using var response = await Post(body);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var json = JsonDocument.Parse(await Body(response));
        json.RootElement.GetProperty("status").GetInt32().ShouldBe(400);
        var error = json.RootElement.GetProperty("errors")[0];
        error.GetProperty("path").GetString().ShouldBe(path);
        error.GetProperty("what").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
        (await Body(response)).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var response = await Post("""{"person":{"age":400},"cramps":{"severity":12},"x":1}""");
        using var json = JsonDocument.Parse(await Body(response));
        json.RootElement.GetProperty("errors").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Too_much_is_413_and_not_JSON_is_415()
    {
        using var large = await Post($$"""{"symptoms":["{{new string('x', 1_100_000)}}"]}""");
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var text = await app.Client.PostAsync("/api/assess", new StringContent("{}", Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);
        text.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        text.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_FHIR_record_is_assessed_and_what_could_not_be_read_is_said()
    {
        const string Record = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationRequest","status":"active","medicationCodeableConcept":{"text":"indapamide"},"authoredOn":7}}]}""";
        using var response = await app.Client.PostAsync("/api/assess", new StringContent(Record, Encoding.UTF8, "application/fhir+json"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var json = JsonDocument.Parse(await Body(response));
        json.RootElement.GetProperty("medicines")[0].GetProperty("ingredient").GetString().ShouldBe("indapamide");
        json.RootElement.GetProperty("record").GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe("Bundle.entry[0].resource.authoredOn");
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_refused_with_a_path()
    {
        using var response = await Post("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationOrder"}}]}""");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var json = JsonDocument.Parse(await Body(response));
        json.RootElement.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("Bundle.entry[0].resource");
        using var named = new StringContent("{}", Encoding.UTF8);
        named.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/fhir+json; fhirVersion=5.0");
        using var other = await app.Client.PostAsync("/api/assess", named, TestContext.Current.CancellationToken);
        other.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await Body(other)).ShouldContain("FHIR 5.0");
    }

    [Fact]
    public async Task Gzip_is_read_and_a_bomb_is_refused_before_it_is_unpacked()
    {
        using var small = await Post(Gzip("""{"medicines":["indapamide"]}"""u8.ToArray()));
        small.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var bomb = await Post(Gzip(new byte[200_000_000]));
        bomb.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var broken = await Post([1, 2, 3]);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Body(broken)).ShouldContain("gzip");

        async Task<HttpResponseMessage> Post(byte[] packed)
        {
            using var content = new ByteArrayContent(packed);
            content.Headers.ContentType = new("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            return await app.Client.PostAsync("/api/assess", content, TestContext.Current.CancellationToken);
        }

        static byte[] Gzip(byte[] plain)
        {
            using var packed = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(plain);
            return packed.ToArray();
        }
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        using var response = await Post(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Assets_may_be_kept_and_are_asked_for_again_by_tag()
    {
        using var first = await app.Client.GetAsync("/app.css?v=x", TestContext.Current.CancellationToken);
        first.Headers.CacheControl!.Public.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app.css");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/library?q=magnesium")]
    [InlineData("/article/prevention")]
    [InlineData("/app.css")]
    [InlineData("/no/such-page")]
    public async Task HEAD_is_answered_as_GET_is_without_a_body(string path)
    {
        using var get = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Headers.CacheControl.ShouldBe(get.Headers.CacheControl);
        (await Body(head)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_stylesheet_is_sent_small()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app.css");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeInRange(1_000, 8_000);
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:5099")]
    [InlineData("--urls", "http://*:5099")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--colour", "red")]
    [InlineData("--knowledge", "/no/such/folder")]
    public async Task It_refuses_what_it_should_not_do_with_exit_code_2(string option, string value)
    {
        var (code, error) = await RunningApp.RunToEnd(option, value);
        code.ShouldBe(2);
        error.ShouldContain("UNC");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public void It_prints_its_address_and_nothing_of_anybody()
    {
        var printed = app.Printed();
        printed.ShouldContain("Uncramp is at http://127.0.0.1:");
        printed.ShouldNotContain("indapamide");
        printed.ShouldNotContain("warn:");
    }

    private Task<HttpResponseMessage> Post(string body) => app.Client.PostAsync("/api/assess", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private static Task<string> Body(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
