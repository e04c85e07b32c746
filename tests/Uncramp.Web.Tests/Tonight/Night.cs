using System.Globalization;
using System.Text.Json;

namespace Uncramp.Web.Tests;

/// <summary>Somebody awake at 03:12 with the page for a cramp now. The test holds the clock; the browser tells what it was asked to do.</summary>
internal sealed class Night : IAsyncDisposable
{
    /// <summary>Counts what would sound, shake, ask or keep awake, without doing it.</summary>
    private const string Spies =
        """
        self.spied = { speak: [], vibrate: 0, play: 0, ask: 0, persist: 0, wake: 0, locks: [] };
        if ('SpeechSynthesis' in self) SpeechSynthesis.prototype.speak = spoken => { spied.speak.push(spoken.text); };
        Navigator.prototype.vibrate = () => { spied.vibrate++; return true; };
        HTMLMediaElement.prototype.play = async () => { spied.play++; };
        for (const name of ['AudioContext', 'webkitAudioContext']) self[name] = class { constructor() { spied.play++; } };
        if ('Notification' in self) Notification.requestPermission = async () => { spied.ask++; return 'denied'; };
        if ('StorageManager' in self) StorageManager.prototype.persist = async () => { spied.persist++; return false; };
        if ('WakeLock' in self) WakeLock.prototype.request = async () => {
          spied.wake++;
          const lock = { released: false, release: async () => { lock.released = true; } };
          spied.locks.push(lock);
          return lock;
        };
        """;

    /// <summary>The page shows our letters if they are there at once. Here they are waited for, so that a picture does not hang on the speed of a machine.</summary>
    private const string OurLetters =
        """
        if (location.protocol.startsWith('http')) for (const weight of ['400', '600']) {
          const letters = new FontFace('Atkinson Hyperlegible Next', `url(/fonts/atkinson-${weight}.woff2)`, { weight, display: 'block' });
          document.fonts.add(letters);
          letters.load();
        }
        """;

    /// <summary>All tests share one app and so one diary. A phone that is to meet no other phone has no network for it.</summary>
    private const string Alone =
        """
        { const ask = self.fetch; self.fetch = (what, how) => String(what).startsWith('/api/') ? Promise.reject(new TypeError('no network')) : ask(what, how); }
        if ('SyncManager' in self) SyncManager.prototype.register = async () => {};
        """;

    private Night(Visit visit) => Visit = visit;

    public Visit Visit { get; }

    public IPage Page => Visit.Page;

    public IBrowserContext Context => Visit.Context;

    /// <summary>
    /// Opens the page in Berlin in winter, at <paramref name="time"/> on the wall clock. With an app of its own (<paramref name="at"/>) the phone sends to its diary.
    /// <paramref name="letters"/>: with our typeface (true), without (false), or as it comes.
    /// </summary>
    public static async Task<Night> Open(RunningApp app, int width = 390, int height = 844, string time = "2027-01-15T03:12:00+01:00", string locale = "en-GB", string? before = null, string? at = null, bool calm = false, string path = "/tonight", bool? letters = null)
    {
        var night = new Night(await app.Visit(width: width, height: height, locale: locale, zone: "Europe/Berlin", at: at, calm: calm));
        await night.Context.AddInitScriptAsync(Spies + (at is null ? Alone : "") + before);
        await night.Context.Clock.InstallAsync(new() { TimeDate = Utc(time) });
        if (letters is true) await night.Context.AddInitScriptAsync(OurLetters);
        if (letters is false) await night.Context.RouteAsync("**/*.woff2", route => route.AbortAsync());
        await night.Page.GotoAsync(path);
        if (letters is true) await Until(night.Page, "[...document.fonts].filter(font => font.display === 'block' && font.status === 'loaded').length === 2");
        if (path == "/tonight") await Ready(night.Page);
        return night;
    }

    private static DateTime Utc(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcDateTime;

    /// <summary>The script has come.</summary>
    public static Task Ready(IPage page) => Until(page, "document.documentElement.dataset.dim && !document.querySelector('#start').hidden");

    /// <summary>Until something holds in a page. The policy of the pages lets no script wait in them.</summary>
    public static async Task Until(IPage page, string holds)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>($"!!({holds})"); tries++)
        {
            if (tries == 600) throw new ShouldAssertException($"Never: {holds}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public Task Until(string holds) => Until(Page, holds);

    public Task Click(string selector) => Page.Locator(selector).ClickAsync();

    public Task Start() => Begin(Page);

    public static async Task Begin(IPage page)
    {
        await page.Locator("#start").ClickAsync();
        await page.Locator("#screen-hold").WaitForAsync();
    }

    /// <summary>It lets go.</summary>
    public async Task End()
    {
        await Click("#eased");
        await Page.Locator("#screen-after").WaitForAsync();
    }

    /// <summary>Time passes, with every tick.</summary>
    public Task Pass(int seconds) => Context.Clock.FastForwardAsync(seconds * 1000L);

    /// <summary>The day and hour become these, as when the phone lay in a drawer; then the page is opened again.</summary>
    public async Task Return(string time, string path = "/tonight")
    {
        await Context.Clock.SetSystemTimeAsync(Utc(time));
        await Page.GotoAsync(path);
        if (path == "/tonight") await Ready(Page);
    }

    public Task SetWallClock(string time) => Context.Clock.SetSystemTimeAsync(Utc(time));

    /// <summary>The screen that is shown.</summary>
    public Task<string> Screen() => ScreenOf(Page);

    public static Task<string> ScreenOf(IPage page) => page.EvaluateAsync<string>("[...document.querySelectorAll('.screen')].filter(one => !one.hidden).map(one => one.id.slice(7)).join()");

    public Task<string> Text(string selector) => Page.Locator(selector).InnerTextAsync();

    public Task<int> Spied(string name) => Page.EvaluateAsync<int>($"Array.isArray(spied.{name}) ? spied.{name}.length : spied.{name}");

    /// <summary>Nothing sounded, shook or asked.</summary>
    public async Task ShouldBeQuiet()
    {
        foreach (var name in new[] { "speak", "vibrate", "play", "ask", "persist" }) (await Spied(name)).ShouldBe(0, name);
        await Visit.ShouldBeClean();
    }

    /// <summary>The cramps kept on this phone, the newest first.</summary>
    public async Task<List<JsonElement>> Entries() => [.. Items(await Store("entries", "getAll()")).OrderByDescending(entry => entry.GetProperty("at").GetInt64())];

    /// <summary>The cramp that runs, if there is one.</summary>
    public Task<JsonElement> Running() => Store("kept", "get('running')");

    /// <summary>How many rows wait to be sent.</summary>
    public async Task<int> Waiting() => await Store("outbox", "count()") is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : 0;

    /// <summary>How far the phone has read the diary, and why not all of its own is there.</summary>
    public Task<JsonElement> Sync() => Store("kept", "get('sync')");

    /// <summary>The trial that the phone knows of.</summary>
    public Task<JsonElement> Trial() => Store("kept", "get('trial')");

    /// <summary>Changes every row of a store behind the page's back.</summary>
    public Task Change(string store, string change) => Page.EvaluateAsync(
        $$"""
        () => new Promise(done => {
          const asked = indexedDB.open('uncramp');
          asked.onsuccess = () => {
            const all = asked.result.transaction('{{store}}', 'readwrite');
            all.objectStore('{{store}}').openCursor().onsuccess = event => {
              const cursor = event.target.result;
              if (!cursor) return;
              cursor.value.{{change}};
              cursor.update(cursor.value);
              cursor.continue();
            };
            all.oncomplete = () => { asked.result.close(); done(); };
          };
        })
        """);

    private static List<JsonElement> Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    // Before the page has made its database there is nothing in it. Opening it must not make one: the page would wait for it for ever.
    private async Task<JsonElement> Store(string store, string ask) => JsonDocument.Parse(await Page.EvaluateAsync<string>(
        $$"""
        () => new Promise((done, fail) => {
          const asked = indexedDB.open('uncramp');
          let none = false;
          asked.onupgradeneeded = () => { none = true; asked.transaction.abort(); };
          asked.onerror = event => { event.preventDefault(); none ? done('null') : fail(asked.error); };
          asked.onsuccess = () => {
            try {
              const found = asked.result.transaction('{{store}}').objectStore('{{store}}').{{ask}};
              found.onsuccess = () => { asked.result.close(); done(JSON.stringify(found.result ?? null)); };
              found.onerror = () => { asked.result.close(); fail(found.error); };
            } catch (error) {
              asked.result.close();
              fail(error);
            }
          };
        })
        """)).RootElement;

    /// <summary>Waits until all that works without a network is on the phone, and the worker serves it.</summary>
    public static Task Copied(IPage page) => page.EvaluateAsync(
        """
        async () => {
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
        }
        """);

    public Task Copied() => Copied(Page);

    /// <summary>The light as wished, so that no scrolling brings another back.</summary>
    public async Task Dim(string step)
    {
        for (var taps = 0; await Page.EvaluateAsync<string>("document.documentElement.dataset.dim") != step; taps++)
        {
            taps.ShouldBeLessThan(3);
            await Page.EvaluateAsync("document.querySelector('#dim').click()");
        }
    }

    /// <summary>Through every screen of one night and the morning after, with a stop at each.</summary>
    public async Task Walk(Func<string, Task> stop)
    {
        await stop("start");
        foreach (var place in await Ids("input[name=place]"))
        {
            await Visit.Pick(place);
            await stop(place);
        }
        await Visit.Pick("place-calf");
        foreach (var chip in await Ids(".chips input"))
        {
            await Visit.Pick(chip);
            await stop(chip);
            await Visit.Pick(chip);
        }
        await Page.EvaluateAsync("document.querySelector('#help').scrollIntoView({ behavior: 'instant' })");
        await stop("help");
        await Page.EvaluateAsync("scrollTo(0, 0)");
        await Start();
        await stop("hold, 0 s");
        await Pass(24);
        await stop("hold, 24 s");
        await Click("#tight");
        await Pass(96);
        await stop("hold, 2 min");
        await Click("#wrong");
        await stop("asked early");
        await Click("[data-signs=neither]");
        await Pass(480);
        await Page.Locator("#screen-late").WaitForAsync();
        await stop("10 min");
        foreach (var signs in new[] { "emergency", "same-day", "neither" })
        {
            await Click($"[data-signs={signs}]");
            await stop(signs);
            if (signs != "neither") await Click("#late-back");
        }
        await Click("#late-eased");
        await Page.Locator("#screen-after").WaitForAsync();
        await stop("after");
        await Click("#undo");
        await Until("document.querySelector('#undo').textContent !== 'Undo'");
        await stop("after undo");
        await Click("#undo");
        await Until("document.querySelector('#undo').textContent === 'Undo'");
        await Click("#sleep");
        await stop("sleep");
        await Return("2027-01-15T08:00:00+01:00");
        await Page.Locator("#morning").WaitForAsync();
        await Page.EvaluateAsync("document.querySelector('#morning').scrollIntoView({ behavior: 'instant' })");
        await stop("morning");
        await Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await stop("on this phone");
    }

    private Task<string[]> Ids(string selector) => Page.EvaluateAsync<string[]>("selector => [...document.querySelectorAll(selector)].map(one => one.id)", selector);

    public ValueTask DisposeAsync() => Visit.DisposeAsync();
}
