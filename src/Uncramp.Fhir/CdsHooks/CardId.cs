using System.Security.Cryptography;
using System.Text;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>
/// The uuid of a card (RFC 9562, version 8): its first half names the entry, the rest the call. So the same call gives the same cards, and
/// feedback finds its entry although nothing about the call was kept.
/// </summary>
internal static class CardId
{
    private const int EntryBytes = 6;

    /// <summary>The uuid of an entry's card in one call.</summary>
    /// <param name="entry">Whose card.</param>
    /// <param name="call">What makes the call its own: its instance and its service.</param>
    public static Guid Of(Entry entry, string call)
    {
        Span<byte> bytes = stackalloc byte[16];
        Mark(entry).CopyTo(bytes);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{call} {entry.Id}")).AsSpan(0, 16 - EntryBytes).CopyTo(bytes[EntryBytes..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Whose card it was; null when it is none of this knowledge.</summary>
    public static Entry? EntryOf(Guid card, KnowledgeBase knowledge)
    {
        var bytes = card.ToByteArray(bigEndian: true);
        if (bytes[6] >> 4 != 8) return null;
        foreach (var entry in knowledge.Spoken)
            if (Mark(entry).SequenceEqual(bytes.AsSpan(0, EntryBytes))) return entry;
        return null;
    }

    private static ReadOnlySpan<byte> Mark(Entry entry) => SHA256.HashData(Encoding.UTF8.GetBytes(entry.Id)).AsSpan(0, EntryBytes);
}
