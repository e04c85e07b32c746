using Microsoft.AspNetCore.Connections;
using Uncramp.Knowledge;
using Uncramp.Web.Accounts;
using Uncramp.Web.Articles;
using Uncramp.Web.CdsHooks;
using Uncramp.Web.Check;
using Uncramp.Web.Diary;
using Uncramp.Web.Evidence;
using Uncramp.Web.Home;
using Uncramp.Web.Layout;
using Uncramp.Web.Offline;
using Uncramp.Web.Report;
using Uncramp.Web.Smart;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;
using Uncramp.Web.Tonight;
using Uncramp.Web.Trials;

namespace Uncramp.Web;

/// <summary>The app, put together and not yet started.</summary>
internal static class WebApp
{
    public static async Task<WebApplication> Build(ServeOptions options, KnowledgeBase knowledge, Database database, TimeProvider clock)
    {
        // 1. What the pages need. The answers of a check are not among it: they travel in the page and are forgotten with the response.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Far more than any endpoint reads: what is too large is answered with a sentence, not with a broken connection.
            kestrel.Limits.MaxRequestBodySize = 256 << 20;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a port in use is said in one sentence below
        builder.Services.AddRazorComponents();
        // Blazor brings key management for sessions. There are none, so no key is made or written to disk.
        foreach (var keys in builder.Services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList()) builder.Services.Remove(keys);
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = [.. Microsoft.AspNetCore.ResponseCompression.ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/manifest+json"]);
        builder.Services.Configure<Microsoft.AspNetCore.ResponseCompression.BrotliCompressionProviderOptions>(brotli => brotli.Level = System.IO.Compression.CompressionLevel.Optimal);
        builder.Services.Configure<Microsoft.AspNetCore.ResponseCompression.GzipCompressionProviderOptions>(gzip => gzip.Level = System.IO.Compression.CompressionLevel.Optimal);
        builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = options.Shared ? ["*"] : ["localhost", "127.0.0.1", "[::1]"]);
        builder.Services.AddSingleton(knowledge);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddSingleton<LibrarySearch>();
        builder.Services.AddSingleton<RelatedEntries>();
        builder.Services.AddSingleton<TonightSteps>();
        builder.Services.AddSingleton<Interview>();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<FeedbackStore>();
        builder.Services.AddSingleton<Diaries>();
        builder.Services.AddSingleton<Writer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Writer>());
        builder.AddCds(options, knowledge);
        builder.AddSmart(options);
        builder.Services.AddRateLimiter();
        if (options.Shared) builder.AddSharedServer(options);
        builder.Services.AddSingleton(new CurrentPerson(options.Shared ? null : await database.LocalPerson()));

        // 2. What every response passes through.
        var app = builder.Build();
        if (options.Shared && options.BehindProxy) app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(error => error.Run(ErrorEndpoints.Failed));
        app.UseHostFiltering();
        app.UseResponseCompression();
        if (options.PathBase is { } prefix) app.UseMiddleware<PathPrefix>(new PathString(prefix));
        app.UseStaticFiles(Assets.Options);
        app.UseMiddleware<HeadRequests>();
        app.UseRouting();
        app.UseCors();
        if (options.Shared) app.UseSharedServer();
        else app.UseRateLimiter();

        // 3. The pages and what is beside them.
        app.MapGet("/healthz", async () => await database.Answers() ? Results.Text("well") : Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapStyles();
        app.MapDrawings();
        app.MapHome();
        app.MapTonight();
        app.MapOffline();
        app.MapCheck();
        app.MapAssess();
        app.MapCds();
        app.MapCardFeedback();
        app.MapSmart();
        app.MapEntries();
        app.MapDiary();
        app.MapReminders();
        app.MapDiaryPages();
        app.MapAccounts(options.Shared);
        app.MapReport();
        app.MapMedicineNames();
        app.MapArticles();
        app.MapEvidence();
        app.MapTrials();
        app.MapErrors();
        return app;
    }
}
