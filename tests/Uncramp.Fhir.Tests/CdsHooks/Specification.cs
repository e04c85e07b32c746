using System.Text.Json;

namespace Uncramp.Fhir.Tests.CdsHooks;

/// <summary>What the text of CDS Hooks 2.0 demands of every response ("CDS Service Response"), said in our words.</summary>
internal static class Specification
{
    private static readonly string[] indicators = ["info", "warning", "critical"];
    private static readonly string[] behaviours = ["at-most-one", "any"];
    private static readonly string[] actions = ["create", "update", "delete"];

    public static void Holds(byte[] response)
    {
        using var json = JsonDocument.Parse(response);
        var root = json.RootElement;
        Solid(root, "$");
        root.GetProperty("cards").ValueKind.ShouldBe(JsonValueKind.Array);
        var uuids = new HashSet<string>();
        foreach (var card in root.GetProperty("cards").EnumerateArray()) Card(card, uuids);
        if (root.TryGetProperty("systemActions", out _)) throw new InvalidOperationException("Nothing is done without a clinician");
    }

    private static void Card(JsonElement card, HashSet<string> uuids)
    {
        Text(card, "summary").Length.ShouldBeLessThan(140);
        Text(card, "summary").ShouldNotContain("\n");
        indicators.ShouldContain(Text(card, "indicator"));
        uuids.Add(Uuid(card)).ShouldBeTrue("two cards have one uuid");
        var source = card.GetProperty("source");
        Text(source, "label");
        Absolute(Text(source, "url"));
        Coding(source.GetProperty("topic"));
        var suggests = card.TryGetProperty("suggestions", out var suggestions);
        card.TryGetProperty("selectionBehavior", out var behaviour).ShouldBe(suggests, "selectionBehavior goes with suggestions");
        if (suggests)
        {
            behaviours.ShouldContain(behaviour.GetString()!);
            foreach (var suggestion in suggestions.EnumerateArray())
            {
                Text(suggestion, "label");
                uuids.Add(Uuid(suggestion)).ShouldBeTrue("two suggestions have one uuid");
                foreach (var action in suggestion.GetProperty("actions").EnumerateArray())
                {
                    Text(action, "description");
                    actions.ShouldContain(Text(action, "type"));
                    // Ours alone: a test may be ordered, and nothing else is suggested.
                    Text(action, "type").ShouldBe("create");
                    action.GetProperty("resource").GetProperty("resourceType").GetString().ShouldBe("ServiceRequest");
                    action.GetProperty("resource").GetProperty("status").GetString().ShouldBe("draft");
                    action.GetProperty("resource").TryGetProperty("id", out _).ShouldBeFalse("what is created has no id yet");
                }
            }
        }
        foreach (var reason in card.GetProperty("overrideReasons").EnumerateArray())
        {
            Coding(reason);
            Text(reason, "display");
        }
        foreach (var link in card.GetProperty("links").EnumerateArray())
        {
            Text(link, "label");
            Absolute(Text(link, "url"));
            Text(link, "type").ShouldBeOneOf("absolute", "smart");
            if (Text(link, "type") == "absolute") link.TryGetProperty("appContext", out _).ShouldBeFalse();
        }
        // Ours: no card says to stop a medicine, rules anything out or names a diagnosis as the patient's.
        var said = $"{Text(card, "summary")} {Text(card, "detail")}".ToLowerInvariant();
        said.ShouldNotContain("stop your medicine");
        said.ShouldNotContain("you have ");
        said.ShouldNotContain("no clot");
    }

    /// <summary>Nothing is null, and nothing but the list of cards is empty.</summary>
    private static void Solid(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null: throw new InvalidOperationException($"{path} is null");
            case JsonValueKind.String: value.GetString()!.Trim().Length.ShouldBeGreaterThan(0, path); break;
            case JsonValueKind.Array:
                if (path != "$.cards") value.GetArrayLength().ShouldBeGreaterThan(0, path);
                foreach (var item in value.EnumerateArray()) Solid(item, $"{path}[]");
                break;
            case JsonValueKind.Object:
                value.EnumerateObject().Any().ShouldBeTrue(path);
                value.EnumerateObject().Select(property => property.Name).ShouldBeUnique(path);
                foreach (var property in value.EnumerateObject()) Solid(property.Value, $"{path}.{property.Name}");
                break;
        }
    }

    private static void Coding(JsonElement coding)
    {
        Text(coding, "code");
        Absolute(Text(coding, "system"));
    }

    private static string Uuid(JsonElement of)
    {
        Guid.TryParseExact(Text(of, "uuid"), "D", out _).ShouldBeTrue();
        return Text(of, "uuid");
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static void Absolute(string url) => (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https").ShouldBeTrue(url);
}
