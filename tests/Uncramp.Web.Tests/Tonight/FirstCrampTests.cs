namespace Uncramp.Web.Tests;

/// <summary>03:12, the first cramp ever, nothing installed.</summary>
public sealed class FirstCrampTests(RunningApp app)
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(360, 640)]
    public async Task The_first_instruction_when_not_to_follow_it_and_Start_are_seen_before_any_tap(int width, int height)
    {
        await using var night = await Night.Open(app, width, height);
        foreach (var selector in new[] { ".stop", "#do-calf", "#start" })
        {
            var box = (await night.Page.Locator(selector).First.BoundingBoxAsync())!;
            box.Y.ShouldBeGreaterThanOrEqualTo(0, selector);
            (box.Y + box.Height).ShouldBeLessThanOrEqualTo(height, selector);
        }
        // The words are not under the bar.
        var words = (await night.Page.Locator("#do-calf").BoundingBoxAsync())!;
        var bar = (await night.Page.Locator("#screen-start .bar").BoundingBoxAsync())!;
        (words.Y + words.Height).ShouldBeLessThanOrEqualTo(bar.Y);
        (await night.Page.Locator(".stop").First.InnerTextAsync()).ShouldBe("One leg swollen, hot, cold, pale or numb, a snap, a cast, or short of breath? Do not stretch. Get help.");
        (await night.Text("#do-calf")).Split(' ').Length.ShouldBeLessThanOrEqualTo(14);
    }

    [Fact]
    public async Task Three_taps_lead_to_black_and_nothing_sounds_shakes_or_asks()
    {
        await using var night = await Night.Open(app);
        await night.Click("#start");
        (await night.Screen()).ShouldBe("hold");
        (await night.Text("#hold-do")).ShouldBe(await night.Page.Locator("#do-calf").TextContentAsync());
        await night.Pass(61);
        await night.Click("#eased");
        await night.Page.Locator("#screen-after").WaitForAsync();
        (await night.Text("#after-title")).ShouldBe("Saved on this phone");
        (await night.Text("#after-what")).ShouldBe("03:12, calf, about 1 minute");
        await night.Click("#sleep");
        (await night.Screen()).ShouldBe("sleep");
        (await night.Page.EvaluateAsync<string>("document.elementFromPoint(195, 400).id")).ShouldBe("wake");
        await night.ShouldBeQuiet();
        (await night.Visit.Page.InnerTextAsync("body")).ShouldNotContain("sign up", Case.Insensitive);
    }

    [Fact]
    public async Task The_timer_is_the_entry_with_start_muscle_duration_and_offset()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("place-thigh-back");
        await night.Start();
        await night.Pass(130);
        await night.End();
        await night.Visit.Pick("side-left");
        await night.Until("document.querySelector('#after-what').textContent.includes('left')");
        var entry = (await night.Entries()).ShouldHaveSingleItem();
        entry.GetProperty("start").GetString()!.ShouldStartWith("2027-01-15T03:12:");
        entry.GetProperty("start").GetString()!.ShouldEndWith("+01:00");
        entry.GetProperty("zone").GetString().ShouldBe("Europe/Berlin");
        entry.GetProperty("place").GetString().ShouldBe("thigh-back");
        entry.GetProperty("sites")[0].GetString().ShouldBe("thigh");
        entry.GetProperty("side").GetString().ShouldBe("left");
        entry.GetProperty("seconds").GetInt32().ShouldBeInRange(130, 140);
        entry.GetProperty("minutes").GetInt32().ShouldBe(2);
        entry.GetProperty("sent").GetBoolean().ShouldBeFalse();
        (await night.Running()).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Back_of_the_thigh_is_one_tap_away_and_the_calf_is_not_seen()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("place-thigh-back");
        await night.Start();
        (await night.Text("#screen-hold")).ShouldNotContain("calf", Case.Insensitive);
        (await night.Text("#hold-place")).ShouldBe("Back of thigh");
        await night.Page.ReloadAsync();
        await night.Until("!document.querySelector('#screen-hold').hidden");
        (await night.Text("#screen-hold")).ShouldNotContain("calf", Case.Insensitive);
        await night.End();
        await night.Click("#sleep");
        await night.Page.Locator("#wake").ClickAsync();
        // The name of the choice itself may be read.
        var seen = await night.Page.EvaluateAsync<string>("[...document.querySelectorAll('#screen-start > :not(.places)')].map(one => one.innerText).join('\\n')");
        seen.ShouldNotContain("calf", Case.Insensitive);
    }

    [Fact]
    public async Task Still_tight_offers_the_next_thing_and_what_was_tried_is_kept()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        var first = await night.Text("#hold-do");
        await night.Click("#tight");
        (await night.Text("#hold-do")).ShouldNotBe(first);
        await night.End();
        (await night.Entries())[0].GetProperty("tried").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("en-GB", "999", "111")]
    [InlineData("en-US", "911", null)]
    [InlineData("de-DE", "112", "116117")]
    public async Task After_ten_minutes_the_questions_come_by_themselves_and_each_answer_shows_whom_to_call(string locale, string ambulance, string? advice)
    {
        await using var night = await Night.Open(app, locale: locale);
        await night.Start();
        await night.Pass(590);
        (await night.Screen()).ShouldBe("hold");
        await night.Pass(10);
        await night.Page.Locator("#screen-late").WaitForAsync();
        (await night.Text("#late-title")).ShouldBe("This is lasting longer than most cramps.");

        foreach (var (signs, heading, numbers) in new[] { ("emergency", "Call an ambulance now", new[] { ambulance }), ("same-day", "Get help today", [advice, ambulance]), ("neither", "Get help today", [advice, ambulance]) })
        {
            await night.Click($"[data-signs={signs}]");
            (await night.Text($"#late-{signs} h3")).ShouldBe(heading);
            (await night.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#screen-late a')].filter(one => one.checkVisibility()).map(one => one.getAttribute('href'))"))
                .ShouldBe(numbers.OfType<string>().Select(number => $"tel:{number}"), signs);
            if (advice is null && signs != "emergency") (await night.Text($"#late-{signs}")).ShouldContain("Call your doctor, or the out-of-hours or urgent care service.");
            await night.Click("#late-back");
        }
        var said = await night.Page.EvaluateAsync<string>("document.querySelector('#screen-late').textContent");
        said.ShouldNotContain("no clot", Case.Insensitive);
        // A question may ask "do you have"; nothing may say it.
        said.Replace("Do you have any of these?", "", StringComparison.Ordinal).ShouldNotContain("you have", Case.Insensitive);
        await night.ShouldBeQuiet();
    }

    [Fact]
    public async Task Another_country_is_two_taps_away_in_the_panel_too_and_remembered()
    {
        await using var night = await Night.Open(app, locale: "eo");
        (await night.Text("#help")).ShouldContain("Call 112");
        await night.Start();
        await night.Pass(601);
        await night.Click("[data-signs=same-day]");
        await night.Page.Locator("#late-country-choice").SelectOptionAsync("AU");
        (await night.Page.Locator("#late-same-day a[href='tel:1800022222']").IsVisibleAsync()).ShouldBeTrue();
        (await night.Page.Locator("#late-same-day a[href='tel:000']").IsVisibleAsync()).ShouldBeTrue();
        (await night.Page.Locator("#late-same-day [data-numbers=none]").IsVisibleAsync()).ShouldBeFalse();
        await night.Click("#late-eased");
        await night.Page.Locator("#screen-after").WaitForAsync();
        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        (await night.Page.InputValueAsync("#country")).ShouldBe("AU");
        await night.Page.SelectOptionAsync("#country", "");
        (await night.Text("#help")).ShouldContain("Call 000");
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task Asked_early_and_none_of_the_signs_the_hold_goes_on_and_is_asked_again_at_ten_minutes()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        await night.Pass(60);
        await night.Click("#wrong");
        (await night.Screen()).ShouldBe("late");
        (await night.Text("#late-title")).ShouldBe("Let us see if you need help.");
        await night.Click("[data-signs=neither]");
        (await night.Screen()).ShouldBe("hold");
        (await night.Page.EvaluateAsync<string>("document.body.innerText")).ShouldNotContain("10 minutes and does not ease");
        await night.Pass(545);
        await night.Page.Locator("#screen-late").WaitForAsync();
        (await night.Text("#late-title")).ShouldBe("This is lasting longer than most cramps.");
        await night.Click("[data-signs=neither]");
        (await night.Text("#late-neither")).ShouldContain("over 10 minutes");
        await night.Click("#late-eased");
        await night.Page.Locator("#screen-after").WaitForAsync();
        (await night.Entries())[0].GetProperty("signs").GetString().ShouldBe("neither");
    }

    [Fact]
    public async Task The_screen_is_kept_awake_asked_for_again_after_a_look_elsewhere_and_let_go()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        (await night.Spied("wake")).ShouldBe(1);
        (await night.Page.Locator("#awake").IsVisibleAsync()).ShouldBeFalse();
        await night.Page.EvaluateAsync("() => { spied.locks[0].released = true; document.dispatchEvent(new Event('visibilitychange')); }");
        await night.Until("spied.wake === 2");
        await night.End();
        await night.Until("spied.locks.every(lock => lock.released)");
        await night.Page.EvaluateAsync("() => { document.dispatchEvent(new Event('visibilitychange')); }");
        (await night.Spied("wake")).ShouldBe(2);
    }

    [Fact]
    public async Task Where_the_screen_cannot_be_kept_awake_a_line_says_so_and_the_flow_goes_on()
    {
        await using var night = await Night.Open(app, before: "delete Navigator.prototype.wakeLock;");
        await night.Start();
        (await night.Text("#awake")).ShouldContain("Keep it awake in the phone’s settings");
        (await night.Page.Locator("#awake").IsVisibleAsync()).ShouldBeTrue();
        await night.Pass(20);
        await night.End();
        (await night.Entries()).Count.ShouldBe(1);
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task It_speaks_and_buzzes_only_once_that_is_switched_on()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("voice");
        await night.Visit.Pick("buzz");
        await night.Start();
        for (var i = 0; i < 16; i++) await night.Context.Clock.RunForAsync(1000);
        (await night.Page.EvaluateAsync<string[]>("spied.speak")).ShouldContain("15 seconds. Keep holding.");
        (await night.Spied("vibrate")).ShouldBeGreaterThan(0);
        await night.End();
        await night.Click("#sleep");
        await night.Click("#wake");
        // And the second time as the first.
        await night.Page.EvaluateAsync("() => { spied.speak.length = 0; }");
        await night.Start();
        for (var i = 0; i < 16; i++) await night.Context.Clock.RunForAsync(1000);
        (await night.Page.EvaluateAsync<string[]>("spied.speak")).ShouldContain("15 seconds. Keep holding.");
    }

    [Fact]
    public async Task To_keep_what_is_stored_is_asked_at_the_second_use_not_the_first()
    {
        await using var night = await Night.Open(app);
        await night.Start();
        await night.End();
        (await night.Spied("persist")).ShouldBe(0);
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Start();
        await night.Until("spied.persist === 1");
        await night.End();
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Start();
        await night.End();
        (await night.Spied("persist")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_quick_taps_on_Start_are_one_cramp_and_one_use()
    {
        await using var night = await Night.Open(app);
        await night.Page.EvaluateAsync("() => { document.querySelector('#start').click(); document.querySelector('#start').click(); }");
        await night.Pass(50);
        await night.Page.EvaluateAsync("() => { document.querySelector('#eased').click(); document.querySelector('#eased').click(); }");
        await night.Page.Locator("#screen-after").WaitForAsync();
        var entry = (await night.Entries()).ShouldHaveSingleItem();
        entry.GetProperty("seconds").GetInt32().ShouldBeInRange(50, 56);
        (await night.Page.EvaluateAsync<string>("localStorage['uncramp.uses']")).ShouldBe("1");
        await night.ShouldBeQuiet();
    }
}
