using System.Text;
using System.Text.Json;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// Reads one resource, forward only, from UTF-8 bytes: an entry of a Bundle or a line of a bulk export alike.
/// Lenient, because real records break the rules: what has the wrong shape becomes a <see cref="Slip"/> and is passed over; where that is
/// something that decides whether the resource counts, it does not count. Nothing is guessed.
/// </summary>
public static class ResourceReader
{
    /// <summary>How deep JSON may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads one line or file that holds nothing but a resource. Slips count bytes from its start.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="problem">Why there is no reading.</param>
    public static Reading? Read(ReadOnlySpan<byte> utf8, out string? problem) => Read(utf8, new ElementReader(), out problem);

    /// <summary>The same for one of many: the reader remembers short texts of those before.</summary>
    internal static Reading? Read(ReadOnlySpan<byte> utf8, ElementReader elements, out string? problem)
    {
        problem = null;
        elements.Forget();
        try
        {
            var scan = new Scan(utf8);
            scan.Space();
            if (scan.Here != '{')
            {
                problem = "This is not a JSON object";
                return null;
            }
            var reading = Read(ref scan, utf8, elements);
            scan.End();
            if (reading.Type.Length == 0) problem = "It has no resourceType";
            return reading.Type.Length == 0 ? null : reading;
        }
        catch (Exception error) when (error is BrokenJsonException or JsonException)
        {
            var broken = BrokenJsonException.Of(error, elements);
            problem = broken.TooDeep ? $"Nesting is deeper than {MaxDepth} levels" : $"This is not valid JSON, at byte {broken.At}";
            return null;
        }
    }

    /// <summary>Reads the resource whose object the scan stands on, and leaves the scan behind it.</summary>
    /// <exception cref="BrokenJsonException">The text is not JSON.</exception>
    /// <exception cref="JsonException">A value that is wanted is not JSON.</exception>
    internal static Reading Read(ref Scan scan, ReadOnlySpan<byte> utf8, ElementReader elements) => Read(ref scan, utf8, elements, KindOf(scan, out var type), type);

    /// <summary>The same for a resource whose kind was looked up before.</summary>
    internal static Reading Read(ref Scan scan, ReadOnlySpan<byte> utf8, ElementReader elements, ResourceKind kind, string type)
    {
        var reading = new Reading { Kind = kind, Type = type, OtherVersion = ResourceKinds.OtherVersion(type) };
        if (reading.Kind == ResourceKind.Other) scan.Skip();
        else new ResourceDraft(reading, elements).Read(ref scan, utf8);
        return reading;
    }

    /// <summary>Finds resourceType without moving the caller's scan; it is nearly always the first property.</summary>
    internal static ResourceKind KindOf(Scan peek, out string type)
    {
        peek.Enter();
        for (var first = true; peek.Property(ref first, out var name);)
        {
            var value = peek.Skip();
            if (Names.Known(name) != "resourceType" || value[0] != '"') continue;
            var written = value[1..^1];
            return ResourceKinds.Of(written.Contains((byte)'\\') && Json.Text(value, 64) is { } text ? Encoding.UTF8.GetBytes(text) : written, out type);
        }
        type = "";
        return ResourceKind.Other;
    }
}
