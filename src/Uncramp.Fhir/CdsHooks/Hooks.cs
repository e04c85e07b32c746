using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>The hooks by the names of the specification (cds-hooks.hl7.org).</summary>
internal static class Hooks
{
    /// <summary>Its name: <c>order-sign</c>.</summary>
    public static string Name(this Hook hook) => hook switch
    {
        Hook.PatientView => "patient-view",
        Hook.OrderSelect => "order-select",
        _ => "order-sign",
    };
}
