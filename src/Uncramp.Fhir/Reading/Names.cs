using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>The names of properties that are read, found without making a string of each name of a file.</summary>
internal static class Names
{
    private const int Slots = 1024;

    private static readonly (byte[] Utf8, string Name)[][] BySlot = Table(
        "resourceType", "id", "meta", "status", "intent", "doNotPerform", "subject", "patient", "code", "contained",
        "medicationCodeableConcept", "medicationReference", "medication", "taken", "wasNotTaken", "notGiven", "notDone", "clinicalStatus", "verificationStatus",
        "onsetDateTime", "onsetPeriod", "effectiveDateTime", "effectiveInstant", "effectivePeriod", "performedDateTime", "performedPeriod",
        "occurrenceDateTime", "occurrencePeriod", "date", "abatementDateTime", "abatementPeriod", "abatementAge", "abatementRange", "abatementString", "abatementBoolean",
        "authoredOn", "recordedDate", "dateAsserted", "whenHandedOver", "authored", "daysSupply",
        "valueQuantity", "valueInteger", "valueDecimal", "valueCodeableConcept", "valueCoding", "valueString", "valueBoolean", "valueDateTime", "valueDate", "valueRange", "valueRatio", "valueSampledData", "valueTime", "valuePeriod", "dataAbsentReason", "modifierExtension", "referenceRange", "component",
        "identifier", "ingredient", "itemCodeableConcept", "itemReference", "isActive", "item", "answer", "linkId", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime",
        "coding", "text", "system", "version", "display", "_display", "userSelected", "reference", "concept", "value", "comparator", "unit", "low", "high", "appliesTo", "age", "start", "end", "valueMarkdown", "extension",
        "type", "timestamp", "entry", "fullUrl", "resource", "request", "method", "search", "mode", "prefetch", "hook", "context", "parameter", "fhirVersion", "name");

    /// <summary>The name the reader stands on; empty for one that is not read.</summary>
    public static string At(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped) return Json.Text(ref reader, 64) is { } text ? Known(System.Text.Encoding.UTF8.GetBytes(text)) : "";
        return Known(utf8);
    }

    /// <summary>The name as it is written between its quotes, with escapes or without; empty for one that is not read.</summary>
    public static string Known(ReadOnlySpan<byte> utf8)
    {
        if (Find(utf8) is { Length: > 0 } name) return name;
        return utf8.Contains((byte)'\\') ? Find(Plain(utf8)) : "";
    }

    private static string Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        foreach (var (known, name) in BySlot[Slot(utf8)])
            if (utf8.SequenceEqual(known)) return name;
        return "";
    }

    /// <summary>Length and both ends tell nearly all names apart.</summary>
    private static int Slot(ReadOnlySpan<byte> utf8) => (utf8.Length + (utf8[0] * 37) + (utf8[^1] * 11)) & (Slots - 1);

    private static byte[] Plain(ReadOnlySpan<byte> escaped)
    {
        try
        {
            var reader = new Utf8JsonReader([(byte)'"', .. escaped, (byte)'"']);
            reader.Read();
            return System.Text.Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return []; // no name of ours is written like that
        }
    }

    private static (byte[], string)[][] Table(params string[] names)
    {
        var bySlot = names.Select(name => (Utf8: System.Text.Encoding.UTF8.GetBytes(name), Name: name)).ToLookup(name => Slot(name.Utf8));
        return [.. Enumerable.Range(0, Slots).Select(slot => bySlot[slot].ToArray())];
    }
}
