using System.Globalization;
using Uncramp.Documents;
using Uncramp.Knowledge;

namespace Uncramp.Trials;

/// <summary>
/// The same trial for many people, as a researcher writes it down before the first of them begins. Each still does a trial of their own, drawn for them alone;
/// a protocol only says what is tried, how it is laid out and when to stop.
/// </summary>
public sealed record Protocol
{
    /// <summary>A file has at most so many bytes.</summary>
    public const int MaxBytes = 100_000;

    /// <summary>Nights of diary before the first block: fewer tell nobody's rate.</summary>
    public const int RunInNights = 14;

    /// <summary>Rates for which the weeks are shown beforehand, in cramps a week.</summary>
    public static IReadOnlyList<double> Rates { get; } = [1, 2, 4, 7, 14];

    /// <summary>What the study is called.</summary>
    public required string Title { get; init; }

    /// <summary>The question it asks.</summary>
    public required string Question { get; init; }

    /// <summary>For whom, beside those whom our own gates hold back.</summary>
    public required string Who { get; init; }

    /// <summary>Who answers for it, and how to reach them.</summary>
    public required string Contact { get; init; }

    /// <summary>Where it was approved or registered; null: nothing is said.</summary>
    public string? Approval { get; init; }

    /// <summary>What is tried.</summary>
    public required Entry Measure { get; init; }

    /// <summary>Nights of a block that count.</summary>
    public required int Block { get; init; }

    /// <summary>Pairs of blocks of each person, at least <see cref="RandomisationTest.FewestPairs"/>.</summary>
    public required int Pairs { get; init; }

    /// <summary>When a person stops, beside our own rules; at least one.</summary>
    public required IReadOnlyList<string> Stops { get; init; }

    /// <summary>Nights before each block that do not count.</summary>
    public int Washout => Measure.Measure!.Trial!.Washout;

    /// <summary>Weeks on the calendar, after the run-in.</summary>
    public int Weeks => ((Pairs * 2 * (Block + Washout)) + 6) / 7;

    /// <summary>The page on which a person plans this trial, on any server.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"/trials/plan?measure={Uri.EscapeDataString(Measure.Id)}&block={Block}&pairs={Pairs}");

    /// <summary>Weeks until a halving would be seen in four of five people with that many cramps a week, with some good and bad weeks.</summary>
    public Layout Needed(double perWeek) => Feasibility.Needed(perWeek, Feasibility.Halving, Block, Washout, Scatter.Usual);

    /// <summary>Reads a protocol (YAML or JSON). Either a protocol or problems, all of them at once.</summary>
    /// <param name="text">The file.</param>
    /// <param name="place">Its name, for problems.</param>
    /// <param name="knowledge">Where the measure is looked up.</param>
    public static (Protocol? Protocol, IReadOnlyList<Problem> Problems) Read(string text, string place, KnowledgeBase knowledge)
    {
        var (root, unreadable) = YamlNodes.Read(text, place);
        if (unreadable is not null) return (null, [unreadable]);
        if (root is not { Kind: NodeKind.Map }) return (null, [new Problem("UNC320", place, "This is not a protocol", "write keys such as 'title: …' and 'measure: …'")]);
        var problems = new List<Problem>();
        var fields = new Fields(root, place, problems);
        var (title, question, who, contact, approval) = (fields.Required("title"), fields.Required("question"), fields.Required("who"), fields.Required("contact"), fields.Text("approval"));
        Only(fields, "outcome", "cramps-a-night", "Cramps in each night are what is counted", "UNC321");
        Only(fields, "order", "every-pair-drawn", "An order that is not drawn for every pair cannot be told from the cramps' own ups and downs", "UNC322");
        var measure = TriedMeasure(fields, knowledge);
        var block = NightsOfBlock(fields, measure?.Measure!.Trial);
        var pairs = fields.Whole("pairs");
        if (pairs is null or < RandomisationTest.FewestPairs)
            fields.Report("UNC324", root["pairs"]?.Line ?? root.Line, pairs is null ? "'pairs' is missing" : $"{pairs} pairs cannot answer: drawn at random, even the best result would come about by luck more than once in 20 times", $"write at least {RandomisationTest.FewestPairs} pairs, better {TrialResult.FewestPairsToHelp} or more");
        if (fields.Whole("run-in") is not { } runIn || runIn < RunInNights)
            fields.Report("UNC325", root["run-in"]?.Line ?? root.Line, "There is no run-in of two weeks, so nobody's own rate would be known", $"write 'run-in: {RunInNights}' (nights) or more");
        var stops = fields.Texts("stop");
        if (stops.Count == 0) fields.Report("UNC326", root["stop"]?.Line ?? root.Line, "There is no rule for when a person stops", "write at least one under 'stop', such as '- a rash'");
        fields.Done();
        return problems.Count > 0 ? (null, problems) : (new Protocol
        {
            Title = title, Question = question, Who = who, Contact = contact, Approval = approval, Measure = measure!, Block = block, Pairs = pairs!.Value, Stops = stops,
        }, []);
    }

    /// <summary>Keys that have one answer. They are asked all the same, because a protocol must say it.</summary>
    private static void Only(Fields fields, string key, string value, string why, string code)
    {
        if (fields.Text(key) is not { } text || text != value) fields.Report(code, fields.Map[key]?.Line ?? fields.Map.Line, why, $"write '{key}: {value}'");
    }

    private static Entry? TriedMeasure(Fields fields, KnowledgeBase knowledge)
    {
        var tried = string.Join(", ", knowledge.Entries.Where(entry => entry.Measure?.Trial is not null).Select(entry => entry.Id));
        var line = fields.Map["measure"]?.Line ?? fields.Map.Line;
        if (fields.Ref("measure") is not { } id)
        {
            fields.Report("UNC323", line, "'measure' is missing", $"use one of: {tried}");
            return null;
        }
        if (knowledge.Find(id.Id) is not { } entry) fields.Report("UNC323", line, $"There is no {id.Id}", $"use one of: {tried}");
        else if (entry.Measure?.Trial is null)
            fields.Report("UNC323", line, entry.Kind is EntryKind.Medicine ? $"{id.Id} is a medicine, and none is started or stopped for a trial on oneself" : $"{id.Id} is not one to test on oneself: it is for a clinician to decide, or it is not safe for all", $"use one of: {tried}");
        else return entry;
        return null;
    }

    private static int NightsOfBlock(Fields fields, TrialPlan? plan)
    {
        var (nights, line, shortest) = (fields.Whole("block"), fields.Map["block"]?.Line ?? fields.Map.Line, plan?.Shortest ?? 1);
        if (nights is null) fields.Report("UNC327", line, "'block' is missing", $"write the nights of a block, such as {plan?.Block ?? 7}");
        else if (nights < shortest || nights > 56) fields.Report("UNC327", line, $"Blocks of {nights} nights cannot be{(nights < shortest ? ": what was done before still works" : "")}", $"write {shortest} to 56 nights");
        return nights ?? 0;
    }
}
