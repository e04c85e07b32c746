using System.Globalization;
using System.Text;
using Uncramp.Knowledge;

namespace Uncramp.ScreenBench;

/// <summary>
/// An export as a simulator of whole lives writes it: for each patient some thirty visits, twenty procedures, a hundred and fifty results, eight orders and
/// seven diagnoses, most of them of no use. What is of use has codes of our own entries; everything else is made up. The same seed gives the same bytes.
/// </summary>
internal static class Generator
{
    private const int Seed = 20261128;

    public static void Write(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(Seed);
        var knowledge = KnowledgeBase.BuiltIn;
        string[] medicines = [.. Codes(knowledge, EntryKind.Substance, "rxnorm").Take(120)];
        string[] conditions = [.. Codes(knowledge, EntryKind.Condition, "snomed").Concat(Codes(knowledge, EntryKind.Situation, "snomed")).Take(40)];
        var labs = knowledge.OfKind(EntryKind.Lab).Where(lab => lab.Codes.Any(code => code.System == "loinc") && lab.Lab!.Plausible is not null).Select(lab => (Code: lab.Codes.First(code => code.System == "loinc").Value, lab.Title, lab.Lab!.Unit, Low: lab.Lab.Low ?? 10, High: lab.Lab.High ?? 100)).Take(10).ToArray();
        string[] types = ["Patient", "Condition", "MedicationRequest", "Observation", "Procedure", "Encounter"];
        var files = types.ToDictionary(type => type, type => new StreamWriter(new FileStream(Path.Combine(folder, $"{type}.ndjson"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20), new UTF8Encoding(false)) { NewLine = "\n" });
        var written = 0L;
        while (written < bytes)
        {
            var patient = Uuid(random);
            Line("Patient", $$$"""{"resourceType":"Patient","id":"{{{patient}}}","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A made-up person</div>"},"identifier":[{"system":"https://example.org/made-up","value":"{{{patient}}}"},{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR","display":"Medical Record Number"}],"text":"Medical Record Number"},"system":"http://hospital.example.org","value":"{{{patient}}}"}],"name":[{"use":"official","family":"Family{{{random.Next(1000)}}}","given":["Given{{{random.Next(1000)}}}"],"prefix":["Mx."]}],"telecom":[{"system":"phone","value":"555-{{{random.Next(1000):000}}}-{{{random.Next(10000):0000}}}","use":"home"}],"gender":"{{{(random.Next(2) == 0 ? "female" : "male")}}}","birthDate":"{{{1930 + random.Next(80)}}}-{{{1 + random.Next(12):00}}}-{{{1 + random.Next(28):00}}}","address":[{"line":["{{{random.Next(999)}}} Made Up Road"],"city":"Anywhere","state":"Nowhere","country":"XX"}],"maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M","display":"M"}],"text":"M"},"multipleBirthBoolean":false}""");
            for (var i = 0; i < 30; i++)
                Line("Encounter", $$$"""{"resourceType":"Encounter","id":"{{{Uuid(random)}}}","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"type":[{"coding":[{"system":"http://snomed.info/sct","code":"{{{Made(random)}}}","display":"Encounter for something (procedure)"}],"text":"Encounter for something (procedure)"}],"subject":{"reference":"Patient/{{{patient}}}"},"participant":[{"individual":{"reference":"Practitioner/{{{Uuid(random)}}}"}}],"period":{"start":"{{{Moment(random)}}}","end":"{{{Moment(random)}}}"},"serviceProvider":{"reference":"Organization/{{{Uuid(random)}}}"},"meta":{"tag":[{"system":"https://example.org/tags","code":"made-up"}]}}""");
            for (var i = 0; i < 22; i++)
                Line("Procedure", $$$"""{"resourceType":"Procedure","id":"{{{Uuid(random)}}}","status":"completed","code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{Made(random)}}}","display":"A procedure"}],"text":"A procedure"},"subject":{"reference":"Patient/{{{patient}}}"},"encounter":{"reference":"Encounter/{{{Uuid(random)}}}"},"performedPeriod":{"start":"{{{Moment(random)}}}","end":"{{{Moment(random)}}}"},"meta":{"tag":[{"system":"https://example.org/tags","code":"made-up"}]}}""");
            for (var i = 0; i < 7; i++)
                Line("Condition", $$$"""{"resourceType":"Condition","id":"{{{Uuid(random)}}}","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"{{{(random.Next(3) == 0 ? "active" : "resolved")}}}"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"{{{(i < 2 ? conditions[random.Next(conditions.Length)] : Made(random))}}}","display":"A disorder"}],"text":"A disorder"},"subject":{"reference":"Patient/{{{patient}}}"},"encounter":{"reference":"Encounter/{{{Uuid(random)}}}"},"onsetDateTime":"{{{Moment(random)}}}","recordedDate":"{{{Moment(random)}}}","meta":{"tag":[{"system":"https://example.org/tags","code":"made-up"}]}}""");
            for (var i = 0; i < 8; i++)
                Line("MedicationRequest", $$$"""{"resourceType":"MedicationRequest","id":"{{{Uuid(random)}}}","status":"{{{(random.Next(3) == 0 ? "active" : "stopped")}}}","intent":"order","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"{{{(i < 3 ? medicines[random.Next(medicines.Length)] : Made(random))}}}","display":"A tablet"}],"text":"A tablet"},"subject":{"reference":"Patient/{{{patient}}}"},"encounter":{"reference":"Encounter/{{{Uuid(random)}}}"},"authoredOn":"{{{Moment(random)}}}","requester":{"reference":"Practitioner/{{{Uuid(random)}}}"},"dosageInstruction":[{"sequence":1,"asNeededBoolean":false,"timing":{"repeat":{"frequency":1,"period":1.0,"periodUnit":"d"}},"doseAndRate":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/dose-rate-type","code":"ordered","display":"Ordered"}]},"doseQuantity":{"value":1.0}}]}],"meta":{"tag":[{"system":"https://example.org/tags","code":"made-up"}]}}""");
            for (var i = 0; i < 145; i++)
            {
                var lab = labs[random.Next(labs.Length)];
                var isLab = i % 6 == 0;
                var value = isLab ? lab.Low + (random.NextDouble() * (lab.High - lab.Low)) : random.NextDouble() * 200;
                var (code, words, unit) = isLab ? (lab.Code, lab.Title, lab.Unit) : ($"9{random.Next(60):0000}-{random.Next(9)}", "Something measured", "cm");
                Line("Observation", string.Create(CultureInfo.InvariantCulture, $$$"""{"resourceType":"Observation","id":"{{{Uuid(random)}}}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"{{{code}}}","display":"{{{words}}}"}],"text":"{{{words}}}"},"subject":{"reference":"Patient/{{{patient}}}"},"encounter":{"reference":"Encounter/{{{Uuid(random)}}}"},"effectiveDateTime":"{{{Moment(random)}}}","issued":"{{{Moment(random)}}}","valueQuantity":{"value":{{{value}}},"unit":"{{{unit}}}","system":"http://unitsofmeasure.org","code":"{{{unit}}}"},"meta":{"tag":[{"system":"https://example.org/tags","code":"made-up"}]}}"""));
            }
        }
        foreach (var file in files.Values) file.Dispose();

        void Line(string type, string line)
        {
            files[type].WriteLine(line);
            written += line.Length + 1;
        }
    }

    private static IEnumerable<string> Codes(KnowledgeBase knowledge, EntryKind kind, string system) => knowledge.OfKind(kind).SelectMany(entry => entry.Codes.Where(code => code.System == system).Select(code => code.Value));

    /// <summary>A code of nothing.</summary>
    private static string Made(Random random) => $"99{random.Next(400):000}7";

    public static string Uuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static string Moment(Random random) => $"{2005 + random.Next(20)}-{1 + random.Next(12):00}-{1 + random.Next(28):00}T{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}+00:00";
}
