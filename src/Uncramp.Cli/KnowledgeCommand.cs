using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Uncramp.Assessment;
using Uncramp.Documents;
using Uncramp.Knowledge;

namespace Uncramp.Cli;

/// <summary><c>uncramp knowledge …</c>: check it, read it, begin a new entry.</summary>
internal static class KnowledgeCommand
{
    private const string DefaultFolder = "knowledge";

    public static Command Create() => new("knowledge", "Check, read and extend the knowledge base.\n\nExamples:\n  ./uncramp knowledge check\n  ./uncramp knowledge show medicine/thiazide\n  ./uncramp knowledge claims --format json\n  ./uncramp knowledge new cause cold-feet")
    {
        Check(), List(), Show(), Claims(), Sources(), New(), ExportCommand.Create(),
    };

    private static Command Check()
    {
        var command = new Command("check", "Validate every entry: file:line: what is wrong; how to mend it. Exit code 1 when anything is.");
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(CommonOptions.Knowledge)?.FullName ?? Path.GetFullPath(DefaultFolder);
            if (!Directory.Exists(folder)) return CommonOptions.Refuse([new Problem("UNC140", folder, "There is no such folder", "run from the project's root or give --knowledge DIR")]);
            var (knowledge, unreadable) = KnowledgeFolder.Read(folder);
            IReadOnlyList<Problem> problems = [.. unreadable, .. KnowledgeCheck.Check(knowledge)];
            foreach (var problem in problems) Console.Out.WriteLine(problem);
            Console.Out.WriteLine(problems.Count == 0
                ? $"All right: {knowledge.Entries.Count} entries, {knowledge.Entries.Sum(entry => entry.Claims.Count)} claims answered, {knowledge.Entries.Sum(entry => entry.Examples.Count)} example patients hold."
                : $"{problems.Count} problems in {knowledge.Entries.Count} entries.");
            return problems.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command List()
    {
        var format = CommonOptions.Format("text", "json");
        var command = new Command("list", "Every entry with its title.") { format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            if (CommonOptions.FormatOf(parsed, format) == "json")
                Json(json => Array(json, knowledge.Entries, entry =>
                {
                    json.WriteString("id", entry.Id);
                    json.WriteString("kind", entry.Kind.Name());
                    json.WriteString("title", entry.Title);
                }));
            else foreach (var entry in knowledge.Entries) Console.Out.WriteLine($"{entry.Id,-48} {entry.Title}");
            return 0;
        }));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "kind/name, such as medicine/thiazide" };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("show", "One entry, whole.") { id, format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var wanted = parsed.GetRequiredValue(id);
            if (knowledge.Find(wanted) is not { } entry)
            {
                var near = knowledge.Entries.Where(other => other.Id.Contains(wanted.Split('/')[^1], StringComparison.OrdinalIgnoreCase)).Take(3).Select(other => other.Id).ToList();
                return CommonOptions.Refuse([new Problem("UNC144", wanted, "There is no such entry", near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : "see ./uncramp knowledge list")]);
            }
            if (CommonOptions.FormatOf(parsed, format) == "json")
                Json(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("id", entry.Id);
                    foreach (var (key, value) in entry.Document.Pairs)
                    {
                        json.WritePropertyName(key);
                        Node(json, value);
                    }
                    json.WriteEndObject();
                });
            else Text(entry);
            return 0;
        }));
        return command;
    }

    private static Command Claims()
    {
        var format = CommonOptions.Format("text", "json");
        var command = new Command("claims", "What the five starting articles say, and our answer.") { format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var claims = knowledge.Entries.SelectMany(entry => entry.Claims.Select(claim => (entry, claim))).OrderBy(pair => pair.claim.Answers, StringComparer.Ordinal).ToList();
            if (CommonOptions.FormatOf(parsed, format) == "json")
                Json(json => Array(json, claims, pair =>
                {
                    json.WriteString("id", pair.claim.Answers);
                    json.WriteString("entry", pair.entry.Id);
                    json.WriteString("verdict", pair.claim.Verdict);
                    json.WriteString("certainty", AssessmentJson.Name(pair.claim.Certainty));
                    json.WriteString("text", pair.claim.Text);
                    Ids(json, "sources", pair.claim.Sources.Select(source => source.Id));
                    Ids(json, "beside", pair.claim.Beside);
                }));
            else foreach (var (entry, claim) in claims) Console.Out.WriteLine($"{claim.Answers}  {claim.Verdict,-13} {AssessmentJson.Name(claim.Certainty),-9} {entry.Id}: {claim.Text}");
            return 0;
        }));
        return command;
    }

    private static Command Sources()
    {
        var format = CommonOptions.Format("text", "json");
        var command = new Command("sources", "Who said so, and what was verified.") { format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var sources = knowledge.OfKind(EntryKind.Source);
            if (CommonOptions.FormatOf(parsed, format) == "json")
                Json(json => Array(json, sources, entry =>
                {
                    var source = entry.Source!;
                    json.WriteString("id", entry.Id);
                    json.WriteString("title", entry.Title);
                    json.WriteString("authors", source.Authors);
                    json.WriteString("journal", source.Journal);
                    if (source.Year is { } year) json.WriteNumber("year", year);
                    json.WriteString("doi", source.Doi);
                    json.WriteString("pmid", source.Pmid);
                    json.WriteString("design", source.Design);
                    json.WriteString("n", source.N);
                    json.WriteString("findings", source.Findings);
                    json.WriteBoolean("verified", source.Verified);
                    Ids(json, "unverified", source.UnverifiedFields);
                    json.WriteString("status", source.Status);
                }));
            else foreach (var entry in sources) Console.Out.WriteLine($"{entry.Id}\n  {entry.Source!.Authors}. {entry.Title}. {entry.Source.Journal}{(entry.Source.Year is { } year ? $" ({year})" : "")}{(entry.Source.Verified ? "" : " [unverified]")}{(entry.Source.Status is { } status ? $" [{status}]" : "")}");
            return 0;
        }));
        return command;
    }

    private static Command New()
    {
        var kind = new Argument<string>("KIND") { Description = "cause, condition, situation, medicine, symptom …" };
        var name = new Argument<string>("NAME") { Description = "kebab-case, such as cold-feet" };
        var command = new Command("new", "Begin an entry: writes a file with every key it needs, ready to fill in.") { kind, name };
        command.SetAction(parsed =>
        {
            var (kindName, entryName) = (parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name));
            if (EntryKinds.Parse(kindName) is not { } parsedKind)
                return CommonOptions.Refuse([new Problem("UNC145", kindName, "There is no such kind", $"use one of: {string.Join(", ", EntryKinds.All.Select(known => known.Name()))}")]);
            if (entryName.Length == 0 || !entryName.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                return CommonOptions.Refuse([new Problem("UNC146", entryName, "A name has small letters, digits and hyphens", "write it like cold-feet")]);
            var path = Path.Combine(parsed.GetValue(CommonOptions.Knowledge)?.FullName ?? DefaultFolder, parsedKind.Folder(), $"{entryName}.yaml");
            if (File.Exists(path)) return CommonOptions.Refuse([new Problem("UNC147", path, "This entry is there already", "edit it")]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EntryTemplate.For(parsedKind, entryName));
            Console.Out.WriteLine($"{path}\nFill it in, then run ./uncramp knowledge check.");
            return 0;
        });
        return command;
    }

    private static void Text(Entry entry)
    {
        Console.Out.WriteLine($"{entry.Title}  ({entry.Id})");
        foreach (var text in new[] { entry.Say, entry.Text, entry.Clinician is { } clinician ? $"For clinicians: {clinician}" : null }.OfType<string>()) Console.Out.WriteLine($"\n{text.TrimEnd()}");
        foreach (var step in entry.Measure?.Steps ?? []) Console.Out.WriteLine($"  - {step}");
        if (entry.Claims.Count > 0) Console.Out.WriteLine();
        foreach (var claim in entry.Claims) Console.Out.WriteLine($"{claim.Answers} {claim.Verdict} ({AssessmentJson.Name(claim.Certainty)}): {claim.Text} [{string.Join(", ", claim.Sources.Select(source => source.Id))}]");
        if (entry.Sources.Count > 0) Console.Out.WriteLine($"\nSources: {string.Join(", ", entry.Sources.Select(source => source.Id))}");
    }

    private static void Json(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        output.Write("\n"u8);
    }

    private static void Array<T>(Utf8JsonWriter json, IEnumerable<T> rows, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(row);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Ids(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void Node(Utf8JsonWriter json, Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                json.WriteStartObject();
                foreach (var (key, value) in node.Pairs)
                {
                    json.WritePropertyName(key);
                    Node(json, value);
                }
                json.WriteEndObject();
                break;
            case NodeKind.List:
                json.WriteStartArray();
                foreach (var item in node.Items) Node(json, item);
                json.WriteEndArray();
                break;
            case NodeKind.Nothing: json.WriteNullValue(); break;
            default:
                if (node.Number is { } number) json.WriteNumberValue(number);
                else if (node.Boolean is { } boolean) json.WriteBooleanValue(boolean);
                else json.WriteStringValue(node.Text);
                break;
        }
    }
}
