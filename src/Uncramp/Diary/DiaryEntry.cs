using System.Collections.Immutable;

namespace Uncramp.Diary;

/// <summary>
/// What every line of a diary has: who logged it and when, and for each field that was written later, when and by whom.
/// A field is null when nobody said it. Null is unknown, never "no" and never zero.
/// </summary>
public abstract record DiaryEntry
{
    /// <summary>When the entry was first logged, and by whom.</summary>
    public required Stamp Logged { get; init; }

    /// <summary>
    /// Fields, by name, that were written at another time than <see cref="Logged"/>.
    /// A field that stands here and is null was said once and taken back; a null field that does not stand here was never said.
    /// </summary>
    public IReadOnlyDictionary<string, Stamp> Changed { get; init; } = ImmutableSortedDictionary<string, Stamp>.Empty;

    /// <summary>What tells it from all others of its section.</summary>
    internal abstract string Key { get; }
}

/// <summary>An entry that lives in a section of the diary and so can be written, read and merged.</summary>
/// <typeparam name="T">The entry itself.</typeparam>
public interface ISectioned<T> where T : DiaryEntry, ISectioned<T>
{
    /// <summary>Where it lives and which fields it has.</summary>
    internal static abstract Section<T> Section { get; }
}
