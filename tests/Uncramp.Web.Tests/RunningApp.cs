using System.Diagnostics;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests;

[assembly: AssemblyFixture(typeof(RunningApp))]

namespace Uncramp.Web.Tests;

/// <summary>The real app on a free port and one browser, for all tests.</summary>
public sealed partial class RunningApp : IAsyncLifetime
{
    private readonly List<string> said = [];
    private Process? app;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly Lazy<Task<(Process Process, string Url)>> open = new(() => Another("--shared"));

    /// <summary>Where it listens.</summary>
    public string Url { get; private set; } = "";

    /// <summary>A client without a browser.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        app = Start("--urls", "http://127.0.0.1:0");
        var ready = new TaskCompletionSource<string>();
        app.OutputDataReceived += (_, line) =>
        {
            lock (said) said.Add(line.Data ?? "");
            if (Address().Match(line.Data ?? "") is { Success: true } match) ready.TrySetResult(match.Groups[1].Value);
        };
        app.ErrorDataReceived += (_, line) => { lock (said) said.Add(line.Data ?? ""); };
        app.BeginOutputReadLine();
        app.BeginErrorReadLine();
        Url = await ready.Task.WaitAsync(TimeSpan.FromSeconds(120));
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Url) };
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/google-chrome" }.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        Client?.Dispose();
        if (app is { HasExited: false }) app.Kill(entireProcessTree: true);
        app?.Dispose();
        if (!open.IsValueCreated) return;
        (await open.Value).Process.Kill(entireProcessTree: true);
        (await open.Value).Process.Dispose();
    }

    /// <summary>A fresh browser context: a new person with a phone. <paramref name="at"/> is an app of one's own, <paramref name="zone"/> the phone's time zone.</summary>
    public async Task<Visit> Visit(bool script = true, int width = 390, int height = 844, string locale = "en-GB", string? at = null, string? zone = null, bool calm = false)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = script,
            Locale = locale,
            BaseURL = at ?? Url,
            TimezoneId = zone,
            ReducedMotion = calm ? ReducedMotion.Reduce : null,
        });
        return new Visit(context, await context.NewPageAsync(), at ?? Url);
    }

    /// <summary>Where an app for many people listens: who is not signed in there is a stranger, of whom nothing is kept.</summary>
    public async Task<string> OpenUrl() => (await open.Value).Url;

    /// <summary>A stranger with a phone: no diary adds to their check, and no check of another test is remembered.</summary>
    public async Task<Visit> Stranger(bool script = true, int width = 390, int height = 844, string locale = "en-GB") =>
        await Visit(script, width, height, locale, await OpenUrl());

    /// <summary>Everything the app printed so far.</summary>
    public string Printed()
    {
        lock (said) return string.Join('\n', said);
    }

    /// <summary>Runs the app until it ends by itself.</summary>
    public static async Task<(int ExitCode, string Error)> RunToEnd(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        return (process.ExitCode, await error);
    }

    /// <summary>Another app of one's own, until it is disposed.</summary>
    public static async Task<(Process Process, string Url)> Another(params string[] arguments)
    {
        var process = Start(["--urls", "http://127.0.0.1:0", .. arguments]);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (Address().Match(line) is { Success: true } match) return (process, match.Groups[1].Value);
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    public static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "Uncramp.Web", here.Name, "Uncramp.Web.dll");
    }

    private static Process Start(params string[] arguments)
    {
        // A diary of its own, unless one is named.
        if (!arguments.Contains("--data") && !arguments.Contains("--database")) arguments = [.. arguments, "--data", Directory.CreateTempSubdirectory("uncramp-diary-").FullName];
        return Process.Start(new ProcessStartInfo("dotnet", [Program(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
    }

    [GeneratedRegex(@"Uncramp is at (\S+)")]
    private static partial Regex Address();
}
