using Uncramp.Fhir.CdsHooks;
using Uncramp.Web.Layout;
using Uncramp.Web.Outside;

namespace Uncramp.Web.CdsHooks;

/// <summary>The record of a call: what came with it, and what its FHIR server has beside.</summary>
/// <param name="server">Reads from FHIR servers.</param>
/// <param name="shared">Whether others than this machine call.</param>
internal sealed class RecordSource(FhirServer server, bool shared)
{
    /// <summary>The record, or a problem for each needed part that could not be had.</summary>
    public async Task<(ReadOnlyMemory<byte> Record, IReadOnlyList<Problem> Missing)> Of(CdsRequest request, TrustedClient? client, CancellationToken cancel)
    {
        var wanted = new List<(PrefetchTemplate Template, string? From)>();
        foreach (var template in request.Service.Prefetch)
        {
            var state = request.StateOf(template);
            if (state != PrefetchState.There) wanted.Add((template, null));
            else if (request.NextPage(template) is { } next && !template.Query.Contains("_count=", StringComparison.Ordinal)) wanted.Add((template, next));
        }
        if (wanted.Count == 0) return (request.Record([]), []);
        var (reach, closed) = Reachable(request, client);
        var parts = request.Access is { } access && reach is { } far ? await server.Read(access, far, request.Patient, wanted, cancel) : [.. wanted.Select(one => new FhirServer.Part(one.Template, [], closed))];
        var missing = parts.Where(part => part.Pages.Count == 0 && IsNeeded(request, part.Template)).Select(part => new Problem(
            "UNC438", $"{JsonBody.Name} prefetch.{part.Template.Key}", $"{What(request.StateOf(part.Template))}, and it cannot be fetched: {part.Why}",
            "send it in the prefetch, or send fhirServer and fhirAuthorization with a token that may read it")).ToList();
        return missing.Count > 0 ? (default, missing) : (request.Record([.. parts.SelectMany(part => part.Pages.Select((page, i) => ($"{part.Template.Key}-{i}", page)))]), []);
    }

    /// <summary>A search that found nothing is an answer. The patient in context is somebody, so there nothing is no answer.</summary>
    private static bool IsNeeded(CdsRequest request, PrefetchTemplate template) => template.Needed && request.StateOf(template) switch
    {
        PrefetchState.Missing or PrefetchState.Failed => true,
        PrefetchState.Nothing => !template.Query.Contains('?', StringComparison.Ordinal),
        _ => false,
    };

    private static string What(PrefetchState state) => state switch
    {
        PrefetchState.Failed => "The client could not fetch it",
        PrefetchState.Nothing => "It is null",
        _ => "It is missing",
    };

    /// <summary>How far we may go to the server that the call names; null with the reason when we may not.</summary>
    private (Reach? Reach, string? Why) Reachable(CdsRequest request, TrustedClient? client)
    {
        if (request.Access is not { } access) return (null, "the call lends no token for its FHIR server");
        if (client is { FhirServers.Count: > 0 })
            return client.FhirServers.Any(listed => IsWithin(access.Server, listed)) ? (Reach.Listed, null) : (null, "its FHIR server is not listed for this client");
        if (!shared && Addresses.IsLoopback(access.Server)) return (Reach.Loopback, null);
        return access.Server.Scheme == Uri.UriSchemeHttps ? (Reach.Public, null) : (null, "the address of its FHIR server does not begin with https");
    }

    private static bool IsWithin(Uri server, Uri listed) => server.Scheme == listed.Scheme && server.Authority.Equals(listed.Authority, StringComparison.OrdinalIgnoreCase)
        && $"{server.AbsolutePath.TrimEnd('/')}/".StartsWith($"{listed.AbsolutePath.TrimEnd('/')}/", StringComparison.Ordinal);
}
