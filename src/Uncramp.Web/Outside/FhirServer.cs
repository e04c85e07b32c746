using System.Net.Http.Headers;
using System.Text.Json;
using Uncramp.Fhir.CdsHooks;

namespace Uncramp.Web.Outside;

/// <summary>Reads one person's record from a FHIR server with a token that was lent to us. Only reads; nothing is kept.</summary>
internal sealed class FhirServer(OutsideHttp http)
{
    private const int MostBytes = 16_000_000;
    private const int MostPages = 10;
    private static readonly TimeSpan within = TimeSpan.FromSeconds(5);

    /// <summary>What was had of one template, and why no more.</summary>
    public sealed record Part(PrefetchTemplate Template, IReadOnlyList<byte[]> Pages, string? Why);

    /// <summary>Reads all templates at once.</summary>
    /// <param name="access">The server and its token.</param>
    /// <param name="reach">How far we may go for it.</param>
    /// <param name="patient">Whose record.</param>
    /// <param name="wanted">What to read; with an address, the page from which to go on.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Part>> Read(FhirAccess access, Reach reach, string patient, IEnumerable<(PrefetchTemplate Template, string? From)> wanted, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        return await Task.WhenAll(wanted.Select(one => Read(access, reach, one.Template, one.From ?? $"{Base(access)}/{one.Template.For(patient)}{Beside(one.Template)}", limit.Token)));
    }

    private async Task<Part> Read(FhirAccess access, Reach reach, PrefetchTemplate template, string from, CancellationToken cancel)
    {
        var pages = new List<byte[]>();
        var size = 0;
        for (var next = from; next is not null;)
        {
            if (pages.Count == MostPages) return new Part(template, pages, $"it has more than {MostPages} pages");
            // A token goes to the server it was given for and nowhere else.
            if (!Uri.TryCreate(new Uri(Base(access) + "/"), next, out var url) || url.GetLeftPart(UriPartial.Authority) != access.Server.GetLeftPart(UriPartial.Authority)) return new Part(template, pages, "its next page is on another server");
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
            request.Headers.Accept.ParseAdd("application/fhir+json");
            var (body, why) = await http.Send(request, reach, MostBytes, cancel);
            if (body is null) return new Part(template, pages, why);
            if (!IsResource(body)) return new Part(template, pages, "it answered with no FHIR resource");
            if ((size += body.Length) > MostBytes) return new Part(template, pages, $"it has more than {MostBytes:N0} bytes");
            pages.Add(body);
            // A template that asks for so many asks for no more.
            next = template.Query.Contains("_count=", StringComparison.Ordinal) ? null : SearchPage.Next(body);
        }
        return new Part(template, pages, null);
    }

    private static string Base(FhirAccess access) => access.Server.AbsoluteUri.TrimEnd('/');

    /// <summary>Orders that name their medicine by reference bring it along; a server that cannot do so leaves it out.</summary>
    private static string Beside(PrefetchTemplate template) => template.Query.Split('?')[0] is ("MedicationRequest" or "MedicationStatement") and var type ? $"&_include={type}:medication" : "";

    private static bool IsResource(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("resourceType", out var type) && !type.ValueEquals("OperationOutcome");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
