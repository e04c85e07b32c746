using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>A daughter, her father and his night carer (journey 6).</summary>
public sealed class CarerTests(Stores stores)
{
    private const string Cramp = """{"start":"2026-11-22T03:12:00+01:00"}""";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_link_works_once_and_nothing_of_it_is_kept(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var (daughter, dad) = await Family(home);
        var (link, code) = await daughter.Invite(dad);
        (await home.Rows("Invitations")).ShouldNotContain(link[6..]);
        (await home.Rows("Invitations")).ShouldNotContain(code.Replace(" ", "", StringComparison.Ordinal));
        // A preview by a messenger does not use it up.
        (await home.Guest().Get(link)).Body.ShouldContain("asks you to log for Dad");
        var carer = home.Guest();
        (await carer.Get(link)).Status.ShouldBe(200);
        (await carer.Form("/join/accept", ("secret", link[6..]), ("name", "Night carer"))).Status.ShouldBe(303);
        carer.To.ShouldBe("/care");
        (await carer.Get("/care")).Body.ShouldContain("Log for Dad");
        var late = home.Guest();
        (await late.Get(link)).Status.ShouldBe(404);
        (await late.Form("/join/accept", ("secret", link[6..]), ("name", "Late"))).Status.ShouldBe(404);
        (await late.Form("/join", ("code", code))).Status.ShouldBe(422);
        (await late.IsSignedIn()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_code_dies_after_a_day(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var (daughter, dad) = await Family(home);
        var (link, code) = await daughter.Invite(dad);
        home.Clock.Pass(TimeSpan.FromHours(23.9));
        (await home.Guest().Form("/join", ("code", code))).Body.ShouldContain("asks you to log for Dad");
        home.Clock.Pass(TimeSpan.FromHours(0.2));
        (await home.Guest().Form("/join", ("code", code))).Status.ShouldBe(422);
        (await home.Guest().Get(link)).Status.ShouldBe(404);
        (await home.Guest().Form("/join/accept", ("secret", link[6..]), ("name", "Late"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Two_who_open_one_invitation_at_once_do_not_both_come_in()
    {
        await using var home = await Home.Open();
        var (daughter, dad) = await Family(home);
        var (link, _) = await daughter.Invite(dad);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => home.Guest().Form("/join/accept", ("secret", link[6..]), ("name", $"Carer {i}"))));
        answers.Count(answer => answer.Status == 303).ShouldBe(1);
        (await home.Ask("""SELECT COUNT(*) FROM "Access" WHERE NOT "IsOwner" """)).ShouldBe("1");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_carer_logs_and_takes_back_what_they_logged_and_sees_nothing_else(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var (daughter, dad) = await Family(home);
        var carer = await Carer(home, daughter, dad, "Night carer");
        await daughter.Post("/account/diaries/open", ("diary", dad));
        var (hers, his) = (Guid.NewGuid(), Guid.NewGuid());
        await daughter.Put($"/api/episodes/{hers}", """{"start":"2026-11-21T02:00:00+01:00","note":"a secret of the house"}""");
        await daughter.Put("/api/nights/2026-11-19", """{"quiet":true}""");

        (await carer.Put($"/api/episodes/{his}", Cramp)).Body.ShouldContain("\"by\":\"Night carer\"");
        (await carer.Put("/api/nights/2026-11-20", """{"quiet":true}""")).Status.ShouldBe(200);
        (await carer.Put($"/api/episodes/{his}", """{"severity":7}""")).Status.ShouldBe(200);
        foreach (var path in new[] { $"/api/episodes/{hers}", "/api/nights/2026-11-19" })
        {
            (await carer.Put(path, """{"note":"mine"}""")).Status.ShouldBe(403, path);
            (await carer.Send(HttpMethod.Delete, path)).Status.ShouldBe(403, path);
        }
        var seen = (await carer.Get("/api/diary")).Body;
        seen.ShouldContain(his.ToString());
        seen.ShouldNotContain(hers.ToString());
        seen.ShouldNotContain("secret");
        (await carer.Get("/care")).Body.ShouldNotContain("secret");

        // Who logged what stands beside each entry for the owner; an edit keeps what was there before.
        var export = (await daughter.Get("/api/export")).Body;
        export.ShouldContain("\"by\":\"Night carer\"");
        export.ShouldContain("\"by\":\"Daughter\"");
        (await carer.Send(HttpMethod.Delete, $"/api/episodes/{his}")).Status.ShouldBe(204);
        (await daughter.Get("/api/export")).Body.ShouldNotContain("\"severity\":7");
    }

    [Fact]
    public async Task On_the_page_a_cramp_and_a_quiet_night_are_one_tap_each_and_can_be_undone()
    {
        await using var home = await Home.Open();
        var (daughter, dad) = await Family(home);
        var carer = await Carer(home, daughter, dad, "Night carer");
        (await carer.Post("/care/cramp", ("diary", dad), ("ago", "0"), ("offset", "60"))).Status.ShouldBe(303);
        (await carer.Post("/care/quiet", ("diary", dad), ("offset", "60"))).Status.ShouldBe(303);
        var page = (await carer.Get("/care")).Body;
        page.ShouldContain("<b>Cramp</b>");
        page.ShouldContain("<b>Quiet night</b>");
        await daughter.Post("/account/diaries/open", ("diary", dad));
        (await daughter.Get("/api/export")).Body.ShouldContain("\"quiet\":true");
        var cramp = System.Text.RegularExpressions.Regex.Match(page, "name=\"of\" value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        await carer.Post("/care/undo", ("diary", dad), ("in", "episodes"), ("of", cramp));
        (await carer.Get("/care")).Body.ShouldNotContain("<b>Cramp</b>");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_carer_is_out_at_their_next_call(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var (daughter, dad) = await Family(home);
        var carer = await Carer(home, daughter, dad, "Night carer");
        var helper = await home.Member("Helper");
        var (link, _) = await daughter.Invite(dad);
        (await helper.Post("/join/accept", ("secret", link[6..]))).Status.ShouldBe(303);
        (await helper.Put($"/api/episodes/{Guid.NewGuid()}", Cramp)).Body.ShouldContain("Helper");

        foreach (var (name, guest) in new[] { ("Night carer", carer), ("Helper", helper) })
            await daughter.Post($"/account/diaries/{dad}/end", ("carer", (await home.Ask($"""SELECT "Id" FROM "Accounts" WHERE "UserName" = '{name}'"""))!));
        // The one came by invitation alone: nothing is left of the account. The other one has a diary of their own, and is in that now.
        (await carer.Put($"/api/episodes/{Guid.NewGuid()}", Cramp)).Status.ShouldBe(401);
        (await carer.Get("/care")).Status.ShouldBe(302);
        helper.Headers["Uncramp-For"] = dad;
        (await helper.Put($"/api/episodes/{Guid.NewGuid()}", Cramp)).Status.ShouldBe(403);
        helper.Headers.Clear();
        await daughter.Post("/account/diaries/open", ("diary", dad));
        var before = (await daughter.Get("/api/export")).Body;
        (await helper.Put($"/api/episodes/{Guid.NewGuid()}", Cramp)).Status.ShouldBe(200);
        (await daughter.Get("/api/export")).Body.ShouldBe(before);
        (await helper.Get("/account")).Body.ShouldNotContain(">Dad<");
    }

    [Fact]
    public async Task A_log_cannot_land_on_the_wrong_person()
    {
        await using var home = await Home.Open();
        var (daughter, dad) = await Family(home);
        var own = await home.Person("Daughter");
        await daughter.Post("/account/diaries/open", ("diary", dad));
        foreach (var path in new[] { "/", "/tonight", "/library", "/account" })
        {
            var page = (await daughter.Get(path)).Body;
            page.ShouldContain("Diary of <b>Dad</b>", customMessage: path);
            page.ShouldContain("class=\"mark tone-1\"", customMessage: path);
        }
        // A page that was opened for Dad, sent when her own diary is open.
        await daughter.Post("/account/diaries/open", ("diary", own));
        (await daughter.Post("/care/cramp", ("diary", dad), ("ago", "0"))).Status.ShouldBe(409);
        (await daughter.Get("/api/export")).Body.ShouldNotContain("\"start\"");
        // What a phone kept for Dad goes to Dad, whoever is open.
        daughter.Headers["Uncramp-For"] = dad;
        var cramp = Guid.NewGuid();
        (await daughter.Put($"/api/episodes/{cramp}", Cramp)).Status.ShouldBe(200);
        daughter.Headers.Clear();
        (await daughter.Get("/api/export")).Body.ShouldNotContain(cramp.ToString());
        // The wrong one after all: it is taken back there and logged here.
        await daughter.Post("/account/diaries/open", ("diary", dad));
        (await daughter.Get("/api/export")).Body.ShouldContain(cramp.ToString());
        (await daughter.Post("/care/undo", ("diary", dad), ("in", "episodes"), ("of", cramp.ToString()))).Status.ShouldBe(303);
        (await daughter.Get("/api/export")).Body.ShouldNotContain("\"start\"");
    }

    [Fact]
    public async Task A_diary_that_is_deleted_takes_its_carers_and_invitations_along()
    {
        await using var home = await Home.Open();
        var (daughter, dad) = await Family(home);
        var carer = await Carer(home, daughter, dad, "Night carer");
        var (link, _) = await daughter.Invite(dad);
        await carer.Put($"/api/episodes/{Guid.NewGuid()}", Cramp);
        (await daughter.Post($"/account/diaries/{dad}/delete", ("word", "delete everything"))).Status.ShouldBe(303);
        (await carer.Put($"/api/episodes/{Guid.NewGuid()}", Cramp)).Status.ShouldBe(403);
        (await home.Guest().Get(link)).Status.ShouldBe(404);
        (await home.Ask($"""SELECT COUNT(*) FROM "Entries" WHERE "PersonId" = {dad}""")).ShouldBe("0");
        (await daughter.Get("/api/me")).Body.ShouldContain("Daughter");
    }

    /// <summary>A daughter with a second diary for her father, and its number.</summary>
    internal static async Task<(Guest Daughter, string Dad)> Family(Home home)
    {
        var daughter = await home.Member("Daughter");
        (await daughter.Post("/account/diaries", ("name", "Dad"))).Status.ShouldBe(303);
        return (daughter, await home.Person("Dad"));
    }

    internal static async Task<Guest> Carer(Home home, Guest owner, string person, string name)
    {
        var (_, code) = await owner.Invite(person);
        var carer = home.Guest();
        var secret = code.Replace(" ", "", StringComparison.Ordinal);
        (await carer.Form("/join/accept", ("secret", secret), ("name", name))).Status.ShouldBe(303);
        return carer;
    }
}
