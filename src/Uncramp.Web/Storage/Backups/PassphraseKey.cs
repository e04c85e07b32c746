using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Uncramp.Web.Storage.Backups;

/// <summary>How a passphrase becomes a key: Argon2id (RFC 9106), whose memory makes guessing dear.</summary>
internal sealed record PassphraseKey
{
    private const int KeyBytes = 32, CheckBytes = 16, SaltBytes = 16;
    // A file from elsewhere may not ask for more than this.
    private const int MostMemoryKiB = 1 << 20, MostPasses = 50, MostLanes = 16;

    public required byte[] Salt { get; init; }

    /// <summary>The second recommended choice of RFC 9106, section 4.</summary>
    public int MemoryKiB { get; init; } = 64 * 1024;
    public int Passes { get; init; } = 3;
    public int Lanes { get; init; } = 4;

    /// <summary>Tells a wrong passphrase from a damaged file. It is made beside the key and says nothing about it.</summary>
    public required byte[] Check { get; init; }

    /// <summary>A new key with a salt of its own.</summary>
    public static (PassphraseKey Told, byte[] Key) New(string passphrase)
    {
        var told = new PassphraseKey { Salt = RandomNumberGenerator.GetBytes(SaltBytes), Check = [] };
        var both = told.Derive(passphrase);
        return (told with { Check = both[KeyBytes..] }, both[..KeyBytes]);
    }

    /// <exception cref="BackupDamagedException">The passphrase is not the one.</exception>
    public byte[] Open(string passphrase)
    {
        if (MemoryKiB is < 8 or > MostMemoryKiB || Passes is < 1 or > MostPasses || Lanes is < 1 or > MostLanes || Salt.Length < 8 || Check.Length != CheckBytes) throw new BackupDamagedException("its front is damaged");
        var both = Derive(passphrase);
        return CryptographicOperations.FixedTimeEquals(both.AsSpan(KeyBytes), Check) ? both[..KeyBytes] : throw new BackupDamagedException("the passphrase is not the one it was made with");
    }

    private byte[] Derive(string passphrase)
    {
        // As typed, always: folding the ways to write an é now or later would shut out who has a backup.
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(passphrase)) { Salt = Salt, MemorySize = MemoryKiB, Iterations = Passes, DegreeOfParallelism = Lanes };
        return argon.GetBytes(KeyBytes + CheckBytes);
    }
}
