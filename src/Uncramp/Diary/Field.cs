using System.Text;
using System.Text.Json;
using Uncramp.Documents;

namespace Uncramp.Diary;

/// <summary>One field of an entry. Writing, reading and merging all go through this one list of fields, so none of them can forget one.</summary>
internal abstract class Field<T>(string name) where T : DiaryEntry
{
    /// <summary>Its name in JSON, and the property's name in camel case.</summary>
    public string Name { get; } = name;

    /// <summary>True when somebody said it.</summary>
    public abstract bool Said(T entry);

    /// <summary>Writes the value; only for what was said.</summary>
    public abstract void WriteValue(Utf8JsonWriter json, T entry);

    /// <summary>The entry with the value of a node. What cannot be read is a problem and leaves the entry as it was.</summary>
    public abstract T Read(T into, Node node, Reading reading, string path);

    /// <summary>The entry with another one's value.</summary>
    public abstract T Take(T into, T from);

    /// <summary>The entry without a value.</summary>
    public abstract T Erase(T from);

    /// <summary>The value as canonical JSON; <c>null</c> when not said. Two values are the same when these are.</summary>
    public string Json(T entry)
    {
        if (!Said(entry)) return "null";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, DiaryJson.Compact)) WriteValue(json, entry);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>A field with values of one shape.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TValue">The nullable type of the property.</typeparam>
internal sealed class Field<T, TValue>(string name, Shape<TValue> shape, Func<T, TValue> get, Func<T, TValue, T> set) : Field<T>(name) where T : DiaryEntry
{
    public override bool Said(T entry) => get(entry) is not null;

    public override void WriteValue(Utf8JsonWriter json, T entry) => shape.Write(json, get(entry));

    public override T Read(T into, Node node, Reading reading, string path) => shape.Read(node, reading, path) is { } value ? set(into, value) : into;

    public override T Take(T into, T from) => set(into, get(from));

    public override T Erase(T from) => set(from, default!);
}

/// <summary>How values of one kind are read and written.</summary>
/// <param name="Read">The value of a node, or null after reporting a problem.</param>
/// <param name="Write">Writes a value that is not null.</param>
internal sealed record Shape<TValue>(Func<Node, Reading, string, TValue?> Read, Action<Utf8JsonWriter, TValue> Write);

/// <summary>A list of the diary: its name, what tells its entries apart, and their fields.</summary>
/// <param name="Name">Its key in the document.</param>
/// <param name="KeyName">The entries' own key: <c>id</c> or <c>night</c>; null where there is but one entry.</param>
/// <param name="Most">The most entries it may hold.</param>
/// <param name="Blank">An entry that says nothing yet, from the text of its key; null when the text is no such key.</param>
/// <param name="Fields">Every field, in the order of writing.</param>
/// <param name="Required">Fields without which an entry means nothing.</param>
/// <param name="Order">The order of writing: time first. The key settles ties.</param>
internal sealed record Section<T>(
    string Name, string? KeyName, int Most, Func<string, Stamp, T?> Blank, IReadOnlyList<Field<T>> Fields, IReadOnlyList<string> Required, Comparison<T> Order) where T : DiaryEntry
{
    /// <summary>What cannot be together in one entry: the field to blame, the sentence and the remedy; null when all is well.</summary>
    public Func<T, (string Field, string What, string Remedy)?> Check { get; init; } = _ => null;

    /// <summary>The field of a name, or null.</summary>
    public Field<T>? FieldOf(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The entries in the order of writing.</summary>
    public IReadOnlyList<T> Sorted(IEnumerable<T> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, (one, other) => Order(one, other) is not 0 and var order ? order : string.CompareOrdinal(one.Key, other.Key));
        return sorted;
    }
}
