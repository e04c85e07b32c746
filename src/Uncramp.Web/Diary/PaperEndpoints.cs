using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>A diary on paper: a month to print, and a month to type in afterwards, all of it or nothing.</summary>
internal static class PaperEndpoints
{
    private static readonly DiarySection section = DiarySection.Named("nights");

    public static void MapPaper(this IEndpointRouteBuilder app)
    {
        app.MapGet("/diary/paper", Print);
        app.MapGet("/diary/typed", Get);
        app.MapPost("/diary/typed", Post);
    }

    private static IResult Print(HttpContext http, CurrentPerson current, TimeProvider clock, string? month) =>
        current.Id(http) is null ? CurrentPerson.SignIn(http) : Show.Page<PaperPage>(new { Month = MonthOf(month) ?? First(Wall.Of(null, null, clock).Now(clock)) });

    private static async Task<IResult> Get(HttpContext http, CurrentPerson current, Diaries diaries, TimeProvider clock, string? month)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        var now = Wall.Of(null, null, clock).Now(clock);
        // On the first days of a month the sheet at hand is the last one's.
        return await Page(http, person, diaries, clock, MonthOf(month) ?? First(now.AddDays(-7)));
    }

    private static async Task<IResult> Post(HttpContext http, Diaries diaries, TimeProvider clock)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if (MonthOf(form["month"]) is not { } month) return ErrorEndpoints.Missing();
        var diary = await diaries.Of(person);
        var logs = diary.Nights.ToDictionary(log => log.Night);
        var last = Wall.LastNight(Wall.Of(form["zone"], form["offset"], clock).Now(clock), diary.Profile);
        var (errors, said) = (new List<FormError>(), new List<(DiarySection, string, byte[])>());
        foreach (var night in NightsOf(month))
        {
            var (typed, was) = (form[night.ToString()].ToString().Trim(), form[$"was.{night}"].ToString());
            if (typed == was || (typed is "-" && was.Length == 0)) continue;
            if (typed.Length > 0 && night > last) errors.Add(new FormError(night.ToString(), $"{DiaryWords.Short(night)}: this night is not over yet. Leave it empty."));
            else if (Cell(typed) is { } json)
            {
                if (typed is not ("" or "-")) NightEndpoints.HowItWas(json, logs.GetValueOrDefault(night), int.Parse(typed, CultureInfo.InvariantCulture));
                said.Add((section, night.ToString(), Blank.Utf8(json)));
            }
            else errors.Add(new FormError(night.ToString(), $"{DiaryWords.Short(night)}: “{typed}” is not a number of cramps. Write 0, 1, 2 and so on, or leave it empty."));
        }
        if (errors.Count > 0) return await Page(http, person, diaries, clock, month, errors, form);
        if (said.Count == 0) return SeeOther.To("/diary");
        var outcome = await Saying.Say(http, person, said);
        if (outcome is not Outcome.Kept) return Forms.NotKept(outcome);
        return DiaryPages.Entry(section, await diaries.Of(person), said[0].Item2) is { } entry ? Forms.Saved("/diary", Undo.Of(section, Undo.Every, entry)) : SeeOther.To("/diary");
    }

    /// <summary>A cell as the beginning of what it says: emptied, it takes back what was said; null when it cannot be read.</summary>
    private static JsonObject? Cell(string typed) => typed is "" or "-" ? new JsonObject { ["quiet"] = null, ["cramps"] = null }
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var cramps) && cramps <= 200 ? [] : null;

    /// <summary>The nights of a month.</summary>
    public static IEnumerable<Night> NightsOf(DateOnly month) => Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(day => new Night(month.AddDays(day)));

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, TimeProvider clock, DateOnly month, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var diary = await diaries.Of(person);
        var last = Wall.LastNight(Wall.Of(null, null, clock).Now(clock), diary.Profile);
        return Show.Page<TypedPage>(new { Month = month, Rows = NightRow.Of(diary, last).Where(row => row.Night.Evening >= month && row.Night.Evening < month.AddMonths(1)).ToDictionary(row => row.Night), Last = last, Errors = errors ?? [], Form = form },
            errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static DateOnly? MonthOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1900 and < 2200 ? month : null;

    private static DateOnly First(DateTimeOffset now) => new(now.Year, now.Month, 1);
}
