using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Writing;

public sealed class CriterionExpressionsTests
{
    private static readonly CriterionExpressions Expressions = CriterionExpressions.Of(KnowledgeBase.BuiltIn);

    [Fact]
    public void Over_every_patient_FHIRPath_says_true_false_and_unknown_as_the_engine_does()
    {
        var firely = new FirelyPath(Expressions.All);
        var (patients, certain, unknown) = (0, 0, 0);
        var differ = new List<string>();
        foreach (var (name, facts) in Cases.All())
        {
            patients++;
            var truths = firely.Of(CheckResponse.Of(facts).ToJsonString());
            foreach (var (expression, truth) in Engine(facts))
            {
                bool? expected = truth.IsUnknown() ? null : truth == Truth.True;
                if (expected is null) unknown++;
                else certain++;
                if (truths[expression] != expected) differ.Add($"{name}: {expression} is {truths[expression]?.ToString() ?? "unknown"}, not {expected?.ToString() ?? "unknown"}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{patients} patients, {Expressions.All.Count} expressions, {certain} certain answers and {unknown} unknown ones, {differ.Count} differ");
        differ.ShouldBeEmpty();
        patients.ShouldBeGreaterThan(1000);
        certain.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public void Every_kind_of_criterion_is_used_by_some_entry_so_that_each_is_compared()
    {
        var used = KnowledgeBase.BuiltIn.Entries.SelectMany(entry => entry.Criteria()).SelectMany(criterion => criterion.Everything()).Select(criterion => criterion.GetType()).ToHashSet();
        typeof(Criterion).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Criterion))).ShouldBeSubsetOf(used);
    }

    [Fact]
    public void Every_expression_uses_only_what_was_named_before_it()
    {
        var before = new HashSet<string> { "resource" };
        foreach (var expression in Expressions.All)
        {
            FirelyPath.UsesOf(expression).ShouldBeSubsetOf(before, expression.Name);
            before.Add(expression.Name).ShouldBeTrue($"{expression.Name} stands there twice");
        }
    }

    [Fact]
    public void What_nobody_said_makes_no_flag_true_and_none_false()
    {
        var (nothing, _) = FactsBuilder.Build(KnowledgeBase.BuiltIn, new Facts.Case());
        var truths = new FirelyPath(Expressions.All).Of(CheckResponse.Of(nothing).ToJsonString());
        foreach (var flag in KnowledgeBase.BuiltIn.OfKind(EntryKind.Flag)) truths[$"{Canonical.Name(flag)}Raised"].ShouldBeNull(flag.Id);
    }

    /// <summary>What the engine says, by the names of the expressions.</summary>
    private static List<(string Name, Truth Truth)> Engine(Facts.Facts facts)
    {
        var assessment = Assessor.Assess(facts, withQuestions: false);
        var evaluation = new Evaluation(facts) { Reviewed = [.. assessment.Medicines.Where(row => row is { Review: true, Held: false }).Select(row => row.Entry!).Distinct()] };
        var answers = new List<(string Name, Truth Truth)>();
        foreach (var entry in facts.Knowledge.Entries)
        {
            var name = Canonical.Name(entry);
            answers.AddRange(CriterionExpressions.Rules(entry).Select(rule => (rule.Name, evaluation.Evaluate(rule.Criterion, entry))));
            if (entry.Flag is not null) answers.Add(($"{name}Raised", evaluation.Raised(entry)));
            if (entry.Kind is EntryKind.Relief or EntryKind.Prevention) answers.Add((CriterionExpressions.OfferedName(entry), assessment.Relief.Contains(entry) || assessment.Prevention.Contains(entry) ? Truth.True : Truth.False));
            if (entry.Contribution is null) continue;
            answers.Add(($"{name}Possible", evaluation.Concluded(entry, Likelihood.Possible)));
            answers.Add(($"{name}Likely", evaluation.Concluded(entry, Likelihood.Likely)));
        }
        return answers;
    }
}
