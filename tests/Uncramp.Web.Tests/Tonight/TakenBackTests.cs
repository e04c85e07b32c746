using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests;

/// <summary>The phone knows what the diary knows.</summary>
public sealed class TakenBackTests(RunningApp app, Stores stores)
{
    [Fact]
    public async Task What_was_changed_added_or_deleted_elsewhere_shows_on_the_phone()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Sent(server);
        var id = (await server.Section("episodes")).Single().GetProperty("id").GetString();
        var other = Guid.NewGuid();
        await server.Put($"/api/episodes/{id}", """{"side":"right","minutes":4}""");
        await server.Put($"/api/episodes/{other}", """{"start":"2027-01-14T02:00:00+01:00","minutes":3,"sites":["foot"],"muscle":"foot"}""");
        await server.Put($"/api/episodes/{Guid.NewGuid()}", """{"start":"2026-10-01T02:00:00+02:00","minutes":3,"sites":["foot"]}""");
        await night.Return("2027-01-15T03:30:00+01:00");
        await Lines(night, "Fri 15 Jan, 03:12, right calf, about 4 minutes", "Thu 14 Jan, 02:00, foot arch, about 3 minutes");
        (await night.Text("#kept-none")).ShouldBe("All 2 are in your diary too.");
        await server.Delete($"/api/episodes/{other}");
        await night.Return("2027-01-15T03:40:00+01:00");
        await Lines(night, "Fri 15 Jan, 03:12, right calf, about 4 minutes");
        await night.Visit.ShouldBeClean();
    }

    [Fact]
    public async Task Changes_to_different_things_on_both_sides_both_hold()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Sent(server);
        var id = (await server.Section("episodes")).Single().GetProperty("id").GetString();
        await night.Context.SetOfflineAsync(true);
        await night.Visit.Pick("side-left");
        await night.Until("document.querySelector('#after-sync').textContent === 'Not yet in your diary'");
        await server.Put($"/api/episodes/{id}", """{"severity":8}""");
        await night.Context.SetOfflineAsync(false);
        await night.Until("document.querySelector('#after-sync').textContent === 'Also in your diary'");
        var cramp = (await server.Section("episodes")).Single();
        (cramp.GetProperty("severity").GetInt32(), cramp.GetProperty("side").GetString()).ShouldBe((8, "left"));
        (await night.Entries()).Single().GetProperty("severity").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task A_late_copy_of_a_deleted_cramp_stays_deleted()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Sent(server);
        var id = (await server.Section("episodes")).Single().GetProperty("id").GetString();
        await night.Context.SetOfflineAsync(true);
        await night.Visit.Pick("side-left");
        await night.Until("document.querySelector('#after-sync').textContent === 'Not yet in your diary'");
        (await server.Delete($"/api/episodes/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await night.Context.SetOfflineAsync(false);
        await night.Until("document.querySelector('#after-title').textContent === 'Not saved'");
        (await night.Entries()).ShouldBeEmpty();
        (await night.Waiting()).ShouldBe(0);
        (await server.Section("episodes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_all_on_the_phone_leaves_the_diary_alone_and_what_is_nowhere_else_needs_a_tap_that_says_so()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Sent(server);
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Context.SetOfflineAsync(true);
        await night.Start();
        await night.End();
        await night.Click("#sleep");
        await night.Click("#wake");
        await night.Until("document.querySelector('#forget-says').textContent === 'Your diary keeps its own. 1 that is nowhere else stays here.'");
        await night.Click("#forget");
        await night.Until("document.querySelector('#forget').textContent === 'Delete 1 cramp that is nowhere else'");
        (await night.Entries()).ShouldHaveSingleItem().GetProperty("sent").GetBoolean().ShouldBeFalse();
        await night.Click("#forget");
        await night.Until("!document.querySelector('#kept li')");
        (await night.Waiting()).ShouldBe(0);
        await night.Context.SetOfflineAsync(false);
        await night.Return("2027-01-15T08:00:00+01:00");
        // It stays away, and the diary has what it had.
        await Asked(night);
        (await night.Entries()).ShouldBeEmpty();
        (await server.Section("episodes")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_deletes_everything_has_nothing_left_on_the_phone_but_what_was_never_sent()
    {
        await using var server = await stores.On("sqlite");
        await using var night = await Sent(server);
        await night.Page.GotoAsync("/about");
        await Asked(night);
        await server.Send(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""");
        await night.Return("2027-01-15T03:30:00+01:00");
        await OutboxTests.Eventually(async () => (await night.Entries()).Count == 0);
        await night.Start();
        await night.End();
        await night.Until("document.querySelector('#after-sync').textContent === 'Also in your diary'");
        (await server.Section("episodes")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_diary_at_the_same_address_loses_nothing_and_gets_nothing_unasked()
    {
        var server = new Server(null, null);
        await using var _ = server;
        await server.Begin();
        await using var night = await Sent(server);
        await night.Copied();
        await night.Page.GotoAsync("/about");
        await Asked(night);
        await server.Replace();
        await night.Return("2027-01-15T03:30:00+01:00");
        await night.Until("document.querySelector('#kept-none').textContent === '1 is on this phone only. Your diary no longer has it.'");
        (await night.Text("#kept small")).ShouldBe("On this phone only");
        (await server.Section("episodes")).ShouldBeEmpty();
        await night.Click("#put-back");
        await night.Until("document.querySelector('#kept small').textContent === 'Also in your diary'");
        (await server.Section("episodes")).ShouldHaveSingleItem().GetProperty("muscle").GetString().ShouldBe("calf");
        (await night.Page.Locator("#put-back").IsVisibleAsync()).ShouldBeFalse();
        await night.Visit.ShouldBeClean();
    }

    private async Task<Night> Sent(Server server)
    {
        var night = await Night.Open(app, at: server.Url);
        await night.Start();
        await night.Pass(65);
        await night.End();
        await night.Until("document.querySelector('#after-sync').textContent === 'Also in your diary'");
        return night;
    }

    /// <summary>The phone has asked the diary what is new, and has taken it in.</summary>
    private static async Task Asked(Night night)
    {
        await OutboxTests.Eventually(() => Task.FromResult(night.Visit.Addresses.Any(address => address.Contains("/api/diary", StringComparison.Ordinal))));
        await OutboxTests.Eventually(async () => (await night.Sync()).TryGetProperty("next", out _));
    }

    private static async Task Lines(Night night, params string[] lines)
    {
        await night.Until($"[...document.querySelectorAll('#kept span')].map(one => one.firstChild.data).join('; ') === '{string.Join("; ", lines)}'");
    }
}
