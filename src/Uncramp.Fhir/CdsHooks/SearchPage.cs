using System.Text.Json;
using Uncramp.Fhir.Reading;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>One page of what a search found (hl7.org/fhir/R4/http.html#paging).</summary>
public static class SearchPage
{
    /// <summary>The address of the next page as the server wrote it, or null when there is none. Text that is no JSON has none.</summary>
    public static string? Next(ReadOnlySpan<byte> bundle)
    {
        try
        {
            var scan = new Scan(bundle);
            scan.Space();
            if (scan.Here != '{') return null;
            scan.Enter();
            for (var first = true; scan.Property(ref first, out var name);)
            {
                var value = scan.Skip();
                if (name.SequenceEqual("link"u8) && value[0] == '[') return NextOf(value);
            }
        }
        catch (Exception error) when (error is BrokenJsonException or JsonException or InvalidOperationException)
        {
            // The reader of the record says what is wrong with it.
        }
        return null;
    }

    private static string? NextOf(ReadOnlySpan<byte> links) => JsonSerializer.Deserialize<JsonElement>(links).EnumerateArray()
        .Where(link => link.ValueKind == JsonValueKind.Object && link.TryGetProperty("relation", out var relation) && relation.ValueEquals("next"))
        .Select(link => link.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null).FirstOrDefault();
}
