using System.Net;
using System.Text.RegularExpressions;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Check;

/// <summary>What is kept of a check, for whom, and how it goes again.</summary>
public sealed partial class KeptResultTests(Stores stores)
{
    [Fact]
    public async Task A_result_seen_twice_is_kept_once_and_a_changed_one_twice()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Result();
        var export = await server.Export();
        await check.Result();
        (await server.Export()).ShouldBe(export);
        var kept = (await server.Section("assessments")).ShouldHaveSingleItem();
        kept.GetProperty("date").GetString().ShouldBe(Checking.Today);
        kept.GetProperty("level").GetString().ShouldBe("appointment");
        kept.GetProperty("given").GetProperty("person").GetProperty("age").GetInt32().ShouldBe(68);
        kept.GetProperty("said").GetProperty("contributors").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ShouldContain("medicine/thiazide");
        await check.Result(Checking.Told.Replace("68", "69", StringComparison.Ordinal));
        (await server.Section("assessments")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_kept_result_is_the_same_to_the_byte_when_the_knowledge_has_changed()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-earlier-").FullName;
        using var copy = new KnowledgeCopy();
        var (before, export) = await As(["--data", folder], async (client, check) =>
        {
            await check.Result();
            var all = await client.GetStringAsync("/api/export", TestContext.Current.CancellationToken);
            await check.Open("/check/earlier");
            await check.Open(Earlier().Match(check.Html).Value);
            check.Text.ShouldNotContain("What we know has changed since then");
            return (Given().Match(check.Html).Value, all);
        });
        before.ShouldContain("indapamide");
        before.ShouldContain("Thiazide");

        var file = Path.Combine(copy.Path, "medicines", "thiazide.yaml");
        var entry = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, Regex.Replace(entry, "(?m)^title: .*$", "title: Tablets of another name"), TestContext.Current.CancellationToken);
        await As(["--data", folder, "--knowledge", copy.Path], async (client, check) =>
        {
            (await client.GetStringAsync("/api/export", TestContext.Current.CancellationToken)).ShouldBe(export);
            await check.Open("/check/earlier");
            await check.Open(Earlier().Match(check.Html).Value);
            Given().Match(check.Html).Value.ShouldBe(before);
            check.Text.ShouldContain("What we know has changed since then");
            return 0;
        });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Forget_leaves_neither_the_answers_nor_their_history_nor_the_result()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result(Checking.Told.Replace("indapamide", "quarkazide", StringComparison.Ordinal));
        await check.Result(Checking.Told.Replace("indapamide", "quarkazide", StringComparison.Ordinal).Replace("68", "69", StringComparison.Ordinal));
        await server.Put("/api/profile", """{"question":"Is it my tablets?"}""");
        (await server.Section("history")).ShouldNotBeEmpty();
        await check.Open("/check/earlier");
        foreach (var path in Earlier().Matches(check.Html).Select(match => match.Value).ToList()) await check.Post($"{path}/delete", []);
        await check.Post("/check/forget", []);
        check.Heading.ShouldBe("We have forgotten your answers");
        var export = await server.Export();
        export.ShouldNotContain("quarkazide");
        export.ShouldContain("Is it my tablets?");
        (await server.Section("assessments")).ShouldBeEmpty();
        await check.Open();
        check.Heading.ShouldBe("Do you have any of these now?");
    }

    [Fact]
    public async Task One_tap_on_the_result_forgets_it()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Post("/check/forget", [("assessment", check.Hidden("assessment"))]);
        check.Heading.ShouldBe("We have forgotten your answers");
        (await server.Export()).ShouldNotContain("indapamide");
    }

    [Fact]
    public async Task Who_says_so_before_has_nothing_kept()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        var before = await server.Export();
        await check.Result(Checking.Told, ("unkept", "yes"));
        check.Text.ShouldContain("these answers and this result are not kept");
        check.Html.ShouldNotContain("keep.js");
        (await server.Export()).ShouldBe(before);
        // Not on a page that follows either.
        await check.Press("result");
        (await server.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_site_cannot_make_a_browser_keep_or_forget()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        var before = await server.Export();
        (string, string)[] form = [("answers", """{"numbers":{"person.age":20}}"""), ("page", "review"), ("go", "result"), ("id", Guid.NewGuid().ToString())];
        await check.Post("/check", form, ("Sec-Fetch-Site", "cross-site"));
        check.Text.ShouldNotContain("kept in your diary");
        foreach (var path in new[] { "/check/forget", "/check/keep", $"/check/earlier/{(await server.Section("assessments"))[0].GetProperty("id").GetString()}/delete" })
        {
            await check.Post(path, form, ("Sec-Fetch-Site", "cross-site"));
            check.Status.ShouldBe(HttpStatusCode.Forbidden, path);
        }
        (await server.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_a_stranger_on_a_server_for_many_nothing_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("uncramp-strangers-").FullName;
        await As(["--shared", "--data", folder], async (client, check) =>
        {
            await check.Result(Checking.Told.Replace("indapamide", "quarkazide", StringComparison.Ordinal));
            check.Text.ShouldContain("quarkazide");
            check.Text.ShouldNotContain("in your diary");
            check.Html.ShouldContain("keep.js");
            await check.Open();
            check.Heading.ShouldBe("Do you have any of these now?");
            check.Text.ShouldContain("Your answers are not kept here.");
            foreach (var path in new[] { "/check/forget", "/check/keep" })
            {
                await check.Post(path, [("answers", Checking.Told), ("id", Guid.NewGuid().ToString())]);
                check.Text.ShouldNotContain("quarkazide");
            }
            return 0;
        });
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("quarkazide");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Medicines_and_results_of_the_check_go_into_the_diary_at_one_tap_and_never_twice()
    {
        await using var server = await stores.On("sqlite");
        await server.Put($"/api/medicines/{Guid.NewGuid()}", """{"name":"Amlodipine"}""");
        var check = Checking.On(server);
        await check.Result("""{"medicines":[{"name":"indapamide","started":"2026-07"},{"name":"amlodipine"}],"results":[{"name":"potassium","value":4.1,"unit":"mmol/L","date":"2026-11-01"}]}""");
        (await server.Section("medicines")).Count.ShouldBe(1);
        check.Text.ShouldContain("Keep these medicines and results in your diary");
        (string, string)[] form = [("answers", check.Hidden("answers")), ("page", "result"), ("id", check.Hidden("id"))];
        await check.Post("/check/keep", form);
        check.Text.ShouldContain("Kept in your diary.");
        check.Text.ShouldNotContain("Keep these");
        var export = await server.Export();
        await check.Post("/check/keep", form);
        (await server.Export()).ShouldBe(export);
        (await server.Section("medicines")).Select(course => (course.GetProperty("name").GetString(), course.TryGetProperty("started", out var started) ? started.GetString() : null))
            .ShouldBe([("Amlodipine", null), ("indapamide", "2026-07")], ignoreOrder: true);
        var result = (await server.Section("results")).ShouldHaveSingleItem();
        (result.GetProperty("value").GetDouble(), result.GetProperty("date").GetString()).ShouldBe((4.1, "2026-11-01"));
        await check.Open();
        check.Text.ShouldContain("Your medicines, from your diary");
        check.Answers.GetProperty("medicines").GetArrayLength().ShouldBe(0);
    }

    private static async Task<T> As<T>(string[] arguments, Func<HttpClient, Checking, Task<T>> act)
    {
        var (process, url) = await RunningApp.Another(arguments);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(url) };
            return await act(client, new Checking(client));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    [GeneratedRegex("/check/earlier/[0-9a-f-]{36}")]
    private static partial Regex Earlier();

    [GeneratedRegex("<article id=\"as-given\".*?</article>", RegexOptions.Singleline)]
    private static partial Regex Given();
}
