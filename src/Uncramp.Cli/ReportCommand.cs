using System.CommandLine;
using System.Globalization;
using System.Text;
using Uncramp.Diary;
using Uncramp.Fhir.Writing;
using Uncramp.Pdf;
using Uncramp.Report;

namespace Uncramp.Cli;

/// <summary><c>uncramp report FILE</c>: a diary in, one page for the doctor out. Without FILE the launcher gives it the diary of this machine.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A diary as the app exports it (GET /api/export); - for standard input; left out: the diary of this machine" };

    private static readonly Option<FileInfo?> Out = new("--out") { Description = "The file to write, .pdf, .html, .json (FHIR) or .txt (default: standard output)" };

    private static readonly Option<string?> Format = OneOf("--format", "pdf, text, html or fhir, a FHIR R4 document (default: what the name of --out says, else text)", "pdf", "text", "html", "fhir");

    private static readonly Option<string?> Paper = OneOf("--paper", "a4 or letter (default: as the language of this machine has it)", "a4", "letter");

    private static readonly Option<string?> AsOf = new("--as-of") { Description = "The day it is made for, YYYY-MM-DD (default: today)" };

    private static readonly Option<int?> Months = new("--months") { Description = "How far back it looks, 1 to 12 (default: as set in the diary, else 3)" };

    private static readonly string[] Languages = ["LC_ALL", "LC_PAPER", "LANG"];

    public static Command Create()
    {
        var command = new Command("report", "One page for the doctor, from a diary.\n\nExamples:\n  ./uncramp report --out report.pdf\n  ./uncramp report examples/diary.json --format pdf > report.pdf\n  ./uncramp report diary.json --months 6 --paper letter --out report.pdf\n  ./uncramp report --out report.fhir.json") { File, Out, Format, Paper, AsOf, Months };
        command.Options.Add(new Option<string>("--data") { Description = "Without FILE: where the embedded database lives (default ./data)" });
        command.Options.Add(new Option<string>("--database") { Description = "Without FILE: a PostgreSQL database instead" });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(File);
        var output = parsed.GetValue(Out);
        var format = parsed.GetValue(Format) ?? output?.Extension.ToLowerInvariant() switch { ".pdf" => "pdf", ".html" or ".htm" => "html", ".json" => "fhir", _ => "text" };
        if (format == "pdf" && output is null && !Console.IsOutputRedirected) return CommonOptions.Refuse([new Problem("UNC148", "--format", "A PDF cannot be shown in a terminal", "add --out report.pdf")]);
        if (!TryDay(parsed.GetValue(AsOf), out var asOf)) return CommonOptions.Refuse([new Problem("UNC149", "--as-of", $"'{parsed.GetValue(AsOf)}' is not a date", "write YYYY-MM-DD")]);
        if (parsed.GetValue(Months) is < 1 or > DoctorReport.MostMonths) return CommonOptions.Refuse([new Problem("UNC149", "--months", $"{parsed.GetValue(Months)} is not possible", $"write a number from 1 to {DoctorReport.MostMonths}")]);

        var (bytes, unread) = InputFile.Read(file, DiaryReader.MaxBytes, new Problem("UNC201", InputFile.Name(file), $"It has more than {DiaryReader.MaxBytes:N0} bytes", "give a smaller one"));
        if (bytes is null) return CommonOptions.Refuse([unread!]);
        var (diary, problems) = DiaryReader.Read(bytes, InputFile.Name(file));
        if (diary is null) return CommonOptions.Refuse(problems);
        if (parsed.GetValue(Months) is { } months) diary = diary with { Profile = (diary.Profile ?? new Profile { Logged = new Stamp(DateTimeOffset.UnixEpoch) }) with { ReportMonths = months } };
        return CommonOptions.WithKnowledge(parsed, knowledge => Write(Made(DoctorReport.Of(knowledge, diary, asOf, OwnTrials.Of(knowledge, diary, asOf)), diary, format, PaperOf(parsed)), output));
    }

    private static byte[] Made(DoctorReport report, DiaryDocument diary, string format, Paper paper) => format switch
    {
        "pdf" => ReportPdf.Write(report, paper),
        "fhir" => ReportBundle.Write(report, diary, TimeProvider.System.GetLocalNow()),
        "html" => Encoding.UTF8.GetBytes(ReportHtml.Document(report)),
        _ => Encoding.UTF8.GetBytes(ReportText.Write(report)),
    };

    /// <summary>A file is written whole or not at all.</summary>
    private static int Write(byte[] made, FileInfo? output)
    {
        if (output is null)
        {
            using var standard = Console.OpenStandardOutput();
            standard.Write(made);
            return 0;
        }
        var part = $"{output.FullName}.part";
        try
        {
            System.IO.File.WriteAllBytes(part, made);
            System.IO.File.Move(part, output.FullName, overwrite: true);
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (System.IO.File.Exists(part)) System.IO.File.Delete(part);
            return CommonOptions.Refuse([new Problem("UNC156", output.ToString(), "This cannot be written", "see the folder and whether you may write there")]);
        }
    }

    // The language of the machine, as its shell names it: en_US.UTF-8.
    private static Paper PaperOf(ParseResult parsed)
    {
        var language = Languages.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return Pdf.Paper.Named(parsed.GetValue(Paper)) ?? Pdf.Paper.Of(language?.Split('.')[0].Split('_') is [_, var country] ? country : null);
    }

    private static bool TryDay(string? text, out DateOnly day)
    {
        day = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        return text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static Option<string?> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
