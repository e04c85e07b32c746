using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Uncramp.Web.Layout;

/// <summary>
/// What comes in is received in blocks of 256 KB. The server's own blocks are of 4 KB, so that a record of a megabyte would come in 250 parts, each with a call of the
/// system and a turn of its own. A connection that is silent holds none.
/// </summary>
internal sealed class WideBlocks : IMemoryPoolFactory<byte>
{
    private const int Size = 256 * 1024;

    public MemoryPool<byte> Create(MemoryPoolOptions? options) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, Size));

        protected override void Dispose(bool disposing)
        {
        }
    }
}
