using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uncramp.Knowledge;
using Uncramp.Web.Storage;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>A server for many people, put together in this process so that its clock can be moved and its routes be listed. It listens on a real port and keeps in a real database.</summary>
public sealed class Home : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("uncramp-home-").FullName;
    private readonly System.Collections.Concurrent.ConcurrentBag<Guest> guests = [];
    private WebApplication app = null!;

    private Home()
    {
    }

    public string Url { get; private set; } = "";

    public Clock Clock { get; } = new();

    /// <summary>The folder of the embedded database.</summary>
    public string Data => Path.Combine(folder, "data");

    private Database Database { get; set; } = null!;

    internal static async Task<Home> Open(Stores? stores = null, string kind = "sqlite", Func<ServeOptions, ServeOptions>? with = null)
    {
        var home = new Home();
        var connection = kind == "postgres" ? await stores!.Database() : null;
        (var database, _) = Database.Of(home.Data, connection);
        home.Database = database!;
        (await home.Database.Prepare(home.Clock)).ShouldBeNull();
        var options = new ServeOptions("http://127.0.0.1:0", home.Data, connection, null, Shared: true, BehindProxy: true);
        home.app = await WebApp.Build(with?.Invoke(options) ?? options, KnowledgeBase.BuiltIn, home.Database, home.Clock);
        await home.app.StartAsync();
        home.Url = home.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return home;
    }

    /// <summary>Every route that the app has: its method and its pattern.</summary>
    public IReadOnlyList<(string Method, string Pattern)> Routes =>
    [
        .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}"))).Distinct(),
    ];

    /// <summary>Somebody with a browser of their own, not signed in.</summary>
    public Guest Guest()
    {
        var guest = new Guest(Url);
        guests.Add(guest);
        return guest;
    }

    /// <summary>Somebody who has just made an account. The first one looks after the server, and lets everybody sign up.</summary>
    public async Task<Guest> Member(string name, string password = "three blind mice run")
    {
        var guest = Guest();
        var first = (await Ask("""SELECT COUNT(*) FROM "Houses" """)) == "0";
        var (status, page) = await guest.Post(first ? "/account/first" : "/account/sign-up", ("name", name), ("password", password));
        status.ShouldBe(303, page);
        if (first) await guest.Post("/account/all/sign-up", ("open", "yes"));
        return guest;
    }

    /// <summary>The first value that the database answers.</summary>
    public async Task<string?> Ask(string sql)
    {
        await using var connection = await Database.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The number of the person with this name.</summary>
    public async Task<string> Person(string name) => (await Ask($"""SELECT "Id" FROM "People" WHERE "Name" = '{name}'"""))!;

    /// <summary>Everything that is kept in a table, as text.</summary>
    public async Task<string> Rows(string table, string where = "1 = 1", string columns = "*")
    {
        await using var connection = await Database.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""SELECT {columns} FROM "{table}" WHERE {where}""";
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            lines.Add(string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value.ToString())));
        }
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    /// <summary>All rows of all tables of the embedded database. Its bytes move by themselves when its log is put away.</summary>
    public async Task<string> Everything()
    {
        var tables = (await Rows("sqlite_master", "type = 'table'", "name")).Split('\n');
        var all = new List<string>();
        foreach (var table in tables) all.Add($"{table}\n{await Rows(table)}");
        return string.Join('\n', all);
    }

    /// <summary>All bytes of the files of the embedded database.</summary>
    public string Files()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.GetFiles(Data).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            text.Append(System.Text.Encoding.Latin1.GetString(all.ToArray()));
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var guest in guests) guest.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
