using System.Text.Json;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>Part of a record that a service asks for.</summary>
/// <param name="Key">What it is called in the prefetch.</param>
/// <param name="Query">The FHIR read or search, with <c>{{context.patientId}}</c> in it.</param>
/// <param name="Needed">Whether nothing can be said without it. Of what is not needed many records know nothing.</param>
public sealed record PrefetchTemplate(string Key, string Query, bool Needed)
{
    private const string Token = "{{context.patientId}}";

    /// <summary>The request for one person, relative to the FHIR server.</summary>
    public string For(string patient) => Query.Replace(Token, Uri.EscapeDataString(patient), StringComparison.Ordinal);
}

/// <summary>What is offered at one hook (CDS Hooks 2.0, "Discovery"). Everything in it follows from the entries that have a card.</summary>
public sealed class CdsService
{
    private CdsService(KnowledgeBase knowledge, Hook hook, List<Entry> speaking)
    {
        Hook = hook;
        Id = $"cramps-{hook.Name()}";
        Prefetch = Templates(knowledge, speaking);
    }

    /// <summary>When it is asked.</summary>
    public Hook Hook { get; }

    /// <summary>The last part of its address.</summary>
    public string Id { get; }

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<PrefetchTemplate> Prefetch { get; }

    /// <summary>Its name.</summary>
    public string Title => Hook == Hook.PatientView ? "Leg cramps: what may be behind them" : "Leg cramps and salts: what an order changes";

    /// <summary>What it does.</summary>
    public string Description => Hook == Hook.PatientView
        ? "Red flags in the record; and for people with cramps on record the medicines, conditions and results that may be behind them, and tests of which there is no result. Says nothing about anybody else."
        : "Says what the drafted medicines change for somebody with cramps, an electrolyte out of range or reduced kidney function. Suggests tests and no change of a medicine. Silent when the draft changes nothing.";

    /// <summary>One service for each hook at which an entry has a card, in the order of the work.</summary>
    public static IReadOnlyList<CdsService> Of(KnowledgeBase knowledge) =>
    [
        .. from hook in Enum.GetValues<Hook>()
           let speaking = knowledge.Spoken.Where(entry => entry.Card!.Hooks.Contains(hook)).ToList()
           where speaking.Count > 0
           select new CdsService(knowledge, hook, speaking),
    ];

    /// <summary>The answer to discovery.</summary>
    public static byte[] Discovery(IReadOnlyList<CdsService> services)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, CardWriter.Form))
        {
            json.WriteStartObject();
            json.WriteStartArray("services");
            foreach (var service in services)
            {
                json.WriteStartObject();
                json.WriteString("hook", service.Hook.Name());
                json.WriteString("title", service.Title);
                json.WriteString("description", service.Description);
                json.WriteString("id", service.Id);
                json.WriteStartObject("prefetch");
                foreach (var template in service.Prefetch) json.WriteString(template.Key, template.Query);
                json.WriteEndObject();
                json.WriteString("usageRequirements", "FHIR R4. What is not prefetched is fetched with the token of the call, when there is one.");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Only reads and searches of the restricted kind that the specification recommends, so that every client can run them.</summary>
    private static List<PrefetchTemplate> Templates(KnowledgeBase knowledge, List<Entry> speaking)
    {
        var used = Used(knowledge, speaking);
        var templates = new List<PrefetchTemplate> { new("patient", "Patient/{{context.patientId}}", Needed: true) };
        if (used.Any(entry => entry.Kind is EntryKind.Condition or EntryKind.Symptom or EntryKind.Problem or EntryKind.Situation)) templates.Add(new("conditions", "Condition?patient={{context.patientId}}", Needed: true));
        if (used.Any(entry => entry.Kind is EntryKind.Condition or EntryKind.Situation)) templates.Add(new("procedures", "Procedure?patient={{context.patientId}}", Needed: false));
        if (used.Any(entry => entry.Kind is EntryKind.Medicine or EntryKind.Substance))
        {
            templates.Add(new("medicationRequests", "MedicationRequest?patient={{context.patientId}}&status=active", Needed: true));
            templates.Add(new("medicationStatements", "MedicationStatement?patient={{context.patientId}}", Needed: false));
        }
        var labs = knowledge.OfKind(EntryKind.Lab).Where(used.Contains).SelectMany(lab => lab.Codes).Where(code => code.System == "loinc").Select(code => $"http://loinc.org|{code.Value}").ToList();
        if (labs.Count > 0) templates.Add(new("results", $"Observation?patient={{{{context.patientId}}}}&code={string.Join(',', labs)}&_sort=-date&_count=200", Needed: true));
        return templates;
    }

    /// <summary>Everything that the cards rest on, however far away.</summary>
    private static HashSet<Entry> Used(KnowledgeBase knowledge, List<Entry> speaking)
    {
        var used = new HashSet<Entry>(speaking);
        foreach (var part in speaking.SelectMany(entry => entry.Card!.When?.Everything() ?? []))
            if (part is Criterion.ConcludedKind or Criterion.Reviewing) used.UnionWith(knowledge.OfKind(part is Criterion.ConcludedKind concluded ? concluded.Kind : EntryKind.Medicine));
        var open = new Stack<Entry>(used);
        while (open.TryPop(out var entry))
            foreach (var next in entry.RestsOn)
                if (used.Add(next)) open.Push(next);
        return used;
    }
}
