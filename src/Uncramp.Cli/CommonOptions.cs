using System.CommandLine;
using Uncramp.Knowledge;

namespace Uncramp.Cli;

/// <summary>Options that every command takes, and what goes with them.</summary>
internal static class CommonOptions
{
    public static Option<DirectoryInfo?> Knowledge { get; } = new("--knowledge")
    {
        Description = "Read this knowledge folder instead of the built-in base",
        Recursive = true,
    };

    public static Option<string?> Format(params string[] formats)
    {
        var option = new Option<string?>("--format") { Description = $"{string.Join(", ", formats)} (default: text on a terminal, json otherwise)" };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    public static string FormatOf(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) ?? (Console.IsOutputRedirected ? "json" : "text");

    /// <summary>Runs with the knowledge asked for; a folder with problems is refused with all of them.</summary>
    public static int WithKnowledge(ParseResult parsed, Func<KnowledgeBase, int> run)
    {
        if (parsed.GetValue(Knowledge) is not { } folder) return run(KnowledgeBase.BuiltIn);
        if (!folder.Exists) return Refuse([new Problem("UNC140", folder.ToString(), "There is no such folder", "give the path of a knowledge folder")]);
        var (knowledge, problems) = KnowledgeFolder.Read(folder.FullName);
        return problems.Count > 0 ? Refuse(problems) : run(knowledge);
    }

    /// <summary>Prints problems on standard error, nothing on standard output.</summary>
    public static int Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) Console.Error.WriteLine(problem);
        return 2;
    }
}
