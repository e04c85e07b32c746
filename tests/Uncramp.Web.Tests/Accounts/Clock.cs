namespace Uncramp.Web.Tests.Accounts;

/// <summary>The time as it is, and then as much later as a test wants.</summary>
public sealed class Clock : TimeProvider
{
    private TimeSpan later;

    public void Pass(TimeSpan time) => later += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
}
