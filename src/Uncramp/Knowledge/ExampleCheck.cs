using Uncramp.Assessment;
using Uncramp.Documents;
using Uncramp.Facts;

namespace Uncramp.Knowledge;

/// <summary>Holds an assessment against what an example patient expects; the keys are those of knowledge/README.md.</summary>
public static class ExampleCheck
{
    /// <summary>What does not hold, one sentence each; empty when all does.</summary>
    public static IReadOnlyList<string> Misses(KnowledgeBase knowledge, Case given, Node expect)
    {
        var (facts, problems) = FactsBuilder.Build(knowledge, given);
        if (problems.Count > 0) return [.. problems.Select(problem => problem.What)];
        var assessment = Assessor.Assess(facts, withQuestions: expect["questions"] is not null);
        var misses = new List<string>();
        foreach (var (key, node) in expect.Pairs) Check(key, node, assessment, facts, misses);
        return misses;
    }

    private static void Check(string key, Node node, Assessment.Assessment assessment, Facts.Facts facts, List<string> misses)
    {
        var wanted = node.Kind == NodeKind.List ? node.Items.Select(item => item.Text ?? "").ToList() : [node.Text ?? ""];
        var flags = assessment.Triage.Flags.Select(flag => flag.Entry.Id).ToList();
        var contributors = assessment.Contributors.Select(row => row.Entry.Id).ToList();
        var lookalikes = assessment.Lookalikes.Select(row => row.Entry.Id).ToList();
        var likely = assessment.Contributors.Concat(assessment.Lookalikes).Where(row => row.Likelihood == Likelihood.Likely).Select(row => row.Entry.Id).ToList();
        var offered = assessment.Relief.Concat(assessment.Prevention).Select(entry => entry.Id).ToList();
        switch (key)
        {
            case "triage":
                var level = AssessmentJson.Name(assessment.Triage.Level);
                if (!wanted.Contains(level)) misses.Add($"triage is {level}, not {string.Join(" or ", wanted)}{(flags.Count > 0 ? $" (flags: {string.Join(", ", flags)})" : "")}");
                break;
            case "flags": Holds(flags); break;
            case "contributors": Holds(contributors); break;
            case "lookalikes": Holds(lookalikes); break;
            case "tests": Holds([.. assessment.Tests.Select(row => row.Entry.Id)]); break;
            case "warnings": Holds([.. assessment.Warnings.Select(row => row.Entry.Id)]); break;
            case "alsoConsider": Holds([.. flags, .. contributors, .. lookalikes]); break;
            case "audits": Holds([.. Assessor.Audits(facts).Select(audit => audit.Id)]); break;
            case "notAudits": HoldsNot([.. Assessor.Audits(facts).Select(audit => audit.Id)]); break;
            case "withheld": Holds([.. assessment.Withheld.Select(row => row.Entry.Id)]); break;
            case "questions": Holds([.. assessment.Questions.Select(row => row.Entry.Id)]); break;
            case "likely": Holds(likely); break;
            case "recommended": Holds(offered); break;
            case "notFlags": HoldsNot(flags); break;
            case "notContributors": HoldsNot(contributors); break;
            case "notLookalikes": HoldsNot(lookalikes); break;
            case "notWarnings": HoldsNot([.. assessment.Warnings.Select(row => row.Entry.Id)]); break;
            case "notLikely": HoldsNot(likely); break;
            case "notRecommended":
                HoldsNot([.. offered, .. assessment.Considering.Where(row => row.Verdict is Verdict.Supported or Verdict.MayTry).Select(row => row.Entry?.Id ?? "")]);
                break;
            case "review":
                foreach (var given in wanted)
                    if (!assessment.Medicines.Any(row => row.Review && row.Given.StartsWith(given, StringComparison.OrdinalIgnoreCase))) misses.Add($"{given} is not to be reviewed");
                break;
            case "considering":
                foreach (var (id, verdict) in node.Pairs)
                    if (!assessment.Considering.Any(row => row.Entry?.Id == id && AssessmentJson.Name(row.Verdict) == verdict.Text))
                        misses.Add($"{id} is answered {string.Join(", ", assessment.Considering.Where(row => row.Entry?.Id == id).Select(row => AssessmentJson.Name(row.Verdict)).DefaultIfEmpty("not at all"))}, not {verdict.Text}");
                break;
            case "fits":
                if (!wanted.Contains(assessment.Fit.Fits)) misses.Add($"it fits {assessment.Fit.Fits}, not {wanted[0]}");
                break;
            case "fitsNot":
                if (wanted.Contains(assessment.Fit.Fits)) misses.Add($"it fits {assessment.Fit.Fits}");
                break;
            case "unrecognised":
                var unknown = assessment.Unrecognised.Select(row => row.Given).Order(StringComparer.Ordinal).ToList();
                if (!unknown.SequenceEqual(wanted.Where(text => text.Length > 0).Order(StringComparer.Ordinal))) misses.Add($"unrecognised: {string.Join(", ", unknown)}");
                break;
            case "complete":
                if (node.Boolean != assessment.Triage.Complete) misses.Add($"complete is {assessment.Triage.Complete}");
                break;
            default:
                misses.Add($"'{key}' is not something an example can expect");
                break;
        }

        void Holds(List<string> found)
        {
            foreach (var id in wanted)
                if (!found.Contains(id)) misses.Add($"{key} lack {id}{(found.Count > 0 && found.Count < 12 ? $" (they hold {string.Join(", ", found)})" : "")}");
        }

        void HoldsNot(List<string> found)
        {
            foreach (var id in wanted)
                if (found.Contains(id)) misses.Add($"{id} is concluded, against {key}");
        }
    }
}
