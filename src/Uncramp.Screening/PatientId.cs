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
    /// <param name="id">The id.</param>
    /// <param name="exact">Whether the bits are the id.</param>
    public static UInt128 Of(string id, out bool exact)
    {
        exact = id.Length == Uuid && Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString("D", CultureInfo.InvariantCulture) == id;
        if (exact) return UInt128.Parse(id.Replace("-", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(id));
    }

    /// <summary>The id whose bits these are.</summary>
    public static string Text(UInt128 exact)
    {
        var hex = exact.ToString("x32", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    /// <summary>The id in a reference to a patient; null for a reference to anybody or anything else.</summary>
    public static string? OfReference(string reference)
    {
        var end = reference.IndexOf("/_history/", StringComparison.Ordinal) is > 0 and var history ? history : reference.Length;
        var plain = reference.AsSpan(0, end);
        var slash = plain.LastIndexOf('/');
        if (slash < 0)
        {
            if (plain.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)) return plain[9..].ToString().ToLowerInvariant();
            return plain.Length > 0 && plain[0] != '#' && !plain.Contains('?') ? plain.ToString() : null;
        }
        var type = plain[..slash];
        return type.SequenceEqual("Patient") || type.EndsWith("/Patient", StringComparison.Ordinal) ? plain[(slash + 1)..].ToString() : null;
    }
}
