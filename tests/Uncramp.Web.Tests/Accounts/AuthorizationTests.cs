using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>
/// Every route that the app has, walked by everybody. Nobody reads or changes what is not theirs. A route that stands in no list here fails
/// the test: say below who may use it.
/// </summary>
public sealed class AuthorizationTests
{
    /// <summary>Words that stand in the diary of Ada and nowhere else.</summary>
    private static readonly string[] secrets = ["rhubarb-note", "rhubarb-medicine", "rhubarb-result", "rhubarb-question", "rhubarb-trial"];

    /// <summary>The same for everybody: nothing of anybody's diary is in it.</summary>
    private static readonly string[] everyone =
    [
        "GET /", "GET /about", "GET /tonight", "GET /offline", "GET /service-worker.js", "GET /check", "POST /check", "GET /check/last", "GET /check/record", "POST /check/record", "POST /check/record/use", "POST /api/assess", "GET /medicine-names.json",
        "GET /library", "GET /evidence", "GET /{kind}/{name}", "GET /healthz", "GET /api/reminders.ics", "GET /{*path:nonfile}", "GET /api/{**path}",
        "GET /app.css", "GET /home.css", "GET /account.css", "GET /diary.css", "GET /report.css", "GET /trials.css", "GET /check/forgotten", "GET /drawings.svg", "GET /api/me", "GET /trials/labels", "POST /trials/labels", "GET /trials/handout", "GET /trials/others",
        "GET /clinic.css", "GET /cds-services", "POST /cds-services/{id}", "POST /cds-services/{id}/feedback", "GET /smart", "GET /smart/launch", "GET /smart/callback", "GET /smart/patient/{key}", "POST /smart/patient/{key}/end",
    ];

    /// <summary>Ways in. Whoever uses them comes into nothing but their own.</summary>
    private static readonly string[] doors =
    [
        "GET /account", "GET /account/first", "POST /account/first", "GET /account/sign-up", "POST /account/sign-up", "POST /account/sign-in", "GET /account/second", "POST /account/second",
        "GET /account/recover", "POST /account/recover", "POST /account/sign-out", "POST /account/passkeys/make", "POST /account/passkeys/use", "POST /account/passkeys/sign-in",
        "GET /join", "POST /join", "GET /join/{secret}", "POST /join/accept",
    ];

    /// <summary>For whoever is signed in, about their own account.</summary>
    private static readonly string[] account =
    [
        "POST /account/passkeys", "POST /account/passkeys/name", "POST /account/passkeys/remove", "GET /account/app", "POST /account/app", "POST /account/app/off", "GET /account/codes", "POST /account/codes",
        "POST /account/devices/end", "POST /account/devices/end-all", "POST /account/password", "POST /account/delete", "POST /account/diaries", "POST /account/diaries/open",
    ];

    /// <summary>For the owner of a diary; to all others there is no such thing.</summary>
    private static readonly string[] owner =
    [
        "GET /account/diaries/{person:long}", "POST /account/diaries/{person:long}", "POST /account/diaries/{person:long}/delete", "POST /account/diaries/{person:long}/invite", "POST /account/diaries/{person:long}/withdraw", "POST /account/diaries/{person:long}/end", "POST /account/diaries/{person:long}/leave",
    ];

    /// <summary>About the diary that is open, as its owner: a carer may not, everybody else gets their own.</summary>
    private static readonly string[] diary =
    [
        "GET /api/export", "GET /api/export.csv", "POST /api/import", "POST /api/forget", "PUT /api/profile", "DELETE /api/profile",
        "PUT /api/medicines/{key}", "DELETE /api/medicines/{key}", "PUT /api/results/{key}", "DELETE /api/results/{key}", "PUT /api/assessments/{key}", "DELETE /api/assessments/{key}", "PUT /api/trials/{key}", "DELETE /api/trials/{key}",
        "GET /report", "GET /report.pdf", "GET /report.fhir.json", "POST /report",
        "GET /trials", "GET /trials/before-after", "GET /trials/open", "POST /trials/open", "GET /trials/plan", "POST /trials/plan", "GET /trials/{id:guid}", "GET /trials/{id:guid}.ics", "GET /trials/{id:guid}/record", "GET /trials/{id:guid}/record.md", "POST /trials/{id:guid}/rest", "POST /trials/{id:guid}/go-on", "POST /trials/{id:guid}/more", "POST /trials/{id:guid}/end", "POST /trials/{id:guid}/delete", "POST /trials/{id:guid}/share", "POST /trials/{id:guid}/unshare",
        "GET /check/earlier", "GET /check/earlier/{id:guid}", "POST /check/earlier/{id:guid}/delete", "POST /check/forget", "POST /check/keep",
        "GET /diary", "POST /diary/undo", "POST /diary/bring-back", "GET /diary/nights/{night}", "POST /diary/nights/{night}", "POST /diary/nights/{night}/clear", "GET /diary/nights/{night}/cramp",
        "GET /diary/cramps/{id:guid}", "POST /diary/cramps/{id:guid}", "POST /diary/cramps/{id:guid}/delete",
        "GET /diary/medicines", "GET /diary/medicines/{id:guid}", "POST /diary/medicines/{id:guid}", "POST /diary/medicines/{id:guid}/dose", "POST /diary/medicines/{id:guid}/delete",
        "GET /diary/results", "GET /diary/results/{id:guid}", "POST /diary/results/{id:guid}", "POST /diary/results/{id:guid}/delete",
        "GET /diary/about-me", "POST /diary/about-me", "GET /diary/paper", "GET /diary/typed", "POST /diary/typed", "GET /diary/data", "POST /diary/data/import", "POST /diary/data/delete",
    ];

    /// <summary>Logging in the diary that is open: a carer may, of what they logged.</summary>
    private static readonly string[] logging =
    [
        "GET /api/diary", "PUT /api/episodes/{key}", "DELETE /api/episodes/{key}", "PUT /api/nights/{key}", "DELETE /api/nights/{key}", "GET /care", "POST /care/cramp", "POST /care/quiet", "POST /care/undo",
    ];

    /// <summary>For whoever looks after the server.</summary>
    private static readonly string[] administrator =
    [
        "GET /account/all", "GET /account/cards", "POST /account/all/sign-up", "POST /account/all/invite", "POST /account/all/lock", "POST /account/all/delete", "POST /account/all/administrator",
    ];

    private static readonly Guid Cramp = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001");
    private static readonly Guid Medicine = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000002");
    private static readonly Guid Result = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000003");

    [Fact]
    public async Task Every_route_stands_in_one_list()
    {
        await using var home = await Home.Open();
        string[] known = [.. everyone, .. doors, .. account, .. owner, .. diary, .. logging, .. administrator];
        var routes = home.Routes.Select(route => $"{route.Method} {route.Pattern}").ToList();
        routes.Except(known).ShouldBeEmpty("Say in AuthorizationTests who may use these");
        known.Except(routes).ShouldBeEmpty("These are no more");
        known.ShouldBeUnique();
    }

    [Fact]
    public async Task Nobody_reads_or_changes_what_is_not_theirs()
    {
        await using var home = await Home.Open();
        var root = await home.Member("Root");
        var ada = await home.Member("Ada");
        var person = await home.Person("Ada");
        await Fill(ada);
        var carer = await CarerTests.Carer(home, ada, person, "Cara");
        var revoked = await home.Member("Rex");
        var (link, _) = await ada.Invite(person);
        await revoked.Post("/join/accept", ("secret", link[6..]));
        await ada.Post($"/account/diaries/{person}/end", ("carer", await IdOf(home, "Rex")));
        var pending = await ada.Invite(person);
        var before = await State(home, ada, person);
        before.ShouldContain("rhubarb-note");
        var target = (Person: person, Account: await IdOf(home, "Ada"), Device: (await home.Ask($"""SELECT "Id" FROM "Devices" WHERE "AccountId" = (SELECT "Id" FROM "Accounts" WHERE "UserName" = 'Ada')"""))!);

        foreach (var (role, guest) in new (string, Guest)[] { ("stranger", home.Guest()), ("other", await home.Member("Otto")), ("carer", carer), ("revoked carer", revoked), ("administrator", root) })
        {
            var actor = guest;
            foreach (var (method, pattern) in home.Routes)
            {
                var route = $"{method} {pattern}";
                // What ends the actor itself is done last, by itself.
                if (role != "stranger" && (account.Contains(route) && pattern is "/account/devices/end-all" or "/account/delete" || route == "POST /account/sign-out" || (role == "carer" && pattern.EndsWith("/leave", StringComparison.Ordinal)))) continue;
                actor.Address = Guid.NewGuid().ToString("N") is var random ? $"198.18.{Convert.ToInt32(random[..2], 16)}.{Convert.ToInt32(random[2..4], 16)}" : "";
                foreach (var named in new[] { null, target.Person })
                {
                    if (named is null) actor.Headers.Remove("Uncramp-For");
                    else if (diary.Contains(route) || logging.Contains(route)) actor.Headers["Uncramp-For"] = named;
                    else continue;
                    if (role == "administrator" && administrator.Contains(route) && method == "POST") continue;
                    var (status, body) = await Call(actor, method, pattern, target);
                    var what = $"{role}{(named is null ? "" : " naming Ada's diary")}: {route} → {status} {actor.To}";
                    status.ShouldNotBe(429, what);
                    status.ShouldBeLessThan(500, what);
                    secrets.Where(secret => body.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(what);
                    if (MustBeRefused(role, route, named is not null)) IsRefused(status, actor.To).ShouldBeTrue(what);
                    if (method == "GET") continue;
                    var after = await State(home, ada, person);
                    // A carer may add to the diary; what Ada said herself stays to the letter.
                    if (role == "carer" && logging.Contains(route))
                    {
                        Said(after).ShouldBe(Said(before), what);
                        before = after;
                    }
                    after.ShouldBe(before, what);
                }
                actor.Headers.Remove("Uncramp-For");
                if (role != "stranger") (await actor.IsSignedIn()).ShouldBeTrue($"{role} after {route}");
            }
        }
        (await State(home, ada, person)).ShouldBe(before);
        (await home.Guest().Get(pending.Link)).Status.ShouldBe(200);

        // And the owner may: no list above is true because nothing works.
        foreach (var route in diary.Concat(logging).Concat(owner).Where(route => !route.Contains("/earlier/", StringComparison.Ordinal)).Where(route => route.StartsWith("GET ", StringComparison.Ordinal) || route.StartsWith("PUT ", StringComparison.Ordinal)))
        {
            var (status, _) = await Call(ada, route[..3], route[4..], target);
            IsRefused(status, ada.To).ShouldBeFalse($"owner: {route} → {status}");
        }
        (await ada.Get("/api/export")).Body.ShouldContain("rhubarb-note");
    }

    private static bool MustBeRefused(string role, string route, bool naming) => role switch
    {
        "stranger" => account.Contains(route) || owner.Contains(route) || diary.Contains(route) || logging.Contains(route) || administrator.Contains(route),
        "carer" => owner.Contains(route) || diary.Contains(route) || administrator.Contains(route),
        "administrator" => owner.Contains(route) || (naming && (diary.Contains(route) || logging.Contains(route)) && !route.Contains("/care", StringComparison.Ordinal)),
        _ => owner.Contains(route) || administrator.Contains(route) || (naming && (diary.Contains(route) || logging.Contains(route)) && !route.Contains("/care", StringComparison.Ordinal)),
    };

    private static bool IsRefused(int status, string to) => status is 401 or 403 or 404 || (status is 302 or 303 && to.StartsWith("/account", StringComparison.Ordinal));

    /// <summary>Calls a route with everything that somebody could try: the ids of Ada in the address, in the form and in the body.</summary>
    private static async Task<(int Status, string Body)> Call(Guest guest, string method, string pattern, (string Person, string Account, string Device) target)
    {
        var key = pattern.StartsWith("/api/nights/", StringComparison.Ordinal) ? "2025-02-03" : pattern.Contains("/medicines/", StringComparison.Ordinal) ? Medicine.ToString() : pattern.Contains("/results/", StringComparison.Ordinal) ? Result.ToString() : Cramp.ToString();
        var path = pattern.Replace("{person:long}", target.Person, StringComparison.Ordinal).Replace("{key}", key, StringComparison.Ordinal).Replace("{id:guid}", key, StringComparison.Ordinal).Replace("{night}", "2025-02-03", StringComparison.Ordinal).Replace("{secret}", new string('0', 32), StringComparison.Ordinal)
            .Replace("{kind}", "cause", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal).Replace("{*path:nonfile}", "nothing", StringComparison.Ordinal).Replace("{**path}", "nothing", StringComparison.Ordinal);
        if (method is "GET" or "DELETE") return await guest.Send(new HttpMethod(method), path);
        if (method == "PUT" || path.StartsWith("/api/", StringComparison.Ordinal) || path is "/account/passkeys/make" or "/account/passkeys/use")
            return await guest.Json(new HttpMethod(method), path, path switch
            {
                "/api/forget" => """{"word":"delete everything"}""",
                "/api/import" => """{"uncramp":1,"episodes":[{"id":"aaaaaaaa-0000-4000-8000-000000000001","start":"2026-11-22T03:12:00Z","note":"changed","logged":{"at":"2026-12-22T03:12:00Z"}}]}""",
                "/api/profile" => """{"question":"changed"}""",
                _ when path.Contains("/episodes/", StringComparison.Ordinal) => """{"start":"2026-11-22T03:12:00Z","note":"changed"}""",
                _ when path.Contains("/nights/", StringComparison.Ordinal) => """{"quiet":false}""",
                _ when path.Contains("/medicines/", StringComparison.Ordinal) => """{"name":"changed"}""",
                _ when path.Contains("/results/", StringComparison.Ordinal) => """{"name":"potassium","value":1,"unit":"mmol/L","date":"2026-11-01"}""",
                _ => "{}",
            });
        return await guest.Post(path, ("diary", target.Person), ("person", target.Person), ("account", target.Account), ("carer", target.Account), ("device", target.Device), ("passkey", "AAAA"), ("name", "Ada"), ("mark", "3"),
            ("word", "delete everything"), ("closed", "yes"), ("administrator", "yes"), ("open", "no"), ("code", "123456"), ("secret", new string('0', 32)), ("in", "episodes"), ("of", Cramp.ToString()), ("now", "x"), ("next", "x"), ("password", "x"), ("credential", "{}"), ("go", "next"));
    }

    /// <summary>Everything that is Ada's, to the last letter. Left out is how often somebody guessed her password, which anybody may.</summary>
    private static async Task<string> State(Home home, Guest ada, string person) => string.Join("\n\n",
        (await ada.Get("/api/export")).Body, await home.Rows("People", $"\"Id\" = {person}"), await home.Rows("Access", $"\"PersonId\" = {person}"), await home.Rows("Invitations", $"\"PersonId\" = {person}"),
        await home.Rows("Accounts", "\"UserName\" = 'Ada'", "\"Id\", \"PasswordHash\", \"SecurityStamp\", \"TwoFactorEnabled\", \"Administrator\", \"Closed\""), await home.Ask("""SELECT COUNT(*) FROM "Devices" WHERE "AccountId" = (SELECT "Id" FROM "Accounts" WHERE "UserName" = 'Ada')"""), await home.Rows("AccountTokens", Hers), await home.Rows("Passkeys", Hers));

    private static IEnumerable<string> Said(string state) => state.Split('\n').Where(line => line.Contains("rhubarb", StringComparison.Ordinal)).Select(line => line.TrimEnd(','));

    private const string Hers = """ "UserId" = (SELECT "Id" FROM "Accounts" WHERE "UserName" = 'Ada') """;

    private static async Task<string> IdOf(Home home, string name) => (await home.Ask($"""SELECT "Id" FROM "Accounts" WHERE "UserName" = '{name}'"""))!;

    private static async Task Fill(Guest ada)
    {
        foreach (var (path, body) in new[]
        {
            ($"/api/episodes/{Cramp}", """{"start":"2025-02-04T03:12:00+01:00","note":"rhubarb-note"}"""),
            ("/api/nights/2025-02-03", """{"quiet":false,"tags":["rhubarb-note"]}"""),
            ($"/api/medicines/{Medicine}", """{"name":"rhubarb-medicine"}"""),
            ($"/api/results/{Result}", """{"name":"rhubarb-result","value":3.9,"unit":"mmol/L","date":"2025-02-03"}"""),
            ($"/api/trials/{Cramp}", $$"""{"measure":"rhubarb-trial","start":"2025-02-01","block":7,"pairs":6,"seed":"{{new string('a', 64)}}"}"""),
            ("/api/profile", """{"question":"rhubarb-question"}"""),
        })
            (await ada.Put(path, body)).Status.ShouldBe(200, path);
    }
}
