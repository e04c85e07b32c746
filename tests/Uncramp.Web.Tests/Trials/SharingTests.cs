using System.Globalization;
using System.Text.Json;
using Uncramp.Trials;
using Uncramp.Web.Tests.Accounts;

namespace Uncramp.Web.Tests.Trials;

/// <summary>What helped others: only of those who share, only from twenty on, and gone at once when taken back.</summary>
public sealed class SharingTests(RunningApp app)
{
    private const string Id = "bbbbbbbb-0000-4000-8000-000000000001";

    [Fact]
    public async Task A_sum_is_shown_from_twenty_people_on_and_taking_back_counts_at_once()
    {
        await using var home = await Accounts.Home.Open();
        var ada = await home.Member("Ada");
        await Finished(ada);
        (await ada.Get($"/trials/{Id}")).Body.ShouldContain("Share this result");
        await Others(home, 19);
        (await ada.Get("/trials/others")).Body.ShouldContain("So far there are too few.");
        (await ada.Post($"/trials/{Id}/share")).Status.ShouldBe(303);
        (await ada.Get($"/trials/{Id}")).Body.ShouldContain("You share this result.");
        var page = (await ada.Get("/trials/others")).Body;
        page.ShouldContain("Stretch before bed");
        page.ShouldContain("At least 20 people shared");
        page.ShouldMatch(@"<td>It helps you\.</td><td>\d+</td>");
        // Two were told that it is not worth it: too few to be told apart, and so is a second cell, or the first could be worked out.
        page.ShouldContain("<td>It is probably not worth it for you.</td><td>too few to say</td>");
        page.ShouldContain("<td>Your nights do not tell yet.</td><td>too few to say</td>");
        // What is kept of it: no night, no date, no word.
        (await home.Rows("SharedTrials", "\"Verdict\" <> 'x' AND \"Trial\" = '" + Id + "'")).ShouldMatch(@"^\d+\|prevention/bedtime-stretch\|" + Id + @"\|-\d\.\d+\|0\.\d+\|helps$");
        // Sharing twice is sharing once.
        await ada.Post($"/trials/{Id}/share");
        (await home.Ask("""SELECT COUNT(*) FROM "SharedTrials" """)).ShouldBe("20");
        await ada.Post($"/trials/{Id}/unshare");
        (await ada.Get("/trials/others")).Body.ShouldContain("So far there are too few.");
    }

    [Theory]
    [InlineData("the trial is deleted")]
    [InlineData("the diary is emptied")]
    [InlineData("the account ends")]
    public async Task What_was_shared_goes_when(string gone)
    {
        await using var home = await Accounts.Home.Open();
        var ada = await home.Member("Ada");
        await Finished(ada);
        await ada.Post($"/trials/{Id}/share");
        (await home.Ask("""SELECT COUNT(*) FROM "SharedTrials" """)).ShouldBe("1");
        if (gone == "the trial is deleted") await ada.Send(HttpMethod.Delete, $"/api/trials/{Id}");
        else if (gone == "the diary is emptied") await ada.Json(HttpMethod.Post, "/api/forget", """{"word":"delete everything"}""");
        else await ada.Post("/account/delete", ("word", "delete everything"), ("password", "three blind mice run"));
        (await home.Ask("""SELECT COUNT(*) FROM "SharedTrials" """)).ShouldBe("0");
    }

    [Fact]
    public async Task What_goes_on_is_not_shared_and_a_machine_of_one_person_shares_nothing()
    {
        await using var home = await Accounts.Home.Open();
        var ada = await home.Member("Ada");
        await Finished(ada, ended: false);
        (await ada.Get($"/trials/{Id}")).Body.ShouldNotContain("Share this result");
        (await ada.Post($"/trials/{Id}/share")).Status.ShouldBe(409);
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/trials/others");
        await visit.Page.GetByText("This Uncramp serves one person").WaitForAsync();
    }

    /// <summary>A trial of six pairs of three nights that is over, with two cramps a night without and none or one with.</summary>
    private static async Task Finished(Guest ada, bool ended = true)
    {
        var start = new Uncramp.Diary.Night(DateOnly.FromDateTime(DateTime.UtcNow)).Plus(-60);
        var plan = new Uncramp.Diary.Trial { Id = Guid.Parse(Id), Measure = Alone.Stretch, Start = start, Block = 3, Pairs = 8, Seed = new string('a', 64), Logged = new Uncramp.Diary.Stamp(DateTimeOffset.UtcNow) };
        var allocation = Allocation.Of(plan);
        var nights = string.Join(',', Enumerable.Range(0, 48).Select(i => $"{{\"night\":\"{start.Plus(i)}\",\"cramps\":{(allocation.On(start.Plus(i))!.Arm == Arm.With ? i % 2 : 2)},\"logged\":{{\"at\":\"2026-01-01T08:00:00Z\"}}}}"));
        var trial = JsonSerializer.Serialize(new { id = Id, measure = plan.Measure, start = start.ToString(), block = 3, pairs = 8, seed = plan.Seed, schedule = allocation.Hash, logged = new { at = "2026-01-01T08:00:00Z" } });
        (await ada.Json(HttpMethod.Post, "/api/import", $"{{\"uncramp\":1,\"nights\":[{nights}],\"trials\":[{trial}]}}")).Status.ShouldBe(200);
        if (ended) (await ada.Put($"/api/trials/{Id}", $$"""{"ended":"{{start.Plus(47)}}","because":"finished"}""")).Status.ShouldBe(200);
    }

    private static async Task Others(Accounts.Home home, int people)
    {
        for (var i = 0; i < people; i++)
        {
            var verdict = i < 2 ? "not-worth-it" : i < 7 ? "not-yet" : "helps";
            await home.Ask(string.Create(CultureInfo.InvariantCulture, $"""INSERT INTO "People" ("Id", "Local", "Name", "Mark", "Created", "Life", "Changes", "EntryCount", "Size") VALUES ({1000 + i}, 0, '', 0, '2026-01-01', 'x', 0, 0, 0)"""));
            await home.Ask(string.Create(CultureInfo.InvariantCulture, $"""INSERT INTO "SharedTrials" ("PersonId", "Measure", "Trial", "LogRatio", "StandardError", "Verdict") VALUES ({1000 + i}, '{Alone.Stretch}', '{Guid.NewGuid()}', {-0.1 * (i % 5)}, 0.3, '{verdict}')"""));
        }
    }
}
