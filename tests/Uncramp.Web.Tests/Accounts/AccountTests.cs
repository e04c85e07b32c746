using System.Net;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>Making an account, signing in and out, and the ways back.</summary>
public sealed partial class AccountTests(Stores stores)
{
    private const string Password = "three blind mice run";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_first_one_looks_after_the_server_and_says_who_may_come(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var ada = home.Guest();
        await ada.Get("/account");
        ada.To.ShouldBe("/account/first");
        (await ada.Post("/account/first", ("name", "Ada"), ("password", Password))).Status.ShouldBe(303);
        (await ada.Get("/account/all")).Status.ShouldBe(200);

        var ben = home.Guest();
        (await ben.Post("/account/first", ("name", "Ben"), ("password", Password))).Status.ShouldBe(303);
        (await ben.IsSignedIn()).ShouldBeFalse();
        (await ben.Post("/account/sign-up", ("name", "Ben"), ("password", Password))).Status.ShouldBe(403);
        await ada.Post("/account/all/sign-up", ("open", "yes"));
        (await ben.Post("/account/sign-up", ("name", "ada "), ("password", Password))).Body.ShouldContain("has this name already");
        (await ben.Post("/account/sign-up", ("name", "Ben"), ("password", Password))).Status.ShouldBe(303);
        (await ben.Get("/account/all")).Status.ShouldBe(404);
        (await ben.Get("/account")).Body.ShouldNotContain("Ada");

        // By invitation, when it is closed again.
        await ada.Post("/account/all/sign-up", ("open", "no"));
        var (link, _) = Guest.Secrets((await ada.Post("/account/all/invite")).Body);
        var cleo = home.Guest();
        (await cleo.Get(link)).Body.ShouldContain("Ada invites you");
        (await cleo.Post("/join/accept", ("secret", link[6..]), ("name", "Cleo"), ("password", Password))).Status.ShouldBe(303);
        (await cleo.Get("/api/export")).Status.ShouldBe(200);
        (await home.Guest().Get(link)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_diary_from_before_there_were_accounts_goes_along_if_its_owner_says_so()
    {
        foreach (var mine in new[] { true, false })
        {
            await using var home = await Home.Open();
            await home.Ask("""INSERT INTO "Entries" VALUES (1, 'nights', '2026-11-20', '{"night":"2026-11-20","quiet":true,"logged":{"at":"2026-11-21T08:00:00Z"}}', 1)""");
            await home.Ask("""UPDATE "People" SET "EntryCount" = 1, "Changes" = 1""");
            var ada = home.Guest();
            (await ada.Get("/account/first")).Body.ShouldContain("There is a diary on this machine");
            await ada.Post("/account/first", ("name", "Ada"), ("password", Password), (mine ? "mine" : "x", "yes"));
            (await ada.Get("/api/export")).Body.Contains("2026-11-20", StringComparison.Ordinal).ShouldBe(mine);
        }
    }

    [Fact]
    public async Task A_password_that_is_easy_to_guess_is_refused_with_a_reason()
    {
        await using var home = await Home.Open();
        foreach (var password in new[] { "short", "aaaaaaaaaaaaaa", "ada.ada.ada.ada", "Uncramp-password", new string('x', 100) + "abcdef" + new string('y', 100) })
        {
            var (status, page) = await home.Guest().Post("/account/first", ("name", "Ada"), ("password", password));
            status.ShouldBe(422, password);
            page.ShouldContain("role=\"alert\"");
        }
        (await home.Ask("""SELECT COUNT(*) FROM "Accounts" """)).ShouldBe("0");
        (await home.Ask("""SELECT COUNT(*) FROM "Houses" """)).ShouldBe("0");
    }

    [Fact]
    public async Task The_cookie_comes_with_sign_in_and_is_for_this_site_alone()
    {
        await using var home = await Home.Open();
        var guest = home.Guest();
        foreach (var path in new[] { "/", "/tonight", "/check", "/library", "/account", "/account/first", "/join", "/api/me", "/api/export" })
        {
            await guest.Get(path);
            guest.SetCookies.ShouldBeEmpty(path);
        }
        await guest.Form("/account/first", ("name", "Ada"), ("password", Password));
        Said(guest, "uncramp=").ShouldBe(["httponly", "path=/", "samesite=lax"]);

        var secure = home.Guest();
        secure.Headers["X-Forwarded-Proto"] = "https";
        secure.Headers["X-Forwarded-Host"] = "cramps.example";
        await secure.Form("/account/sign-in", ("name", "Ada"), ("password", Password));
        Said(secure, "__Host-uncramp=").ShouldBe(["httponly", "path=/", "samesite=lax", "secure"]);
    }

    [Fact]
    public async Task A_form_that_another_page_made_changes_nothing()
    {
        await using var home = await Home.Open();
        var ada = await home.Member("Ada");
        foreach (var path in new[] { "/account/diaries", "/account/devices/end-all", "/account/delete", "/account/sign-out" })
            (await ada.Form(path, ("name", "Eve"), ("word", "delete everything"))).Status.ShouldBe(403, path);
        ada.Headers["Sec-Fetch-Site"] = "cross-site";
        (await ada.Post("/account/diaries", ("name", "Eve"))).Status.ShouldBe(403);
        ada.Headers.Clear();
        (await ada.IsSignedIn()).ShouldBeTrue();
        (await home.Person("Eve")).ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_and_its_devices_stay_signed_in()
    {
        await using var home = await Home.Open();
        var ada = await home.Member("Ada");
        var eve = home.Guest();
        for (var i = 0; i < 10; i++) (await eve.SignIn("Ada", $"wrong password {i}")).Body.ShouldContain(i < 9 ? "not right" : "Too many wrong tries");
        (await eve.SignIn("Ada", Password)).Body.ShouldContain("Too many wrong tries");
        (await home.Guest().SignIn("Ada", Password)).Body.ShouldContain("Too many wrong tries");
        (await ada.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_refused_in_the_same_words()
    {
        await using var home = await Home.Open();
        await home.Member("Ada");
        var (known, unknown) = (await home.Guest().SignIn("Ada", "a wrong password"), await home.Guest().SignIn("Zoe", "a wrong password"));
        known.Status.ShouldBe(unknown.Status);
        known.Body.Replace("Ada", "", StringComparison.Ordinal).ShouldBe(unknown.Body.Replace("Zoe", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_guesses_too_often_from_one_address_waits()
    {
        await using var home = await Home.Open();
        await home.Member("Ada");
        var eve = home.Guest();
        var answers = new List<int>();
        while (answers.Count < 60 && !answers.Contains(429)) answers.Add((await eve.Form("/join", ("code", "12345678"))).Status);
        answers.ShouldContain(429);
        answers.Count.ShouldBeGreaterThan(20);
        (await eve.SignIn("Ada", Password)).Status.ShouldBe(429);
        (await home.Guest().SignIn("Ada", Password)).Status.ShouldBe(303);
        (await eve.Get("/tonight")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_app_gives_the_second_step_and_a_recovery_code_the_way_back(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var ada = await home.Member("Ada");
        var codes = RecoveryCodes().Matches((await ada.Post("/account/codes")).Body).Select(match => match.Groups[1].Value).ToList();
        codes.Count.ShouldBe(8);
        var kept = await home.Rows("AccountTokens");
        codes.ShouldAllBe(code => !kept.Contains(code) && !kept.Contains(code.Replace("-", "")));

        var key = Key().Match((await ada.Get("/account/app")).Body).Groups[1].Value;
        (await ada.IsSignedIn()).ShouldBeTrue();
        (await ada.Post("/account/app", ("code", "000000"))).Status.ShouldBe(422);
        (await ada.Post("/account/app", ("code", Totp.Now(key)))).Status.ShouldBe(303);
        (await ada.IsSignedIn()).ShouldBeTrue();

        var phone = home.Guest();
        (await phone.SignIn("Ada", Password)).Status.ShouldBe(303);
        phone.To.ShouldBe("/account/second");
        (await phone.IsSignedIn()).ShouldBeFalse();
        (await phone.Form("/account/second", ("code", "000000"))).Status.ShouldBe(422);
        (await phone.Form("/account/second", ("code", Totp.Now(key)))).Status.ShouldBe(303);
        (await phone.IsSignedIn()).ShouldBeTrue();

        // A recovery code in the place of the app, and with the name alone when everything else is lost. Each once.
        var tablet = home.Guest();
        await tablet.SignIn("Ada", Password);
        (await tablet.Form("/account/second", ("code", codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)))).Status.ShouldBe(303);
        (await tablet.IsSignedIn()).ShouldBeTrue();
        var lost = home.Guest();
        (await lost.Form("/account/recover", ("name", "Ada"), ("code", codes[0]))).Status.ShouldBe(422);
        (await lost.Form("/account/recover", ("name", "Ada"), ("code", codes[1]))).Status.ShouldBe(303);
        (await lost.IsSignedIn()).ShouldBeTrue();
        (await home.Guest().Form("/account/recover", ("name", "Ada"), ("code", codes[1]))).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_device_is_signed_out_at_its_next_call(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        var phone = await home.Member("Ada");
        var (tablet, laptop) = (home.Guest(), home.Guest());
        tablet.Headers["User-Agent"] = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
        await tablet.SignIn("Ada", Password);
        await laptop.SignIn("Ada", Password);
        var page = (await phone.Get("/account")).Body;
        page.ShouldContain("Safari on iPad");
        var device = await home.Ask("""SELECT "Id" FROM "Devices" WHERE "Name" = 'Safari on iPad'""");
        await phone.Post("/account/devices/end", ("device", device!));
        (await tablet.Get("/api/export")).Status.ShouldBe(401);
        (await laptop.Get("/api/export")).Status.ShouldBe(200);
        (await phone.Get("/api/export")).Status.ShouldBe(200);

        await laptop.Post("/account/devices/end-all");
        foreach (var one in new[] { phone, tablet, laptop }) (await one.Get("/api/export")).Status.ShouldBe(401);
        await phone.SignIn("Ada", Password);
        await laptop.SignIn("Ada", Password);
        // A new password is for when somebody may know the old one.
        (await phone.Post("/account/password", ("now", "not the one"), ("next", "six grey geese fly"))).Status.ShouldBe(422);
        (await phone.Post("/account/password", ("now", Password), ("next", "six grey geese fly"))).Status.ShouldBe(303);
        (await phone.Get("/api/export")).Status.ShouldBe(200);
        (await laptop.Get("/api/export")).Status.ShouldBe(401);
        (await laptop.SignIn("Ada", Password)).Status.ShouldBe(422);
        (await laptop.SignIn("Ada", "six grey geese fly")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_void_after_sign_out()
    {
        await using var home = await Home.Open();
        var ada = await home.Member("Ada");
        var copy = home.Guest();
        foreach (System.Net.Cookie cookie in ada.Cookies.GetAllCookies()) copy.Cookies.Add(new Uri(home.Url), new System.Net.Cookie(cookie.Name, cookie.Value));
        (await copy.IsSignedIn()).ShouldBeTrue();
        await ada.Post("/account/sign-out");
        (await copy.IsSignedIn()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_account_that_is_deleted_leaves_nothing(string kind)
    {
        await using var home = await Home.Open(stores, kind);
        await home.Member("Ada");
        var ben = await home.Member("Benedikta");
        await ben.Post("/account/diaries", ("name", "Grandmama"));
        await ben.Put($"/api/episodes/{Guid.NewGuid()}", """{"start":"2026-11-22T03:12:00+01:00","note":"rhubarb"}""");
        (await ben.Post("/account/delete", ("word", "no"))).Status.ShouldBe(422);
        (await ben.Post("/account/delete", ("word", "Delete everything"))).Status.ShouldBe(303);
        (await ben.IsSignedIn()).ShouldBeFalse();
        (await home.Ask("""SELECT COUNT(*) FROM "Accounts" """)).ShouldBe("1");
        foreach (var table in new[] { "People", "Access", "Devices", "AccountTokens", "Accounts", "Entries" })
            (await home.Rows(table)).ShouldNotContain("Benedikta", Case.Insensitive, table);
        if (kind == "sqlite")
            foreach (var word in new[] { "Benedikta", "BENEDIKTA", "Grandmama", "rhubarb" }) home.Files().ShouldNotContain(word);
    }

    [Fact]
    public async Task The_last_one_who_looks_after_the_server_cannot_leave_the_others_behind()
    {
        await using var home = await Home.Open();
        var ada = await home.Member("Ada");
        await home.Member("Ben");
        (await ada.Post("/account/delete", ("word", "delete everything"))).Status.ShouldBe(422);
        var ben = await home.Ask("""SELECT "Id" FROM "Accounts" WHERE "UserName" = 'Ben'""");
        await ada.Post("/account/all/administrator", ("account", ben!), ("administrator", "yes"));
        (await ada.Post("/account/delete", ("word", "delete everything"))).Status.ShouldBe(303);
        (await home.Ask("""SELECT COUNT(*) FROM "Accounts" """)).ShouldBe("1");
    }

    [Fact]
    public async Task A_locked_account_is_out_at_once_and_back_when_it_is_unlocked()
    {
        await using var home = await Home.Open();
        var ada = await home.Member("Ada");
        var ben = await home.Member("Ben");
        var account = (await home.Ask("""SELECT "Id" FROM "Accounts" WHERE "UserName" = 'Ben'"""))!;
        await ada.Post("/account/all/lock", ("account", account), ("closed", "yes"));
        (await ben.Get("/api/export")).Status.ShouldBe(401);
        (await ben.SignIn("Ben", Password)).Status.ShouldBe(422);
        await ada.Post("/account/all/lock", ("account", account), ("closed", "no"));
        (await ben.SignIn("Ben", Password)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task After_signing_in_one_goes_on_here_and_nowhere_else()
    {
        await using var home = await Home.Open();
        await home.Member("Ada");
        foreach (var (then, to) in new[] { ("/diary", "/diary"), ("/library?q=a", "/library?q=a"), ("//evil.example", "/account"), ("/\\evil.example", "/account"), ("https://evil.example", "/account"), ("/\tevil", "/account"), ("", "/account") })
        {
            var ada = home.Guest();
            await ada.Form("/account/sign-in", ("name", "Ada"), ("password", Password), ("then", then));
            ada.To.ShouldBe(to, then);
        }
    }

    private static IEnumerable<string> Said(Guest guest, string cookie) =>
        guest.SetCookies.Single(one => one.StartsWith(cookie, StringComparison.Ordinal)).Split(';')[1..].Select(part => part.Trim().ToLowerInvariant()).Where(part => !part.StartsWith("expires", StringComparison.Ordinal) && !part.StartsWith("max-age", StringComparison.Ordinal)).Order();

    [GeneratedRegex("<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>")]
    private static partial Regex RecoveryCodes();

    [GeneratedRegex("class=\"key\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex Key();
}
