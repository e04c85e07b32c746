using System.Text.RegularExpressions;
using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>Converts a result into its lab's own unit. What each unit is worth stands in the lab's entry.</summary>
public static partial class Units
{
    /// <summary>Whether a unit is one that laboratories or questions use: UCUM atoms with prefixes, counts, ratios, spans of time.</summary>
    public static bool IsKnown(string unit) => KnownUnit().IsMatch(unit.Replace('µ', 'u').Replace('μ', 'u'));

    /// <summary>The value in the lab's unit, or null when the unit is not one of its.</summary>
    public static double? Convert(Lab lab, double value, string unit) => unit == lab.Unit ? value : Known(lab, unit) is { } known ? In(value, known) : null;

    /// <summary>What a unit is worth in the lab's own, for many results in the same one; null when it is not one of its.</summary>
    internal static UnitConversion? Known(Lab lab, string unit)
    {
        // Nearly always it is written as the entry writes it.
        if (unit == lab.Unit) return lab.Own;
        foreach (var known in lab.Units)
            if (unit == known.Unit) return known;
        var given = Normal(unit);
        if (given == Normal(lab.Unit) || given.Length == 0 && lab.Unit.StartsWith('{')) return lab.Own;
        foreach (var known in lab.Units)
            if (Normal(known.Unit) == given) return known;
        return null;
    }

    /// <summary>A value in a unit → the lab's own.</summary>
    internal static double In(double value, UnitConversion unit) => (value * unit.Times) + unit.Plus;

    /// <summary>The units a lab's result may have.</summary>
    public static string Accepted(Lab lab) => string.Join(", ", lab.Units.Select(unit => unit.Unit).Prepend(lab.Unit).Distinct());

    private static string Normal(string unit) => string.Concat(unit.ToLowerInvariant().Where(c => c is not (' ' or '[' or ']' or '{' or '}' or '_' or '(' or ')')))
        .Replace('µ', 'u').Replace('μ', 'u').Replace("litre", "l", StringComparison.Ordinal).Replace("mcg", "ug", StringComparison.Ordinal).Replace("10^", "10*", StringComparison.Ordinal).Replace("x10", "10", StringComparison.Ordinal).Replace("²", "2", StringComparison.Ordinal);

    [GeneratedRegex(@"^(%|1|ratio|(cells)?/(uL|mm3)|\{?INR\}?|0 to 10|a (day|week|month)|minutes|hours|days|weeks|months|years|x?10[*^eE]\d+/u?L|(m|u|n|p|k|d|f|micro|mc)?(mol|kat|val|g|eq|\[?IU\]?|U|K|G|L|cm|m)(/(m|u|n|d|k)?(L|mol|g|min|h|d)){0,2}(/?\{?1\.73[ _]?m(\^?2|²)?\}?|/1\.73)?( ?\{?FEU\}?)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex KnownUnit();
}
