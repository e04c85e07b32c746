using Uncramp.Knowledge;

namespace Uncramp;

/// <summary>Reads a knowledge folder from disk. Shared as source by the edges, because the core reads no files.</summary>
internal static class KnowledgeFolder
{
    /// <summary>Every file of the folder that knowledge is made of, by its path inside the folder.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal) || System.IO.Path.GetFileName(path) is "RELEASE" or "register.tsv")
            .Select(path => (System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)));

    /// <summary>Reads the folder and links it; with problems the base is only good for reporting.</summary>
    public static (KnowledgeBase Knowledge, IReadOnlyList<Problem> Problems) Read(string folder)
    {
        var (documents, unreadable) = KnowledgeReader.Parse(Files(folder));
        var (knowledge, unsound) = KnowledgeReader.Read(documents);
        return (knowledge, [.. unreadable, .. unsound]);
    }
}
