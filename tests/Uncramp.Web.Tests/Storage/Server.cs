using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Uncramp.Web.Tests.Storage;

/// <summary>An app with a store of its own, which may be killed and begun again.</summary>
public sealed class Server : IAsyncDisposable
{
    private readonly string[] store;
    private readonly string folder = Directory.CreateTempSubdirectory("uncramp-store-").FullName;
    private Process? process;

    private readonly ConcurrentBag<Server>? idle;
    private bool pristine = true;

    /// <param name="database">The address of a PostgreSQL database; null: a file in a folder.</param>
    /// <param name="idle">Where it waits for the next test, unless it was killed.</param>
    public Server(string? database, ConcurrentBag<Server>? idle) => (store, this.idle) = (database is null ? ["--data", Data] : ["--database", database], idle);

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    public string Url => Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>The folder of the embedded database.</summary>
    public string Data => Path.Combine(folder, "data");

    public string File => Path.Combine(Data, "uncramp.db");

    /// <summary>A path for a file of this test.</summary>
    public string Beside(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "beside")).FullName, name);

    /// <summary>A second program on the same PostgreSQL database.</summary>
    public async Task<Server> Another()
    {
        var server = new Server(store[1], null);
        await server.Begin();
        return server;
    }

    /// <summary>Begins, at <paramref name="at"/> when somebody knows it by that address.</summary>
    public async Task Begin(string? at = null)
    {
        (process, var url) = await RunningApp.Another(at is null ? store : ["--urls", at, .. store]);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(url) };
    }

    /// <summary>As a power cut would end it.</summary>
    public async Task Kill()
    {
        pristine = false;
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        Client.Dispose();
    }

    /// <summary>Ends it, and begins it again at the same address with an empty folder.</summary>
    public async Task Replace()
    {
        var url = Url;
        await Kill();
        Directory.Delete(Data, recursive: true);
        await Begin(url);
    }

    /// <summary>Runs <c>backup</c> or <c>restore</c> on this store.</summary>
    public Task<(int ExitCode, string Error)> Command(params string[] arguments) => RunningApp.RunToEnd([.. arguments, .. store]);

    /// <summary>The options that name this store.</summary>
    public IReadOnlyList<string> Store => store;

    public async Task<(HttpStatusCode Status, string Body)> Send(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<(HttpStatusCode Status, string Body)> Put(string path, string json) => Send(HttpMethod.Put, path, json);

    public Task<(HttpStatusCode Status, string Body)> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<string> Export() => Client.GetStringAsync("/api/export", TestContext.Current.CancellationToken);

    /// <summary>The entries of a section of the export.</summary>
    public async Task<IReadOnlyList<JsonElement>> Section(string name)
    {
        using var json = JsonDocument.Parse(await Export());
        return json.RootElement.TryGetProperty(name, out var section) ? [.. section.EnumerateArray().Select(entry => entry.Clone())] : [];
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(folder, "beside"))) Directory.Delete(Path.Combine(folder, "beside"), recursive: true);
        if (pristine && idle is not null && (await Send(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""")).Status == HttpStatusCode.NoContent) idle.Add(this);
        else await End();
    }

    public async Task End()
    {
        if (process is not null) await Kill();
        Directory.Delete(folder, recursive: true);
    }
}
