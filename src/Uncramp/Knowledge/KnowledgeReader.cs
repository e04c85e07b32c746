using System.Security.Cryptography;
using System.Text;
using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>Documents → entries → knowledge base, keeping file and line. The same way for YAML files and for the packed blob.</summary>
public static class KnowledgeReader
{
    private const string LexiconFile = "lexicon.yaml";
    private const string HelplinesFile = "helplines.yaml";
    private const string RegisterFile = "register.tsv";
    private const string ReleaseFile = "RELEASE";

    /// <summary>Parses the text files of a knowledge folder into documents.</summary>
    /// <param name="files">Path relative to the folder, with forward slashes, and content.</param>
    public static (IReadOnlyList<(string Place, Node Root)> Documents, IReadOnlyList<Problem> Problems) Parse(IEnumerable<(string Path, string Text)> files)
    {
        var documents = new List<(string, Node)>();
        var problems = new List<Problem>();
        var hash = new StringBuilder();
        var version = "";
        foreach (var (path, text) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (path is ReleaseFile or RegisterFile)
            {
                documents.Add((path, Node.Scalar(NodeKind.Text, text, 1)));
                if (path == ReleaseFile) version = text.Trim();
            }
            else if (path.EndsWith(".yml", StringComparison.Ordinal)) problems.Add(new Problem("UNC016", $"{path}:1", "Entries end in .yaml", "rename the file"));
            else if (path.EndsWith(".yaml", StringComparison.Ordinal))
            {
                var (root, problem) = YamlNodes.Read(text, path);
                if (problem is not null) problems.Add(problem);
                else documents.Add((path, root!));
            }
            else continue;
            hash.Append(path).Append('\n').Append(text).Append('\n');
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())))[..12];
        documents.Add(("release", Node.List([Node.Scalar(NodeKind.Text, version, 1), Node.Scalar(NodeKind.Text, digest, 1)], 1)));
        return (documents, problems);
    }

    /// <summary>Reads documents into a knowledge base. With problems the base is there for reporting, not for use.</summary>
    public static (KnowledgeBase Knowledge, IReadOnlyList<Problem> Problems) Read(IReadOnlyList<(string Place, Node Root)> documents)
    {
        var problems = new List<Problem>();
        var entries = new List<Entry>();
        var lexicon = new Lexicon();
        var helplines = new List<Helpline>();
        var registerText = "";
        var release = new Release("0", "");
        foreach (var (place, root) in documents)
        {
            var parts = place.Split('/');
            if (place == LexiconFile) lexicon = Lexicon.Read(root, place, problems);
            else if (place == HelplinesFile) helplines.AddRange(root.Pairs.Select(pair => Helpline(pair.Key, new Fields(pair.Value, place, problems))));
            else if (place == RegisterFile) registerText = root.Text ?? "";
            else if (place == "release") release = new Release(root.Items[0].Text ?? "0", root.Items[1].Text ?? "");
            else if (parts.Length == 2 && EntryKinds.OfFolder(parts[0]) is { } kind && place.EndsWith(".yaml", StringComparison.Ordinal))
            {
                var name = parts[1][..^".yaml".Length];
                if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) problems.Add(new Problem("UNC017", $"{place}:1", $"'{name}' is not a name for an entry", "use small letters, digits and hyphens"));
                if (root.Kind == NodeKind.Map) entries.Add(EntryReader.Read(kind, name, place, root, problems));
                else problems.Add(new Problem("UNC014", $"{place}:1", $"An entry is an object, not {root.Described}", "write keys such as 'title: …'"));
            }
            else if (place != ReleaseFile) problems.Add(new Problem("UNC015", $"{place}:1", "This file lies in no folder of the knowledge", "move it into the folder of its kind"));
        }
        entries.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return (new KnowledgeBase(entries, lexicon, registerText, helplines, release, problems), problems);
    }

    private static Helpline Helpline(string country, Fields fields) =>
        new(country, fields.Required("name"), fields.Required("emergency"), fields.Text("advice"));
}
