namespace Uncramp.Fhir.Tests;

/// <summary>Health records that other systems wrote, where UNCRAMP_CORPUS names their folder; a test that needs them is skipped where it does not.</summary>
internal static class Corpus
{
    /// <summary>A folder of it.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("UNCRAMP_CORPUS");
        Assert.SkipUnless(root is { Length: > 0 } && Directory.Exists(Path.Combine(root, name)), "UNCRAMP_CORPUS names no folder of health records");
        return Path.Combine(root!, name);
    }

    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(Folder(folder), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".json" or ".xml").Order(StringComparer.Ordinal)];
}
