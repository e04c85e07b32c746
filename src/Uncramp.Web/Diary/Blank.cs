using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Uncramp.Web.Check;

namespace Uncramp.Web.Diary;

/// <summary>How a field of the diary is typed.</summary>
internal enum BlankKind
{
    Text,
    Number,
    YesNo,
    /// <summary>Own words with commas between.</summary>
    Words,
    /// <summary>Boxes to tick. <see cref="Blank.None"/> ticked alone says that none holds, which is more than saying nothing.</summary>
    Ticks,
    /// <summary>A day, a month or a year, as people write it.</summary>
    Rough,
}

/// <summary>A blank of a form, and the field of the diary that it fills.</summary>
internal sealed record Blank(string Name, BlankKind Kind = BlankKind.Text)
{
    /// <summary>The tick for "none of them".</summary>
    public const string None = "none";

    /// <summary>What the form showed, so that only what a person changed is said: a page opened yesterday must not take back what was said since.</summary>
    public const string Was = "was";

    private const string Between = ", ";
    private static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] roughForms = ["d MMMM yyyy", "d MMM yyyy", "MMMM yyyy", "MMM yyyy", "M/yyyy"];

    /// <summary>What blanks show of an entry.</summary>
    /// <param name="blanks">The blanks.</param>
    /// <param name="entry">The entry as a line of JSON; null: a new one.</param>
    public static Dictionary<string, string> Shown(IEnumerable<Blank> blanks, string? entry)
    {
        using var json = JsonDocument.Parse(entry ?? "{}");
        return blanks.ToDictionary(blank => blank.Name, blank => json.RootElement.TryGetProperty(blank.Name, out var value) ? blank.Shown(value) : "");
    }

    /// <summary>The same as text, for the form to carry.</summary>
    public static string Text(Dictionary<string, string> shown) => JsonSerializer.Serialize(shown, readable);

    /// <summary>What somebody changed in a form, as the JSON that says it, and what of it cannot be read.</summary>
    public static (JsonObject Said, List<FormError> Errors) Read(IEnumerable<Blank> blanks, IFormCollection form)
    {
        var was = Carried(form[Was]);
        var (said, errors) = (new JsonObject(), new List<FormError>());
        foreach (var blank in blanks)
        {
            if (!form.ContainsKey(blank.Name) && !was.ContainsKey(blank.Name)) continue;
            var typed = blank.Typed(form[blank.Name]);
            if (typed == was.GetValueOrDefault(blank.Name, "")) continue;
            var (value, error) = blank.Value(typed);
            if (error is null) said[blank.Name] = value;
            else errors.Add(new FormError(blank.Name, error));
        }
        return (said, errors);
    }

    /// <summary>What the core found wrong, beside the blanks it is about.</summary>
    public static IEnumerable<FormError> Errors(IEnumerable<Problem> problems) =>
        problems.Select(problem => new FormError(problem.Place[(problem.Place.LastIndexOf(' ') + 1)..].Split('[', '.')[0], $"{problem.What}; {problem.Remedy}."));

    public static byte[] Utf8(JsonObject said) => Encoding.UTF8.GetBytes(said.ToJsonString());

    private string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array when Kind == BlankKind.Ticks && value.GetArrayLength() == 0 => None,
        JsonValueKind.Array => string.Join(Between, value.EnumerateArray().Select(item => item.GetString())),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private string Typed(StringValues values) => Kind == BlankKind.Ticks ? string.Join(Between, values.Where(value => value is not (null or ""))) : values.ToString().ReplaceLineEndings("\n").Trim();

    private (JsonNode? Value, string? Error) Value(string typed)
    {
        if (typed.Length == 0) return (null, null);
        switch (Kind)
        {
            case BlankKind.Number:
                return double.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? (number, null) : (null, $"“{typed}” is not a number. Write one, such as 3.");
            case BlankKind.YesNo:
                return (typed == "yes", null);
            case BlankKind.Words:
                return (List(typed.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), null);
            case BlankKind.Ticks:
                var ticked = typed.Split(Between);
                return ticked.Contains(None) && ticked.Length > 1 ? (null, "You ticked “none” and a choice. Keep one of them.") : (List(ticked.Where(tick => tick != None)), null);
            case BlankKind.Rough:
                for (var form = 0; form < roughForms.Length; form++)
                    if (DateOnly.TryParseExact(typed, roughForms[form], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date))
                        return (date.ToString(form < 2 ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture), null);
                return (typed, Uncramp.Diary.RoughDate.Parse(typed) is null ? $"“{typed}” is not a date we can read. Write 2026-03, March 2026 or 2026." : null);
            default:
                return (typed, null);
        }
    }

    private static JsonArray List(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    private static Dictionary<string, string> Carried(string? text)
    {
        try
        {
            return text is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
