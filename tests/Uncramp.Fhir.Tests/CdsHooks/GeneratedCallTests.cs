using System.Text;
using CsCheck;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

/// <summary>Every response satisfies the specification, whoever asks: drawn patients and drawn damage.</summary>
public sealed class GeneratedCallTests
{
    private static readonly string[] medicines = [.. KnowledgeBase.BuiltIn.OfKind(EntryKind.Substance).Select(entry => entry.Title), "xyzzy", "[a](b) **c**", "\\u2028"];
    private static readonly string[] conditions = [.. KnowledgeBase.BuiltIn.OfKind(EntryKind.Condition).Concat(KnowledgeBase.BuiltIn.OfKind(EntryKind.Symptom)).Concat(KnowledgeBase.BuiltIn.OfKind(EntryKind.Flag)).Select(entry => entry.Title.Replace("\"", "", StringComparison.Ordinal)), "Leg cramps"];
    private static readonly (string Code, string Unit)[] labs = [.. KnowledgeBase.BuiltIn.OfKind(EntryKind.Lab).Where(lab => lab.Codes.Count > 0).Select(lab => (lab.Codes[0].Value, lab.Lab!.Unit))];

    private static readonly Gen<string> condition = Gen.OneOf(conditions).Select(text => $$$"""{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"clinicalStatus":{"coding":[{"code":"active"}]},"onsetDateTime":"2026-11-25","code":{"text":"{{{text}}}"}}""");
    private static readonly Gen<string> medicine = Gen.OneOf(medicines).Select(Call.Takes);
    private static readonly Gen<string> lab = Gen.Select(Gen.OneOf(labs), Gen.Double[0, 12], Gen.Int[1, 28]).Select((one, value, day) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$"""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/ada"},"code":{"coding":[{"system":"http://loinc.org","code":"{{{one.Code}}}"}]},"effectiveDateTime":"2026-11-{{{day:00}}}","valueQuantity":{"value":{{{Math.Round(value, 2)}}},"unit":"{{{one.Unit}}}"}}"""));
    private static readonly Gen<string[]> record = Gen.OneOf(condition, medicine, lab, Gen.Const(Call.Cramps)).Array[0, 12];
    private static readonly Gen<string[]> drafts = Gen.OneOf(medicines).Select(Gen.Int[0, 9]).Select((name, id) => Call.Draft(name, $"d{id}")).Array[0, 4];

    private static readonly Gen<string> call = Gen.OneOf(record.Select(all => Call.View(all)), drafts.Select(record).Select((some, all) => Call.Sign(some, all)), drafts.Select(record).Select((some, all) => Call.Select("d1", some, all)));

    [Fact]
    public void Any_patient_gets_a_response_that_the_specification_allows() => call.Sample(text => { Call.Answer(text); }, iter: 3000);

    [Fact]
    public void Every_call_that_others_wrote_gets_a_response_that_the_specification_allows_or_a_reason()
    {
        foreach (var file in Corpus.Files("cdshooks"))
            foreach (var service in Call.Services)
            {
                var (request, problems) = CdsRequest.Read(File.ReadAllBytes(file), service, "request");
                if (request is null) problems.ShouldNotBeEmpty(file);
                else if (CdsAnswer.To(KnowledgeBase.BuiltIn, request, request.Record([]).Span, Call.Today, "request") is ({ } answer, _)) Specification.Holds(CardWriter.Write(answer, request, Call.Site, Call.Launch));
            }
    }

    [Fact]
    public void A_damaged_call_is_answered_or_refused_with_a_reason_and_never_thrown_at() =>
        call.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 40], Gen.OneOf("", "null", "\"", "{", "]", "1e999", "\\ud800", "[[[[", "\0")).Sample((text, at, length, put) =>
        {
            var start = at % text.Length;
            var damaged = Encoding.UTF8.GetBytes(text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, put));
            foreach (var service in Call.Services)
            {
                var (request, problems) = CdsRequest.Read(damaged, service, "request");
                if (request is null) problems.ShouldNotBeEmpty();
                else if (CdsAnswer.To(KnowledgeBase.BuiltIn, request, request.Record([]).Span, Call.Today, "request") is ({ } answer, _)) Specification.Holds(CardWriter.Write(answer, request, Call.Site, null));
            }
        }, iter: 3000);
}
