using System.Text.Json;
using Uncramp.Signals;

namespace Uncramp.Screening.Signals;

/// <summary>Signals for programs. Small numbers are left out as everywhere else: null, with <c>"few": true</c>.</summary>
public static class SignalJson
{
    /// <summary>Writes them.</summary>
    public static void Write(Utf8JsonWriter json, SignalScreening screening)
    {
        json.WriteStartObject();
        json.WriteStartObject("knowledge"u8);
        json.WriteString("version"u8, screening.Release.Version);
        json.WriteString("hash"u8, screening.Release.Hash);
        json.WriteEndObject();
        json.WriteString("from"u8, screening.From is null ? null : SignalWords.Day(screening.From));
        json.WriteString("to"u8, screening.To is null ? null : SignalWords.Day(screening.To));
        json.WriteNumber("runInDays"u8, screening.Options.RunInDays);
        json.WriteNumber("windowDays"u8, screening.Options.WindowDays);
        json.WriteNumber("patients"u8, screening.Patients);
        json.WriteNumber("lines"u8, screening.Lines);
        json.WriteNumber("problems"u8, screening.Problems.Count);
        json.WriteStartArray("markers"u8);
        foreach (var marker in screening.Markers)
        {
            json.WriteStartObject();
            json.WriteStartArray("ids"u8);
            foreach (var entry in marker.Entries) json.WriteStringValue(entry.Id);
            json.WriteEndArray();
            People(json, "new", marker.New);
            json.WriteStartArray("signals"u8);
            foreach (var signal in marker.Signals) Write(json, signal);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("caveats"u8);
        foreach (var caveat in SignalWords.Caveats(screening)) json.WriteStringValue(caveat);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Signal signal)
    {
        var (ratio, few) = (signal.Ratio, ForestChart.IsTooFew(signal.Ratio));
        json.WriteStartObject();
        json.WriteString("id"u8, signal.Medicine.Id);
        json.WriteBoolean("few"u8, few);
        People(json, "new", ratio.NewIndex);
        Number(json, "medicineFirst", few ? null : ratio.IndexFirst);
        Number(json, "markerFirst", few ? null : ratio.MarkerFirst);
        Number(json, "crude", few ? null : ratio.Crude);
        Number(json, "nullEffect", few ? null : ratio.Null);
        Number(json, "adjusted", few ? null : ratio.Adjusted);
        Number(json, "low", few ? null : ratio.AdjustedInterval.Low);
        Number(json, "high", few ? null : ratio.AdjustedInterval.High);
        json.WriteEndObject();
    }

    private static void People(Utf8JsonWriter json, string name, int people) => Number(json, name, people < ForestChart.FewestShown ? null : people);

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, Math.Round(value, 6));
        else json.WriteNull(name);
    }
}
