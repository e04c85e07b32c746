using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Diary;

/// <summary>The diary's pages as a browser without script sees them: pages are fetched, forms are sent, and where they lead is followed.</summary>
internal sealed partial class Book(HttpClient client)
{
    public Book(Server server) : this(server.Client)
    {
    }

    private string markup = "";

    /// <summary>What was fetched last, or what a form led to.</summary>
    public string Page => WebUtility.HtmlDecode(markup);

    /// <summary>Where it is.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the last answer was, before it was followed.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Some nights back from last night.</summary>
    public static string NightBefore(int nights) => DateTimeOffset.Now.AddHours(8).AddHours(-12).Date.AddDays(-1 - nights).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A whole diary, brought as a file would be.</summary>
    public async Task Bring(string json) => (await client.PostAsync("/api/import", new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

    /// <summary>Nights from oldest to newest, ending last night: a number of cramps, or null for one that nobody logged.</summary>
    public Task Bring(params int?[] cramps) => Bring([.. cramps.Select((count, i) => (cramps.Length - 1 - i, count is null ? "" : $"\"cramps\":{count}")).Where(night => night.Item2.Length > 0)]);

    /// <summary>Nights, each so many before last night, with what is said of it.</summary>
    public Task Bring(params (int Back, string Fields)[] nights) =>
        Bring($"{{\"uncramp\":1,\"nights\":[{string.Join(',', nights.Select(night => $"{{\"night\":\"{NightBefore(night.Back)}\",{night.Fields},\"logged\":{{\"at\":\"2026-01-01T08:00:00Z\"}}}}"))}]}}");

    public async Task<string> Get(string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        (Status, Address) = (response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery);
        markup = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return Page;
    }

    public async Task<string> Send(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        return await Follow(request);
    }

    /// <summary>Sends the form with this address as it stands on the page, with some of its fields typed over.</summary>
    public Task<string> Fill(string action, params (string Name, string Value)[] typed)
    {
        var form = Forms().Matches(markup).Where(match => match.Groups[1].Value == action).Select(match => match.Groups[2].Value).Single(form => typed.All(field => form.Contains($"name=\"{field.Name}\"")));
        var fields = Inputs().Matches(form).Select(match => match.Value)
            .Where(input => !Attribute(input, "type").Contains("radio") && !Attribute(input, "type").Contains("checkbox") || input.Contains(" checked"))
            .Select(input => (Attribute(input, "name"), Attribute(input, "value"))).Where(field => typed.All(over => over.Name != field.Item1)).Concat(typed);
        return Send(action, [.. fields]);
    }

    public Task<string> Undo() => Fill("/diary/undo");

    public async Task<string> Upload(string path, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "diary.json" } } };
        return await Follow(request);
    }

    private async Task<string> Follow(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        // The client follows 303 by itself, as a browser does.
        (Status, Address) = (response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery);
        markup = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return Page;
    }

    private static string Attribute(string tag, string name) => Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";

    [GeneratedRegex("""<form method="post" action="([^"]*)".*?>(.*?)</form>""", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}
