using System.Text;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Reads records that are written into a test.</summary>
internal static class Read
{
    public const string Ada = """{"resourceType":"Patient","id":"ada","gender":"female","birthDate":"1952-03-04"}""";

    /// <summary>A collection of Ada and the given resources, assessed.</summary>
    public static Assessment.Assessment OfAda(params string[] resources) => Bundle([Ada, .. resources]);

    public static Assessment.Assessment Bundle(params string[] resources) => Text(BundleOf(resources));

    public static string BundleOf(params string[] resources) => $$"""{"resourceType":"Bundle","type":"collection","timestamp":"2026-11-20T08:00:00Z","entry":[{{string.Join(",", resources.Select(resource => $$"""{"resource":{{resource}}}"""))}}]}""";

    public static Assessment.Assessment Text(string json)
    {
        var (given, problems) = BundleReader.Read(Encoding.UTF8.GetBytes(json), "record.json");
        given.ShouldNotBeNull(string.Join('\n', problems));
        return Assess(given);
    }

    public static Assessment.Assessment Assess(Facts.Case given)
    {
        var (facts, impossible) = FactsBuilder.Build(KnowledgeBase.BuiltIn, given, "record.json");
        impossible.ShouldBeEmpty();
        return Assessor.Assess(facts);
    }

    public static Problem Refused(string json)
    {
        var (given, problems) = BundleReader.Read(Encoding.UTF8.GetBytes(json), "record.json");
        given.ShouldBeNull();
        return problems.ShouldHaveSingleItem();
    }

    public static string Medicine(string fields) => $$"""{"resourceType":"MedicationRequest","subject":{"reference":"Patient/ada"},{{fields}}}""";

    public static string Thiazide(string fields) => Medicine($$"""{{fields}},"medicationCodeableConcept":{"text":"Hydrochlorothiazide 25 mg"}""");

    public static string Condition(string fields) => $$"""{"resourceType":"Condition","subject":{"reference":"Patient/ada"},{{fields}}}""";

    public static string Potassium(string fields) => $$"""{"resourceType":"Observation","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},{{fields}}}""";

    public static IEnumerable<string?> Medicines(this Assessment.Assessment assessment) => assessment.Medicines.Select(row => row.Entry?.Id);

    public static IEnumerable<string> UnderstoodIds(this Assessment.Assessment assessment) => assessment.Record!.Understood.SelectMany(row => row.Entries).Select(entry => entry.Id);
}
