using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Uncramp.Web.Storage.Backups;

/// <summary>
/// A stream in pieces, each with a tag that nothing changed, was swapped or cut off: AES-256-GCM with a key, and without one a part of SHA-256,
/// which guards against accidents only. Every tag covers the front of the file, the number of the piece and whether it is the last.
/// </summary>
internal sealed class SealedStream : Stream
{
    private const int PieceBytes = 1 << 20, TagBytes = 16, NonceBytes = 12;

    private readonly Stream file;
    private readonly bool writes;
    private readonly byte[] front;
    private readonly AesGcm? cipher;
    private readonly byte[] piece = new byte[PieceBytes];
    private long number;
    private int filled, given;
    private bool ended;

    /// <param name="file">Where the pieces stand, behind the front. It stays open.</param>
    /// <param name="front">The bytes of the front.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="writes">Whether pieces are written or read.</param>
    public SealedStream(Stream file, byte[] front, byte[]? key, bool writes)
    {
        (this.file, this.writes, this.front) = (file, writes, SHA256.HashData(front));
        cipher = key is null ? null : new AesGcm(key, TagBytes);
    }

    public override bool CanRead => !writes;
    public override bool CanWrite => writes;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (filled == PieceBytes) WritePiece(last: false);
            var fits = Math.Min(buffer.Length, PieceBytes - filled);
            buffer[..fits].CopyTo(piece.AsSpan(filled));
            filled += fits;
            buffer = buffer[fits..];
        }
    }

    /// <summary>Writes the last piece. Without it a reader says that the file is cut short.</summary>
    public void End() => WritePiece(last: true);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (given == filled)
        {
            if (ended) return 0;
            ReadPiece();
        }
        var fits = Math.Min(buffer.Length, filled - given);
        piece.AsSpan(given, fits).CopyTo(buffer);
        given += fits;
        return fits;
    }

    public override void Flush() => file.Flush();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) cipher?.Dispose();
        CryptographicOperations.ZeroMemory(piece);
        base.Dispose(disposing);
    }

    private void WritePiece(bool last)
    {
        var head = Head(filled, last);
        Span<byte> tag = stackalloc byte[TagBytes];
        var text = piece.AsSpan(0, filled);
        if (cipher is null) Sum(head, text, tag);
        else cipher.Encrypt(Nonce(), text, text, tag, [.. front, .. head]);
        file.Write(head);
        file.Write(text);
        file.Write(tag);
        (number, filled) = (number + 1, 0);
    }

    private void ReadPiece()
    {
        var head = new byte[sizeof(int) + 1];
        Fill(head);
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > PieceBytes) throw Damaged();
        var text = piece.AsSpan(0, length);
        Span<byte> tag = stackalloc byte[TagBytes], sum = stackalloc byte[TagBytes];
        Fill(text);
        Fill(tag);
        if (cipher is null)
        {
            Sum(head, text, sum);
            if (!sum.SequenceEqual(tag)) throw Damaged();
        }
        else
        {
            try
            {
                cipher.Decrypt(Nonce(), text, tag, text, [.. front, .. head]);
            }
            catch (AuthenticationTagMismatchException)
            {
                throw Damaged();
            }
        }
        (number, filled, given, ended) = (number + 1, length, 0, head[^1] == 1);
        if (ended && file.ReadByte() >= 0) throw Damaged();
    }

    private void Fill(Span<byte> bytes)
    {
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new BackupDamagedException("it is cut short");
    }

    private static byte[] Head(int length, bool last)
    {
        var head = new byte[sizeof(int) + 1];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        head[^1] = last ? (byte)1 : (byte)0;
        return head;
    }

    // The key is used for one file, so the number of a piece is nonce enough.
    private byte[] Nonce()
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - sizeof(long)), number);
        return nonce;
    }

    private void Sum(ReadOnlySpan<byte> head, ReadOnlySpan<byte> text, Span<byte> tag)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(front);
        hash.AppendData(Nonce());
        hash.AppendData(head);
        hash.AppendData(text);
        hash.GetHashAndReset()[..TagBytes].CopyTo(tag);
    }

    private static BackupDamagedException Damaged() => new("it is damaged");
}
