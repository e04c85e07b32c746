using System.Text;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>
/// Makes records that nobody would write out of ones that somebody did: bytes changed, parts cut, doubled, swapped between files, values replaced by others.
/// The same seed makes the same records.
/// </summary>
internal sealed class Mutation(IReadOnlyList<byte[]> seeds, int seed)
{
    private static readonly byte[][] Values = [.. new[]
    {
        "null", "true", "false", "0", "-1", "1e308", "1e400", "\"\"", "\" \"", "{}", "[]", "[[]]", "[null]", "{\"x\":1}", "\"active\"", "\"entered-in-error\"", "\"2026-13-45\"", "\"9999-12-31T24:00:00+14:00\"", "\"0001-01-01\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"urn:uuid:\"", "\"#\"", "\"/\"", "\"Patient/\"", "\"http://snomed.info/sct\"", "{\"reference\":\"#p\"}", "{\"coding\":{}}", "{\"coding\":[[]],\"text\":7}", "\"" + new string('a', 3000) + "\"", "[" + string.Join(',', Enumerable.Repeat("{}", 300)) + "]", new string('[', 70) + new string(']', 70),
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random random = new(seed);

    /// <summary>The next record.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 8; times--) Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
            case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
            case 3:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 300), other.Length - from)).ToArray());
                break;
            case 4: bytes[at] = "\"{}[],:\\"u8[random.Next(8)]; break;
            default: Value(bytes, at); break;
        }
    }

    /// <summary>Puts another value after the next colon, so that the record stays JSON and lies.</summary>
    private void Value(List<byte> bytes, int at)
    {
        var colon = bytes.IndexOf((byte)':', at);
        if (colon < 0) return;
        var end = colon + 1;
        while (end < bytes.Count && bytes[end] is (byte)' ') end++;
        var start = end;
        if (end < bytes.Count && bytes[end] == '"') end = Math.Max(end + 1, bytes.IndexOf((byte)'"', end + 1) + 1);
        else while (end < bytes.Count && bytes[end] is not ((byte)',' or (byte)'}' or (byte)']')) end++;
        bytes.RemoveRange(start, Math.Max(0, end - start));
        bytes.InsertRange(start, Values[random.Next(Values.Length)]);
    }

    /// <summary>Does with a record what the prompt does; whatever it throws is a fault.</summary>
    public static bool Assess(byte[] bytes)
    {
        var (given, problems) = BundleReader.Reads(bytes) ? BundleReader.Read(bytes, "record") : CaseReader.Read(bytes, "record");
        if (given is null)
        {
            if (problems.Count == 0) throw new InvalidOperationException("It was refused without a reason.");
            return false;
        }
        var (facts, _) = FactsBuilder.Build(KnowledgeBase.BuiltIn, given, "record");
        AssessmentJson.Write(Assessor.Assess(facts, withQuestions: false));
        return true;
    }
}
