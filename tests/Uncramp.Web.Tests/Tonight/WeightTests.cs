using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Uncramp.Web.Tests;

/// <summary>The page for a cramp now is light, and nothing in it jumps.</summary>
public sealed partial class WeightTests(RunningApp app)
{
    private const string Shifts =
        """
        self.shifts = [];
        new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) shifts.push([one.value, ...one.sources.map(source => source.node?.outerHTML?.slice(0, 60) ?? '')].join(' ')); }).observe({ type: 'layout-shift', buffered: true });
        """;

    [Fact]
    public async Task Up_to_the_load_event_at_most_60_kB_travel_and_the_page_itself_is_at_most_14_kB()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/tonight", new() { WaitUntil = WaitUntilState.Load });
        var sizes = await visit.Page.EvaluateAsync<double[]>(
            """
            () => {
              const page = performance.getEntriesByType('navigation')[0];
              const files = performance.getEntriesByType('resource').filter(one => one.startTime <= page.loadEventStart);
              return [page.encodedBodySize, page.transferSize + files.reduce((sum, one) => sum + one.transferSize, 0), files.length];
            }
            """);
        sizes[0].ShouldBeInRange(1_000, 14_000);
        sizes[1].ShouldBeInRange(sizes[0], 60_000);
        sizes[2].ShouldBeGreaterThan(4);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Its_style_is_the_one_that_the_policy_names()
    {
        using var response = await app.Client.GetAsync("/tonight", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var style = Style().Matches(page).ShouldHaveSingleItem().Groups[1].Value;
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
        page.ShouldNotContain(" style=");
        page.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Nothing_jumps_while_it_loads_nor_from_Start_to_the_end(int width, int height)
    {
        await using var night = await Night.Open(app, width, height, before: Shifts);
        await night.Page.EvaluateAsync("document.fonts.ready.then(() => true)");
        await night.Start();
        await night.Pass(24);
        await night.Pass(50);
        await night.End();
        await night.Page.ScreenshotAsync();
        (await night.Page.EvaluateAsync<string[]>("shifts")).ShouldBeEmpty();
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
