using System.CommandLine;
using Uncramp.Assessment;
using Uncramp.Facts;

namespace Uncramp.Cli;

/// <summary><c>uncramp assess FILE</c>: a case in, an assessment out.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A case as JSON or YAML (case.schema.json); - for standard input" };
        var format = CommonOptions.Format("text", "json", "html");
        var command = new Command("assess", "Assess one case.\n\nExamples:\n  ./uncramp assess case.yaml\n  ./uncramp assess case.json --format json > assessment.json\n  echo 'medicines: [indapamide]' | ./uncramp assess -") { file, format };
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(file), CommonOptions.FormatOf(parsed, format)));
        return command;
    }

    private static int Run(ParseResult parsed, string file, string format)
    {
        var (bytes, problem) = InputFile.Read(file, CaseReader.MaxBytes, new Problem("UNC101", file, $"The case has more than {CaseReader.MaxBytes:N0} bytes", "leave out what is not about this person"));
        if (bytes is null) return CommonOptions.Refuse([problem!]);
        var name = InputFile.Name(file);
        var (given, unreadable) = CaseReader.Read(bytes, name);
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
