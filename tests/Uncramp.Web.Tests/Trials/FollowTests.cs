using System.Net;
using Uncramp.Trials;
using Uncramp.Web.Tests.Diary;

namespace Uncramp.Web.Tests.Trials;

/// <summary>A trial from its plan to its end, as a browser without script sees it.</summary>
public sealed class FollowTests
{
    private const string Plan = $"/trials/plan?measure={Alone.Stretch}";

    [Fact]
    public async Task Open_warning_signs_are_answered_before_a_trial_and_two_weeks_are_logged()
    {
        await using var alone = await Alone.Open();
        var book = new Book(alone.Client);
        (await book.Get(Plan)).ShouldContain("Some warning signs are still open");
        book.Page.ShouldContain("0 of 14 nights are logged");
        await alone.AnswerWell();
        await alone.Log([.. Enumerable.Repeat<int?>(1, 13)]);
        (await book.Get(Plan)).ShouldContain("13 of 14 nights are logged");
        book.Page.ShouldNotContain("Draw the order");
        book.Page.ShouldNotContain("warning signs are still open");
        await alone.Log([.. Enumerable.Repeat<int?>(1, 14)]);
        (await book.Get(Plan)).ShouldContain("Draw the order");
        // And nobody gets round the page.
        await alone.Put("/api/profile", """{"answers":null}""");
        await book.Send("/trials/plan", ("id", Guid.NewGuid().ToString()), ("measure", Alone.Stretch), ("block", "3"), ("start", alone.Tonight.ToString()));
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await alone.Diary()).Trials.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_order_is_drawn_once_and_its_mark_is_kept()
    {
        await using var alone = await Started();
        var trial = await alone.Trial();
        Allocation.Holds(trial).ShouldBeTrue();
        trial.RunIn.ShouldBe(14);
        trial.Start.ShouldBe(alone.Tonight);
        var book = new Book(alone.Client);
        (await book.Get($"/trials/{trial.Id}")).ShouldContain(trial.Schedule!);
        // The same form again draws nothing again.
        await book.Send("/trials/plan", ("id", trial.Id.ToString()), ("measure", Alone.Stretch), ("block", "1"), ("start", alone.Tonight.ToString()));
        ((await alone.Trial()).Seed, (await alone.Trial()).Block).ShouldBe((trial.Seed, 3));
        await book.Send("/trials/plan", ("id", Guid.NewGuid().ToString()), ("measure", "prevention/keep-warm"), ("block", "3"), ("start", alone.Tonight.ToString()));
        book.Status.ShouldBe(HttpStatusCode.Conflict);
        (await book.Get("/trials")).ShouldContain($"/trials/{trial.Id}");
    }

    [Fact]
    public async Task A_study_that_sends_people_may_ask_for_more_pairs_and_never_for_more_than_26_weeks()
    {
        await using var alone = await Alone.Open();
        await alone.AnswerWell();
        await alone.Log([.. Enumerable.Repeat<int?>(2, 28)]);
        var book = new Book(alone.Client);
        (await book.Get($"{Plan}&block=1&pairs=24")).ShouldContain("asks for at least 24 pairs");
        // The study's block is chosen, and the form carries its pairs.
        await book.Fill("/trials/plan");
        ((await alone.Trial()).Block, (await alone.Trial()).Pairs).ShouldBe((1, 24));
        await using var other = await Alone.Open();
        await other.AnswerWell();
        await other.Log([.. Enumerable.Repeat<int?>(2, 28)]);
        book = new Book(other.Client);
        // A broken link asks for nothing, and the page opens.
        (await book.Get($"{Plan}&block=x&pairs=-3")).ShouldNotContain("The study that sent you");
        await book.Get($"{Plan}&block=3&pairs=5000");
        await book.Fill("/trials/plan");
        ((await other.Trial()).Block, (await other.Trial()).Pairs).ShouldBe((3, 30));
    }

    [Fact]
    public async Task A_dangerous_result_in_the_diary_takes_tonights_arm_away_everywhere_until_it_is_gone()
    {
        await using var alone = await Started();
        var book = new Book(alone.Client);
        (await book.Get("/")).ShouldContain("Your test, tonight");
        await alone.Put($"/api/results/{Guid.NewGuid()}", $$"""{"name":"potassium","value":6.8,"unit":"mmol/L","date":"{{alone.Tonight.Plus(-1)}}"}""");
        (await book.Get("/")).ShouldNotContain("Your test, tonight");
        using var phone = System.Text.Json.JsonDocument.Parse(await alone.Client.GetStringAsync("/api/diary", TestContext.Current.CancellationToken));
        phone.RootElement.GetProperty("trial").GetProperty("arms").GetString()!.Trim('.').ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_people_get_two_orders()
    {
        await using var one = await Started();
        await using var other = await Started();
        (await one.Trial()).Seed.ShouldNotBe((await other.Trial()).Seed);
    }

    [Fact]
    public async Task Nothing_is_told_of_either_arm_before_five_pairs_are_done()
    {
        await using var alone = await Started();
        var book = new Book(alone.Client);
        var trial = await alone.Trial();
        for (var week = 0; week < 4; week++)
        {
            await alone.Follow(7, (_, arm) => arm == Arm.With ? 0 : 2);
            await book.Get($"/trials/{trial.Id}");
            book.Page.ShouldContain("We tell nothing of what came of it before five pairs are done");
            foreach (var told in new[] { "It helps", "a week on nights", "chance that it helps", "effect-chart", "block-chart" }) book.Page.ShouldNotContain(told);
            (await book.Get("/report")).ShouldContain("no result yet");
        }
        // Five pairs of three nights are 30 nights; the look is at the end of the fifth week.
        await alone.Follow(6, (_, arm) => arm == Arm.With ? 0 : 2);
        (await book.Get($"/trials/{trial.Id}")).ShouldNotContain("a week on nights");
        await alone.Follow(1, (_, arm) => arm == Arm.With ? 0 : 2);
        (await book.Get($"/trials/{trial.Id}")).ShouldContain("a week on nights");
        book.Page.ShouldContain("You knew which nights you did it");
    }

    [Fact]
    public async Task A_rest_does_not_count_and_a_warning_sign_lets_it_rest_by_itself()
    {
        await using var alone = await Started();
        var (book, id) = (new Book(alone.Client), (await alone.Trial()).Id);
        await book.Get($"/trials/{id}");
        await book.Fill($"/trials/{id}/rest");
        book.Page.ShouldContain("Saved.");
        (await alone.Trial()).Rests(alone.Tonight).ShouldBeTrue();
        await book.Undo();
        (await alone.Trial()).Rests(alone.Tonight).ShouldBeFalse();
        await alone.Follow(3, (_, _) => 1);
        // A check with a red flag, sent as its page sends it.
        await new Check.Checking(alone.Client).Result("""{"said":{"symptom/one-leg-swollen":"yes"},"numbers":{"person.age":68},"choices":{"person.sex":["male"]},"seen":["you","where","how","feel","medicines","illnesses","more"]}""");
        (await alone.Trial()).Rests(alone.Tonight).ShouldBeTrue();
        (await book.Get($"/trials/{id}")).ShouldContain("This test rests now");
        book.Page.ShouldNotContain("Tonight: ");
        (await book.Get("/")).ShouldNotContain("Your test, tonight");
        await book.Send($"/trials/{id}/go-on");
        book.Status.ShouldBe(HttpStatusCode.Conflict);
        alone.Clock.Pass(TimeSpan.FromDays(2));
        await alone.AnswerWell();
        await book.Get($"/trials/{id}");
        await book.Fill($"/trials/{id}/go-on");
        var trial = await alone.Trial();
        trial.Rests(alone.Tonight).ShouldBeFalse();
        TrialStanding.Of(trial, await alone.Diary(), alone.Tonight).Data.Count(NightUse.Resting).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_done_is_one_tap_and_a_side_effect_can_end_it()
    {
        await using var alone = await Started();
        var (book, id) = (new Book(alone.Client), (await alone.Trial()).Id);
        await book.Get($"/trials/{id}");
        await book.Fill($"/diary/nights/{alone.Tonight}", ("did", "yes"));
        book.Address.ShouldStartWith($"/trials/{id}?saved=");
        book.Page.ShouldContain("You said: did it.");
        (await alone.Diary()).Nights.Single(log => log.Night == alone.Tonight).Did.ShouldBe(true);
        await alone.Follow(2, (_, _) => 1);
        await book.Get($"/trials/{id}");
        await book.Fill($"/diary/nights/{alone.Tonight.Plus(-1)}", ("sideEffect", "sore heel"));
        book.Page.ShouldContain("sore heel");
        await book.Send($"/trials/{id}/end", ("because", "side-effect"));
        var trial = await alone.Trial();
        (trial.Because, trial.Ended).ShouldBe(("side-effect", alone.Tonight.Plus(-1)));
        (await book.Get("/trials")).ShouldContain("Stopped for a side effect.");
        (await book.Get("/report")).ShouldContain("for a side effect, no result");
        // The night's own page shows it and does not lose it.
        await book.Get($"/diary/nights/{alone.Tonight.Plus(-1)}");
        await book.Fill($"/diary/nights/{alone.Tonight.Plus(-1)}", ("note", "a note"));
        (await alone.Diary()).Nights.Single(log => log.Night == alone.Tonight.Plus(-1)).SideEffect.ShouldBe("sore heel");
    }

    [Fact]
    public async Task When_all_pairs_are_done_more_can_be_drawn_and_the_old_ones_stay()
    {
        await using var alone = await Started();
        var book = new Book(alone.Client);
        var before = await alone.Trial();
        await alone.Follow(before.Pairs * 6, (i, _) => i % 3 == 0 ? 1 : 0);
        alone.Clock.Pass(TimeSpan.FromDays(2));
        await book.Get($"/trials/{before.Id}");
        book.Page.ShouldContain("Keep testing: 4 pairs more");
        await book.Fill($"/trials/{before.Id}/more");
        var after = await alone.Trial();
        after.Pairs.ShouldBe(before.Pairs + 5, "one for the days nobody decided in");
        Allocation.Of(after).First.Take(before.Pairs).ShouldBe(Allocation.Of(before).First);
        Allocation.Holds(after).ShouldBeTrue();
        after.Rests(alone.Tonight.Plus(-1)).ShouldBeTrue();
        book.Page.ShouldContain("Tonight: ");
        await book.Send($"/trials/{before.Id}/end");
        (await alone.Trial()).Because.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_trial_comes_back_with_its_order()
    {
        await using var alone = await Started();
        var (book, before) = (new Book(alone.Client), await alone.Trial());
        await book.Get($"/trials/{before.Id}");
        await book.Fill($"/trials/{before.Id}/delete");
        (await alone.Diary()).Trials.ShouldBeEmpty();
        await book.Fill("/diary/bring-back");
        book.Address.ShouldStartWith("/trials");
        (await alone.Trial()).Schedule.ShouldBe(before.Schedule);
    }

    [Fact]
    public async Task The_plan_goes_into_a_calendar_block_by_block()
    {
        await using var alone = await Started();
        var trial = await alone.Trial();
        var text = await alone.Client.GetStringAsync($"/trials/{trial.Id}.ics", TestContext.Current.CancellationToken);
        text.Split("BEGIN:VEVENT").Length.ShouldBe((2 * trial.Pairs) + 1);
        text.Split("\r\n").ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
        text.ShouldContain($"DTSTART;VALUE=DATE:{trial.Start.Evening:yyyyMMdd}");
        var first = Allocation.Of(trial).First[0] == Arm.With ? "Do it: " : "Leave it out: ";
        text.ShouldContain($"SUMMARY:{first}Stretch before bed");
    }

    [Theory]
    [InlineData("treatment/quinine")]
    [InlineData("relief/calf-stretch")]
    public async Task What_is_not_for_a_trial_gets_no_plan(string measure)
    {
        await using var alone = await Alone.Open();
        await alone.AnswerWell();
        await alone.Log([.. Enumerable.Repeat<int?>(1, 28)]);
        var book = new Book(alone.Client);
        (await book.Get($"/trials/plan?measure={measure}")).ShouldContain("not one to try on yourself");
        book.Page.ShouldNotContain("Draw the order");
        await book.Send("/trials/plan", ("id", Guid.NewGuid().ToString()), ("measure", measure), ("block", "3"), ("start", alone.Tonight.ToString()), ("agreed", "yes"));
        book.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>A trial of stretching that begins tonight, three nights at a time, of somebody with one cramp a night.</summary>
    internal static async Task<Alone> Started()
    {
        var alone = await Alone.Open();
        await alone.AnswerWell();
        await alone.Log([.. Enumerable.Repeat<int?>(1, 28)]);
        var book = new Book(alone.Client);
        await book.Get(Plan);
        await book.Fill("/trials/plan", ("block", "3"));
        book.Address.ShouldStartWith("/trials/");
        return alone;
    }
}
