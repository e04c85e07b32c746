using System.Text;
using System.Text.Json;

namespace Uncramp.Documents;

/// <summary>Reads one JSON document into <see cref="Node"/>s. Strict: no comments, no trailing commas, no doubled keys.</summary>
public static class JsonNodes
{
    private const int FewKeys = 32;

    /// <summary>Reads UTF-8 text; problems name <paramref name="place"/> and the line.</summary>
    public static (Node? Root, Problem? Problem) Read(ReadOnlySpan<byte> utf8, string place, int maxDepth = 64)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
            if (!reader.Read()) return (null, new Problem("UNC002", place, "The document is empty", "write a case into it"));
            var lines = new Lines();
            var root = ReadNode(ref reader, utf8, place, ref lines);
            reader.Read();
            return (root, null);
        }
        catch (UnreadableException unreadable)
        {
            return (null, unreadable.Problem);
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            return error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? (null, new Problem("UNC004", $"{place}:{line}", $"Nesting is deeper than {maxDepth} levels", "flatten the document"))
                : (null, new Problem("UNC001", $"{place}:{line}", $"This is not valid JSON, at column {(error.BytePositionInLine ?? 0) + 1}", "check commas, quotes and brackets near this place"));
        }
        catch (InvalidOperationException)
        {
            return (null, new Problem("UNC008", place, "The document holds text that is not valid UTF-8", "save it as UTF-8"));
        }
    }

    private static Node ReadNode(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, string place, ref Lines lines)
    {
        var line = lines.At(utf8, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return Node.Scalar(NodeKind.Text, reader.GetString(), line);
            case JsonTokenType.Number: return Node.Scalar(NodeKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), line);
            case JsonTokenType.True: return Node.Scalar(NodeKind.Boolean, "true", line);
            case JsonTokenType.False: return Node.Scalar(NodeKind.Boolean, "false", line);
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(ReadNode(ref reader, utf8, place, ref lines));
                return Node.List(items, line);
            case JsonTokenType.StartObject:
                var pairs = new List<KeyValuePair<string, Node>>();
                HashSet<string>? many = null;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    // Few keys are compared one by one; an object of a million keys must not take a million million steps.
                    if (pairs.Count == FewKeys) many = [.. pairs.Select(pair => pair.Key)];
                    if (many is null ? pairs.Exists(pair => pair.Key == key) : !many.Add(key))
                        throw new UnreadableException(new Problem("UNC007", $"{place}:{lines.At(utf8, reader.TokenStartIndex)}", $"The key '{key}' stands twice", "keep one of them"));
                    reader.Read();
                    pairs.Add(new(key, ReadNode(ref reader, utf8, place, ref lines)));
                }
                return Node.Map(pairs, line);
            default: return Node.Scalar(NodeKind.Nothing, null, line);
        }
    }

    /// <summary>Counts line breaks as the reader moves forward, so that each byte is looked at once.</summary>
    private struct Lines
    {
        private int seen;
        private int line;

        public int At(ReadOnlySpan<byte> utf8, long index)
        {
            var to = (int)Math.Min(index, utf8.Length);
            if (to > seen)
            {
                line += utf8[seen..to].Count((byte)'\n');
                seen = to;
            }
            return line + 1;
        }
    }
}
