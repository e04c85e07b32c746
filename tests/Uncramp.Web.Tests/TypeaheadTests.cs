namespace Uncramp.Web.Tests;

public sealed class TypeaheadTests(RunningApp app)
{
    [Fact]
    public async Task Arrows_and_Enter_choose_a_medicine()
    {
        await using var visit = await app.Visit();
        await visit.TellOfCramps();
        var input = visit.Page.Locator("#medicine-0");
        await input.PressSequentiallyAsync("indap");
        var options = visit.Page.Locator("#medicine-0-names [role=option]");
        await options.First.WaitForAsync();
        (await input.GetAttributeAsync("aria-expanded")).ShouldBe("true");
        await input.PressAsync("ArrowDown");
        var active = await input.GetAttributeAsync("aria-activedescendant");
        active.ShouldBe("medicine-0-names-0");
        (await visit.Page.Locator($"#{active}").GetAttributeAsync("aria-selected")).ShouldBe("true");
        await input.PressAsync("Enter");
        (await input.InputValueAsync()).ShouldBe("indapamide");
        (await input.GetAttributeAsync("aria-expanded")).ShouldBe("false");
        (await visit.Page.Locator("#medicine-0-names").IsVisibleAsync()).ShouldBeFalse();
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task It_answers_offline_and_within_100_ms()
    {
        await using var visit = await app.Visit();
        await visit.TellOfCramps();
        await visit.Page.FocusAsync("#medicine-0");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await visit.Page.Context.SetOfflineAsync(true);
        foreach (var (typed, expected) in new[] { ("Seret", "Seretide"), ("ator", "atorvastatin"), ("indapamyde", "indapamide") })
        {
            await visit.Page.FillAsync("#medicine-0", "");
            var took = await visit.Page.EvaluateAsync<double>(
                """
                typed => new Promise(done => {
                  const input = document.getElementById('medicine-0'), list = document.getElementById('medicine-0-names'), from = performance.now();
                  new MutationObserver((_, seen) => { if (!list.hidden && list.children.length) { seen.disconnect(); done(performance.now() - from); } }).observe(list, { attributes: true, childList: true });
                  input.value = typed;
                  input.dispatchEvent(new Event('input'));
                })
                """, typed);
            took.ShouldBeLessThan(100);
            (await visit.Page.Locator("#medicine-0-names [role=option]").AllInnerTextsAsync()).ShouldContain(text => text.Contains(expected, StringComparison.OrdinalIgnoreCase));
        }
        visit.Addresses.ShouldNotContain(address => address.Contains("ator", StringComparison.Ordinal));
    }
}
