using System.Diagnostics;

namespace Uncramp.Web.Tests;

/// <summary>The archive for a machine at home: it needs no .NET and no network, and what it keeps moves to another machine.</summary>
public sealed class PackageTests
{
    // Only the loopback device is there: whatever the app asked of anybody else would fail, and so would the app.
    private const string Life =
        """
        set -eu
        ip link set lo up
        cd "$2"
        begin() { env -i PATH="$PATH" "$1/uncramp" --urls http://127.0.0.1:5080 --data "$2" >"$2.log" 2>&1 & app=$!; for _ in $(seq 240); do curl -fs http://127.0.0.1:5080/healthz >/dev/null && return 0; sleep 0.25; done; cat "$2.log"; exit 1; }
        end() { kill $app; wait $app || true; }
        begin "$1" one
        echo "idle $(awk '/VmRSS/ { print $2 }' /proc/$app/status)"
        for page in / /tonight /check /diary /report /library /evidence /about /offline /service-worker.js /manifest.webmanifest /medicine-names.json; do echo "page $page $(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:5080$page)"; done
        echo "cramp $(curl -s -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/json' -d '{"start":"2026-11-22T03:12:00+01:00","minutes":2,"sites":["calf"],"side":"left","severity":7}' http://127.0.0.1:5080/api/episodes/0b0e7a52-51ac-4c0f-9f3b-6a4a5b0f2c11)"
        echo "assessment $(curl -s -X POST -H 'Content-Type: application/json' -d '{"symptoms":["one leg swollen"]}' http://127.0.0.1:5080/api/assess | grep -oE '"level": ?"[a-z-]+"' | tr -d ' ' | head -1)"
        curl -fs http://127.0.0.1:5080/api/export >one.json
        "$1/uncramp" backup kept.backup --data one
        end
        "$1/uncramp" restore kept.backup --data two
        begin "$1" two
        curl -fs http://127.0.0.1:5080/api/export >two.json
        cmp one.json two.json && echo "moved $(grep -c 0b0e7a52 two.json)"
        end
        """;

    [Fact]
    public async Task The_archive_runs_without_net_and_without_a_network_and_its_backup_moves_to_another_machine()
    {
        var (made, said) = await Run("bash", Path.Combine(Repository(), "build", "package"));
        made.ShouldBe(0, said);
        var archive = said.Trim().Split('\n')[^1].Split(' ')[0];
        new FileInfo(archive).Length.ShouldBeLessThan(150_000_000);

        var room = Directory.CreateTempSubdirectory("uncramp-package-").FullName;
        (await Run("tar", "-C", room, "-xzf", archive)).Code.ShouldBe(0);
        string[] alone = Environment.UserName == "root" ? ["unshare", "-n"] : ["unshare", "-rn"];
        if ((await Run(alone[0], [.. alone[1..], "true"])).Code != 0) Assert.Skip("This machine lets nobody make a network of their own.");
        var (code, told) = await Run(alone[0], [.. alone[1..], "bash", "-c", Life, "life", Directory.GetDirectories(room).Single(), room]);
        code.ShouldBe(0, told);

        var lines = told.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines.Where(line => line.StartsWith("page ", StringComparison.Ordinal)).ShouldAllBe(line => line.EndsWith(" 200", StringComparison.Ordinal), told);
        lines.ShouldContain("cramp 200");
        lines.ShouldContain("assessment \"level\":\"same-day\"");
        lines.ShouldContain("moved 1");
        // Half of what a small machine at home has to give, and far more than it takes.
        int.Parse(lines.Single(line => line.StartsWith("idle ", StringComparison.Ordinal))["idle ".Length..], System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(200_000);
        Directory.Delete(room, recursive: true);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Uncramp.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, $"{said}{await errors}");
    }
}
