using System.Globalization;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Writing;

/// <summary>What our own FHIR resources are called. The base is a name and not an address: nothing is fetched from it.</summary>
public static class Canonical
{
    /// <summary>The base of every canonical URL of Uncramp.</summary>
    public const string Base = "https://uncramp.org/fhir";

    /// <summary>The code system whose codes are the ids of entries.</summary>
    public const string Entries = Base + "/CodeSystem/uncramp";

    /// <summary>The check as a Questionnaire.</summary>
    public const string Check = Base + "/Questionnaire/uncramp-check";

    /// <summary>The criteria as FHIRPath.</summary>
    public const string Criteria = Base + "/Library/uncramp-criteria";

    /// <summary>The sources.</summary>
    public const string Sources = Base + "/Library/uncramp-sources";

    /// <summary>The id of a resource made of one entry: <c>medicine-thiazide</c>.</summary>
    public static string Id(Entry entry) => entry.Id.Replace('/', '-');

    /// <summary>The canonical URL of a resource made of one entry.</summary>
    public static string Url(string type, Entry entry) => $"{Base}/{type}/{Id(entry)}";

    /// <summary>The name of an entry in FHIRPath and where FHIR wants names fit for a machine: <c>medicineThiazide</c>.</summary>
    public static string Name(Entry entry)
    {
        var parts = entry.Id.Split('/', '-');
        return string.Concat(parts.Select((part, i) => i == 0 ? part : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(part[0])}{part[1..]}")));
    }
}
