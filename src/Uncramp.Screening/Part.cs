using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>
/// What was read of one stretch, kept on the disk: a run that was ended, however roughly, reads on from there. A part counts only for the same file as it was,
/// the same knowledge and the same way of reading.
/// </summary>
internal sealed class Part(string folder, KnowledgeBase knowledge, Terms terms, ScreenOptions options)
{
    /// <summary>Under this name a file of facts tells the hash of the knowledge it was read with.</summary>
    public const string Knowledge = "uncramp.knowledge";

    /// <summary>Under this name it tells how many lines it was read from.</summary>
    public const string Lines = "uncramp.lines";

    private const string Bad = "uncramp.bad";

    /// <summary>What an earlier run kept of this stretch, or null.</summary>
    public SegmentContent? Kept(Segment segment)
    {
        var file = FileOf(segment);
        if (!File.Exists(file)) return null;
        using var input = File.OpenRead(file);
        var population = new Population(terms);
        var (about, _) = FactsFile.Read(input, population, terms);
        return about is null ? null : new SegmentContent(population, long.Parse(about[Lines], CultureInfo.InvariantCulture), JsonSerializer.Deserialize<BadLine[]>(about[Bad]) ?? []);
    }

    /// <summary>Keeps what was read of a stretch; it is there whole or not at all.</summary>
    public void Keep(Segment segment, SegmentContent content) => RowFile.Whole(FileOf(segment), output => FactsFile.Write(output, content.Population, terms, new Dictionary<string, string>
    {
        [Knowledge] = knowledge.Release.Hash,
        [Lines] = content.Lines.ToString(CultureInfo.InvariantCulture),
        [Bad] = JsonSerializer.Serialize(content.Bad),
    }));

    private string FileOf(Segment segment)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(segment.File.Path)}|{segment.File.Length}|{segment.File.Changed}|{segment.Start}|{segment.End}|{knowledge.Release.Hash}|{options.AnyStatus}");
        return Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..24]}.parquet");
    }
}
