using System.Globalization;
using Uncramp.Diary;
using Uncramp.Diary.Charts;
using Uncramp.Knowledge;
using Uncramp.Web.Check;

namespace Uncramp.Web.Diary;

/// <summary>Nights, cramps and fields as the pages say them.</summary>
internal static class DiaryWords
{
    public static readonly IReadOnlyList<(string Value, string Label)> YesNo = [("", "Not said"), ("yes", "Yes"), ("no", "No")];
    public static readonly IReadOnlyList<(string Value, string Label)> Exercise = [("", "Not said"), ("none", "None"), ("light", "Light"), ("hard", "Hard")];
    public static readonly IReadOnlyList<(string Value, string Label)> Fluid = [("", "Not said"), ("low", "Little"), ("usual", "As usual"), ("high", "A lot")];
    public static readonly IReadOnlyList<(string Value, string Label)> Side = [("", "Not said"), ("left", "Left"), ("right", "Right"), ("both", "Both")];
    public static readonly IReadOnlyList<(string Value, string Label)> Sore = [("", "Not said"), ("no", "No"), ("little", "A little"), ("much", "A lot")];
    public static readonly IReadOnlyList<(string Value, string Label)> Timing = [("", "Not said"), ("in-bed", "In bed"), ("resting", "Resting"), ("standing", "Standing"), ("walking", "Walking"), ("during-exercise", "In exercise"), ("after-exercise", "After exercise"), (Episode.OnTheMachine, "On the dialysis machine")];
    public static readonly IReadOnlyList<string> Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly Dictionary<string, string> fields = new()
    {
        ["quiet"] = "Quiet night", ["cramps"] = "Number of cramps", ["minutesAwake"] = "Minutes awake", ["exercise"] = "Exercise", ["standing"] = "Stood for long", ["fluid"] = "Drank", ["alcohol"] = "Alcoholic drinks",
        ["cold"] = "Cold legs or room", ["footwear"] = "Shoes", ["stretched"] = "Stretched before bed", ["did"] = "Did what is tested", ["sideEffect"] = "Unpleasant", ["dialysis"] = "Dialysis day", ["tags"] = "Own words", ["note"] = "Note",
        ["start"] = "Began", ["night"] = "Night", ["minutes"] = "Minutes", ["sites"] = "Place", ["muscle"] = "Muscle", ["side"] = "Side", ["timing"] = "While", ["severity"] = "Pain, 0 to 10", ["sore"] = "Sore after",
        ["wakes"] = "Woke me", ["tried"] = "Tried", ["helped"] = "Helped", ["signs"] = "Signs at ten minutes", ["zone"] = "Time zone", ["clock"] = "Clock",
        ["name"] = "Name", ["dose"] = "Dose", ["started"] = "Started", ["stopped"] = "Stopped", ["value"] = "Result", ["unit"] = "Unit", ["date"] = "Day", ["low"] = "Lower limit", ["high"] = "Upper limit",
        ["nightTurns"] = "Nights turn at", ["dialysisDays"] = "Dialysis days", ["began"] = "Cramps began", ["question"] = "Question for the doctor",
    };

    /// <summary>What a field is called.</summary>
    public static string Field(string name) => fields.GetValueOrDefault(name, name);

    /// <summary>"Friday 27 to Saturday 28 November".</summary>
    public static string Night(Night night)
    {
        var next = night.Evening.AddDays(1);
        var first = night.Evening.Month == next.Month ? Text(night.Evening, "dddd d") : Text(night.Evening, "dddd d MMMM");
        return $"{first} to {Text(next, "dddd d MMMM")}";
    }

    /// <summary>"Fri 27 Nov".</summary>
    public static string Short(Night night) => Text(night.Evening, "ddd d MMM");

    /// <summary>How a night was: "A quiet night", "2 cramps", "Not logged".</summary>
    public static string State(NightRow row) => row switch
    {
        { State: NightState.Missing, OnTheMachine: > 0 } => $"{ChartWords.Count(row.OnTheMachine, "cramp")} on the machine; the night itself is not logged",
        { State: NightState.Missing } => "Not logged",
        { State: NightState.Quiet, OnTheMachine: > 0 } => $"A quiet night, with {ChartWords.Count(row.OnTheMachine, "cramp")} on the machine",
        { State: NightState.Quiet } => "A quiet night",
        { OnTheMachine: > 0 } => $"{ChartWords.Count(row.Cramps!.Value, "cramp")}, and {ChartWords.Count(row.OnTheMachine, "cramp")} on the machine",
        _ => ChartWords.Count(row.Cramps!.Value, "cramp"),
    };

    /// <summary>"03:12, left calf, 2 minutes, pain 7".</summary>
    public static string Cramp(Episode cramp, KnowledgeBase knowledge) => string.Join(", ", new[]
    {
        cramp.IsClockWrong ? "time not known" : Text(cramp.Start),
        PlaceOf(cramp, knowledge),
        cramp.Minutes switch { null => null, < 1 => "under a minute", 1 => "1 minute", { } minutes => $"{Number(minutes)} minutes" },
        cramp.Severity is { } pain ? $"pain {Number(pain)}" : null,
        cramp.IsOnTheMachine ? "on the machine" : null,
    }.OfType<string>());

    /// <summary>The places a cramp can be in, in words.</summary>
    public static IReadOnlyList<(string Value, string Label)> Sites(KnowledgeBase knowledge) => [.. Fields.ChoicesOf(knowledge, Fields.Find("cramps.sites")!).Select(choice => (choice.Key, choice.Value))];

    /// <summary>A place in words: "Calf", "Thigh back".</summary>
    public static string Place(string place, KnowledgeBase knowledge) => Sites(knowledge).FirstOrDefault(site => site.Value == place).Label ?? $"{char.ToUpperInvariant(place[0])}{place[1..].Replace('-', ' ')}";

    /// <summary>A rate with its range: "2.3 a week (could be 1.4 to 3.5)".</summary>
    public static string Rate(Rate rate) => $"{ChartWords.Number(rate.PerWeek)} a week (could be {ChartWords.Number(rate.Low)} to {ChartWords.Number(rate.High)})";

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day, string form) => day.ToString(form, CultureInfo.InvariantCulture);

    private static string? PlaceOf(Episode cramp, KnowledgeBase knowledge)
    {
        var places = cramp.Muscle is { } muscle ? [muscle] : cramp.Sites ?? [];
        var side = cramp.Side switch { "left" => "left ", "right" => "right ", _ => "" };
        if (places.Count == 0) return side.Length > 0 ? $"{side}side" : cramp.Side == "both" ? "both sides" : null;
        return $"{side}{string.Join(" and ", places.Select(place => Place(place, knowledge).ToLowerInvariant()))}{(cramp.Side == "both" ? ", both sides" : "")}";
    }
}
