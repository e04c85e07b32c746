using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Uncramp.Knowledge;

namespace Uncramp.Screening.Tests;

/// <summary>A small export in a folder of its own, written line by line, and what the screen says of it.</summary>
internal sealed class Export : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("uncramp-export-").FullName;

    public string Out => Path.Combine(Folder, "out", "rows.ndjson");

    public static string Patient(string id, string born = "1950-03-02", string sex = "female") => $$"""{"resourceType":"Patient","id":"{{id}}","gender":"{{sex}}","birthDate":"{{born}}"}""";

    public static string Order(string patient, string medicine, string status = "active", string authored = "2026-01-10") =>
        $$"""{"resourceType":"MedicationRequest","id":"m","status":"{{status}}","intent":"order","medicationCodeableConcept":{"text":"{{medicine}}"},"subject":{"reference":"Patient/{{patient}}"},"authoredOn":"{{authored}}"}""";

    public static string Diagnosis(string patient, string snomed, string words, string status = "active") =>
        $$$"""{"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"{{{status}}}"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{snomed}}}","display":"{{{words}}}"}],"text":"{{{words}}}"},"subject":{"reference":"Patient/{{{patient}}}"},"onsetDateTime":"2019-05-01"}""";

    public static string Potassium(string patient, double value, string when = "2026-02-01T08:00:00Z", string unit = "mmol/L", string status = "final") => Lab(patient, "2823-3", "Potassium", value, unit, when, status);

    public static string Lab(string patient, string loinc, string words, double value, string unit, string when, string status = "final") => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $$$"""{"resourceType":"Observation","id":"o","status":"{{{status}}}","code":{"coding":[{"system":"http://loinc.org","code":"{{{loinc}}}","display":"{{{words}}}"}],"text":"{{{words}}}"},"subject":{"reference":"Patient/{{{patient}}}"},"effectiveDateTime":"{{{when}}}","valueQuantity":{"value":{{{value}}},"unit":"{{{unit}}}","system":"http://unitsofmeasure.org","code":"{{{unit}}}"}}""");

    /// <summary>A file of lines, or of bytes as they are.</summary>
    public Export With(string name, params string[] lines) => With(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public Export With(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, bytes);
            return this;
        }
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        packed.Write(bytes);
        return this;
    }

    public Screening Screen(ScreenOptions? options = null)
    {
        var (files, problems) = ExportFile.Find([Folder]);
        problems.ShouldBeEmpty();
        return Screening.Read(KnowledgeBase.BuiltIn, files, options ?? new ScreenOptions());
    }

    /// <summary>All rows as the bytes of a file, and the problems behind them.</summary>
    public static string Said(Screening screening)
    {
        using var stream = new MemoryStream();
        foreach (var row in screening.Rows()) RowWriter.WriteJson(stream, row);
        foreach (var problem in screening.Problems) RowWriter.WriteJson(stream, problem);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The command, as somebody types it.</summary>
    public static (int Code, string Said, string Complained) Run(params string[] arguments) => End(Begin(arguments));

    /// <summary>The same of <c>signals</c>.</summary>
    public static (int Code, string Said, string Complained) RunSignals(params string[] arguments) => End(Begin("signals", arguments));

    private static (int Code, string Said, string Complained) End(Process begun)
    {
        using var process = begun;
        var complained = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said, complained.Result);
    }

    public static Process Begin(params string[] arguments) => Begin("screen", arguments);

    private static Process Begin(string command, string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Cli.EntryPoint).Assembly.Location, command, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
