using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Uncramp.Diary;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;
using Uncramp.Pdf;
using Uncramp.Report;
using Uncramp.Web.Accounts;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Report;

/// <summary>
/// One page for the doctor: to read, to print, as a PDF, as a FHIR document. What the person chose for it (question, time, nights left out) is kept in the profile
/// and not in an address, for a tag may say much. No cache keeps a report.
/// </summary>
internal static class ReportEndpoints
{
    private static readonly FormOptions Limits = new() { ValueLengthLimit = 4_000, ValueCountLimit = 200 };

    public static void MapReport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/report", Show);
        app.MapGet("/report.pdf", Pdf);
        app.MapGet("/report.fhir.json", Document);
        app.MapPost("/report", Keep);
    }

    private static async Task<IResult> Show(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return await Page(http, person, diaries, knowledge, clock);
    }

    private static async Task<IResult> Pdf(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, string? paper)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var sheet = paper is null ? Paper.Of(LocalHelp.CountryOf(http)) : Paper.Named(paper);
        if (sheet is null) return ErrorEndpoints.Refused("We do not know this paper", "Choose A4 or Letter.", StatusCodes.Status400BadRequest);
        var report = Of(knowledge, await diaries.Of(person), Today(clock));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{ReportPdf.FileName(report)}\"";
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.Nothing;
        return Results.Bytes(ReportPdf.Write(report, sheet), "application/pdf");
    }

    private static async Task<IResult> Document(HttpContext http, CurrentPerson current, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var diary = await diaries.Of(person);
        var report = Of(knowledge, diary, Today(clock));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{ReportBundle.FileName(report)}\"";
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.Nothing;
        return Results.Bytes(ReportBundle.Write(report, diary, clock.GetLocalNow()), ReportBundle.MediaType);
    }

    private static async Task<IResult> Keep(HttpContext http, CurrentPerson current, Diaries diaries, Writer writer, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        if (!http.Request.HasFormContentType) return ErrorEndpoints.Refused("That did not come through", "Please go back and try again.", StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(Limits);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return ErrorEndpoints.Refused("That was too long", "Nothing was kept. Please go back and make it shorter.", StatusCodes.Status400BadRequest);
        }
        // A page that was opened for one diary must not write into another.
        if (form["diary"] is { Count: > 0 } opened && opened != $"{person}") return ErrorEndpoints.Refused("Another diary is open now", "Nothing was kept. Load this page again and see whose name is at the top.", StatusCodes.Status409Conflict);
        var question = form["question"].ToString().ReplaceLineEndings("\n").Trim();
        var said = JsonSerializer.SerializeToUtf8Bytes(new
        {
            question = question.Length > 0 ? question : null,
            reportMonths = int.TryParse(form["months"], out var months) ? months : (int?)null,
            excludedTags = form["without"].ToArray(),
        });
        var outcome = await writer.Write(DiarySection.Named("profile").Read(person, CurrentPerson.By(http), "", said, clock.GetUtcNow()), http.RequestAborted);
        return outcome switch
        {
            Outcome.Kept => SeeOther.To("/report"),
            Outcome.Refused { Problems: var problems } => await Page(http, person, diaries, knowledge, clock, problems, question),
            _ => ErrorEndpoints.Refused("Nothing was kept", "Please go back and try again.", StatusCodes.Status503ServiceUnavailable),
        };
    }

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock, IReadOnlyList<Problem>? problems = null, string? typed = null)
    {
        var diary = await diaries.Of(person);
        http.Response.Headers.CacheControl = "no-store";
        return Layout.Show.Page<ReportPage>(
            new { Person = person, Report = Of(knowledge, diary, Today(clock)), Diary = diary, Paper = Paper.Of(LocalHelp.CountryOf(http)), Problems = problems ?? [], Typed = typed },
            problems is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static DoctorReport Of(KnowledgeBase knowledge, DiaryDocument diary, DateOnly today) => DoctorReport.Of(knowledge, diary, today, OwnTrials.Of(knowledge, diary, today));

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
}
