using System.Text;

namespace Uncramp.Fhir.Reading;

/// <summary>The names of resources.</summary>
internal static class ResourceKinds
{
    private static readonly (byte[] Utf8, string Name, ResourceKind Kind)[] Read =
        [.. Enum.GetValues<ResourceKind>().Where(kind => kind != ResourceKind.Other).Select(kind => (Encoding.ASCII.GetBytes(kind.ToString()), kind.ToString(), kind))];

    /// <summary>The kind of a name.</summary>
    public static ResourceKind Of(ReadOnlySpan<byte> written, out string name)
    {
        foreach (var (utf8, known, kind) in Read)
            if (written.SequenceEqual(utf8))
            {
                name = known;
                return kind;
            }
        name = Encoding.UTF8.GetString(written.Length > 64 ? written[..64] : written);
        return ResourceKind.Other;
    }

    /// <summary>The version that a name belongs to when R4 has no such resource, else null (hl7.org/fhir/R4/resourcelist.html and its neighbours).</summary>
    public static string? OtherVersion(string name) => name switch
    {
        "MedicationOrder" or "DiagnosticOrder" or "DeviceUseRequest" or "NutritionRequest" => "DSTU2",
        "ProcedureRequest" or "ReferralRequest" or "Sequence" or "EligibilityRequest" or "EligibilityResponse" or "ImagingManifest" or "ExpansionProfile" or "ServiceDefinition" => "STU3",
        "MedicationUsage" or "DeviceUsage" or "InventoryItem" or "NutritionIntake" or "Transport" or "RequestOrchestration" or "ActorDefinition" or "GenomicStudy" or "BiologicallyDerivedProductDispense"
            or "ImagingSelection" or "DeviceAssociation" or "DeviceDispense" or "EncounterHistory" or "FormularyItem" or "InventoryReport" or "Requirements" or "TestPlan" => "R5",
        _ => null,
    };
}
