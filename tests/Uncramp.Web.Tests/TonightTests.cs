namespace Uncramp.Web.Tests;

public sealed class TonightTests(RunningApp app)
{
    [Fact]
    public async Task It_weighs_at_most_60_kB_and_holds_no_script()
    {
        await using var visit = await app.Visit();
        var responses = new List<IResponse>();
        visit.Page.Response += (_, response) => responses.Add(response);
        await visit.Page.GotoAsync("/tonight", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = 0;
        foreach (var response in responses) bytes += (await response.BodyAsync()).Length;
        bytes.ShouldBeInRange(1_000, 60_000);
        (await visit.Page.Locator("script").CountAsync()).ShouldBe(0);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_first_instruction_is_readable_before_any_tap()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        var first = await visit.Page.Locator("#calf li").First.BoundingBoxAsync();
        (first!.Y + first.Height).ShouldBeLessThan(844);
        (await visit.Page.InnerTextAsync("main")).ShouldContain("One leg swollen, hot, cold, pale or numb, a snap, a cast, or short of breath? Do not stretch.");
    }

    [Fact]
    public async Task Another_place_is_one_tap_away()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        (await visit.Page.Locator("#thigh").IsVisibleAsync()).ShouldBeFalse();
        await visit.Page.Locator(".chips a[href='#thigh']").ClickAsync();
        (await visit.Page.Locator("#thigh").IsVisibleAsync()).ShouldBeTrue();
        (await visit.Page.Locator("#calf").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_dark()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/tonight", new() { WaitUntil = WaitUntilState.NetworkIdle });
        foreach (var place in new[] { "", "#help" })
        {
            await visit.Page.GotoAsync($"/tonight{place}");
            var picture = Convert.ToBase64String(await visit.Page.ScreenshotAsync());
            // Another context does the sums, free of this page's policy.
            await using var bench = await app.Visit();
            var luminance = await bench.Page.EvaluateAsync<double[]>(
                """
                async picture => {
                  const image = new Image();
                  image.src = 'data:image/png;base64,' + picture;
                  await image.decode();
                  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }), at = canvas.getContext('2d');
                  at.drawImage(image, 0, 0);
                  const data = at.getImageData(0, 0, image.width, image.height).data, line = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
                  let sum = 0, most = 0;
                  for (let i = 0; i < data.length; i += 4) { const l = 0.2126 * line(data[i]) + 0.7152 * line(data[i + 1]) + 0.0722 * line(data[i + 2]); sum += l; most = Math.max(most, l); }
                  return [sum / (data.length / 4), most];
                }
                """, picture);
            luminance[0].ShouldBeLessThanOrEqualTo(0.03);
            luminance[1].ShouldBeLessThanOrEqualTo(0.66);
        }
    }

    [Theory]
    [InlineData("en-GB", "Call 999")]
    [InlineData("en-US", "Call 911")]
    [InlineData("de-DE", "Call 112")]
    public async Task The_number_to_call_is_the_local_one(string locale, string expected)
    {
        await using var visit = await app.Visit(script: false, locale: locale);
        await visit.Page.GotoAsync("/tonight");
        (await visit.Page.InnerTextAsync("#help")).ShouldContain(expected);
    }
}
