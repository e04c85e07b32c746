using Deque.AxeCore.Playwright;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>The pages about accounts, looked at in a browser: words, axe, small screens, the night.</summary>
public sealed class SharedPagesTests(RunningApp app)
{
    [Fact]
    public async Task Every_page_reads_with_ease_and_axe_finds_nothing()
    {
        await using var home = await Home.Open();
        await using var visit = await app.Visit(at: home.Url);
        var page = visit.Page;
        await page.GotoAsync("/account/first");
        await Look(visit);
        await page.FillAsync("#name", "Daughter");
        await page.FillAsync("#password", "short");
        await page.Locator("#password").EvaluateAsync("field => field.removeAttribute('minlength')");
        await Go(page, "text=Go on with a password");
        await Look(visit);
        await page.FillAsync("#password", "three blind mice run");
        await Go(page, "text=Go on with a password");
        await Look(visit);
        await Go(page, "text=Show my codes");
        await Look(visit);
        await page.GotoAsync("/account");
        foreach (var summary in await page.Locator("summary").AllAsync()) await summary.ClickAsync();
        await Look(visit);
        await page.FillAsync("#diary-name", "Dad");
        await Go(page, "text=Add the diary");
        await Look(visit);
        await Go(page, "text=Invite a carer");
        await Look(visit);
        var code = (await page.Locator(".note code").Last.InnerTextAsync()).Trim();
        foreach (var path in new[] { "/account/app", "/account/all", "/account/cards", "/account" })
        {
            await page.GotoAsync(path);
            await Look(visit);
        }
        await Go(page, "button:has-text('Open')");
        await page.GotoAsync("/care");
        await Go(page, "text=A quiet night");
        await Look(visit);
        await page.GotoAsync("/tonight");
        await page.Locator("#who b:text('Dad')").WaitForAsync();

        await page.GotoAsync("/account");
        await Go(page, "text=Sign out on this device");
        await Look(visit);
        foreach (var path in new[] { "/account/recover", "/join" })
        {
            await page.GotoAsync(path);
            await Look(visit);
        }
        await page.FillAsync("#code", code);
        await Go(page, "text=Go on");
        await Look(visit);
        await page.FillAsync("#name", "Night carer");
        await Go(page, "text=Yes, go on");
        (await visit.Heading()).ShouldBe("Log for Dad");
        await Look(visit);
    }

    [Fact]
    public async Task Without_accounts_the_page_says_so_and_keeps_no_cookie()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/account");
        await Look(visit);
        await visit.ShouldBeClean();
    }

    /// <summary>Presses it and waits for the page that comes.</summary>
    private static async Task Go(IPage page, string what)
    {
        await page.EvaluateAsync("self.old = true");
        await page.Locator(what).First.ClickAsync();
        await page.WaitForFunctionAsync("() => !self.old && document.readyState === 'complete'");
    }

    private static async Task Look(Visit visit)
    {
        var page = visit.Page;
        await PlainWordsTests.ShouldReadWithEase(visit);
        foreach (var (width, scheme) in new[] { (390, ColorScheme.Light), (390, ColorScheme.Dark), (320, ColorScheme.Light) })
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (width == 390) (await page.RunAxe()).Violations.Select(violation => $"{page.Url} {violation.Id}: {violation.Nodes.First().Html} {violation.Nodes.First().Any.FirstOrDefault()?.Message}").ShouldBeEmpty();
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
        }
        (await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main a, main button, main summary, main input:not([type=hidden])')].filter(e => !e.closest('p') && !e.matches('.hide') && e.checkVisibility())
              .map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.height < 47.5).map(([e, b]) => `${e.outerHTML.slice(0, 80)} ${b.width}x${b.height}`)
            """)).ShouldBeEmpty(page.Url);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(390, 844);
        if (Environment.GetEnvironmentVariable("UNCRAMP_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{DateTime.UtcNow.Ticks}.png"), FullPage = true });
    }
}
