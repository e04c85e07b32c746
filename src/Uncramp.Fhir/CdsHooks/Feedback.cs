using System.Globalization;
using System.Text.Json;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>
/// What became of a card (CDS Hooks 2.0, "Feedback"). A comment is not read: people write names into comments.
/// </summary>
/// <param name="Card">The card.</param>
/// <param name="Entry">Whose card it was; null when it is none of this knowledge.</param>
/// <param name="Accepted">Accepted, else overridden.</param>
/// <param name="Suggestions">How many suggestions were taken.</param>
/// <param name="Reason">One of our reasons; <c>other</c> for any other; null when none was given.</param>
public sealed record Feedback(Guid Card, Entry? Entry, bool Accepted, int Suggestions, string? Reason)
{
    /// <summary>The most bytes that feedback may have.</summary>
    public const int MaxBytes = 1_000_000;

    private const int MostRows = 1000;

    /// <summary>Reads feedback; every problem at once, and then nothing of it counts.</summary>
    public static (IReadOnlyList<Feedback>? Feedback, IReadOnlyList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8, KnowledgeBase knowledge, string file)
    {
        var problems = new List<Problem>();
        var read = new List<Feedback>();
        try
        {
            using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = ResourceReader.MaxDepth });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("feedback", out var list) || list.ValueKind != JsonValueKind.Array)
                return (null, [new Problem("UNC440", $"{file} feedback", "There is no list 'feedback'", "send { \"feedback\": [ … ] }")]);
            if (list.GetArrayLength() is 0 or > MostRows) return (null, [new Problem("UNC440", $"{file} feedback", $"The list holds {list.GetArrayLength()} rows", $"send 1 to {MostRows}")]);
            var i = 0;
            foreach (var row in list.EnumerateArray()) Row(row, $"feedback[{i++}]");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, [Json.Broken(error, file)]);
        }
        return problems.Count == 0 ? (read, []) : (null, problems);

        void Row(JsonElement row, string path)
        {
            if (row.ValueKind != JsonValueKind.Object)
            {
                Report(path, "This is no object", "send card, outcome and outcomeTimestamp");
                return;
            }
            if (!Guid.TryParse(Text(row, "card"), out var card)) Report($"{path}.card", "There is no uuid of a card", "send the uuid that the card came with");
            var outcome = Text(row, "outcome");
            if (outcome is not ("accepted" or "overridden")) Report($"{path}.outcome", $"'{outcome}' is no outcome", "write accepted or overridden");
            var suggestions = 0;
            if (row.TryGetProperty("acceptedSuggestions", out var taken) && taken.ValueKind == JsonValueKind.Array)
            {
                foreach (var one in taken.EnumerateArray())
                    if (Text(one, "id") is { Length: > 0 }) suggestions++;
                    else Report($"{path}.acceptedSuggestions", "A suggestion has no id", "send the uuid that the suggestion came with");
            }
            else if (outcome == "accepted") Report($"{path}.acceptedSuggestions", "Nothing says which suggestion was accepted", "send acceptedSuggestions: [{ \"id\": \"…\" }]");
            if (Text(row, "outcomeTimestamp") is not { } at || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)) Report($"{path}.outcomeTimestamp", "There is no time of it", "write it like 2026-11-28T10:05:31Z");
            read.Add(new Feedback(card, CardId.EntryOf(card, knowledge), outcome == "accepted", suggestions, ReasonOf(row)));
        }

        void Report(string path, string what, string remedy) => problems.Add(new Problem("UNC441", $"{file} {path}", what, remedy));
    }

    private static string? ReasonOf(JsonElement row)
    {
        if (!row.TryGetProperty("overrideReason", out var reason) || reason.ValueKind != JsonValueKind.Object) return null;
        if (!reason.TryGetProperty("reason", out var coding) || coding.ValueKind != JsonValueKind.Object) return "other";
        var code = Text(coding, "code");
        return Text(coding, "system") == CardWriter.OverrideSystem && CardWriter.OverrideReasons.Any(ours => ours.Code == code) ? code : "other";
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
