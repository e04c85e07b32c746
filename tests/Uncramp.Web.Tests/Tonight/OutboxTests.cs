using System.Text.Json;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests;

/// <summary>Cramps reach the diary by themselves, once, whatever the network does.</summary>
public sealed class OutboxTests(RunningApp app, Stores stores)
{
    [Fact]
    public async Task A_cramp_without_a_network_is_in_the_diary_once_when_the_network_is_back()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        await night.Visit.Pick("place-thigh-back");
        await night.Start();
        await night.Pass(130);
        await night.End();
        await night.Visit.Pick("side-left");
        await Word(night, "Not yet in your diary");
        (await server.Section("episodes")).ShouldBeEmpty();

        await night.Context.SetOfflineAsync(false);
        await Word(night, "Also in your diary");
        var cramp = (await server.Section("episodes")).ShouldHaveSingleItem();
        cramp.GetProperty("start").GetString()!.ShouldStartWith("2027-01-15T03:12:");
        cramp.GetProperty("start").GetString()!.ShouldEndWith("+01:00");
        cramp.GetProperty("zone").GetString().ShouldBe("Europe/Berlin");
        cramp.GetProperty("minutes").GetDouble().ShouldBe(2);
        cramp.GetProperty("muscle").GetString().ShouldBe("thigh-back");
        cramp.GetProperty("sites")[0].GetString().ShouldBe("thigh");
        cramp.GetProperty("side").GetString().ShouldBe("left");
        cramp.TryGetProperty("severity", out _).ShouldBeFalse();
        (await server.Section("history")).ShouldBeEmpty();
        (await night.Waiting()).ShouldBe(0);
        await night.ShouldBeQuiet();
    }

    [Fact]
    public async Task The_server_dies_in_the_middle_of_the_timer_and_has_the_cramp_once_when_it_is_back()
    {
        var server = new Server(null, null);
        await using var _ = server;
        await server.Begin();
        var url = server.Url;
        await using var night = await Night.Open(app, at: url);
        await night.Copied();
        await night.Start();
        await server.Kill();
        await night.Pass(70);
        await night.End();
        await Word(night, "Not yet in your diary");
        await server.Begin(url);
        // The waits between two tries are long; the clock is the test's.
        await Eventually(async () =>
        {
            await night.Pass(60);
            return await night.Text("#after-sync") == "Also in your diary";
        });
        (await server.Section("episodes")).ShouldHaveSingleItem();
        (await server.Section("history")).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_page_closed_the_worker_sends_what_waits()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        var browser = await night.Context.NewCDPSessionAsync(night.Page);
        var registered = new TaskCompletionSource<string>();
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
        {
            if (told!.Value.GetProperty("registrations").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } one) registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await browser.SendAsync("ServiceWorker.enable");
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        await Cramp(night);
        await Word(night, "Not yet in your diary");
        await night.Page.GotoAsync("about:blank");
        await night.Context.SetOfflineAsync(false);
        await browser.SendAsync("ServiceWorker.dispatchSyncEvent", new() { ["origin"] = server.Url, ["registrationId"] = await registered.Task, ["tag"] = "outbox", ["lastChance"] = false });
        await Eventually(async () => (await server.Section("episodes")).Count == 1);
        await night.Return("2027-01-15T03:20:00+01:00");
        await night.Until("document.querySelector('#kept small')?.textContent === 'Also in your diary'");
    }

    [Fact]
    public async Task Undo_after_sending_deletes_it_there_and_keeping_it_after_all_logs_it_anew()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await Cramp(night);
        await Word(night, "Also in your diary");
        await night.Click("#undo");
        await Eventually(async () => (await server.Section("removed")).Count == 1);
        (await server.Section("episodes")).ShouldBeEmpty();
        (await night.Text("#after-said")).ShouldBe("It is gone from this phone, and goes from your diary too.");
        await night.Click("#undo");
        await Word(night, "Also in your diary");
        (await server.Section("episodes")).ShouldHaveSingleItem();
        (await night.Entries()).ShouldHaveSingleItem();
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task Undo_before_sending_leaves_no_cramp_there()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        await Cramp(night);
        await night.Click("#undo");
        await night.Until("document.querySelector('#after-title').textContent === 'Not saved'");
        await night.Context.SetOfflineAsync(false);
        await Eventually(async () => await night.Waiting() == 0);
        (await server.Section("episodes")).ShouldBeEmpty();
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task Two_tabs_send_one_cramp_and_both_say_so()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        var other = await night.Visit.Tab();
        await other.GotoAsync("/tonight");
        await Night.Ready(other);
        await night.Start();
        await other.Locator("#screen-hold").WaitForAsync();
        await Task.WhenAll(new[] { night.Page, other }.Select(page => page.EvaluateAsync("document.querySelector('#eased').click()")));
        foreach (var page in new[] { night.Page, other }) await Night.Until(page, "document.querySelector('#after-sync').textContent === 'Also in your diary'");
        await other.Locator("label[for=side-both]").ClickAsync();
        await Eventually(async () => (await server.Section("episodes")).Single().TryGetProperty("side", out _));
        await night.Until("document.querySelector('#after-what').textContent.includes('both legs')");
        (await server.Section("history")).ShouldBeEmpty();
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_answers_of_the_morning_arrive_and_own_words_with_them()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await Cramp(night);
        await Word(night, "Also in your diary");
        await night.Return("2027-01-15T08:00:00+01:00", "/");
        await night.Page.Locator("#morning").WaitForAsync();
        foreach (var id in new[] { "severity-7", "sore-little", "helped-stretch" }) await night.Visit.Pick(id);
        await night.Page.FillAsync("#tags", " race, late train ,race,");
        await night.Page.Locator("#morning button[type=submit]").ClickAsync();
        await Eventually(async () => (await server.Section("episodes")).Single().TryGetProperty("severity", out _));
        var cramp = (await server.Section("episodes")).Single();
        cramp.GetProperty("severity").GetInt32().ShouldBe(7);
        cramp.GetProperty("sore").GetString().ShouldBe("little");
        cramp.GetProperty("helped").EnumerateArray().Select(one => one.GetString()).ShouldBe(["stretch"]);
        cramp.GetProperty("tags").EnumerateArray().Select(one => one.GetString()).ShouldBe(["race", "late train"]);
        // Nothing that was not asked anew was said anew.
        cramp.GetProperty("changed").EnumerateObject().Select(field => field.Name).ShouldBe(["helped", "severity", "sore", "tags"]);
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_cramp_of_a_wrong_clock_arrives_marked_and_can_still_be_completed()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, time: "2019-03-02T03:12:00+01:00", at: server.Url);
        await Cramp(night);
        await Word(night, "Also in your diary");
        await night.SetWallClock("2019-03-01T03:12:00+01:00");
        await night.Visit.Pick("side-left");
        await night.Visit.Pick("side-right");
        await Eventually(async () => await night.Waiting() == 0);
        var cramp = (await server.Section("episodes")).ShouldHaveSingleItem();
        cramp.GetProperty("clock").GetString().ShouldBe("wrong");
        cramp.GetProperty("start").GetString()!.ShouldStartWith("2019-03-02T03:12:");
        // Set back in between, the clock makes nobody lose what they said last.
        cramp.GetProperty("side").GetString().ShouldBe("right");
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task What_the_diary_does_not_take_stays_with_a_sentence_and_holds_up_no_other_cramp()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        await Cramp(night);
        // As from a release that knew a severity of 99.
        await night.Change("outbox", "put.severity = 99");
        await night.Click("#sleep");
        await night.Click("#wake");
        await Cramp(night);
        await night.Context.SetOfflineAsync(false);
        await Word(night, "Also in your diary");
        (await server.Section("episodes")).ShouldHaveSingleItem();
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Until("document.querySelector('#kept-none').textContent === '1 is on this phone only. Your diary did not take it. We keep it here and try again.'");
        (await night.Entries()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_diary_that_is_full_is_said_to_be_full()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url);
        await night.Page.RouteAsync("**/api/episodes/*", route => route.FulfillAsync(new() { Status = 507, ContentType = "application/problem+json", Body = "{}" }));
        await Cramp(night);
        await Word(night, "Not in your diary: it is full");
        (await night.Text("#after-title")).ShouldBe("Saved on this phone");
        await night.Page.UnrouteAllAsync();
        await night.Visit.Pick("side-left");
        await Word(night, "Also in your diary");
        (await server.Section("episodes")).Single().GetProperty("side").GetString().ShouldBe("left");
    }

    [Fact]
    public async Task A_server_that_never_answers_holds_nothing_up()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url, before: "SyncManager.prototype.register = async () => {};");
        await night.Page.RouteAsync("**/api/**", _ => Task.CompletedTask);
        await Cramp(night);
        await Word(night, "Not yet in your diary");
        await night.Click("#sleep");
        await night.Click("#wake");
        await Cramp(night);
        (await night.Entries()).Count.ShouldBe(2);
        (await night.Waiting()).ShouldBe(2);
    }

    [Fact]
    public async Task The_sign_in_page_of_a_network_is_not_taken_for_the_diary()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Night.Open(app, at: server.Url, before: "SyncManager.prototype.register = async () => {};");
        await night.Page.RouteAsync("**/api/**", route => route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>Welcome</h1>" }));
        await Cramp(night);
        await Word(night, "Not yet in your diary");
        (await night.Waiting()).ShouldBe(1);
        await night.Page.UnrouteAllAsync();
        await night.Visit.Pick("side-left");
        await Word(night, "Also in your diary");
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_it_stays_on_the_phone_and_says_what_would_send_it()
    {
        var (process, url) = await RunningApp.Another("--shared");
        try
        {
            await using var night = await Night.Open(app, at: url);
            await night.Copied();
            // Who only looks is not asked who they are.
            await night.Page.EvaluateAsync("import('/modules/sync.js').then(() => true)");
            night.Visit.Addresses.ShouldNotContain(address => address.Contains("/api/diary", StringComparison.Ordinal) || address.Contains("/api/episodes", StringComparison.Ordinal));
            await Cramp(night);
            await Word(night, "Not in your diary: sign in first");
            await night.Click("#sleep");
            await night.Click("#wake");
            await night.Until("document.querySelector('#kept-none a')");
            (await night.Text("#kept-none")).ShouldBe("1 is on this phone only. Sign in, and it goes to your diary. Sign in");
            (await night.Waiting()).ShouldBe(1);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    [Fact]
    public async Task Cramps_kept_before_there_was_an_outbox_are_sent_too()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(at: server.Url);
        await visit.Page.GotoAsync("/healthz");
        await visit.Page.EvaluateAsync(
            """
            () => new Promise(done => {
              const asked = indexedDB.open('uncramp', 1);
              asked.onupgradeneeded = () => {
                asked.result.createObjectStore('entries', { keyPath: 'id' }).put({ id: '0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d', at: Date.parse('2026-11-22T03:12:00+01:00'), start: '2026-11-22T03:12:00+01:00', place: 'calf', label: 'Calf', sites: ['calf'], seconds: 65, minutes: 1, sent: false });
                asked.result.createObjectStore('kept');
              };
              asked.onsuccess = () => { asked.result.close(); done(); };
            })
            """);
        await visit.Page.GotoAsync("/about");
        await Eventually(async () => (await server.Section("episodes")).Count == 1);
        (await server.Section("episodes")).Single().GetProperty("logged").GetProperty("at").GetString().ShouldBe("2026-11-22T02:12:00Z");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Nothing_is_sent_or_loaded_for_it_before_the_page_has_come_to_rest()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await app.Visit(at: server.Url);
        await visit.Page.GotoAsync("/tonight");
        await Night.Until(visit.Page, "performance.getEntriesByName(location.origin + '/modules/sync.js').length");
        (await visit.Page.EvaluateAsync<double>("performance.getEntriesByName(location.origin + '/modules/sync.js')[0].startTime - performance.getEntriesByType('navigation')[0].loadEventStart")).ShouldBeGreaterThanOrEqualTo(1000);
        await visit.ShouldBeClean();
    }

    private static async Task Cramp(Night night)
    {
        await night.Start();
        await night.Pass(65);
        await night.End();
    }

    private static Task Word(Night night, string word) => night.Until($"document.querySelector('#after-sync').textContent === '{word}'");

    internal static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            tries.ShouldBeLessThan(1200);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
