using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Uncramp.Screening;

/// <summary>
/// A patient's id as 128 bits. Of a UUID these are the id itself; of any other text they are a hash, and whoever looks one up compares the text too.
/// </summary>
internal static class PatientId
{
    private const int Uuid = 36;

    /// <summary>The bits.</summary>
    /// <param name="id">The id, in UTF-8.</param>
    /// <param name="exact">Whether the bits are the id: a UUID in lower case, from which the text can be written again.</param>
    public static UInt128 Of(ReadOnlySpan<byte> id, out bool exact)
    {
        exact = TryUuid(id, out var bits);
        return exact ? bits : XxHash128.HashToUInt128(id);
    }

    /// <summary>The id whose bits these are.</summary>
    public static string Text(UInt128 exact)
    {
        var hex = exact.ToString("x32", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    /// <summary>The id in a reference to a patient; empty for a reference to anybody or anything else.</summary>
    public static ReadOnlySpan<byte> OfReference(ReadOnlySpan<byte> reference)
    {
        if (reference.IndexOf("/_history/"u8) is > 0 and var history) reference = reference[..history];
        var slash = reference.LastIndexOf((byte)'/');
        if (slash < 0)
        {
            if (reference.StartsWith("urn:uuid:"u8)) return reference[9..];
            return reference.IsEmpty || reference[0] == '#' || reference.Contains((byte)'?') ? default : reference;
        }
        var type = reference[..slash];
        return type.SequenceEqual("Patient"u8) || type.EndsWith("/Patient"u8) ? reference[(slash + 1)..] : default;
    }

    /// <inheritdoc cref="OfReference(ReadOnlySpan{byte})"/>
    public static byte[] OfReference(string reference) => OfReference(Encoding.UTF8.GetBytes(reference)).ToArray();

    private static bool TryUuid(ReadOnlySpan<byte> id, out UInt128 bits)
    {
        bits = default;
        if (id.Length != Uuid) return false;
        var (high, low) = (0UL, 0UL);
        for (var i = 0; i < Uuid; i++)
        {
            var c = id[i];
            if (i is 8 or 13 or 18 or 23)
            {
                if (c != '-') return false;
                continue;
            }
            var digit = c is >= (byte)'0' and <= (byte)'9' ? c - '0' : c is >= (byte)'a' and <= (byte)'f' ? c - 'a' + 10 : -1;
            if (digit < 0) return false;
            if (i < 19) high = (high << 4) | (uint)digit;
            else low = (low << 4) | (uint)digit;
        }
        bits = new UInt128(high, low);
        return true;
    }
}
