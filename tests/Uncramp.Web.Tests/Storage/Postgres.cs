using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Uncramp.Tests;

/// <summary>A real PostgreSQL in a folder of its own, begun when a test first needs it.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private string? folder;
    private int port;

    /// <summary>A new, empty database: how to connect to it.</summary>
    public async Task<string> Database()
    {
        await one.WaitAsync();
        try
        {
            if (folder is null) await Begin();
            var name = $"t{Guid.NewGuid():N}";
            await using var connection = new NpgsqlConnection(Address("postgres"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await command.ExecuteNonQueryAsync();
            return Address(name);
        }
        finally
        {
            one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            await Run(Tool("pg_ctl"), "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }
        one.Dispose();
    }

    private string Address(string database) => $"Host=127.0.0.1;Port={port};Username=uncramp;Database={database};Maximum Pool Size=20";

    private async Task Begin()
    {
        var made = Directory.CreateTempSubdirectory("uncramp-postgres-").FullName;
        if (IsRoot) await Run("chown", "postgres", made);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        await Run(Tool("initdb"), "-D", Path.Combine(made, "data"), "-U", "uncramp", "--auth=trust", "--no-locale", "-E", "UTF8");
        await Run(Tool("pg_ctl"), "-D", Path.Combine(made, "data"), "-w", "-l", Path.Combine(made, "log"), "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={made}", "start");
        folder = made;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string Tool(string name) => Directory.EnumerateDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin", name)).Last(File.Exists);

    private static string[] Quiet => ["sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh"];

    // PostgreSQL refuses to run as root.
    private static async Task Run(string program, params string[] arguments)
    {
        string[] line = IsRoot && program != "chown" ? ["runuser", "-u", "postgres", "--", .. Quiet, program, .. arguments] : [.. Quiet, program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
