using System.Text.Json.Nodes;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>The check as a Questionnaire, filled from a record where a code can (HL7 Structured Data Capture).</summary>
internal static class QuestionnaireWriter
{
    public static JsonObject Write(Publication publication, KnowledgeBase knowledge)
    {
        var resource = publication.Resource("Questionnaire", "uncramp-check", "UncrampCheck", "The check for night leg cramps",
            "Questions of Uncramp's check. No answer means not known. Answers are the input of the criteria in the Library uncramp-criteria.",
            ("subjectType", FhirJson.One("Patient")),
            ("item", FhirJson.List(Questions.Groups(knowledge).Where(group => group.Questions.Count > 0).Select(group => FhirJson.Of(
                ("linkId", group.LinkId), ("text", group.Title), ("type", "group"), ("item", FhirJson.List(group.Questions.Select(question => Item(question, knowledge)))))))));
        resource.Insert(2, "extension", FhirJson.List([Prefill.Launch(), .. Prefill.Variables(knowledge)]));
        return resource;
    }

    private static JsonObject Item(Question question, KnowledgeBase knowledge)
    {
        var unit = question.Type == "decimal" && Ucum.Of(question.Entry!) is { } text && Ucum.Code(text) is { } code ? FhirJson.Coding(Ucum.System, code, text) : null;
        return FhirJson.Of(
            ("extension", FhirJson.List(
            [
                question.Asked ? null : FhirJson.Extension("http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "Boolean", true),
                unit is null ? null : FhirJson.Extension("http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "Coding", unit),
                Prefill.Of(question, knowledge) is { } path ? FhirJson.Extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression", "Expression", FhirJson.FhirPath(path)) : null,
            ])),
            ("linkId", question.LinkId),
            ("code", question is { Entry: { } entry, Detail: null } ? FhirJson.One(FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title)) : null),
            ("text", question.Text),
            ("type", question.Type),
            ("repeats", question.Type == "choice" ? true : null),
            ("answerOption", question.Type == "choice" ? FhirJson.List(Options(question, knowledge).Select(option => FhirJson.Of(("valueCoding", option)))) : null));
    }

    private static IEnumerable<JsonObject> Options(Question question, KnowledgeBase knowledge) => question.Entry is { Finding: { } finding }
        ? finding.Choices.Select(choice => FhirJson.Of(("code", choice.Key), ("display", choice.Value)))
        : knowledge.Entries.Where(entry => entry.Kind.IsMeasure() || entry.Kind == EntryKind.Medicine).Select(entry => FhirJson.Coding(Canonical.Entries, entry.Id, entry.Title));
}
