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

    /// <summary>The bits of an id in UTF-8: of a UUID in lower case the id itself, from which it can be written again.</summary>
    public static PatientKey Of(ReadOnlySpan<byte> id) => TryUuid(id, out var bits) ? new PatientKey(bits) : new PatientKey(XxHash128.HashToUInt128(id), id);

    /// <summary>The id.</summary>
    public static string Text(in PatientKey key)
    {
        if (!key.IsExact) return Encoding.UTF8.GetString(key.Text);
        Span<byte> text = stackalloc byte[Uuid];
        Write(key.Bits, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Which of two ids comes first.</summary>
    public static int Compare(in PatientKey one, in PatientKey other)
    {
        if (one.IsExact && other.IsExact) return one.Bits.CompareTo(other.Bits);
        Span<byte> text = stackalloc byte[Uuid];
        if (one.IsExact)
        {
            Write(one.Bits, text);
            return text.SequenceCompareTo(other.Text);
        }
        if (!other.IsExact) return one.Text.SequenceCompareTo(other.Text);
        Write(other.Bits, text);
        return one.Text.SequenceCompareTo(text);
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

    private static void Write(UInt128 uuid, Span<byte> text)
    {
        Span<byte> hex = stackalloc byte[32];
        uuid.TryFormat(hex, out _, "x32", CultureInfo.InvariantCulture);
        var at = 0;
        foreach (var length in (ReadOnlySpan<int>)[8, 4, 4, 4, 12])
        {
            if (at > 0) text[at++] = (byte)'-';
            hex[..length].CopyTo(text[at..]);
            hex = hex[length..];
            at += length;
        }
    }

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
