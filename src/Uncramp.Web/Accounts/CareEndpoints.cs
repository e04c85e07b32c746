using System.Globalization;
using System.Text.Json;
using Uncramp.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary><c>/care</c>: logging for another. A cramp or a quiet night in two taps, what this carer logged, and its undo; no more of the diary.</summary>
internal static class CareEndpoints
{
    private const int Shown = 20;

    public static void MapCare(this IEndpointRouteBuilder app)
    {
        app.MapGet("/care", Care);
        app.MapPost("/care/cramp", Cramp);
        app.MapPost("/care/quiet", Quiet);
        app.MapPost("/care/undo", Undo);
    }

    private static async Task<IResult> Care(HttpContext http, CurrentPerson current, Diaries diaries)
    {
        if (current.Logs(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = DiaryEndpoints.LoggedBy(CurrentPerson.By(http), await diaries.Of(person));
        return Show.Page<CarePage>(new
        {
            Caller = Caller.Of(http)!,
            Cramps = diary.Episodes.OrderByDescending(entry => entry.Start).Take(Shown).ToList(),
            Quiet = diary.Nights.Where(entry => entry.Quiet is true).OrderByDescending(entry => entry.Night).Take(Shown).ToList(),
        });
    }

    /// <summary>A cramp that was just now or a while ago, by the phone's clock where it tells; else by ours.</summary>
    private static async Task<IResult> Cramp(HttpContext http, CurrentPerson current, Writer writer, TimeProvider clock)
    {
        if ((SameSite.Refuse(http) ?? Meant(http, current, await http.Request.ReadFormAsync())) is { } no) return no;
        var form = await http.Request.ReadFormAsync();
        var start = Now(form, clock).AddMinutes(-(int.TryParse(form["ago"], NumberStyles.None, CultureInfo.InvariantCulture, out var ago) ? Math.Clamp(ago, 0, 1440) : 0));
        var id = Guid.TryParseExact(form["id"], "D", out var given) ? given : Guid.NewGuid();
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["start"] = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) });
        return await Write(http, current, writer, DiarySection.Named("episodes").Read(current.Logs(http)!.Value, CurrentPerson.By(http), id.ToString(), body, clock.GetUtcNow()));
    }

    private static async Task<IResult> Quiet(HttpContext http, CurrentPerson current, Writer writer, TimeProvider clock)
    {
        if ((SameSite.Refuse(http) ?? Meant(http, current, await http.Request.ReadFormAsync())) is { } no) return no;
        // The night that is over: by day the last one.
        var now = Now(await http.Request.ReadFormAsync(), clock);
        var night = Night.Of(now.AddHours(-12));
        return await Write(http, current, writer, DiarySection.Named("nights").Read(current.Logs(http)!.Value, CurrentPerson.By(http), night.ToString(), """{"quiet":true}"""u8.ToArray(), clock.GetUtcNow()));
    }

    private static async Task<IResult> Undo(HttpContext http, CurrentPerson current, Writer writer, TimeProvider clock)
    {
        var form = await http.Request.ReadFormAsync();
        if ((SameSite.Refuse(http) ?? Meant(http, current, form)) is { } no) return no;
        var section = DiarySection.Named(form["in"] == "nights" ? "nights" : "episodes");
        if (section.KeyOf(form["of"].ToString()) is not { } key) return DiariesEndpoints.NotHere();
        return await Write(http, current, writer, new Deleted(section, current.Logs(http)!.Value, CurrentPerson.By(http), key, clock.GetUtcNow()));
    }

    private static async Task<IResult> Write(HttpContext http, CurrentPerson current, Writer writer, Said said)
    {
        // Also an owner undoes here only what they logged: the page shows no more.
        var outcome = await writer.Write(new OwnOnly(said, CurrentPerson.By(http)), http.RequestAborted);
        return outcome switch
        {
            Outcome.Kept or Outcome.Gone => SeeOther.To("/care"),
            Outcome.NotYours => ErrorEndpoints.Refused("Somebody else logged this night", "What they said stands. Only they or the owner may change it.", StatusCodes.Status403Forbidden),
            _ => ErrorEndpoints.Refused("This was not kept", "Go back and try again.", StatusCodes.Status503ServiceUnavailable),
        };
    }

    /// <summary>The page names the diary it was opened for. If another one is open by now, nothing is logged, so that nothing lands on the wrong person.</summary>
    private static IResult? Meant(HttpContext http, CurrentPerson current, IFormCollection form)
    {
        if (current.Logs(http) is not { } person) return CurrentPerson.SignIn(http);
        return form["diary"] == $"{person}" ? null : ErrorEndpoints.Refused("Another diary is open now", "Nothing was logged. Load this page again and see whose name is at the top.", StatusCodes.Status409Conflict);
    }

    /// <summary>Our clock, at the offset of the phone: a night turns where the person is.</summary>
    private static DateTimeOffset Now(IFormCollection form, TimeProvider clock) =>
        clock.GetUtcNow().ToOffset(int.TryParse(form["offset"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes) && Math.Abs(minutes) <= 14 * 60 ? TimeSpan.FromMinutes(minutes) : TimeZoneInfo.Local.GetUtcOffset(clock.GetUtcNow()));
}
