using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>What is said once and not night by night.</summary>
internal static class AboutMeEndpoints
{
    public static readonly IReadOnlyList<Blank> Blanks = [new("name"), new("began", BlankKind.Rough), new("question"), new("nightTurns"), new("dialysisDays", BlankKind.Ticks)];

    private const string Home = "/diary/about-me";
    private static readonly DiarySection section = DiarySection.Named("profile");

    public static void MapAboutMe(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, Get);
        app.MapPost(Home, Post);
    }

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries) =>
        current.Id(http) is { } person ? await Page(http, person, diaries) : CurrentPerson.SignIn(http);

    private static async Task<IResult> Post(HttpContext http, Diaries diaries)
    {
        var (person, form, refusal) = await Forms.Read(http);
        return refusal ?? await Forms.Keep(http, section, person, "", Blank.Read(Blanks, form), Home, wrong => Page(http, person, diaries, wrong, form));
    }

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var entry = DiaryPages.Entry(section, await diaries.Of(person), "");
        return Show.Page<AboutMePage>(new { Entry = entry, Earlier = await diaries.Earlier(person, section.Name, ""), Errors = errors ?? [], Form = form, Notice = Notice.Of(http) },
            errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
