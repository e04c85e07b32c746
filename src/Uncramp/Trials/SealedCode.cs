using System.Security.Cryptography;
using System.Text;

namespace Uncramp.Trials;

/// <summary>
/// The code that opens a sealed schedule: 16 letters and digits (80 bits) in groups of four, without those that look alike. The seed of the
/// schedule is the SHA-256 of the code, so that nobody need type 64 digits, and nobody can guess the code from the hash.
/// </summary>
public static class SealedCode
{
    private const string Signs = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

    /// <summary>How many signs a code has, without the hyphens.</summary>
    public const int Length = 16;

    /// <summary>A code from random bytes, one sign of each.</summary>
    /// <param name="random">16 bytes from the system's cryptographic source.</param>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public static string Of(ReadOnlySpan<byte> random)
    {
        if (random.Length != Length) throw new ArgumentException($"A code takes {Length} bytes.", nameof(random));
        var code = new StringBuilder();
        for (var i = 0; i < random.Length; i++) code.Append(i > 0 && i % 4 == 0 ? "-" : "").Append(Signs[random[i] % Signs.Length]);
        return code.ToString();
    }

    /// <summary>Reads a code as people type it: small letters, no hyphens, O for 0 and I or L for 1. Null: it is none.</summary>
    public static string? Parse(string? typed)
    {
        var signs = (typed ?? "").ToUpperInvariant().Where(char.IsLetterOrDigit).Select(sign => sign switch { 'O' => '0', 'I' or 'L' => '1', _ => sign }).ToList();
        return signs.Count == Length && signs.TrueForAll(sign => Signs.Contains(sign, StringComparison.Ordinal)) ? string.Join('-', signs.Chunk(4).Select(group => new string(group))) : null;
    }

    /// <summary>The seed of a schedule: 64 hexadecimal digits.</summary>
    /// <param name="code">A code as <see cref="Of"/> or <see cref="Parse"/> writes it.</param>
    public static string Seed(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
