using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Check;

/// <summary>A check without a browser: each page is read and its form is sent on.</summary>
internal sealed partial class Checking(HttpClient client)
{
    /// <summary>A woman of 68 with cramps in the calf, who takes indapamide and nothing else.</summary>
    public const string Told = """
        {"said":{"symptom/sleep-disruption":"yes"},"numbers":{"person.age":68,"cramps.perWeek":1.5,"cramps.durationMinutes":3},"choices":{"person.sex":["female"],"cramps.sites":["calf"]},
        "medicines":[{"name":"indapamide","started":"2026-07"}],"medicineList":"none","seen":["you","where","how","feel","medicines","illnesses","more"]}
        """;

    /// <summary>The page as it came.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The page as text.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Html, " "), " "));

    public string Heading => WebUtility.HtmlDecode(Tags().Replace(First().Match(Html).Groups[1].Value, "")).Trim();

    public HttpStatusCode Status { get; private set; }

    /// <summary>The answers that the page carries.</summary>
    public JsonElement Answers
    {
        get
        {
            using var json = JsonDocument.Parse(Hidden("answers"));
            return json.RootElement.Clone();
        }
    }

    public static Checking On(Server server) => new(server.Client);

    public static string Today => Day(0);

    public static string Day(int ago) => DateOnly.FromDateTime(DateTime.Now).AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task Open(string path = "/check") => await Read(await client.GetAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Presses a button of the check's form.</summary>
    public Task Press(string go, params (string Name, string Value)[] typed) =>
        Post("/check", [("answers", Hidden("answers")), ("page", Hidden("page")), ("return", Hidden("return")), ("go", go), .. typed]);

    /// <summary>The result of answers, as the review sends them.</summary>
    public Task Result(string answers = Told, params (string Name, string Value)[] more) => Post("/check", [("answers", answers.ReplaceLineEndings(" ")), ("page", "review"), ("go", "result"), .. more]);

    public async Task Post(string path, (string Name, string Value)[] form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        await Read(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>The value of a hidden field; the first of that name.</summary>
    public string Hidden(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);

    /// <summary>From the review to the review again, saying "none of these" to every page of signs.</summary>
    public async Task SayNoToAllThatIsAsked()
    {
        await Press("on");
        for (var pages = 0; Heading != "Check your answers"; pages++)
        {
            pages.ShouldBeLessThan(20, Heading);
            await Press("next", [("rest", "no"), .. Triples().Matches(Html).Select(match => (match.Groups[1].Value, "no")).Distinct()]);
        }
    }

    private async Task Read(HttpResponseMessage response)
    {
        using (response)
        {
            Status = response.StatusCode;
            Html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<h1[^>]*>(.*?)</h1>", RegexOptions.Singleline)]
    private static partial Regex First();

    [GeneratedRegex("type=\"radio\"[^>]*name=\"([a-z]+/[a-z0-9-]+)\" value=\"no\"")]
    private static partial Regex Triples();
}
