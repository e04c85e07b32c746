using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>
/// What is known of one person as a QuestionnaireResponse of the check: what the criteria in <see cref="CriterionExpressions"/> are about.
/// What is not known has no answer, which is never "no".
/// </summary>
public static class CheckResponse
{
    /// <summary>The response. Its date is the day of judging; null where the facts have none.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="unanswered">Whether questions of the red-flag pages stand there without an answer too, so that a reader sees what is open.</param>
    internal static JsonObject Of(Facts.Facts facts, bool unanswered = false) => FhirJson.Of(
        ("resourceType", "QuestionnaireResponse"),
        ("questionnaire", $"{Canonical.Check}|{facts.Knowledge.Release.Version}"),
        ("status", "completed"),
        ("authored", facts.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("item", FhirJson.List(Questions.Groups(facts.Knowledge).Select(group => Group(group, facts, unanswered)))));

    /// <summary>UTF-8. The same facts give the same bytes.</summary>
    public static byte[] Write(Facts.Facts facts) => FhirJson.Bytes(Of(facts));

    private static JsonObject? Group(QuestionGroup group, Facts.Facts facts, bool unanswered)
    {
        var items = FhirJson.List(group.Questions.Select(question => Item(question, facts, unanswered)));
        return items.Count == 0 ? null : FhirJson.Of(("linkId", group.LinkId), ("text", group.Title), ("item", items));
    }

    private static JsonObject? Item(Question question, Facts.Facts facts, bool unanswered)
    {
        var answers = Answers(question, facts);
        if (answers.Count == 0 && !(unanswered && question is { Detail: null, Entry.Finding.Checklist: not null })) return null;
        return FhirJson.Of(("linkId", question.LinkId), ("text", question.Text), ("answer", answers));
    }

    private static JsonArray Answers(Question question, Facts.Facts facts)
    {
        if (question.Entry is not { } entry)
            return FhirJson.List(facts.Considering.Select(row => row.Entry).OfType<Entry>().Distinct().Select(measure => Coded(measure.Id, measure.Title, Canonical.Entries)));
        var fact = facts.Of(entry);
        return question.Detail switch
        {
            null => FhirJson.List([facts.Stated(entry) switch { Truth.True => FhirJson.Of(("valueBoolean", true)), Truth.False => FhirJson.Of(("valueBoolean", false)), _ => null }]),
            LinkId.Choices => FhirJson.List((fact?.Choices ?? []).Select(choice => Coded(choice, entry.Finding!.Choices.FirstOrDefault(known => known.Key == choice).Value, null))),
            LinkId.Number => Number(fact?.Number),
            LinkId.Low => Number(fact?.Low),
            LinkId.High => Number(fact?.High),
            LinkId.Baseline => Number(fact?.Baseline),
            LinkId.DaysAgo => Days(fact?.DaysAgo),
            LinkId.StoppedDaysAgo => Days(fact?.StoppedDaysAgo),
            LinkId.StartedDaysAgo => Days(fact?.Started is { } started && facts.AsOf is { } day ? day.DayNumber - started.DayNumber : null),
            _ => [],
        };
    }

    private static JsonObject Coded(string code, string? display, string? system) => FhirJson.Of(("valueCoding", FhirJson.Of(("system", system), ("code", code), ("display", display))));

    private static JsonArray Number(double? number) => number is { } value ? [FhirJson.Of(("valueDecimal", FhirJson.Decimal(value)))] : [];

    // "Stopped, nobody knows when" is kept as endlessly long ago.
    private static JsonArray Days(int? days) => days is { } number and < int.MaxValue ? [FhirJson.Of(("valueInteger", number))] : [];
}
