using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Diary;

/// <summary>
/// How to take back what was just said: all that has this stamp goes back to what it was before, which the diary's own history knows.
/// It travels in the address of the page after a form and says nothing but where and when.
/// </summary>
/// <param name="Section">A section of the diary.</param>
/// <param name="Key">An entry of it, or <see cref="Every"/>.</param>
/// <param name="At">The instant, in ticks of UTC.</param>
public sealed record Undo(string Section, string Key, long At)
{
    /// <summary>Every entry of the section that was said at that instant.</summary>
    public const string Every = "every";

    /// <summary>Reads <c>nights.2026-11-22.638999…</c>, or null.</summary>
    public static Undo? Parse(string? text) =>
        text?.Split('.') is [var section, var key, var at] && DiarySection.All.Any(known => known.Name == section) && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new Undo(section, key, ticks) : null;

    /// <summary>How to undo what made an entry as it is now.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="key">Its key, or <see cref="Every"/>.</param>
    /// <param name="entry">The entry as a line of JSON.</param>
    internal static Undo Of(DiarySection section, string key, string entry)
    {
        using var json = JsonDocument.Parse(entry);
        return new Undo(section.Name, key, Stamps(json.RootElement).Select(stamp => stamp.At).Max());
    }

    /// <summary>What to say so that it is as before; null where the entry is to be deleted. Nothing when it has been changed since.</summary>
    internal IReadOnlyList<(DiarySection Section, string Key, byte[]? Said)> Steps(DiaryDocument whole)
    {
        var section = DiarySection.Named(Section);
        var steps = new List<(DiarySection, string, byte[]?)>();
        foreach (var (key, body) in section.Lines(whole).Where(line => Key == Every || line.Key == Key))
        {
            using var json = JsonDocument.Parse(body);
            var fields = Stamps(json.RootElement).Where(stamp => stamp.At == At).Select(stamp => stamp.Field).ToList();
            if (fields.Count == 0) continue;
            var isNew = Stamps(json.RootElement).All(stamp => stamp.At == At) && !whole.Earlier.Any(value => value.In == Section && value.Of == key);
            steps.Add((section, key, isNew && key.Length > 0 ? null : Before(whole, key, fields)));
        }
        return steps;
    }

    private byte[] Before(DiaryDocument whole, string key, IEnumerable<string> fields)
    {
        var said = new JsonObject();
        foreach (var field in fields)
            said[field] = whole.Earlier.Where(value => value.In == Section && value.Of == key && value.Field == field).MaxBy(value => value.Stamp) is { } earlier ? JsonNode.Parse(earlier.Value) : null;
        return Blank.Utf8(said);
    }

    // A field that stands in "changed" has its own stamp; all others have the entry's.
    private static IEnumerable<(string Field, long At)> Stamps(JsonElement entry)
    {
        var changed = entry.TryGetProperty("changed", out var stamps) ? stamps.EnumerateObject().ToDictionary(stamp => stamp.Name, stamp => Ticks(stamp.Value)) : [];
        var logged = Ticks(entry.GetProperty("logged"));
        return entry.EnumerateObject().Select(field => field.Name).Where(name => name is not ("id" or "night" or "logged" or "changed") || changed.ContainsKey(name)).Union(changed.Keys)
            .Select(name => (name, changed.GetValueOrDefault(name, logged)));
    }

    private static long Ticks(JsonElement stamp) => stamp.GetProperty("at").GetDateTimeOffset().UtcTicks;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Section}.{Key}.{At}");
}
