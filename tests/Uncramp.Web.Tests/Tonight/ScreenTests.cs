using Deque.AxeCore.Playwright;

namespace Uncramp.Web.Tests;

/// <summary>Every screen of the night, on a phone and on a desk: dark, legible, large enough, and clear to a screen reader.</summary>
public sealed class ScreenTests(RunningApp app)
{
    private static readonly string[] Dims = ["ember", "deep", "glow"];

    [Theory]
    [InlineData(390, 844, true)]
    [InlineData(390, 844, false)]
    [InlineData(1280, 900, true)]
    public async Task Every_screen_is_dark_and_legible_in_all_three_lights_with_our_letters_and_with_the_systems(int width, int height, bool letters)
    {
        await using var night = await Night.Open(app, width, height, letters: letters);
        await using var light = await Light.Meter(app);
        var found = new List<string>();
        await night.Walk(async screen =>
        {
            foreach (var dim in Dims)
            {
                await night.Dim(dim);
                foreach (var what in await light.TooBright(await night.Page.ScreenshotAsync())) found.Add($"{screen}, {dim}: {what}");
                foreach (var what in await Light.TooFaint(night.Page)) found.Add($"{screen}, {dim}: {what}");
            }
        });
        found.ShouldBeEmpty();
        await night.Visit.ShouldBeClean();
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Axe_finds_nothing_and_every_target_is_72_px_high_on_every_screen(int width, int height)
    {
        await using var night = await Night.Open(app, width, height);
        var found = new List<string>();
        await night.Walk(async screen =>
        {
            var result = await night.Page.RunAxe();
            found.AddRange(result.Violations.Select(violation => $"{screen} {violation.Id}: {violation.Nodes.First().Html} {violation.Nodes.First().Any.FirstOrDefault()?.Message}"));
            found.AddRange((await night.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('a, button, select, input')].filter(one => one.checkVisibility())
                  .map(one => one.matches('.hide') ? document.querySelector(`label[for="${one.id}"]`) : one)
                  .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.height < 71.5 || box.width < 48)
                  .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)
                """)).Select(target => $"{screen} {target}"));
        });
        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320, 1)]
    [InlineData(390, 2)]
    public async Task Nothing_is_cut_off_or_scrolls_sideways_from_left_to_right_or_right_to_left(int width, int times)
    {
        await using var night = await Night.Open(app, width);
        var found = new List<string>();
        await night.Walk(async screen =>
        {
            foreach (var direction in new[] { "rtl", "ltr" })
            {
                var wide = await night.Page.EvaluateAsync<string[]>(
                    """
                    ([times, direction]) => {
                      document.documentElement.dir = direction;
                      const all = [...document.querySelectorAll('body *')].filter(one => !one.closest('svg, .hide'));
                      if (times > 1) {
                        const sizes = all.map(one => one.dataset.size ??= parseFloat(getComputedStyle(one).fontSize));
                        all.forEach((one, i) => { one.style.fontSize = `${sizes[i] * times}px`; });
                      }
                      const edge = document.documentElement.clientWidth;
                      const found = all.filter(one => one.checkVisibility()).filter(one => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.right > edge + 1 || box.left < -1) || one.matches('button, a, label') && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'; })
                        .map(one => one.outerHTML.slice(0, 90));
                      if (document.documentElement.scrollWidth > edge) found.push(`page ${document.documentElement.scrollWidth} of ${edge}`);
                      return found;
                    }
                    """, new object[] { times, direction });
                found.AddRange(wide.Select(one => $"{screen}, {direction} {one}"));
            }
        });
        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_frame_is_not_white()
    {
        // Every frame that the browser shows from the moment it leaves a page of another colour: none may be bright.
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.SetContentAsync("<body style='background:#00f'>");
        var frames = new List<byte[]>();
        var browser = await visit.Context.NewCDPSessionAsync(visit.Page);
        browser.Event("Page.screencastFrame").OnEvent += async (_, json) =>
        {
            lock (frames) frames.Add(json!.Value.GetProperty("data").GetBytesFromBase64());
            await browser.SendAsync("Page.screencastFrameAck", new() { ["sessionId"] = json!.Value.GetProperty("sessionId").GetInt32() });
        };
        await browser.SendAsync("Page.startScreencast", new() { ["format"] = "png", ["everyNthFrame"] = 1 });
        await visit.Page.GotoAsync("/tonight");
        await Night.Ready(visit.Page);
        await visit.Page.ScreenshotAsync();
        await browser.SendAsync("Page.stopScreencast");
        await using var light = await Light.Meter(app);
        List<byte[]> all;
        lock (frames) all = [.. frames];
        all.Count.ShouldBeGreaterThan(0);
        foreach (var frame in all)
        {
            var (mean, _, _) = await light.Of(frame);
            // Pure blue has 0.0722: the page that was left.
            if (mean is < 0.07 or > 0.075) mean.ShouldBeLessThanOrEqualTo(0.03);
        }
    }

    [Fact]
    public async Task The_keyboard_alone_leads_through_the_night_and_the_focus_is_never_hidden()
    {
        await using var night = await Night.Open(app);
        var reached = new List<string>();
        for (var i = 0; i < 80; i++)
        {
            await night.Page.Keyboard.PressAsync("Tab");
            var (id, hidden) = await Focus(night);
            if (id.Length == 0) break;
            hidden.ShouldBeFalse(id);
            reached.Add(id);
        }
        foreach (var id in new[] { "place-calf", "chip-pregnancy", "helper", "start", "dim", "country", "voice", "autodim" }) reached.ShouldContain(id);

        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        await Press(night, "place-calf", "ArrowRight");
        (await night.Page.IsCheckedAsync("#place-foot")).ShouldBeTrue();
        await Press(night, "chip-pregnancy", " ");
        (await night.Page.IsCheckedAsync("#chip-pregnancy")).ShouldBeTrue();
        await Press(night, "start", "Enter");
        await night.Page.Locator("#screen-hold").WaitForAsync();
        (await Focus(night)).Id.ShouldBe("hold-title");
        await Press(night, "wrong", "Enter");
        (await Focus(night)).Id.ShouldBe("late-title");
        await night.Page.Keyboard.PressAsync("Tab");
        await night.Page.Keyboard.PressAsync("Enter");
        (await night.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Call an ambulance now");
        await Press(night, "late-eased", "Enter");
        await night.Page.Locator("#screen-after").WaitForAsync();
        (await Focus(night)).Id.ShouldBe("after-title");
        await Press(night, "side-left", " ");
        await Press(night, "sleep", "Enter");
        (await Focus(night)).Id.ShouldBe("wake");
        await night.Page.Keyboard.PressAsync("Enter");
        (await night.Screen()).ShouldBe("start");
        (await Focus(night)).Id.ShouldBe("main");
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("side").GetString().ShouldBe("left");
    }

    [Fact]
    public async Task A_screen_reader_hears_15_seconds_30_seconds_and_each_minute()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        (await night.Page.GetAttributeAsync("#spoken", "aria-live")).ShouldBe("polite");
        (await night.Page.GetAttributeAsync("#count", "role")).ShouldBe("timer");
        (await night.Page.EvaluateAsync<bool>("document.querySelector('#spoken').checkVisibility()")).ShouldBeTrue();
        var heard = new List<string>();
        for (var seconds = 0; seconds < 122; seconds++)
        {
            await night.Context.Clock.RunForAsync(1000);
            var said = await night.Page.Locator("#spoken").TextContentAsync();
            if (said!.Length > 0 && (heard.Count == 0 || heard[^1] != said)) heard.Add(said);
        }
        heard.ShouldBe(["15 seconds. Keep holding.", "30 seconds. Keep holding.", "1 minute.", "2 minutes."]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_line_eases_and_for_who_wants_less_motion_in_five_steps(bool calm)
    {
        await using var night = await Night.Open(app, calm: calm);
        await night.Start();
        var shapes = new HashSet<string>();
        for (var i = 0; i < 64; i++)
        {
            shapes.Add((await night.Page.GetAttributeAsync("#rope", "d"))!);
            await night.Context.Clock.RunForAsync(1000);
        }
        if (calm) shapes.Count.ShouldBe(6);
        else shapes.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Forced_colours_leave_what_is_chosen_and_what_is_drawn_visible()
    {
        await using var night = await Night.Open(app);
        await night.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await night.Page.EvaluateAsync<bool>("getComputedStyle(document.querySelector('label[for=place-calf]')).outlineStyle === 'solid' && getComputedStyle(document.querySelector('label[for=place-foot]')).outlineStyle === 'none'")).ShouldBeTrue();
        (await night.Page.EvaluateAsync<bool>(
            """
            () => [...document.querySelectorAll('#do-calf ~ .alone .drawing, .easing')].every(one => getComputedStyle(one).stroke !== getComputedStyle(document.documentElement).backgroundColor && getComputedStyle(one).stroke !== 'none')
            """)).ShouldBeTrue();
        await night.Start();
        (await night.Page.EvaluateAsync<bool>("getComputedStyle(document.querySelector('#screen-hold .rope')).stroke !== getComputedStyle(document.documentElement).backgroundColor")).ShouldBeTrue();
    }

    private static async Task Press(Night night, string id, string key)
    {
        for (var i = 0; (await Focus(night)).Id != id; i++)
        {
            i.ShouldBeLessThan(80, id);
            await night.Page.Keyboard.PressAsync("Tab");
        }
        await night.Page.Keyboard.PressAsync(key);
    }

    /// <summary>What has the focus (its id, else its words; nothing: the browser's own), and whether something covers it.</summary>
    private static async Task<(string Id, bool Hidden)> Focus(Night night)
    {
        var found = await night.Page.EvaluateAsync<string[]>(
            """
            () => {
              const one = document.activeElement;
              if (!one || one === document.body) return ['', ''];
              const seen = one.matches('input.hide') ? document.querySelector(`label[for="${one.id}"]`) : one;
              const box = seen.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
              const there = document.elementFromPoint(x, y);
              const hidden = !one.matches('.hide:not(input)') && !(there && (seen.contains(there) || there.contains(seen)) && y > 0 && y < innerHeight);
              return [one.id || one.textContent.trim(), hidden ? 'hidden' : ''];
            }
            """);
        return (found[0], found[1].Length > 0);
    }
}
