using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Check;

/// <summary>
/// A file of a doctor or a phone begins a check: what it says is shown, the person unticks what is wrong, and goes on with the questions.
/// The file itself is never kept, nor does it touch the disk.
/// </summary>
internal static class RecordEndpoints
{
    private const string Home = "/check/record";
    private static readonly FormOptions file = new() { MultipartBodyLengthLimit = BundleReader.MaxBytes + 100_000, MemoryBufferThreshold = BundleReader.MaxBytes };

    public static void MapRecord(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, () => Show.Page<RecordPage>());
        app.MapPost(Home, Read).WithMetadata(new RequestSizeLimitAttribute(BundleReader.MaxBytes + 100_000)).RequireRateLimiting(AtATime.Policy);
        app.MapPost($"{Home}/use", (Delegate)Use);
    }

    private static async Task<IResult> Read(HttpContext http, KnowledgeBase knowledge, Interview interview)
    {
        var (form, refusal) = await CheckEndpoints.Form(http, file);
        if (form is null) return refusal!;
        if (form.Files["file"] is not { Length: > 0 } chosen) return Wrong(new Problem("UNC408", "file", "No file was chosen", "choose one, then press the button"));
        var body = new byte[chosen.Length];
        await using (var stream = chosen.OpenReadStream()) await stream.ReadExactlyAsync(body, http.RequestAborted);
        var (record, packed) = RecordFile.Unpack(body, "file");
        if (record is null) return Wrong(packed!);
        if (!BundleReader.Reads(record)) return Wrong(new Problem("UNC409", "file", "This is no health record in the form FHIR", "ask for your record as “FHIR” or “IPS”, or use the health export of your phone"));
        var (given, problems) = BundleReader.Read(record, "file", interview.Today);
        if (given is null) return Wrong([.. problems]);
        var facts = FactsBuilder.Build(knowledge, given, "file").Facts;
        var answers = FromRecord.Of(knowledge, facts);
        answers.Diary = await CheckEndpoints.DiaryOf(http);
        return Show.Page<RecordPage>(new { Answers = answers, Facts = facts, Result = interview.Assess(answers) });
    }

    /// <summary>Goes on with what was left ticked: as a check, or into the diary.</summary>
    private static async Task<IResult> Use(HttpContext http, Interview interview)
    {
        var (form, refusal) = await CheckEndpoints.Form(http);
        if (form is null) return refusal!;
        var (answers, unreadable) = await CheckEndpoints.AnswersIn(http, form);
        if (answers is null) return unreadable!;
        Keep(answers.Medicines, form["medicine"]);
        Keep(answers.Results, form["result"]);
        foreach (var id in answers.Said.Keys.Where(id => !form["said"].Contains(id)).ToList())
        {
            answers.Said.Remove(id);
            answers.Dates.Remove(id);
        }
        if (form["go"] != "diary") return CheckEndpoints.Start(interview, answers);
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (http.RequestServices.GetRequiredService<CurrentPerson>().Id(http) is not { } person) return CurrentPerson.SignIn(http);
        if (!Guid.TryParse(form["id"], out var once)) return ErrorEndpoints.Refused("That did not come through", "Please go back and try again.", StatusCodes.Status400BadRequest);
        return await Keeping.TakeIn(http, person, answers, once) switch
        {
            Outcome.Kept => SeeOther.To(answers.Medicines.Count > 0 ? "/diary/medicines" : "/diary/results"),
            Outcome.Refused { Problems: [var problem, ..] } => Wrong(problem),
            _ => ErrorEndpoints.Refused("We could not keep it", "Nothing was changed. Please go back and try again.", StatusCodes.Status503ServiceUnavailable),
        };
    }

    /// <summary>The lines whose numbers were left ticked.</summary>
    private static void Keep<T>(List<T> lines, Microsoft.Extensions.Primitives.StringValues ticked)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
            if (!ticked.Contains(i.ToString(System.Globalization.CultureInfo.InvariantCulture))) lines.RemoveAt(i);
    }

    private static RazorComponentResult<RecordPage> Wrong(params Problem[] problems) => Show.Page<RecordPage>(new { Problems = problems }, StatusCodes.Status422UnprocessableEntity);
}
