using System.Text;
using System.Text.Json;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>What a client sent for one prefetch key.</summary>
public enum PrefetchState : byte
{
    /// <summary>A resource or Bundle.</summary>
    There,
    /// <summary>null: the client looked and found nothing.</summary>
    Nothing,
    /// <summary>The key is missing.</summary>
    Missing,
    /// <summary>An OperationOutcome: the client looked and failed.</summary>
    Failed,
}

/// <summary>A token with which we may read the client's FHIR server.</summary>
/// <param name="Server">The base URL, without a slash at the end.</param>
/// <param name="Token">The bearer token. Never logged, never kept.</param>
public sealed record FhirAccess(Uri Server, string Token);

/// <summary>A call of a service (CDS Hooks 2.0, "Calling a CDS Service"), as far as it is needed.</summary>
public sealed class CdsRequest
{
    /// <summary>The most bytes a call may have.</summary>
    public const int MaxBytes = 16_000_000;

    private readonly Dictionary<string, Prefetched> prefetch = new(StringComparer.Ordinal);
    private readonly List<string> patients = [];
    private readonly ReadOnlyMemory<byte> body;

    private CdsRequest(ReadOnlyMemory<byte> body, CdsService service) => (this.body, Service) = (body, service);

    /// <summary>The service that was called.</summary>
    public CdsService Service { get; }

    /// <summary>The client's own name for this moment of work.</summary>
    public string Instance { get; private set; } = "";

    /// <summary>The id of the patient, without its type.</summary>
    public string Patient { get; private set; } = "";

    /// <summary>The FHIR server that was named, with or without a token, or null.</summary>
    public Uri? FhirServer { get; private set; }

    /// <summary>The way to the client's FHIR server, or null.</summary>
    public FhirAccess? Access { get; private set; }

    /// <summary>What is about to be ordered.</summary>
    public IReadOnlyList<DraftOrder> Drafts { get; private set; } = [];

    /// <summary>Whose records came with the call: the ids of the Patient resources in the prefetch.</summary>
    public IReadOnlyList<string> PrefetchedPatients => patients;

    /// <summary>Reads a call of <paramref name="service"/>.</summary>
    /// <returns>The call, or null with every problem; places are JSON paths.</returns>
    public static (CdsRequest? Request, IReadOnlyList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8, CdsService service, string file)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var request = new CdsRequest(utf8, service);
        try
        {
            var problems = request.Read(file);
            return problems.Count == 0 ? (request, []) : (null, problems);
        }
        catch (Exception error) when (error is BrokenJsonException or JsonException or InvalidOperationException)
        {
            return (null, [Json.Broken(error, file)]);
        }
    }

    /// <summary>What the client sent for a template.</summary>
    public PrefetchState StateOf(PrefetchTemplate template) => prefetch.TryGetValue(template.Key, out var found) ? found.State : PrefetchState.Missing;

    /// <summary>The address of the next page of a prefetched Bundle, or null.</summary>
    public string? NextPage(PrefetchTemplate template) => prefetch.TryGetValue(template.Key, out var found) && found.State == PrefetchState.There ? SearchPage.Next(body[found.Part].Span) : null;

    /// <summary>All the record that is known, in the form that <see cref="BundleReader"/> reads: what came with the call, and what was fetched in addition.</summary>
    /// <param name="fetched">Resources and Bundles by prefetch key.</param>
    public ReadOnlyMemory<byte> Record(IReadOnlyList<(string Key, byte[] Json)> fetched)
    {
        return fetched.Count == 0 ? body : RecordOf([.. prefetch.Where(pair => pair.Value.State == PrefetchState.There).Select(pair => (pair.Key, body[pair.Value.Part])), .. fetched.Select(part => (part.Key, (ReadOnlyMemory<byte>)part.Json))]);
    }

    /// <summary>Resources and Bundles by their keys as one document that <see cref="BundleReader"/> reads.</summary>
    public static ReadOnlyMemory<byte> RecordOf(IReadOnlyList<(string Key, ReadOnlyMemory<byte> Json)> parts)
    {
        using var whole = new MemoryStream();
        whole.Write("{\"prefetch\":{"u8);
        var first = true;
        foreach (var (key, json) in parts)
        {
            if (!first) whole.WriteByte((byte)',');
            first = false;
            whole.WriteByte((byte)'"');
            whole.Write(JsonEncodedText.Encode(key).EncodedUtf8Bytes);
            whole.Write("\":"u8);
            whole.Write(json.Span);
        }
        whole.Write("}}"u8);
        return whole.ToArray();
    }

    private List<Problem> Read(string file)
    {
        var problems = new List<Problem>();
        var scan = new Scan(body.Span);
        scan.Space();
        if (scan.Here != '{') return [new Problem("UNC430", $"{file} $", scan.Here == 0 ? "There is no call" : $"A call is an object, not {Json.Described(scan.Kind)}", "send hook, hookInstance and context")];
        Range? context = null, authorization = null;
        string? hook = null, instance = null, server = null;
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            switch (Encoding.UTF8.GetString(name))
            {
                case "hook": hook = Text(ref scan, "hook"); break;
                case "hookInstance": instance = Text(ref scan, "hookInstance"); break;
                case "fhirServer": server = Text(ref scan, "fhirServer"); break;
                case "context": context = Object(ref scan, "context"); break;
                case "fhirAuthorization": authorization = Object(ref scan, "fhirAuthorization"); break;
                case "prefetch": Prefetch(ref scan); break;
                default: scan.Skip(); break;
            }
        }
        scan.End();

        if (hook is null) Missing("hook");
        else if (hook != Service.Hook.Name()) problems.Add(new Problem("UNC431", $"{file} hook", $"'{hook}' is not the hook of {Service.Id}", $"call it with \"hook\": \"{Service.Hook.Name()}\", or find the service of '{hook}' in /cds-services"));
        if (instance is null) Missing("hookInstance");
        Instance = instance ?? "";
        Server(server, authorization);
        if (context is { } at) Context(body[at]);
        else if (problems.TrueForAll(problem => problem.Place != $"{file} context")) Missing("context");
        return problems;

        void Missing(string path) => problems.Add(new Problem("UNC432", $"{file} {path}", $"'{path}' is missing", "send it; the specification requires it at this hook"));

        string? Text(ref Scan at, string path)
        {
            var kind = at.Kind;
            var written = at.Skip();
            if (kind is not (JsonTokenType.String or JsonTokenType.Null)) problems.Add(new Problem("UNC433", $"{file} {path}", $"'{path}' is {Json.Described(kind)}, not text", "send text"));
            return Json.Text(written, 2000);
        }

        Range? Object(ref Scan at, string path)
        {
            var kind = at.Kind;
            var part = Part(ref at);
            if (kind == JsonTokenType.StartObject) return part;
            if (kind != JsonTokenType.Null) problems.Add(new Problem("UNC433", $"{file} {path}", $"'{path}' is {Json.Described(kind)}, not an object", "send an object"));
            return null;
        }

        void Prefetch(ref Scan at)
        {
            if (at.Here != '{')
            {
                Object(ref at, "prefetch");
                return;
            }
            at.Enter();
            for (var first = true; at.Property(ref first, out var key);)
            {
                var kind = at.Kind;
                var part = Part(ref at);
                // What is neither a resource nor null is as good as not sent.
                var state = kind switch
                {
                    JsonTokenType.StartObject => TypeOf(body[part].Span) switch { "" => PrefetchState.Missing, "OperationOutcome" => PrefetchState.Failed, _ => PrefetchState.There },
                    JsonTokenType.Null => PrefetchState.Nothing,
                    _ => PrefetchState.Missing,
                };
                if (state == PrefetchState.There && TypeOf(body[part].Span) == "Patient" && IdOf(body[part].Span) is { } id) patients.Add(id);
                prefetch[Encoding.UTF8.GetString(key)] = new Prefetched(state, part);
            }
        }

        void Server(string? written, Range? grant)
        {
            if (written is null)
            {
                if (grant is not null) problems.Add(new Problem("UNC434", $"{file} fhirServer", "There is a 'fhirAuthorization' and no 'fhirServer' that it is for", "send 'fhirServer', or leave the authorization out"));
                return;
            }
            if (!Uri.TryCreate(written, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            {
                problems.Add(new Problem("UNC434", $"{file} fhirServer", $"'{written}' is not the address of a FHIR server", "write it like https://ehr.example.org/fhir"));
                return;
            }
            FhirServer = server;
            if (grant is not { } at) return;
            using var json = JsonDocument.Parse(body[at]);
            var token = json.RootElement.TryGetProperty("access_token", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            var type = json.RootElement.TryGetProperty("token_type", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
            if (string.IsNullOrWhiteSpace(token) || token.Any(letter => letter is <= ' ' or > '~')) problems.Add(new Problem("UNC434", $"{file} fhirAuthorization.access_token", "There is no token in it", "send the token, or leave the authorization out"));
            else if (!string.Equals(type, "Bearer", StringComparison.OrdinalIgnoreCase)) problems.Add(new Problem("UNC434", $"{file} fhirAuthorization.token_type", $"'{type ?? "null"}' is not 'Bearer'", "send a bearer token"));
            else Access = new FhirAccess(server, token);
        }

        void Context(ReadOnlyMemory<byte> part)
        {
            using var json = JsonDocument.Parse(part, new JsonDocumentOptions { MaxDepth = ResourceReader.MaxDepth });
            var context = json.RootElement;
            if (Id("userId") is null) Missing("context.userId");
            if (Id("patientId") is not { } patient) Missing("context.patientId");
            else if (patient[(patient.LastIndexOf('/') + 1)..] is { Length: > 0 and <= 200 } id) Patient = id;
            else problems.Add(new Problem("UNC435", $"{file} context.patientId", $"'{patient}' is not the id of a patient", "send the FHIR id"));
            if (Service.Hook == Hook.PatientView) return;
            var selections = new List<string>();
            if (Service.Hook == Hook.OrderSelect)
            {
                if (!context.TryGetProperty("selections", out var chosen) || chosen.ValueKind != JsonValueKind.Array) Missing("context.selections");
                else selections.AddRange(chosen.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!));
            }
            if (!context.TryGetProperty("draftOrders", out var orders) || orders.ValueKind == JsonValueKind.Null) Missing("context.draftOrders");
            else if (orders.ValueKind != JsonValueKind.Object || !orders.TryGetProperty("resourceType", out var type) || !type.ValueEquals("Bundle"))
                problems.Add(new Problem("UNC436", $"{file} context.draftOrders", "The draft orders are not a Bundle", "send a FHIR R4 Bundle"));
            else Drafts = DraftOrder.Read(orders, Patient, selections);

            string? Id(string name) => context.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        }
    }

    private static Range Part(ref Scan scan)
    {
        var start = scan.At;
        scan.Skip();
        return start..scan.At;
    }

    private static string TypeOf(ReadOnlySpan<byte> resource)
    {
        ResourceReader.KindOf(new Scan(resource), out var type);
        return type;
    }

    private static string? IdOf(ReadOnlySpan<byte> resource)
    {
        var scan = new Scan(resource);
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            var value = scan.Skip();
            if (name.SequenceEqual("id"u8)) return Json.Text(value, 200);
        }
        return null;
    }

    private readonly record struct Prefetched(PrefetchState State, Range Part);
}
