using System.CommandLine;
using Uncramp.Fhir.Writing;

namespace Uncramp.Cli;

/// <summary><c>uncramp knowledge export --fhir DIR</c>: the knowledge as a FHIR package, the whole folder or nothing.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Fhir = new("--fhir") { Description = "The folder to write: package.tgz, and the same files under package/. New or empty.", Required = true };

    public static Command Create()
    {
        var command = new Command("export", "The knowledge for other software: a FHIR R4 package.\n\nExample:\n  ./uncramp knowledge export --fhir out") { Fhir };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge => Write(KnowledgePackage.Of(knowledge), parsed.GetRequiredValue(Fhir))));
        return command;
    }

    private static int Write(KnowledgePackage package, string folder)
    {
        if (File.Exists(folder)) return CommonOptions.Refuse([new Problem("UNC157", folder, "This is a file", "name a folder that is new or empty")]);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) return CommonOptions.Refuse([new Problem("UNC157", folder, "This folder is not empty", "name one that is new or empty, or empty it; nothing was written")]);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            var files = Directory.CreateDirectory(Path.Combine(part, "package")).FullName;
            foreach (var (name, bytes) in package.Files) File.WriteAllBytes(Path.Combine(files, name), bytes);
            using (var tarball = File.Create(Path.Combine(part, "package.tgz"))) package.WriteTarball(tarball);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(part, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
            return CommonOptions.Refuse([new Problem("UNC156", folder, "This cannot be written", "see the folder and whether you may write there")]);
        }
        Console.Out.WriteLine($"{package.Resources} resources in {Path.Combine(folder, "package.tgz")}");
        return 0;
    }
}
