using Microsoft.AspNetCore.Hosting.Server.Features;
using Uncramp;
using Uncramp.Knowledge;
using Uncramp.Web;
using Uncramp.Web.Storage;
using Uncramp.Web.Storage.Backups;

// 1. What was asked for.
if (args is ["backup" or "restore", ..]) return await BackupCommand.Run(args);
if (args is ["export", ..]) return await ExportCommand.Run(args);
var (options, usage) = ServeOptions.Parse(args, Environment.GetEnvironmentVariable("ASPNETCORE_URLS"));
if (options is null) return Refuse([usage!]);
var (knowledge, problems) = options.Knowledge is { } folder ? KnowledgeFolder.Read(folder) : (KnowledgeBase.BuiltIn, []);
if (problems.Count > 0) return Refuse(problems);
var (database, unreadable) = Database.Of(options.Data, options.Database);
if (database is null) return Refuse([unreadable!]);
await using var open = database;
if (await database.Prepare(TimeProvider.System) is { } unready) return Refuse([unready]);

// 2. Go, and say where.
var app = await WebApp.Build(options, knowledge, database, TimeProvider.System);
try
{
    await app.StartAsync();
}
catch (IOException error)
{
    return Refuse([new Problem("UNC154", options.Urls, error.Message.TrimEnd('.'), "choose another port with --urls")]);
}
foreach (var address in ((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>()?.Addresses ?? []) Console.Out.WriteLine($"Uncramp is at {address}");
Console.Out.WriteLine($"Knowledge {knowledge.Release.Version} ({knowledge.Release.Hash}), {knowledge.Entries.Count} entries. Press Ctrl+C to stop.");
await app.WaitForShutdownAsync();
return 0;

static int Refuse(IEnumerable<Problem> problems)
{
    foreach (var problem in problems) Console.Error.WriteLine(problem);
    return 2;
}
