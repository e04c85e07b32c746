using System.Text;
using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Sync;

/// <summary>
/// One entry at a time: <c>PUT</c> says something of it, <c>DELETE</c> ends it. The key is made by the client, so sending twice changes nothing
/// and gets the same answer; an answer below 300 means that it is on the disk. What was deleted stays so: a late <c>PUT</c> gets 410.
/// </summary>
internal static class EntryEndpoints
{
    private const int MaxBytes = 1_000_000;

    public static void MapEntries(this IEndpointRouteBuilder app)
    {
        foreach (var section in DiarySection.All)
        {
            var path = section.Name == "profile" ? "/api/profile" : $"/api/{section.Name}/{{key}}";
            app.MapPut(path, http => Put(http, section));
            app.MapDelete(path, http => Delete(http, section));
        }
    }

    private static async Task Put(HttpContext http, DiarySection section)
    {
        var (person, key, refusal) = Begin(http, section);
        if (refusal is null)
        {
            (var body, refusal) = await JsonBody.Read(http, "The entry", MaxBytes);
            if (body is not null)
            {
                var outcome = await Saying.Say(http, section, person, key, body);
                if (outcome is Outcome.Kept kept)
                {
                    await Json(http, kept.Body);
                    return;
                }
                refusal = Answer(outcome);
            }
        }
        await refusal!.ExecuteAsync(http);
    }

    private static async Task Delete(HttpContext http, DiarySection section)
    {
        var (person, key, refusal) = Begin(http, section);
        if (refusal is null)
        {
            var outcome = await Saying.Delete(http, section, person, key);
            refusal = outcome is Outcome.Kept ? Results.NoContent() : Answer(outcome);
        }
        await refusal.ExecuteAsync(http);
    }

    /// <summary>Who asks about which entry, or the answer to a call that may not.</summary>
    private static (long Person, string Key, IResult? Refusal) Begin(HttpContext http, DiarySection section)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return (0, "", elsewhere);
        var current = http.RequestServices.GetRequiredService<CurrentPerson>();
        if ((section.IsLogged ? current.Logs(http) : current.Id(http)) is not { } person) return (0, "", SignInFirst(http));
        var given = http.Request.RouteValues["key"] as string ?? "";
        if (section.KeyOf(given) is { } key) return (person, key, null);
        return (0, "", JsonBody.Refuse(StatusCodes.Status400BadRequest, "There can be no such entry",
            [new Problem("UNC204", "$", $"'{given}' is not {(section.LeavesTombstone ? "an id" : "a night")}", section.LeavesTombstone ? "write a UUID" : "write the date of its evening, YYYY-MM-DD")]));
    }

    public static IResult SignInFirst(HttpContext http) => Caller.Of(http) is not null
        ? JsonBody.Refuse(StatusCodes.Status403Forbidden, "This is not shared with you", [new Problem("UNC164", "$", "You may not do this in this diary", "ask the person whose diary it is")])
        : JsonBody.Refuse(StatusCodes.Status401Unauthorized, "Nobody is signed in", [new Problem("UNC163", "$", "We do not know whose diary this is", "sign in first")]);

    /// <summary>Says how a change ended, when it was not kept.</summary>
    public static IResult Answer(Outcome outcome) => outcome switch
    {
        Outcome.Refused refused => JsonBody.Refuse(StatusCodes.Status400BadRequest, "This cannot be kept", refused.Problems),
        Outcome.Gone => JsonBody.Refuse(StatusCodes.Status410Gone, "This entry was deleted", [new Problem("UNC220", "$", "It was deleted and stays so", "log it again under a new id if it is wanted after all")]),
        Outcome.NotYours => JsonBody.Refuse(StatusCodes.Status403Forbidden, "Somebody else logged this", [new Problem("UNC165", "$", "You may change only what you logged", "ask the person whose diary it is")]),
        Outcome.Full full => JsonBody.Refuse(StatusCodes.Status507InsufficientStorage, "The diary is full", [new Problem("UNC221", "$", $"It holds the most it may: {full.What}", "export it, then delete what is no longer needed")]),
        Outcome.Failed { Problem: { Code: "UNC216" } problem } => JsonBody.Refuse(StatusCodes.Status507InsufficientStorage, "Nothing was kept", [problem with { Place = "$" }]),
        Outcome.Failed { Problem: var problem } => JsonBody.Refuse(StatusCodes.Status503ServiceUnavailable, "Nothing was kept", [problem with { Place = "$" }]),
        _ => JsonBody.Refuse(StatusCodes.Status503ServiceUnavailable, "Nothing was kept", [new Problem("UNC222", "$", "The diary was busy", "try again")]),
    };

    private static async Task Json(HttpContext http, string body)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        var utf8 = Encoding.UTF8.GetBytes(body);
        http.Response.ContentLength = utf8.Length;
        await http.Response.BodyWriter.WriteAsync(utf8);
    }
}
