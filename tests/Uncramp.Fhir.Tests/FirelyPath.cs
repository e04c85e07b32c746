using System.Text.RegularExpressions;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Uncramp.Fhir.Writing;

namespace Uncramp.Fhir.Tests;

/// <summary>Runs named expressions with an engine that is not ours, each with the values of those before it.</summary>
internal sealed partial class FirelyPath(IReadOnlyList<Fhir.Writing.Expression> expressions)
{
    private static readonly FhirJsonDeserializer Strict = new();

    private readonly List<(string Name, CompiledExpression Run, string[] Uses)> compiled =
        [.. expressions.Select(expression => (expression.Name, new FhirPathCompiler().Compile(expression.Text), UsesOf(expression).Where(use => use != "resource").ToArray()))];

    /// <summary>The names an expression uses.</summary>
    public static IEnumerable<string> UsesOf(Fhir.Writing.Expression expression) => Uses().Matches(expression.Text).Select(use => use.Groups[1].Value).Distinct();

    /// <summary>The truth of each expression; null where it is empty.</summary>
    public Dictionary<string, bool?> Of(string json)
    {
        var resource = Strict.DeserializeResource(json).ToPocoNode();
        var all = new Dictionary<string, IEnumerable<PocoNode>>();
        var truths = new Dictionary<string, bool?>();
        foreach (var (name, run, uses) in compiled)
        {
            // Only what it uses: the engine looks at all it is given each time.
            var context = new FhirEvaluationContext { Resource = resource };
            foreach (var use in uses) context.Environment[use] = all[use];
            var values = run(resource, context).ToArray();
            all[name] = values;
            truths[name] = values is [var one] && one.GetValue() is bool truth ? truth : null;
        }
        return truths;
    }

    [GeneratedRegex("%([A-Za-z0-9]+)")]
    private static partial Regex Uses();
}
