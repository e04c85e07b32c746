using System.Diagnostics;
using System.Text.Json;

namespace Uncramp.Tests;

/// <summary>The command line as a process: what it prints, where, and its exit code.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Assess_answers_a_case_as_json_when_piped()
    {
        var run = Run("person: { age: 71 }\nmedicines: [indapamide]\n", "assess", "-");
        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("contributors").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ShouldContain("medicine/thiazide");
    }

    [Theory]
    [InlineData("text", "Keep taking it")]
    [InlineData("html", "<!doctype html>")]
    public void Assess_speaks_to_people_too(string format, string expected)
    {
        var run = Run("medicines: [indapamide]\n", "assess", "-", "--format", format);
        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain(expected);
    }

    [Fact]
    public void Assess_hands_out_what_it_understood_as_the_input_of_the_exported_criteria()
    {
        var run = Run("medicines: [indapamide]\nabsent: [dark urine]\n", "assess", "-", "--format", "fhir");
        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("resourceType").GetString().ShouldBe("QuestionnaireResponse");
        var answers = json.RootElement.GetProperty("item").EnumerateArray().SelectMany(page => page.GetProperty("item").EnumerateArray()).ToDictionary(item => item.GetProperty("linkId").GetString()!, item => item.GetProperty("answer")[0].GetProperty("valueBoolean").GetBoolean());
        answers["medicine/thiazide"].ShouldBeTrue();
        answers["symptom/dark-urine"].ShouldBeFalse();
        answers.ShouldNotContainKey("symptom/one-leg-swollen");
    }

    [Theory]
    [InlineData("text", "Night leg cramps, reported by the patient: Margaret Example")]
    [InlineData("html", "<article class=\"sheet\">")]
    [InlineData("pdf", "%PDF-")]
    [InlineData("fhir", "\"resourceType\": \"Composition\"")]
    public void Report_makes_one_page_of_an_exported_diary(string format, string expected)
    {
        var run = Run(File.ReadAllText(Repository.Folder("examples", "diary.json")), "report", "-", "--as-of", "2026-11-28", "--format", format);
        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain(expected);
    }

    [Fact]
    public void Report_writes_a_file_whole_and_by_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-report");
        var file = Path.Combine(folder.FullName, "page.pdf");
        Run("", "report", Repository.Folder("examples", "diary.json"), "--out", file).Code.ShouldBe(0);
        File.ReadAllBytes(file)[..5].ShouldBe("%PDF-"u8.ToArray());
        Run("{\"nights\": 7}", "report", "-", "--out", file).Error.ShouldContain("nights");
        folder.GetFiles().Length.ShouldBe(1);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("{\"person\": {\"age\": 400}}", "person.age")]
    [InlineData("{\"labs\": [{\"name\": \"potassium\", \"value\": 40, \"unit\": \"mmol/L\"}]}", "labs[0].value")]
    [InlineData("{", "standard input:1")]
    [InlineData("{\"resourceType\": \"Bundle\"}", "Bundle: UNC404")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "deeper than 64")]
    public void Bad_input_ends_with_code_2_a_message_and_nothing_on_standard_output(string input, string place)
    {
        var run = Run(input, "assess", "-");
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain(place);
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("assess", "no-such-file.json")]
    [InlineData("asess", "x")]
    [InlineData("assess")]
    [InlineData("assess", "-", "--format", "pdf")]
    [InlineData("knowledge", "show", "medicine/nothing")]
    [InlineData("assess", "-", "--knowledge", "/no/such/folder")]
    [InlineData("trial", "analyse", "no-such-file.csv")]
    [InlineData("trial", "analyse", "-")]
    [InlineData("trial", "analyse", "-", "--model", "bayes")]
    [InlineData("trial", "plan", "--rate", "0", "--measure", "prevention/bedtime-stretch")]
    [InlineData("trial", "plan", "--rate", "4", "--measure", "treatment/quinine")]
    [InlineData("trial", "plan", "--rate", "4", "--measure", "prevention/nothing")]
    [InlineData("trial", "plan", "--rate", "4")]
    [InlineData("report")]
    [InlineData("report", "no-such-diary.json")]
    [InlineData("report", "-", "--as-of", "yesterday")]
    [InlineData("report", "-", "--paper", "a3")]
    [InlineData("report", "-", "--months", "13")]
    [InlineData("report", "-", "--out", "/no/such/folder/report.pdf")]
    public void Wrong_usage_ends_with_code_2_and_says_so(params string[] arguments)
    {
        var run = Run("{}", arguments);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Claims_answers_every_statement_that_is_not_a_feature()
    {
        var run = Run("", "knowledge", "claims", "--format", "json");
        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var answered = json.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToList();
        answered.ShouldBeUnique();
        var asked = File.ReadAllLines(Repository.Folder("knowledge", "seed-claims.txt")).Where(line => !line.Contains(" feature/", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);
        answered.Order().ShouldBe(asked.Order());
        json.RootElement.EnumerateArray().ShouldAllBe(row => row.GetProperty("sources").GetArrayLength() > 0);
    }

    [Fact]
    public void Version_names_software_and_knowledge_with_its_hash() => Run("", "--version").Output.ShouldMatch(@"uncramp \d+\.\d+\.\d+, knowledge \d{4}\.\d+\.\d+ \([0-9a-f]{12}\)");

    [Fact]
    public void Help_shows_examples() => Run("", "assess", "--help").Output.ShouldContain("./uncramp assess case.yaml");

    [Fact]
    public void A_new_entry_is_begun_in_its_folder_and_never_overwrites()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-new");
        Run("", "knowledge", "new", "cause", "cold-soup", "--knowledge", folder.FullName).Code.ShouldBe(0);
        File.Exists(Path.Combine(folder.FullName, "causes", "cold-soup.yaml")).ShouldBeTrue();
        Run("", "knowledge", "new", "cause", "cold-soup", "--knowledge", folder.FullName).Code.ShouldBe(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Export_writes_a_package_into_a_new_or_empty_folder_and_touches_no_other()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-export");
        try
        {
            var run = Run("", "knowledge", "export", "--fhir", folder.FullName);
            run.Code.ShouldBe(0, run.Error);
            folder.GetFileSystemInfos().Select(item => item.Name).Order().ShouldBe(["package", "package.tgz"]);
            File.Exists(Path.Combine(folder.FullName, "package", ".index.json")).ShouldBeTrue();
            var before = File.ReadAllBytes(Path.Combine(folder.FullName, "package.tgz"));
            var again = Run("", "knowledge", "export", "--fhir", folder.FullName);
            again.Code.ShouldBe(2);
            again.Output.ShouldBeEmpty();
            again.Error.ShouldContain("not empty");
            File.ReadAllBytes(Path.Combine(folder.FullName, "package.tgz")).ShouldBe(before);
            Directory.GetFileSystemEntries(folder.Parent!.FullName, $"{folder.Name}.*.part").ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Check_of_a_broken_folder_ends_with_code_1_and_names_file_and_line()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-check");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "causes"));
        File.WriteAllText(Path.Combine(folder.FullName, "causes", "x.yaml"), "title: X\ntxt: Y\n");
        var run = Run("", "knowledge", "check", "--knowledge", folder.FullName);
        run.Code.ShouldBe(1);
        run.Output.ShouldContain("causes/x.yaml:2");
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("nb", 0.612643, 0.641273)]
    [InlineData("poisson", 0.605783, 0.665776)]
    public void Analyse_gives_the_figures_of_the_reference_model(string model, double median, double thirty)
    {
        var run = Run(TwoTrials.Csv(TwoTrials.One), "trial", "analyse", "-", "--model", model, "--format", "json");
        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("rateRatio").GetProperty("median").GetDouble().ShouldBe(median, 0.001 * median);
        json.RootElement.GetProperty("pReduction30").GetDouble().ShouldBe(thirty, 0.001);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("not-yet");
        json.RootElement.GetProperty("nights").GetProperty("B").GetInt32().ShouldBe(42);
    }

    [Fact]
    public void Analyse_says_line_and_remedy_of_a_bad_table()
    {
        var run = Run("cond,count\nA,1\nB,-2\n", "trial", "analyse", "-");
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("standard input:3");
        run.Error.ShouldContain("whole number from 0");
    }

    [Fact]
    public void Too_many_missing_nights_block_the_verdict() =>
        Run("cond,count\nA,3\nA,\nB,0\nB,\n", "trial", "analyse", "-", "--format", "json").Output.ShouldContain("\"verdict\": \"too-much-missing\"");

    [Fact]
    public void Plan_says_how_long_it_takes()
    {
        var run = Run("", "trial", "plan", "--rate", "4", "--measure", "prevention/bedtime-stretch", "--format", "json");
        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("answer").GetString().ShouldBe("yes");
        json.RootElement.GetProperty("weeks").GetInt32().ShouldBeInRange(20, 26);
        Run("", "trial", "plan", "--rate", "1", "--measure", "prevention/bedtime-stretch", "--format", "text").Output.ShouldStartWith("Stretch before bed\nNo.");
    }

    public static TheoryData<string> CommandsOfTheReadme => [.. File.ReadLines(Repository.Folder("README.md"))
        .Where(line => line.StartsWith("./uncramp ", StringComparison.Ordinal) && line.Split(' ')[1] is "assess" or "report" or "knowledge" or "trial" or "screen" or "signals" or "--help")];

    [Theory]
    [MemberData(nameof(CommandsOfTheReadme))]
    public void What_the_readme_tells_people_to_type_works_as_it_stands(string command)
    {
        var room = Directory.CreateTempSubdirectory("uncramp-readme-").FullName;
        try
        {
            foreach (var name in new[] { "examples", "knowledge" }) Directory.CreateSymbolicLink(Path.Combine(room, name), Repository.Folder(name));
            var run = RunIn(room, "", command.Split(' ')[1..]);
            run.Code.ShouldBe(0, run.Error);
            run.Error.ShouldNotContain("Exception");
            if (command.Contains(" --out ", StringComparison.Ordinal)) new FileInfo(Path.Combine(room, command.Split(' ')[^1])).Length.ShouldBeGreaterThan(1000);
        }
        finally
        {
            Directory.Delete(room, recursive: true);
        }
    }

    private static (int Code, string Output, string Error) Run(string input, params string[] arguments) => RunIn(Repository.Root, input, arguments);

    private static (int Code, string Output, string Error) RunIn(string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(typeof(Uncramp.Cli.EntryPoint).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
