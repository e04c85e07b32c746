using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;
using Uncramp.Knowledge;
using Uncramp.Screening;
using Uncramp.Screening.Signals;
using Uncramp.Signals;

namespace Uncramp.Cli;

/// <summary><c>uncramp signals PATH…</c>: which medicines are begun before cramps more often than after them, in an export of a population.</summary>
internal static class SignalsCommand
{
    private const int LongestDays = 36_500;

    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Folders, files (NDJSON, plain or .gz) or an export's manifest", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Marker = new("--marker") { Description = "What stands for the cramps: the id of a medicine, condition or symptom (default: what the knowledge marks)", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> RunIn = new("--run-in") { Description = "Days at the beginning of the data: who begins in them is not counted as new", DefaultValueFactory = _ => 365 };
    private static readonly Option<int> Window = new("--window") { Description = "Days that may lie between medicine and marker", DefaultValueFactory = _ => 365 };
    private static readonly Option<string?> From = new("--from") { Description = "The day from which on the data are complete, YYYY-MM-DD (default: the first day in them)" };
    private static readonly Option<string?> Out = new("--out") { Description = "A report with forest plots to this file: .html" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Files or parts of files read at a time (default: the cores of this machine)" };

    public static Command Create()
    {
        var format = CommonOptions.Format("text", "json");
        var command = new Command("signals", "Look in a population for medicines that are begun before cramps more often than after them (sequence symmetry). A signal, not a cause.\n\nExamples:\n  ./uncramp signals export/\n  ./uncramp signals export/ --from 2015-01-01 --out signals.html\n  ./uncramp signals export/ --marker medicine/quinine --window 90 --format json")
        {
            Paths, Marker, RunIn, Window, From, Out, Threads, format,
        };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge => Run(parsed, knowledge, CommonOptions.FormatOf(parsed, format))));
        return command;
    }

    private static int Run(ParseResult parsed, KnowledgeBase knowledge, string format)
    {
        var (options, problems) = Options(parsed, knowledge);
        var (files, missing) = ExportFile.Find(parsed.GetRequiredValue(Paths));
        if (problems.Count + missing.Count > 0) return CommonOptions.Refuse([.. problems, .. missing]);
        var target = parsed.GetValue(Out);
        try
        {
            using var meter = new Meter();
            var screening = SignalScreening.Read(knowledge, files, options, meter.Show);
            if (screening.Lines == 0) return CommonOptions.Refuse([new Problem("UNC603", string.Join(' ', parsed.GetRequiredValue(Paths)), "There is no line in it", "give the folder of an export that holds MedicationRequest and Condition")]);
            if (target is not null)
            {
                RowFile.Whole(target, output => output.Write(Encoding.UTF8.GetBytes(SignalReport.Write(screening))));
                RowFile.WriteProblems(target, screening.Problems);
            }
            if (format == "json") Json(screening);
            else Text(screening, target);
            return screening.Problems.Count == 0 ? 0 : 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return CommonOptions.Refuse([new Problem("UNC604", target ?? string.Join(' ', parsed.GetRequiredValue(Paths)), error.Message.TrimEnd('.'), "check the disk and whether you may read and write there; nothing is half written")]);
        }
    }

    private static (SignalOptions Options, IReadOnlyList<Problem> Problems) Options(ParseResult parsed, KnowledgeBase knowledge)
    {
        var problems = new List<Problem>();
        DateOnly? from = null;
        if (parsed.GetValue(From) is { } day)
        {
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) from = read;
            else problems.Add(new Problem("UNC605", "--from", $"'{day}' is not a day", "write YYYY-MM-DD"));
        }
        var (runIn, window, threads) = (parsed.GetValue(RunIn), parsed.GetValue(Window), parsed.GetValue(Threads) ?? Environment.ProcessorCount);
        if (runIn is < 0 or > LongestDays) problems.Add(new Problem("UNC631", "--run-in", $"{runIn} is no number of days", $"give 0 to {LongestDays}"));
        if (window is < 1 or > LongestDays) problems.Add(new Problem("UNC632", "--window", $"{window} is no number of days", $"give 1 to {LongestDays}"));
        if (threads is < 1 or > 1024) problems.Add(new Problem("UNC606", "--threads", $"{threads} is no number of threads", "give 1 to 1024"));
        if (parsed.GetValue(Out) is { } file && !Path.GetExtension(file).Equals(".html", StringComparison.OrdinalIgnoreCase)) problems.Add(new Problem("UNC607", "--out", $"'{file}' does not tell how to write it", "end its name with .html"));
        var markers = new List<Entry>();
        foreach (var id in parsed.GetValue(Marker) ?? [])
        {
            var (named, wrong) = knowledge.ReadCriterion(id, "--marker");
            if (named is not Criterion.Has { Finding.Target: { } entry }) problems.AddRange(wrong.Count > 0 ? wrong : [new Problem("UNC633", "--marker", $"'{id}' is no entry", "give an id such as medicine/quinine")]);
            else if (entry.Kind is EntryKind.Medicine or EntryKind.Condition or EntryKind.Situation or EntryKind.Symptom or EntryKind.Problem) markers.Add(entry);
            else problems.Add(new Problem("UNC633", "--marker", $"A {entry.Kind.Name()} is neither ordered nor diagnosed", "give the id of a medicine, a condition or a symptom"));
        }
        if (markers.Count == 0 && !knowledge.Entries.Any(entry => entry.IsMarker)) problems.Add(new Problem("UNC634", "--marker", "This knowledge marks nothing that stands for cramps", "give --marker, or write 'marker: true' in an entry"));
        return (new SignalOptions(runIn, window, from, markers, threads), problems);
    }

    private static void Json(SignalScreening screening)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) SignalJson.Write(json, screening);
        output.WriteByte((byte)'\n');
    }

    private static void Text(SignalScreening screening, string? target)
    {
        AnsiConsole.WriteLine($"{SignalWords.Design(screening)} Knowledge {screening.Release.Version} ({screening.Release.Hash}).");
        foreach (var marker in screening.Markers)
        {
            var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape($"Marker: {marker.Title} ({ForestChart.Count(marker.New)} new)")) };
            foreach (var (column, isNumber) in ((string, bool)[])[("medicine/…", false), ("first", true), ("after", true), ("crude", true), ("trend", true), ("adjusted (95 %)", false)])
                table.AddColumn(new TableColumn(column) { NoWrap = true, Alignment = isNumber ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, 1, 0) });
            foreach (var (medicine, ratio) in marker.Signals.Where(signal => !ForestChart.IsTooFew(signal.Ratio)))
                table.AddRow(medicine.Id.Split('/')[1], ForestChart.Count(ratio.IndexFirst), ForestChart.Count(ratio.MarkerFirst), ForestChart.Number(ratio.Crude), ForestChart.Number(ratio.Null), ForestChart.Range(ratio).Replace(" to ", "–", StringComparison.Ordinal));
            if (table.Rows.Count > 0) AnsiConsole.Write(table);
            else AnsiConsole.WriteLine($"\nMarker: {marker.Title} ({ForestChart.Count(marker.New)} new): too few people for any medicine.");
            if (marker.Signals.Where(signal => ForestChart.IsTooFew(signal.Ratio)).Select(signal => signal.Medicine.Id).ToList() is { Count: > 0 } few && table.Rows.Count > 0)
                AnsiConsole.WriteLine($"Fewer than {ForestChart.FewestShown} people before or after: {string.Join(", ", few)}.\n");
        }
        foreach (var caveat in SignalWords.Caveats(screening)) AnsiConsole.WriteLine($"- {caveat}");
        if (screening.Problems.Count > 0) AnsiConsole.WriteLine($"{screening.Problems.Count:N0} problems{(target is null ? $"; the first: {screening.Problems[0].File}:{screening.Problems[0].Line}: {screening.Problems[0].Reason}" : $", in {RowFile.ProblemsOf(target)}")}.");
        if (target is not null) AnsiConsole.WriteLine($"The report is in {target}.");
    }
}
