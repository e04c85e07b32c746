using System.IO.Compression;

namespace Uncramp.Fhir.Reading;

/// <summary>
/// A file as people have it: a record as it is, packed with gzip, or in a zip archive, such as a phone's health export with one resource a file.
/// Nothing is unpacked beyond what a record may have.
/// </summary>
public static class RecordFile
{
    private const int MostFiles = 50_000;

    /// <summary>The record in a file; a file that is not packed comes back as it is.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="name">Its name for messages.</param>
    public static (byte[]? Record, Problem? Problem) Unpack(byte[] file, string name)
    {
        try
        {
            return file switch
            {
                [0x1F, 0x8B, ..] => Bounded(new GZipStream(new MemoryStream(file), CompressionMode.Decompress), BundleReader.MaxBytes) is { } record ? (record, null) : (null, TooLarge(name)),
                [(byte)'P', (byte)'K', 3, 4, ..] => Archive(file, name),
                _ => (file, null),
            };
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or IOException)
        {
            return (null, new Problem("UNC406", name, "The archive is broken or locked", "export the record again, without a password"));
        }
    }

    /// <summary>All records of the archive as one Bundle; other files, such as readings of a watch, are passed over.</summary>
    private static (byte[]?, Problem?) Archive(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        if (archive.Entries.Count > MostFiles) return (null, TooLarge(name));
        using var bundle = new MemoryStream();
        bundle.Write("{\"resourceType\":\"Bundle\",\"entry\":["u8);
        var count = 0;
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            using var packed = entry.Open();
            if (Bounded(packed, BundleReader.MaxBytes - (int)bundle.Length) is not { } record) return (null, TooLarge(name));
            if (!BundleReader.Reads(record)) continue;
            bundle.Write(count++ == 0 ? "{\"resource\":"u8 : ",{\"resource\":"u8);
            bundle.Write(record.AsSpan(record is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
            bundle.Write("}"u8);
        }
        bundle.Write("]}"u8);
        return count == 0 ? (null, new Problem("UNC407", name, "The archive holds no FHIR record", "choose the export of your health records")) : (bundle.ToArray(), null);
    }

    private static byte[]? Bounded(Stream packed, int most)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = packed.Read(buffer)) > 0)
        {
            if (whole.Length + read > most) return null;
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }

    private static Problem TooLarge(string name) => new("UNC401", name, $"Unpacked, it has more than {BundleReader.MaxBytes:N0} bytes", "export fewer years");
}
