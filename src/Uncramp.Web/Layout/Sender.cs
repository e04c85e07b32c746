using System.Net.Sockets;

namespace Uncramp.Web.Layout;

/// <summary>Where a call comes from, for limits.</summary>
internal static class Sender
{
    /// <summary>Whom an address belongs to. Of IPv6 a household has as many as it likes, alike in their first half.</summary>
    public static string Of(HttpContext http) => http.Connection.RemoteIpAddress is { } address
        ? address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address.ToString()
        : "";
}
