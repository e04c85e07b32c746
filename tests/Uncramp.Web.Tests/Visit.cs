namespace Uncramp.Web.Tests;

/// <summary>One person in one browser, and what the browser noticed.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly string origin;
    private readonly List<string> elsewhere = [];
    private readonly List<string> complaints = [];
    private readonly List<string> addresses = [];

    public Visit(IBrowserContext context, IPage page, string origin)
    {
        (Context, Page, this.origin) = (context, page, origin);
        Watch(page);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Another tab of the same person.</summary>
    public async Task<IPage> Tab()
    {
        var page = await Context.NewPageAsync();
        Watch(page);
        return page;
    }

    private void Watch(IPage page)
    {
        page.Request += (_, request) =>
        {
            addresses.Add(request.Url);
            if (!request.Url.StartsWith(origin, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            // Chromium reports every status above 399; only those of pages are meant.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest) complaints.Add($"{response.Status} {response.Url}");
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    /// <summary>Every address asked for.</summary>
    public IReadOnlyList<string> Addresses => addresses;

    /// <summary>No other origin, no cookie, nothing on the console.</summary>
    public async Task ShouldBeClean()
    {
        elsewhere.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
        (await Context.CookiesAsync()).ShouldBeEmpty();
    }

    public async Task<string> Heading() => (await Page.Locator("h1").First.InnerTextAsync()).Trim();

    public Task Pick(string id) => Page.Locator($"label[for=\"{id}\"]").ClickAsync();

    public async Task Press(string value)
    {
        await Page.Locator($"button[value=\"{value}\"]").First.ClickAsync();
        await Page.WaitForLoadStateAsync();
    }

    public Task Next() => Press("next");

    /// <summary>Answers every page of signs with "none of these", from where we are until another page comes.</summary>
    public async Task NoSigns()
    {
        while (await Page.Locator("#rest-no").CountAsync() > 0 && await Page.Locator("#condition-0").CountAsync() == 0)
        {
            await Pick("rest-no");
            await Next();
        }
    }

    /// <summary>Answers pages of signs with "none of these" until the page with that question.</summary>
    public async Task NoSignsUntil(string question)
    {
        while (await Heading() != question)
        {
            await Pick("rest-no");
            await Next();
        }
    }

    /// <summary>Ticks signs by their names and says no to the others on the page.</summary>
    public async Task TickAndGoOn(params string[] names)
    {
        foreach (var name in names) await Page.GetByLabel(name, new() { Exact = true }).CheckAsync(new() { Force = true });
        await Pick("rest-no");
        await Next();
    }

    /// <summary>Fills the page "Who has the cramps?".</summary>
    public async Task TellWho(int age, string sex, int? weeksPregnant = null)
    {
        await Page.FillAsync("#person-age", $"{age}");
        await Pick($"person-sex-{sex}");
        // A man is not asked.
        if (sex != "male") await Pick(weeksPregnant is null ? "person-pregnancyWeeks" : "person-pregnancyWeeks-pregnant");
        if (weeksPregnant is { } weeks) await Page.FillAsync("#person-pregnancyWeeks-weeks", $"{weeks}");
        await Next();
    }

    /// <summary>Fills the three pages about the cramps: a few minutes, some nights a week, for three months.</summary>
    public async Task TellOfCrampsIn(string site, string side, params string[] timings)
    {
        foreach (var id in timings.Select(timing => $"cramps-timing-{timing}").Prepend($"cramps-side-{side}").Prepend($"cramps-sites-{site}")) await Pick(id);
        await Next();
        foreach (var id in new[] { "cramps-durationMinutes-3", "cramps-perWeek-4", "cramps-severity-8" }) await Pick(id);
        await Page.FillAsync("#cramps-sinceWeeks", "3");
        await Page.SelectOptionAsync("#cramps-sinceWeeks-unit", "month");
        await Next();
        foreach (var id in new[] { "cramps-hardMuscle-yes", "cramps-stretchHelps-yes", "cramps-soreAfter-yes", "cramps-wakes-yes" }) await Pick(id);
        await Next();
    }

    /// <summary>A woman of 68 with night cramps in the calf, up to the page of medicines.</summary>
    public async Task TellOfCramps()
    {
        await Page.GotoAsync("/check");
        await NoSigns();
        await TellWho(68, "female");
        await TellOfCrampsIn("calf", "alternating", "in-bed");
    }

    public async Task TypeMedicines(params string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (await Page.Locator($"#medicine-{i}").CountAsync() == 0) await Press("add");
            await Page.FillAsync($"#medicine-{i}", names[i]);
        }
    }

    /// <summary>From the page after the medicines to the review, saying no to everything.</summary>
    public async Task SayNoToTheRest()
    {
        while (await Page.Locator("#considering-0").CountAsync() == 0)
        {
            if (await Page.Locator("#rest-no").CountAsync() > 0) await Pick("rest-no");
            foreach (var no in await Page.Locator(".triple input[value=no]").AllAsync()) await Pick((await no.GetAttributeAsync("id"))!);
            await Next();
        }
    }

    /// <summary>Names what the person thinks of trying, on the last page.</summary>
    public async Task Consider(params string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (await Page.Locator($"#considering-{i}").CountAsync() == 0)
            {
                await Next();
                await Press("to:more");
            }
            await Page.FillAsync($"#considering-{i}", names[i]);
        }
    }

    /// <summary>What stands under a heading of the result, opened out.</summary>
    public async Task<string> Under(string heading)
    {
        var section = Page.Locator($"section:has(> h2:text-is('{heading}'))");
        await section.EvaluateAsync("section => section.querySelectorAll('details').forEach(details => details.open = true)");
        return await section.InnerTextAsync();
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
