using Uncramp.Diary;
using Uncramp.Knowledge;

namespace Uncramp.Trials;

/// <summary>
/// The nights before a change and those after it. Nothing was drawn by lot, so this is a picture and never a verdict: people change something in
/// a bad spell, and bad spells end. It is shown beside what happened to people who were given a dummy.
/// </summary>
/// <param name="Before">The rate before; null: no night logged.</param>
/// <param name="After">The rate after; null: no night logged.</param>
/// <param name="Ratio">After over before with its 95 % range; null while one of them is missing or neither has a cramp.</param>
public sealed record BeforeAfter(Rate? Before, Rate? After, RateRatio? Ratio)
{
    /// <summary>Said beside every such picture.</summary>
    public const string NoProof = "This is not a test. Many people get better after a change, even when the change did nothing.";

    /// <summary>Four weeks on each side, like the trials it is shown beside.</summary>
    public const int Nights = 28;

    /// <summary>The picture around a change.</summary>
    /// <param name="rows">Nights in order, gaps as missing ones.</param>
    /// <param name="change">The first night with the change.</param>
    /// <param name="nights">How many nights on each side are looked at.</param>
    public static BeforeAfter Of(IReadOnlyList<NightRow> rows, Night change, int nights = Nights)
    {
        var before = Rate.Of(rows.Where(row => row.Night < change && row.Night >= change.Plus(-nights)));
        var after = Rate.Of(rows.Where(row => row.Night >= change && row.Night < change.Plus(nights)));
        return new BeforeAfter(before, after, before is not null && after is not null && before.Cramps + after.Cramps > 0 ? RateRatio.Of(after, before) : null);
    }

    /// <summary>What became of people on a dummy, as far as the sources of the knowledge say; the larger trial first.</summary>
    public static IReadOnlyList<(Entry Source, PlaceboArm Arm)> Placebo(KnowledgeBase knowledge) =>
        [.. knowledge.OfKind(EntryKind.Source).Where(source => source.Source!.Placebo is not null).Select(source => (source, source.Source!.Placebo!)).OrderByDescending(row => row.Item2.People)];
}
