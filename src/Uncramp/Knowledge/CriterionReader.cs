using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>Reads criteria as knowledge/README.md describes them.</summary>
internal static class CriterionReader
{
    private static readonly Dictionary<string, Likelihood> Likelihoods = new() { ["possible"] = Likelihood.Possible, ["likely"] = Likelihood.Likely };
    private static readonly Dictionary<string, ResultLevel> Results = new() { ["low"] = ResultLevel.Low, ["normal"] = ResultLevel.Normal, ["high"] = ResultLevel.High };
    private static readonly Dictionary<string, CareLevel> Bands = new() { ["emergency"] = CareLevel.Emergency, ["same-day"] = CareLevel.SameDay, ["routine"] = CareLevel.Routine };

    public static Criterion? Take(Fields fields, string key)
    {
        var node = fields.Take(key);
        return node is null ? null : Read(fields, node);
    }

    public static Criterion? Read(Fields fields, Node node)
    {
        if (node.Kind == NodeKind.Text)
        {
            if (node.Text!.Contains('/', StringComparison.Ordinal)) return new Criterion.Has(new EntryRef(node.Text.Trim(), node.Line));
            fields.Report("UNC020", node.Line, $"'{node.Text}' is not a criterion", "name a finding by its id, such as symptom/pain");
            return null;
        }
        if (node.Kind != NodeKind.Map || node.Pairs.Count == 0)
        {
            fields.Report("UNC020", node.Line, $"A criterion cannot be {node.Described}", "name a finding, or use any, all, not …");
            return null;
        }
        var inner = fields.Inner(node);
        var criterion = Map(inner, node);
        inner.Done();
        return criterion;
    }

    private static Criterion? Map(Fields inner, Node node)
    {
        switch (node.Pairs[0].Key)
        {
            case "any": return Parts(inner, "any") is { } any ? new Criterion.Any([.. any]) : null;
            case "all": return Parts(inner, "all") is { } all ? new Criterion.All([.. all]) : null;
            case "not": return Take(inner, "not") is { } part ? new Criterion.Not(part) : null;
            case "named": return inner.Ref("named") is { } named ? new Criterion.Named(named) : null;
            case "known": return Take(inner, "known") is { } known ? new Criterion.Known(known) : null;
            case "at-least":
            case "of" when node["at-least"] is not null:
                var count = inner.Whole("at-least") ?? 1;
                var parts = Parts(inner, "of");
                if (parts is not null && count > parts.Count) inner.Report("UNC021", node.Line, $"At least {count} of {parts.Count} can never be true", "lower the number");
                return parts is null ? null : new Criterion.AtLeast(count, [.. parts]);
            case "value":
                return inner.Ref("value") is { } value && Need(inner, node, inner.Range(), "from, above, below or to") is { } range ? new Criterion.Value(value, range) : null;
            case "is": return inner.Ref("is") is { } isOf ? new Criterion.Is(isOf, inner.Texts("any-of")) : null;
            case "only": return inner.Ref("only") is { } only ? new Criterion.Only(only, inner.Texts("any-of")) : null;
            case "age":
                var age = inner.Take("age");
                if (age is null || age.Kind != NodeKind.Map) { inner.Report("UNC020", node.Line, "age needs a range", "write { age: { from: 60 } }"); return null; }
                var ageFields = inner.Inner(age);
                var years = Need(ageFields, age, ageFields.Range(), "from, above, below or to");
                ageFields.Done();
                return years is null ? null : new Criterion.Value(new EntryRef(FieldRef("person.age"), node.Line), years);
            case "sex": return new Criterion.Is(new EntryRef(FieldRef("person.sex"), node.Line), [inner.Text("sex") ?? ""]);
            case "taking":
                return inner.Ref("taking") is { } medicine ? new Criterion.Taking(medicine, inner.Days("until"), inner.Days("started-before-cramps")) : null;
            case "result":
                var level = inner.Word("result", Results);
                return inner.Ref("of") is { } lab && level is { } found ? new Criterion.Result(lab, found) : null;
            case "no-result": return inner.Ref("no-result") is { } unmeasured ? new Criterion.NoResult(unmeasured) : null;
            case "band":
                var band = inner.Word("band", Bands);
                var of = inner.Take("of");
                if (band is null) return null;
                return of is null ? new Criterion.Band(null, AnyLab: false, band.Value)
                    : of.Text == "any" ? new Criterion.Band(null, AnyLab: true, band.Value)
                    : inner.Ref("of") is { } bandLab ? new Criterion.Band(bandLab, AnyLab: false, band.Value) : null;
            case "considering": return inner.Ref("considering") is { } measure ? new Criterion.Considering(measure) : null;
            case "concluded": return Concluded(inner, node);
            case "reviewing":
                var reviewing = inner.Take("reviewing");
                return reviewing?.Text == "any" ? new Criterion.Reviewing(null)
                    : inner.Ref("reviewing") is { } reviewed ? new Criterion.Reviewing(reviewed) : null;
            default:
                inner.Report("UNC020", node.Line, $"'{node.Pairs[0].Key}' is not a criterion",
                    "use any, all, not, known, at-least, value, is, only, age, sex, taking, result, no-result, band, considering, concluded or reviewing");
                return null;
        }
    }

    /// <summary>A reference to whichever entry is filled from a field of the case; resolved with the others.</summary>
    internal static string FieldRef(string field) => $"field:{field}";

    private static Criterion? Concluded(Fields inner, Node node)
    {
        var what = inner.Text("concluded");
        var likelihood = inner.Word("likelihood", Likelihoods) ?? Likelihood.Possible;
        var above = inner.Whole("above-weight") ?? 0;
        if (what is null) return null;
        if (what.Contains('/', StringComparison.Ordinal)) return new Criterion.Concluded(new EntryRef(what, node.Line), likelihood);
        if (EntryKinds.Parse(what) is { } kind) return new Criterion.ConcludedKind(kind, above, likelihood);
        inner.Report("UNC020", node.Line, $"'concluded: {what}' is neither an id nor a kind", "write an id or condition, cause, situation, medicine");
        return null;
    }

    private static List<Criterion>? Parts(Fields inner, string key)
    {
        var items = inner.Items(key);
        var parts = items.Select(item => Read(inner, item)).OfType<Criterion>().ToList();
        if (items.Count == 0) inner.Report("UNC021", inner.Map.Line, $"'{key}' holds nothing, so it can never be decided", "list at least one criterion");
        return parts.Count == 0 ? null : parts;
    }

    private static NumberRange? Need(Fields inner, Node node, NumberRange? range, string keys)
    {
        if (range is null) inner.Report("UNC010", node.Line, "A range is missing", $"add {keys}");
        return range;
    }
}
