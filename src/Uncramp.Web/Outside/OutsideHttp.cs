using System.Net;

namespace Uncramp.Web.Outside;

/// <summary>Calls to servers that are not ours: bounded in size and time, no redirect, no cookie, no proxy, and no further than they may reach.</summary>
internal sealed class OutsideHttp : IDisposable
{
    // Longer than a server that is there needs, shorter than a clinician waits.
    private static readonly TimeSpan connect = TimeSpan.FromMilliseconds(800);

    private readonly HttpClient[] clients = [.. Enum.GetValues<Reach>().Select(Client)];

    /// <summary>The body of the answer, or null with the reason in half a sentence.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="reach">How far it may go.</param>
    /// <param name="most">The most bytes an answer may have.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(byte[]? Body, string? Why)> Send(HttpRequestMessage request, Reach reach, int most, CancellationToken cancel)
    {
        var url = request.RequestUri!;
        if (url.UserInfo.Length > 0) return (null, "its address holds a name or password");
        if (url.Scheme != Uri.UriSchemeHttps && !Addresses.IsSafe(url)) return (null, "its address does not begin with https");
        try
        {
            using var response = await clients[(int)reach].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode) return (null, $"it answered {(int)response.StatusCode}");
            if (response.Content.Headers.ContentLength > most) return (null, $"it answered with more than {most:N0} bytes");
            using var stream = await response.Content.ReadAsStreamAsync(cancel);
            using var whole = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
            {
                if (whole.Length + read > most) return (null, $"it answered with more than {most:N0} bytes");
                whole.Write(buffer, 0, read);
            }
            return (whole.ToArray(), null);
        }
        catch (OperationCanceledException)
        {
            return (null, "it did not answer in time");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return (null, "it cannot be reached");
        }
    }

    public void Dispose() => Array.ForEach(clients, client => client.Dispose());

    private static HttpClient Client(Reach reach) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancel) => Addresses.Connect(context.DnsEndPoint, reach, cancel),
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
