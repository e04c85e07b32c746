using System.Diagnostics;
using Uncramp.Knowledge;

namespace Uncramp.Web.Tests;

public sealed class OfflineTests(RunningApp app)
{
    [Fact]
    public async Task After_one_load_the_whole_night_works_without_a_network()
    {
        await using var night = await Night.Open(app);
        await night.Copied();
        await night.Context.SetOfflineAsync(true);
        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        await night.Start();
        await night.Pass(601);
        await night.Click("[data-signs=emergency]");
        (await night.Page.Locator("#late-emergency a[href='tel:999']").IsVisibleAsync()).ShouldBeTrue();
        await night.Click("#late-eased");
        await night.Page.Locator("#screen-after").WaitForAsync();
        await night.Click("#sleep");
        (await night.Entries()).Count.ShouldBe(1);
        await night.ShouldBeQuiet();
    }

    [Fact]
    public async Task The_server_dies_in_the_middle_of_the_timer_and_the_night_goes_on()
    {
        var (process, url) = await RunningApp.Another();
        try
        {
            await using var night = await Night.Open(app, at: url);
            await night.Copied();
            await night.Start();
            await night.Pass(70);
            Kill(process);
            await night.Pass(20);
            (await night.Text("#count")).ShouldStartWith("1:3");
            await night.Page.ReloadAsync();
            await night.Until("!document.querySelector('#screen-hold').hidden");
            (await night.Text("#count")).ShouldStartWith("1:3");
            await night.End();
            (await night.Entries()).ShouldHaveSingleItem().GetProperty("seconds").GetInt32().ShouldBeInRange(90, 110);

            foreach (var path in KnowledgeBase.BuiltIn.OfKind(EntryKind.Relief).Select(entry => $"/{entry.Id}").Append("/").Append("/about").Append("/check/last"))
            {
                await night.Page.GotoAsync(path);
                (await night.Page.Locator("h1").CountAsync()).ShouldBeGreaterThan(0, path);
                (await night.Page.InnerTextAsync("main")).ShouldNotContain("No network", customMessage: path);
                // With its style and its letters, not bare.
                (await night.Page.EvaluateAsync<bool>("document.fonts.load('400 16px \"Atkinson Hyperlegible Next\"').then(found => found.length > 0 && getComputedStyle(document.body).fontFamily.includes('Atkinson'))")).ShouldBeTrue(path);
            }
            foreach (var path in new[] { "/library", "/evidence?q=magnesium", "/check" })
            {
                await night.Page.GotoAsync(path);
                (await night.Visit.Heading()).ShouldBe("No network just now", path);
                (await night.Page.Locator("a[href='/tonight']").First.IsVisibleAsync()).ShouldBeTrue();
                await using var light = await Light.Meter(app);
                (await light.TooBright(await night.Page.ScreenshotAsync())).ShouldBeEmpty(path);
            }
            await night.Page.Locator("main a[href='/tonight']").First.ClickAsync();
            await Night.Ready(night.Page);
            await night.Start();
        }
        finally
        {
            Kill(process);
            process.Dispose();
        }
    }

    [Fact]
    public async Task An_answer_sent_without_a_network_is_not_lost()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/check");
        await Night.Copied(visit.Page);
        await visit.NoSigns();
        await visit.Page.FillAsync("#person-age", "68");
        await visit.Context.SetOfflineAsync(true);
        await visit.Next();
        (await visit.Heading()).ShouldBe("No network just now");
        await visit.Context.SetOfflineAsync(false);
        await visit.Page.GoBackAsync();
        (await visit.Page.InputValueAsync("#person-age")).ShouldBe("68");
    }

    [Fact]
    public async Task With_the_copy_on_the_phone_Back_still_loses_no_answer()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/check");
        await Night.Copied(visit.Page);
        await visit.NoSigns();
        await visit.Page.FillAsync("#person-age", "68");
        await visit.Pick("person-sex-female");
        await visit.Pick("person-pregnancyWeeks");
        await visit.Next();
        (await visit.Page.Locator("#person-age").CountAsync()).ShouldBe(0);
        await visit.Page.GoBackAsync();
        (await visit.Page.InputValueAsync("#person-age")).ShouldBe("68");
    }

    [Fact]
    public async Task A_new_release_waits_while_a_cramp_is_timed_then_takes_over_whole_and_the_old_copy_is_gone()
    {
        using var changed = new KnowledgeCopy();
        var entry = Path.Combine(changed.Path, "relief", "calf-stretch.yaml");
        await File.WriteAllTextAsync(Path.Combine(changed.Path, "RELEASE"), "2031.1.0\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(entry, (await File.ReadAllTextAsync(entry, TestContext.Current.CancellationToken)).Replace("do: Pull your toes up", "do: Draw your toes up", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (old, url) = await RunningApp.Another();
        Process? fresh = null;
        try
        {
            await using var night = await Night.Open(app, at: url);
            await night.Copied();
            var before = (await Caches(night.Page)).ShouldHaveSingleItem();
            (await night.Text("#do-calf")).ShouldContain("Pull your toes up");
            await night.Start();

            Kill(old);
            await old.WaitForExitAsync(TestContext.Current.CancellationToken);
            (fresh, _) = await RunningApp.Another("--urls", url, "--knowledge", changed.Path);
            await night.Page.EvaluateAsync("() => { navigator.serviceWorker.getRegistration().then(found => found.update()); }");
            await Waiting(night.Page);
            await night.Page.ReloadAsync();
            await night.Until("!document.querySelector('#screen-hold').hidden");
            (await night.Page.EvaluateAsync<bool>("navigator.serviceWorker.getRegistration().then(found => !!found.waiting)")).ShouldBeTrue();
            (await night.Text("#hold-do")).ShouldContain("Pull your toes up");
            (await Caches(night.Page)).ShouldContain(before);

            await night.End();
            await OutboxTests.Eventually(async () => (await Caches(night.Page)) is [var one] && one != before);
            (await night.Screen()).ShouldBe("after");
            (await night.Entries()).Count.ShouldBe(1);
            Kill(fresh);
            await night.Page.ReloadAsync();
            await Night.Ready(night.Page);
            (await night.Text("#do-calf")).ShouldContain("Draw your toes up");
            await night.Start();
            await night.End();
            (await night.Entries()).Count.ShouldBe(2);
            await night.Page.GotoAsync("/relief/calf-stretch");
            (await night.Page.InnerTextAsync("footer")).ShouldContain("2031.1.0");
            await night.Visit.ShouldBeClean();
        }
        finally
        {
            Kill(old);
            old.Dispose();
            Kill(fresh);
            fresh?.Dispose();
        }
    }

    private static Task<string[]> Caches(IPage page) => page.EvaluateAsync<string[]>("caches.keys()");

    private static Task Waiting(IPage page) => OutboxTests.Eventually(() => page.EvaluateAsync<bool>("navigator.serviceWorker.getRegistration().then(found => !!found.waiting)"));

    private static void Kill(Process? process)
    {
        if (process is { HasExited: false }) process.Kill(entireProcessTree: true);
    }
}
