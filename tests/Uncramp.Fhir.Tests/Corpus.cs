namespace Uncramp.Fhir.Tests;

/// <summary>Health records that other systems wrote, where UNCRAMP_CORPUS names their folder; a test that needs them is skipped where it does not.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Files(string folder)
    {
        var root = Environment.GetEnvironmentVariable("UNCRAMP_CORPUS");
        Assert.SkipUnless(root is { Length: > 0 } && Directory.Exists(Path.Combine(root, folder)), "UNCRAMP_CORPUS names no folder of health records");
        return [.. Directory.EnumerateFiles(Path.Combine(root!, folder), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".json" or ".xml").Order(StringComparer.Ordinal)];
    }
}
