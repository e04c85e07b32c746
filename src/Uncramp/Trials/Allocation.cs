using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uncramp.Diary;

namespace Uncramp.Trials;

/// <summary>
/// Which night belongs to which arm. Every pair of blocks is put in order by a draw of its own, the first included, and all draws follow from the
/// seed: whoever has the plan and the seed can work the schedule out again, and nobody can bend it afterwards.
/// </summary>
/// <remarks>
/// Pair i begins "with" when the lowest bit of the first byte of HMAC-SHA-256(seed, "pair i") is 1 (RFC 2104, FIPS 180-4). The seed is 32 bytes
/// from the system's cryptographic source, made where the trial is made and not in here.
/// </remarks>
public sealed class Allocation
{
    private readonly Trial trial;

    private Allocation(Trial trial, IReadOnlyList<Arm> first) => (this.trial, First) = (trial, first);

    /// <summary>The arm with which each pair begins.</summary>
    public IReadOnlyList<Arm> First { get; }

    /// <summary>The first night after the last block.</summary>
    public Night End => trial.Start.Plus(First.Count * PairNights);

    private int Washout => trial.Washout ?? 0;

    private int BlockNights => Washout + trial.Block;

    private int PairNights => 2 * BlockNights;

    /// <summary>
    /// The schedule as text, a line a fact. <see cref="Hash"/> is of these bytes, so this form stands still: a change would be a form 2.
    /// </summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"uncramp trial 1\nmeasure {trial.Measure}\nstart {trial.Start}\nblock {trial.Block}\nwashout {Washout}\npairs {First.Count}\nseed {trial.Seed}\norder {string.Join(' ', First.Select(arm => arm == Arm.With ? "BA" : "AB"))}\n");

    /// <summary>SHA-256 of <see cref="Text"/>, 64 small hexadecimal digits: shown and kept before the first night.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The schedule of a trial.</summary>
    /// <exception cref="ArgumentException">The seed is not 64 hexadecimal digits.</exception>
    public static Allocation Of(Trial trial)
    {
        if (trial.Seed.Length != 64 || !trial.Seed.All(char.IsAsciiHexDigit)) throw new ArgumentException("The seed is not 64 hexadecimal digits.", nameof(trial));
        var seed = Convert.FromHexString(trial.Seed);
        return new Allocation(trial, [.. Enumerable.Range(1, trial.Pairs).Select(pair =>
            (HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"pair {pair}")))[0] & 1) == 1 ? Arm.With : Arm.Without)]);
    }

    /// <summary>Whether the order is known: it is not while it lies sealed with somebody else.</summary>
    public static bool IsKnown(Trial trial) => trial.Seed.Length == 64;

    /// <summary>Whether the schedule is still the one whose hash was kept at the start.</summary>
    public static bool Holds(Trial trial) => string.Equals(Of(trial).Hash, trial.Schedule, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a night is in the schedule; null before the first and after the last one.</summary>
    public ScheduledNight? On(Night night)
    {
        var since = night.Since(trial.Start);
        if (since < 0 || since >= First.Count * PairNights) return null;
        var (pair, within) = (since / PairNights, since % PairNights);
        var second = within >= BlockNights;
        var arm = second ? First[pair] == Arm.With ? Arm.Without : Arm.With : First[pair];
        return new ScheduledNight(night, pair, (2 * pair) + (second ? 1 : 0), arm, within % BlockNights < Washout);
    }
}

/// <summary>A night of the schedule.</summary>
/// <param name="Night">Which night.</param>
/// <param name="Pair">Its pair, from 0.</param>
/// <param name="Block">Its block, from 0.</param>
/// <param name="Arm">With or without the measure.</param>
/// <param name="Washout">True while what was done before may still work: it does not count.</param>
public sealed record ScheduledNight(Night Night, int Pair, int Block, Arm Arm, bool Washout);
