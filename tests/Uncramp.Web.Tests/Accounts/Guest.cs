using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>Somebody with a browser of their own: it keeps cookies, follows no redirect, and sends forms as a page of ours would.</summary>
public sealed partial class Guest : IDisposable
{
    private static int addresses;
    private readonly HttpClient client;

    public Guest(string url)
    {
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        // Each comes from an address of its own, as people do.
        var number = Interlocked.Increment(ref addresses);
        Address = $"203.0.{number / 250 % 250}.{(number % 250) + 1}";
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The address that a proxy would tell.</summary>
    public string Address { get; set; }

    /// <summary>Headers of every call.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Where the last answer sends to; empty: nowhere.</summary>
    public string To { get; private set; } = "";

    public bool HasCookie => Cookies.Count > 0;

    public async Task<(int Status, string Body)> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", Address);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        To = response.Headers.Location?.OriginalString ?? "";
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public Task<(int Status, string Body)> Get(string path) => Send(HttpMethod.Get, path);

    public Task<(int Status, string Body)> Json(HttpMethod method, string path, string json) => Send(method, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<(int Status, string Body)> Put(string path, string json) => Json(HttpMethod.Put, path, json);

    /// <summary>Sends a form, with the token of a page if this person is signed in.</summary>
    public async Task<(int Status, string Body)> Post(string path, params (string Name, string Value)[] fields)
    {
        var token = HasCookie ? Token().Match((await Get("/account")).Body).Groups[1].Value : "";
        return await Form(path, token.Length == 0 ? fields : [.. fields, ("token", WebUtility.HtmlDecode(token))]);
    }

    /// <summary>Sends a form with these fields and no others.</summary>
    public async Task<(int Status, string Body)> Form(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Send(HttpMethod.Post, path, form);
    }

    /// <summary>Whether the server knows who this is.</summary>
    public async Task<bool> IsSignedIn() => (await Get("/api/me")).Body.Contains("\"signedIn\":true", StringComparison.Ordinal);

    public Task<(int Status, string Body)> SignIn(string name, string password) => Form("/account/sign-in", ("name", name), ("password", password));

    /// <summary>Makes an invitation for a diary and gives its secrets back.</summary>
    public async Task<(string Link, string Code)> Invite(string person) => Secrets((await Post($"/account/diaries/{person}/invite")).Body);

    public void Dispose() => client.Dispose();

    public static (string Link, string Code) Secrets(string page) =>
        (Link().Match(page).Groups[1].Value, EightDigits().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("(/join/[0-9a-f]{32})")]
    private static partial Regex Link();

    [GeneratedRegex(">([0-9]{4} [0-9]{4})<")]
    private static partial Regex EightDigits();
}
