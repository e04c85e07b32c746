using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Uncramp.Knowledge;

namespace Uncramp.Web.Tests;

public sealed class AccessibilityTests(RunningApp app)
{
    private static readonly (int Width, int Height)[] Sizes = [(390, 844), (1280, 900)];

    private static readonly AxeRunOptions ContrastOnly = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    public static TheoryData<string> Pages =>
    [
        "/", "/tonight", "/check", "/check/record", "/check/earlier", "/check/forgotten", "/library", "/library?q=magnesium", "/library?q=magnesuim", "/evidence", "/about", "/report", "/trials", "/trials/plan?measure=prevention/bedtime-stretch", "/trials/before-after", "/trials/labels", "/trials/others", "/trials/open", "/trials/handout?measure=treatment/magnesium", "/nothing/here",
        "/diary", "/diary/medicines", "/diary/results", "/diary/about-me", "/diary/paper?month=2026-11", "/diary/typed?month=2026-10", "/diary/data",
        .. Enum.GetValues<EntryKind>().Select(kind => KnowledgeBase.BuiltIn.OfKind(kind).MaxBy(entry => entry.Claims.Count * 100 + entry.Sources.Count)).OfType<Entry>().Select(entry => $"/{entry.Id}"),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_and_320_pixels_suffice(string path)
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync(path);
        foreach (var (width, height) in Sizes)
        {
            await visit.Page.SetViewportSizeAsync(width, height);
            await ShouldBeAccessible(visit);
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_in_the_interview_and_the_result()
    {
        foreach (var (width, height) in Sizes)
        {
            await using var visit = await app.Stranger(width: width, height: height);
            await visit.Page.GotoAsync("/check");
            await visit.Next();
            await ShouldBeAccessible(visit);
            await visit.NoSigns();
            await ShouldBeAccessible(visit);
            await visit.TellOfCramps();
            await ShouldBeAccessible(visit);
            await visit.TypeMedicines("indapamide", "Seretide", "quinine sulphate", "xyzzy");
            await visit.Page.FocusAsync("#medicine-3");
            await visit.Page.Locator("#medicine-3").PressSequentiallyAsync(" ");
            await ShouldBeAccessible(visit);
            await visit.Next();
            while (await visit.Page.Locator("#considering-0").CountAsync() == 0)
            {
                await ShouldBeAccessible(visit);
                await visit.Pick("rest-no");
                await visit.Next();
            }
            await visit.Page.FillAsync("#considering-0", "magnesium");
            await ShouldBeAccessible(visit);
            await visit.Next();
            await ShouldBeAccessible(visit);
            await visit.Press("result");
            await ShouldBeAccessible(visit);
            foreach (var summary in await visit.Page.Locator("summary:visible").AllAsync()) await summary.ClickAsync();
            await ShouldBeAccessible(visit);
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_where_a_red_flag_stops()
    {
        foreach (var sign in new[] { "One leg swollen", "Leg or foot suddenly cold" })
        {
            await using var visit = await app.Stranger();
            await visit.Page.GotoAsync("/check");
            await visit.Pick("rest-no");
            await visit.Next();
            await visit.Page.Locator("label", new() { HasText = sign }).First.ClickAsync();
            await visit.Next();
            (await visit.Page.Locator(".care").CountAsync()).ShouldBe(1);
            await ShouldBeAccessible(visit);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/tonight")]
    [InlineData("/library")]
    [InlineData("/diary")]
    public async Task Targets_are_at_least_48_pixels(string path)
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync(path);
        var small = await visit.Page.EvaluateAsync<string[]>(
            """
            least => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select')]
              .filter(e => !e.closest('p') && !e.matches('.skip') && e.checkVisibility())
              .map(e => [e, (e.matches('input.hide') ? e.labels[0] : e).getBoundingClientRect()]).filter(([e, b]) => b.height < least - 0.5 || b.width < Math.min(least, 40))
              .map(([e, b]) => `${e.outerHTML.slice(0, 80)} ${b.width}x${b.height}`)
            """, path == "/tonight" ? 72 : 48);
        small.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keyboard_reaches_the_text_first()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/");
        await visit.Page.Keyboard.PressAsync("Tab");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Skip to the text");
        await visit.Page.Keyboard.PressAsync("Enter");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
    }

    internal static async Task ShouldBeAccessible(Visit visit)
    {
        Violations(visit, await visit.Page.RunAxe()).ShouldBeEmpty();
        var size = visit.Page.ViewportSize!;
        if (size.Width == Sizes[0].Width)
        {
            // Night differs in nothing but its colours, and colours do not differ with the width.
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            Violations(visit, await visit.Page.RunAxe(ContrastOnly)).ShouldBeEmpty();
            (await visit.Page.EvaluateAsync<string[]>(BrightAreas)).ShouldBeEmpty(visit.Page.Url);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
        await visit.Page.SetViewportSizeAsync(320, 800);
        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320, visit.Page.Url);
        await visit.Page.SetViewportSizeAsync(390, 844);
        (await visit.Page.EvaluateAsync<int>(AtTwiceTheText)).ShouldBeLessThanOrEqualTo(390, visit.Page.Url);
        await visit.Page.SetViewportSizeAsync(size.Width, size.Height);
        await visit.ShouldBeClean();
    }

    private static IEnumerable<string> Violations(Visit visit, AxeResult result) =>
        result.Violations.Select(violation => $"{visit.Page.Url} {violation.Id}: {violation.Nodes.First().Html} {violation.Nodes.First().Any.FirstOrDefault()?.Message}");

    /// <summary>Elements whose own ground is brighter than embers.</summary>
    private const string BrightAreas =
        """
        () => {
          const line = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          return [...document.querySelectorAll('html, body, body *')].filter(e => e.checkVisibility()).map(e => [e, getComputedStyle(e).backgroundColor])
            .filter(([e, ground]) => { const [r, g, b, a = 1] = ground.match(/[0-9.]+/g).map(Number); return a > 0 && 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b) > 0.03; })
            .map(([e, ground]) => `${e.outerHTML.slice(0, 80)} ${ground}`);
        }
        """;

    /// <summary>How wide the page is when a person has set letters twice as large.</summary>
    private const string AtTwiceTheText =
        """
        () => {
          const root = document.documentElement, usual = parseFloat(getComputedStyle(root).fontSize);
          root.style.fontSize = usual * 2 + 'px';
          const width = root.scrollWidth;
          root.style.fontSize = '';
          return width;
        }
        """;
}
