using System.Text;
using System.Text.Json;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>
/// What many patients have in common: a resource without its patient, its dates and its number. A population has few of them, so each is kept once,
/// and a patient's fact is its number and dates beside one.
/// </summary>
/// <param name="Like">The resource, as it was read.</param>
/// <param name="Text">All of it as JSON: equal texts are one term, on any machine.</param>
/// <param name="Lab">The lab that a result is of, or null.</param>
internal sealed record Term(Reading Like, string Text, Entry? Lab)
{
    // What 0 and 1 of its unit are in the lab's own: units differ by a factor and at most a summand.
    private readonly double? zero = Lab is null ? null : Units.Convert(Lab.Lab!, 0, Like.Unit ?? "");
    private readonly double? one = Lab is null ? null : Units.Convert(Lab.Lab!, 1, Like.Unit ?? "");

    /// <summary>Whether a living person can have this number of it; never for what is no lab, or in a unit that is not its own.</summary>
    public bool IsPlausible(double value) => zero is { } none && one is { } whole && Lab!.Lab!.Plausible?.Contains(none + (value * (whole - none))) != false;

    /// <summary>The term of a reading.</summary>
    public static Term Of(Reading reading, KnowledgeBase knowledge)
    {
        var lab = reading is { Kind: ResourceKind.Observation, Value: not null } ? knowledge.Recogniser.Lab(new LabResult(reading.Concept.Said ?? "", 0, "", null, null, null, "", reading.Concept.Codings)) : null;
        return new Term(reading, Encoding.UTF8.GetString(Write(reading)), lab);
    }

    /// <summary>The term that a text stands for; null when it is none.</summary>
    public static Term? Parse(string text, KnowledgeBase knowledge)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Of(Read(json.RootElement), knowledge) is var term && term.Text == text ? term : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Write(Reading reading)
    {
        using var stream = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(json, reading);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Reading reading)
    {
        json.WriteStartObject();
        json.WriteString("is"u8, reading.Kind.ToString());
        if (!reading.Concept.IsEmpty) Write(json, "of", reading.Concept);
        if (reading.IsHistory) json.WriteBoolean("over"u8, true);
        if (reading.Value is not null) json.WriteBoolean("number"u8, true);
        if (reading.Unit is not null) json.WriteString("unit"u8, reading.Unit);
        if (reading.Low is { } low) json.WriteNumber("low"u8, low);
        if (reading.High is { } high) json.WriteNumber("high"u8, high);
        if (reading.ValueFlag is { } flag) json.WriteBoolean("flag"u8, flag);
        if (reading.ValueConcept is { IsEmpty: false } found) Write(json, "found", found);
        if (reading.Medicine is not null) json.WriteString("medicine"u8, reading.Medicine);
        if (reading.Kind == ResourceKind.Medication && reading.Id is not null) json.WriteString("id"u8, reading.Id);
        if (reading.DaysSupply is { } days) json.WriteNumber("days"u8, days);
        if (reading.Ingredients.Count > 0)
        {
            json.WriteStartArray("parts"u8);
            foreach (var (concept, reference) in reading.Ingredients)
            {
                json.WriteStartObject();
                if (!concept.IsEmpty) Write(json, "of", concept);
                if (reference is not null) json.WriteString("medicine"u8, reference);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (reading.Contained.Any(IsMedicine))
        {
            json.WriteStartArray("inside"u8);
            foreach (var inside in reading.Contained.Where(IsMedicine)) Write(json, inside);
            json.WriteEndArray();
        }
        if (reading.Answers.Count > 0)
        {
            json.WriteStartArray("answers"u8);
            foreach (var answer in reading.Answers)
            {
                json.WriteStartObject();
                json.WriteString("to"u8, answer.LinkId);
                if (answer.Flag is { } yes) json.WriteBoolean("flag"u8, yes);
                if (answer.Number is { } number) json.WriteNumber("number"u8, number);
                if (answer.Words is not null) json.WriteString("words"u8, answer.Words);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static bool IsMedicine(Reading inside) => inside.Kind == ResourceKind.Medication;

    private static void Write(Utf8JsonWriter json, string name, Concept concept)
    {
        json.WriteStartObject(name);
        if (concept.Text is not null) json.WriteString("text"u8, concept.Text);
        if (concept.Codings.Count > 0)
        {
            json.WriteStartArray("codes"u8);
            foreach (var coding in concept.Codings)
            {
                json.WriteStartArray();
                json.WriteStringValue(coding.System);
                json.WriteStringValue(coding.Code);
                if (coding.Display is not null) json.WriteStringValue(coding.Display);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static Reading Read(JsonElement json)
    {
        var kind = Enum.Parse<ResourceKind>(json.GetProperty("is").GetString()!);
        return new Reading
        {
            Kind = kind,
            Type = kind.ToString(),
            Concept = Concept(json, "of") ?? Reading.NoConcept,
            IsHistory = json.TryGetProperty("over", out _),
            WhyNot = json.TryGetProperty("over", out _) ? Screening.Over : null,
            // Each patient has a number of their own; here stands only that there is one.
            Value = json.TryGetProperty("number", out _) ? 0 : null,
            Unit = TextOf(json, "unit"),
            Low = Number(json, "low"),
            High = Number(json, "high"),
            ValueFlag = json.TryGetProperty("flag", out var flag) ? flag.GetBoolean() : null,
            ValueConcept = Concept(json, "found"),
            Medicine = TextOf(json, "medicine"),
            Id = TextOf(json, "id"),
            DaysSupply = Number(json, "days"),
            Ingredients = [.. Items(json, "parts").Select(part => (Concept(part, "of") ?? Reading.NoConcept, TextOf(part, "medicine")))],
            Contained = [.. Items(json, "inside").Select(Read)],
            Answers = [.. Items(json, "answers").Select(answer => new Answer(TextOf(answer, "to") ?? "", answer.TryGetProperty("flag", out var yes) ? yes.GetBoolean() : null, Number(answer, "number"), TextOf(answer, "words")))],
        };
    }

    private static Concept? Concept(JsonElement json, string name) => !json.TryGetProperty(name, out var concept) ? null
        : new Concept([.. Items(concept, "codes").Select(code => new Coding(code[0].GetString()!, code[1].GetString()!, code.GetArrayLength() > 2 ? code[2].GetString() : null))], TextOf(concept, "text"));

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static double? Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetDouble() : null;

    private static List<JsonElement> Items(JsonElement json, string name) => json.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];
}
