using System.Collections.Immutable;
using Uncramp.Documents;

namespace Uncramp.Diary;

/// <summary>
/// Reads a diary, or one entry of it. Strict about what is there (a misspelt field would be lost in silence) and lenient about what is not.
/// It goes on past errors: every problem is reported, each with its line and path.
/// </summary>
public static class DiaryReader
{
    /// <summary>The most bytes a diary may have.</summary>
    public const int MaxBytes = 64_000_000;

    /// <summary>The most bytes one entry may have.</summary>
    public const int MaxEntryBytes = 2_000_000;

    private const int MostEarlier = 500_000;

    // A kept case may itself be 64 deep.
    private const int MaxDepth = 72;

    /// <summary>Reads a whole diary.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">Its name for messages.</param>
    /// <returns>The diary, or null with at least one problem: then nothing is to be imported.</returns>
    public static (DiaryDocument? Diary, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes) return (null, [TooLarge(file, utf8.Length, MaxBytes)]);
        var (root, problem) = JsonNodes.Read(utf8, file, MaxDepth);
        if (problem is not null) return (null, [problem]);
        var reading = new Reading(file);
        var diary = Root(root!, reading);
        return reading.Problems.Count > 0 ? (null, reading.Problems) : (diary, []);
    }

    /// <summary>Reads what was said of one entry, such as the body of a <c>PUT</c>.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="utf8">The object. A field that is <c>null</c> is taken back.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="key">Its id, or the evening of its night.</param>
    /// <param name="stamp">When it was said, where the object itself does not tell (<c>logged</c>), and by whom in any case:
    /// who somebody is, is never taken from what they send.</param>
    /// <param name="kept">The entry as it is kept, or null when it is new. Then nothing that it needs may be missing.</param>
    /// <returns>What was said, to be given to <see cref="Merge.Say"/>, or null with at least one problem.</returns>
    public static (T? Said, IReadOnlyList<Problem> Problems) Read<T>(ReadOnlySpan<byte> utf8, string file, string key, Stamp stamp, T? kept = null) where T : DiaryEntry, ISectioned<T>
    {
        if (utf8.Length > MaxEntryBytes) return (null, [TooLarge(file, utf8.Length, MaxEntryBytes)]);
        var (root, problem) = JsonNodes.Read(utf8, file, MaxDepth);
        if (problem is not null) return (null, [problem]);
        var reading = new Reading(file);
        var said = Entry(root!, "", reading, key, stamp, kept);
        if (reading.Problems.Count > 0 || said is null) return (null, reading.Problems);
        return (said with
        {
            Logged = said.Logged with { By = stamp.By },
            Changed = said.Changed.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value with { By = stamp.By }, StringComparer.Ordinal),
        }, []);
    }

    /// <summary>Reads an entry that was kept as <see cref="DiaryJson.Entry"/> wrote it, stamps and names included.</summary>
    /// <returns>The entry, or null with at least one problem.</returns>
    public static (T? Entry, IReadOnlyList<Problem> Problems) ReadKept<T>(ReadOnlySpan<byte> utf8, string file) where T : DiaryEntry, ISectioned<T>
    {
        var (root, problem) = JsonNodes.Read(utf8, file, MaxDepth);
        if (problem is not null) return (null, [problem]);
        var reading = new Reading(file);
        var entry = Entry<T>(root!, "", reading, T.Section.KeyName is null ? "" : null);
        return reading.Problems.Count > 0 ? (null, reading.Problems) : (entry, []);
    }

    private static Problem TooLarge(string file, int bytes, int most) => new("UNC201", file, $"It has {bytes:N0} bytes; the most is {most:N0}", "split it, or leave out what is not needed");

    private static DiaryDocument? Root(Node node, Reading reading)
    {
        if (reading.Object(node, "$") is not { } root) return null;
        if (root["uncramp"]?.Number is > DiaryJson.Form)
        {
            reading.Report("UNC202", "uncramp", root["uncramp"]!, $"This diary was written by a newer release (form {root["uncramp"]!.Text})", "update this one first");
            return null;
        }
        reading.Known(root, "", ["uncramp", "profile", "episodes", "nights", "medicines", "results", "assessments", "trials", "removed", "history"]);
        return new DiaryDocument
        {
            Profile = root["profile"] is { Kind: not NodeKind.Nothing } profile ? Entry<Profile>(profile, "profile", reading, "") : null,
            Episodes = Section<Episode>(root, reading),
            Nights = Section<NightLog>(root, reading),
            Medicines = Section<MedicineCourse>(root, reading),
            Results = Section<LabValue>(root, reading),
            Assessments = Section<KeptAssessment>(root, reading),
            Trials = Section<Trial>(root, reading),
            Removed = Removed(root, reading),
            Earlier = [.. DiaryJson.Ordered(reading.Items(root["history"], "history", MostEarlier).Select(row => Earlier(row.Item, row.Path, reading)).OfType<EarlierValue>())],
        };
    }

    private static IReadOnlyList<T> Section<T>(Node root, Reading reading) where T : DiaryEntry, ISectioned<T>
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (item, path) in reading.Items(root[T.Section.Name], T.Section.Name, T.Section.Most))
            if (Entry<T>(item, path, reading) is { } entry && !entries.TryAdd(entry.Key, entry))
                reading.Report("UNC203", path, item, $"The {T.Section.KeyName} '{entry.Key}' stands twice", "keep one of them");
        return T.Section.Sorted(entries.Values);
    }

    /// <summary>One entry. With a given key it may be a part of one (<paramref name="kept"/>), and null takes a field back.</summary>
    private static T? Entry<T>(Node node, string path, Reading reading, string? key = null, Stamp? stamp = null, T? kept = null) where T : DiaryEntry, ISectioned<T>
    {
        var section = T.Section;
        if (reading.Object(node, path.Length == 0 ? "$" : path) is not { } map) return null;
        var prefix = path.Length == 0 ? "" : $"{path}.";
        string[] names = [.. section.KeyName is { } name ? (string[])[name] : [], .. section.Fields.Select(field => field.Name), "logged", "changed"];
        reading.Known(map, path, names);

        if (section.KeyName is { } keyName)
        {
            var own = map[keyName]?.Text;
            if (own is null && key is null)
            {
                reading.Report("UNC112", $"{prefix}{keyName}", map, $"'{keyName}' is missing", $"add \"{keyName}\"");
                return null;
            }
            if (own is not null && key is not null && !string.Equals(own, key, StringComparison.OrdinalIgnoreCase))
            {
                reading.Report("UNC203", $"{prefix}{keyName}", map, $"'{own}' is not '{key}', the one that was named", "leave it out, or name the same one");
                return null;
            }
            key ??= own;
        }

        var logged = map["logged"] is { Kind: not NodeKind.Nothing } loggedNode ? reading.Stamp(loggedNode, $"{prefix}logged") : stamp;
        if (logged is null)
        {
            if (map["logged"] is null) reading.Report("UNC112", $"{prefix}logged", map, "'logged' is missing", "add \"logged\": { \"at\": \"2026-11-22T03:12:00Z\" }");
            return null;
        }
        if (section.Blank(key!, logged) is not { } entry)
        {
            reading.Report("UNC204", $"{prefix}{section.KeyName}", map, $"'{key}' is not {(section.KeyName == "id" ? "an id" : "a night")}", section.KeyName == "id" ? "write a UUID" : "write the date of its evening, YYYY-MM-DD");
            return null;
        }

        var changed = ImmutableSortedDictionary.CreateBuilder<string, Stamp>(StringComparer.Ordinal);
        foreach (var field in section.Fields)
        {
            var value = map[field.Name];
            var required = section.Required.Contains(field.Name);
            if (value is null or { Kind: NodeKind.Nothing } && required)
            {
                if (value is null && kept is not null) entry = field.Take(entry, kept);
                else reading.Report("UNC112", $"{prefix}{field.Name}", map, $"'{field.Name}' is missing", $"add \"{field.Name}\"");
            }
            else if (value is { Kind: NodeKind.Nothing } && stamp is not null) changed[field.Name] = logged;
            else if (value is { Kind: not NodeKind.Nothing }) entry = field.Read(entry, value, reading, $"{prefix}{field.Name}");
        }
        if (map["changed"] is { Kind: not NodeKind.Nothing } changedNode && reading.Object(changedNode, $"{prefix}changed") is { } stamps)
        {
            reading.Known(stamps, $"{prefix}changed", [.. section.Fields.Select(field => field.Name)]);
            foreach (var (field, stampNode) in stamps.Pairs)
                if (reading.Stamp(stampNode, $"{prefix}changed.{field}") is { } when) changed[field] = when;
        }
        if (section.Check(entry) is { } wrong) reading.Report("UNC206", $"{prefix}{wrong.Field}", map, wrong.What, wrong.Remedy);
        return entry with { Changed = changed.ToImmutable() };
    }

    private static Removal[] Removed(Node root, Reading reading)
    {
        var rows = new List<Removal>();
        foreach (var (item, path) in reading.Items(root["removed"], "removed", MostEarlier))
        {
            if (reading.Object(item, path) is not { } map) continue;
            reading.Known(map, path, ["in", "of", "at", "by"]);
            var @in = Shapes.Choice("episodes", "medicines", "results", "assessments", "trials").Read(map["in"] ?? map, reading, $"{path}.in");
            if (!Guid.TryParse(map["of"]?.Text, out var id)) reading.Report("UNC204", $"{path}.of", map, "'of' is not an id", "write a UUID");
            if (reading.StampIn(map, path) is { } stamp && @in is not null) rows.Add(new Removal(@in, id.ToString(), stamp));
        }
        return [.. rows];
    }

    private static EarlierValue? Earlier(Node item, string path, Reading reading)
    {
        if (reading.Object(item, path) is not { } map) return null;
        reading.Known(map, path, ["in", "of", "field", "value", "at", "by"]);
        return map["in"]?.Text switch
        {
            "profile" => Earlier<Profile>(map, path, reading),
            "episodes" => Earlier<Episode>(map, path, reading),
            "nights" => Earlier<NightLog>(map, path, reading),
            "medicines" => Earlier<MedicineCourse>(map, path, reading),
            "results" => Earlier<LabValue>(map, path, reading),
            "assessments" => Earlier<KeptAssessment>(map, path, reading),
            "trials" => Earlier<Trial>(map, path, reading),
            var other => Unknown(other),
        };

        EarlierValue? Unknown(string? other)
        {
            reading.Report("UNC118", $"{path}.in", map, $"'{other}' is no section of a diary", "use the name of one");
            return null;
        }
    }

    private static EarlierValue? Earlier<T>(Node map, string path, Reading reading) where T : DiaryEntry, ISectioned<T>
    {
        if (reading.StampIn(map, path) is not { } stamp) return null;
        if (map["of"] is not { Kind: NodeKind.Text, Text: var key } || T.Section.Blank(key!, stamp) is not { } blank)
        {
            reading.Report("UNC204", $"{path}.of", map, $"'{map["of"]?.Text}' names no entry", T.Section.KeyName == "id" ? "write a UUID" : "write the date of an evening, YYYY-MM-DD");
            return null;
        }
        if (map["field"]?.Text is not { } name || T.Section.FieldOf(name) is not { } field)
        {
            reading.Report("UNC118", $"{path}.field", map, $"'{map["field"]?.Text}' is no field of {T.Section.Name}", $"use {string.Join(", ", T.Section.Fields.Select(one => one.Name))}");
            return null;
        }
        if (map["value"] is not { Kind: not NodeKind.Nothing } value) return new EarlierValue(T.Section.Name, blank.Key, name, "null", stamp);
        var problems = reading.Problems.Count;
        var read = field.Read(blank, value, reading, $"{path}.value");
        return reading.Problems.Count > problems ? null : new EarlierValue(T.Section.Name, blank.Key, name, field.Json(read), stamp);
    }
}
