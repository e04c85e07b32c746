using System.Globalization;

namespace Uncramp.Cli;

/// <summary>How fast it goes and how long it will take, on a terminal's error stream.</summary>
internal sealed class Meter : IDisposable
{
    private readonly System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
    private readonly bool shown = !Console.IsErrorRedirected;
    private long last;

    public void Show(Screening.Progress progress)
    {
        if (!shown) return;
        var now = watch.ElapsedMilliseconds;
        var before = Interlocked.Read(ref last);
        if (now - before < 500 || Interlocked.CompareExchange(ref last, now, before) != before) return;
        var rate = progress.Done / Math.Max(1, now / 1000.0);
        var left = TimeSpan.FromSeconds((progress.All - progress.Done) / Math.Max(1, rate));
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{(double)progress.Done / Math.Max(1, progress.All),4:P0} of {progress.All / 1e9:0.0} GB, {rate / 1e6:0} MB/s, {left:hh\\:mm\\:ss} left   "));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref last, long.MaxValue) is > 0 and < long.MaxValue && shown) Console.Error.Write("\r" + new string(' ', 60) + "\r");
    }
}
