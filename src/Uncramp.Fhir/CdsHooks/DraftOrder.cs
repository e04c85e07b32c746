using System.Runtime.InteropServices;
using System.Text.Json;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>An order that is not signed yet, judged as if it were.</summary>
/// <param name="Statements">The medicine that would be taken, and what it is ordered for.</param>
/// <param name="Test">Of a test: its codes.</param>
/// <param name="Selected">Whether it is what the clinician has just chosen; at signing all are.</param>
public sealed record DraftOrder(IReadOnlyList<CodedStatement> Statements, IReadOnlyList<Coding> Test, bool Selected)
{
    /// <summary>Reads the draft orders of one patient. What cannot be read, is cancelled or is about another patient is no order.</summary>
    /// <param name="bundle">The Bundle.</param>
    /// <param name="patient">The id of the patient.</param>
    /// <param name="selections">References to what was just chosen; empty, or naming nothing in the Bundle: all of it.</param>
    internal static IReadOnlyList<DraftOrder> Read(JsonElement bundle, string patient, IReadOnlyList<string> selections)
    {
        if (!bundle.TryGetProperty("entry", out var entries) || entries.ValueKind != JsonValueKind.Array) return [];
        var read = new List<(RecordEntry Entry, JsonElement Resource)>();
        var i = -1;
        foreach (var entry in entries.EnumerateArray())
        {
            i++;
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("resource", out var resource) || resource.ValueKind != JsonValueKind.Object) continue;
            if (ResourceReader.Read(JsonMarshal.GetRawUtf8Value(resource), out _) is not { } reading) continue;
            var fullUrl = entry.TryGetProperty("fullUrl", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null;
            read.Add((new RecordEntry(reading, $"context.draftOrders.entry[{i}].resource", fullUrl), resource));
        }
        var products = read.Select(draft => draft.Entry).Where(entry => entry.Reading.Kind == ResourceKind.Medication).ToList();
        var drafts = new List<(string Id, DraftOrder Order)>();
        foreach (var (entry, resource) in read)
        {
            var reading = entry.Reading;
            if (reading.Patient is { } whose && whose[(whose.LastIndexOf('/') + 1)..] != patient) continue;
            if (reading.Kind == ResourceKind.MedicationRequest && Stands(reading)) drafts.Add((reading.Id ?? "", new DraftOrder(StatementsOf(entry, products, resource), [], Selected: true)));
            else if (reading.Type == "ServiceRequest" && resource.TryGetProperty("code", out _)) drafts.Add((resource.TryGetProperty("id", out var id) ? id.ToString() : "", new DraftOrder([], ConceptOf(resource, "code").SelectMany(concept => concept.Codings).ToList(), Selected: true)));
        }
        var chosen = selections.Select(selection => selection[(selection.LastIndexOf('/') + 1)..]).ToHashSet(StringComparer.Ordinal);
        return drafts.Exists(draft => chosen.Contains(draft.Id)) ? [.. drafts.Select(draft => draft.Order with { Selected = chosen.Contains(draft.Id) })] : [.. drafts.Select(draft => draft.Order)];
    }

    /// <summary>A draft stands whatever an order needs before it counts: that it is not signed yet is the point.</summary>
    private static bool Stands(Reading.Reading reading) => !reading.DoNotPerform && reading.OtherVersion is null && reading.Status is not ("cancelled" or "stopped" or "completed" or "entered-in-error");

    private static List<CodedStatement> StatementsOf(RecordEntry entry, List<RecordEntry> products, JsonElement resource)
    {
        entry.Reading.WhyNot = null;
        var statements = RecordCase.Build([entry, .. products]).Statements.ToList();
        // What it is ordered for is so, though the problem list may not say it: "for leg cramps".
        foreach (var reason in ConceptOf(resource, "reasonCode"))
            if (reason.Said is { } said) statements.Add(new CodedStatement(StatementKind.Condition, said, $"{entry.Path}.reasonCode", FromRecord: true, Codings: reason.Codings));
        return statements;
    }

    /// <summary>The CodeableConcepts of one property, be it one or a list.</summary>
    private static List<Concept> ConceptOf(JsonElement resource, string property)
    {
        var found = new List<Concept>();
        if (!resource.TryGetProperty(property, out var value)) return found;
        var elements = new ElementReader();
        foreach (var one in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : (JsonElement[])[value])
        {
            if (one.ValueKind != JsonValueKind.Object) continue;
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(one), new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
            reader.Read();
            found.Add(elements.Concept(ref reader));
        }
        return found;
    }
}
