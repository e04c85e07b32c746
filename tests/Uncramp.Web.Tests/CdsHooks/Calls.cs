using System.Net;
using System.Text;
using System.Text.Json;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>Calls of a clinic's software.</summary>
internal static class Calls
{
    public const string Empty = """{"resourceType":"Bundle","type":"searchset","entry":[]}""";

    /// <summary>All that the service asks for, about somebody without anything.</summary>
    public static string Whole(string conditions = Empty, string requests = Empty) =>
        $$"""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"ada"},"prefetch":{"patient":{"resourceType":"Patient","id":"ada"},"conditions":{{conditions}},"medicationRequests":{{requests}},"medicationStatements":{{Empty}},"results":{{Empty}} } }""";

    /// <summary>A call that lends a token and brings of the prefetch what is given.</summary>
    public static string Lending(string server, string prefetch = "", string token = Clinic.Token) =>
        $$"""{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","fhirServer":"{{server}}","fhirAuthorization":{"access_token":"{{token}}","token_type":"Bearer","expires_in":300,"scope":"patient/*.rs","subject":"uncramp"},"context":{"userId":"Practitioner/1","patientId":"Patient/ada"},"prefetch":{ {{prefetch}} } }""";

    public static async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> Send(HttpClient client, string url, string body, string? token = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("   at ");
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), response);
    }

    public static IEnumerable<string?> Topics(JsonElement body) => body.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("source").GetProperty("topic").GetProperty("code").GetString());

    public static string Why(JsonElement body) => body.GetProperty("errors")[0].GetProperty("what").GetString()!;
}
