using System.Text;
using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>Turns bytes of a document into FHIRPaths. A second walk over the document, made only when something was wrong, keeps paths out of the first.</summary>
internal static class Places
{
    private static readonly string[] Choices = ["value", "medication", "onset", "abatement", "effective", "performed", "deceased", "occurrence"];

    /// <summary>The paths of the values that start at the given bytes; an offset that starts no value gets the root.</summary>
    /// <param name="utf8">The document, as it was read.</param>
    /// <param name="root">How its first object is called: <c>Bundle</c>.</param>
    /// <param name="offsets">Bytes, ascending.</param>
    public static string[] Of(ReadOnlySpan<byte> utf8, string root, IReadOnlyList<long> offsets)
    {
        var paths = new string[offsets.Count];
        Array.Fill(paths, root);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
        var stack = new List<(string? Name, int Index)>();
        string? property = null;
        var at = 0;
        while (at < offsets.Count && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                property = Element(Json.Text(ref reader, 60) ?? "?");
                continue;
            }
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                stack.RemoveAt(stack.Count - 1);
                continue;
            }
            // A value inside a list is numbered; a value of an object is named.
            if (stack.Count > 0 && stack[^1].Index >= -1 && property is null) stack[^1] = (stack[^1].Name, stack[^1].Index + 1);
            while (at < offsets.Count && offsets[at] < reader.TokenStartIndex) at++;
            while (at < offsets.Count && offsets[at] == reader.TokenStartIndex) paths[at++] = Path(root, stack, property);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                stack.Add((property, reader.TokenType == JsonTokenType.StartArray ? -1 : int.MinValue));
            property = null;
        }
        return paths;
    }

    /// <summary>FHIRPath names a choice by its stem: valueQuantity is <c>value</c>.</summary>
    private static string Element(string name)
    {
        foreach (var stem in Choices)
            if (name.Length > stem.Length && char.IsAsciiLetterUpper(name[stem.Length]) && name.StartsWith(stem, StringComparison.Ordinal)) return stem;
        return name;
    }

    private static string Path(string root, List<(string? Name, int Index)> stack, string? property)
    {
        var path = new StringBuilder(root);
        foreach (var (name, index) in stack)
        {
            if (name is not null) Name(name);
            if (index >= 0) path.Append('[').Append(index).Append(']');
        }
        if (property is not null) Name(property);
        return path.ToString();

        void Name(string name)
        {
            if (path.Length > 0) path.Append('.');
            path.Append(name);
        }
    }
}
