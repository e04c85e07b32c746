using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>What the questions of the check are called in FHIR: the id of the finding, and a detail of it after a dot.</summary>
internal static class LinkId
{
    /// <summary>A number, in the unit of the entry.</summary>
    public const string Number = "number";

    /// <summary>What was chosen.</summary>
    public const string Choices = "choices";

    /// <summary>How many days ago it began, or a sample was taken.</summary>
    public const string DaysAgo = "daysAgo";

    /// <summary>How many days ago a medicine was begun.</summary>
    public const string StartedDaysAgo = "startedDaysAgo";

    /// <summary>How many days ago a medicine was stopped.</summary>
    public const string StoppedDaysAgo = "stoppedDaysAgo";

    /// <summary>The laboratory's own lower limit, in the unit of the entry.</summary>
    public const string Low = "low";

    /// <summary>The laboratory's own upper limit, in the unit of the entry.</summary>
    public const string High = "high";

    /// <summary>The lowest result of the year before, in the unit of the entry.</summary>
    public const string Baseline = "baseline";

    /// <summary>What the person thinks of trying.</summary>
    public const string Considering = "considering";

    /// <summary>The page of what the person thinks of trying.</summary>
    public const string Plans = "plans";

    /// <summary>The page that asks about an entry: its red-flag page, else that of its kind.</summary>
    public static string Page(Entry entry) => entry.Finding?.Checklist?.Id ?? entry.Kind.Name();

    public static string Of(Entry entry) => entry.Id;

    public static string Of(Entry entry, string detail) => $"{entry.Id}.{detail}";
}
