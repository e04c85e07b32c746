using System.Collections.Immutable;
using System.Text;
using Uncramp.Documents;

namespace Uncramp.Diary;

/// <summary>
/// Brings two copies of a diary together, whoever wrote them and in whatever order they meet.
/// </summary>
/// <remarks>
/// Every value that a field ever had is a version: the value, when it was written and by whom. Merging is the union of versions,
/// and the current value is the latest one (<see cref="Stamp"/>, then the text of the value). A union does not care about order or repetition,
/// so neither does merging. A field that nobody said has no version: not saying a thing never erases it. A deletion beats every version of
/// its entry and leaves nothing but the id; to undo one, the same cramp is logged again under a new id.
/// This is the last-writer-wins register of Shapiro et al. (2011), one a field, with a remove-wins set of entries.
/// </remarks>
public static class Merge
{
    /// <summary>Two copies of one person's diary as one.</summary>
    public static DiaryDocument Documents(DiaryDocument one, DiaryDocument other)
    {
        var removed = one.Removed.Concat(other.Removed).GroupBy(row => (row.In, row.Of))
            .ToDictionary(rows => rows.Key, rows => rows.MinBy(row => row.Stamp)!);
        var earlier = one.Earlier.Concat(other.Earlier).Where(row => !removed.ContainsKey((row.In, row.Of))).ToLookup(row => row.In);
        var past = new List<EarlierValue>();
        return new DiaryDocument
        {
            Profile = Section<Profile>([one.Profile, other.Profile]).SingleOrDefault(),
            Episodes = Section<Episode>([.. one.Episodes, .. other.Episodes]),
            Nights = Section<NightLog>([.. one.Nights, .. other.Nights]),
            Medicines = Section<MedicineCourse>([.. one.Medicines, .. other.Medicines]),
            Results = Section<LabValue>([.. one.Results, .. other.Results]),
            Assessments = Section<KeptAssessment>([.. one.Assessments, .. other.Assessments]),
            Trials = Section<Trial>([.. one.Trials, .. other.Trials]),
            Removed = [.. removed.Values.OrderBy(row => row.In, StringComparer.Ordinal).ThenBy(row => row.Of, StringComparer.Ordinal)],
            Earlier = [.. DiaryJson.Ordered(past)],
        };

        IReadOnlyList<T> Section<T>(IReadOnlyList<T?> entries) where T : DiaryEntry, ISectioned<T>
        {
            var own = earlier[T.Section.Name].ToLookup(row => row.Of);
            var merged = new List<T>();
            foreach (var copies in entries.OfType<T>().GroupBy(entry => entry.Key))
            {
                if (removed.ContainsKey((T.Section.Name, copies.Key))) continue;
                var (entry, lost) = Copies([.. copies], own[copies.Key]);
                merged.Add(entry);
                past.AddRange(lost);
            }
            // Earlier values whose entry is in neither copy wait for it.
            var known = merged.Select(entry => entry.Key).ToHashSet();
            past.AddRange(own.Where(rows => !known.Contains(rows.Key)).SelectMany(rows => rows).Distinct());
            return T.Section.Sorted(merged);
        }
    }

    /// <summary>Two copies of one entry as one, and the values that lost.</summary>
    /// <exception cref="ArgumentException">They are not copies of one entry.</exception>
    public static (T Entry, IReadOnlyList<EarlierValue> Lost) Entries<T>(T one, T other) where T : DiaryEntry, ISectioned<T> =>
        one.Key == other.Key ? Copies([one, other], []) : throw new ArgumentException($"'{one.Key}' and '{other.Key}' are two entries, not two copies of one.", nameof(other));

    /// <summary>
    /// The kept entry after something was said of it. Saying again what already holds changes nothing, so a repeated call is harmless.
    /// </summary>
    public static (T Entry, IReadOnlyList<EarlierValue> Lost) Say<T>(T kept, T said) where T : DiaryEntry, ISectioned<T>
    {
        if (T.Section.Fields.All(field => field.Json(kept) == field.Json(said) || StampOf(said, field) is null)) return (kept, []);
        var news = said;
        foreach (var field in T.Section.Fields)
        {
            if (field.Json(kept) != field.Json(said)) continue;
            // Required fields cannot be unsaid; they take the kept stamp and so bring no new version.
            news = T.Section.Required.Contains(field.Name)
                ? news with { Changed = With(news.Changed, field.Name, StampOf(kept, field)!) }
                : field.Erase(news) with { Changed = Without(news.Changed, field.Name) };
        }
        return Entries(kept, news);
    }

    /// <summary>The deletion of an entry: what is to be kept in its place.</summary>
    /// <exception cref="ArgumentException">A night or a profile is emptied field by field, never deleted: it may be said again.</exception>
    public static Removal Remove<T>(T entry, Stamp stamp) where T : DiaryEntry, ISectioned<T> =>
        T.Section.KeyName == "id" ? new Removal(T.Section.Name, entry.Key, stamp) : throw new ArgumentException($"Entries of '{T.Section.Name}' cannot be deleted, only emptied.", nameof(entry));

    private static (T Entry, IReadOnlyList<EarlierValue> Lost) Copies<T>(IReadOnlyList<T> copies, IEnumerable<EarlierValue> earlier) where T : DiaryEntry, ISectioned<T>
    {
        var before = earlier.ToLookup(row => row.Field);
        if (copies.Count == 1 && before.Count == 0 && !copies[0].Changed.Values.Contains(copies[0].Logged)) return (copies[0], []);
        var logged = copies.Select(copy => copy.Logged).Aggregate(Stamp.Earlier);
        var entry = copies[0] with { Logged = logged };
        var changed = ImmutableSortedDictionary.CreateBuilder<string, Stamp>(StringComparer.Ordinal);
        var lost = new List<EarlierValue>();
        foreach (var field in T.Section.Fields)
        {
            var versions = copies.Where(copy => StampOf(copy, field) is not null).Select(copy => new EarlierValue(T.Section.Name, copy.Key, field.Name, field.Json(copy), StampOf(copy, field)!))
                .Concat(before[field.Name]).Distinct().OrderBy(version => version.Stamp).ThenBy(version => version.Value, StringComparer.Ordinal).ToList();
            if (versions.Count == 0) continue;
            var winner = versions[^1];
            versions.RemoveAt(versions.Count - 1);
            lost.AddRange(versions);
            entry = winner.Value == "null" ? field.Erase(entry)
                : copies.FirstOrDefault(copy => field.Json(copy) == winner.Value) is { } from ? field.Take(entry, from)
                : field.Read(entry, NodeOf(winner.Value), new Reading(winner.In), winner.Field);
            if (winner.Value == "null" || winner.Stamp.CompareTo(logged) != 0) changed[field.Name] = winner.Stamp;
        }
        return (entry with { Changed = changed.ToImmutable() }, [.. DiaryJson.Ordered(lost)]);
    }

    private static Stamp? StampOf<T>(T entry, Field<T> field) where T : DiaryEntry =>
        entry.Changed.TryGetValue(field.Name, out var stamp) ? stamp : field.Said(entry) ? entry.Logged : null;

    private static Node NodeOf(string json) => JsonNodes.Read(Encoding.UTF8.GetBytes(json), "history", 80).Root ?? throw new ArgumentException($"'{json}' is not JSON.", nameof(json));

    private static ImmutableSortedDictionary<string, Stamp> With(IReadOnlyDictionary<string, Stamp> changed, string field, Stamp stamp) =>
        changed.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(field, stamp);

    private static ImmutableSortedDictionary<string, Stamp> Without(IReadOnlyDictionary<string, Stamp> changed, string field) =>
        changed.ToImmutableSortedDictionary(StringComparer.Ordinal).Remove(field);
}
