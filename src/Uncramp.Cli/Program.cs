using System.CommandLine;
using Uncramp.Cli;

// The command tree. Each command lives in a file of its own and returns an exit code:
// 0 done, 1 the answer is "not all right", 2 bad input or usage.
var root = new RootCommand("Night leg cramps: what to do, why they may happen, when to see a doctor. Not a diagnosis.")
{
    AssessCommand.Create(),
    ReportCommand.Create(),
    KnowledgeCommand.Create(),
    TrialCommand.Create(),
    ScreenCommand.Create(),
    SignalsCommand.Create(),
};
foreach (var command in WebCommands.Create()) root.Subcommands.Add(command);
root.Options.Remove(root.Options.OfType<VersionOption>().Single());
var version = new Option<bool>("--version") { Description = "Software version, knowledge release and its hash" };
root.Options.Add(version);
root.Options.Add(CommonOptions.Knowledge);
root.SetAction(parsed =>
{
    if (!parsed.GetValue(version)) return new System.CommandLine.Help.HelpAction().Invoke(parsed);
    return CommonOptions.WithKnowledge(parsed, knowledge =>
    {
        Console.Out.WriteLine($"uncramp {typeof(CommonOptions).Assembly.GetName().Version?.ToString(3)}, knowledge {knowledge.Release.Version} ({knowledge.Release.Hash})");
        return 0;
    });
});
var result = root.Parse(args);
if (result.Errors.Count > 0)
{
    foreach (var error in result.Errors) Console.Error.WriteLine($"uncramp: {error.Message}");
    Console.Error.WriteLine("See ./uncramp --help for the commands and their options.");
    return 2;
}
return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

namespace Uncramp.Cli
{
    /// <summary>Names this assembly, so that tests find the program they start.</summary>
    public static class EntryPoint;
}
