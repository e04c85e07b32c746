using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>Results of tests, with the unit and the limits of the laboratory that gave them.</summary>
internal static class ResultEndpoints
{
    public static readonly IReadOnlyList<Blank> Blanks = [new("name"), new("value", BlankKind.Number), new("unit"), new("date"), new("low", BlankKind.Number), new("high", BlankKind.Number)];

    private const string Home = "/diary/results";
    private static readonly DiarySection section = DiarySection.Named("results");

    public static void MapResults(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, All);
        app.MapGet($"{Home}/{{id:guid}}", One);
        app.MapPost($"{Home}/{{id:guid}}", Post);
        app.MapPost($"{Home}/{{id:guid}}/delete", Delete);
    }

    private static async Task<IResult> All(HttpContext http, CurrentPerson current, Diaries diaries) =>
        current.Id(http) is { } person ? Show.Page<ResultsPage>(new { (await diaries.Of(person)).Results, Notice = Notice.Of(http) }) : CurrentPerson.SignIn(http);

    private static async Task<IResult> One(HttpContext http, CurrentPerson current, Diaries diaries, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return (await diaries.Of(person)).Results.Any(result => result.Id == id) ? await Page(person, diaries, id) : ErrorEndpoints.Missing();
    }

    private static async Task<IResult> Post(HttpContext http, Diaries diaries, Guid id)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var (said, errors) = Blank.Read(Blanks, form);
        foreach (var (name, needed) in new[] { ("name", "Which test was it?"), ("value", "What number was it?"), ("unit", "Write the unit too. It stands beside the number.") })
            if (form[name].ToString().Trim().Length == 0) errors.Add(new FormError(name, needed));
        return await Forms.Keep(http, section, person, id.ToString(), (said, errors), Home, wrong => Page(person, diaries, id, wrong, form));
    }

    private static async Task<IResult> Delete(HttpContext http, Diaries diaries, Guid id)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var diary = await diaries.Of(person);
        if (diary.Results.FirstOrDefault(result => result.Id == id) is not { } result || DiaryPages.Entry(section, diary, id.ToString()) is not { } entry) return SeeOther.To(Home);
        var outcome = await Saying.Delete(http, section, person, id.ToString());
        return outcome is Outcome.Kept ? DiaryPages.Deleted(section, entry, $"{result.Name} {DiaryWords.Number(result.Value)} {result.Unit}", Home) : Forms.NotKept(outcome);
    }

    private static async Task<IResult> Page(long person, Diaries diaries, Guid id, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var diary = await diaries.Of(person);
        return Show.Page<LabPage>(new
        {
            Id = id.ToString(),
            Result = diary.Results.FirstOrDefault(result => result.Id == id),
            Entry = DiaryPages.Entry(section, diary, id.ToString()),
            Earlier = await diaries.Earlier(person, section.Name, id.ToString()),
            Errors = errors ?? [],
            Form = form,
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
