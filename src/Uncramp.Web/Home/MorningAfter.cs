using Uncramp.Diary;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Home;

/// <summary>The morning after a cramp of the diary: the moment at which people want to know why.</summary>
internal static class MorningAfter
{
    private const int HoursAfter = 20;
    private const int FirstHour = 5;
    private const int LastHour = 22;

    /// <summary>The last cramp, when it was in the night that has just passed and no check has followed it; by its own clock. Never at night.</summary>
    public static DateTimeOffset? Of(DiaryDocument diary, DateTimeOffset now)
    {
        if (diary.Episodes.Where(cramp => !cramp.IsClockWrong && cramp.Start <= now).MaxBy(cramp => cramp.Start) is not { } cramp) return null;
        var here = now.ToOffset(cramp.Start.Offset);
        if (here.Hour is < FirstHour or > LastHour || now - cramp.Start > TimeSpan.FromHours(HoursAfter) || here.AddHours(-FirstHour).Date != cramp.Start.AddHours(12).Date) return null;
        return diary.Assessments.Any(kept => kept.Logged.At > cramp.Start) ? null : cramp.Start;
    }

    /// <summary>
    /// The cramp of last night of who opens the page. Not for the copy that a device keeps of the page: that one must be the same on every day
    /// and for everybody, and asks what the device itself knows.
    /// </summary>
    public static async Task<DateTimeOffset?> Of(HttpContext http)
    {
        var services = http.RequestServices;
        if (http.Request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate") || services.GetRequiredService<CurrentPerson>().Id(http) is not { } person) return null;
        return Of(await services.GetRequiredService<Diaries>().Of(person), services.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
