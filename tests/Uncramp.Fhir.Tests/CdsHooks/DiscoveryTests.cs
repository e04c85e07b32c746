using System.Text.Json;
using System.Text.RegularExpressions;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

public sealed partial class DiscoveryTests
{
    [Fact]
    public void Every_service_says_its_hook_its_id_what_it_does_and_what_it_asks_for()
    {
        using var json = JsonDocument.Parse(CdsService.Discovery(Call.Services));
        var services = json.RootElement.GetProperty("services").EnumerateArray().ToList();
        services.ConvertAll(service => service.GetProperty("hook").GetString()).ShouldBe(["patient-view", "order-select", "order-sign"]);
        services.ConvertAll(service => service.GetProperty("id").GetString()).ShouldBeUnique();
        foreach (var service in services)
        {
            service.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
            service.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
            var prefetch = service.GetProperty("prefetch").EnumerateObject().ToList();
            prefetch.ShouldNotBeEmpty();
            // Reads and searches of the restricted kind alone: one reference, codes by equality, _count and _sort.
            foreach (var template in prefetch) template.Value.GetString()!.ShouldMatch(@"^[A-Z][A-Za-z]+(/\{\{context\.patientId\}\}|\?patient=\{\{context\.patientId\}\}(&(status|code)=[^&]+|&_sort=-date|&_count=\d+)*)$");
        }
    }

    [Fact]
    public void The_results_that_are_asked_for_are_those_that_the_knowledge_uses()
    {
        var asked = Codes().Matches(Call.Service(Hook.OrderSign).Prefetch.Single(template => template.Key == "results").Query).Select(match => match.Groups[1].Value).ToList();
        asked.ShouldContain("2823-3");
        asked.ShouldContain("19123-9");
        asked.ShouldBeSubsetOf(KnowledgeBase.BuiltIn.OfKind(EntryKind.Lab).SelectMany(lab => lab.Codes).Where(code => code.System == "loinc").Select(code => code.Value));
    }

    [Fact]
    public void The_id_of_a_patient_cannot_leave_its_place_in_a_query() =>
        Call.Service(Hook.PatientView).Prefetch.Single(template => template.Key == "conditions").For("a&b=c/../d").ShouldBe("Condition?patient=a%26b%3Dc%2F..%2Fd");

    [GeneratedRegex(@"loinc\.org\|([0-9-]+)")]
    private static partial Regex Codes();
}
