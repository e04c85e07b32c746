using System.Globalization;
using Uncramp.Diary;
using Uncramp.Trials;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>The blocks of a trial for the person's own calendar (RFC 5545): an event of whole days for each, from the evening of its first night.</summary>
internal static class TrialCalendar
{
    public static string Of(Trial trial, string title, DateTimeOffset now)
    {
        var allocation = Allocation.Of(trial);
        var (washout, length) = (trial.Washout ?? 0, trial.Block + (trial.Washout ?? 0));
        return CalendarFile.Of("Test", Enumerable.Range(0, 2 * trial.Pairs).Select(block => trial.Start.Plus(block * length)).Where(first => !(first > trial.Ended)).Select(first =>
        {
            var arm = allocation.On(first)!;
            return (IReadOnlyList<string>)
            [
                $"UID:{trial.Id}-{arm.Block + 1}@uncramp",
                string.Create(CultureInfo.InvariantCulture, $"DTSTAMP:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"),
                string.Create(CultureInfo.InvariantCulture, $"DTSTART;VALUE=DATE:{first.Evening:yyyyMMdd}"),
                string.Create(CultureInfo.InvariantCulture, $"DTEND;VALUE=DATE:{first.Plus(length).Evening:yyyyMMdd}"),
                "TRANSP:TRANSPARENT",
                $"SUMMARY:{CalendarFile.Escaped(arm.Arm == Arm.With ? $"Do it: {title}" : $"Leave it out: {title}")}",
                $"DESCRIPTION:{CalendarFile.Escaped(washout > 0 ? $"Your test. The first {washout} nights do not count yet. Write down each night." : "Your test. Write down each night, quiet ones too.")}",
            ];
        }));
    }
}
