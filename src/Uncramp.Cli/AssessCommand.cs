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
        if (!TryRead(file, out var bytes, out var problem)) return CommonOptions.Refuse([problem!]);
        var name = file == "-" ? "standard input" : file;
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

    /// <summary>Reads at most one byte more than a case may have, so that a huge file is refused without being read.</summary>
    private static bool TryRead(string file, out byte[] bytes, out Problem? problem)
    {
        (bytes, problem) = ([], null);
        if (Directory.Exists(file)) problem = new Problem("UNC141", file, "This is a folder", "give a file");
        else if (file != "-" && !File.Exists(file)) problem = new Problem("UNC142", file, "There is no such file", "check the path");
        if (problem is not null) return false;
        try
        {
            using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            var most = CaseReader.MaxBytes + 1;
            var buffer = new byte[64 * 1024];
            using var whole = new MemoryStream();
            int read;
            while (whole.Length < most && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, most - whole.Length))) > 0) whole.Write(buffer, 0, read);
            if (whole.Length == most) problem = new Problem("UNC101", file, $"The case has more than {CaseReader.MaxBytes:N0} bytes", "leave out what is not about this person");
            bytes = whole.ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = new Problem("UNC143", file, "The file cannot be read", "check that you may read it");
        }
        return problem is null;
    }
}
