namespace Uncramp.Facts;

/// <summary>
/// What was worked out before, in a fixed number of slots: a newer one takes the place of an older one with the same slot, so it is never full and never grows.
/// For all threads; one that comes too late works it out again.
/// </summary>
internal sealed class Remembered<TKey, TValue> where TKey : IEquatable<TKey> where TValue : class
{
    private const int Slots = 16_384;

    private readonly Slot?[] slots = new Slot?[Slots];

    /// <summary>The value, or null.</summary>
    public TValue? Of(TKey key) => slots[At(key)] is { } slot && slot.Key.Equals(key) ? slot.Value : null;

    /// <summary>Keeps a value.</summary>
    public void Keep(TKey key, TValue value) => slots[At(key)] = new Slot(key, value);

    private static int At(TKey key) => key.GetHashCode() & (Slots - 1);

    private sealed record Slot(TKey Key, TValue Value);
}
