using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>What an app on a phone does (RFC 6238), written here once more, so that the server is not measured by itself.</summary>
internal static class Totp
{
    public static string Now(string key)
    {
        var bits = string.Concat(key.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard names this one.
        var hash = HMACSHA1.HashData(secret, step.ToArray());
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
