using Uncramp.Documents;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Benchmarks;

/// <summary>What the measurements read from the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The patient of that name under examples/patients.</summary>
    public static Case Patient(string name)
    {
        var path = Path.Combine(Root, "examples", "patients", $"{name}.yaml");
        var (root, problem) = YamlNodes.Read(File.ReadAllText(path), path);
        if (problem is not null) throw new InvalidOperationException(problem.What);
        var (given, problems) = CaseReader.Read(root!["given"]!, path);
        return given ?? throw new InvalidOperationException(problems[0].What);
    }

    /// <summary>Every medicine name we know and, where UNCRAMP_CORPUS names the corpus, every brand, ingredient and RxNorm name in it.</summary>
    public static IReadOnlyList<string> MedicineNames()
    {
        var names = new List<string>(KnowledgeBase.BuiltIn.Recogniser.MedicineNames.Names);
        if (Environment.GetEnvironmentVariable("UNCRAMP_CORPUS") is { Length: > 0 } corpus)
        {
            names.AddRange(Columns(Path.Combine(corpus, "medicines", "ema-brand-inn-atc.tsv"), 0, 1));
            names.AddRange(Columns(Path.Combine(corpus, "medicines", "rxcui-name.tsv"), 1));
        }
        return [.. names.Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Columns(string file, params int[] columns) =>
        File.ReadLines(file).Select(line => line.Split('\t')).SelectMany(fields => columns.Where(column => column < fields.Length).Select(column => fields[column].Trim()));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Uncramp.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run inside the repository.");
    }
}
