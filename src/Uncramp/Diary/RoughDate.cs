using System.Globalization;

namespace Uncramp.Diary;

/// <summary>
/// A date as well as somebody remembers it: <c>2026-03-14</c>, <c>2026-03</c> or <c>2026</c>.
/// Kept as said, because "in March" is not "on 1 March".
/// </summary>
/// <param name="Text">One of the three forms.</param>
public sealed record RoughDate(string Text)
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The first day it can mean. This is how a case reads the same text.</summary>
    public DateOnly Earliest { get; } = DateOnly.ParseExact(Text, Forms, CultureInfo.InvariantCulture);

    /// <summary>Reads one of the three forms, or null.</summary>
    public static RoughDate? Parse(string? text) =>
        DateOnly.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? new RoughDate(text!) : null;

    /// <summary>True when it is later for sure. March is not after 2026, nor 2026 after March.</summary>
    public bool IsAfter(RoughDate other)
    {
        var known = Math.Min(Text.Length, other.Text.Length);
        return string.CompareOrdinal(Text, 0, other.Text, 0, known) > 0;
    }

    /// <summary>As said.</summary>
    public override string ToString() => Text;
}
