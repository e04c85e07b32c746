using System.IO.Compression;
using System.Security.Cryptography;

namespace Uncramp.Web.Storage.Backups;

/// <summary>
/// <c>./uncramp backup FILE</c> and <c>./uncramp restore FILE</c>. They live with the database they keep, so the launcher starts this program for them.
/// A backup is taken while the app runs, and read back before it counts; a restore is checked from end to end before anything is touched.
/// </summary>
internal static class BackupCommand
{
    public static async Task<int> Run(string[] args)
    {
        var (options, usage) = BackupOptions.Parse(args);
        if (options is null) return Refuse(usage!);
        try
        {
            string? passphrase = null;
            if (options.PassphraseFile is { } secret)
            {
                if (!System.IO.File.Exists(secret)) return Refuse(new Problem("UNC230", secret, "There is no such file", "write the passphrase as its first line"));
                passphrase = System.IO.File.ReadLines(secret).FirstOrDefault()?.TrimEnd('\r');
                if (string.IsNullOrWhiteSpace(passphrase)) return Refuse(new Problem("UNC230", secret, "Its first line is empty", "write the passphrase there"));
            }
            var (database, wrong) = Database.Of(options.Data, options.Connection);
            if (database is null) return Refuse(wrong!);
            await using var _ = database;
            return await (options.Restores ? Restore(options, database, passphrase) : Backup(options, database, passphrase));
        }
        catch (BackupDamagedException error)
        {
            return Refuse(new Problem("UNC231", options.File, $"This backup cannot be used: {error.Message}", "use another one"));
        }
        catch (StoreRefusedException error)
        {
            return Refuse(error.Problem);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse(new Problem("UNC232", options.File, error is UnauthorizedAccessException ? "We may not read or write here" : error.Message.TrimEnd('.'), "see the path and the room on the disk"));
        }
    }

    private static async Task<int> Backup(BackupOptions options, Database database, string? passphrase)
    {
        if (System.IO.File.Exists(options.File)) return Refuse(new Problem("UNC233", options.File, "There is a file of this name", "choose another name; a backup is never written over"));
        var part = $"{options.File}.part";
        try
        {
            byte[] sum;
            BackupHead head;
            await using (var content = await database.Leave())
            {
                var (told, key) = passphrase is null ? (null, null) : PassphraseKey.New(passphrase);
                head = content.Head with { Key = told };
                await using var file = OwnersFile.Create(part);
                var front = head.Bytes();
                file.Write(front);
                await using var sealing = new SealedStream(file, front, key, writes: true);
                using var hash = SHA256.Create();
                await using (var packing = new GZipStream(sealing, CompressionLevel.Optimal, leaveOpen: true))
                await using (var summing = new CryptoStream(packing, hash, CryptoStreamMode.Write, leaveOpen: true))
                    await content.CopyTo(summing);
                sealing.End();
                file.Flush(flushToDisk: true);
                sum = hash.Hash!;
            }
            await using (var written = System.IO.File.OpenRead(part))
            {
                await using var opened = Open(written, passphrase, out _);
                if (!(await SHA256.HashDataAsync(opened)).AsSpan().SequenceEqual(sum)) throw new BackupDamagedException("what was written is not what was read; see whether the disk is failing");
            }
            System.IO.File.Move(part, options.File);
            Console.Out.WriteLine($"Kept {Told(head)} in {options.File}{(passphrase is null ? ", not encrypted" : ", encrypted")}, and read it back.");
            return 0;
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }

    private static async Task<int> Restore(BackupOptions options, Database database, string? passphrase)
    {
        if (!System.IO.File.Exists(options.File)) return Refuse(new Problem("UNC230", options.File, "There is no such file", "give the path of a backup"));
        await using var file = System.IO.File.OpenRead(options.File);
        // Once through to the end, before anything is touched.
        BackupHead head;
        await using (var looked = Open(file, passphrase, out head)) await looked.CopyToAsync(Stream.Null);
        file.Position = 0;
        await using var content = Open(file, passphrase, out _);
        await database.Restore(head, content, options.Replace);
        Console.Out.WriteLine($"Restored {Told(head)} from {options.File}.");
        return 0;
    }

    /// <summary>The content of a backup, checked piece by piece as it is read.</summary>
    private static ContentStream Open(FileStream file, string? passphrase, out BackupHead head)
    {
        (head, var front) = BackupHead.Read(file);
        if (head.Key is not null && passphrase is null) throw new BackupDamagedException("it is encrypted; name its passphrase with --passphrase-file");
        return new ContentStream(new SealedStream(file, front, head.Key?.Open(passphrase!), writes: false));
    }

    private static string Told(BackupHead head) => $"{head.Rows.GetValueOrDefault("Entries"):N0} entries of {head.Rows.GetValueOrDefault("People"):N0} {(head.Rows.GetValueOrDefault("People") == 1 ? "person" : "people")}";

    private static int Refuse(Problem problem)
    {
        Console.Error.WriteLine(problem);
        return 2;
    }
}

/// <summary>Unpacks, and says in one way that what is packed is damaged.</summary>
internal sealed class ContentStream(SealedStream from) : Stream
{
    private readonly GZipStream unpacking = new(from, CompressionMode.Decompress);

    public override bool CanRead => true;
    public override bool CanWrite => false;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = unpacking.Read(buffer);
            // The packed text may end before the pieces do; the last piece is what says that nothing was cut off.
            if (read == 0 && buffer.Length > 0) from.CopyTo(Null);
            return read;
        }
        catch (InvalidDataException)
        {
            throw new BackupDamagedException("it is damaged");
        }
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacking.Dispose();
        base.Dispose(disposing);
    }
}
