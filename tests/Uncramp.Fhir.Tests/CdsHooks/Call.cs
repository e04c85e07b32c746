using System.Text;
using System.Text.Json;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

/// <summary>Calls of clinicians' software about Ada, written into a test.</summary>
internal static class Call
{
    public static readonly DateOnly Today = new(2026, 11, 28);
    public static readonly Uri Site = new("https://uncramp.example.org/");
    public static readonly Uri Launch = new(Site, "smart/launch");

    public const string Cramps = """{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"R25.2"}],"text":"Leg cramps"}}""";
    public const string KidneyDisease = """{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Chronic kidney disease stage 4"}}""";

    public static IReadOnlyList<CdsService> Services { get; } = CdsService.Of(KnowledgeBase.BuiltIn);

    public static CdsService Service(Hook hook) => Services.Single(service => service.Hook == hook);

    public static string Potassium(double value, string date = "2026-11-27") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$"""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"effectiveDateTime":"{{{date}}}","valueQuantity":{"value":{{{value}}},"unit":"mmol/L"}}""");

    public static string Takes(string medicine) => $$$"""{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"{{{medicine}}}"}}""";

    public static string Draft(string medicine, string id = "draft", string more = "") => $$$"""{"resourceType":"MedicationRequest","id":"{{{id}}}","status":"draft","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"{{{medicine}}}"} {{{more}}} }""";

    /// <summary>Opening a record.</summary>
    public static string View(params string[] record) => Text("patient-view", """{"userId":"Practitioner/1","patientId":"ada"}""", record);

    /// <summary>Signing drafts.</summary>
    public static string Sign(string[] drafts, params string[] record) => Text("order-sign", Orders(drafts, ""), record);

    /// <summary>Choosing drafts, of which <paramref name="chosen"/> is the newest.</summary>
    public static string Select(string chosen, string[] drafts, params string[] record) => Text("order-select", Orders(drafts, $$""","selections":["MedicationRequest/{{chosen}}"]"""), record);

    public static string Text(string hook, string context, params string[] record)
    {
        string Of(string type) => $$"""{"resourceType":"Bundle","type":"searchset","entry":[{{Resources(record.Where(resource => resource.Contains($"\"{type}\"", StringComparison.Ordinal)))}}]}""";
        return $$$"""
            {"hook":"{{{hook}}}","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{{{context}}},"prefetch":{"patient":{"resourceType":"Patient","id":"ada","gender":"female","birthDate":"1952-03-04"},
            "conditions":{{{Of("Condition")}}},"procedures":{{{Of("Procedure")}}},"medicationRequests":{{{Of("MedicationRequest")}}},"medicationStatements":{{{Of("MedicationStatement")}}},"results":{{{Of("Observation")}}} } }
            """;
    }

    /// <summary>The response to a call that is sound.</summary>
    public static JsonElement Answer(string call)
    {
        var hook = Enum.GetValues<Hook>().Single(hook => call.Contains($"\"hook\":\"{Service(hook).Id["cramps-".Length..]}\"", StringComparison.Ordinal));
        var (request, problems) = CdsRequest.Read(Encoding.UTF8.GetBytes(call), Service(hook), "request");
        request.ShouldNotBeNull(string.Join('\n', problems));
        var (answer, unreadable) = CdsAnswer.To(KnowledgeBase.BuiltIn, request, request.Record([]).Span, Today, "request");
        answer.ShouldNotBeNull(string.Join('\n', unreadable));
        var bytes = CardWriter.Write(answer, request, Site, Launch);
        Specification.Holds(bytes);
        return JsonSerializer.Deserialize<JsonElement>(bytes);
    }

    /// <summary>The cards of a call, by entry.</summary>
    public static IReadOnlyList<JsonElement> Cards(string call) => [.. Answer(call).GetProperty("cards").EnumerateArray()];

    /// <summary>The ids of the entries that speak, in order.</summary>
    public static IReadOnlyList<string> Entries(string call) => [.. Cards(call).Select(Entry)];

    public static string Entry(JsonElement card) => card.GetProperty("source").GetProperty("topic").GetProperty("code").GetString()!;

    public static IReadOnlyList<Problem> Refused(string call, Hook hook = Hook.PatientView)
    {
        var (request, problems) = CdsRequest.Read(Encoding.UTF8.GetBytes(call), Service(hook), "request");
        request.ShouldBeNull();
        return problems;
    }

    private static string Orders(string[] drafts, string more) => $$"""{"userId":"Practitioner/1","patientId":"Patient/ada"{{more}},"draftOrders":{"resourceType":"Bundle","type":"collection","entry":[{{Resources(drafts)}}]} }""";

    private static string Resources(IEnumerable<string> all) => string.Join(',', all.Select(resource => $$"""{"resource":{{resource}} }"""));
}
