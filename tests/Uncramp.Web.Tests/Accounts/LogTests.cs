using System.Diagnostics;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>What anybody writes stays out of the log, also when something goes wrong.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Nothing_that_anybody_wrote_stands_in_the_log()
    {
        var (process, url) = await RunningApp.Another("--shared");
        var log = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        using var guest = new Guest(url);
        try
        {
            (await guest.Post("/account/first", ("name", "Rhubarb"), ("password", "rhubarb with some custard"))).Status.ShouldBe(303);
            await guest.Put($"/api/episodes/{Guid.NewGuid()}", """{"start":"2026-11-22T03:12:00+01:00","note":"rhubarb"}""");
            await guest.Put($"/api/episodes/{Guid.NewGuid()}", """{"start":"rhubarb","note":"rhubarb"}""");
            await guest.Put($"/api/episodes/{Guid.NewGuid()}", """{"rhubarb":""");
            await guest.Put("/api/profile", """{"question":"rhubarb"}""");
            await guest.Form("/account/diaries", ("name", "Rhubarb the second"));
            await guest.Post("/account/diaries", ("name", "Rhubarb the third"));
            await guest.Get("/library?q=rhubarb");
            await guest.Get("/join/rhubarb");
            await guest.Form("/join", ("code", "rhubarb"));
            await guest.Post("/account/passkeys", ("credential", """{"id":"rhubarb"}"""));
            await guest.Form("/account/passkeys/sign-in", ("credential", "rhubarb"));
            await guest.Form("/check", ("answers", "rhubarb"));
            await guest.Send(HttpMethod.Post, "/account/sign-in", new StringContent("name=rhubarb&password=rhu%barb", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));
            await guest.Send(HttpMethod.Post, "/account/sign-in", new StringContent("rhubarb", System.Text.Encoding.UTF8, "multipart/form-data"));
            await guest.Json(HttpMethod.Post, "/account/passkeys/make", """{"name":"rhubarb""");
            using var other = new Guest(url);
            await other.SignIn("Rhubarb", "rhubarb");
            await other.Form("/account/recover", ("name", "Rhubarb"), ("code", "rhubarb"));
            guest.Cookies.Add(new Uri(url), new System.Net.Cookie("uncramp-form", "rhubarb"));
            await guest.Form("/account/sign-out", ("token", "rhubarb"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.Dispose();
        }
        var said = string.Join('\n', await log);
        said.ShouldNotContain("rhubarb");
        said.ShouldNotContain("   at ");
    }
}
