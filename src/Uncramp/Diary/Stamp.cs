namespace Uncramp.Diary;

/// <summary>
/// When and by whom something was written. Of two stamps the later one wins; at the same instant the name decides, so that every machine
/// decides alike. A clock that is wrong can only make its own owner's change win or lose, never split two copies for good.
/// </summary>
/// <param name="At">The instant.</param>
/// <param name="By">Who: a name the pages can show; empty on a device of one person.</param>
public sealed record Stamp(DateTimeOffset At, string By = "") : IComparable<Stamp>
{
    /// <inheritdoc/>
    public int CompareTo(Stamp? other)
    {
        if (other is null) return 1;
        var byInstant = At.UtcTicks.CompareTo(other.At.UtcTicks);
        return byInstant != 0 ? byInstant : string.CompareOrdinal(By, other.By);
    }

    /// <summary>The earlier of two.</summary>
    public static Stamp Earlier(Stamp one, Stamp other) => one.CompareTo(other) <= 0 ? one : other;

    /// <summary>True when the left one loses.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    /// <summary>True when the left one wins.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;

    /// <summary>True when the left one does not win.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left one does not lose.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;
}
