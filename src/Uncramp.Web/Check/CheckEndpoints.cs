using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Check;

/// <summary>
/// The interview. Each page is a form that carries all answers so far, so going back loses nothing, and no answer ever stands in an address.
/// The forms change nothing until the result is shown; then it is kept in the diary of who has one, but never for a form that another
/// site sent.
/// </summary>
internal static class CheckEndpoints
{
    private static readonly FormOptions Limits = new() { ValueLengthLimit = Answers.MaxLength, ValueCountLimit = 1000 };

    private const string Review = "review";
    private const string Further = "further";

    public static void MapCheck(this IEndpointRouteBuilder app)
    {
        app.MapGet("/check", Begin);
        app.MapPost("/check", Post);
        app.MapGet("/check/last", () => Show.Page<LastPage>());
        app.MapKept();
        app.MapRecord();
    }

    /// <summary>The first question, with what a record answered.</summary>
    public static IResult Start(Interview interview, Answers answers) => Ask(interview, answers, 0);

    /// <summary>Who was here before is asked what has changed; anybody else is asked the first question.</summary>
    private static async Task<IResult> Begin(HttpContext http, Interview interview, KnowledgeBase knowledge)
    {
        var diary = await DiaryOf(http);
        return diary is not null && Recall.Of(diary, interview, knowledge) is { } remembered
            ? ReviewPage(interview, remembered)
            : Ask(interview, new Answers { Diary = diary }, 0);
    }

    private static async Task<IResult> Post(HttpContext http, Interview interview, KnowledgeBase knowledge)
    {
        var (form, refusal) = await Form(http);
        if (form is null) return refusal!;
        var (answers, unreadable) = await AnswersIn(http, form);
        if (answers is null) return unreadable!;

        var go = form["go"].ToString();
        if (form["country"].ToString() is { Length: 2 } country) answers.Country = country.ToUpperInvariant();
        var steps = interview.Steps(answers);
        var here = IndexOf(steps, form["page"].ToString());
        var returning = form["return"] == Review;
        if (here < 0) return await Elsewhere(http, interview, answers, steps, form, returning);

        var step = steps[here];
        var before = UrgentFlags(interview, answers);
        var errors = StepForm.Take(step, form, answers, knowledge);
        errors.AddRange(Impossible(interview, step, answers));
        if (go is "add") return Ask(interview, answers, here, returning: returning, moreLines: true);
        if (go is "back") return returning ? ReviewPage(interview, answers) : Ask(interview, answers, Math.Max(0, here - 1));
        if (errors.Count > 0) return Ask(interview, answers, here, errors, form, returning);

        // Who comes back and changes what stood there goes back to what stands there; what is asked anew comes one after the other.
        var isChange = returning && answers.Remembered is not null && answers.Seen.Contains(step.Key);
        if (!answers.Seen.Contains(step.Key)) answers.Seen.Add(step.Key);
        if (step is Step.Illnesses && answers.Asked.Count == 0) answers.Asked = [.. interview.Further(answers).Select(question => question.Entry.Id)];
        var next = isChange ? null : Next(interview.Steps(answers), step.Key, answers, returning);
        if (!isChange && next is null or Further && answers.Remembered is not null && !answers.Seen.Contains(Further))
        {
            LookFurther(interview, answers);
            next = Next(interview.Steps(answers), step.Key, answers, returning);
        }
        // A sign that needs help today stops the interview at once. Going on is a choice.
        if (UrgentFlags(interview, answers).Except(before).Any())
            return Show.Page<StopPage>(new { Answers = answers, Result = interview.Assess(answers), Known = interview.Known(answers), Help = LocalHelp.For(http, knowledge, answers.Country), From = step.Key, Next = next ?? Review, Returning = returning });
        return next is null ? ReviewPage(interview, answers) : Ask(interview, answers, IndexOf(interview.Steps(answers), next), returning: returning);
    }

    /// <summary>The form that was sent, or the answer to what cannot be read.</summary>
    public static async Task<(IFormCollection? Form, IResult? Refusal)> Form(HttpContext http, FormOptions? other = null)
    {
        if (!http.Request.HasFormContentType) return (null, ErrorEndpoints.Refused("That did not come through", "Please start again.", StatusCodes.Status415UnsupportedMediaType));
        try
        {
            return (await http.Request.ReadFormAsync(other ?? Limits), null);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return (null, ErrorEndpoints.Refused("That was too long", "The page you sent was too long to read. Please start again.", (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest));
        }
    }

    /// <summary>The answers a form carries, with the person's diary beside them.</summary>
    public static async Task<(Answers? Answers, IResult? Refusal)> AnswersIn(HttpContext http, IFormCollection form)
    {
        if (Answers.Read(form["answers"], http.RequestServices.GetRequiredService<KnowledgeBase>()) is not { } answers)
            return (null, ErrorEndpoints.Refused("We could not read your answers", "Something changed them on the way. Please start again.", StatusCodes.Status400BadRequest));
        answers.Diary = await DiaryOf(http);
        return (answers, null);
    }

    /// <summary>What the diary of who asks tells; null: nobody is known.</summary>
    public static async Task<FromDiary?> DiaryOf(HttpContext http)
    {
        var services = http.RequestServices;
        return services.GetRequiredService<CurrentPerson>().Id(http) is { } person
            ? FromDiary.Of(services.GetRequiredService<KnowledgeBase>(), await services.GetRequiredService<Diaries>().Of(person), services.GetRequiredService<Interview>().Today)
            : null;
    }

    /// <summary>The result, kept in the diary of who has one.</summary>
    public static async Task<IResult> Result(HttpContext http, Answers answers, string? notice = null)
    {
        var (interview, knowledge) = (http.RequestServices.GetRequiredService<Interview>(), http.RequestServices.GetRequiredService<KnowledgeBase>());
        var result = interview.Assess(answers);
        var (kept, id) = await Keeping.Keep(http, answers, result, interview.Today);
        return Show.Page<ResultPage>(new { Answers = answers, Result = result, Next = interview.Further(answers), Help = LocalHelp.For(http, knowledge, answers.Country), Known = interview.Known(answers), Kept = kept, Id = id, Notice = notice });
    }

    /// <summary>A button on a page that asks nothing: the stop page, the review or the result.</summary>
    private static async Task<IResult> Elsewhere(HttpContext http, Interview interview, Answers answers, IReadOnlyList<Step> steps, IFormCollection form, bool returning)
    {
        var (go, page) = (form["go"].ToString(), form["page"].ToString());
        if (page == Review) answers.Unkept = form["unkept"] == "yes";
        if (go is "result") return await Result(http, answers);
        if (go is "fresh") return Ask(interview, new Answers { Country = answers.Country, Diary = answers.Diary }, 0);
        if (go is "on") return FirstOpen(steps, answers) is { } open ? Ask(interview, answers, IndexOf(steps, open), returning: true) : ReviewPage(interview, answers);
        if (go is "further")
        {
            answers.Asked = [.. interview.Further(answers).Select(question => question.Entry.Id)];
            return IndexOf(interview.Steps(answers), Further) is var further and >= 0 ? Ask(interview, answers, further, returning: true) : ReviewPage(interview, answers);
        }
        // "to:KEY" opens a page and comes back to the review; "on:KEY" goes on from the stop page.
        if (go.StartsWith("to:", StringComparison.Ordinal) && IndexOf(steps, go[3..]) is var to and >= 0) return Ask(interview, answers, to, returning: true);
        if (go.StartsWith("on:", StringComparison.Ordinal) && IndexOf(steps, go[3..]) is var on and >= 0) return Ask(interview, answers, on, returning: returning);
        if (go is "back" && page == Review) return Ask(interview, answers, steps.Count - 1);
        return ReviewPage(interview, answers);
    }

    /// <summary>Who comes back is not led past the page after which open signs are looked for. So they are looked for when all else has been asked anew.</summary>
    private static void LookFurther(Interview interview, Answers answers)
    {
        var open = interview.Further(answers);
        if (open.Count == 0) answers.Seen.Add(Further);
        else answers.Asked = [.. open.Select(question => question.Entry.Id).Union(answers.Asked)];
    }

    private static RazorComponentResult<QuestionPage> Ask(Interview interview, Answers answers, int index, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null, bool returning = false, bool moreLines = false)
    {
        var steps = interview.Steps(answers);
        return Show.Page<QuestionPage>(new { Step = steps[index], Number = index + 1, Of = steps.Count, Answers = answers, Errors = errors ?? [], Form = form, Returning = returning, OneOfMany = returning && !answers.Seen.Contains(steps[index].Key) && steps.Any(step => step != steps[index] && !answers.Seen.Contains(step.Key)), MoreLines = moreLines },
            errors is { Count: > 0 } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static RazorComponentResult<ReviewPage> ReviewPage(Interview interview, Answers answers)
    {
        var steps = interview.Steps(answers);
        // Until the first question about now is answered, the check has not gone on from what is remembered.
        var begins = answers.Remembered is not null && !steps.Any(step => step is Step.Signs && answers.Seen.Contains(step.Key));
        return Show.Page<ReviewPage>(new { Answers = answers, Steps = steps, Facts = interview.Facts(answers), Open = FirstOpen(steps, answers) is not null, Begins = begins, Today = interview.Today });
    }

    /// <summary>The first page that was never passed.</summary>
    private static string? FirstOpen(IReadOnlyList<Step> steps, Answers answers) => steps.FirstOrDefault(step => !answers.Seen.Contains(step.Key))?.Key;

    /// <summary>The page after this one; after a change the first that was never seen, else the review (null).</summary>
    private static string? Next(IReadOnlyList<Step> steps, string key, Answers answers, bool returning) => returning
        ? FirstOpen(steps, answers)
        : IndexOf(steps, key) is var here && here + 1 < steps.Count ? steps[here + 1].Key : null;

    private static IEnumerable<FormError> Impossible(Interview interview, Step step, Answers answers)
    {
        if (step is not Step.More) yield break;
        foreach (var problem in interview.Problems(answers))
        {
            var at = problem.Place.IndexOf('[', StringComparison.Ordinal);
            var index = at >= 0 && int.TryParse(problem.Place[(at + 1)..problem.Place.IndexOf(']', at)], out var found) ? found : 0;
            yield return new FormError($"{(problem.Place.EndsWith("unit", StringComparison.Ordinal) ? "unit" : "value")}-{index}", $"{problem.What}; {problem.Remedy}.");
        }
    }

    private static HashSet<string> UrgentFlags(Interview interview, Answers answers) =>
        [.. interview.Assess(answers).Triage.Flags.Where(flag => flag.Level.Level >= CareLevel.SameDay).Select(flag => $"{flag.Entry.Id} {flag.Level.Level}")];

    private static int IndexOf(IReadOnlyList<Step> steps, string key)
    {
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Key == key) return i;
        return -1;
    }
}
