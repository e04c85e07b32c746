using System.Collections.Concurrent;

namespace Uncramp.Screening;

/// <summary>
/// Reads a stream on a thread of its own, a few blocks ahead of whoever takes them: a packed file is unpacked while what came before is read.
/// What goes wrong there is thrown where its bytes would have come.
/// </summary>
internal sealed class ReadAhead : Stream
{
    private const int BlockBytes = 256 * 1024;
    private const int Blocks = 8;

    private readonly Stream inner;
    private readonly BlockingCollection<(byte[] Bytes, int Length)> full = new(Blocks);
    private readonly ConcurrentBag<byte[]> empty = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task worker;
    private (byte[] Bytes, int Length) block = ([], 0);
    private int taken;

    /// <param name="inner">Read from now on, and disposed of with this.</param>
    public ReadAhead(Stream inner)
    {
        this.inner = inner;
        worker = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (taken == block.Length)
        {
            if (block.Bytes.Length > 0) empty.Add(block.Bytes);
            taken = 0;
            block = ([], 0);
            if (!full.TryTake(out var next, Timeout.Infinite))
            {
                worker.GetAwaiter().GetResult();
                return 0;
            }
            block = next;
        }
        var length = Math.Min(buffer.Length, block.Length - taken);
        block.Bytes.AsSpan(taken, length).CopyTo(buffer);
        taken += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && inner.CanRead)
        {
            stop.Cancel();
            Task.WaitAny(worker);
            full.Dispose();
            stop.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                var bytes = empty.TryTake(out var used) ? used : new byte[BlockBytes];
                var length = 0;
                try
                {
                    while (length < bytes.Length && inner.Read(bytes, length, bytes.Length - length) is > 0 and var read) length += read;
                }
                finally
                {
                    // What came before a break is good.
                    if (length > 0) full.Add((bytes, length), stop.Token);
                }
                if (length < bytes.Length) return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}
