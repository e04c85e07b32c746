using System.Globalization;
using Uncramp.Diary;

namespace Uncramp.Web.Diary;

/// <summary>The clock on the wall where the person is. A form says the zone of its browser; a page without script has the one of this machine.</summary>
/// <param name="Zone">Its zone.</param>
/// <param name="Name">The zone's name as the browser gave it; null: it gave none.</param>
internal sealed record Wall(TimeZoneInfo Zone, string? Name)
{
    private const int MostMinutes = 14 * 60;

    /// <summary>Who logs at three in the morning means the night before by "last night"; from this long before noon on it is the one just over.</summary>
    private const int HoursBeforeTurn = 8;

    /// <summary>The clock of a browser.</summary>
    /// <param name="zone">The name of its zone, such as <c>Europe/London</c>.</param>
    /// <param name="offset">Its minutes ahead of UTC now, for a name that is not known here.</param>
    /// <param name="clock">This machine's clock, for a browser that says neither.</param>
    public static Wall Of(string? zone, string? offset, TimeProvider clock)
    {
        if (zone is { Length: > 0 and <= 60 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var named)) return new Wall(named, zone);
        if (int.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes) && Math.Abs(minutes) <= MostMinutes)
            return new Wall(TimeZoneInfo.CreateCustomTimeZone("browser", TimeSpan.FromMinutes(minutes), null, null), null);
        return new Wall(clock.LocalTimeZone, null);
    }

    /// <summary>What it shows now.</summary>
    public DateTimeOffset Now(TimeProvider clock) => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone);

    /// <summary>When it showed this time in this night. The hour that a change of clocks brings twice is taken once; either way the night is the same.</summary>
    public DateTimeOffset At(Night night, TimeOnly time, Profile? profile)
    {
        var wall = (time >= Turn(profile) ? night.Evening : night.Evening.AddDays(1)).ToDateTime(time);
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall));
    }

    /// <summary>The night that "last night" means now.</summary>
    public static Night LastNight(DateTimeOffset now, Profile? profile) => Night.Of(now.AddHours(HoursBeforeTurn), Turn(profile)).Plus(-1);

    /// <summary>The night that has begun, or will begin this evening.</summary>
    public static Night ThisNight(DateTimeOffset now, Profile? profile) => Night.Of(now, Turn(profile));

    private static TimeOnly Turn(Profile? profile) => profile?.NightTurns ?? Night.Noon;
}
