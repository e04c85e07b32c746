namespace Uncramp.Fhir.Writing;

/// <summary>The URIs of the code systems that entries use (http://hl7.org/fhir/R4/terminologies-systems.html).</summary>
internal static class CodeUri
{
    public const string Loinc = "http://loinc.org";

    /// <summary>The URI of a system by its short name.</summary>
    public static string Of(string system) => system switch
    {
        "snomed" => "http://snomed.info/sct",
        "loinc" => Loinc,
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "atc" => "http://www.whocc.no/atc",
        "icd10" => "http://hl7.org/fhir/sid/icd-10",
        "icd10cm" => "http://hl7.org/fhir/sid/icd-10-cm",
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, "icd10, icd10cm, snomed, loinc, atc or rxnorm"),
    };

    /// <summary>Whether a code of this system stands for all below it too.</summary>
    public static bool IsPrefix(string system) => system is "icd10" or "icd10cm" or "atc";
}
