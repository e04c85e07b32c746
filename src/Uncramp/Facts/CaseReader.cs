using System.Globalization;
using System.Text;
using Uncramp.Documents;

namespace Uncramp.Facts;

/// <summary>
/// Reads a case (JSON or YAML) and checks it against the contract. Reads on past errors: every problem is reported, each with its path.
/// </summary>
public sealed class CaseReader
{
    /// <summary>The most bytes a case may have.</summary>
    public const int MaxBytes = 1_000_000;

    private static readonly string[] Root = ["asOf", "person", "cramps", "symptoms", "absent", "conditions", "medicines", "labs", "habits", "considering"];
    private static readonly string[] Sites = ["calf", "foot", "toes", "shin", "thigh", "hip", "hand", "arm", "back", "abdomen", "jaw", "all-over"];
    private static readonly string[] Sides = ["left", "right", "both", "alternating"];
    private static readonly string[] Timings = ["in-bed", "resting", "standing", "walking", "during-exercise", "after-exercise", "during-dialysis", "any-time"];
    private static readonly string[] Sexes = ["female", "male", "other", "unknown"];
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];
    private const int MaxText = 200;
    private const int MaxItems = 500;
    private const int MaxMedicines = 200;

    private readonly string file;
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, double> numbers = [];
    private readonly Dictionary<string, bool> answers = [];
    private readonly Dictionary<string, IReadOnlyList<string>> choices = [];
    private readonly List<CodedStatement> statements = [];
    private readonly List<LabResult> labs = [];

    private CaseReader(string file) => this.file = file;

    /// <summary>Reads UTF-8 text that is JSON when it starts with a brace, YAML otherwise.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">Its name for messages.</param>
    /// <returns>The case, or null with at least one problem.</returns>
    public static (Case? Case, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes) return (null, [new Problem("UNC101", file, $"The case has {utf8.Length:N0} bytes; the most is {MaxBytes:N0}", "leave out what is not about this person")]);
        if (utf8.Contains((byte)0)) return (null, [new Problem("UNC102", file, "The file is binary, not text", "give a case as JSON or YAML")]);
        var start = utf8.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        var (root, problem) = start >= 0 && utf8[start] is (byte)'{' or (byte)'['
            ? JsonNodes.Read(utf8, file)
            : ReadYaml(utf8, file);
        return problem is not null ? (null, [problem]) : Read(root!, file);
    }

    /// <summary>Reads a document that is already nodes, such as an example of an entry.</summary>
    public static (Case? Case, IReadOnlyList<Problem> Problems) Read(Node root, string file)
    {
        var reader = new CaseReader(file);
        var result = reader.ReadRoot(root);
        return reader.problems.Count > 0 ? (null, reader.problems) : (result, []);
    }

    private static (Node?, Problem?) ReadYaml(ReadOnlySpan<byte> utf8, string file)
    {
        try
        {
            return YamlNodes.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8), file);
        }
        catch (DecoderFallbackException)
        {
            return (null, new Problem("UNC008", file, "The file is not valid UTF-8 text", "save it as UTF-8"));
        }
    }

    private Case? ReadRoot(Node root)
    {
        if (root.Kind != NodeKind.Map)
        {
            Report("UNC110", "$", root, $"A case is an object, not {root.Described}", "start with { and name fields such as \"person\"");
            return null;
        }
        if (root["resourceType"]?.Text is { } resource)
        {
            Report("UNC103", "resourceType", root, $"This is a FHIR {resource}, not a case", "give it as JSON where a record is read, or a case as described by case.schema.json");
            return null;
        }
        Known(root, "", Root);
        ReadPerson(Object(root, "person"));
        ReadCramps(Object(root, "cramps"));
        ReadTexts(root, "symptoms", StatementKind.Symptom, MaxItems);
        ReadTexts(root, "absent", StatementKind.Absent, MaxItems);
        ReadTexts(root, "habits", StatementKind.Habit, MaxItems);
        ReadTexts(root, "considering", StatementKind.Considering, MaxItems);
        ReadDated(root, "conditions", StatementKind.Condition, MaxItems, "onset", "ended", null);
        ReadDated(root, "medicines", StatementKind.Medicine, MaxMedicines, "started", "stopped", "dose");
        ReadLabs(root);
        var asOf = root["asOf"] is { Kind: not NodeKind.Nothing } node ? Date(node, "asOf", wholeOnly: true) : null;
        return new Case
        {
            AsOf = asOf ?? Newest(),
            Numbers = numbers,
            Answers = answers,
            Choices = choices,
            Statements = statements,
            Labs = labs,
        };
    }

    private DateOnly? Newest()
    {
        DateOnly? newest = null;
        foreach (var date in statements.SelectMany(statement => new[] { statement.Start, statement.End }).Concat(labs.Select(lab => lab.Date)))
            if (date is { } day && (newest is null || day > newest)) newest = day;
        return newest;
    }

    private void ReadPerson(Node? person)
    {
        if (person is null) return;
        Known(person, "person", ["age", "sex", "pregnancyWeeks", "postpartumWeeks"]);
        Number(person, "person", "age", 0, 125, "years");
        Choice(person, "person", "sex", Sexes, many: false);
        Number(person, "person", "pregnancyWeeks", 0, 45, "weeks");
        Number(person, "person", "postpartumWeeks", 0, 52, "weeks");
    }

    private void ReadCramps(Node? cramps)
    {
        if (cramps is null) return;
        Known(cramps, "cramps", ["sites", "side", "timing", "durationMinutes", "perWeek", "severity", "sinceWeeks", "wakes", "hardMuscle", "soreAfter", "stretchHelps"]);
        Choice(cramps, "cramps", "sites", Sites, many: true);
        Choice(cramps, "cramps", "side", Sides, many: false);
        Choice(cramps, "cramps", "timing", Timings, many: true);
        Number(cramps, "cramps", "durationMinutes", 0, double.MaxValue, "minutes");
        Number(cramps, "cramps", "perWeek", 0, double.MaxValue, "cramps a week");
        Number(cramps, "cramps", "severity", 0, 10, "0 to 10");
        Number(cramps, "cramps", "sinceWeeks", 0, double.MaxValue, "weeks");
        foreach (var key in new[] { "wakes", "hardMuscle", "soreAfter", "stretchHelps" })
        {
            var node = cramps[key];
            if (node is null or { Kind: NodeKind.Nothing }) continue;
            if (node.Boolean is { } answer) answers[$"cramps.{key}"] = answer;
            else Report("UNC111", $"cramps.{key}", node, $"'{node.Text ?? node.Described}' is not true or false", "write true or false, or leave it out when unknown");
        }
    }

    private void ReadTexts(Node root, string key, StatementKind kind, int most)
    {
        foreach (var (item, path) in Items(root, key, most))
            if (Text(item, path) is { } text) statements.Add(new CodedStatement(kind, text, path));
    }

    private void ReadDated(Node root, string key, StatementKind kind, int most, string startKey, string endKey, string? extraKey)
    {
        foreach (var (item, path) in Items(root, key, most))
        {
            if (item.Kind != NodeKind.Map)
            {
                if (Text(item, path) is { } text) statements.Add(new CodedStatement(kind, text, path));
                continue;
            }
            Known(item, path, extraKey is null ? ["name", startKey, endKey] : ["name", startKey, endKey, extraKey]);
            if (item["name"] is not { } nameNode)
            {
                Report("UNC112", $"{path}.name", item, "The name is missing", "add \"name\"");
                continue;
            }
            if (extraKey is not null && item[extraKey] is { Kind: not NodeKind.Nothing } extra) Text(extra, $"{path}.{extraKey}");
            var start = item[startKey] is { Kind: not NodeKind.Nothing } startNode ? Date(startNode, $"{path}.{startKey}", wholeOnly: false) : null;
            var end = item[endKey] is { Kind: not NodeKind.Nothing } endNode ? Date(endNode, $"{path}.{endKey}", wholeOnly: false) : null;
            if (start > end) Report("UNC113", $"{path}.{endKey}", item, $"It ends on {end:yyyy-MM-dd}, before it begins on {start:yyyy-MM-dd}", "correct one of the dates");
            if (Text(nameNode, $"{path}.name") is { } name) statements.Add(new CodedStatement(kind, name, path, start, end));
        }
    }

    private void ReadLabs(Node root)
    {
        foreach (var (item, path) in Items(root, "labs", MaxItems))
        {
            if (item.Kind != NodeKind.Map)
            {
                Report("UNC110", path, item, $"A result is an object, not {item.Described}", "write { \"name\": \"potassium\", \"value\": 4.1, \"unit\": \"mmol/L\" }");
                continue;
            }
            Known(item, path, ["name", "value", "unit", "date", "low", "high"]);
            var name = item["name"] is { } nameNode ? Text(nameNode, $"{path}.name") : Missing(item, path, "name");
            var unit = item["unit"] is { } unitNode ? Text(unitNode, $"{path}.unit") : Missing(item, path, "unit");
            var value = item["value"] is { } valueNode ? RealNumber(valueNode, $"{path}.value") : null;
            if (item["value"] is null) Missing(item, path, "value");
            var low = item["low"] is { Kind: not NodeKind.Nothing } lowNode ? RealNumber(lowNode, $"{path}.low") : null;
            var high = item["high"] is { Kind: not NodeKind.Nothing } highNode ? RealNumber(highNode, $"{path}.high") : null;
            var date = item["date"] is { Kind: not NodeKind.Nothing } dateNode ? Date(dateNode, $"{path}.date", wholeOnly: true) : null;
            if (low > high) Report("UNC114", $"{path}.low", item, $"The lower limit {low} is above the upper limit {high}", "swap or correct them");
            if (name is not null && unit is not null && value is { } number) labs.Add(new LabResult(name, number, unit, date, low, high, path));
        }
    }

    private string? Missing(Node item, string path, string key)
    {
        Report("UNC112", $"{path}.{key}", item, $"'{key}' is missing", $"add \"{key}\"");
        return null;
    }

    private double? RealNumber(Node node, string path)
    {
        if (node.Number is { } number) return number;
        Report("UNC111", path, node, $"'{node.Text ?? node.Described}' is not a number", "write a number without quotes");
        return null;
    }

    private Node? Object(Node root, string key)
    {
        var node = root[key];
        if (node is null or { Kind: NodeKind.Nothing }) return null;
        if (node.Kind == NodeKind.Map) return node;
        Report("UNC110", key, node, $"'{key}' is {node.Described}, not an object", $"write \"{key}\": {{ … }}");
        return null;
    }

    private IEnumerable<(Node Item, string Path)> Items(Node root, string key, int most)
    {
        var node = root[key];
        if (node is null or { Kind: NodeKind.Nothing }) yield break;
        if (node.Kind != NodeKind.List)
        {
            Report("UNC110", key, node, $"'{key}' is {node.Described}, not a list", $"write \"{key}\": [ … ]");
            yield break;
        }
        if (node.Items.Count > most)
        {
            Report("UNC115", key, node, $"'{key}' holds {node.Items.Count} items; the most is {most}", "leave out what does not matter here");
            yield break;
        }
        for (var i = 0; i < node.Items.Count; i++) yield return (node.Items[i], $"{key}[{i}]");
    }

    private string? Text(Node node, string path)
    {
        if (node.Kind == NodeKind.Text)
        {
            var text = node.Text!.Trim();
            if (text.Length is > 0 and <= MaxText) return text;
            Report("UNC116", path, node, text.Length == 0 ? "The text is empty" : $"The text has {text.Length} characters; the most is {MaxText}", "write one short phrase");
            return null;
        }
        Report("UNC111", path, node, $"This is {node.Described}, not text", "write text in quotes");
        return null;
    }

    private void Number(Node map, string section, string key, double least, double most, string unit)
    {
        var node = map[key];
        if (node is null or { Kind: NodeKind.Nothing }) return;
        var path = $"{section}.{key}";
        if (node.Number is not { } number) Report("UNC111", path, node, $"'{node.Text ?? node.Described}' is not a number", $"write a number ({unit}) without quotes");
        else if (number < least || number > most)
            Report("UNC117", path, node, $"{number.ToString(CultureInfo.InvariantCulture)} is not possible", most == double.MaxValue ? $"write {least} or more ({unit})" : $"write a number from {least} to {most} ({unit})");
        else numbers[path] = number;
    }

    private void Choice(Node map, string section, string key, string[] allowed, bool many)
    {
        var node = map[key];
        if (node is null or { Kind: NodeKind.Nothing }) return;
        var path = $"{section}.{key}";
        if (many && node.Kind != NodeKind.List)
        {
            Report("UNC110", path, node, $"'{key}' is {node.Described}, not a list", $"write [\"{allowed[0]}\"]");
            return;
        }
        var chosen = new List<string>();
        foreach (var item in many ? node.Items : [node])
        {
            if (item.Text is { } text && allowed.Contains(text)) chosen.Add(text);
            else Report("UNC118", path, item, $"'{item.Text ?? item.Described}' is not one of the choices", $"use {string.Join(", ", allowed)}");
        }
        if (chosen.Count > 0) choices[path] = chosen;
    }

    private DateOnly? Date(Node node, string path, bool wholeOnly)
    {
        var text = node.Text?.Trim();
        if (text is not null && DateOnly.TryParseExact(text, wholeOnly ? DateForms[..1] : DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Report("UNC119", path, node, $"'{text ?? node.Described}' is not a date", wholeOnly ? "write YYYY-MM-DD" : "write YYYY-MM-DD, YYYY-MM or YYYY");
        return null;
    }

    private void Known(Node map, string path, string[] allowed)
    {
        foreach (var (key, value) in map.Pairs)
        {
            if (allowed.Contains(key)) continue;
            var near = allowed.OrderBy(name => EditDistance.Between(name, key, 3)).First();
            var remedy = EditDistance.Between(near, key, 3) <= 3 ? $"did you mean '{near}'?" : $"remove it; known here: {string.Join(", ", allowed)}";
            Report("UNC120", path.Length == 0 ? key : $"{path}.{key}", value, $"The field '{key}' is not known", remedy);
        }
    }

    private void Report(string code, string path, Node node, string what, string remedy) =>
        problems.Add(new Problem(code, node.Line > 0 ? $"{file}:{node.Line} {path}" : $"{file} {path}", what, remedy));
}
