using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Uncramp.Assessment;

using Uncramp.Knowledge;
using Uncramp.Screening;

namespace Uncramp.Cli;

/// <summary><c>uncramp screen PATH…</c>: an export of a population in, one row a patient and a summary out.</summary>
internal static class ScreenCommand
{
    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Folders, files (NDJSON, plain or .gz) or an export's manifest", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Out = new("--out") { Description = "Rows to this file: .ndjson, .csv or .parquet; problems go to FILE.problems.ndjson beside it" };
    private static readonly Option<string?> Report = new("--report") { Description = "Counts and charts for people to this file, .html; small numbers are not shown" };
    private static readonly Option<string?> AsOf = new("--as-of") { Description = "Judge on this day, YYYY-MM-DD (default: the newest day of the export)" };
    private static readonly Option<string?> Status = new("--status") { Description = "active (default), or any: count every order, for hospital data" };
    private static readonly Option<string?> Only = new("--only") { Description = "Only patients of whom this holds: an id, or a criterion as in the knowledge, such as '{ all: [medicine/quinine, { result: low, of: lab/potassium }] }'" };
    private static readonly Option<string?> Explain = new("--explain") { Description = "Everything concluded of this one patient" };
    private static readonly Option<string?> FactsOut = new("--facts-out") { Description = "Instead of rows: what is known, as Parquet, to be put together with other parts" };
    private static readonly Option<bool> FactsIn = new("--facts-in") { Description = "The paths are parts written with --facts-out, from one machine or many" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Files or parts of files read at a time (default: the cores of this machine)" };

    public static Command Create()
    {
        var format = CommonOptions.Format("text", "json");
        Status.AcceptOnlyFromAmong("active", "any");
        var command = new Command("screen", "Screen a population: a FHIR Bulk Data export in, one row a patient out.\n\nExamples:\n  ./uncramp screen export/\n  ./uncramp screen export/ --out rows.csv\n  ./uncramp screen export/ --only medicine/quinine --out quinine.ndjson\n  ./uncramp screen export/ --explain 018f428e-34f6-4707-8009-5ad742f901e7")
        {
            Paths, Out, Report, AsOf, Status, Only, Explain, Threads, FactsOut, FactsIn, format,
        };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge => Run(parsed, knowledge, CommonOptions.FormatOf(parsed, format))));
        return command;
    }

    private static int Run(ParseResult parsed, KnowledgeBase knowledge, string format)
    {
        var (options, only, problems) = Options(parsed, knowledge);
        if (problems.Count > 0) return CommonOptions.Refuse(problems);
        var paths = parsed.GetRequiredValue(Paths);
        var target = parsed.GetValue(Out);
        try
        {
            var (screening, unreadable) = parsed.GetValue(FactsIn) ? Facts(knowledge, paths, options!) : Export(knowledge, paths, options!, target);
            if (screening is null) return CommonOptions.Refuse(unreadable);
            if (parsed.GetValue(FactsOut) is { } facts)
            {
                screening.WriteFacts(facts);
                RowFile.WriteProblems(facts, [.. screening.Problems.Where(problem => problem.File.Length > 0)]);
                Console.Out.WriteLine($"What is known of {screening.Patients:N0} patients is in {facts}.");
                return screening.Problems.Any(problem => problem.File.Length > 0) ? 1 : 0;
            }
            if (parsed.GetValue(Explain) is { } patient) return Explained(screening, patient, format);
            var summary = new ScreenSummary();
            if (target is null) foreach (var row in screening.Rows(only)) summary.Add(row);
            else RowFile.Write(target, screening.Rows(only), summary, screening.Problems);
            if (parsed.GetValue(Report) is { } report) RowFile.Whole(report, output => output.Write(System.Text.Encoding.UTF8.GetBytes(ScreenReport.Write(summary, knowledge, screening, parsed.GetValue(Only)))));
            Say(summary, knowledge, screening, target, format);
            return screening.Problems.Count == 0 ? 0 : 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommonOptions.Refuse([new Problem("UNC604", target ?? string.Join(' ', paths), error.Message.TrimEnd('.'), "check the disk and whether you may read and write there; nothing is half written, and the same command goes on from where it was")]);
        }
    }

    private static (Screening.Screening? Screening, IReadOnlyList<Problem> Problems) Export(KnowledgeBase knowledge, string[] paths, ScreenOptions options, string? target)
    {
        var (files, missing) = ExportFile.Find(paths);
        if (missing.Count > 0) return (null, missing);
        // Rows of an earlier run in the folder of the export are no part of it.
        if (target is not null) files = [.. files.Where(file => Path.GetFullPath(file.Path) != Path.GetFullPath(target))];
        using var meter = new Meter();
        var screening = Screening.Screening.Read(knowledge, files, options, meter.Show, target is null ? null : RowFile.WorkOf(target));
        return screening.Lines > 0 ? (screening, []) : (null, [new Problem("UNC603", string.Join(' ', paths), "There is no line in it", "give the folder of an export that holds Patient, Condition, MedicationRequest and Observation")]);
    }

    private static (Screening.Screening? Screening, IReadOnlyList<Problem> Problems) Facts(KnowledgeBase knowledge, string[] paths, ScreenOptions options)
    {
        var files = paths.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.parquet", SearchOption.AllDirectories) : [path]).Distinct().ToList();
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing) return (null, [new Problem("UNC142", missing, "There is no such file or folder", "check the path")]);
        return files.Count == 0 ? (null, [new Problem("UNC622", string.Join(' ', paths), "There is no .parquet file in it", "give what --facts-out wrote")]) : Screening.Screening.ReadFacts(knowledge, files, options);
    }

    private static (ScreenOptions? Options, Func<Facts.Facts, bool>? Only, IReadOnlyList<Problem> Problems) Options(ParseResult parsed, KnowledgeBase knowledge)
    {
        var problems = new List<Problem>();
        DateOnly? asOf = null;
        if (parsed.GetValue(AsOf) is { } day)
        {
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) asOf = read;
            else problems.Add(new Problem("UNC605", "--as-of", $"'{day}' is not a day", "write YYYY-MM-DD"));
        }
        var threads = parsed.GetValue(Threads) ?? Environment.ProcessorCount;
        if (threads is < 1 or > 1024) problems.Add(new Problem("UNC606", "--threads", $"{threads} is no number of threads", "give 1 to 1024"));
        if (parsed.GetValue(Out) is { } file && RowFile.FormatOf(file) is null) problems.Add(new Problem("UNC607", "--out", $"'{file}' does not tell how to write it", "end its name with .ndjson, .csv or .parquet"));
        if (parsed.GetValue(Report) is { } page && !Path.GetExtension(page).Equals(".html", StringComparison.OrdinalIgnoreCase)) problems.Add(new Problem("UNC607", "--report", $"'{page}' does not tell how to write it", "end its name with .html"));
        Func<Facts.Facts, bool>? only = null;
        if (parsed.GetValue(Only) is { } text)
        {
            var (criterion, wrong) = knowledge.ReadCriterion(text, "--only");
            if (criterion is null) problems.AddRange(wrong);
            else only = facts => Assessor.Holds(criterion, facts) == Truth.True;
        }
        return (new ScreenOptions(asOf, parsed.GetValue(Status) == "any", threads), only, problems);
    }

    private static int Explained(Screening.Screening screening, string patient, string format)
    {
        if (screening.Explain(patient) is not { } assessment) return CommonOptions.Refuse([new Problem("UNC608", "--explain", $"The export knows no patient '{patient}'", "give an id as it stands in the rows")]);
        if (format == "json")
        {
            using var output = Console.OpenStandardOutput();
            output.Write(AssessmentJson.Write(assessment));
            output.WriteByte((byte)'\n');
        }
        else AssessmentText.Write(assessment);
        return 0;
    }

    private static void Say(ScreenSummary summary, KnowledgeBase knowledge, Screening.Screening screening, string? target, string format)
    {
        if (format == "json")
        {
            using var output = Console.OpenStandardOutput();
            using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true })) summary.WriteJson(json, knowledge.Release, screening.AsOf, screening.Lines, screening.Problems.Count);
            output.WriteByte((byte)'\n');
            return;
        }
        AnsiConsole.WriteLine($"{summary.Patients:N0} patients, {screening.Lines:N0} lines, judged on {screening.AsOf:yyyy-MM-dd}, knowledge {knowledge.Release.Version} ({knowledge.Release.Hash}).");
        Table("Level of care", summary.Levels);
        Table("Audits", summary.Audits);
        Table("Red flags", summary.Flags);
        Table("Medicines linked with cramps", summary.Medicines);
        Table("What may contribute", summary.Contributors);
        Table("Tests that are due and have no result", summary.TestGaps);
        if (screening.Problems.Count > 0) AnsiConsole.WriteLine($"{screening.Problems.Count:N0} problems{(target is null ? $"; the first: {Place(screening.Problems[0])} {screening.Problems[0].Reason}" : $", in {RowFile.ProblemsOf(target)}")}.");
        if (target is not null) AnsiConsole.WriteLine($"Rows are in {target}.");

        void Table(string title, IReadOnlyDictionary<string, int> counts)
        {
            if (counts.Count == 0) return;
            var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(title) };
            table.AddColumn("id").AddColumn(new TableColumn("patients").RightAligned());
            foreach (var (id, count) in ScreenSummary.Ranked(counts).Take(15)) table.AddRow(Markup.Escape(id), count.ToString("N0", CultureInfo.InvariantCulture));
            AnsiConsole.Write(table);
        }
    }

    private static string Place(ExportProblem problem) => problem.File.Length == 0 ? "" : problem.Line == 0 ? $"{problem.File}:" : $"{problem.File}:{problem.Line}:";
}
