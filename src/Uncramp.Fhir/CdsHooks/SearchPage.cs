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
            var reader = new Utf8JsonReader(bundle, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (Json.Property(ref reader, out var name))
            {
                if (name == "link" && reader.TokenType == JsonTokenType.StartArray) return NextOf(JsonElement.ParseValue(ref reader));
                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The reader of the record says what is wrong with it.
        }
        return null;
    }

    private static string? NextOf(JsonElement links) => links.EnumerateArray()
        .Where(link => link.ValueKind == JsonValueKind.Object && link.TryGetProperty("relation", out var relation) && relation.ValueEquals("next"))
        .Select(link => link.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null).FirstOrDefault();
}
