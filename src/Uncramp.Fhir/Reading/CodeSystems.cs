using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>Code systems by URI, OID and the forms that records write, to the names that entries use.</summary>
internal static class CodeSystems
{
    private static readonly (byte[] Uri, string Name)[] Known =
    [
        ("http://snomed.info/sct"u8.ToArray(), "snomed"),
        ("http://loinc.org"u8.ToArray(), "loinc"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm"u8.ToArray(), "rxnorm"),
        ("http://www.whocc.no/atc"u8.ToArray(), "atc"),
        ("http://hl7.org/fhir/sid/icd-10"u8.ToArray(), "icd10"),
        ("http://hl7.org/fhir/sid/icd-10-cm"u8.ToArray(), "icd10cm"),
        ("http://hl7.org/fhir/sid/ndc"u8.ToArray(), "ndc"),
        ("urn:oid:2.16.840.1.113883.6.96"u8.ToArray(), "snomed"),
        ("urn:oid:2.16.840.1.113883.6.1"u8.ToArray(), "loinc"),
        ("urn:oid:2.16.840.1.113883.6.88"u8.ToArray(), "rxnorm"),
        ("urn:oid:2.16.840.1.113883.6.73"u8.ToArray(), "atc"),
        ("urn:oid:2.16.840.1.113883.6.3"u8.ToArray(), "icd10"),
        ("urn:oid:2.16.840.1.113883.6.90"u8.ToArray(), "icd10cm"),
        ("urn:oid:2.16.840.1.113883.6.69"u8.ToArray(), "ndc"),
    ];

    /// <summary>The short name of the system the reader stands on; its own text for any other; null when it is blank.</summary>
    public static string? At(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        foreach (var (uri, name) in Known)
            if (utf8.SequenceEqual(uri)) return name;
        return Json.Text(ref reader, 200) is { } text ? Loose(text) : null;
    }

    /// <summary>https for http, a slash at the end, upper case, a version or module after the URI, a bare OID, national editions: all are the same system.</summary>
    private static string Loose(string text)
    {
        var plain = text.ToLowerInvariant().TrimEnd('/');
        var bar = plain.IndexOf('|', StringComparison.Ordinal);
        if (bar > 0) plain = plain[..bar];
        if (plain.StartsWith("https://", StringComparison.Ordinal)) plain = "http://" + plain[8..];
        if (plain.StartsWith("http://www.snomed.", StringComparison.Ordinal)) plain = "http://snomed." + plain[18..];
        if (plain.StartsWith("http://snomed.info/sct/", StringComparison.Ordinal) || plain is "http://snomed.info") return "snomed";
        if (plain.StartsWith("http://whocc.no/atc", StringComparison.Ordinal) || plain is "http://www.whocc.no/atcddd" or "http://www.whocc.no" or "http://fhir.de/codesystem/bfarm/atc" or "http://fhir.de/codesystem/dimdi/atc") return "atc";
        if (plain.StartsWith("http://hl7.org/fhir/sid/icd-10-", StringComparison.Ordinal) && plain != "http://hl7.org/fhir/sid/icd-10-pcs") return plain.EndsWith("-cm", StringComparison.Ordinal) ? "icd10cm" : "icd10";
        if (plain is "http://fhir.de/codesystem/bfarm/icd-10-gm" or "http://fhir.de/codesystem/dimdi/icd-10-gm" or "http://id.who.int/icd/release/10" or "http://www.icd10data.com/icd10pcs") return plain.Contains("pcs", StringComparison.Ordinal) ? text : "icd10";
        // Hospitals have systems of their own that hold the codes of a classification.
        if (plain.EndsWith("icd10", StringComparison.Ordinal) || plain.EndsWith("icd-10", StringComparison.Ordinal)) return "icd10";
        if (plain.EndsWith("icd10cm", StringComparison.Ordinal) || plain.EndsWith("icd-10-cm", StringComparison.Ordinal)) return "icd10cm";
        if (plain.StartsWith("http://www.loinc.org", StringComparison.Ordinal)) return "loinc";
        if (plain.StartsWith("http://purl.bioontology.org/ontology/rxnorm", StringComparison.Ordinal)) return "rxnorm";
        if (plain.StartsWith("2.16.", StringComparison.Ordinal)) plain = "urn:oid:" + plain;
        foreach (var (uri, name) in Known)
            if (plain.Length == uri.Length && System.Text.Encoding.ASCII.GetString(uri) == plain) return name;
        return text;
    }
}
