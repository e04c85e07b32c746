namespace Uncramp.Screening.Tests;

/// <summary>What is unpacked on another thread comes in order, whole, and with its end as it was.</summary>
public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(5_000_001)]
    public void All_bytes_come_in_their_order(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        using var ahead = new ReadAhead(new Drops(bytes, breaks: false));
        using var all = new MemoryStream();
        ahead.CopyTo(all, 10_007);
        all.ToArray().ShouldBe(bytes);
        ahead.ReadByte().ShouldBe(-1);
    }

    [Fact]
    public void What_came_before_a_break_comes_and_then_the_break()
    {
        var bytes = new byte[700_001];
        new Random(7).NextBytes(bytes);
        using var ahead = new ReadAhead(new Drops(bytes, breaks: true));
        var (read, buffer) = (0, new byte[bytes.Length + 20_000]);
        Should.Throw<InvalidDataException>(() =>
        {
            while (ahead.Read(buffer, read, 10_007) is > 0 and var more) read += more;
        });
        buffer[..read].ShouldBe(bytes);
        Should.Throw<InvalidDataException>(() => ahead.ReadByte());
    }

    [Fact]
    public void Who_stops_in_the_middle_waits_for_nothing()
    {
        using var endless = new ReadAhead(new Zeros());
        endless.ReadByte().ShouldBe(0);
        endless.Dispose();
    }

    private sealed class Drops(byte[] bytes, bool breaks) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, Math.Min(count, 1 + (int)(Position % 9973)));
            return read > 0 || !breaks ? read : throw new InvalidDataException();
        }
    }

    private sealed class Zeros : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;
    }
}
