using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Uncramp.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>Everything out, everything in, everything gone: the forms of the calls in <see cref="DiaryEndpoints"/>.</summary>
internal static class OwnDataEndpoints
{
    private const string Home = "/diary/data";
    private static readonly FormOptions file = new() { MultipartBodyLengthLimit = DiaryReader.MaxBytes + 100_000 };

    public static void MapOwnData(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, (HttpContext http, CurrentPerson current) => current.Id(http) is null ? CurrentPerson.SignIn(http)
            : Page(http.Request.Query["brought"].ToString() is { Length: > 0 and < 9 } brought && brought.All(char.IsAsciiDigit) ? brought == "0" ? "Nothing was new. Your diary is as it was." : $"Brought in. {brought} entries are new or changed." : http.Request.Query.ContainsKey("deleted") ? "Your diary is deleted." : null));
        app.MapPost($"{Home}/import", (Delegate)Import);
        app.MapPost($"{Home}/delete", (Delegate)Delete);
    }

    private static async Task<IResult> Import(HttpContext http)
    {
        var (person, form, refusal) = await Forms.Read(http, file);
        if (refusal is not null) return refusal;
        if (form.Files["file"] is not { Length: > 0 } chosen) return Page(null, ("file", [new Problem("UNC225", "file", "No file was chosen", "choose one, then press the button")]));
        if (chosen.Length > DiaryReader.MaxBytes) return Page(null, ("file", [new Problem("UNC201", "file", $"It has {chosen.Length:N0} bytes; the most is {DiaryReader.MaxBytes:N0}", "choose a file that Uncramp wrote")]));
        var body = new byte[chosen.Length];
        await using (var stream = chosen.OpenReadStream()) await stream.ReadExactlyAsync(body, http.RequestAborted);
        var (diary, problems) = DiaryReader.Read(body, "file");
        if (diary is null) return Page(null, ("file", problems));
        var (outcome, changed) = await DiaryEndpoints.Bring(http, person, diary);
        return outcome is Outcome.Kept ? SeeOther.To($"{Home}?brought={changed}") : Forms.NotKept(outcome);
    }

    private static async Task<IResult> Delete(HttpContext http)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (!DiaryEndpoints.IsWord(form["word"].ToString())) return Page(null, ("word", [new Problem("UNC223", "word", "The words are missing, so nothing was deleted", $"type {DiaryEndpoints.Word}")]));
        var outcome = await DiaryEndpoints.Empty(http, person);
        return outcome is Outcome.Kept ? SeeOther.To($"{Home}?deleted") : Forms.NotKept(outcome);
    }

    private static RazorComponentResult<DataPage> Page(string? done, (string Input, IReadOnlyList<Problem> Problems) wrong = default) =>
        Show.Page<DataPage>(new { Notice = done is null ? null : new Notice(done, null), wrong.Input, Problems = wrong.Problems ?? [] }, wrong.Problems is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
