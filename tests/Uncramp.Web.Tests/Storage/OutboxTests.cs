using System.Net;
using System.Text.Json;

namespace Uncramp.Web.Tests.Storage;

/// <summary>What is kept on the phone reaches the diary: once, in the end, whatever happens on the way.</summary>
public sealed class OutboxTests(RunningApp app, Stores stores)
{
    private const string Id = "0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d";

    // The phone's modules as the page would use them, and a cramp.
    private const string Open = """
        async () => {
          const { phone } = await import('/modules/phone.js'), { drain, onStatus } = await import('/modules/outbox.js');
          Object.assign(self, { phone, drain, said: [] });
          onStatus(status => self.said.push(status.words));
          self.cramp = { id: '0b0e9a6e-9c3b-4f5e-8f0a-5d6a4f1b2c3d', at: Date.parse('2026-11-22T02:12:00Z'), start: '2026-11-22T03:12:00+01:00', zone: 'Europe/Berlin',
            place: 'thigh-back', label: 'Back of the thigh', sites: ['thigh'], seconds: 90, minutes: 2, tried: [], sent: false };
        }
        """;

    [Fact]
    public async Task A_cramp_kept_without_a_network_reaches_the_diary_when_there_is_one()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); }");
        (await visit.Page.EvaluateAsync<string>("said.at(-1)")).ShouldBe("Saved on this phone");
        (await server.Section("episodes")).ShouldBeEmpty();
        await visit.Page.Context.SetOfflineAsync(false);
        await visit.Page.WaitForFunctionAsync("said.at(-1) === 'Also in your diary'");
        var entry = (await server.Section("episodes")).Single();
        entry.GetProperty("start").GetString().ShouldBe("2026-11-22T03:12:00+01:00");
        entry.GetProperty("minutes").GetDouble().ShouldBe(1.5);
        entry.GetProperty("muscle").GetString().ShouldBe("thigh-back");
        entry.GetProperty("sites")[0].GetString().ShouldBe("thigh");
    }

    [Fact]
    public async Task What_is_answered_in_the_morning_is_sent_too_and_touches_nothing_else()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); }");
        await server.Put($"/api/episodes/{Id}", """{"side":"left"}""");
        await visit.Page.EvaluateAsync("async () => { await phone.change(cramp.id, { severity: 7, sore: 'little', helped: ['stretch', 'unsure'], asked: true }); await drain(); }");
        var entry = (await server.Section("episodes")).Single();
        (entry.GetProperty("severity").GetInt32(), entry.GetProperty("sore").GetString(), entry.GetProperty("side").GetString()).ShouldBe((7, "little", "left"));
        entry.GetProperty("helped").EnumerateArray().Select(one => one.GetString()).ShouldBe(["stretch"]);
        (await server.Section("history")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removal_is_sent_and_what_is_kept_after_all_comes_back_once()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); await phone.remove(cramp.id); await drain(); }");
        (await server.Section("episodes")).ShouldBeEmpty();
        // Undone, changed, undone again and kept: the page knows but the old id.
        await visit.Page.EvaluateAsync("async () => { await phone.save(cramp); await drain(); await phone.save({ ...cramp, side: 'left' }); await drain(); }");
        (await server.Section("episodes")).Single().GetProperty("side").GetString().ShouldBe("left");
        await visit.Page.EvaluateAsync("async () => { await phone.remove(cramp.id); await drain(); }");
        (await server.Section("episodes")).ShouldBeEmpty();
        await visit.Page.EvaluateAsync("async () => { await phone.save({ ...cramp, side: 'right' }); await drain(); }");
        (await server.Section("episodes")).Single().GetProperty("side").GetString().ShouldBe("right");
        (await visit.Page.EvaluateAsync<int>("async () => (await phone.entries()).length")).ShouldBe(1);
    }

    [Fact]
    public async Task A_removal_of_what_never_left_the_phone_leaves_no_trace()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); await phone.remove(cramp.id); }");
        await visit.Page.Context.SetOfflineAsync(false);
        await visit.Page.EvaluateAsync("async () => { await drain(); }");
        (await server.Section("episodes")).ShouldBeEmpty();
        (await server.Section("removed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_no_loss()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        var lost = 0;
        await visit.Page.RouteAsync("**/api/episodes/**", async route =>
        {
            // It arrives, but the answer does not come back.
            if (lost++ == 0)
            {
                await server.Put(new Uri(route.Request.Url).AbsolutePath, route.Request.PostData!);
                await route.AbortAsync();
            }
            else if (lost == 2) await route.FulfillAsync(new RouteFulfillOptions { Status = 503 });
            else await route.ContinueAsync();
        });
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); await drain(); await drain(); }");
        await visit.Page.WaitForFunctionAsync("said.at(-1) === 'Also in your diary'");
        lost.ShouldBeGreaterThanOrEqualTo(3);
        (await server.Section("episodes")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_tabs_send_a_cramp_once_in_effect()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        var other = await visit.Page.Context.NewPageAsync();
        await other.GotoAsync("/tonight");
        await other.EvaluateAsync(Open);
        await Task.WhenAll(visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); }"), other.EvaluateAsync("async () => { await phone.end(cramp); await drain(); }"));
        await Task.WhenAll(visit.Page.EvaluateAsync("async () => { await drain(); }"), other.EvaluateAsync("async () => { await drain(); }"));
        (await server.Section("episodes")).Count.ShouldBe(1);
        (await server.Section("history")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_deleted_elsewhere_goes_from_the_phone()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.EvaluateAsync("async () => { await phone.end(cramp); await drain(); }");
        (await server.Delete($"/api/episodes/{Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await visit.Page.EvaluateAsync("async () => { await phone.save({ ...cramp, severity: 3 }); await drain(); }");
        (await server.Section("episodes")).ShouldBeEmpty();
        (await visit.Page.EvaluateAsync<int>("async () => (await phone.entries()).length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_cramp_of_a_wrong_clock_says_so_in_the_diary()
    {
        await using var server = await stores.On("sqlite");
        await using var visit = await Phone(server);
        await visit.Page.EvaluateAsync("async () => { await phone.end({ ...cramp, start: '1970-01-01T00:00:00+00:00', at: 0, clock: 'wrong' }); await drain(); }");
        (await server.Section("episodes")).Single().GetProperty("clock").GetString().ShouldBe("wrong");
    }

    private async Task<Visit> Phone(Server server)
    {
        var visit = await app.Visit(at: server.Client.BaseAddress!.ToString().TrimEnd('/'));
        await visit.Page.GotoAsync("/tonight");
        await visit.Page.EvaluateAsync(Open);
        return visit;
    }
}
