using System.CommandLine;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Fhir.Writing;

namespace Uncramp.Cli;

/// <summary><c>uncramp assess FILE</c>: a case or a health record in, an assessment out.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A case as JSON or YAML (case.schema.json), or a FHIR R4 Bundle as JSON, which may be packed (gzip, zip); - for standard input" };
        var format = CommonOptions.Format("text", "json", "html", "fhir");
        var command = new Command("assess", "Assess one case or one health record.\n\nExamples:\n  ./uncramp assess case.yaml\n  ./uncramp assess bundle.json\n  ./uncramp assess case.json --format json > assessment.json\n  ./uncramp assess case.yaml --format fhir > answers.json   (what was understood, as a FHIR QuestionnaireResponse)\n  echo 'medicines: [indapamide]' | ./uncramp assess -") { file, format };
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(file), CommonOptions.FormatOf(parsed, format)));
        return command;
    }

    private static int Run(ParseResult parsed, string file, string format)
    {
        var (bytes, problem) = InputFile.Read(file, BundleReader.MaxBytes, new Problem("UNC401", file, $"It has more than {BundleReader.MaxBytes:N0} bytes", "give the record of one person"));
        if (bytes is null) return CommonOptions.Refuse([problem!]);
        var name = InputFile.Name(file);
        var (plain, packed) = RecordFile.Unpack(bytes, name);
        if (plain is null) return CommonOptions.Refuse([packed!]);
        var (given, unreadable) = BundleReader.Reads(plain) ? BundleReader.Read(plain, name) : CaseReader.Read(plain, name);
        if (given is null) return CommonOptions.Refuse(unreadable);
        return CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var (facts, impossible) = FactsBuilder.Build(knowledge, given, name);
            if (impossible.Count > 0) return CommonOptions.Refuse(impossible);
            var assessment = Assessor.Assess(facts);
            switch (format)
            {
                case "json":
                    using (var output = Console.OpenStandardOutput())
                    {
                        output.Write(AssessmentJson.Write(assessment));
                        output.WriteByte((byte)'\n');
                    }
                    break;
                case "fhir":
                    // What was understood, not what is concluded: the input of the exported criteria.
                    using (var output = Console.OpenStandardOutput()) output.Write(CheckResponse.Write(facts));
                    break;
                case "html":
                    Console.Out.Write(AssessmentHtml.Write(assessment));
                    break;
                default:
                    AssessmentText.Write(assessment);
                    break;
            }
            return 0;
        });
    }
}
