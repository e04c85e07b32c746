using System.Text.Json.Nodes;
using Uncramp.Diary;
using Uncramp.Web.Check;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Diary;

/// <summary>Medicines over time. A new dose is a new course, so that its start can be seen beside the rate.</summary>
internal static class MedicineEndpoints
{
    public static readonly IReadOnlyList<Blank> Blanks = [new("name"), new("dose"), new("started", BlankKind.Rough), new("stopped", BlankKind.Rough)];

    private const string Home = "/diary/medicines";
    private static readonly DiarySection section = DiarySection.Named("medicines");

    public static void MapMedicines(this IEndpointRouteBuilder app)
    {
        app.MapGet(Home, All);
        app.MapGet($"{Home}/{{id:guid}}", One);
        app.MapPost($"{Home}/{{id:guid}}", Post);
        app.MapPost($"{Home}/{{id:guid}}/dose", Dose);
        app.MapPost($"{Home}/{{id:guid}}/delete", Delete);
    }

    private static async Task<IResult> All(HttpContext http, CurrentPerson current, Diaries diaries) =>
        current.Id(http) is { } person ? Show.Page<MedicinesPage>(new { (await diaries.Of(person)).Medicines, Notice = Notice.Of(http) }) : CurrentPerson.SignIn(http);

    private static async Task<IResult> One(HttpContext http, CurrentPerson current, Diaries diaries, Guid id)
    {
        if (current.Id(http) is not { } person) return CurrentPerson.SignIn(http);
        return (await diaries.Of(person)).Medicines.Any(course => course.Id == id) ? await Page(http, person, diaries, id) : ErrorEndpoints.Missing();
    }

    private static async Task<IResult> Post(HttpContext http, Diaries diaries, Guid id)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var (said, errors) = Blank.Read(Blanks, form);
        if (form["name"].ToString().Trim().Length == 0)
        {
            errors.RemoveAll(error => error.Input == "name");
            errors.Add(new FormError("name", "What is it called? Write its name as it stands on the packet."));
        }
        return await Forms.Keep(http, section, person, id.ToString(), (said, errors), Home, wrong => Page(http, person, diaries, id, wrong, form));
    }

    /// <summary>The course with the old dose ends where the new one starts: both, or neither.</summary>
    private static async Task<IResult> Dose(HttpContext http, Diaries diaries, Guid id)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        if ((await diaries.Of(person)).Medicines.FirstOrDefault(course => course.Id == id) is not { } old) return ErrorEndpoints.Missing();
        var (said, errors) = Blank.Read([new("newDose"), new("from", BlankKind.Rough)], form);
        if (said["newDose"] is null) errors.Add(new FormError("newDose", "Write the new dose, such as 20 mg."));
        if (said["from"] is null && errors.TrueForAll(error => error.Input != "from")) errors.Add(new FormError("from", "Since when? Write a month, such as March 2026."));
        if (errors.Count > 0) return await Page(http, person, diaries, id, errors, form);
        var from = said["from"]!.GetValue<string>();
        // The id of the new course comes with the form, so that sending it twice makes one.
        if (section.KeyOf(form["id"].ToString()) is not { } key) return ErrorEndpoints.Missing();
        var outcome = await Saying.Say(http, person,
        [
            (section, id.ToString(), Blank.Utf8(new JsonObject { ["stopped"] = from })),
            (section, key, Blank.Utf8(new JsonObject { ["name"] = old.Name, ["dose"] = said["newDose"]!.GetValue<string>(), ["started"] = from })),
        ]);
        if (outcome is Outcome.Refused refused) return await Page(http, person, diaries, id, [.. refused.Problems.Select(problem => new FormError("from", $"{problem.What}; {problem.Remedy}."))], form);
        if (outcome is not Outcome.Kept) return Forms.NotKept(outcome);
        return DiaryPages.Entry(section, await diaries.Of(person), key) is { } entry ? Forms.Saved(Home, Undo.Of(section, Undo.Every, entry)) : SeeOther.To(Home);
    }

    private static async Task<IResult> Delete(HttpContext http, Diaries diaries, Guid id)
    {
        var (person, _, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var diary = await diaries.Of(person);
        if (diary.Medicines.FirstOrDefault(course => course.Id == id) is not { } course || DiaryPages.Entry(section, diary, id.ToString()) is not { } entry) return SeeOther.To(Home);
        var outcome = await Saying.Delete(http, section, person, id.ToString());
        return outcome is Outcome.Kept ? DiaryPages.Deleted(section, entry, course.Name, Home) : Forms.NotKept(outcome);
    }

    private static async Task<IResult> Page(HttpContext http, long person, Diaries diaries, Guid id, IReadOnlyList<FormError>? errors = null, IFormCollection? form = null)
    {
        var diary = await diaries.Of(person);
        return Show.Page<MedicinePage>(new
        {
            Id = id.ToString(),
            Course = diary.Medicines.FirstOrDefault(course => course.Id == id),
            Entry = DiaryPages.Entry(section, diary, id.ToString()),
            Earlier = await diaries.Earlier(person, section.Name, id.ToString()),
            Errors = errors ?? [],
            Form = form,
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
