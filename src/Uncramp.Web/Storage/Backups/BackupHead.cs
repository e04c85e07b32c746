using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uncramp.Web.Storage.Backups;

/// <summary>What stands at the front of a backup, readable by anybody: no name, no entry, only what is needed to open and to check it.</summary>
internal sealed record BackupHead
{
    private const int Form = 1;
    private const int MostBytes = 10_000;
    private static readonly byte[] mark = "UNCRAMP-BACKUP\r\n"u8.ToArray();
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The form of the file. A reader refuses a higher one.</summary>
    public int Uncramp { get; init; } = Form;

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The last change of form that the tables had.</summary>
    public required string Migration { get; init; }

    public required DateTimeOffset Made { get; init; }

    /// <summary>Rows of each table.</summary>
    public required SortedDictionary<string, long> Rows { get; init; }

    /// <summary>How the passphrase becomes a key; null: the backup is not encrypted.</summary>
    public PassphraseKey? Key { get; init; }

    /// <summary>Mark, length and text, as they stand in the file.</summary>
    public byte[] Bytes()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this, json);
        return [.. mark, .. BitConverter.GetBytes(text.Length), .. text];
    }

    /// <summary>Reads it and leaves the stream behind it.</summary>
    /// <exception cref="BackupDamagedException">It is none.</exception>
    public static (BackupHead Head, byte[] Bytes) Read(Stream file)
    {
        var front = new byte[mark.Length + sizeof(int)];
        if (file.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) < front.Length || !front.AsSpan(0, mark.Length).SequenceEqual(mark)) throw new BackupDamagedException("it is no backup of Uncramp");
        var length = BitConverter.ToInt32(front, mark.Length);
        if (length is < 2 or > MostBytes) throw new BackupDamagedException("its front is damaged");
        var text = new byte[length];
        if (file.ReadAtLeast(text, length, throwOnEndOfStream: false) < length) throw new BackupDamagedException("it is cut short");
        try
        {
            var head = JsonSerializer.Deserialize<BackupHead>(text, json)!;
            if (head.Uncramp > Form) throw new BackupDamagedException("it was made by a newer release");
            return (head, [.. front, .. text]);
        }
        catch (JsonException)
        {
            throw new BackupDamagedException("its front is damaged");
        }
    }
}

/// <summary>A backup cannot be used; the message completes "This backup cannot be used: …".</summary>
internal sealed class BackupDamagedException(string message) : Exception(message);
