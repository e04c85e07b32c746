namespace Uncramp.Screening;

/// <summary>Values one after the other, in blocks: it grows without being copied, and holds at most one block more than it needs.</summary>
internal sealed class Column<T> where T : struct
{
    // Small enough for the young heap, so that what a worker lets go of is free again soon.
    private const int Bits = 10;
    private const int InBlock = 1 << Bits;

    private readonly List<T[]> blocks = [];

    /// <summary>How many values.</summary>
    public int Count { get; private set; }

    /// <summary>A value by its number.</summary>
    public ref T this[int at] => ref blocks[at >> Bits][at & (InBlock - 1)];

    /// <summary>Adds a value.</summary>
    /// <returns>Its number.</returns>
    public int Add(T value)
    {
        if (Count == blocks.Count << Bits) blocks.Add(new T[InBlock]);
        this[Count] = value;
        return Count++;
    }
}
