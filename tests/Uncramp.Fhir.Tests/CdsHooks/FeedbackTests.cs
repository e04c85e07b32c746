using System.Text;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

public sealed class FeedbackTests
{
    private const string Accepted = """{"card":"4e0a3a1e-3283-4575-ab82-028d55fe2719","outcome":"accepted","acceptedSuggestions":[{"id":"e56e1945-20b3-4393-8503-a1a20fd73152"}],"outcomeTimestamp":"2026-11-28T10:05:31Z"}""";

    [Fact]
    public void Feedback_finds_its_entry_though_nothing_of_the_call_was_kept()
    {
        foreach (var card in Call.Cards(Call.Sign([Call.Draft("Indapamide 1.5 mg"), Call.Draft("salmeterol 50 micrograms inhaler", "two")], Call.Cramps)))
        {
            var row = Read(Accepted.Replace("4e0a3a1e-3283-4575-ab82-028d55fe2719", card.GetProperty("uuid").GetString(), StringComparison.Ordinal)).ShouldHaveSingleItem();
            row.Entry!.Id.ShouldBe(Call.Entry(card));
            (row.Accepted, row.Suggestions, row.Reason).ShouldBe((true, 1, null));
        }
    }

    [Fact]
    public void A_card_of_another_release_is_still_feedback() => Read(Accepted).ShouldHaveSingleItem().Entry.ShouldBeNull();

    [Theory]
    [InlineData("""{"reason":{"code":"known","system":"https://uncramp.org/fhir/CodeSystem/override-reasons"},"userComment":"Mrs Doe"}""", "known")]
    [InlineData("""{"reason":{"code":"known","system":"https://example.com/reasons"}}""", "other")]
    [InlineData("""{"userComment":"Mrs Doe, born 1950"}""", "other")]
    public void Of_the_reason_a_code_is_kept_and_no_word_of_a_comment(string reason, string kept)
    {
        var row = Read($$"""{"card":"4e0a3a1e-3283-4575-ab82-028d55fe2719","outcome":"overridden","overrideReason":{{reason}},"outcomeTimestamp":"2026-11-28T10:05:31Z"}""").ShouldHaveSingleItem();
        row.Reason.ShouldBe(kept);
        row.ToString().ShouldNotContain("Doe");
    }

    [Theory]
    [InlineData("4e0a3a1e-3283-4575-ab82-028d55fe2719", "x", "feedback[0].card")]
    [InlineData("\"accepted\",", "\"ignored\",", "feedback[0].outcome")]
    [InlineData("\"acceptedSuggestions\":[{\"id\":\"e56e1945-20b3-4393-8503-a1a20fd73152\"}],", "", "feedback[0].acceptedSuggestions")]
    [InlineData("\"id\"", "\"uuid\"", "feedback[0].acceptedSuggestions")]
    [InlineData("2026-11-28T10:05:31Z", "yesterday", "feedback[0].outcomeTimestamp")]
    public void Broken_feedback_says_where(string before, string after, string path)
    {
        var (feedback, problems) = Feedback.Read(Body(Accepted.Replace(before, after, StringComparison.Ordinal)), KnowledgeBase.BuiltIn, "request");
        feedback.ShouldBeNull();
        problems.ShouldContain(problem => problem.Place == $"request {path}");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"feedback\":[]}")]
    [InlineData("{\"feedback\":[1]}")]
    [InlineData("{\"feedback\":")]
    [InlineData("{\"feedback\":[]} x")]
    public void What_is_no_feedback_is_refused(string body) => Feedback.Read(Encoding.UTF8.GetBytes(body), KnowledgeBase.BuiltIn, "request").Feedback.ShouldBeNull();

    private static IReadOnlyList<Feedback> Read(string row)
    {
        var (feedback, problems) = Feedback.Read(Body(row), KnowledgeBase.BuiltIn, "request");
        return feedback.ShouldNotBeNull(string.Join('\n', problems));
    }

    private static byte[] Body(string row) => Encoding.UTF8.GetBytes($$"""{"feedback":[{{row}}]}""");
}
