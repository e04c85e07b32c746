namespace Uncramp.Documents;

/// <summary>What a <see cref="Node"/> holds.</summary>
public enum NodeKind : byte
{
    /// <summary>Nothing: JSON <c>null</c> or an empty YAML value.</summary>
    Nothing,
    /// <summary>Text. In YAML also numbers and booleans, which are told apart on demand.</summary>
    Text,
    /// <summary>A JSON number.</summary>
    Number,
    /// <summary>A JSON boolean.</summary>
    Boolean,
    /// <summary>A list.</summary>
    List,
    /// <summary>Keys with values, in the order of the file.</summary>
    Map,
}

/// <summary>
/// One value of a document, whether it came from YAML, JSON or the packed knowledge, with the line it stood on.
/// The readers of knowledge and of cases see only this, so a rule is written once for every format.
/// </summary>
public sealed class Node
{
    private static readonly IReadOnlyList<Node> NoItems = [];
    private static readonly IReadOnlyList<KeyValuePair<string, Node>> NoPairs = [];

    private Node(NodeKind kind, string? text, IReadOnlyList<Node> items, IReadOnlyList<KeyValuePair<string, Node>> pairs, int line, bool plain)
        => (Kind, Text, Items, Pairs, Line, Plain) = (kind, text, items, pairs, line, plain);

    /// <summary>What this node holds.</summary>
    public NodeKind Kind { get; }

    /// <summary>The scalar as written; null for lists, maps and nothing.</summary>
    public string? Text { get; }

    /// <summary>The items of a list; empty otherwise.</summary>
    public IReadOnlyList<Node> Items { get; }

    /// <summary>The pairs of a map in file order; empty otherwise.</summary>
    public IReadOnlyList<KeyValuePair<string, Node>> Pairs { get; }

    /// <summary>The line in its file, from 1; 0 when unknown.</summary>
    public int Line { get; }

    /// <summary>True for a YAML scalar without quotes, which may stand for a number or boolean.</summary>
    public bool Plain { get; }

    /// <summary>The value under a key, or null when the key is absent.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (var pair in Pairs)
                if (pair.Key == key) return pair.Value;
            return null;
        }
    }

    /// <summary>A scalar.</summary>
    public static Node Scalar(NodeKind kind, string? text, int line, bool plain = false) => new(kind, text, NoItems, NoPairs, line, plain);

    /// <summary>A list.</summary>
    public static Node List(IReadOnlyList<Node> items, int line) => new(NodeKind.List, null, items, NoPairs, line, plain: false);

    /// <summary>A map.</summary>
    public static Node Map(IReadOnlyList<KeyValuePair<string, Node>> pairs, int line) => new(NodeKind.Map, null, NoItems, pairs, line, plain: false);

    /// <summary>The number this node stands for, or null. Quoted YAML text is not a number.</summary>
    public double? Number =>
        (Kind == NodeKind.Number || (Kind == NodeKind.Text && Plain))
        && double.TryParse(Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The boolean this node stands for, or null. Quoted YAML text is not a boolean.</summary>
    public bool? Boolean => (Kind == NodeKind.Boolean || (Kind == NodeKind.Text && Plain)) switch
    {
        true when Text is "true" => true,
        true when Text is "false" => false,
        _ => null,
    };

    /// <summary>What kind of value this is, for messages: "a list", "text", "a number".</summary>
    public string Described => Kind switch
    {
        NodeKind.Nothing => "nothing",
        NodeKind.List => "a list",
        NodeKind.Map => "an object",
        _ when Number is not null => "a number",
        _ when Boolean is not null => "true or false",
        _ => "text",
    };
}
