using System.Globalization;
using System.Text.Json;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>A population in counts. Filled row by row, so that no list of rows is held.</summary>
public sealed class ScreenSummary
{
    /// <summary>Fewer people than this could be told apart: what is published shows no such count.</summary>
    public const int FewestShown = 5;

    private readonly Dictionary<string, int> levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> medicines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> contributors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> gaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> flags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> audits = new(StringComparer.Ordinal);

    /// <summary>How many rows.</summary>
    public int Patients { get; private set; }

    /// <summary>People by level of care.</summary>
    public IReadOnlyDictionary<string, int> Levels => levels;

    /// <summary>People by class of medicine.</summary>
    public IReadOnlyDictionary<string, int> Medicines => medicines;

    /// <summary>People by contributor.</summary>
    public IReadOnlyDictionary<string, int> Contributors => contributors;

    /// <summary>People by test that is due and has no result.</summary>
    public IReadOnlyDictionary<string, int> TestGaps => gaps;

    /// <summary>People by red flag.</summary>
    public IReadOnlyDictionary<string, int> Flags => flags;

    /// <summary>People by ready-made audit.</summary>
    public IReadOnlyDictionary<string, int> Audits => audits;

    /// <summary>Counts a row.</summary>
    public void Add(ScreenRow row)
    {
        Patients++;
        Count(levels, RowWriter.Level(row));
        foreach (var id in row.Medicines) Count(medicines, id);
        foreach (var id in row.Contributors) Count(contributors, id);
        foreach (var id in row.Flags) Count(flags, id);
        foreach (var id in row.Audits) Count(audits, id);
        foreach (var id in row.Tests)
            if (!row.Labs.Any(lab => lab.Id == id)) Count(gaps, id);
    }

    /// <summary>The most frequent first; equal counts by id.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Ranked(IReadOnlyDictionary<string, int> counts) => counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The counts as JSON.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="release">The knowledge.</param>
    /// <param name="asOf">The day of judging.</param>
    /// <param name="lines">Lines read.</param>
    /// <param name="problems">How many problems there were.</param>
    public void WriteJson(Utf8JsonWriter json, Release release, DateOnly? asOf, long lines, int problems)
    {
        json.WriteStartObject();
        json.WriteStartObject("knowledge"u8);
        json.WriteString("version"u8, release.Version);
        json.WriteString("hash"u8, release.Hash);
        json.WriteEndObject();
        json.WriteString("asOf"u8, asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("lines"u8, lines);
        json.WriteNumber("problems"u8, problems);
        json.WriteNumber("patients"u8, Patients);
        Write(json, "levels", levels);
        Write(json, "audits", audits);
        Write(json, "medicines", medicines);
        Write(json, "contributors", contributors);
        Write(json, "testGaps", gaps);
        Write(json, "flags", flags);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Dictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (id, count) in Ranked(counts)) json.WriteNumber(id, count);
        json.WriteEndObject();
    }

    private static void Count(Dictionary<string, int> counts, string id) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, id, out _)++;
}
