using System.Text;

namespace Uncramp.Documents;

/// <summary>
/// The knowledge files as one compact blob, written at build and read at start, so that start-up parses no YAML.
/// YAML stays the only source: the blob holds the same nodes with the same lines, nothing more.
/// </summary>
public static class PackedNodes
{
    /// <summary>Writes named documents. Texts are stored once and referred to by number.</summary>
    public static void Write(Stream stream, IReadOnlyList<(string Place, Node Root)> documents)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(documents.Count);
            foreach (var (place, root) in documents)
            {
                writer.Write7BitEncodedInt(Number(place));
                WriteNode(writer, root);
            }
        }
        using var output = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        output.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts.OrderBy(text => text.Value)) output.Write(text.Key);
        body.WriteTo(stream);

        int Number(string text)
        {
            if (!texts.TryGetValue(text, out var number)) texts.Add(text, number = texts.Count);
            return number;
        }

        void WriteNode(BinaryWriter writer, Node node)
        {
            writer.Write((byte)((byte)node.Kind | (node.Plain ? 0x80 : 0)));
            writer.Write7BitEncodedInt(node.Line);
            switch (node.Kind)
            {
                case NodeKind.List:
                    writer.Write7BitEncodedInt(node.Items.Count);
                    foreach (var item in node.Items) WriteNode(writer, item);
                    break;
                case NodeKind.Map:
                    writer.Write7BitEncodedInt(node.Pairs.Count);
                    foreach (var (key, value) in node.Pairs)
                    {
                        writer.Write7BitEncodedInt(Number(key));
                        WriteNode(writer, value);
                    }
                    break;
                case NodeKind.Text or NodeKind.Number or NodeKind.Boolean:
                    writer.Write7BitEncodedInt(Number(node.Text!));
                    break;
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The blob is cut short.</exception>
    public static IReadOnlyList<(string Place, Node Root)> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        var documents = new (string, Node)[reader.Read7BitEncodedInt()];
        for (var i = 0; i < documents.Length; i++) documents[i] = (texts[reader.Read7BitEncodedInt()], ReadNode());
        return documents;

        Node ReadNode()
        {
            var tag = reader.ReadByte();
            var kind = (NodeKind)(tag & 0x7F);
            var line = reader.Read7BitEncodedInt();
            switch (kind)
            {
                case NodeKind.List:
                    var items = new Node[reader.Read7BitEncodedInt()];
                    for (var i = 0; i < items.Length; i++) items[i] = ReadNode();
                    return Node.List(items, line);
                case NodeKind.Map:
                    var pairs = new KeyValuePair<string, Node>[reader.Read7BitEncodedInt()];
                    for (var i = 0; i < pairs.Length; i++) pairs[i] = new(texts[reader.Read7BitEncodedInt()], ReadNode());
                    return Node.Map(pairs, line);
                case NodeKind.Nothing:
                    return Node.Scalar(kind, null, line);
                default:
                    return Node.Scalar(kind, texts[reader.Read7BitEncodedInt()], line, plain: (tag & 0x80) != 0);
            }
        }
    }
}
