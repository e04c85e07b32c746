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
    private readonly ElementReader elements = new();
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
            var scan = new Scan(WithoutMark(utf8));
            scan.Space();
            if (scan.Here != '{') return false;
            scan.Enter();
            for (var first = true; scan.Property(ref first, out var name); scan.Skip())
                if (Names.Known(name) is "resourceType" or "prefetch" or "hook") return true;
        }
        catch (BrokenJsonException)
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
        utf8 = WithoutMark(utf8);
        var record = new BundleReader();
        try
        {
            var scan = new Scan(utf8);
            scan.Space();
            if (scan.Here != '{') return Refuse("UNC402", file, $"A record is an object, not {Json.Described(scan.Kind)}", "give a Bundle or one resource");
            var root = record.Document(ref scan, utf8);
            scan.End();
            return record.Finish(utf8, root, file, asOf);
        }
        catch (Exception error) when (error is BrokenJsonException or JsonException)
        {
            return (null, [NotJson(BrokenJsonException.Of(error, record.elements), utf8, file)]);
        }
    }

    private static Problem NotJson(BrokenJsonException broken, ReadOnlySpan<byte> utf8, string file)
    {
        var before = utf8[..Math.Min(broken.At, utf8.Length)];
        var place = $"{file}:{before.Count((byte)'\n') + 1}";
        return broken.TooDeep
            ? new Problem("UNC004", place, $"Nesting is deeper than {ResourceReader.MaxDepth} levels", "flatten the document")
            : new Problem("UNC001", place, $"This is not valid JSON, at column {before.Length - before.LastIndexOf((byte)'\n')}", "check commas, quotes and brackets near this place; the file may be cut short");
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n\uFEFF"u8;

    private static bool IsXml(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(Blank) is >= 0 and var start && utf8[start] == '<';

    private static (Case?, IReadOnlyList<Problem>) Refuse(string code, string place, string what, string remedy) => (null, [new Problem(code, place, what, remedy)]);

    /// <summary>Reads the outermost object and returns how its FHIRPaths begin; a call has no name of its own.</summary>
    private string Document(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        ResourceReader.KindOf(scan, out var type);
        switch (type)
        {
            case "" when IsCall(scan):
                Call(ref scan, utf8);
                return "";
            case "":
                Prefetch(ref scan, utf8);
                return "prefetch";
            case "Parameters":
                Parameters(ref scan, utf8);
                return type;
            default:
                Resource(ref scan, utf8, type, null);
                return type;
        }
    }

    private static bool IsCall(Scan peek)
    {
        peek.Enter();
        for (var first = true; peek.Property(ref first, out var name); peek.Skip())
            if (Names.Known(name) is "prefetch" or "hook") return true;
        return false;
    }

    private void Bundle(ref Scan scan, ReadOnlySpan<byte> utf8, string path)
    {
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            switch (Names.Known(name))
            {
                case "timestamp":
                    var reader = elements.At(ref scan);
                    Written(elements.Date(ref reader, out _));
                    break;
                case "entry": Entries(ref scan, utf8, $"{path}.entry"); break;
                default: scan.Skip(); break;
            }
        }
    }

    private void Entries(ref Scan scan, ReadOnlySpan<byte> utf8, string path)
    {
        if (!List(ref scan, out var single)) return;
        if (single)
        {
            Entry(ref scan, utf8, path, 0);
            return;
        }
        var i = 0;
        for (var first = true; scan.Item(ref first); i++) Entry(ref scan, utf8, path, i);
    }

    private void Entry(ref Scan scan, ReadOnlySpan<byte> utf8, string path, int index)
    {
        if (!Object(ref scan)) return;
        var from = entries.Count;
        // An address is only read where something may refer to it.
        var fullUrlAt = scan;
        var hasUrl = false;
        var deleted = false;
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            switch (Names.Known(name))
            {
                case "fullUrl":
                    fullUrlAt = scan;
                    hasUrl = true;
                    scan.Skip();
                    break;
                case "resource":
                    if (Object(ref scan)) Resource(ref scan, utf8, path, index);
                    break;
                case "request":
                    deleted = IsDeletion(scan.Skip());
                    break;
                default: scan.Skip(); break;
            }
        }
        if (deleted)
        {
            for (var i = from; i < entries.Count; i++) leftOut.Add(new LeftOut(entries[i].Path, entries[i].Reading.Concept.Said ?? entries[i].Reading.Type, "it is to be deleted"));
            entries.RemoveRange(from, entries.Count - from);
        }
        if (!hasUrl || entries.Count != from + 1 || entries[from].Reading.Kind is not (ResourceKind.Patient or ResourceKind.Medication)) return;
        var reader = elements.At(ref fullUrlAt);
        if (elements.Text(ref reader) is { } fullUrl) entries[from] = entries[from] with { FullUrl = fullUrl };
    }

    private static bool IsDeletion(ReadOnlySpan<byte> request)
    {
        var reader = new Utf8JsonReader(request, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (ElementReader.Next(ref reader, out var name))
        {
            if (name == "method" && reader.TokenType == JsonTokenType.String) return Json.Text(ref reader, 10) == "DELETE";
            reader.Skip();
        }
        return false;
    }

    /// <summary>One resource, or a Bundle in the place of one.</summary>
    private void Resource(ref Scan scan, ReadOnlySpan<byte> utf8, string path, int? index)
    {
        var kind = ResourceReader.KindOf(scan, out var type);
        if (type == "Bundle")
        {
            Bundle(ref scan, utf8, index is null ? path : $"{path}[{index}].resource");
            return;
        }
        var reading = ResourceReader.Read(ref scan, utf8, elements, kind, type);
        isR4 |= reading.IsR4;
        var entry = new RecordEntry(reading, path, index, null);
        if (reading.OtherVersion is { } version) otherVersions.Add((version, entry.Path));
        if (reading.Kind == ResourceKind.Other)
        {
            var name = reading.Type.Length == 0 ? "resource without a resourceType" : reading.Type;
            passedOver[name] = passedOver.GetValueOrDefault(name) + 1;
            return;
        }
        if (reading.Kind == ResourceKind.Composition) Written(reading.Start);
        entries.Add(entry);
    }

    private void Parameters(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            if (Names.Known(name) != "parameter" || !List(ref scan, out var single))
            {
                if (Names.Known(name) != "parameter") scan.Skip();
                continue;
            }
            if (single)
            {
                Parameter(ref scan, utf8, 0);
                continue;
            }
            var i = 0;
            for (var none = true; scan.Item(ref none); i++) Parameter(ref scan, utf8, i);
        }
    }

    private void Parameter(ref Scan scan, ReadOnlySpan<byte> utf8, int index)
    {
        if (!Object(ref scan)) return;
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            if (Names.Known(name) != "resource") scan.Skip();
            else if (Object(ref scan)) Resource(ref scan, utf8, "Parameters.parameter", index);
        }
    }

    /// <summary>A CDS Hooks call: its prefetch, and nothing that is only about to be ordered.</summary>
    private void Call(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            if (Names.Known(name) == "prefetch" && scan.Here == '{') Prefetch(ref scan, utf8);
            else scan.Skip();
        }
    }

    /// <summary>A map from names to resources or Bundles; null stands for "nothing found".</summary>
    private void Prefetch(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        scan.Enter();
        for (var first = true; scan.Property(ref first, out var name);)
        {
            var key = Encoding.UTF8.GetString(name.Length > 60 ? name[..60] : name);
            if (scan.Here == '{') Resource(ref scan, utf8, $"prefetch.{key}", null);
            else scan.Skip();
        }
    }

    /// <summary>Steps into a list. One object in its place is noted and stands for a list of one; anything else is noted and passed over.</summary>
    private bool List(ref Scan scan, out bool single)
    {
        single = scan.Here == '{';
        if (scan.Here == '[')
        {
            scan.Enter();
            return true;
        }
        var peek = scan;
        var reader = elements.At(ref peek);
        elements.Items(ref reader);
        if (!single) scan = peek;
        return single;
    }

    private bool Object(ref Scan scan)
    {
        if (scan.Here == '{') return true;
        var reader = elements.At(ref scan);
        elements.Object(ref reader);
        return false;
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
        if (elements.Slips.Count == 0) return [];
        var slips = elements.Slips.OrderBy(slip => slip.Offset).ToList();
        var shown = slips.Take(MostProblems).ToList();
        var paths = Places.Of(utf8, root, [.. shown.Select(slip => slip.Offset)]);
        var problems = shown.Select((slip, i) => new Problem("UNC420", paths[i], slip.What, slip.Remedy)).ToList();
        if (slips.Count > MostProblems) problems.Add(new Problem("UNC421", root.Length == 0 ? "prefetch" : root, $"{slips.Count - MostProblems} more places could not be read", "validate the record"));
        return problems;
    }

    private static string Counted(Dictionary<string, int> names) => string.Join(", ", names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(10).Select(pair => $"{pair.Value} {pair.Key}"));
}
