using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Uncramp.Fhir.Writing;

/// <summary>FHIR as JSON: what has no value is left out, for FHIR allows neither null nor empty. The same content gives the same bytes.</summary>
internal static class FhirJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object of what has a value.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
            if (value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }) && !(value is JsonValue text && text.TryGetValue<string>(out var words) && words.Length == 0)) made.Add(name, value.Parent is null ? value : value.DeepClone());
        return made;
    }

    /// <summary>A list of what there is.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> items) => [.. items.Where(item => item is not null)];

    /// <summary>A list of one, or null.</summary>
    public static JsonArray? One(JsonNode? item) => item is null ? null : [item];

    /// <summary>UTF-8, indented.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented)) node.WriteTo(json);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    public static JsonObject Coding(string system, string code, string? display = null) => Of(("system", system), ("code", code), ("display", display));

    public static JsonObject Concept(string? text, params IEnumerable<JsonNode?> codings) => Of(("coding", List(codings)), ("text", text));

    public static JsonObject Extension(string url, string type, JsonNode value) => Of(("url", url), ($"value{type}", value));

    public static JsonObject Extension(string url, params IEnumerable<JsonNode?> parts) => Of(("extension", List(parts)), ("url", url));

    /// <summary>A FHIRPath expression as FHIR carries it.</summary>
    public static JsonObject FhirPath(string text, string? name = null, string? reference = null) =>
        Of(("name", name), ("language", "text/fhirpath"), ("expression", text), ("reference", reference));

    /// <summary>A number as FHIR's decimal, without the digits that arithmetic in binary leaves behind.</summary>
    public static JsonNode Decimal(double value) => Math.Abs(value) < 1e15 ? JsonValue.Create((decimal)value) : JsonValue.Create(value);

    /// <summary>What somebody wrote as FHIR's string: no control characters, no blanks around it; null when nothing is left.</summary>
    public static string? Words(string? text)
    {
        var plain = string.Concat((text ?? "").EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value is '\n' or '\t').Where(rune => rune != Rune.ReplacementChar)).Trim();
        return plain.Length == 0 ? null : plain;
    }

    /// <summary>A quantity in UCUM; a unit that has no UCUM code stays text.</summary>
    public static JsonObject Quantity(double value, string unit)
    {
        var code = Ucum.Code(unit);
        return Of(("value", Decimal(value)), ("unit", Words(unit)), ("system", code is null ? null : Ucum.System), ("code", code));
    }
}
