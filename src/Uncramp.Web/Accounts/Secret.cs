using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Uncramp.Web.Accounts;

/// <summary>Secrets that are made here, told once and kept only as what they come to.</summary>
internal static class Secret
{
    /// <summary>A guess costs this much, so that who has the table cannot run through all codes in the day that one lives.</summary>
    private const int Rounds = 50_000;

    /// <summary>For a link: 128 bits.</summary>
    public static string Link() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>For a voice on the telephone: eight digits.</summary>
    public static string Code() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>What a secret comes to. The same secret comes to the same, so that it can be looked up.</summary>
    public static string Mark(string secret) => Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), "uncramp"u8, Rounds, HashAlgorithmName.SHA256, 32));
}
