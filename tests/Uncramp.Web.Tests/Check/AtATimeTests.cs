using System.Net;
using System.Net.Sockets;
using System.Text;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Tests.Check;

/// <summary>How many records one address may send at a time.</summary>
public sealed class AtATimeTests
{
    private const int TooMany = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sends_too_many_records_at_a_time_is_told_when_to_come_back_and_the_others_are_answered()
    {
        var (app, url) = await RunningApp.Another();
        var slow = new List<SlowCase>();
        try
        {
            for (var i = 0; i < AtATime.Most + AtATime.MostWaiting + TooMany; i++) slow.Add(await SlowCase.Begin(new Uri(url)));
            var refused = new List<string>();
            await foreach (var answer in Task.WhenEach(slow.Select(sent => sent.Answer)).WithCancellation(Stop))
            {
                refused.Add(await answer);
                if (refused.Count == TooMany) break;
            }
            refused.ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 429 ") && answer.Contains("Retry-After: 5") && answer.Contains("application/problem+json"));

            using var client = new HttpClient { BaseAddress = new Uri(url) };
            using var form = new MultipartFormDataContent { { new ByteArrayContent("{}"u8.ToArray()), "file", "record.json" } };
            using var page = await client.PostAsync("/check/record", form, Stop);
            page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");

            var waiting = slow.FindAll(sent => !sent.Answer.IsCompleted);
            foreach (var sent in waiting) await sent.End();
            (await Task.WhenAll(waiting.Select(sent => sent.Answer))).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 200 "));
        }
        finally
        {
            foreach (var sent in slow) sent.Dispose();
            app.Kill(entireProcessTree: true);
            app.Dispose();
        }
    }

    /// <summary>A case of which the last byte is held back, by hand: a client of the library would wait with the answer until all was sent.</summary>
    private sealed class SlowCase : IDisposable
    {
        private readonly TcpClient connection = new();

        /// <summary>The beginning of the answer.</summary>
        public Task<string> Answer { get; private set; } = null!;

        public static async Task<SlowCase> Begin(Uri app)
        {
            var sent = new SlowCase();
            await sent.connection.ConnectAsync(app.Host, app.Port, Stop);
            await sent.Write("POST /api/assess HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{");
            sent.Answer = sent.Read();
            return sent;
        }

        public Task End() => Write("}");

        public void Dispose() => connection.Dispose();

        private async Task Write(string text) => await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Stop);

        private async Task<string> Read()
        {
            var bytes = new byte[4000];
            return Encoding.UTF8.GetString(bytes, 0, await connection.GetStream().ReadAsync(bytes, Stop));
        }
    }
}
