using System.Net;
using Deque.AxeCore.Playwright;
using Uncramp.Web.Smart;
using Uncramp.Web.Tests.Accounts;
using Uncramp.Web.Tests.CdsHooks;

namespace Uncramp.Web.Tests.Smart;

/// <summary>A clinician opens the page from a record: against a real authorization server, in a real browser.</summary>
public sealed class LaunchTests(RunningApp app)
{
    [Fact]
    public async Task From_inside_the_record_the_page_shows_reasons_and_what_is_missing_and_keeps_nothing()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        await using var visit = await app.Visit(at: home.Url, width: 1280, height: 900);
        var before = await home.Everything();
        await visit.Page.GotoAsync($"{home.Url}/smart/launch?iss={Uri.EscapeDataString(clinic.Fhir)}&launch=xyz");
        (await visit.Heading()).ShouldBe("What the record says about cramps");
        var text = await visit.Page.Locator("main").InnerTextAsync();
        text.ShouldContain("Hydrochlorothiazide 25 mg");
        text.ShouldContain("salmeterol inhaler");
        text.ShouldContain("Tests without a result");
        text.ShouldContain("Magnesium blood test");
        text.ShouldContain("74 years, female");
        text.ShouldNotContain("Rhubarb", customMessage: "the software around it shows the name");
        await Look(visit);
        foreach (var summary in await visit.Page.Locator("main summary").AllAsync()) await summary.ClickAsync();
        await Look(visit);

        // Only reading, and the token nowhere but between the servers.
        clinic.Seen.Where(request => request.Path.StartsWith("/fhir", StringComparison.Ordinal)).ShouldAllBe(request => request.Method == "GET");
        (await visit.Page.ContentAsync()).ShouldNotContain(Clinic.Token);
        visit.Addresses.ShouldAllBe(address => !address.Contains(Clinic.Token, StringComparison.Ordinal));
        var cookie = (await visit.Context.CookiesAsync()).Single(one => one.Domain == "127.0.0.1" && one.Name == "uncramp-clinic");
        (cookie.HttpOnly, cookie.SameSite, cookie.Path).ShouldBe((true, SameSiteAttribute.Lax, "/smart"));
        (await home.Everything()).ShouldBe(before);
        home.Files().ShouldNotContain(Clinic.Token);

        await visit.Page.Locator("text=Close this view").ClickAsync();
        (await visit.Heading()).ShouldBe("This view is closed");
    }

    [Fact]
    public async Task From_here_the_clinician_chooses_where_to_sign_in()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        await using var visit = await app.Visit(at: home.Url);
        await visit.Page.GotoAsync($"{home.Url}/smart");
        await AccessibilityTests.ShouldBeAccessible(visit);
        await visit.Page.Locator("text=The Old Clinic").ClickAsync();
        (await visit.Heading()).ShouldBe("What the record says about cramps");
        clinic.Seen.Single(request => request.Path.StartsWith("/auth/authorize", StringComparison.Ordinal)).Path.ShouldContain("scope=launch%2Fpatient");
    }

    [Fact]
    public async Task Only_the_browser_that_launched_may_see_the_page_and_only_while_the_token_lasts()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        using var eve = home.Guest();
        var page = await Launch(clinic, ann);
        (await ann.Get(page)).Status.ShouldBe(200);
        (await eve.Get(page)).Status.ShouldBe(410);
        await Launch(clinic, eve);
        (await eve.Get(page)).Status.ShouldBe(410, "a session of one's own opens no other");
        home.Clock.Pass(TimeSpan.FromMinutes(16));
        (await ann.Get(page)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Two_patients_in_two_tabs_stay_two()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        var first = await Launch(clinic, ann);
        clinic.AtToken = answer => answer["patient"] = "bob";
        var second = await Launch(clinic, ann);
        first.ShouldNotBe(second);
        (await ann.Get(first)).Status.ShouldBe(200);
        (await ann.Get(second)).Body.ShouldContain("could not be", customMessage: "there is no Bob in this clinic");
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused_and_none_counts_twice()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        using var eve = home.Guest();
        var back = await Authorize(clinic, ann);
        (await eve.Get(back)).Status.ShouldBe(400, "another browser");
        (await ann.Get(back.Replace("state=", "state=x", StringComparison.Ordinal))).Status.ShouldBe(400);
        (await ann.Get(back)).Status.ShouldBe(303);
        (await ann.Get(back)).Status.ShouldBe(400, "once is enough");
        (await ann.Get("/smart/callback?error=access_denied")).Status.ShouldBe(400);
        var refused = await Authorize(clinic, ann);
        (await ann.Get($"/smart/callback?error=access_denied&state={refused.Split("state=")[1]}")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_server_that_is_not_listed_launches_nothing()
    {
        await using var clinic = await Clinic.Open();
        await using var other = await Clinic.Open();
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        (await ann.Get($"/smart/launch?iss={Uri.EscapeDataString(other.Fhir)}&launch=x")).Status.ShouldBe(403);
        (await ann.Get("/smart/launch")).Status.ShouldBe(403);
        other.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_PKCE_there_is_no_launch()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        clinic.Challenges = ["plain"];
        using var ann = home.Guest();
        var (status, body) = await ann.Get($"/smart/launch?iss={Uri.EscapeDataString(clinic.Fhir)}");
        (status, ann.HasCookie).ShouldBe((502, false));
        body.ShouldContain("PKCE");
    }

    [Fact]
    public async Task A_token_without_a_patient_opens_nothing()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        clinic.AtToken = answer => answer.Remove("patient");
        var (status, body) = await ann.Get(await Authorize(clinic, ann));
        status.ShouldBe(502);
        body.ShouldContain("names no patient");
    }

    [Fact]
    public async Task A_part_of_the_record_that_cannot_be_read_is_said_at_the_top()
    {
        await using var clinic = await Clinic.Open();
        clinic.Instead["Observation"] = _ => Microsoft.AspNetCore.Http.Results.StatusCode(403);
        await using var home = await Open(clinic);
        using var ann = home.Guest();
        var page = (await ann.Get(await Launch(clinic, ann))).Body;
        page.ShouldContain("Part of the record could not be read");
        page.ShouldContain("it answered 403");
    }

    [Fact]
    public async Task A_card_links_to_the_launch_where_its_server_may_launch_us()
    {
        await using var clinic = await Clinic.Open();
        await using var home = await Open(clinic, options => options with { Shared = false });
        using var client = new HttpClient { BaseAddress = new Uri(home.Url) };
        var (status, body, _) = await Calls.Send(client, "/cds-services/cramps-patient-view", Calls.Lending(clinic.Fhir));
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var link = body.GetProperty("cards")[0].GetProperty("links").EnumerateArray().Single(one => one.GetProperty("type").GetString() == "smart");
        link.GetProperty("url").GetString().ShouldBe($"{home.Url}/smart/launch");
    }

    [Theory]
    [InlineData("{}", "no list of issuers")]
    [InlineData("""{"issuers":[{"iss":"http://ehr.example.org","clientId":"a"}]}""", "https")]
    [InlineData("""{"issuers":[{"iss":"https://ehr.example.org"}]}""", "client id")]
    [InlineData("""{"issuers":[{"iss":"https://ehr.example.org","clientId":"a","secret":"b"}]}""", "not known")]
    public void A_list_of_issuers_that_is_not_sound_is_refused_with_its_place(string text, string why)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        var (options, problem) = ServeOptions.Parse(["--smart-issuers", file], null);
        File.Delete(file);
        options.ShouldBeNull();
        problem!.Place.ShouldStartWith(file);
        problem.What.ShouldContain(why);
    }

    private static Task<Accounts.Home> Open(Clinic clinic, Func<ServeOptions, ServeOptions>? with = null) =>
        Accounts.Home.Open(with: options => (with?.Invoke(options) ?? options) with { SmartIssuers = new SmartIssuers([new SmartIssuer("The Old Clinic", new Uri(clinic.Fhir), "uncramp")]) });

    /// <summary>By day and by night, on wide and narrow screens. Here there is a cookie, and the way led over another server.</summary>
    private static async Task Look(Visit visit)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Light), (390, ColorScheme.Dark), (320, ColorScheme.Light) })
        {
            await visit.Page.SetViewportSizeAsync(width, 844);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            (await visit.Page.RunAxe()).Violations.Select(violation => $"{width} {scheme} {violation.Id}: {violation.Nodes.First().Html} {violation.Nodes.First().Any.FirstOrDefault()?.Message}").ShouldBeEmpty();
            (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        }
    }

    /// <summary>Goes as far as the answer of the authorization server, which the browser brings back.</summary>
    private static async Task<string> Authorize(Clinic clinic, Guest guest)
    {
        (await guest.Get($"/smart/launch?iss={Uri.EscapeDataString(clinic.Fhir)}&launch=xyz")).Status.ShouldBe(302);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var agreed = await browser.GetAsync(guest.To, TestContext.Current.CancellationToken);
        return agreed.Headers.Location.ShouldNotBeNull(await agreed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).PathAndQuery;
    }

    private static async Task<string> Launch(Clinic clinic, Guest guest)
    {
        (await guest.Get(await Authorize(clinic, guest))).Status.ShouldBe(303);
        return guest.To;
    }
}
