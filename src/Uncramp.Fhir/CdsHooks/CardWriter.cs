using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Uncramp.Assessment;
using Uncramp.Fhir.Writing;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>An answer as cards (CDS Hooks 2.0, "CDS Service Response"). The same answer to the same call gives the same bytes.</summary>
public sealed class CardWriter
{
    /// <summary>The system of our override reasons.</summary>
    public const string OverrideSystem = Canonical.Base + "/CodeSystem/override-reasons";

    /// <summary>Why a clinician may set a card aside.</summary>
    public static IReadOnlyList<(string Code, string Display)> OverrideReasons { get; } =
    [
        ("known", "Known and looked after"), ("does-not-fit", "Does not fit this patient"), ("benefit-outweighs", "The benefit outweighs the risk"), ("later", "Will look at it later"),
    ];

    private const int MostSummary = 139;
    private const int MostListed = 12;

    internal static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly Utf8JsonWriter json;
    private readonly CdsAnswer answer;
    private readonly CdsRequest request;
    private readonly Uri site;
    private readonly Uri? launch;
    private readonly string call;

    private CardWriter(Utf8JsonWriter json, CdsAnswer answer, CdsRequest request, Uri site, Uri? launch)
    {
        (this.json, this.answer, this.request, this.site, this.launch) = (json, answer, request, site, launch);
        call = $"{request.Instance} {request.Service.Id}";
    }

    /// <summary>The response, UTF-8.</summary>
    /// <param name="answer">What is to be said.</param>
    /// <param name="request">The call.</param>
    /// <param name="site">Where our pages are, with a slash at the end.</param>
    /// <param name="launch">Where a SMART launch of our page begins, or null when this client's server cannot launch it.</param>
    public static byte[] Write(CdsAnswer answer, CdsRequest request, Uri site, Uri? launch)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Form)) new CardWriter(json, answer, request, site, launch).Response();
        return stream.ToArray();
    }

    private void Response()
    {
        json.WriteStartObject();
        json.WriteStartArray("cards");
        foreach (var row in answer.Cards) Card(row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Card(CardRow row)
    {
        var entry = row.Entry;
        var missing = entry.Card!.SuggestsTests ? Missing(entry) : [];
        json.WriteStartObject();
        json.WriteString("uuid", CardId.Of(entry, call).ToString());
        json.WriteString("summary", Summary(row));
        json.WriteString("indicator", Indicator(row));
        json.WriteString("detail", Detail(row, missing));
        json.WriteStartObject("source");
        json.WriteString("label", "Uncramp");
        json.WriteString("url", Page(entry));
        json.WriteStartObject("topic");
        Coding(Canonical.Entries, entry.Id, entry.Title);
        json.WriteEndObject();
        json.WriteEndObject();
        if (missing.Count > 0)
        {
            json.WriteStartArray("suggestions");
            foreach (var test in missing) Suggestion(entry, test);
            json.WriteEndArray();
            json.WriteString("selectionBehavior", "any");
        }
        json.WriteStartArray("overrideReasons");
        foreach (var (code, display) in OverrideReasons)
        {
            json.WriteStartObject();
            Coding(OverrideSystem, code, display);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("links");
        Link($"Read: {entry.Title}", Page(entry), "absolute");
        if (launch is not null) Link("See the whole assessment", launch.AbsoluteUri, "smart");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A draft order for a test. It is a suggestion: nothing is ordered before a clinician takes it and signs it.</summary>
    private void Suggestion(Entry entry, Entry test)
    {
        json.WriteStartObject();
        json.WriteString("label", $"Order: {test.Title}");
        json.WriteString("uuid", CardId.Of(test, $"{call} {entry.Id}").ToString());
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteString("type", "create");
        json.WriteString("description", $"Draft an order for: {test.Title}");
        json.WriteStartObject("resource");
        json.WriteString("resourceType", "ServiceRequest");
        json.WriteString("status", "draft");
        json.WriteString("intent", "order");
        json.WriteStartObject("code");
        // The first code stands for the test; the others are ways to report it.
        if (test.Codes.FirstOrDefault(code => code.System == "loinc") is { } loinc)
        {
            json.WriteStartArray("coding");
            json.WriteStartObject();
            json.WriteString("system", "http://loinc.org");
            json.WriteString("code", loinc.Value);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteString("text", test.Title);
        json.WriteEndObject();
        json.WriteStartObject("subject");
        json.WriteString("reference", $"Patient/{request.Patient}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Tests that the card wants, that have no result in the record and are not being ordered.</summary>
    private List<Entry> Missing(Entry entry)
    {
        var wanted = entry.Tests.Count > 0 ? entry.Tests.Select(test => test.Target!) : answer.Result.Tests.Select(row => row.Entry);
        return [.. wanted.Distinct().Where(test => answer.Facts.Of(test) is null && !answer.Ordered.Contains(test)).Take(MostListed)];
    }

    private static string Summary(CardRow row)
    {
        var text = row.Flag is { } flag ? $"{Level(flag.Level)}: {row.Entry.Card!.Summary}" : row.Entry.Card!.Summary;
        return text.Length <= MostSummary ? text : $"{text[..(MostSummary - 1)]}…";
    }

    private static string Level(CareLevel level) => level switch
    {
        CareLevel.Emergency => "Emergency",
        CareLevel.SameDay => "Today",
        _ => "Soon",
    };

    private static string Indicator(CardRow row) => row.Flag?.Level switch
    {
        CareLevel.Emergency => "critical",
        CareLevel.SameDay => "warning",
        null when row.IsWarning => "warning",
        _ => "info",
    };

    /// <summary>GitHub's Markdown. Reasons first, then what to think of, then what is known.</summary>
    private string Detail(CardRow row, List<Entry> missing)
    {
        var entry = row.Entry;
        var text = new StringBuilder();
        var because = row.Because.Select(answer.Facts.Knowledge.Find).OfType<Entry>().Select(Reason).Distinct().ToList();
        Paragraph("On record, drafts included", List(because));
        if (entry.Fit is not null)
        {
            Paragraph("Medicines to review", List([.. answer.Result.Medicines.Where(medicine => medicine is { Review: true, Current: true }).Select(medicine => $"{Plain(medicine.Given)} ({medicine.Entry!.Title})").Distinct()]));
            Paragraph("Also linked with cramps", List([.. answer.Result.Contributors.Where(found => found.Entry.Kind != EntryKind.Medicine).Select(found => found.Entry.Title)]));
        }
        Paragraph("No result on record", List(missing.ConvertAll(test => test.Title)));
        if (entry.Flag?.ThinkOf is { } thinkOf) Paragraph("Think of", thinkOf);
        if (row.Flag is { } flag) Paragraph("What we tell the person", flag.Say);
        if ((entry.Clinician ?? entry.Say) is { } known) text.Append(Plain(known.Trim())).Append("\n\n");
        if (entry.Certainty is { } certainty) Paragraph("Certainty (GRADE)", AssessmentJson.Name(certainty).Replace('-', ' '));
        if (entry.Unverified) text.Append("This rule rests on general clinical knowledge, not on a published page.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"No medicine need be changed because of this card alone. Not a diagnosis. Knowledge {answer.Result.Release.Version} ({answer.Result.Release.Hash}).");
        return text.ToString();

        void Paragraph(string name, string said)
        {
            if (said.Length > 0) text.Append(CultureInfo.InvariantCulture, $"**{name}:** {said}\n\n");
        }
    }

    /// <summary>A fact with what is known of it: "Potassium blood test 2.4 mmol/L (2026-11-27)".</summary>
    private string Reason(Entry entry)
    {
        var fact = answer.Facts.Of(entry);
        if (entry.Lab is not { } lab) return entry.Title;
        var day = fact?.DaysAgo is { } ago && answer.Facts.AsOf is { } today ? today.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "undated";
        return fact?.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{entry.Title} {Math.Round(number, 3)} {lab.UnitInPrint} ({day})") : entry.Title;
    }

    private static string List(List<string> items) =>
        items.Count <= MostListed ? string.Join("; ", items) : $"{string.Join("; ", items.Take(MostListed))}; and {items.Count - MostListed} more";

    /// <summary>Text of a record or an entry as Markdown would show it.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~') plain.Append('\\');
            plain.Append(char.IsControl(letter) ? ' ' : letter);
        }
        return plain.ToString();
    }

    private string Page(Entry entry) => new Uri(site, entry.Id).AbsoluteUri;

    private void Coding(string system, string code, string display)
    {
        json.WriteString("code", code);
        json.WriteString("system", system);
        json.WriteString("display", display);
    }

    private void Link(string label, string url, string type)
    {
        json.WriteStartObject();
        json.WriteString("label", label);
        json.WriteString("url", url);
        json.WriteString("type", type);
        json.WriteEndObject();
    }
}
