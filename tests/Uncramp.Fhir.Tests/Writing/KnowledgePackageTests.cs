using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Writing;

public sealed class KnowledgePackageTests
{
    private static readonly KnowledgePackage Package = KnowledgePackage.Of(KnowledgeBase.BuiltIn);

    private static readonly IReadOnlyList<JsonObject> Resources = [.. Package.Files.Select(file => JsonNode.Parse(file.Bytes)!.AsObject()).Where(json => json.ContainsKey("resourceType"))];

    [Fact]
    public void Every_resource_is_valid_to_the_strict_parser_the_official_schema_and_the_profile_check()
    {
        Resources.Count.ShouldBe(Package.Resources);
        Validators.Objections(Resources).ShouldBeEmpty();
    }

    [Fact]
    public void Each_validator_objects_to_what_is_wrong()
    {
        var plan = Resources.First(resource => (string?)resource["resourceType"] == "PlanDefinition").DeepClone().AsObject();
        plan["status"] = "finished";
        plan["colour"] = "red";
        var objections = Validators.Objections(plan);
        objections.ShouldContain(line => line.Contains("strict parser", StringComparison.Ordinal));
        objections.ShouldContain(line => line.Contains("schema", StringComparison.Ordinal));
        objections.ShouldContain(line => line.Contains("profile", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_knowledge_gives_the_same_bytes()
    {
        Tarball().ShouldBe(Tarball());
        var again = KnowledgePackage.Of(KnowledgeBase.BuiltIn);
        again.Files.Select(file => file.Name).ShouldBe(Package.Files.Select(file => file.Name));
        foreach (var (one, other) in again.Files.Zip(Package.Files)) one.Bytes.ShouldBe(other.Bytes, one.Name);
    }

    [Fact]
    public void The_tarball_holds_the_manifest_the_index_and_every_resource_under_package()
    {
        using var zip = new GZipStream(new MemoryStream(Tarball()), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        names[0].ShouldBe("package/package.json");
        names.Order(StringComparer.Ordinal).ShouldBe(Package.Files.Select(file => $"package/{file.Name}").Order(StringComparer.Ordinal));
        var index = Json(".index.json");
        index["index-version"]!.GetValue<int>().ShouldBe(2);
        index["files"]!.AsArray().Select(file => (string)file!["filename"]!).ShouldBe(Package.Files.Select(file => file.Name).Where(name => name is not ("package.json" or ".index.json")));
        Json("package.json")["version"]!.GetValue<string>().ShouldBe(KnowledgeBase.BuiltIn.Release.Version);
    }

    [Fact]
    public void Every_reference_to_our_own_resources_finds_one()
    {
        var urls = Resources.Select(resource => (string)resource["url"]!).ToHashSet();
        foreach (var resource in Resources)
            foreach (var text in Texts(resource).Where(text => text.StartsWith(Canonical.Base, StringComparison.Ordinal)))
                urls.ShouldContain(text.Split('|')[0], (string?)resource["id"]);
    }

    [Fact]
    public void Every_condition_of_a_recommendation_uses_only_expressions_of_the_library()
    {
        var names = Json("Library-uncramp-criteria.json")["content"]!.AsArray().Select(content => (string)content!["id"]!).ToHashSet();
        var conditions = Resources.Where(resource => (string?)resource["resourceType"] == "PlanDefinition").SelectMany(plan => plan["action"]!.AsArray()).SelectMany(action => action!["condition"]?.AsArray() ?? []).Select(condition => (string)condition!["expression"]!["expression"]!).ToList();
        conditions.Count.ShouldBeGreaterThan(300);
        foreach (var condition in conditions)
            foreach (var use in FirelyPath.UsesOf(new Fhir.Writing.Expression("", "", condition))) names.ShouldContain(use, condition);
    }

    [Fact]
    public void There_is_a_recommendation_for_every_flag_warning_measure_and_contributor_with_words()
    {
        var plans = Resources.Where(resource => (string?)resource["resourceType"] == "PlanDefinition").Select(plan => (string)plan["id"]!).ToHashSet();
        foreach (var entry in KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Flag is not null || entry.Kind == EntryKind.Warning || entry.Measure is not null || (entry.Contribution is not null && entry.Say is not null)))
            plans.ShouldContain(Canonical.Id(entry));
    }

    [Fact]
    public void No_resource_asks_to_stop_a_medicine()
    {
        foreach (var resource in Resources.Where(resource => (string?)resource["resourceType"] is "ActivityDefinition" or "PlanDefinition"))
        {
            ((string?)resource["kind"] ?? "none").ShouldBeOneOf("none", "ServiceRequest", "CommunicationRequest");
            Texts(resource).ShouldNotContain("discontinue");
        }
    }

    [Fact]
    public void Everything_a_patient_may_answer_is_a_question_of_the_questionnaire()
    {
        var items = Json("Questionnaire-uncramp-check.json")["item"]!.AsArray().SelectMany(group => group!["item"]!.AsArray()).ToList();
        var byId = items.ToDictionary(item => (string)item!["linkId"]!, item => item!);
        foreach (var (name, facts) in Cases.All())
        {
            var answered = CheckResponse.Of(facts)["item"]?.AsArray().SelectMany(group => group!["item"]!.AsArray()).ToList() ?? [];
            foreach (var item in answered)
            {
                var question = byId[(string)item!["linkId"]!];
                foreach (var code in item["answer"]!.AsArray().Select(answer => (string?)answer!["valueCoding"]?["code"]).OfType<string>())
                    question["answerOption"]!.AsArray().Select(option => (string)option!["valueCoding"]!["code"]!).ShouldContain(code, name);
            }
            foreach (var entry in facts.Knowledge.Entries.Where(entry => !facts.Stated(entry).IsUnknown()))
                answered.Select(item => (string)item!["linkId"]!).ShouldContain(entry.Id, name);
        }
    }

    private static JsonObject Json(string file) => JsonNode.Parse(Package.Files.Single(one => one.Name == file).Bytes)!.AsObject();

    private static byte[] Tarball()
    {
        using var stream = new MemoryStream();
        Package.WriteTarball(stream);
        return stream.ToArray();
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
