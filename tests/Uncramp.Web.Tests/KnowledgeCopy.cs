namespace Uncramp.Web.Tests;

/// <summary>A copy of the knowledge folder to change, until it is disposed.</summary>
internal sealed class KnowledgeCopy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("uncramp-knowledge");

    public KnowledgeCopy()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "Uncramp.slnx"))) root = root.Parent!;
        var from = System.IO.Path.Combine(root.FullName, "knowledge");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
