using Uncramp.Signals;

namespace Uncramp.Screening.Tests;

/// <summary>The arithmetic of sequence symmetry, against published figures, sums by hand and people made up with a known ratio.</summary>
public sealed class SequenceRatioTests
{
    private const int Year = 365;

    [Fact]
    public void Eight_against_one_is_8_with_the_interval_that_Tsiropoulos_and_others_published()
    {
        // Gabapentin and glaucoma, Pharmacoepidemiol Drug Saf 2009;18:483-491: ASR 8.0; 95 % CI 1.1-355.
        var ratio = new SequenceRatio(100, 100, IndexFirst: 8, MarkerFirst: 1, SameDay: 0, Null: 1);
        ratio.Adjusted!.Value.ShouldBe(8);
        Math.Round(ratio.AdjustedInterval.Low!.Value, 1).ShouldBe(1.1);
        Math.Round(ratio.AdjustedInterval.High!.Value).ShouldBe(355);
        ratio.IsSignal.ShouldBeTrue();
    }

    [Fact]
    public void The_ratio_by_trend_alone_is_the_markers_after_by_those_before_each_first_day()
    {
        // Day 10 has two markers in the five days after and none before; day 20 has two after, one before and one on the day.
        Starts[] people = [new(10, null), new(20, null), new(null, 12), new(null, 14), new(null, 19), new(null, 20), new(null, 21), new(null, 24)];
        SequenceRatio.Of(people, newFrom: 0, window: 5).Null!.Value.ShouldBe(4);
    }

    [Fact]
    public void Who_began_within_the_run_in_or_nobody_knows_when_is_not_new()
    {
        Starts[] people = [new(400, 500), new(300, 500), new(400, 300), new(Starts.LongAgo, 500), new(400, Starts.LongAgo), new(500, 400), new(450, 450), new(400, 900)];
        var ratio = SequenceRatio.Of(people, newFrom: 365, window: Year);
        (ratio.NewIndex, ratio.NewMarker, ratio.IndexFirst, ratio.MarkerFirst, ratio.SameDay).ShouldBe((6, 6, 1, 1, 1));
    }

    [Fact]
    public void Where_nobody_began_with_the_marker_the_ratio_has_no_upper_end_and_where_nobody_has_both_no_ends()
    {
        var onlyAfter = new SequenceRatio(9, 9, IndexFirst: 6, MarkerFirst: 0, SameDay: 0, Null: 1);
        onlyAfter.Adjusted.ShouldBeNull();
        onlyAfter.AdjustedInterval.High.ShouldBeNull();
        onlyAfter.AdjustedInterval.Low!.Value.ShouldBeGreaterThan(1);
        new SequenceRatio(9, 9, 0, 0, 0, 1).AdjustedInterval.ShouldBe((null, null));
        SequenceRatio.Of([], 0, Year).Null.ShouldBeNull();
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void Of_people_made_up_with_a_known_ratio_and_strong_trends_the_adjusted_ratio_is_the_known_one(double known)
    {
        var ratio = SequenceRatio.Of(MadeUp(known, people: 4_000_000), newFrom: Year, window: Year);
        ratio.Adjusted!.Value.ShouldBeInRange(known * 0.93, known * 1.07);
        // The marker is begun more and more often, so that without the adjustment the ratio would be wrong.
        (ratio.Crude!.Value / known).ShouldBeGreaterThan(1.15);
    }

    [Fact]
    public void The_intervals_of_300_made_up_populations_hold_the_known_ratio_as_often_as_they_say()
    {
        var held = Enumerable.Range(1, 300).Count(seed => SequenceRatio.Of(MadeUp(1.5, people: 20_000, seed), newFrom: Year, window: Year) is { } ratio && ratio.AdjustedInterval.Low < 1.5 && ratio.AdjustedInterval.High > 1.5);
        // An exact interval holds at least 95 % of 300; three standard errors below that is 274.
        held.ShouldBeGreaterThanOrEqualTo(274);
    }

    /// <summary>People over eight years of whom one in three begins the medicine, fewer and fewer; the marker is rare, its rate grows twentyfold, and is multiplied in the year after a first order.</summary>
    private static List<Starts> MadeUp(double ratio, int people, int seed = 7)
    {
        const int days = 8 * Year;
        var random = new Random(seed);
        var made = new List<Starts>(people);
        for (var person = 0; person < people; person++)
        {
            int? index = random.Next(3) == 0 ? Math.Min(random.Next(days), random.Next(days)) : null;
            var marker = Marker();
            // What the medicine adds is a second cause at (ratio − 1) times the rate, in its year alone.
            if (index is { } begun && random.NextDouble() < ratio - 1 && Marker() is { } added && added > begun && added <= begun + Year) marker = Math.Min(marker ?? added, added);
            if (index is not null || marker is not null) made.Add(new Starts(index, marker));
        }
        return made;

        int? Marker()
        {
            if (random.NextDouble() >= 0.05) return null;
            while (true)
            {
                var day = random.Next(days);
                if (random.NextDouble() < (1 + (19.0 * day / days)) / 20) return day;
            }
        }
    }
}
