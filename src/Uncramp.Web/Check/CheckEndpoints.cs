using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Check;

/// <summary>
/// The interview. Each page is a form that carries all answers so far, so going back loses nothing, nothing is kept on this side,
/// and no answer ever stands in an address. The forms change nothing and hold no session: there is nothing that a forged
/// request could do in someone's name, so they carry no anti-forgery token, which would need a cookie.
/// </summary>
internal static class CheckEndpoints
{
    private static readonly FormOptions Limits = new() { ValueLengthLimit = Answers.MaxLength, ValueCountLimit = 1000 };

    private const string Review = "review";

    public static void MapCheck(this IEndpointRouteBuilder app)
    {
        app.MapGet("/check", (Interview interview) => Ask(interview, new Answers(), 0));
        app.MapPost("/check", Post);
        app.MapGet("/check/last", () => Show.Page<LastPage>());
    }

    private static async Task<IResult> Post(HttpContext http, Interview interview, KnowledgeBase knowledge)
    {
        if (!http.Request.HasFormContentType) return ErrorEndpoints.Refused("That did not come through", "Please start again.", StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(Limits);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return ErrorEndpoints.Refused("That was too long", "The page you sent was too long to read. Please start again.", (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }
        if (Answers.Read(form["answers"], knowledge) is not { } answers)
            return ErrorEndpoints.Refused("We could not read your answers", "Something changed them on the way. Please start again.", StatusCodes.Status400BadRequest);

        var go = form["go"].ToString();
        if (form["country"].ToString() is { Length: 2 } country) answers.Country = country.ToUpperInvariant();
        var steps = interview.Steps(answers);
        var here = IndexOf(steps, form["page"].ToString());
        if (here < 0) return Elsewhere(http, interview, answers, steps, go, form["page"].ToString());

        var step = steps[here];
        var returning = form["return"] == Review;
        var before = UrgentFlags(interview, answers);
        var errors = StepForm.Take(step, form, answers, knowledge);
        errors.AddRange(Impossible(interview, step, answers));
        if (go is "add") return Ask(interview, answers, here, returning: returning, moreLines: true);
        if (go is "back") return returning ? ReviewPage(interview, answers) : Ask(interview, answers, Math.Max(0, here - 1));
        if (errors.Count > 0) return Ask(interview, answers, here, errors, form, returning);

        if (!answers.Seen.Contains(step.Key)) answers.Seen.Add(step.Key);
        if (step is Step.Illnesses && answers.Asked.Count == 0) answers.Asked = [.. interview.Further(answers).Select(question => question.Entry.Id)];
        var next = Next(interview.Steps(answers), step.Key, answers, returning);
        // A sign that needs help today stops the interview at once. Going on is a choice.
        if (UrgentFlags(interview, answers).Except(before).Any())
            return Show.Page<StopPage>(new { Answers = answers, Result = interview.Assess(answers), Known = interview.Known(answers), Help = LocalHelp.For(http, knowledge, answers.Country), From = step.Key, Next = next ?? Review, Returning = returning });
        return next is null ? ReviewPage(interview, answers) : Ask(interview, answers, IndexOf(interview.Steps(answers), next), returning: returning);
    }

    /// <summary>A button on a page that asks nothing: the stop page, the review or the result.</summary>
    private static IResult Elsewhere(HttpContext http, Interview interview, Answers answers, IReadOnlyList<Step> steps, string go, string page)
    {
        var knowledge = http.RequestServices.GetRequiredService<KnowledgeBase>();
        if (go is "result") return Show.Page<ResultPage>(new { Answers = answers, Result = interview.Assess(answers), Next = interview.Further(answers), Help = LocalHelp.For(http, knowledge, answers.Country), Known = interview.Known(answers) });
        if (go is "further")
        {
            answers.Asked = [.. interview.Further(answers).Select(question => question.Entry.Id)];
            return IndexOf(interview.Steps(answers), "further") is var further and >= 0 ? Ask(interview, answers, further, returning: true) : ReviewPage(interview, answers);
        }
        // "to:KEY" opens a page and comes back to the review; "on:KEY" goes on from the stop page.
        if (go.StartsWith("to:", StringComparison.Ordinal) && IndexOf(steps, go[3..]) is var to and >= 0) return Ask(interview, answers, to, returning: true);
        if (go.StartsWith("on:", StringComparison.Ordinal) && IndexOf(steps, go[3..]) is var on and >= 0) return Ask(interview, answers, on);
        if (go is "back" && page == Review) return Ask(interview, answers, steps.Count - 1);
        return ReviewPage(interview, answers);
    }

    private static RazorComponentResult<QuestionPage> Ask(Interview interview, Answers answers, int index, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null, bool returning = false, bool moreLines = false)
    {
        var steps = interview.Steps(answers);
        return Show.Page<QuestionPage>(new { Step = steps[index], Number = index + 1, Of = steps.Count, Answers = answers, Errors = errors ?? [], Form = form, Returning = returning, MoreLines = moreLines },
            errors is { Count: > 0 } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static RazorComponentResult<ReviewPage> ReviewPage(Interview interview, Answers answers)
    {
        return Show.Page<ReviewPage>(new { Answers = answers, Steps = interview.Steps(answers), Facts = interview.Facts(answers) });
    }

    /// <summary>The page after this one; after a change the first that was never seen, else the review (null).</summary>
    private static string? Next(IReadOnlyList<Step> steps, string key, Answers answers, bool returning) => returning
        ? steps.FirstOrDefault(step => !answers.Seen.Contains(step.Key))?.Key
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
