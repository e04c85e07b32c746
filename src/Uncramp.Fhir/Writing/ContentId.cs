using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Uncramp.Fhir.Writing;

/// <summary>Ids out of content, so that the same report has the same ids: name-based UUIDs of version 8 with SHA-256 (RFC 9562, 5.8 and B.2).</summary>
internal static class ContentId
{
    private static readonly byte[] Namespace = SHA256.HashData(Encoding.UTF8.GetBytes(Canonical.Base));

    /// <summary><c>urn:uuid:…</c> of a resource.</summary>
    public static string Of(JsonNode resource)
    {
        var bytes = SHA256.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(resource.ToJsonString())]).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
