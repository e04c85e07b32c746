using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Layout = Uncramp.Trials.Layout;

namespace Uncramp.Cli;

/// <summary><c>uncramp trial …</c>: can a trial on oneself answer, and what did it answer.</summary>
internal static class TrialCommand
{
    public static Command Create() => new("trial", "Trials on oneself.\n\nExamples:\n  ./uncramp trial plan --rate 4 --measure prevention/bedtime-stretch\n  ./uncramp trial analyse nights.csv\n  ./uncramp trial analyse nights.csv --model nb --format json\n  ./uncramp trial protocol examples/protocol.yaml")
    {
        Plan(), Analyse(), CheckProtocol(),
    };

    private static Command Plan()
    {
        var rate = new Option<double>("--rate") { Description = "Cramps a week now, without the measure", Required = true };
        var measure = new Option<string>("--measure") { Description = "What is to be tried, such as prevention/bedtime-stretch", Required = true };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("plan", "How many weeks until a trial of a measure can tell whether it halves the cramps.") { rate, measure, format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var (perWeek, id) = (parsed.GetRequiredValue(rate), parsed.GetRequiredValue(measure));
            if (!(perWeek > 0 && perWeek <= 200)) return CommonOptions.Refuse([new Problem("UNC310", "--rate", string.Create(CultureInfo.InvariantCulture, $"{perWeek} cramps a week cannot be planned with"), "give a number above 0 and at most 200")]);
            var tried = string.Join(", ", knowledge.Entries.Where(entry => entry.Measure?.Trial is not null).Select(entry => entry.Id));
            if (knowledge.Find(id) is not { } entry) return CommonOptions.Refuse([new Problem("UNC144", id, "There is no such entry", $"use one of: {tried}")]);
            if (entry.Measure?.Trial is not { } plan) return CommonOptions.Refuse([new Problem("UNC311", id, "This is not one to try on yourself", $"use one of: {tried}")]);
            var answer = Feasibility.Of(perWeek, plan.Blocks, plan.Washout);
            if (CommonOptions.FormatOf(parsed, format) == "json") Json(json => Write(json, entry, answer));
            else Say(entry, answer);
            return 0;
        }));
        return command;
    }

    private static Command Analyse()
    {
        var file = new Argument<string>("FILE") { Description = "A table (CSV) with the columns cond (A without, B with) and count; - for standard input" };
        var model = new Option<string>("--model") { Description = "nb, poisson or verdict (default)", DefaultValueFactory = _ => "verdict" };
        model.AcceptOnlyFromAmong("nb", "poisson", "verdict");
        var format = CommonOptions.Format("text", "json");
        var command = new Command("analyse", "The effect of a measure in one trial, and the verdict.") { file, model, format };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var (bytes, unreadable) = InputFile.Read(path, TrialCsv.MaxBytes, new Problem("UNC301", path, $"It has more than {TrialCsv.MaxBytes:N0} bytes", "leave out columns that are not needed"));
            if (bytes is null) return CommonOptions.Refuse([unreadable!]);
            var (rows, problems) = TrialCsv.Read(bytes, InputFile.Name(path));
            if (problems.Count > 0) return CommonOptions.Refuse(problems);
            var counts = Counts.Of(rows.Where(row => row.Cramps is not null).Select(row => (row.Arm, row.Cramps!.Value)));
            var missing = rows.Count(row => row.Cramps is null);
            var result = TrialResult.Of(counts, TrialCsv.Pairs(rows), (double)missing / rows.Count);
            var effect = parsed.GetRequiredValue(model) switch
            {
                "nb" => Integration.Posterior(counts, EffectModel.NegativeBinomial),
                "poisson" => Integration.Posterior(counts, EffectModel.Poisson),
                _ => result.Effect!,
            };
            if (CommonOptions.FormatOf(parsed, format) == "json") Json(json => Write(json, result, effect, missing, parsed.GetRequiredValue(model)));
            else foreach (var sentence in TrialWords.Of(result)) AnsiConsole.MarkupLine(sentence.EscapeMarkup());
            return 0;
        });
        return command;
    }

    private static Command CheckProtocol()
    {
        var file = new Argument<string>("FILE") { Description = "A protocol (YAML); - for standard input" };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("protocol", "Checks the protocol of a study in which each person does a trial of their own, and shows the weeks it takes.") { file, format };
        command.SetAction(parsed => CommonOptions.WithKnowledge(parsed, knowledge =>
        {
            var path = parsed.GetRequiredValue(file);
            var (bytes, unreadable) = InputFile.Read(path, Protocol.MaxBytes, new Problem("UNC328", path, $"It has more than {Protocol.MaxBytes:N0} bytes", "keep to the protocol"));
            if (bytes is null) return CommonOptions.Refuse([unreadable!]);
            var (protocol, problems) = Protocol.Read(Encoding.UTF8.GetString(bytes), InputFile.Name(path), knowledge);
            if (protocol is null) return CommonOptions.Refuse(problems);
            if (CommonOptions.FormatOf(parsed, format) == "json") Json(json => Write(json, protocol));
            else foreach (var sentence in TrialWords.Of(protocol)) AnsiConsole.MarkupLine(sentence.EscapeMarkup());
            return 0;
        }));
        return command;
    }

    private static void Write(Utf8JsonWriter json, Protocol protocol)
    {
        json.WriteString("title", protocol.Title);
        json.WriteString("measure", protocol.Measure.Id);
        json.WriteNumber("block", protocol.Block);
        json.WriteNumber("washout", protocol.Washout);
        json.WriteNumber("pairs", protocol.Pairs);
        json.WriteNumber("weeks", protocol.Weeks);
        json.WriteStartArray("needed");
        foreach (var rate in Protocol.Rates)
        {
            json.WriteStartObject();
            json.WriteNumber("perWeek", rate);
            Lay(json, protocol.Needed(rate));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("join", protocol.Address);
        json.WriteStartArray("sentences");
        foreach (var sentence in TrialWords.Of(protocol)) json.WriteStringValue(sentence);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TrialResult result, Posterior effect, int missing, string model)
    {
        json.WriteString("model", model);
        json.WriteStartObject("rateRatio");
        json.WriteNumber("median", effect.Median);
        json.WriteNumber("low", effect.Low);
        json.WriteNumber("high", effect.High);
        json.WriteEndObject();
        json.WriteNumber("pReduction30", effect.ThirtyFewer);
        json.WriteNumber("pReduction25", effect.QuarterFewer);
        json.WriteNumber("pAnyReduction", effect.AnyFewer);
        json.WriteString("verdict", TrialWords.Name(result.Verdict));
        json.WriteStartObject("nights");
        json.WriteNumber("A", result.Counts.Nights(Arm.Without));
        json.WriteNumber("B", result.Counts.Nights(Arm.With));
        json.WriteNumber("missing", missing);
        json.WriteEndObject();
        json.WriteStartObject("perWeek");
        json.WriteNumber("A", result.Counts.PerWeek(Arm.Without));
        json.WriteNumber("B", result.Counts.PerWeek(Arm.With));
        json.WriteEndObject();
        if (result.RandomisationP is { } p) json.WriteNumber("randomisationP", p);
        else json.WriteNull("randomisationP");
        json.WriteStartArray("sentences");
        foreach (var sentence in TrialWords.Of(result)) json.WriteStringValue(sentence);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Entry measure, Feasibility answer)
    {
        json.WriteString("measure", measure.Id);
        json.WriteNumber("perWeek", answer.PerWeek);
        json.WriteString("answer", answer.Layouts[0].Answers ? "yes" : answer.Suggested is not null ? "with-shorter-blocks" : "no");
        json.WriteNumber("mostWeeks", Feasibility.MostWeeks);
        Lay(json, answer.Layouts[0]);
        json.WriteStartObject("range");
        Number(json, "low", answer.AtBest.Weeks);
        Number(json, "high", answer.AtWorst.Weeks);
        json.WriteEndObject();
        json.WriteStartArray("layouts");
        foreach (var layout in answer.Layouts)
        {
            json.WriteStartObject();
            Lay(json, layout);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("sentences");
        foreach (var sentence in TrialWords.Of(answer)) json.WriteStringValue(sentence);
        json.WriteEndArray();
    }

    private static void Lay(Utf8JsonWriter json, Layout layout)
    {
        json.WriteNumber("block", layout.Block);
        json.WriteNumber("washout", layout.Washout);
        Number(json, "weeks", layout.Weeks);
        Number(json, "pairs", layout.Pairs);
        Number(json, "nightsPerArm", layout.NightsPerArm);
    }

    private static void Number(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void Say(Entry measure, Feasibility answer)
    {
        AnsiConsole.MarkupLine($"[bold]{measure.Title.EscapeMarkup()}[/]");
        foreach (var sentence in TrialWords.Of(answer)) AnsiConsole.MarkupLine(sentence.EscapeMarkup());
    }

    private static void Json(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}
