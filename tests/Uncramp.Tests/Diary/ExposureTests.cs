using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class ExposureTests
{
    private static readonly Night Monday = Night.Parse("2026-01-05")!.Value;

    [Fact]
    public void A_strong_link_is_a_hint()
    {
        var exposure = Of(i => new NightLog { Night = Monday.Plus(i), Cramps = i % 2 == 0 ? 2 : 0, Alcohol = i % 2 == 0 ? 1 : 0, Logged = A.Morning }).Single();
        exposure.Name.ShouldBe("Alcohol");
        exposure.Hint.ShouldBeTrue();
        exposure.Ratio.Low.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_night_of_which_it_was_not_said_is_on_neither_side()
    {
        var exposure = Of(i => new NightLog { Night = Monday.Plus(i), Cramps = 1, Stretched = (i % 3) switch { 0 => true, 1 => false, _ => null }, Logged = A.Morning }).Single();
        (exposure.With.Nights, exposure.Without.Nights).ShouldBe((19, 19));
    }

    [Fact]
    public void Too_few_nights_are_not_compared() => Of(i => new NightLog { Night = Monday.Plus(i), Cramps = 1, Cold = i < 6, Logged = A.Morning }).ShouldBeEmpty();

    [Fact]
    public void Many_looks_at_nothing_give_few_hints()
    {
        var random = new Random(2611);
        bool? Coin() => random.Next(2) == 0;
        var hints = Enumerable.Range(0, 200).Count(_ => Of(i => new NightLog
        {
            Night = Monday.Plus(i), Cramps = random.Next(3) == 0 ? 1 : 0, Logged = A.Morning,
            Cold = Coin(), Standing = Coin(), Stretched = Coin(), Dialysis = Coin(), Alcohol = random.Next(2), Tags = Coin() == true ? ["a"] : [],
        }).Any(exposure => exposure.Hint));
        hints.ShouldBeLessThan(15);
    }

    [Fact]
    public void Own_tags_and_shoes_are_compared_too()
    {
        var names = Of(i => new NightLog { Night = Monday.Plus(i), Cramps = 1, Footwear = i % 2 == 0 ? "heels" : "flat", Tags = i % 4 == 0 ? ["race"] : null, Logged = A.Morning }).Select(exposure => exposure.Name);
        names.ShouldBe(["Footwear: flat", "Footwear: heels", "Tag: race"]);
    }

    private static IReadOnlyList<Exposure> Of(Func<int, NightLog> night) => Exposure.Of(NightRow.Of(A.Diary([.. Enumerable.Range(0, 56).Select(night)])));
}
