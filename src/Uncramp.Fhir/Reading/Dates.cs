namespace Uncramp.Fhir.Reading;

/// <summary>FHIR date, dateTime and instant: YYYY, YYYY-MM, YYYY-MM-DD, and with a time of day. A time without an offset counts as UTC: this reader has no place.</summary>
internal static class Dates
{
    /// <summary>Reads a date; a year or a month alone is its first day.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="day">The day where it was written.</param>
    /// <param name="instant">The moment.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateOnly day, out DateTimeOffset instant)
    {
        (day, instant) = (default, default);
        if (utf8.Length < 4 || !Digits(utf8[..4], out var year) || year == 0) return false;
        var (month, date) = (1, 1);
        if (utf8.Length > 4)
        {
            if (utf8.Length < 7 || utf8[4] != '-' || !Digits(utf8.Slice(5, 2), out month)) return false;
            if (utf8.Length > 7 && (utf8.Length < 10 || utf8[7] != '-' || !Digits(utf8.Slice(8, 2), out date))) return false;
        }
        if (month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, date);
        instant = new DateTimeOffset(year, month, date, 0, 0, 0, TimeSpan.Zero);
        return utf8.Length <= 10 || (utf8[10] is (byte)'T' or (byte)' ' && Time(utf8[11..], ref instant));
    }

    private static bool Time(ReadOnlySpan<byte> utf8, ref DateTimeOffset instant)
    {
        if (utf8.Length < 5 || !Digits(utf8[..2], out var hour) || utf8[2] != ':' || !Digits(utf8.Slice(3, 2), out var minute) || hour > 24 || minute > 59) return false;
        var rest = utf8[5..];
        var ticks = 0L;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest.Slice(1, 2), out var second) || second > 60) return false;
            ticks = second * TimeSpan.TicksPerSecond;
            rest = rest[3..];
            if (rest.Length > 0 && rest[0] == '.')
            {
                var unit = TimeSpan.TicksPerSecond;
                var at = 1;
                for (; at < rest.Length && char.IsAsciiDigit((char)rest[at]); at++) ticks += (rest[at] - '0') * (unit /= 10);
                rest = rest[at..];
            }
        }
        var offset = 0;
        if (rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-')
        {
            if (rest.Length < 6 || !Digits(rest.Slice(1, 2), out var hours) || !Digits(rest.Slice(4, 2), out var minutes) || hours > 14) return false;
            offset = ((hours * 60) + minutes) * (rest[0] == '-' ? -1 : 1);
            rest = rest[6..];
        }
        else if (rest.Length > 0 && rest[0] == 'Z') rest = rest[1..];
        if (rest.Length > 0) return false;
        var utc = instant.Ticks + (((hour * 60L) + minute - offset) * TimeSpan.TicksPerMinute) + ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> utf8, out int number)
    {
        number = 0;
        foreach (var c in utf8)
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (c - '0');
        }
        return true;
    }
}
