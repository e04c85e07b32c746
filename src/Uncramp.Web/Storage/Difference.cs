using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>What has to be written to make one diary of a person into another.</summary>
/// <param name="Merged">The other.</param>
/// <param name="Entries">Each entry that differs, as it is and as it shall be.</param>
internal sealed record Difference(DiaryDocument Merged, IReadOnlyList<(Address Address, Known Before, Known After)> Entries)
{
    public static Difference Of(long person, DiaryDocument from, DiaryDocument to)
    {
        var (before, after) = (Rows(from), Rows(to));
        return new Difference(to,
        [
            .. before.Keys.Union(after.Keys)
                .Select(key => (new Address(person, key.Section, key.Key), Before: before.GetValueOrDefault(key, Known.Nothing), After: after.GetValueOrDefault(key, Known.Nothing)))
                .Where(row => row.Before.Body != row.After.Body || row.Before.Removed != row.After.Removed || !row.Before.Earlier.SequenceEqual(row.After.Earlier)),
        ]);
    }

    private static Dictionary<(string Section, string Key), Known> Rows(DiaryDocument diary)
    {
        var rows = new Dictionary<(string, string), Known>();
        foreach (var section in DiarySection.All)
            foreach (var (key, body) in section.Lines(diary)) rows[(section.Name, key)] = new Known(body, null, []);
        foreach (var removal in diary.Removed) rows[(removal.In, removal.Of)] = new Known(null, removal.Stamp, []);
        // In one order, so that two lists of the same values are equal.
        foreach (var values in diary.Earlier.GroupBy(value => (value.In, value.Of)))
            rows[values.Key] = rows.GetValueOrDefault(values.Key, Known.Nothing) with { Earlier = [.. values.OrderBy(value => value.Field, StringComparer.Ordinal).ThenBy(value => value.Stamp).ThenBy(value => value.Value, StringComparer.Ordinal)] };
        return rows;
    }
}
