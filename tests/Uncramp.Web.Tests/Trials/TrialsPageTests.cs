using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Trials;

/// <summary>What may be tested, and whether one's own nights could tell.</summary>
public sealed class TrialsPageTests(Stores stores)
{
    [Fact]
    public async Task Without_two_weeks_of_nights_nothing_is_promised()
    {
        await using var server = await stores.On("sqlite");
        var page = await Page(server);
        page.ShouldContain("for two weeks");
        page.ShouldNotContain("a trial can tell");
        page.ShouldNotContain("quinine", Case.Insensitive);
    }

    [Fact]
    public async Task Seven_cramps_a_week_can_tell_and_one_a_week_cannot()
    {
        await using var often = await stores.On("sqlite");
        await Log(often, _ => 1);
        (await Page(often)).ShouldContain("a trial can tell if it halves your cramps");
        await often.Send(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""");
        await Log(often, night => night % 7 == 0 ? 1 : 0);
        var seldom = await Page(often);
        seldom.ShouldContain("You have too few cramps for a trial to tell");
        seldom.ShouldNotContain("Yes. In about");
    }

    private static async Task<string> Page(Server server)
    {
        var (status, body) = await server.Send(HttpMethod.Get, "/trials");
        status.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(body);
    }

    private static async Task Log(Server server, Func<int, int> cramps)
    {
        var today = DateOnly.FromDateTime(DateTime.Now);
        for (var back = 1; back <= 28; back++) await server.Put($"/api/nights/{today.AddDays(-back):yyyy-MM-dd}", $$"""{"cramps":{{cramps(back)}}}""");
    }
}
