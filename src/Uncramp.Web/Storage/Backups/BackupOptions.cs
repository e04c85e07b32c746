namespace Uncramp.Web.Storage.Backups;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Restores">Back, instead of away.</param>
/// <param name="File">The backup.</param>
/// <param name="Data">The folder of the embedded database.</param>
/// <param name="Connection">PostgreSQL instead, or null.</param>
/// <param name="PassphraseFile">A file whose first line is the passphrase, or null.</param>
/// <param name="Replace">Whether diaries that are there may be overwritten.</param>
internal sealed record BackupOptions(bool Restores, string File, string Data, string? Connection, string? PassphraseFile, bool Replace)
{
    public static (BackupOptions? Options, Problem? Problem) Parse(string[] args)
    {
        var restores = args[0] == "restore";
        var options = new BackupOptions(restores, "", "data", null, null, Replace: false);
        for (var i = 1; i < args.Length; i++)
        {
            var (name, value) = args[i].StartsWith("--", StringComparison.Ordinal) && args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
            if (name == "--replace" && restores)
            {
                options = options with { Replace = true };
                continue;
            }
            if (!name.StartsWith("--", StringComparison.Ordinal) && options.File.Length == 0)
            {
                options = options with { File = name };
                continue;
            }
            if (name is not ("--data" or "--database" or "--passphrase-file"))
                return (null, new Problem("UNC150", name, "This is not known here", $"write ./uncramp {args[0]} FILE with --data, --database, --passphrase-file{(restores ? " or --replace" : "")}"));
            value ??= i + 1 < args.Length ? args[++i] : null;
            if (string.IsNullOrWhiteSpace(value)) return (null, new Problem("UNC151", name, "Its value is missing", $"write {name} and its value"));
            options = name switch
            {
                "--data" => options with { Data = value },
                "--database" => options with { Connection = value },
                _ => options with { PassphraseFile = value },
            };
        }
        return options.File.Length == 0 ? (null, new Problem("UNC151", args[0], "The file is missing", $"write ./uncramp {args[0]} FILE")) : (options, null);
    }
}
