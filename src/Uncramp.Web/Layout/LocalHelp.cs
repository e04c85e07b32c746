using System.Globalization;
using Uncramp.Knowledge;

namespace Uncramp.Web.Layout;

/// <summary>Whom to call here: the country chosen, else the one the browser's language names, else the numbers that most countries know.</summary>
/// <param name="Country">ISO code, or null.</param>
/// <param name="Name">The country's name, or null.</param>
/// <param name="Emergency">The ambulance.</param>
/// <param name="Advice">The line for help today, or null.</param>
public sealed record LocalHelp(string? Country, string? Name, IReadOnlyList<string> Emergency, string? Advice)
{
    private static readonly LocalHelp Anywhere = new(null, null, ["112", "999", "911"], null);

    public static LocalHelp For(HttpContext http, KnowledgeBase knowledge, string? chosen = null)
    {
        var country = chosen ?? CountryOf(http);
        return knowledge.Helplines.FirstOrDefault(line => string.Equals(line.Country, country, StringComparison.OrdinalIgnoreCase)) is { } line
            ? new LocalHelp(line.Country, line.Name, [line.Emergency], line.Advice)
            : Anywhere;
    }

    /// <summary>The country that the browser's language names, or null.</summary>
    public static string? CountryOf(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage?.OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')).FirstOrDefault(parts => parts.Length > 1 && parts[^1].Length == 2)?[^1];

    /// <summary>"112, 999 or 911".</summary>
    public string EmergencyWords => Emergency.Count == 1 ? Emergency[0] : $"{string.Join(", ", Emergency.Take(Emergency.Count - 1))} or {Emergency[^1]}";

    /// <summary>The digits of a number, for a link that dials.</summary>
    public static string Dial(string number) => string.Concat(number.Where(char.IsAsciiDigit).Select(digit => digit.ToString(CultureInfo.InvariantCulture)));
}
