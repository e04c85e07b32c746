namespace Uncramp.Web.Tests;

public sealed class ThemeTests(RunningApp app)
{
    private const string Paper = "rgb(250, 245, 236)";
    private const string Coal = "rgb(11, 7, 5)";

    [Fact]
    public async Task Without_script_the_page_is_as_the_device_is()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/library");
        (await Ground(visit)).ShouldBe(Paper);
        (await visit.Page.Locator(".theme").IsVisibleAsync()).ShouldBeFalse();
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await Ground(visit)).ShouldBe(Coal);
    }

    [Fact]
    public async Task A_choice_holds_on_every_page_and_on_the_next_visit()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/");
        (await visit.Page.IsCheckedAsync("#theme-device")).ShouldBeTrue();
        await visit.Pick("theme-night");
        (await Ground(visit)).ShouldBe(Coal);
        await visit.Page.GotoAsync("/evidence");
        (await Ground(visit)).ShouldBe(Coal);
        (await visit.Page.IsCheckedAsync("#theme-night")).ShouldBeTrue();
        (await visit.Page.Locator("meta[name=theme-color]").First.GetAttributeAsync("content")).ShouldBe(Coal);
        await visit.Page.GoBackAsync();
        (await visit.Page.IsCheckedAsync("#theme-night")).ShouldBeTrue();

        await visit.Pick("theme-day");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await Ground(visit)).ShouldBe(Paper);
        await visit.Pick("theme-device");
        (await Ground(visit)).ShouldBe(Coal);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_theme_is_there_before_the_first_paint()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/");
        // A script in the head that nothing delays runs before the body is there to be painted.
        (await visit.Page.EvaluateAsync<bool>("[...document.head.querySelectorAll('script')].some(script => script.src.includes('/theme.js') && !script.async && !script.defer && script.type !== 'module')")).ShouldBeTrue();
        (await app.Client.GetByteArrayAsync("/theme.js", TestContext.Current.CancellationToken)).Length.ShouldBeLessThanOrEqualTo(800);
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_follows_the_device_without_complaint()
    {
        await using var visit = await app.Visit();
        await visit.Page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })");
        await visit.Page.GotoAsync("/");
        (await Ground(visit)).ShouldBe(Paper);
        (await visit.Page.Locator(".theme").IsVisibleAsync()).ShouldBeFalse();
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Paper_is_white_and_ink_is_black_at_night_too()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/flag/pulmonary-embolism");
        await visit.Pick("theme-night");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        foreach (var part in new[] { "body", "h1", ".care", ".care .what", ".kicker" })
            (await visit.Page.EvaluateAsync<string>("part => getComputedStyle(document.querySelector(part)).color", part)).ShouldBeOneOf("rgb(0, 0, 0)", "rgb(34, 34, 34)");
        (await Ground(visit)).ShouldBe("rgb(255, 255, 255)");
        (await visit.Page.Locator(".theme").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task With_the_systems_own_colours_every_choice_and_every_level_is_seen()
    {
        await using var visit = await app.Visit();
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visit.Page.GotoAsync("/check");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.tick input')).opacity")).ShouldBe("1");
        await visit.Page.GotoAsync("/flag/pulmonary-embolism");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.care')).borderTopStyle")).ShouldBe("solid");
    }

    [Fact]
    public async Task What_is_hidden_is_not_seen()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/");
        (await visit.Page.Locator("#last").IsVisibleAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/library")]
    [InlineData("/evidence?q=magnesium")]
    [InlineData("/treatment/magnesium")]
    [InlineData("/flag/pulmonary-embolism")]
    public async Task Written_from_right_to_left_nothing_runs_out_of_the_page(string path)
    {
        await using var visit = await app.Visit(width: 320, height: 800);
        await visit.Page.GotoAsync(path);
        await visit.Page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
        // What is drawn beside a label stays beside it.
        (await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('main a, main button, main input, main p')].filter(e => e.checkVisibility() && !e.matches('.hide')).filter(e => { const b = e.getBoundingClientRect(); return b.left < -1 || b.right > 321; }).map(e => e.outerHTML.slice(0, 80))")).ShouldBeEmpty();
    }

    private static Task<string> Ground(Visit visit) => visit.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
}
