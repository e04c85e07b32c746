namespace Uncramp.Web.Tests;

/// <summary>A full phone, and a browser that keeps nothing.</summary>
public sealed class NothingKeptTests(RunningApp app)
{
    private const string Refused =
        """
        IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
        Object.defineProperty(self, 'localStorage', { get() { throw new DOMException('Denied', 'SecurityError'); } });
        """;

    private const string RefusedLater =
        """
        IDBFactory.prototype.open = () => {
          const asked = { error: new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError') };
          setTimeout(() => asked.onerror?.({ target: asked }), 20);
          return asked;
        };
        """;

    [Theory]
    [InlineData(Refused)]
    [InlineData(RefusedLater)]
    public async Task A_private_window_says_that_nothing_is_kept_and_goes_on_to_the_end(string refused)
    {
        await using var night = await Night.Open(app, before: refused);
        await night.Click("#dim");
        await night.Visit.Pick("chip-pregnancy");
        await night.Start();
        await night.Pass(605);
        await night.Click("[data-signs=neither]");
        await night.Click("#late-eased");
        await night.Page.Locator("#screen-after").WaitForAsync();
        (await night.Text("#after-title")).ShouldBe("Not kept");
        (await night.Text("#after-trouble")).ShouldBe("This browser keeps nothing, as in a private window. The cramp is gone when you close the page.");
        await night.Visit.Pick("side-right");
        await night.Until("document.querySelector('#after-what').textContent.includes('right')");
        await night.Click("#undo");
        (await night.Text("#after-title")).ShouldBe("Not saved");
        await night.Click("#undo");
        (await night.Text("#after-title")).ShouldBe("Not kept");
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Until("document.querySelector('#kept li')");
        (await night.Text("#trouble")).ShouldContain("keeps nothing");
        (await night.Text("#kept")).ShouldContain("right calf");
        await night.ShouldBeQuiet();
        await night.Start();
        await night.End();
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_full_phone_says_so_and_the_night_goes_on_to_the_end()
    {
        await using var night = await Night.Open(app);
        await night.Copied();
        var browser = await night.Context.NewCDPSessionAsync(night.Page);
        var quota = new Dictionary<string, object> { ["origin"] = app.Url, ["quotaSize"] = 1 };
        await browser.SendAsync("Storage.overrideQuotaForOrigin", quota);
        await night.Start();
        await night.Pass(65);
        await night.End();
        (await night.Text("#after-title")).ShouldBe("Not kept");
        (await night.Text("#after-trouble")).ShouldBe("This phone is full. We cannot keep this cramp. It is gone when you close the page.");
        (await night.Text("#after-what")).ShouldContain("about 1 minute");
        // Room again: it can be kept after all.
        await browser.SendAsync("Storage.overrideQuotaForOrigin", new Dictionary<string, object> { ["origin"] = app.Url });
        await night.Visit.Pick("side-left");
        await night.Until("document.querySelector('#after-title').textContent === 'Saved on this phone'");
        (await night.Page.Locator("#after-trouble").IsVisibleAsync()).ShouldBeFalse();
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("side").GetString().ShouldBe("left");
        await night.Click("#sleep");
        await night.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_result_in_a_private_window_is_shown_and_promises_nothing()
    {
        await using var visit = await app.Visit();
        await visit.Context.AddInitScriptAsync(Refused);
        await visit.Page.GotoAsync("/check");
        await visit.Pick("rest-no");
        await visit.Next();
        await visit.Page.Locator("label", new() { HasText = "One leg swollen" }).ClickAsync();
        await visit.Next();
        (await visit.Heading()).ShouldBe("Get help today");
        (await visit.Page.Locator("#kept-here").IsVisibleAsync()).ShouldBeFalse();
        await visit.Page.GotoAsync("/check/last");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Nothing is kept on this device yet.");
        await visit.ShouldBeClean();
    }
}
