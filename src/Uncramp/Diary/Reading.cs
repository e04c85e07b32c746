using Uncramp.Documents;

namespace Uncramp.Diary;

/// <summary>One reading of a document: it goes on past errors and keeps every problem with its place.</summary>
internal sealed class Reading(string file)
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public void Report(string code, string path, Node node, string what, string remedy) =>
        problems.Add(new Problem(code, node.Line > 0 ? $"{file}:{node.Line} {path}" : $"{file} {path}", what, remedy));

    /// <summary>Reports keys that nobody reads: a misspelt one would otherwise be lost in silence.</summary>
    public void Known(Node map, string path, IReadOnlyCollection<string> allowed)
    {
        foreach (var (key, value) in map.Pairs)
        {
            if (allowed.Contains(key)) continue;
            var near = allowed.OrderBy(name => EditDistance.Between(name, key, 3)).First();
            var remedy = EditDistance.Between(near, key, 3) <= 3 ? $"did you mean '{near}'?" : $"remove it; known here: {string.Join(", ", allowed)}";
            Report("UNC120", path.Length == 0 ? key : $"{path}.{key}", value, $"The field '{key}' is not known", remedy);
        }
    }

    /// <summary>The node when it is an object; otherwise a problem and null.</summary>
    public Node? Object(Node node, string path)
    {
        if (node.Kind == NodeKind.Map) return node;
        Report("UNC110", path, node, $"This is {node.Described}, not an object", "write { … }");
        return null;
    }

    /// <summary>The items of a list; none after a problem.</summary>
    public IEnumerable<(Node Item, string Path)> Items(Node? node, string path, int most)
    {
        if (node is null or { Kind: NodeKind.Nothing }) yield break;
        if (node.Kind != NodeKind.List)
        {
            Report("UNC110", path, node, $"This is {node.Described}, not a list", "write [ … ]");
            yield break;
        }
        if (node.Items.Count > most)
        {
            Report("UNC115", path, node, $"It holds {node.Items.Count:N0} items; the most is {most:N0}", "split it, or leave out what is not needed");
            yield break;
        }
        for (var i = 0; i < node.Items.Count; i++) yield return (node.Items[i], $"{path}[{i}]");
    }

    /// <summary>The stamp <c>{ "at": …, "by": … }</c>, or null after a problem.</summary>
    public Stamp? Stamp(Node node, string path)
    {
        if (Object(node, path) is not { } map) return null;
        Known(map, path, ["at", "by"]);
        return StampIn(map, path);
    }

    /// <summary>The stamp whose <c>at</c> and <c>by</c> stand among other keys.</summary>
    public Stamp? StampIn(Node map, string path)
    {
        if (map["at"] is not { } at)
        {
            Report("UNC112", $"{path}.at", map, "'at' is missing", "add \"at\": \"2026-11-22T03:12:00Z\"");
            return null;
        }
        var by = map["by"] is { Kind: not NodeKind.Nothing } name ? Shapes.Text(100).Read(name, this, $"{path}.by") : "";
        return Shapes.Time.Read(at, this, $"{path}.at") is { } instant && by is not null ? new Stamp(instant.ToUniversalTime(), by) : null;
    }
}
