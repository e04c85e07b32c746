using System.Net;
using System.Net.Sockets;

namespace Uncramp.Web.Outside;

/// <summary>How far a call to another server may reach.</summary>
internal enum Reach : byte
{
    /// <summary>Servers on the open internet alone: whoever names an address must not look into our own network through us.</summary>
    Public,
    /// <summary>This machine alone.</summary>
    Loopback,
    /// <summary>Wherever it is: whoever runs this server wrote the address into a file.</summary>
    Listed,
}

/// <summary>Which addresses lie where.</summary>
internal static class Addresses
{
    private static readonly IPNetwork[] closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            // Of IPv6 what is no unicast address of the internet, and what carries an IPv4 address inside.
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a call that may reach so far may go there.</summary>
    public static bool MayBe(IPAddress address, Reach reach)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return reach switch
        {
            Reach.Listed => true,
            Reach.Loopback => IPAddress.IsLoopback(plain),
            _ => !closed.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain)),
        };
    }

    /// <summary>Whether a URL names this machine.</summary>
    public static bool IsLoopback(Uri url) => url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && MayBe(address, Reach.Loopback));

    /// <summary>https, or http on this machine.</summary>
    public static bool IsSafe(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url));

    /// <summary>Connects to the first address of a host that may be reached. What a name means is decided here and not asked again.</summary>
    public static async ValueTask<Stream> Connect(DnsEndPoint host, Reach reach, CancellationToken cancel)
    {
        var allowed = (await Dns.GetHostAddressesAsync(host.Host, cancel)).Where(address => MayBe(address, reach)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, $"{host.Host} has no address that may be reached");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
