using System.Text.Json;

namespace Uncramp.Screening;

/// <summary>A file of an export: NDJSON, plain or gzip. Its name says nothing that its lines do not say themselves.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Its bytes when the run began; what is written behind them later is not read.</param>
/// <param name="Changed">When it was last written, in ticks: a part of an earlier run counts only for the same file.</param>
public sealed record ExportFile(string Path, long Length, long Changed)
{
    /// <summary>Whether it is packed.</summary>
    public bool IsGzip => Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The files of an export: each path is a file, a folder (with all folders in it) or an export's manifest. What a folder holds beside NDJSON is passed
    /// over, the log of the export (<c>log.ndjson</c>) too.
    /// </summary>
    /// <returns>The files ordered by path; or the problems, then nothing is to be read.</returns>
    public static (IReadOnlyList<ExportFile> Files, IReadOnlyList<Problem> Problems) Find(IEnumerable<string> paths)
    {
        var files = new SortedDictionary<string, ExportFile>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var before = files.Count;
                foreach (var file in Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false }).Where(IsOfExport)) Add(file);
                if (files.Count == before) problems.Add(new Problem("UNC601", path, "There is no NDJSON file in this folder", "give the folder of a FHIR Bulk Data export: Patient.ndjson, Condition.000.ndjson.gz …"));
            }
            else if (!File.Exists(path)) problems.Add(new Problem("UNC142", path, "There is no such file or folder", "check the path"));
            else if (Manifest(path) is { } named)
            {
                foreach (var name in named)
                {
                    var file = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", name);
                    if (File.Exists(file)) Add(file);
                    else problems.Add(new Problem("UNC602", path, $"The manifest names '{name}', which is not beside it", "download all files of the export into one folder"));
                }
            }
            else Add(path);
        }
        return problems.Count > 0 ? ([], problems) : ([.. files.Values], []);

        void Add(string file)
        {
            var info = new FileInfo(file);
            files[file] = new ExportFile(file, info.Length, info.LastWriteTimeUtc.Ticks);
        }
    }

    private static bool IsOfExport(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".problems.ndjson", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("log.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The names of the files that a manifest of the Bulk Data specification lists under <c>output</c>; null for any other file.</summary>
    private static List<string>? Manifest(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || new FileInfo(path).Length > 16_000_000) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("output", out var output) || output.ValueKind != JsonValueKind.Array) return null;
            var names = new List<string>();
            foreach (var item in output.EnumerateArray())
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String)
                    names.Add(Uri.UnescapeDataString(url.GetString()!.Split('?')[0].Split('/')[^1]));
            return names;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
