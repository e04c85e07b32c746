using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Uncramp.Knowledge;

namespace Uncramp.Assessment;

/// <summary>An assessment as JSON, exactly as the contract names it. The same assessment gives the same bytes.</summary>
public static class AssessmentJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8 text, indented.</summary>
    public static byte[] Write(Assessment assessment)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented)) Write(json, assessment);
        return stream.ToArray();
    }

    /// <summary>As text.</summary>
    public static string ToText(Assessment assessment) => Encoding.UTF8.GetString(Write(assessment));

    /// <summary>The contract's word for a level.</summary>
    public static string Name(CareLevel level) => level switch
    {
        CareLevel.Emergency => "emergency",
        CareLevel.SameDay => "same-day",
        CareLevel.Appointment or CareLevel.Routine => "appointment",
        _ => "self-care",
    };

    /// <summary>The contract's word for a verdict.</summary>
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.MayTry => "may-try",
        Verdict.AskFirst => "ask-first",
        _ => "avoid",
    };

    /// <summary>The contract's word for a certainty.</summary>
    public static string Name(Certainty certainty) => certainty switch
    {
        Certainty.High => "high",
        Certainty.Moderate => "moderate",
        Certainty.Low => "low",
        _ => "very-low",
    };

    private static void Write(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartObject();
        json.WriteStartObject("knowledge");
        json.WriteString("version", assessment.Release.Version);
        json.WriteNumber("entries", assessment.EntryCount);
        json.WriteString("hash", assessment.Release.Hash);
        json.WriteEndObject();

        json.WriteStartObject("triage");
        json.WriteString("level", Name(assessment.Triage.Level));
        json.WriteString("within", assessment.Triage.Within);
        json.WriteBoolean("complete", assessment.Triage.Complete);
        List(json, "flags", assessment.Triage.Flags, flag =>
        {
            json.WriteString("id", flag.Entry.Id);
            json.WriteString("title", flag.Entry.Title);
            json.WriteString("level", Name(flag.Level.Level));
            json.WriteString("within", flag.Level.Within);
            json.WriteString("message", flag.Level.Say);
            Ids(json, "because", flag.Because);
        });
        Ids(json, "notFound", [.. assessment.NotFound.Select(entry => entry.Id)]);
        json.WriteEndObject();

        json.WriteStartObject("fits");
        json.WriteString("nocturnalLegCramps", assessment.Fit.Fits);
        List(json, "criteria", assessment.Fit.Criteria, pair =>
        {
            json.WriteString("id", pair.Criterion.Id);
            if (pair.Met is { } met) json.WriteBoolean("met", met);
            else json.WriteNull("met");
        });
        json.WriteEndObject();

        List(json, "lookalikes", assessment.Lookalikes, row => Conclusion(json, row));
        List(json, "contributors", assessment.Contributors, row => Conclusion(json, row));
        List(json, "medicines", assessment.Medicines, row =>
        {
            json.WriteString("given", row.Given);
            json.WriteString("id", row.Entry?.Id);
            json.WriteString("ingredient", row.Ingredient);
            json.WriteBoolean("current", row.Current);
            json.WriteBoolean("review", row.Review);
            json.WriteString("message", MedicineMessage(row));
        });
        List(json, "tests", assessment.Tests, row =>
        {
            json.WriteString("id", row.Entry.Id);
            json.WriteString("title", row.Entry.Title);
            Ids(json, "because", row.Because);
        });
        List(json, "relief", assessment.Relief, entry => Measure(json, assessment.Words(entry)));
        List(json, "prevention", assessment.Prevention, entry => Measure(json, assessment.Words(entry)));
        List(json, "considering", assessment.Considering, row =>
        {
            json.WriteString("given", row.Given);
            json.WriteString("id", row.Entry?.Id);
            json.WriteString("verdict", Name(row.Verdict));
            json.WriteString("message", row.Message);
            Ids(json, "because", row.Because);
            if (row.Certainty is { } certainty) json.WriteString("certainty", Name(certainty));
            Ids(json, "sources", [.. row.Sources.Concat(SourcesOf(row.Entry)).Distinct()]);
        });
        List(json, "withheld", assessment.Withheld, row =>
        {
            json.WriteString("id", row.Entry.Id);
            Ids(json, "because", row.Because);
            json.WriteString("message", row.Message);
        });
        List(json, "warnings", assessment.Warnings, row =>
        {
            json.WriteString("id", row.Entry.Id);
            json.WriteString("message", row.Entry.Say);
            Ids(json, "because", row.Because);
        });
        List(json, "questions", assessment.Questions, row =>
        {
            json.WriteString("id", row.Entry.Id);
            json.WriteString("text", row.Text);
            json.WriteString("why", row.Why);
        });
        List(json, "unrecognised", assessment.Unrecognised, row =>
        {
            json.WriteString("path", row.Path);
            json.WriteString("given", row.Given);
            Ids(json, "suggestions", row.Suggestions);
        });
        if (assessment.Record is { } record) Record(json, record);
        json.WriteEndObject();
    }

    private static void Record(Utf8JsonWriter json, Facts.RecordAccount record)
    {
        json.WriteStartObject("record");
        List(json, "understood", record.Understood, row =>
        {
            json.WriteString("path", row.Path);
            json.WriteString("given", row.Given);
            Ids(json, "ids", [.. row.Entries.Select(entry => entry.Id)]);
        });
        List(json, "problems", record.Problems, row =>
        {
            json.WriteString("code", row.Code);
            json.WriteString("path", row.Place);
            json.WriteString("what", row.What);
            json.WriteString("remedy", row.Remedy);
        });
        List(json, "leftOut", record.LeftOut, row =>
        {
            json.WriteString("path", row.Path);
            json.WriteString("given", row.Given);
            json.WriteString("why", row.Why);
        });
        json.WriteEndObject();
    }

    /// <summary>What is said of a line of the medicine list.</summary>
    public static string MedicineMessage(MedicineRow row) => row switch
    {
        { Held: true } => "Take no more of it until a clinician tells you. Get the help named above.",
        { Current: false } => "You no longer take it.",
        { Review: true, Entry.Say: { } say } => say,
        { Review: true } => "Keep taking it. Ask your doctor or pharmacist about it.",
        { Entry: null } => "We know of no link with cramps.",
        _ => "Keep taking it.",
    };

    /// <summary>Every source an entry rests on, each once.</summary>
    public static IReadOnlyList<string> SourcesOf(Entry? entry) => entry is null ? []
        : [.. entry.Sources.Concat(entry.Claims.SelectMany(claim => claim.Sources)).Select(source => source.Id).Distinct()];

    private static void Conclusion(Utf8JsonWriter json, Conclusion row)
    {
        json.WriteString("id", row.Entry.Id);
        json.WriteString("kind", row.Entry.Kind.Name());
        json.WriteString("title", row.Entry.Title);
        json.WriteString("likelihood", row.Likelihood == Likelihood.Likely ? "likely" : "possible");
        json.WriteString("message", row.Entry.Say);
        Ids(json, "because", row.Because);
        json.WriteString("certainty", Name(row.Entry.Certainty ?? Certainty.VeryLow));
        Ids(json, "sources", SourcesOf(row.Entry));
    }

    private static void Measure(Utf8JsonWriter json, ProvisoRow row)
    {
        json.WriteString("id", row.Entry.Id);
        json.WriteString("title", row.Entry.Title);
        json.WriteString("message", row.Message);
        Ids(json, "steps", row.Entry.Measure!.Steps);
        json.WriteString("certainty", Name(row.Certainty));
        json.WriteBoolean("trialable", row.Entry.Measure.Trialable);
        if (row.Because.Count > 0) Ids(json, "because", row.Because);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(row);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Ids(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
