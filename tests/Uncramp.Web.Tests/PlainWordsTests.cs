using System.Text.RegularExpressions;
using Uncramp.Knowledge;

namespace Uncramp.Web.Tests;

/// <summary>
/// Words that people read, as they stand on the page. Left out is what we cannot word: what is marked <c>data-grade="free"</c>
/// (sources, codes, brands, the part for clinicians), and what the person typed.
/// </summary>
public sealed partial class PlainWordsTests(RunningApp app)
{
    private const double HighestGrade = 6;
    private const int MostWords = 20;

    /// <summary>One paragraph may be harder than the page, but not by much.</summary>
    private const double HighestOfALine = 9;
    private const int WordsOfALine = 8;

    /// <summary>Shorter lines are labels and names. Counted, they would make any page look easy.</summary>
    private const int LeastWords = 4;

    private static readonly HashSet<string> Names = [.. KnowledgeCheck.NameWords(KnowledgeBase.BuiltIn), "uncramp", "evidence"];

    /// <summary>The text of each block, without what is inside of another.</summary>
    private const string Blocks =
        """
        () => {
          const blocks = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let text; text = walk.nextNode();) {
            let at = text.parentElement;
            if (at.closest('[data-grade=free], script, style, option, textarea')) continue;
            while (getComputedStyle(at).display.startsWith('inline')) at = at.parentElement;
            blocks.set(at, (blocks.get(at) ?? '') + text.data);
          }
          return [...blocks.values()].map(text => text.replace(/\s+/g, ' ').trim()).filter(text => text);
        }
        """;

    public static TheoryData<string> Pages => AccessibilityTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_reads_with_ease(string path)
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync(path);
        await ShouldReadWithEase(visit);
    }

    [Fact]
    public async Task The_interview_and_the_result_read_with_ease()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.Next();
        await ShouldReadWithEase(visit);
        while (await visit.Page.Locator("#person-age").CountAsync() == 0)
        {
            await visit.Pick("rest-no");
            await visit.Next();
            await ShouldReadWithEase(visit);
        }
        await visit.Page.FillAsync("#person-age", "400");
        await visit.Next();
        await ShouldReadWithEase(visit);
        await visit.TellOfCramps();
        await ShouldReadWithEase(visit);
        await visit.TypeMedicines("indapamide", "Seretide", "quinine", "atorvastatin", "xyzzy");
        await visit.Next();
        while (await visit.Page.Locator("#considering-0").CountAsync() == 0)
        {
            await ShouldReadWithEase(visit);
            if (await visit.Page.Locator("#rest-no").CountAsync() > 0) await visit.Pick("rest-no");
            foreach (var no in await visit.Page.Locator(".triple input[value=no]").AllAsync()) await visit.Pick((await no.GetAttributeAsync("id"))!);
            await visit.Next();
        }
        await visit.Page.FillAsync("#considering-0", "magnesium");
        await ShouldReadWithEase(visit);
        await visit.Next();
        await ShouldReadWithEase(visit);
        await visit.Press("result");
        await ShouldReadWithEase(visit);
    }

    [Theory]
    [InlineData("One leg swollen")]
    [InlineData("Leg or foot suddenly cold")]
    public async Task A_stop_reads_with_ease(string sign)
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.Pick("rest-no");
        await visit.Next();
        await visit.Page.Locator("label", new() { HasText = sign }).First.ClickAsync();
        await visit.Next();
        await ShouldReadWithEase(visit);
        await visit.Page.Locator("button", new() { HasText = "See all we found" }).ClickAsync();
        await ShouldReadWithEase(visit);
    }

    internal static async Task ShouldReadWithEase(Visit visit)
    {
        var lines = (await visit.Page.EvaluateAsync<string[]>(Blocks)).Where(line => Words().Count(line) >= LeastWords).ToList();
        ReadingGrade.Of(string.Join('\n', lines), Names).ShouldBeLessThanOrEqualTo(HighestGrade, $"{visit.Page.Url}\n{string.Join('\n', lines.OrderByDescending(line => ReadingGrade.Of(line, Names)).Take(8))}");
        lines.Where(line => Words().Count(line) >= WordsOfALine && ReadingGrade.Of(line, Names) > HighestOfALine).ShouldBeEmpty(visit.Page.Url);
        lines.SelectMany(line => Ends().Split(line)).Where(sentence => Words().Count(sentence) > MostWords).ShouldBeEmpty(visit.Page.Url);
    }

    [GeneratedRegex("[A-Za-z0-9’']+")]
    private static partial Regex Words();

    [GeneratedRegex(@"[.!?:;]+(?:\s|$)")]
    private static partial Regex Ends();
}
