using System.Globalization;
using RulesEngine.Models;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Benchmarks;

/// <summary>
/// Every criterion of the knowledge base as a lambda rule of RulesEngine. It is spared the facts: each condition on a fact is given
/// as a boolean worked out beforehand, true where we find it true. It gives yes or no; reasons, unknowns and ranking stay ours alone.
/// </summary>
internal sealed class RulesEnginePeer
{
    private const string Workflow = "knowledge";
    private readonly RulesEngine.RulesEngine engine;
    private readonly RuleParameter input;

    public RulesEnginePeer(Facts.Facts facts)
    {
        var evaluation = new Evaluation(facts);
        var places = new Dictionary<Criterion, int>();
        var truths = new List<bool>();
        var rules = new List<Rule>();
        foreach (var entry in facts.Knowledge.Entries)
            foreach (var criterion in entry.Criteria())
                rules.Add(new Rule { RuleName = $"{entry.Id} {rules.Count}", Expression = Lambda(criterion, entry) });
        Count = rules.Count;
        engine = new RulesEngine.RulesEngine([new Workflow { WorkflowName = Workflow, Rules = rules }]);
        input = new RuleParameter("facts", new Truths([.. truths]));

        string Lambda(Criterion criterion, Entry owner) => criterion switch
        {
            Criterion.Any any => $"({string.Join(" || ", any.Parts.Select(part => Lambda(part, owner)))})",
            Criterion.All all => $"({string.Join(" && ", all.Parts.Select(part => Lambda(part, owner)))})",
            Criterion.Not not => $"!{Lambda(not.Part, owner)}",
            Criterion.Known known => Lambda(known.Part, owner),
            Criterion.AtLeast atLeast => $"(({string.Join(" + ", atLeast.Parts.Select(part => $"({Lambda(part, owner)} ? 1 : 0)"))}) >= {atLeast.Count.ToString(CultureInfo.InvariantCulture)})",
            _ => $"facts.Is[{Place(criterion, owner).ToString(CultureInfo.InvariantCulture)}]",
        };

        int Place(Criterion leaf, Entry owner)
        {
            if (places.TryGetValue(leaf, out var place)) return place;
            places.Add(leaf, truths.Count);
            truths.Add(evaluation.Evaluate(leaf, owner) == Truth.True);
            return truths.Count - 1;
        }
    }

    /// <summary>How many rules there are.</summary>
    public int Count { get; }

    /// <summary>How many rules hold.</summary>
    public int Run()
    {
        var held = 0;
        foreach (var result in engine.ExecuteAllRulesAsync(Workflow, input).AsTask().GetAwaiter().GetResult())
            if (result.IsSuccess) held++;
        return held;
    }

    /// <summary>What the rules see.</summary>
    public sealed record Truths(bool[] Is);
}
