namespace Uncramp.Web.Tests;

public sealed class DimTests(RunningApp app)
{
    [Fact]
    public async Task The_light_has_three_steps_and_is_remembered()
    {
        await using var night = await Night.Open(app);
        foreach (var step in new[] { "ember", "deep", "glow", "ember" })
        {
            await night.Click("#dim");
            (await Step(night)).ShouldBe(step);
        }
        (await night.Page.GetAttributeAsync("#dim", "aria-label")).ShouldBe("Dim, step 2 of 3");
        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        (await Step(night)).ShouldBe("ember");
        await night.Start();
        await night.Click("#dimmer button");
        (await Step(night)).ShouldBe("deep");
        await night.Page.ReloadAsync();
        await night.Until("!document.querySelector('#screen-hold').hidden");
        (await Step(night)).ShouldBe("deep");
    }

    [Fact]
    public async Task If_wished_it_goes_dim_after_20_seconds_and_back_at_a_touch()
    {
        await using var night = await Night.Open(app);
        await night.Pass(60);
        (await Step(night)).ShouldBe("glow");
        await night.Visit.Pick("autodim");
        await night.Pass(15);
        (await Step(night)).ShouldBe("glow");
        await night.Pass(6);
        (await Step(night)).ShouldBe("deep");
        await night.Page.Mouse.ClickAsync(2, 2);
        (await Step(night)).ShouldBe("glow");
        await night.Pass(21);
        (await Step(night)).ShouldBe("deep");
        await night.Page.Keyboard.PressAsync("Shift");
        (await Step(night)).ShouldBe("glow");
        await night.Start();
        await night.Pass(21);
        (await Step(night)).ShouldBe("deep");
    }

    private static Task<string> Step(Night night) => night.Page.EvaluateAsync<string>("document.documentElement.dataset.dim");
}
