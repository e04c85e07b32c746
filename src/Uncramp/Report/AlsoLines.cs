using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>Illnesses and situations that were reported and are linked with cramps, and what was said but not understood.</summary>
internal static class AlsoLines
{
    public static IEnumerable<ReportLine> Of(LastCheck check)
    {
        var stated = check.Result.Contributors.Select(row => row.Entry).Where(entry => entry.Kind is EntryKind.Condition or EntryKind.Situation && check.Facts.Stated(entry) == Truth.True).ToList();
        // Of diabetes and its type 2 the narrower says all.
        var narrowest = stated.Where(entry => !stated.Exists(other => EntryRef.Names(other.Broader, entry))).Select(entry => entry.Title).ToList();
        if (narrowest.Count > 0) yield return new ReportLine("Illnesses linked with cramps", narrowest) { Yields = 6 };
        // A medicine that was not recognised stands in the list of medicines, as given.
        var words = check.Result.Unrecognised.Where(row => !row.Path.Contains("medicines", StringComparison.Ordinal)).Select(row => $"“{ReportWords.Short(row.Given, 60)}”").ToList();
        if (words.Count > 0) yield return new ReportLine("In the patient’s own words", words) { Yields = 10 };
    }
}
