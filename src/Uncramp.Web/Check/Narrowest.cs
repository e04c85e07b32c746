using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>Lists of findings hold the wider beside the narrower: "water tablets" beside "thiazide". People need the narrower.</summary>
internal static class Narrowest
{
    /// <summary>Entries without those that are wider than another of them.</summary>
    public static List<Entry> Of(IEnumerable<Entry> entries)
    {
        var all = entries.Distinct().ToList();
        return all.FindAll(entry => !IsWider(entry, all));
    }

    /// <summary>Whether one of the others is a kind of this.</summary>
    public static bool IsWider(Entry entry, IReadOnlyCollection<Entry> others) =>
        entry.Narrower.Any(narrower => others.Contains(narrower) || IsWider(narrower, others));
}
