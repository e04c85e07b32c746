using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Writing;

/// <summary>What a record fills in of the check, worked out by an engine that is not ours.</summary>
public sealed partial class PrefillTests
{
    private static readonly JsonObject Questionnaire = JsonNode.Parse(KnowledgePackage.Of(KnowledgeBase.BuiltIn).Files.Single(file => file.Name == "Questionnaire-uncramp-check.json").Bytes)!.AsObject();

    private static readonly FhirJsonDeserializer Lenient = new(new DeserializerSettings().UsingMode(DeserializationMode.Recoverable));

    [Fact]
    public void An_active_diagnosis_is_filled_in_and_one_that_is_over_is_not()
    {
        Filled("condition/diabetes", ("conditions", Condition("http://hl7.org/fhir/sid/icd-10-cm", "E11.65", "active"))).ShouldBe("true");
        Filled("condition/diabetes", ("conditions", Condition("http://hl7.org/fhir/sid/icd-10-cm", "E11.65", "resolved"))).ShouldBeNull();
        Filled("condition/diabetes", ("conditions", Condition("http://snomed.info/sct", "38341003", "active"))).ShouldBeNull();
    }

    [Fact]
    public void A_record_that_does_not_name_it_leaves_the_question_open()
    {
        foreach (var item in Items().Where(item => Path(item) is not null && !((string)item["linkId"]!).StartsWith("situation/", StringComparison.Ordinal)))
            Filled((string)item["linkId"]!).ShouldBeNull((string?)item["linkId"]);
    }

    [Fact]
    public void A_medicine_is_filled_in_by_its_code_unless_it_is_a_proposal_or_was_stopped()
    {
        Filled("medicine/thiazide", ("medicationRequests", Medicine("MedicationRequest", "active", "\"intent\":\"order\",", "C03BA11"))).ShouldBe("true");
        Filled("medicine/thiazide", ("medicationRequests", Medicine("MedicationRequest", "active", "\"intent\":\"proposal\",", "C03BA11"))).ShouldBeNull();
        Filled("medicine/thiazide", ("medicationRequests", Medicine("MedicationRequest", "active", "\"intent\":\"order\",\"doNotPerform\":true,", "C03BA11"))).ShouldBeNull();
        Filled("medicine/thiazide", ("medicationStatements", Medicine("MedicationStatement", "stopped", "", "C03BA11"))).ShouldBeNull();
        Filled("medicine/thiazide", ("medicationStatements", Medicine("MedicationStatement", "intended", "", "C03BA11"))).ShouldBe("true");
    }

    [Fact]
    public void A_result_is_filled_in_in_the_unit_of_the_question_with_its_age_in_days()
    {
        var day = DateTime.Today.AddDays(-40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var result = ("labCalciumResult", $$$"""{"resourceType":"Observation","status":"final","code":{"text":"calcium"},"effectiveDateTime":"{{{day}}}T08:00:00Z","valueQuantity":{"value":8.4,"code":"mg/dL"},"referenceRange":[{"low":{"value":8.6,"code":"mg/dL"}}]}""");
        decimal.Parse(Filled("lab/calcium.number", result)!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(8.4m * 0.2495m);
        decimal.Parse(Filled("lab/calcium.low", result)!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(8.6m * 0.2495m);
        Filled("lab/calcium.daysAgo", result).ShouldBe("40");
        Filled("lab/calcium.number", ("labCalciumResult", """{"resourceType":"Observation","status":"final","code":{"text":"calcium"},"valueQuantity":{"value":8.4,"code":"furlong"}}""")).ShouldBeNull();
    }

    [Fact]
    public void Age_and_sex_come_from_the_patient()
    {
        var tomorrow = DateTime.Today.AddYears(-70).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Filled("situation/age.number", ("patient", $$$"""{"resourceType":"Patient","birthDate":"{{{tomorrow}}}","gender":"female"}""")).ShouldBe("69");
        Filled("situation/age.number", ("patient", """{"resourceType":"Patient","birthDate":"1950"}""")).ShouldBeNull();
        Filled("situation/sex.choices", ("patient", """{"resourceType":"Patient","gender":"female"}""")).ShouldBe("female");
        Filled("situation/sex.choices", ("patient", """{"resourceType":"Patient","gender":"unknown"}""")).ShouldBeNull();
    }

    private static string? Filled(string linkId, params (string Name, string Resource)[] given)
    {
        var known = given.ToDictionary(row => row.Name, row => Lenient.DeserializeResource(row.Name == "patient" ? row.Resource : $$$"""{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{{{row.Resource}}}}]}""").ToPocoNode());
        var root = new Patient().ToPocoNode();
        var values = new Dictionary<string, IEnumerable<PocoNode>>();
        foreach (var variable in Questionnaire["extension"]!.AsArray().Select(extension => extension!["valueExpression"]).OfType<JsonNode>())
        {
            var name = (string)variable["name"]!;
            values[name] = (string)variable["language"]! == "application/x-fhir-query" ? known.TryGetValue(name, out var found) ? [found] : [] : Run((string)variable["expression"]!);
        }
        values["patient"] = known.TryGetValue("patient", out var patient) ? [patient] : [];
        return Run(Path(Items().Single(item => (string)item["linkId"]! == linkId))!) switch { [] => null, [var one] => Convert.ToString(one.GetValue(), System.Globalization.CultureInfo.InvariantCulture)!.ToLowerInvariant(), var several => throw new ShouldAssertException($"{several.Length} values") };

        PocoNode[] Run(string path)
        {
            var context = new FhirEvaluationContext();
            foreach (Match use in Names().Matches(path)) context.Environment[use.Groups[1].Value] = values.GetValueOrDefault(use.Groups[1].Value, []);
            return [.. new FhirPathCompiler().Compile(path)(root, context)];
        }
    }

    private static IEnumerable<JsonNode> Items() => Questionnaire["item"]!.AsArray().SelectMany(group => group!["item"]!.AsArray()).OfType<JsonNode>();

    private static string? Path(JsonNode item) => (string?)item["extension"]?.AsArray().Select(extension => extension!["valueExpression"]).OfType<JsonNode>().FirstOrDefault()?["expression"];

    private static string Condition(string system, string code, string status) =>
        $$$"""{"resourceType":"Condition","clinicalStatus":{"coding":[{"code":"{{{status}}}"}]},"code":{"coding":[{"system":"{{{system}}}","code":"{{{code}}}"}]},"subject":{"reference":"Patient/1"}}""";

    private static string Medicine(string type, string status, string more, string atc) =>
        $$$"""{"resourceType":"{{{type}}}","status":"{{{status}}}",{{{more}}}"medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"{{{atc}}}"}]},"subject":{"reference":"Patient/1"}}""";

    [GeneratedRegex("%([A-Za-z0-9]+)")]
    private static partial Regex Names();
}
