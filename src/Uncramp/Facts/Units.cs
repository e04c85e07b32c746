using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>Converts a result into its lab's own unit. What each unit is worth stands in the lab's entry.</summary>
internal static class Units
{
    /// <summary>The value in the lab's unit, or null when the unit is not one of its.</summary>
    public static double? Convert(Lab lab, double value, string unit)
    {
        var given = Normal(unit);
        if (given == Normal(lab.Unit)) return value;
        foreach (var known in lab.Units)
            if (Normal(known.Unit) == given) return (value * known.Times) + known.Plus;
        return null;
    }

    /// <summary>The units a lab's result may have.</summary>
    public static string Accepted(Lab lab) => string.Join(", ", lab.Units.Select(unit => unit.Unit).Prepend(lab.Unit).Distinct());

    private static string Normal(string unit) => string.Concat(unit.ToLowerInvariant().Where(c => c is not (' ' or '[' or ']' or '{' or '}' or '_' or '(' or ')')))
        .Replace('µ', 'u').Replace('μ', 'u').Replace("litre", "l", StringComparison.Ordinal).Replace("mcg", "ug", StringComparison.Ordinal).Replace("10^", "10*", StringComparison.Ordinal).Replace("x10", "10", StringComparison.Ordinal).Replace("²", "2", StringComparison.Ordinal);
}
