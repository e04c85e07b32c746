using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>Red flags: raised, asked and answered "no", and not answered. What was not asked is never among the answered.</summary>
internal static class FlagLines
{
    private const string Signs = "Signs of ";

    /// <summary>Older answers than this are said to be so.</summary>
    private const int FreshDays = 28;

    /// <summary>The one line that says how it stands. A reason to see a doctor some day is no red flag.</summary>
    public static ReportLine Status(LastCheck check)
    {
        var urgent = Urgent(check).ToList();
        if (urgent.Count > 0)
            return new ReportLine("Red flags", $"{urgent.Count} RAISED: {string.Join("; ", urgent.Take(2).Select(flag => $"{Short(flag.Entry)} ({Level(flag.Level)})"))}{(urgent.Count > 2 ? $"; {urgent.Count - 2} more below" : "")}; {Asked(check)}") { Heed = true };
        if (check.Answered is null) return new ReportLine("Red flags", "not asked yet: unknown, not absent");
        var open = Open(check).Count;
        return new ReportLine("Red flags", $"none raised, {Asked(check)}: {ReportWords.Count(Denied(check).Count, "sign")} answered no, {(open == 0 ? "none left open" : $"{open} not fully answered")}");
    }

    public static IEnumerable<ReportLine> Of(LastCheck check)
    {
        if (Urgent(check).ToList() is { Count: > 0 } urgent)
            yield return new ReportLine("Raised by what was reported", [.. urgent.Select(flag => $"{flag.Entry.Title}, {Level(flag.Level)} ({string.Join(", ", Titles(check, flag.Because))})")]) { Heed = true, Yields = 1 };
        if (check.Answered is not null && Open(check) is { Count: > 0 } open) yield return new ReportLine("Not fully answered, so not known", [.. open.OrderByDescending(Urgency).Select(Short)]) { Yields = 5 };
        if (Denied(check) is { Count: > 0 } denied) yield return new ReportLine("Answered no", [.. denied.Select(Short)]) { Yields = 6 };
        if (check.Result.Triage.Flags.Where(flag => flag.Level.Level < CareLevel.SameDay).ToList() is { Count: > 0 } visits)
            yield return new ReportLine("No red flag, but for a visit", [.. visits.Select(flag => $"{Short(flag.Entry)} ({Level(flag.Level)})")]) { Yields = 7 };
    }

    /// <summary>
    /// The signs that the person was asked about and said no to, those of the most urgent flags first. What age or sex rule out was not asked
    /// and is not among them.
    /// </summary>
    private static List<Entry> Denied(LastCheck check)
    {
        var knowledge = check.Facts.Knowledge;
        var urgency = new Dictionary<Entry, CareLevel>();
        foreach (var flag in knowledge.OfKind(EntryKind.Flag))
            foreach (var sign in flag.Criteria().SelectMany(criterion => criterion.Everything()).Select(criterion => criterion.Names?.Target).OfType<Entry>())
                urgency[sign] = (CareLevel)Math.Max((int)Urgency(flag), (int)urgency.GetValueOrDefault(sign));
        var said = check.Case.Statements.Where(statement => statement.Kind == StatementKind.Absent).ToList();
        return [.. knowledge.Entries.Where(entry => entry.Finding?.Checklist is not null && said.Count > 0 && check.Facts.Stated(entry) == Truth.False)
            .OrderByDescending(entry => urgency.GetValueOrDefault(entry)).ThenBy(entry => entry.Finding!.Checklist!.Target!.Order).ThenBy(entry => entry.Order).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<RaisedFlag> Urgent(LastCheck check) => check.Result.Triage.Flags.Where(flag => flag.Level.Level >= CareLevel.SameDay);

    private static string Asked(LastCheck check) => check.Answered switch
    {
        null => "not asked",
        var day when check.Case.AsOf?.DayNumber - day.Value.DayNumber is > FreshDays and var old => $"asked {ReportWords.Day(day.Value)}, {old / 7} weeks ago",
        var day => $"asked {ReportWords.Day(day.Value)}",
    };

    /// <summary>Flags that one more answer could raise.</summary>
    private static List<Entry> Open(LastCheck check)
    {
        var evaluation = new Evaluation(check.Facts);
        return [.. check.Facts.Knowledge.OfKind(EntryKind.Flag).Where(evaluation.IsOpen)];
    }

    private static CareLevel Urgency(Entry flag) => flag.Flag!.Levels.Max(level => level.Level);

    // In a list of signs the word need not stand each time.
    private static string Short(Entry entry) => entry.Title.StartsWith(Signs, StringComparison.Ordinal) ? entry.Title[Signs.Length..] : char.ToLowerInvariant(entry.Title[0]) + entry.Title[1..];

    private static string Level(FlagLevel level) => level.Level switch
    {
        CareLevel.Emergency => "emergency",
        CareLevel.SameDay => "same day",
        _ => $"within {level.Within}",
    };

    private static IEnumerable<string> Titles(LastCheck check, IEnumerable<string> ids) => ids.Select(id => check.Facts.Knowledge.Find(id)?.Title ?? id);
}
