using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Accounts;

/// <summary>The diaries of an account: a second one for somebody one looks after, which is open on this device, and its name.</summary>
internal static class DiariesEndpoints
{
    private const int MostDiaries = 12;

    public static void MapDiaries(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/diaries", Add);
        app.MapPost("/account/diaries/open", Open);
        app.MapGet("/account/diaries/{person:long}", One);
        app.MapPost("/account/diaries/{person:long}", Change);
        app.MapPost("/account/diaries/{person:long}/delete", Delete);
    }

    private static async Task<IResult> Add(HttpContext http, UncrampDb db, TimeProvider clock)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        var form = await http.Request.ReadFormAsync();
        if (AccountName.Of(form["name"]) is not { } name) return ErrorEndpoints.Refused("What is the person called?", "Go back and type a name.", StatusCodes.Status422UnprocessableEntity);
        if (caller.Diaries.Any(diary => diary.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) return ErrorEndpoints.Refused("There is a diary with this name", "Two with one name would be mixed up at night. Go back and choose another.", StatusCodes.Status422UnprocessableEntity);
        if (caller.Diaries.Count(diary => diary.IsOwner) >= MostDiaries) return ErrorEndpoints.Refused("There are many diaries here", $"An account has {MostDiaries} at most.", StatusCodes.Status422UnprocessableEntity);
        // A mark that no other diary of this person has, while there are some left.
        var mark = Marks.All.Select((_, index) => index).OrderBy(index => caller.Diaries.Count(diary => diary.Mark == index)).First();
        await using var all = await db.Database.BeginTransactionAsync();
        var person = db.Add(new Person { Name = name, Mark = mark, Created = clock.GetUtcNow(), Life = Storage.Database.NewLife() }).Entity;
        await db.SaveChangesAsync();
        db.Add(new Access { AccountId = caller.Account, PersonId = person.Id, IsOwner = true, Since = clock.GetUtcNow() });
        await db.SaveChangesAsync();
        await all.CommitAsync();
        return SeeOther.To($"/account/diaries/{person.Id}");
    }

    /// <summary>Opens one on this device; from then on what is logged here is logged there.</summary>
    private static async Task<IResult> Open(HttpContext http, UncrampDb db)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        var form = await http.Request.ReadFormAsync();
        if (caller.Diaries.FirstOrDefault(diary => $"{diary.Id}" == form["diary"]) is not { } chosen) return NotHere();
        await db.Devices.Where(device => device.Id == caller.Device).ExecuteUpdateAsync(row => row.SetProperty(device => device.PersonId, chosen.Id));
        return Then.Go(form["then"]);
    }

    private static async Task<IResult> One(HttpContext http, UncrampDb db, TimeProvider clock, long person)
    {
        if (Caller.Of(http) is null) return CurrentPerson.SignIn(http);
        return Owned(http, person) is { } diary ? await Page(db, clock, diary) : NotHere();
    }

    private static async Task<IResult> Change(HttpContext http, UncrampDb db, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is null) return CurrentPerson.SignIn(http);
        if (Owned(http, person) is null) return NotHere();
        var form = await http.Request.ReadFormAsync();
        if (AccountName.Of(form["name"]) is not { } name) return ErrorEndpoints.Refused("What is the person called?", "Go back and type a name.", StatusCodes.Status422UnprocessableEntity);
        var mark = int.TryParse(form["mark"], out var chosen) && chosen >= 0 && chosen < Marks.All.Count ? chosen : 0;
        await db.People.Where(row => row.Id == person).ExecuteUpdateAsync(row => row.SetProperty(one => one.Name, name).SetProperty(one => one.Mark, mark));
        return SeeOther.To($"/account/diaries/{person}");
    }

    private static async Task<IResult> Delete(HttpContext http, long person)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (Caller.Of(http) is not { } caller) return CurrentPerson.SignIn(http);
        if (Owned(http, person) is not { } diary) return NotHere();
        if (diary == caller.Own) return ErrorEndpoints.Refused("This is your own diary", "It goes with your account. You can delete the account, or all entries of the diary.", StatusCodes.Status422UnprocessableEntity);
        if (!EndOfAccount.IsWord((await http.Request.ReadFormAsync())["word"])) return ErrorEndpoints.Refused("Nothing was deleted", $"Go back and type: {EndOfAccount.Word}", StatusCodes.Status422UnprocessableEntity);
        await EndOfAccount.OfDiary(http, person);
        return SeeOther.To("/account");
    }

    public static async Task<IResult> Page(UncrampDb db, TimeProvider clock, OpenDiary diary, string? link = null, string? code = null)
    {
        var carers = await (from access in db.Access where access.PersonId == diary.Id && !access.IsOwner join account in db.Users on access.AccountId equals account.Id orderby account.UserName select new { account.Id, account.UserName }).ToListAsync();
        var invitations = await db.Invitations.AsNoTracking().Where(row => row.PersonId == diary.Id).ToListAsync();
        return Show.Page<SharePage>(new
        {
            Diary = diary,
            Carers = carers.Select(carer => (carer.Id, carer.UserName!)).ToList(),
            Waiting = invitations.Count(row => Invitations.Lives(row, clock)),
            Link = link,
            Code = code,
        });
    }

    /// <summary>The diary, if it is the caller's.</summary>
    public static OpenDiary? Owned(HttpContext http, long person) => Caller.Of(http)?.Diaries.FirstOrDefault(diary => diary.Id == person && diary.IsOwner);

    /// <summary>The same whether it is somebody else's or nobody's.</summary>
    public static IResult NotHere() => ErrorEndpoints.Missing();
}
