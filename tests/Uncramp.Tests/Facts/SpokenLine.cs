using System.Text;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>One line of phrases.txt: what somebody says, and what it must mean.</summary>
internal sealed record SpokenLine(int Number, string List, string Text, string Meaning)
{
    private const string Arrow = " => ";
    private static readonly string[] Lists = ["symptoms", "conditions", "habits", "absent"];

    public static IEnumerable<SpokenLine> ReadAll(string file) =>
        File.ReadLines(file).Select((line, at) => (line, at)).Where(pair => pair.line.Contains(Arrow, StringComparison.Ordinal) && pair.line[0] != '#').Select(pair => Parse(pair.line, pair.at + 1));

    /// <summary>What is not as the line wants it; empty when all is well.</summary>
    public IEnumerable<string> Differences(KnowledgeBase knowledge)
    {
        var yaml = $"asOf: 2026-11-22\n{List}: [\"{Text.Replace("\"", "\\\"")}\"]";
        var (given, problems) = CaseReader.Read(Encoding.UTF8.GetBytes(yaml), $"phrases.txt:{Number}");
        if (problems.Count > 0) return problems.Select(problem => problem.ToString());
        var facts = FactsBuilder.Build(knowledge, given!).Facts;
        var concluded = knowledge.Entries.Where(entry => facts.Stated(entry) == Truth.True).Select(entry => entry.Id).ToList();
        var asked = facts.Hinted.Select(entry => entry.Id).ToList();
        var heard = $"heard: {string.Join(", ", concluded.Concat(asked.Select(id => $"? {id}")))}";
        return Meaning.Split(", ").Where(wanted => !Holds(wanted)).Select(wanted => $"{Number}: '{Text}' wants {wanted}; {heard}");

        bool Holds(string wanted) => wanted.Split(' ') switch
        {
            ["nothing"] => concluded.Count == 0 && asked.Count == 0,
            ["no", var id] => facts.Stated(knowledge[id]) == Truth.False,
            ["not", var id] => !concluded.Contains(id) && !asked.Contains(id),
            ["?", var id] => asked.Contains(id) && !concluded.Contains(id),
            [var id] => concluded.Contains(id),
            _ => throw new FormatException($"phrases.txt:{Number}: '{wanted}' is not a meaning"),
        };
    }

    private static SpokenLine Parse(string line, int number)
    {
        var parts = line.Split(Arrow, 2);
        var colon = parts[0].IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Lists.Contains(parts[0][..colon])
            ? new SpokenLine(number, parts[0][..colon], parts[0][(colon + 2)..], parts[1])
            : new SpokenLine(number, Lists[0], parts[0], parts[1]);
    }
}
