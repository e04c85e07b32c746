using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Uncramp.Web.Layout;

/// <summary>
/// How many large documents one source may send at a time. A record takes memory while it comes in and a core while it is judged; whoever sends hundreds at once
/// only waits for themselves, and nobody else waits for somebody who sends a byte a minute.
/// </summary>
internal sealed class AtATime : IRateLimiterPolicy<string>
{
    /// <summary>So many at once.</summary>
    public const int Most = 4;

    /// <summary>So many more wait their turn, the oldest first; the next is refused.</summary>
    public const int MostWaiting = 32;

    private static readonly TimeSpan tryAgain = TimeSpan.FromSeconds(5);

    /// <summary>One for all addresses that take a record: what counts is who sends.</summary>
    public static readonly AtATime Policy = new();

    private AtATime()
    {
    }

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static async (rejected, _) =>
    {
        var http = rejected.HttpContext;
        http.Response.Headers.RetryAfter = ((int)tryAgain.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        const string title = "Too many at a time";
        var text = $"{Most + MostWaiting} records from your address are already here. Wait {tryAgain.TotalSeconds} seconds, then send it again.";
        var answer = http.Request.Path.StartsWithSegments("/api") ? Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: title, detail: text) : ErrorEndpoints.Refused(title, text, StatusCodes.Status429TooManyRequests);
        await answer.ExecuteAsync(http);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetConcurrencyLimiter(Sender.Of(httpContext), _ => new ConcurrencyLimiterOptions { PermitLimit = Most, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
