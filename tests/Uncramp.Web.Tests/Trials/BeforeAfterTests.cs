using Uncramp.Web.Tests.Diary;

namespace Uncramp.Web.Tests.Trials;

/// <summary>A look back at a change that was not drawn.</summary>
public sealed class BeforeAfterTests(RunningApp app)
{
    [Fact]
    public async Task A_new_medicine_is_shown_beside_a_dummy_and_never_judged()
    {
        await using var alone = await Alone.Open();
        await alone.Log([.. Enumerable.Range(0, 56).Select(i => (int?)(i < 28 ? i % 2 : i % 4 == 0 ? 1 : 0))]);
        var (day, month) = (Guid.NewGuid(), Guid.NewGuid());
        await alone.Put($"/api/medicines/{day}", $$"""{"name":"Amlodipine","started":"{{alone.Tonight.Plus(-28)}}"}""");
        await alone.Put($"/api/medicines/{month}", """{"name":"Omeprazole","started":"2026-03"}""");
        var book = new Book(alone.Client);
        await book.Get($"/trials/before-after?medicine={day}");
        book.Page.ShouldMatch(@"In the four weeks before: 3\.5 a week \(could be \d\.\d to \d\.\d\), from 28 nights");
        book.Page.ShouldMatch(@"In the four weeks after: 1\.8 a week");
        book.Page.ShouldMatch(@"That is 0\.\d+ times as many\. It could be 0\.\d+ to \d\.\d+\.");
        book.Page.ShouldContain("In one trial, 46 people got a dummy. They went from 8.5 to 5.5 cramps a week in 4 weeks.");
        book.Page.ShouldContain("Roguin Maor 2017");
        book.Page.ShouldContain("Keep taking it.");
        foreach (var verdict in new[] { "It helps", "caused", "stop taking" }) book.Page.ShouldNotContain(verdict);
        (await book.Get($"/trials/before-after?medicine={month}")).ShouldContain("We need the day it started");
        (await book.Get($"/diary/medicines/{day}")).ShouldContain($"/trials/before-after?medicine={day}");

        await using var visit = await app.Visit(at: alone.Url);
        await visit.Page.GotoAsync($"/trials/before-after?since={alone.Tonight.Plus(-28)}");
        foreach (var summary in await visit.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
        await AccessibilityTests.ShouldBeAccessible(visit);
        await PlainWordsTests.ShouldReadWithEase(visit);
    }

    [Fact]
    public async Task Nights_that_are_not_there_are_not_made_up()
    {
        await using var alone = await Alone.Open();
        await alone.Log(1, 0, 1);
        var book = new Book(alone.Client);
        (await book.Get($"/trials/before-after?since={alone.Tonight.Plus(-3)}")).ShouldContain("There is no night logged in the four weeks before it");
        (await book.Get($"/trials/before-after?since={alone.Tonight.Plus(9)}")).ShouldContain("Choose a day that is past");
    }
}
