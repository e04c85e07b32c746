using System.Globalization;
using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>
/// What a record can answer of the check (HL7 Structured Data Capture, expression-based population): queries, and a FHIRPath expression for each question
/// that a code can fill. A record that does not name a thing leaves the question open: it never says no.
/// </summary>
internal static class Prefill
{
    private const string Conditions = "conditions";
    private const string Requests = "medicationRequests";
    private const string Statements = "medicationStatements";
    private const string Active = "activeConditions";
    private const string Taken = "takenMedicines";

    /// <summary>The patient, who must be given at the start.</summary>
    public static JsonObject Launch() => FhirJson.Extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext",
        Part("name", "Coding", FhirJson.Coding("http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext", "patient", "Patient")),
        Part("type", "Code", "Patient"));

    /// <summary>What is fetched, in order; the rules for what is current are those of reading a record.</summary>
    public static IEnumerable<JsonObject> Variables(KnowledgeBase knowledge)
    {
        yield return Query(Conditions, "Condition?patient={{%patient.id}}&_count=500");
        yield return Query(Requests, "MedicationRequest?patient={{%patient.id}}&status=active&_count=500");
        yield return Query(Statements, "MedicationStatement?patient={{%patient.id}}&status=active,intended&_count=500");
        foreach (var lab in knowledge.OfKind(EntryKind.Lab).Where(lab => Loinc(lab).Any()))
            yield return Query(ResultName(lab), $"Observation?patient={{{{%patient.id}}}}&code={string.Join(',', Loinc(lab).Select(code => $"{CodeUri.Loinc}|{code}"))}&status=final,amended,corrected&_sort=-date&_count=1");
        yield return Path(Active, $"%{Conditions}.entry.resource.where(iif(clinicalStatus.exists(), clinicalStatus.coding.where(code = 'active' or code = 'recurrence' or code = 'relapse').exists(), true) and verificationStatus.coding.where(code = 'refuted' or code = 'entered-in-error').empty())");
        yield return Path(Taken, $"%{Requests}.entry.resource.where(status = 'active' and intent != 'proposal' and iif(doNotPerform, false, true)).medication | %{Statements}.entry.resource.where(status = 'active' or status = 'intended').medication");
        yield return Path("todayNumber", DayNumber("today().toString()"));
    }

    /// <summary>What fills a question, or null.</summary>
    public static string? Of(Question question, KnowledgeBase knowledge)
    {
        if (question.Entry is not { } entry) return null;
        if (entry == knowledge.OfField("person.age")) return question.Detail == LinkId.Number ? Age : null;
        if (entry == knowledge.OfField("person.sex")) return question.Detail == LinkId.Choices ? "%patient.gender.where($this = 'female' or $this = 'male')" : null;
        if (entry.Lab is { } lab) return Loinc(entry).Any() ? Result(entry, lab, question.Detail) : null;
        if (question.Detail is not null || Terminology.CodesOf(entry) is not { Count: > 0 } codes) return null;
        var coded = entry.Kind switch { EntryKind.Medicine or EntryKind.Treatment => $"%{Taken}.coding", EntryKind.Condition or EntryKind.Situation or EntryKind.Symptom or EntryKind.Cause => $"%{Active}.code.coding", _ => null };
        return coded is null ? null : $"iif({coded}.where({string.Join(" or ", codes.GroupBy(code => code.System).Select(group => OfSystem(group.Key, group.Select(code => code.Value), entry, knowledge)))}).exists(), true, {{}})";
    }

    private static string OfSystem(string system, IEnumerable<string> codes, Entry entry, KnowledgeBase knowledge)
    {
        var tests = CodeUri.IsPrefix(system)
            ? codes.Select(code => $"{Plain}.startsWith('{Bare(code)}'){string.Concat(OfOthers(system, Bare(code), entry, knowledge).Select(other => $" and {Plain}.startsWith('{other}').not()"))}")
            : codes.Select(code => $"code = '{code}'");
        return $"(system = '{CodeUri.Of(system)}' and ({string.Join(" or ", tests)}))";
    }

    /// <summary>Longer codes that stand for another entry, which is not one of these.</summary>
    private static IEnumerable<string> OfOthers(string system, string prefix, Entry entry, KnowledgeBase knowledge)
    {
        var own = Terminology.CodesOf(entry).Where(code => code.System == system).Select(code => Bare(code.Value)).ToHashSet();
        return knowledge.Entries.SelectMany(other => other.Codes).Where(code => code.System == system).Select(code => Bare(code.Value))
            .Where(code => code.Length > prefix.Length && code.StartsWith(prefix, StringComparison.Ordinal) && !own.Contains(code)).Distinct().Order(StringComparer.Ordinal);
    }

    private const string Plain = "code.replace('.', '')";

    private static string Bare(string code) => code.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string? Result(Entry entry, Lab lab, string? detail)
    {
        var result = $"%{ResultName(entry)}.entry.resource.first()";
        return detail switch
        {
            LinkId.Number => Converted($"{result}.value", lab),
            LinkId.Low => Converted($"{result}.referenceRange.first().low", lab),
            LinkId.High => Converted($"{result}.referenceRange.first().high", lab),
            LinkId.DaysAgo => $"{result}.effective.select(iif($this.toString().length() >= 10, %todayNumber - {DayNumber("$this.toString()")}, {{}}))",
            _ => null,
        };
    }

    /// <summary>A quantity in the unit of the entry; nothing where the unit is not one of its.</summary>
    private static string Converted(string quantity, Lab lab)
    {
        var units = lab.Units.Where(unit => Ucum.Code(unit.Unit) is not null).Select(unit => (Code: Ucum.Code(unit.Unit)!, unit.Times, unit.Plus))
            .Prepend((Code: Ucum.Code(lab.Unit)!, Times: 1, Plus: 0)).DistinctBy(unit => unit.Code);
        return units.Reverse().Aggregate("{}", (rest, unit) =>
            $"iif({quantity}.code = '{unit.Code}', {quantity}.value{(unit.Times.Equals(1) ? "" : $" * {Text(unit.Times)}")}{(unit.Plus.Equals(0) ? "" : $" + {Text(unit.Plus)}")}, {rest})");
    }

    private static string Text(double value) => ((decimal)value).ToString(CultureInfo.InvariantCulture);

    private const string Age = "iif(%patient.birthDate.toString().length() = 10, today().toString().substring(0, 4).toInteger() - %patient.birthDate.toString().substring(0, 4).toInteger() - iif(today().toString().substring(5, 5) < %patient.birthDate.toString().substring(5, 5), 1, 0), {})";

    /// <summary>The Julian day number of a date, for FHIRPath cannot tell how many days lie between two.</summary>
    private static string DayNumber(string date)
    {
        var (year, month, day) = ($"{date}.substring(0, 4).toInteger()", $"{date}.substring(5, 2).toInteger()", $"{date}.substring(8, 2).toInteger()");
        var before = $"((14 - {month}) div 12)";
        var years = $"({year} + 4800 - {before})";
        return $"({day} + (153 * ({month} + 12 * {before} - 3) + 2) div 5 + 365 * {years} + {years} div 4 - {years} div 100 + {years} div 400 - 32045)";
    }

    private static string ResultName(Entry lab) => $"{Canonical.Name(lab)}Result";

    private static IEnumerable<string> Loinc(Entry lab) => lab.Codes.Where(code => code.System == "loinc").Select(code => code.Value);

    private static JsonObject Query(string name, string query) => Variable(FhirJson.Of(("name", name), ("language", "application/x-fhir-query"), ("expression", query)));

    private static JsonObject Path(string name, string path) => Variable(FhirJson.FhirPath(path, name));

    private static JsonObject Variable(JsonObject expression) => FhirJson.Extension("http://hl7.org/fhir/StructureDefinition/variable", "Expression", expression);

    private static JsonObject Part(string url, string type, JsonNode value) => FhirJson.Extension(url, type, value);
}
