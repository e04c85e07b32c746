using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>What every form of the diary passes, and how it is answered.</summary>
internal static class Forms
{
    private static readonly FormOptions limits = new() { ValueLengthLimit = 100_000, ValueCountLimit = 1_000 };

    /// <summary>Whose diary, and what was sent; or the answer to who may not.</summary>
    public static async Task<(long Person, IFormCollection Form, IResult? Refusal)> Read(HttpContext http, FormOptions? other = null)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return (0, FormCollection.Empty, elsewhere);
        if (http.RequestServices.GetRequiredService<CurrentPerson>().Id(http) is not { } person) return (0, FormCollection.Empty, CurrentPerson.SignIn(http));
        if (!http.Request.HasFormContentType) return (0, FormCollection.Empty, ErrorEndpoints.Refused("That did not come through", "Please go back and try again.", StatusCodes.Status415UnsupportedMediaType));
        try
        {
            return (person, await http.Request.ReadFormAsync(other ?? limits), null);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return (0, FormCollection.Empty, ErrorEndpoints.Refused("That was too long", "The page you sent was too long to read. Nothing was changed.", StatusCodes.Status413PayloadTooLarge));
        }
    }

    /// <summary>Keeps what a form said, and goes on; or shows the form again with all that is wrong in it.</summary>
    /// <param name="http">The call.</param>
    /// <param name="section">Where the entry lives.</param>
    /// <param name="person">Whose diary.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="read">What was said, and what of it could not be read.</param>
    /// <param name="then">The page to go on with.</param>
    /// <param name="again">The page with the form.</param>
    public static async Task<IResult> Keep(HttpContext http, DiarySection section, long person, string key, (JsonObject Said, List<FormError> Errors) read, string then, Func<IReadOnlyList<FormError>, Task<IResult>> again)
    {
        if (read.Errors.Count > 0) return await again(read.Errors);
        // Of a night, or of oneself, nothing need be said. An entry that is made must say something, and is told what.
        if (read.Said.Count == 0 && !section.LeavesTombstone) return SeeOther.To(then);
        var outcome = await Saying.Say(http, section, person, key, Blank.Utf8(read.Said));
        return outcome switch
        {
            Outcome.Kept kept => Saved(then, Undo.Of(section, key, kept.Body)),
            Outcome.Refused refused => await again([.. Blank.Errors(refused.Problems)]),
            _ => NotKept(outcome),
        };
    }

    /// <summary>To a page that says "saved" and offers to undo it. After a form always another page, so that Back and reload send nothing again.</summary>
    public static IResult Saved(string page, Undo undo) => SeeOther.To($"{page}?saved={undo}");

    /// <summary>The answer when nothing was kept and the form itself is not to blame.</summary>
    public static IResult NotKept(Outcome outcome) => outcome switch
    {
        Outcome.Gone => ErrorEndpoints.Refused("This was deleted", "It was deleted before, here or on another device. Nothing was changed.", StatusCodes.Status410Gone),
        Outcome.NotYours => ErrorEndpoints.Refused("Somebody else logged this", "You may change only what you logged. Nothing was changed.", StatusCodes.Status403Forbidden),
        Outcome.Full full => ErrorEndpoints.Refused("Your diary is full", $"It holds the most it may: {full.What}. Keep a copy, then delete what you no longer need.", StatusCodes.Status507InsufficientStorage),
        Outcome.Refused { Problems: [var problem, ..] } => ErrorEndpoints.Refused("This cannot be kept", $"{problem.What}; {problem.Remedy}.", StatusCodes.Status400BadRequest),
        Outcome.Failed { Problem: { Code: "UNC216" } problem } => ErrorEndpoints.Refused("Nothing was kept", $"{problem.What}; {problem.Remedy}.", StatusCodes.Status507InsufficientStorage),
        Outcome.Failed { Problem: var problem } => ErrorEndpoints.Refused("Nothing was kept", $"{problem.What}; {problem.Remedy}.", StatusCodes.Status503ServiceUnavailable),
        _ => ErrorEndpoints.Refused("Nothing was kept", "The diary was busy. Go back and try again.", StatusCodes.Status503ServiceUnavailable),
    };
}
