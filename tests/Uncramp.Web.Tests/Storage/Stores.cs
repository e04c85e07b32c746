using System.Collections.Concurrent;
using Uncramp.Tests;
using Uncramp.Web.Tests.Storage;

[assembly: AssemblyFixture(typeof(Stores))]

namespace Uncramp.Web.Tests.Storage;

/// <summary>A real PostgreSQL, and apps that a test has finished with.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<Server>> idle = new();
    private readonly Postgres postgres = new();

    /// <summary>An app on "sqlite" or "postgres" with an empty diary.</summary>
    public async Task<Server> On(string kind)
    {
        if (idle.TryGetValue(kind, out var bag) && bag.TryTake(out var used)) return used;
        var server = new Server(kind == "postgres" ? await Database() : null, idle.GetOrAdd(kind, _ => []));
        await server.Begin();
        return server;
    }

    /// <summary>A new, empty database.</summary>
    public Task<string> Database() => postgres.Database();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in idle.Values.SelectMany(bag => bag)) await server.End();
        await postgres.DisposeAsync();
    }
}
