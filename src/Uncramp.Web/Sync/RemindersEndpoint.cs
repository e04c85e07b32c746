using System.Globalization;
using System.Text;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Sync;

/// <summary><c>GET /api/reminders.ics?at=21:30</c>: a daily reminder for the person's own calendar (RFC 5545). Nothing is stored here.</summary>
internal static class RemindersEndpoint
{
    public static void MapReminders(this IEndpointRouteBuilder app) => app.MapGet("/api/reminders.ics", Reminders);

    private static IResult Reminders(HttpContext http, TimeProvider clock, string? at)
    {
        if (!TimeOnly.TryParseExact(at ?? "21:30", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return JsonBody.Refuse(StatusCodes.Status400BadRequest, "This is no time of day", [new Problem("UNC224", "$.at", $"'{at}' is not a time of day", "write it like ?at=21:30")]);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"uncramp-stretch.ics\"";
        return Results.Bytes(Encoding.UTF8.GetBytes(Daily(time, clock.GetUtcNow(), $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/tonight")), "text/calendar; charset=utf-8");
    }

    /// <summary>A calendar with one event a day. Its time has no zone: it is half past nine wherever the phone is. The same time has the same id, so that adding it twice makes one.</summary>
    internal static string Daily(TimeOnly at, DateTimeOffset now, string address) => CalendarFile.Of("Reminders",
    [[
        $"UID:stretch-{at:HHmm}@uncramp",
        string.Create(CultureInfo.InvariantCulture, $"DTSTAMP:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"),
        string.Create(CultureInfo.InvariantCulture, $"DTSTART:{now.Date:yyyyMMdd}T{at:HHmm}00"),
        "DURATION:PT5M", "RRULE:FREQ=DAILY", "TRANSP:TRANSPARENT",
        $"SUMMARY:{CalendarFile.Escaped("Time to stretch your calves")}",
        $"DESCRIPTION:{CalendarFile.Escaped($"A few slow minutes before bed, as your plan says. Leave it out if it hurts. {address}")}",
        "BEGIN:VALARM", "ACTION:DISPLAY", $"DESCRIPTION:{CalendarFile.Escaped("Time to stretch your calves")}", "TRIGGER:PT0S", "END:VALARM",
    ]]);
}
