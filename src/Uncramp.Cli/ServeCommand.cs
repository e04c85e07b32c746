using System.CommandLine;

namespace Uncramp.Cli;

/// <summary>Only described here: the launcher starts the web app itself.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Start the web app on http://localhost:5080 (the default command).\n\nExamples:\n  ./uncramp\n  ./uncramp serve --urls http://localhost:6000 --data ./data")
        {
            new Option<string>("--urls") { Description = "Where to listen (default http://localhost:5080)" },
            new Option<DirectoryInfo>("--data") { Description = "Where the embedded database lives (default ./data)" },
        };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("Start the web app with ./uncramp serve from the project's root.");
            return 2;
        });
        return command;
    }
}
