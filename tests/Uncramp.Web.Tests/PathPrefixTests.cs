using System.Text.RegularExpressions;

namespace Uncramp.Web.Tests;

/// <summary>Uncramp under a part of somebody's address: https://home.example/cramps.</summary>
public sealed partial class PathPrefixTests(RunningApp app)
{
    private const string Prefix = "/cramps";

    [Fact]
    public async Task Every_address_that_a_page_names_is_under_the_prefix_and_answers_with_or_without_it()
    {
        var (process, url) = await RunningApp.Another("--path-base", Prefix);
        using var _ = process;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var page in new[] { "/", "/tonight", "/check", "/library", "/diary", "/trials", "/evidence", "/about", "/relief/calf-stretch" })
            {
                // A proxy that takes the prefix off asks for the second.
                var kept = await client.GetAsync($"{Prefix}{page}", TestContext.Current.CancellationToken);
                var taken = await client.GetStringAsync(page, TestContext.Current.CancellationToken);
                var text = await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                ((int)kept.StatusCode).ShouldBe(200, page);
                Addresses(taken).ShouldBe(Addresses(text), page);
                foreach (var address in Addresses(text))
                {
                    (address == Prefix || address.StartsWith($"{Prefix}/", StringComparison.Ordinal)).ShouldBeTrue($"{address} on {page}");
                    seen.Add(address);
                }
            }
            seen.Count.ShouldBeGreaterThan(100);
            foreach (var file in seen.Where(address => Path.GetExtension(address.Split('?')[0]) is ".js" or ".css" or ".svg" or ".webmanifest" or ".woff2" or ".png"))
                (await client.GetAsync(file, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue(file);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_cramp_under_the_prefix_is_timed_kept_sent_and_shown_and_nothing_outside_of_it_is_asked_for()
    {
        var (process, url) = await RunningApp.Another("--path-base", Prefix);
        using var _ = process;
        try
        {
            await using var visit = await app.Visit(at: url);
            await visit.Page.GotoAsync($"{Prefix}/tonight");
            await Night.Ready(visit.Page);
            await Night.Copied(visit.Page);
            await visit.Context.SetOfflineAsync(true);
            await visit.Page.ReloadAsync();
            await Night.Ready(visit.Page);
            await Night.Begin(visit.Page);
            await visit.Page.ClickAsync("#eased");
            await visit.Context.SetOfflineAsync(false);
            await Night.Until(visit.Page, "document.querySelector('#after-sync').textContent.includes('Also in your diary')");
            await visit.Page.GotoAsync($"{Prefix}/diary");
            (await visit.Page.InnerTextAsync("main")).ShouldContain("1 cramp");
            (await visit.Page.EvaluateAsync<string>("(async () => (await navigator.serviceWorker.getRegistration()).scope)()")).ShouldBe($"{url}{Prefix}/");
            visit.Addresses.Where(address => !address.StartsWith($"{url}{Prefix}", StringComparison.Ordinal)).ShouldBeEmpty();
            await visit.ShouldBeClean();
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task After_a_form_the_next_page_is_under_the_prefix_too()
    {
        var (process, url) = await RunningApp.Another("--path-base", $"{Prefix}/");
        using var _ = process;
        try
        {
            await using var visit = await app.Visit(script: false, at: url);
            await visit.Page.GotoAsync($"{Prefix}/diary");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "No cramp" }).First.ClickAsync();
            visit.Page.Url.ShouldStartWith($"{url}{Prefix}/diary");
            (await visit.Page.InnerTextAsync("main")).ShouldContain("Undo");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Theory]
    [InlineData("cramps")]
    [InlineData("/cramps?x")]
    [InlineData("https://home.example/cramps")]
    public async Task What_is_no_beginning_of_a_path_is_refused(string prefix)
    {
        var (code, error) = await RunningApp.RunToEnd("--path-base", prefix);
        code.ShouldBe(2);
        error.ShouldContain("--path-base");
        error.ShouldContain("write it like /cramps");
    }

    private static List<string> Addresses(string page) => [.. Named().Matches(page).Select(match => match.Groups[1].Value).Where(address => address.StartsWith('/'))];

    [GeneratedRegex(@"\s(?:href|src|action|formaction)=""([^""]*)""")]
    private static partial Regex Named();
}
