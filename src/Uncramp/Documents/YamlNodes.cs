using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Uncramp.Documents;

/// <summary>Reads one YAML document into <see cref="Node"/>s, keeping lines. Anchors, aliases and tags are refused: a file must say what it means.</summary>
public static class YamlNodes
{
    /// <summary>Reads the text; problems name <paramref name="place"/> and the line.</summary>
    /// <param name="text">The document.</param>
    /// <param name="place">The file's name for messages.</param>
    /// <param name="maxDepth">Deepest nesting accepted.</param>
    /// <returns>The root, or null when the text could not be read, and what was wrong.</returns>
    public static (Node? Root, Problem? Problem) Read(string text, string place, int maxDepth = 64)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return (null, new Problem("UNC002", place, "The file is empty", "write an entry or a case into it"));
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, place, 0, maxDepth);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? (root, null)
                : (null, new Problem("UNC003", place, "The file holds more than one document", "keep one document a file"));
        }
        catch (UnreadableException unreadable)
        {
            return (null, unreadable.Problem);
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way to give up on some texts that are no YAML.
            return (null, new Problem("UNC001", place, "This is not valid YAML", "check indentation, quotes and colons"));
        }
        catch (YamlException error)
        {
            var what = error.InnerException?.Message ?? error.Message;
            return (null, new Problem("UNC001", $"{place}:{error.Start.Line}", $"This is not valid YAML: {what.TrimEnd('.')}", "check indentation, quotes and colons near this line"));
        }
    }

    private static Node ReadNode(Parser parser, string place, int depth, int maxDepth)
    {
        var at = parser.Current!.Start;
        var line = (int)at.Line;
        if (depth > maxDepth) throw new UnreadableException(new Problem("UNC004", $"{place}:{line}", $"Nesting is deeper than {maxDepth} levels", "flatten the document"));
        if (parser.TryConsume<AnchorAlias>(out _)) throw new UnreadableException(new Problem("UNC005", $"{place}:{line}", "Aliases (*name) are not accepted", "write the value out"));
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var plain = scalar.Style == ScalarStyle.Plain;
            return plain && scalar.Value is "" or "~" or "null" && plain
                ? Node.Scalar(NodeKind.Nothing, null, line)
                : Node.Scalar(NodeKind.Text, scalar.Value, line, plain);
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, place, depth + 1, maxDepth));
            return Node.List(items, line);
        }
        parser.Consume<MappingStart>();
        var pairs = new List<KeyValuePair<string, Node>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = parser.Current!.Start.Line;
            if (!parser.TryConsume<Scalar>(out var key)) throw new UnreadableException(new Problem("UNC006", $"{place}:{keyLine}", "A key must be plain text", "use a simple key"));
            if (pairs.Exists(pair => pair.Key == key.Value)) throw new UnreadableException(new Problem("UNC007", $"{place}:{keyLine}", $"The key '{key.Value}' stands twice", "keep one of them"));
            pairs.Add(new(key.Value, ReadNode(parser, place, depth + 1, maxDepth)));
        }
        return Node.Map(pairs, line);
    }
}

/// <summary>Carries a <see cref="Problem"/> out of a reader's recursion; never leaves this folder.</summary>
internal sealed class UnreadableException(Problem problem) : Exception(problem.What)
{
    public Problem Problem { get; } = problem;
}
