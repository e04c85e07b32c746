using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>A resource of a record, where it stands and by which address others refer to it.</summary>
/// <param name="Reading">What it says.</param>
/// <param name="Within">Its FHIRPath, or that of the list of entries it stands in: <c>Bundle.entry</c>.</param>
/// <param name="Index">Its number in that list, or null.</param>
/// <param name="FullUrl">Its address in the Bundle, or null.</param>
public sealed record RecordEntry(Reading Reading, string Within, int? Index, string? FullUrl)
{
    /// <summary>A resource that stands in no list.</summary>
    public RecordEntry(Reading reading, string path, string? fullUrl)
        : this(reading, path, null, fullUrl)
    {
    }

    /// <summary>Its FHIRPath, such as <c>Bundle.entry[3].resource</c>; written only when somebody asks.</summary>
    public string Path => PathOf("").ToString();

    /// <summary>The FHIRPath of a part of it.</summary>
    /// <param name="part">How it goes on: <c>.value</c>.</param>
    internal SourcePath PathOf(string part) => new(Within, Index, Index is null ? part : part switch { "" => ".resource", ".value" => ".resource.value", _ => $".resource{part}" });
}

/// <summary>Finds what a reference points to (hl7.org/fhir/R4/bundle.html#references): by full address, then by type and id. Never fetches.</summary>
internal sealed class References
{
    private readonly Dictionary<string, RecordEntry> byUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordEntry> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> patientKeys = new(StringComparer.Ordinal);

    public References(IEnumerable<RecordEntry> entries)
    {
        foreach (var entry in entries)
        {
            // Nobody refers to the others in a way that is of use here.
            if (entry.Reading.Kind is not (ResourceKind.Patient or ResourceKind.Medication)) continue;
            if (entry.FullUrl is { } url) byUrl.TryAdd(Normal(url), entry);
            if (entry.Reading.Id is { } id) byId.TryAdd($"{entry.Reading.Type}/{id}", entry);
        }
    }

    /// <summary>What the reference points to, or null when it is not in the record.</summary>
    /// <param name="reference">As written.</param>
    /// <param name="type">The type it must have.</param>
    public RecordEntry? Find(string reference, ResourceKind type)
    {
        var normal = Normal(reference);
        var found = byUrl.GetValueOrDefault(normal) ?? byId.GetValueOrDefault(normal);
        if (found is null && Tail(normal) is { } tail && byId.GetValueOrDefault(tail) is { } near && !IsElsewhere(near.FullUrl, normal)) found = near;
        // "urn:uuid:x" beside an entry that only has the id x, and a bare id: broken, and still unmistakable.
        found ??= byId.GetValueOrDefault($"{type}/{normal[(normal.LastIndexOf(':') + 1)..]}");
        return found?.Reading.Kind == type ? found : null;
    }

    /// <summary>One key for one patient, whether or not they are in the record.</summary>
    public string PatientKey(string reference)
    {
        if (!patientKeys.TryGetValue(reference, out var key)) patientKeys[reference] = key = Find(reference, ResourceKind.Patient)?.Path ?? Tail(Normal(reference)) ?? Normal(reference);
        return key;
    }

    /// <summary>Whether a key that is not in the record may stand for such a resource: its address names this type, or none.</summary>
    public static bool MayBe(string key, ResourceKind type) => key.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || !char.IsAsciiLetterUpper(key[0]) || key.AsSpan(0, slash).SequenceEqual(type.ToString()));

    /// <summary>Without version and case of a uuid.</summary>
    private static string Normal(string reference)
    {
        var history = reference.IndexOf("/_history/", StringComparison.Ordinal);
        var plain = history > 0 ? reference[..history] : reference;
        return plain.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? plain.ToLowerInvariant() : plain;
    }

    /// <summary>Type and id of an address, or null.</summary>
    private static string? Tail(string reference)
    {
        var id = reference.LastIndexOf('/');
        if (id <= 0) return null;
        var type = reference.LastIndexOf('/', id - 1);
        return char.IsAsciiLetterUpper(reference[type + 1]) ? reference[(type + 1)..] : null;
    }

    /// <summary>Two full addresses that differ are two resources, even with the same id.</summary>
    private static bool IsElsewhere(string? fullUrl, string reference) => IsWeb(fullUrl) && IsWeb(reference) && Normal(fullUrl!) != reference;

    private static bool IsWeb(string? address) => address?.StartsWith("http", StringComparison.Ordinal) == true;
}
