using Uncramp.Fhir.Reading;

namespace Uncramp.Screening.Signals;

/// <summary>What a resource says about when something began. Who takes it no longer, or was cured, began it all the same.</summary>
internal static class FirstDay
{
    /// <summary>Whether it says that something began.</summary>
    public static bool Counts(Reading reading) => reading.Kind switch
    {
        ResourceKind.Condition => reading.WhyNot is null || reading.IsHistory,
        ResourceKind.MedicationRequest => reading.WhyNot is null || reading.IsNotByStatus,
        ResourceKind.MedicationStatement => IsReadable(reading) && reading.Status is not ("entered-in-error" or "not-taken"),
        ResourceKind.MedicationDispense => IsReadable(reading) && reading.Status is not ("entered-in-error" or "cancelled" or "declined" or "preparation"),
        ResourceKind.MedicationAdministration => IsReadable(reading) && reading.Status is not ("entered-in-error" or "not-done"),
        _ => false,
    };

    /// <summary>Leaves of a reading that counts what and when, so that an order, a handing over and a dose of one medicine are one thing.</summary>
    public static void Take(Reading reading)
    {
        reading.Start = reading.Kind switch
        {
            ResourceKind.MedicationRequest => reading.Recorded,
            // The day on which somebody said that it is taken is not the day on which it began.
            ResourceKind.MedicationStatement => reading.Start,
            ResourceKind.MedicationDispense => reading.Recorded ?? reading.Start,
            _ => reading.Start ?? reading.Recorded,
        };
        if (reading.Kind != ResourceKind.Condition) reading.Kind = ResourceKind.MedicationRequest;
        (reading.WhyNot, reading.IsHistory, reading.DaysSupply, reading.End) = (null, false, null, null);
    }

    // A status of the wrong shape is a slip, and told as one.
    private static bool IsReadable(Reading reading) => reading.Slips.Count == 0;
}
