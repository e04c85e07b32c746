using Uncramp.Trials;

namespace Uncramp.Web.Tests.Trials;

/// <summary>A whole trial in a browser, over five months of a clock that the test holds.</summary>
public sealed class WholeTrialTests(RunningApp app)
{
    [Fact]
    public async Task From_the_first_night_of_the_diary_to_the_doctors_page()
    {
        await using var alone = await Alone.Open();
        await using var visit = await app.Visit(at: alone.Url);
        var page = visit.Page;
        await alone.AnswerWell();

        // The run-in: two weeks with one cramp each. No trial can tell.
        await page.GotoAsync("/trials");
        await page.GetByText("0 of 14 nights are logged").WaitForAsync();
        for (var day = 0; day < 14; day++)
        {
            alone.Clock.Pass(TimeSpan.FromDays(1));
            await page.GotoAsync("/diary");
            await page.GetByRole(AriaRole.Button, new() { Name = day % 7 == 3 ? "1 cramp" : "No cramps", Exact = true }).ClickAsync();
            await page.GetByText("Saved.").WaitForAsync();
        }
        await page.GotoAsync($"/trials/plan?measure={Alone.Stretch}");
        await page.GetByText("No. You have too few cramps for a trial to tell").WaitForAsync();
        (await page.GetByText("Draw the order and start").CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Keep a diary only" }).WaitForAsync();

        // Four weeks with one a night.
        alone.Clock.Pass(TimeSpan.FromDays(28));
        await alone.Log([.. Enumerable.Repeat<int?>(1, 28)]);
        await page.GotoAsync("/trials");
        await page.Locator($"a[href*='{Uri.EscapeDataString(Alone.Stretch)}']").ClickAsync();
        await page.GetByText("Yes. In about").WaitForAsync();
        await page.GetByText("Draw the order and start").ClickAsync();
        await page.Locator(".arm").WaitForAsync();
        var trial = await alone.Trial();
        await AccessibilityTests.ShouldBeAccessible(visit);
        await PlainWordsTests.ShouldReadWithEase(visit);

        // The first nights by hand: one tap for what was done, one for how it was.
        for (var night = 0; night < 3; night++)
        {
            var with = Allocation.Of(trial).On(alone.Tonight)!.Arm == Arm.With;
            await page.GotoAsync($"/trials/{trial.Id}");
            (await page.Locator(".arm h2").InnerTextAsync()).ShouldBe(with ? "Tonight: do it" : "Tonight: leave it out");
            await page.Locator(".arm").GetByRole(AriaRole.Button, new() { Name = with ? "Did it" : "Did not" }).ClickAsync();
            await page.GetByText(with ? "You said: did it." : "You said: did not.").WaitForAsync();
            alone.Clock.Pass(TimeSpan.FromDays(1));
            await page.GotoAsync($"/trials/{trial.Id}");
            await page.Locator(".last-night").GetByRole(AriaRole.Button, new() { Name = with ? "No cramps" : "2 cramps" }).ClickAsync();
            await page.GetByText("Saved.").WaitForAsync();
        }
        (await page.Locator("#result").CountAsync()).ShouldBe(0);

        // Then to the end of the tenth pair; every ninth night is not logged.
        await alone.Follow(60 - 3, (night, arm) => night % 9 == 8 ? null : arm == Arm.With ? (night % 5 == 0 ? 1 : 0) : 1 + (night % 2));
        await page.GotoAsync($"/trials/{trial.Id}");
        var result = await page.Locator("#result").InnerTextAsync();
        result.ShouldContain("It helps you.");
        result.ShouldContain("You knew which nights you did it.");
        result.ShouldMatch(@"Dropped: \d not logged");
        (await page.Locator("#result svg.chart").CountAsync()).ShouldBe(2);
        foreach (var summary in await page.Locator("summary").AllAsync()) await summary.ClickAsync();
        (await page.Locator("#result tbody tr").CountAsync()).ShouldBeGreaterThan(20);
        await AccessibilityTests.ShouldBeAccessible(visit);
        await PlainWordsTests.ShouldReadWithEase(visit);
        (await page.GetByText("10 of 16 pairs done").CountAsync()).ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop here" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        (await alone.Trial()).Because.ShouldBe("finished");

        await page.GotoAsync("/trials");
        await page.GetByText("It helps you.").WaitForAsync();
        await AccessibilityTests.ShouldBeAccessible(visit);
        await PlainWordsTests.ShouldReadWithEase(visit);
        await page.GotoAsync($"/trials/{trial.Id}/record");
        await page.GetByText(trial.Schedule!).First.WaitForAsync();
        await AccessibilityTests.ShouldBeAccessible(visit);
        await page.GotoAsync("/report");
        (await page.Locator("article").First.InnerTextAsync()).ShouldMatch(@"Stretch before bed: helps, \d+\.\d fewer a week \(.*\), 9\d% sure it helps, 10 pairs, 9 weeks");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_pharmacist_prints_labels_and_one_sealed_list()
    {
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/trials/labels");
        await page.Locator("form button.act").ClickAsync();
        (await page.Locator(".label").CountAsync()).ShouldBe(12);
        await AccessibilityTests.ShouldBeAccessible(visit);
        // On paper: the labels and the list, without the site around them.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.Locator(".label").First.IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("nav").First.IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator(".code").First.IsVisibleAsync()).ShouldBeTrue();
    }
}
