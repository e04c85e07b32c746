using System.Net;
using System.Text.RegularExpressions;
using Uncramp.Trials;
using Uncramp.Web.Tests.Diary;

namespace Uncramp.Web.Tests.Trials;

/// <summary>A trial that a pharmacist packs: the order is on one sealed sheet, and nowhere else until the end.</summary>
public sealed class SealedTests(RunningApp app)
{
    private const string Magnesium = "treatment/magnesium";

    [Fact]
    public async Task The_list_is_made_once_sealed_and_opened_after_the_last_night()
    {
        await using var alone = await Alone.Open();
        var book = new Book(alone.Client);
        var start = alone.Tonight;
        (string, string)[] plan = [("measure", Magnesium), ("start", start.ToString()), ("block", "14"), ("pairs", "6")];
        await book.Send("/trials/labels", plan);
        var (code, hash) = (Regex.Match(book.Page, "class=\"code\">([A-Z0-9-]{19})<").Groups[1].Value, Regex.Match(book.Page, "<code>([0-9a-f]{64})</code>").Groups[1].Value);
        Regex.Count(book.Page, "class=\"label\"").ShouldBe(12);
        book.Page.ShouldContain($"Mark {hash[..12]}");
        var packed = Regex.Matches(book.Page, "<tr><td>\\d+</td><td>(\\w+)</td></tr>").Select(match => match.Groups[1].Value).ToList();
        packed.Count(holds => holds == "Magnesium").ShouldBe(6);
        // Once: the same form draws another order.
        await book.Send("/trials/labels", plan);
        book.Page.ShouldNotContain(hash);
        // Kept nowhere.
        (await alone.Diary()).Trials.ShouldBeEmpty();
        (await alone.Client.GetStringAsync("/api/export", TestContext.Current.CancellationToken)).ShouldNotContain(hash);

        (string, string)[] opening = [.. plan, ("mark", hash[..12]), ("code", code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))];
        await book.Send("/trials/open", opening);
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        book.Page.ShouldContain("Open it after that.");
        alone.Clock.Pass(TimeSpan.FromDays(12 * 21));
        for (var night = 0; night < 12 * 21; night++) await alone.Put($"/api/nights/{start.Plus(night)}", $$"""{"cramps":{{(packed[night / 21] == "Magnesium" ? night % 3 == 0 ? 1 : 0 : 2)}}}""");
        await book.Send("/trials/open", [.. opening.SkipLast(2), ("mark", "000000000000"), ("code", code)]);
        book.Page.ShouldContain("The mark does not go with this code");
        await book.Send("/trials/open", opening);
        book.Address.ShouldStartWith("/trials/");
        var trial = await alone.Trial();
        (trial.Sealed, trial.Schedule, Allocation.Holds(trial)).ShouldBe((true, hash, true));
        book.Page.ShouldContain("It helps you.");
        book.Page.ShouldNotContain("You knew which nights");
        await book.Send("/trials/open", opening);
        (await alone.Diary()).Trials.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_can_be_hidden_is_packed_and_never_fewer_than_six_pairs()
    {
        var book = new Book(app.Client);
        foreach (var (name, value) in new[] { ("measure", "treatment/quinine"), ("measure", Alone.Stretch), ("pairs", "4"), ("block", "3") })
        {
            await book.Send("/trials/labels", [.. new[] { ("measure", Magnesium), ("start", DateTime.Now.ToString("yyyy-MM-dd")), ("block", "14"), ("pairs", "6") }.Select(field => field.Item1 == name ? (name, value) : field)]);
            book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, value);
            book.Page.ShouldNotContain("for the pharmacist alone");
        }
    }

    [Theory]
    [InlineData("/trials/labels")]
    [InlineData("/trials/open")]
    [InlineData("/trials/handout?measure=treatment/magnesium")]
    [InlineData("/trials/others")]
    public async Task Its_pages_are_for_everybody(string path)
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync(path);
        await AccessibilityTests.ShouldBeAccessible(visit);
        await PlainWordsTests.ShouldReadWithEase(visit);
    }

    [Fact]
    public async Task The_handout_is_one_page_of_paper()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/trials/handout?measure=treatment/magnesium");
        var pdf = System.Text.Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { Format = "A4" }));
        Regex.Count(pdf, @"/Type\s*/Page\b").ShouldBe(1);
    }
}
