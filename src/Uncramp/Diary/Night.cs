using System.Globalization;

namespace Uncramp.Diary;

/// <summary>
/// One main sleep, named by the date of its evening.
/// </summary>
/// <remarks>
/// <para>
/// A cramp at 03:12 on the 23rd happened in the night of the 22nd: people say "last night" and mean one sleep, which midnight cuts in two.
/// So a night is not a calendar day. It runs from <see cref="Noon"/> to the next noon, by the clock on the wall.
/// </para>
/// <para>
/// Why noon: it is the hour at which fewest people are in their main sleep, and as far from 3 a.m. as a boundary can be.
/// Late risers and early sleepers stay whole. Whoever sleeps by day turns the night elsewhere (<see cref="Of(DateTimeOffset, TimeOnly)"/>):
/// a nurse asleep from 08:00 to 15:00 with the turn at 18:00 has one sleep, of the evening her shift began.
/// </para>
/// <para>
/// Why the wall clock and not the instant: the offset a time carries is the one the phone had, so a night needs no time-zone data.
/// A change of the clocks makes a night of 23 or 25 hours and nothing else; the hour that comes twice lies in the same night both times.
/// Flying east over the date line can give two sleeps the same name: both count in that one night. Flying west skips a name:
/// that night is missing, and what is missing is not zero.
/// </para>
/// </remarks>
/// <param name="Evening">The date on which it began.</param>
public readonly record struct Night(DateOnly Evening) : IComparable<Night>
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>When one night ends and the next begins, for everybody who has not said otherwise. Noon itself is the new night's.</summary>
    public static TimeOnly Noon { get; } = new(12, 0);

    /// <summary>The night in which something happened, for people who sleep at night.</summary>
    public static Night Of(DateTimeOffset at) => Of(at, Noon);

    /// <summary>The night in which something happened.</summary>
    /// <param name="at">When, with the offset of the place where it happened.</param>
    /// <param name="turn">The wall-clock time at which this person's nights turn; this very minute belongs to the new night.</param>
    public static Night Of(DateTimeOffset at, TimeOnly turn)
    {
        var day = DateOnly.FromDateTime(at.DateTime);
        return new Night(TimeOnly.FromDateTime(at.DateTime) < turn ? day.AddDays(-1) : day);
    }

    /// <summary>Reads <c>2026-11-22</c>, or null.</summary>
    public static Night? Parse(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var evening) ? new Night(evening) : null;

    /// <summary>The night so many nights later, or earlier when negative.</summary>
    public Night Plus(int nights) => new(Evening.AddDays(nights));

    /// <summary>How many nights after <paramref name="earlier"/> this one is.</summary>
    public int Since(Night earlier) => Evening.DayNumber - earlier.Evening.DayNumber;

    /// <summary>The Monday on whose evening this night's week begins.</summary>
    public Night Monday => Plus(-(((int)Evening.DayOfWeek + 6) % 7));

    /// <inheritdoc/>
    public int CompareTo(Night other) => Evening.CompareTo(other.Evening);

    /// <summary>True when the left night is the earlier one.</summary>
    public static bool operator <(Night left, Night right) => left.CompareTo(right) < 0;

    /// <summary>True when the left night is the later one.</summary>
    public static bool operator >(Night left, Night right) => left.CompareTo(right) > 0;

    /// <summary>True when the left night is not later.</summary>
    public static bool operator <=(Night left, Night right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left night is not earlier.</summary>
    public static bool operator >=(Night left, Night right) => left.CompareTo(right) >= 0;

    /// <summary>The evening's date, <c>2026-11-22</c>.</summary>
    public override string ToString() => Evening.ToString(Form, CultureInfo.InvariantCulture);
}
