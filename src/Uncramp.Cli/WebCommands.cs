using System.CommandLine;

namespace Uncramp.Cli;

/// <summary>Only described here: the launcher starts the web program for them, because it owns the database.</summary>
internal static class WebCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Described(new Command("serve", "Start the web app on http://localhost:5080 (the default command).\n\nExamples:\n  ./uncramp\n  ./uncramp serve --urls http://localhost:6000 --data ./data")
        {
            new Option<string>("--urls") { Description = "Where to listen (default http://localhost:5080)" },
            Data(),
            Database(),
            new Option<bool>("--shared") { Description = "Let other devices connect" },
        }),
        Described(new Command("export", "Write everything of this machine's diary as JSON, while the app runs.\n\nExamples:\n  ./uncramp export > diary.json\n  ./uncramp export | ./uncramp report - --out report.pdf")
        {
            Data(),
            Database(),
        }),
        Described(new Command("backup", "Keep all diaries in one file, while the app runs.\n\nExamples:\n  ./uncramp backup diary.backup\n  ./uncramp backup diary.backup --passphrase-file secret.txt")
        {
            new Argument<string>("FILE") { Description = "The file to write; never one that is there" },
            Data(),
            Database(),
            Passphrase(),
        }),
        Described(new Command("restore", "Bring the diaries of a backup back. Stop the app first.\n\nExample:\n  ./uncramp restore diary.backup --data ./data")
        {
            new Argument<string>("FILE") { Description = "The backup" },
            Data(),
            Database(),
            Passphrase(),
            new Option<bool>("--replace") { Description = "Lose the diaries that are there now" },
        }),
    ];

    private static Option<string> Data() => new("--data") { Description = "Where the embedded database lives (default ./data)" };

    private static Option<string> Database() => new("--database") { Description = "A PostgreSQL database instead, as \"Host=…;Database=…;Username=…\"" };

    private static Option<string> Passphrase() => new("--passphrase-file") { Description = "A file whose first line is the passphrase; the backup is encrypted with it" };

    private static Command Described(Command command)
    {
        command.SetAction(_ =>
        {
            Console.Error.WriteLine($"Run ./uncramp {command.Name} from the project's root.");
            return 2;
        });
        return command;
    }
}
