using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>Units by their UCUM codes (https://ucum.org/ucum).</summary>
internal static class Ucum
{
    public const string System = "http://unitsofmeasure.org";

    /// <summary>The code of a unit as entries and laboratories write it; null when it is none that we know.</summary>
    public static string? Code(string unit)
    {
        var plain = unit.Trim().Replace('µ', 'u').Replace('μ', 'u');
        return plain.ToLowerInvariant() switch
        {
            "minutes" or "minute" => "min",
            "hours" or "hour" => "h",
            "days" or "day" => "d",
            "weeks" or "week" => "wk",
            "months" or "month" => "mo",
            "years" or "year" => "a",
            "a day" => "/d",
            "a week" => "/wk",
            "a month" => "/mo",
            "minutes a week" => "min/wk",
            "cramps" => "{cramps}",
            "nights" => "{nights}",
            "0 to 10" => "{score}",
            "%" => "%",
            "inr" or "{inr}" => "{INR}",
            "miu/l" => "m[IU]/L",
            "u/l" => "U/L",
            "meq/l" => "meq/L",
            "mmol/l" => "mmol/L",
            "umol/l" => "umol/L",
            "nmol/l" => "nmol/L",
            "pmol/l" => "pmol/L",
            "mmol/mol" => "mmol/mol",
            "mg/dl" => "mg/dL",
            "ug/dl" => "ug/dL",
            "g/dl" => "g/dL",
            "g/l" => "g/L",
            "mg/l" => "mg/L",
            "ug/l" => "ug/L",
            "ng/ml" => "ng/mL",
            "pg/ml" => "pg/mL",
            "ng/dl" => "ng/dL",
            "10*9/l" or "10^9/l" or "10e9/l" => "10*9/L",
            "ng/ml{feu}" or "ng/ml feu" => "ng/mL{FEU}",
            "ml/min" => "mL/min",
            "ml/min/{1.73_m2}" or "ml/min/1.73m2" or "ml/min/1.73 m2" or "ml/min/1.73" => "mL/min/{1.73_m2}",
            _ => null,
        };
    }

    /// <summary>The unit of an entry's number: its laboratory's, or that of the question.</summary>
    public static string? Of(Entry entry) => entry.Lab?.Unit ?? entry.Finding?.Unit;
}
