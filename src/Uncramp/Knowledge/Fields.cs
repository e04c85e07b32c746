using System.Globalization;
using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>Takes keys out of one map, reporting wrong types, missing keys and, at the end, keys nobody took.</summary>
internal sealed class Fields(Node map, string file, List<Problem> problems)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public Node Map => map;

    public string At(int line) => $"{file}:{line}";

    public void Report(string code, int line, string what, string remedy) => problems.Add(new Problem(code, At(line), what, remedy));

    public Node? Take(string key)
    {
        taken.Add(key);
        var node = map[key];
        return node is null or { Kind: NodeKind.Nothing } ? null : node;
    }

    public string? Text(string key)
    {
        var node = Take(key);
        if (node is null) return null;
        if (node.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Boolean) return node.Text!.Trim();
        Wrong(key, node, "text");
        return null;
    }

    public string Required(string key)
    {
        var text = Text(key);
        if (!string.IsNullOrEmpty(text)) return text;
        if (map[key] is null or { Kind: NodeKind.Nothing } or { Text: "" }) Report("UNC010", map.Line, $"'{key}' is missing", $"add '{key}: …'");
        return "";
    }

    public double? Number(string key)
    {
        var node = Take(key);
        if (node is null) return null;
        if (node.Number is { } number) return number;
        Wrong(key, node, "a number");
        return null;
    }

    public int? Whole(string key)
    {
        if (Number(key) is not { } number) return null;
        if (number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue) return (int)number;
        Wrong(key, map[key]!, "a whole number");
        return null;
    }

    public bool Flag(string key)
    {
        var node = Take(key);
        if (node is null) return false;
        if (node.Boolean is { } value) return value;
        Wrong(key, node, "true or false");
        return false;
    }

    public DateOnly? Date(string key)
    {
        var node = Take(key);
        if (node is null) return null;
        if (DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Wrong(key, node, "a date such as 2026-11-22");
        return null;
    }

    /// <summary>Days from "2 weeks", "14 days", "6 months".</summary>
    public int? Days(string key)
    {
        var node = Take(key);
        if (node is null) return null;
        var parts = (node.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var each = parts.Length == 2 ? parts[1].TrimEnd('s') switch { "day" => 1, "week" => 7, "month" => 30, "year" => 365, "hour" => -24, _ => 0 } : 0;
        if (each != 0 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var count))
            return each > 0 ? count * each : Math.Max(1, count / 24);
        Wrong(key, node, "a length of time such as '12 weeks'");
        return null;
    }

    public IReadOnlyList<Node> Items(string key)
    {
        var node = Take(key);
        if (node is null) return [];
        if (node.Kind == NodeKind.List) return node.Items;
        Wrong(key, node, "a list");
        return [];
    }

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => AsText(key, item)).OfType<string>()];

    public IReadOnlyList<EntryRef> Refs(string key) => [.. Items(key).Select(item => AsRef(key, item)).OfType<EntryRef>()];

    public EntryRef? Ref(string key)
    {
        var node = Take(key);
        return node is null ? null : AsRef(key, node);
    }

    public T? Word<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct
    {
        var node = Take(key);
        if (node is null) return null;
        if (node.Text is not null && words.TryGetValue(node.Text, out var value)) return value;
        Report("UNC011", node.Line, $"'{key}: {node.Text ?? node.Described}' is not known", $"use one of: {string.Join(", ", words.Keys)}");
        return null;
    }

    public IReadOnlyList<T> WordList<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct
    {
        var list = new List<T>();
        foreach (var item in Items(key))
            if (item.Text is not null && words.TryGetValue(item.Text, out var value)) list.Add(value);
            else Report("UNC011", item.Line, $"'{item.Text ?? item.Described}' is not known in '{key}'", $"use one of: {string.Join(", ", words.Keys)}");
        return list;
    }

    public NumberRange? Range()
    {
        var line = map.Line;
        var range = new NumberRange(Number("from"), Number("above"), Number("below"), Number("to"));
        if (range is { From: null, Above: null, Below: null, To: null }) return null;
        if (range.IsEmpty) Report("UNC012", line, "No number can lie in this range", "correct from, above, below or to");
        return range;
    }

    public Fields Inner(Node node) => new(node, file, problems);

    public void Done()
    {
        foreach (var (key, value) in map.Pairs)
            if (!taken.Contains(key))
                Report("UNC013", value.Line, $"The key '{key}' is not known here", $"remove it, or use one of: {string.Join(", ", taken.Order(StringComparer.Ordinal))}");
    }

    private string? AsText(string key, Node item)
    {
        if (item.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Boolean && item.Text!.Trim().Length > 0) return item.Text!.Trim();
        Wrong(key, item, "text");
        return null;
    }

    private EntryRef? AsRef(string key, Node item)
    {
        if (item is { Kind: NodeKind.Text, Text: { } id } && id.Contains('/', StringComparison.Ordinal)) return new EntryRef(id.Trim(), item.Line);
        Wrong(key, item, "an id such as symptom/pain");
        return null;
    }

    private void Wrong(string key, Node node, string wanted) =>
        Report("UNC014", node.Line, $"'{key}' is {(node.Number is null ? node.Described : node.Text)}, not {wanted}", $"write {wanted}");
}
