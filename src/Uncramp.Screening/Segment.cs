using System.IO.Compression;
using System.Numerics;

namespace Uncramp.Screening;

/// <summary>
/// A stretch of a file that one worker reads: the lines that begin in it, the last one to its end although that lies behind.
/// A packed file is one stretch, because it can only be read from its beginning.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind it.</param>
internal sealed record Segment(ExportFile File, long Start, long End)
{
    /// <summary>A longer line is no resource.</summary>
    public const int MostInLine = 256 << 20;

    /// <summary>What a worker lends at first: blocks that stay in the processor's own memory while their lines are read.</summary>
    public const int FirstBuffer = 1 << 18;

    private const long FewestBytes = 4 << 20;
    private const long MostBytes = 64 << 20;
    private const int Stretches = 64;

    /// <summary>What is done with a line. The bytes are only there during the call.</summary>
    /// <param name="line">Without its line break.</param>
    /// <param name="number">Its number in the stretch, from 1.</param>
    public delegate void OnLine(ReadOnlySpan<byte> line, long number);

    /// <summary>Cuts files into stretches, the largest first, so that no worker is left with a long one at the end.</summary>
    public static IReadOnlyList<Segment> Of(IEnumerable<ExportFile> files)
    {
        var all = files.ToList();
        // By the bytes alone, and in steps: with other threads, or when a file was added, a run must find the stretches again that an earlier one has kept.
        var most = Math.Clamp((long)BitOperations.RoundUpToPowerOf2((ulong)(all.Sum(file => file.Length) / Stretches)), FewestBytes, MostBytes);
        var segments = new List<Segment>();
        foreach (var file in all)
        {
            if (file.IsGzip) segments.Add(new Segment(file, 0, file.Length));
            else
                for (var start = 0L; start < file.Length; start += most) segments.Add(new Segment(file, start, Math.Min(start + most, file.Length)));
        }
        // Packed bytes are about ten times as many when they are unpacked.
        segments.Sort((a, b) => (b.Weight - a.Weight) switch { > 0 => 1, < 0 => -1, _ => string.CompareOrdinal(a.File.Path, b.File.Path) is not 0 and var order ? order : a.Start.CompareTo(b.Start) });
        return segments;
    }

    /// <summary>How much there is to read.</summary>
    public long Weight => (End - Start) * (File.IsGzip ? 10 : 1);

    /// <summary>Reads the lines.</summary>
    /// <param name="buffer">Lent, and exchanged for a larger one when a line does not fit.</param>
    /// <param name="each">What is done with each.</param>
    /// <param name="progress">Told how many more bytes of the file are done.</param>
    /// <param name="tooLong">Told the number of a line that is no resource by its length alone.</param>
    /// <returns>How many lines begin here.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The packed file is broken; lines before the break have been given.</exception>
    public long Read(ref byte[] buffer, OnLine each, Action<long> progress, Action<long> tooLong)
    {
        using var raw = new FileStream(File.Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        using Stream stream = File.IsGzip ? new ReadAhead(new GZipStream(raw, CompressionMode.Decompress)) : raw;
        var (from, filled, lines) = (0, 0, 0L);
        var at = Start; // the byte of the file, or of what is unpacked, at which the buffer's first unread byte stands
        var skipping = false;
        if (Start > 0)
        {
            // A line that began before belongs to the stretch before.
            raw.Position = Start - 1;
            at = Start - 1;
            skipping = true;
        }
        var told = at; // what is unpacked ahead may have begun
        while (true)
        {
            var newline = buffer.AsSpan(from, filled - from).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                if (!skipping)
                {
                    if (IsBehind(at)) return lines;
                    each(Trim(buffer.AsSpan(from, newline), first: at == 0), ++lines);
                }
                skipping = false;
                from += newline + 1;
                at += newline + 1;
                continue;
            }
            if (from > 0)
            {
                buffer.AsSpan(from, filled - from).CopyTo(buffer);
                filled -= from;
                from = 0;
            }
            if (!skipping && IsBehind(at)) return lines;
            if (filled == buffer.Length)
            {
                if (filled >= MostInLine || skipping)
                {
                    if (!skipping) tooLong(++lines);
                    skipping = true;
                    at += filled;
                    filled = 0;
                }
                else Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            var now = raw.Position;
            progress(now - told);
            told = now;
            if (read == 0) break;
            filled += read;
        }
        if (filled > 0 && !skipping) each(Trim(buffer.AsSpan(0, filled), first: at == 0), ++lines);
        return lines;
    }

    private bool IsBehind(long at) => !File.IsGzip && at >= End;

    /// <summary>Without a carriage return, blanks around it and, at the very start of a file, a byte order mark.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line, bool first)
    {
        if (first && line.StartsWith("\uFEFF"u8)) line = line[3..];
        return line.Trim(" \t\r"u8);
    }
}
