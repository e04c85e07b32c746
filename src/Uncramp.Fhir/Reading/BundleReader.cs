using System.Text;
using System.Text.Json;
using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// Reads a health record in FHIR R4 or R4B into a case: a Bundle of any type, a single resource, Parameters, or the prefetch of a CDS Hooks call.
/// FHIR ends here. It reads on past what is wrong; a record is refused only when it is no JSON, no R4, too large, or about nobody or several people.
/// </summary>
public sealed class BundleReader
{
    /// <summary>The most bytes a record may have.</summary>
    public const int MaxBytes = 64_000_000;

    private const int MostProblems = 500;

    private readonly List<RecordEntry> entries = [];
    private readonly Dictionary<string, int> passedOver = new(StringComparer.Ordinal);
    private readonly List<LeftOut> leftOut = [];
    private readonly List<Slip> slips = [];
    private readonly List<(string Version, string Path)> otherVersions = [];
    private DateOnly? written;
    private bool isR4;

    private BundleReader()
    {
    }

    /// <summary>Whether a document is FHIR rather than a case: it has a resourceType or a prefetch, or is XML. False for what is no JSON.</summary>
    public static bool Reads(ReadOnlySpan<byte> utf8)
    {
        if (IsXml(utf8)) return true;
        try
        {
            var reader = Start(ref utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (ElementReader.Next(ref reader, out var name))
            {
                if (name is "resourceType" or "prefetch" or "hook") return true;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What is broken is reported by the reader that gets it; up to here nothing said FHIR.
        }
        return false;
    }

    /// <summary>Reads a record.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="asOf">The day of judging; null: the newest day of the record.</param>
    /// <returns>The case, with what could not be read in <see cref="Case.Record"/>; or null with the reason.</returns>
    public static (Case? Case, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8, string file, DateOnly? asOf = null)
    {
        if (utf8.Length > MaxBytes) return Refuse("UNC401", file, $"The record has {utf8.Length:N0} bytes; the most is {MaxBytes:N0}", "export fewer years, or one person alone");
        if (IsXml(utf8)) return Refuse("UNC405", file, "This is XML", "export the record as FHIR R4 in JSON");
        if (utf8.IndexOfAnyExcept(Blank) < 0) return Refuse("UNC002", file, "The document is empty", "give a FHIR record");
        if (utf8.Contains((byte)0)) return Refuse("UNC102", file, "The file is binary, not text", "give a FHIR record as JSON in UTF-8");
        try
        {
            var reader = Start(ref utf8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return Refuse("UNC402", file, $"A record is an object, not {Json.Described(reader.TokenType)}", "give a Bundle or one resource");
            var record = new BundleReader();
            var root = record.Document(ref reader);
            reader.Read();
            return record.Finish(utf8, root, file, asOf);
        }
        catch (JsonException error)
        {
            return (null, [NotJson(error, file)]);
        }
    }

    /// <summary>What is wrong with text that is no JSON.</summary>
    internal static Problem NotJson(JsonException error, string file)
    {
        var line = (error.LineNumber ?? 0) + 1;
        return error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? new Problem("UNC004", $"{file}:{line}", $"Nesting is deeper than {ResourceReader.MaxDepth} levels", "flatten the document")
            : new Problem("UNC001", $"{file}:{line}", $"This is not valid JSON, at column {(error.BytePositionInLine ?? 0) + 1}", "check commas, quotes and brackets near this place; the file may be cut short");
    }

    private static ReadOnlySpan<byte> Blank => " \t\r\n\uFEFF"u8;

    private static bool IsXml(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(Blank) is >= 0 and var start && utf8[start] == '<';

    private static Utf8JsonReader Start(ref ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        return new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
    }

    private static (Case?, IReadOnlyList<Problem>) Refuse(string code, string place, string what, string remedy) => (null, [new Problem(code, place, what, remedy)]);

    /// <summary>Reads the outermost object and returns how its FHIRPaths begin; a call has no name of its own.</summary>
    private string Document(ref Utf8JsonReader reader)
    {
        var peek = reader;
        var (type, isCall) = ("", false);
        while (ElementReader.Next(ref peek, out var name))
        {
            if (name == "resourceType" && peek.TokenType == JsonTokenType.String)
            {
                type = Json.Text(ref peek, 64) ?? "";
                break;
            }
            if (name is "prefetch" or "hook")
            {
                isCall = true;
                break;
            }
            peek.Skip();
        }
        switch (type)
        {
            case "" when isCall: Call(ref reader); break;
            case "": Prefetch(ref reader); break;
            case "Bundle": Bundle(ref reader, "Bundle"); break;
            case "Parameters": Parameters(ref reader); break;
            default: Resource(ref reader, type, null); break;
        }
        return type.Length > 0 ? type : isCall ? "" : "prefetch";
    }

    private void Bundle(ref Utf8JsonReader reader, string path)
    {
        var elements = new ElementReader();
        while (ElementReader.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "timestamp": Written(elements.Date(ref reader, out _)); break;
                case "entry":
                    var items = elements.Items(ref reader);
                    for (var i = 0; items.Next(ref reader); i++) Entry(ref reader, elements, $"{path}.entry[{i}]");
                    break;
                default: reader.Skip(); break;
            }
        }
        slips.AddRange(elements.Slips);
    }

    private void Entry(ref Utf8JsonReader reader, ElementReader elements, string path)
    {
        if (!elements.Object(ref reader)) return;
        var from = entries.Count;
        string? fullUrl = null;
        var deleted = false;
        while (ElementReader.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "fullUrl": fullUrl = elements.Text(ref reader); break;
                case "resource" when elements.Object(ref reader): Resource(ref reader, $"{path}.resource", null); break;
                case "resource": break;
                case "request" when elements.Object(ref reader):
                    while (ElementReader.Next(ref reader, out var part))
                    {
                        if (part == "method") deleted = elements.Text(ref reader) == "DELETE";
                        else reader.Skip();
                    }
                    break;
                case "request": break;
                default: reader.Skip(); break;
            }
        }
        if (deleted)
        {
            for (var i = from; i < entries.Count; i++) leftOut.Add(new LeftOut(entries[i].Path, entries[i].Reading.Concept.Said ?? entries[i].Reading.Type, "it is to be deleted"));
            entries.RemoveRange(from, entries.Count - from);
        }
        if (fullUrl is not null && entries.Count == from + 1) entries[from] = entries[from] with { FullUrl = fullUrl };
    }

    /// <summary>One resource, or a Bundle in the place of one.</summary>
    private void Resource(ref Utf8JsonReader reader, string path, string? fullUrl)
    {
        var peek = reader;
        var reading = ResourceReader.Read(ref peek);
        if (reading is null) return;
        if (reading.Type == "Bundle")
        {
            Bundle(ref reader, path);
            return;
        }
        reader = peek;
        isR4 |= reading.IsR4;
        if (reading.OtherVersion is { } version) otherVersions.Add((version, path));
        slips.AddRange(reading.Slips);
        foreach (var inside in reading.Contained) slips.AddRange(inside.Slips);
        if (reading.Kind == ResourceKind.Other)
        {
            var name = reading.Type.Length == 0 ? "resource without a resourceType" : reading.Type;
            passedOver[name] = passedOver.GetValueOrDefault(name) + 1;
            return;
        }
        if (reading.Kind == ResourceKind.Composition) Written(reading.Start);
        entries.Add(new RecordEntry(reading, path, fullUrl));
    }

    private void Parameters(ref Utf8JsonReader reader)
    {
        var elements = new ElementReader();
        while (ElementReader.Next(ref reader, out var name))
        {
            if (name != "parameter")
            {
                reader.Skip();
                continue;
            }
            var items = elements.Items(ref reader);
            for (var i = 0; items.Next(ref reader); i++)
            {
                if (!elements.Object(ref reader)) continue;
                while (ElementReader.Next(ref reader, out var part))
                {
                    if (part == "resource" && elements.Object(ref reader)) Resource(ref reader, $"Parameters.parameter[{i}].resource", null);
                    else if (part != "resource") reader.Skip();
                }
            }
        }
        slips.AddRange(elements.Slips);
    }

    /// <summary>A CDS Hooks call: its prefetch, and nothing that is only about to be ordered.</summary>
    private void Call(ref Utf8JsonReader reader)
    {
        while (ElementReader.Next(ref reader, out var name))
        {
            if (name == "prefetch" && reader.TokenType == JsonTokenType.StartObject) Prefetch(ref reader);
            else reader.Skip();
        }
    }

    /// <summary>A map from names to resources or Bundles; null stands for "nothing found".</summary>
    private void Prefetch(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Json.Text(ref reader, 60) ?? "?";
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) Resource(ref reader, $"prefetch.{key}", null);
            else reader.Skip();
        }
    }

    private void Written(DateOnly? day)
    {
        if (day is { } newer && (written is null || newer > written)) written = newer;
    }

    private (Case?, IReadOnlyList<Problem>) Finish(ReadOnlySpan<byte> utf8, string root, string file, DateOnly? asOf)
    {
        if (otherVersions.Count > 0 && !isR4)
            return Refuse("UNC403", $"{file} {otherVersions[0].Path}", $"This is FHIR {otherVersions[0].Version}; Uncramp reads R4 and R4B", "export the record as FHIR R4");
        if (entries.Count == 0)
            return Refuse("UNC404", $"{file} {root}".TrimEnd(), passedOver.Count == 0 ? root.Length == 0 ? "The call has no prefetch with a resource" : "There is no resource in it" : $"It holds {Counted(passedOver)}: nothing about a person that Uncramp reads", "give a Bundle with a Patient and their conditions, medicines and results");
        var references = new References(entries);
        var person = WhoseRecord.Of(entries, references);
        if (person.IsRefused) return (null, [person.Problem! with { Place = $"{file} {person.Problem!.Place}" }]);
        foreach (var (name, count) in passedOver.OrderBy(pair => pair.Key, StringComparer.Ordinal)) leftOut.Add(new LeftOut(root.Length == 0 ? "prefetch" : root, $"{count} {name}", "Uncramp reads nothing from it"));
        var problems = new List<Problem>();
        if (person.Problem is { } odd) problems.Add(odd);
        problems.AddRange(Problems(utf8, root));
        return (RecordCase.Build(entries, person.Patient, references, person.IsAbout, asOf, written, new RecordRest(problems, leftOut)), []);
    }

    private List<Problem> Problems(ReadOnlySpan<byte> utf8, string root)
    {
        if (slips.Count == 0) return [];
        slips.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        var shown = slips.Take(MostProblems).ToList();
        var paths = Places.Of(utf8, root, [.. shown.Select(slip => slip.Offset)]);
        var problems = shown.Select((slip, i) => new Problem("UNC420", paths[i], slip.What, slip.Remedy)).ToList();
        if (slips.Count > MostProblems) problems.Add(new Problem("UNC421", root.Length == 0 ? "prefetch" : root, $"{slips.Count - MostProblems} more places could not be read", "validate the record"));
        return problems;
    }

    private static string Counted(Dictionary<string, int> names) => string.Join(", ", names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(10).Select(pair => $"{pair.Value} {pair.Key}"));
}
