using System.Text.Json;
using Uncramp.Knowledge;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.Check;

/// <summary>Who comes back is asked what has changed, and about now.</summary>
public sealed class RememberedTests(Stores stores)
{
    private static readonly string[] Signs = [.. KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Finding?.Checklist is not null).Select(entry => entry.Id)];

    [Fact]
    public async Task Remembered_answers_lead_to_the_review()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Open();
        check.Heading.ShouldBe("Do you have any of these now?");
        await check.Result();
        check.Text.ShouldContain("Your answers and this result are kept in your diary.");
        await check.Open();
        check.Heading.ShouldBe("Has anything changed?");
        check.Text.ShouldContain($"We remember your answers of {DateTime.Now:%d MMMM}.");
        check.Text.ShouldContain("indapamide, since July 2026");
        check.Text.ShouldContain("Age in years 68");
        check.Text.ShouldContain("1 or 2 a week");
    }

    [Fact]
    public async Task Warning_signs_are_asked_anew_and_an_old_no_is_no_no()
    {
        await using var server = await stores.On("sqlite");
        await Keep(server, 20, $$""" "person":{"age":68,"sex":"male"},"absent":{{JsonSerializer.Serialize(Signs)}} """);
        var check = Checking.On(server);
        await check.Open();
        check.Answers.GetProperty("said").EnumerateObject().Select(said => said.Name).Intersect(Signs).ShouldBeEmpty();
        check.Text.ShouldContain("we only ask about warning signs");
        check.Html.ShouldNotContain("value=\"result\"");
        await check.Press("on");
        check.Heading.ShouldBe("Do you have any of these now?");
        check.Html.ShouldNotContain("checked");
        // Whoever sends the form past the questions gets no "nothing points to an emergency".
        await check.Open();
        await check.Press("result");
        check.Text.ShouldContain("This is not complete");
        check.Text.ShouldContain("Some warning signs are still open.");
    }

    [Fact]
    public async Task An_old_yes_to_a_warning_sign_is_not_todays()
    {
        await using var server = await stores.On("sqlite");
        await Keep(server, 20, """ "symptoms":["symptom/one-leg-swollen","my left calf is swollen and hot since yesterday","my pillow is too soft"],"conditions":[{"name":"condition/dvt","onset":"2026-01-01"}] """);
        var check = Checking.On(server);
        await check.Open();
        await check.Press("result");
        check.Heading.ShouldNotContain("Get help today");
        check.Answers.GetProperty("noticed").EnumerateArray().Select(line => line.GetString()).ShouldBe(["my pillow is too soft"]);
    }

    [Fact]
    public async Task All_that_is_about_now_is_asked_and_then_the_review_comes_again()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.SayNoToAllThatIsAsked();
        check.Text.ShouldContain("None of these");
        await check.Press("result");
        check.Text.ShouldContain("What we asked and did not find");
        (await server.Section("assessments")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_sign_of_now_stops_who_comes_back_too_and_going_on_still_asks_only_what_is_open()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.Press("on");
        await check.Press("next", ("rest", "no"));
        await check.Press("next", ("yes", "symptom/one-leg-swollen"), ("rest", "no"));
        check.Heading.ShouldBe("Get help today");
        await check.Press(System.Text.RegularExpressions.Regex.Match(check.Html, "value=\"(on:[^\"]+)\"").Groups[1].Value);
        check.Hidden("return").ShouldBe("review");
    }

    [Fact]
    public async Task What_was_not_known_stays_unknown()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result("""{"said":{"symptom/hard-muscle":"unsure"},"numbers":{"person.age":68},"unsure":["cramps.severity"],"seen":["you","how","feel"]}""");
        await check.Open();
        check.Answers.GetProperty("said").EnumerateObject().ShouldBeEmpty();
        check.Answers.GetProperty("numbers").EnumerateObject().Select(number => number.Name).ShouldBe(["person.age"]);
        check.Answers.GetProperty("seen").EnumerateArray().Select(key => key.GetString()).ShouldNotContain("how");
    }

    [Fact]
    public async Task Ages_and_weeks_move_on()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await Keep(server, 800, """ "person":{"age":68.5,"sex":"female"},"cramps":{"sinceWeeks":13} """);
        await check.Open();
        check.Text.ShouldContain("Age in years 70 ");
        check.Text.ShouldContain("about 127 weeks ago");
        await Keep(server, 21, """ "person":{"age":31,"sex":"female","pregnancyWeeks":20},"symptoms":["situation/pregnancy"] """);
        await check.Open();
        check.Text.ShouldContain("pregnant, 23 weeks");
        // A check in between loses no days.
        for (var checks = 0; checks < 3; checks++) await Keep(server, 3, $$""" "symptoms":["situation/pregnancy"],"person":{"age":31,"pregnancyWeeks":{{await Weeks(check)}} } """);
        await check.Open();
        check.Text.ShouldContain("pregnant, 24 weeks");
    }

    [Theory]
    [InlineData(200, """ "person":{"age":31,"sex":"female","pregnancyWeeks":20},"symptoms":["situation/pregnancy"] """, true)]
    [InlineData(100, """ "person":{"age":31,"sex":"female","postpartumWeeks":2},"symptoms":["situation/postpartum"],"absent":["situation/pregnancy"] """, true)]
    [InlineData(40, """ "person":{"age":31,"sex":"female"},"absent":["situation/pregnancy","situation/postpartum"] """, true)]
    [InlineData(10, """ "person":{"age":31,"sex":"female"},"absent":["situation/pregnancy","situation/postpartum"] """, false)]
    [InlineData(400, """ "person":{"age":71,"sex":"female"},"absent":["situation/pregnancy","situation/postpartum"] """, false)]
    [InlineData(400, """ "person":{"age":31,"sex":"male"} """, false)]
    public async Task Who_may_be_pregnant_by_now_is_asked_again(int ago, string told, bool asked)
    {
        await using var server = await stores.On("sqlite");
        await Keep(server, ago, told);
        var check = Checking.On(server);
        await check.Open();
        check.Answers.GetProperty("seen").EnumerateArray().Any(key => key.GetString() == "you").ShouldBe(!asked);
        check.Answers.GetProperty("numbers").TryGetProperty("person.pregnancyWeeks", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_result_without_a_day_is_no_newer_than_the_day_it_was_told()
    {
        await using var server = await stores.On("sqlite");
        await Keep(server, 40, """ "labs":[{"name":"potassium","value":2.4,"unit":"mmol/L"}] """);
        var check = Checking.On(server);
        await check.Open();
        check.Text.ShouldContain("potassium 2.4 mmol/L, ");
        check.Answers.GetProperty("results")[0].GetProperty("date").GetString().ShouldBe(Checking.Day(40));
        await check.Press("result");
        check.Heading.ShouldNotContain("ambulance");
    }

    [Fact]
    public async Task A_change_comes_back_to_what_is_remembered_and_then_the_signs_are_still_asked()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.Press("to:medicines");
        await check.Press("next", ("medicine", "amlodipine"), ("started", ""));
        check.Heading.ShouldBe("Has anything changed?");
        check.Text.ShouldContain("amlodipine");
        await check.Press("on");
        check.Heading.ShouldBe("Do you have any of these now?");
    }

    [Fact]
    public async Task Start_afresh_asks_everything()
    {
        await using var server = await stores.On("sqlite");
        var check = Checking.On(server);
        await check.Result();
        await check.Open();
        await check.Press("fresh");
        check.Heading.ShouldBe("Do you have any of these now?");
        check.Answers.GetProperty("numbers").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_that_this_release_cannot_read_are_as_good_as_none()
    {
        await using var server = await stores.On("sqlite");
        await server.Put("/api/profile", """{"answers":{"person":{"age":"old"}}}""");
        var check = Checking.On(server);
        await check.Open();
        check.Heading.ShouldBe("Do you have any of these now?");
    }

    private static async Task<string> Weeks(Checking check)
    {
        await check.Open();
        return check.Answers.GetProperty("numbers").GetProperty("person.pregnancyWeeks").GetRawText();
    }

    /// <summary>As if a check had been so many days ago.</summary>
    private static async Task Keep(Server server, int ago, string told)
    {
        var answer = await server.Put("/api/profile", $$"""{"answers":{"asOf":"{{Checking.Day(ago)}}",{{told}} } }""");
        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Body);
    }
}
