using System.Net;
using Uncramp.Web.Tests.Storage;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>What clinicians did with cards comes back, is kept as counts, and names nobody.</summary>
public sealed class FeedbackPageTests(RunningApp app, Stores stores)
{
    private const string Service = "/cds-services/cramps-order-sign";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_card_that_is_told_of_twice_counts_once_and_the_newest_outcome_counts(string kind)
    {
        var server = await stores.On(kind);
        try
        {
            var card = (await Calls.Send(server.Client, Service, Signing)).Body.GetProperty("cards")[0].GetProperty("uuid").GetString()!;
            (await Tell(server.Client, Overridden(card, "known"))).ShouldBe(HttpStatusCode.OK);
            (await Tell(server.Client, Overridden(card, "known"))).ShouldBe(HttpStatusCode.OK);
            (await Tell(server.Client, Overridden(Guid.NewGuid().ToString(), "later"))).ShouldBe(HttpStatusCode.OK);
            var page = await server.Client.GetStringAsync("/account/cards", TestContext.Current.CancellationToken);
            page.ShouldContain("2 cards taken or set aside");
            page.ShouldContain("Thiazide water tablets");
            page.ShouldContain("known and looked after 1");
            page.ShouldNotContain("Mrs Doe");
            (await Tell(server.Client, Accepted(card))).ShouldBe(HttpStatusCode.OK);
            page = await server.Client.GetStringAsync("/account/cards", TestContext.Current.CancellationToken);
            page.ShouldContain("2 cards taken or set aside");
            page.ShouldNotContain("known and looked after 1");
        }
        finally
        {
            // Its counts stay, so no other test gets it.
            await server.End();
        }
    }

    [Fact]
    public async Task Feedback_with_one_broken_row_is_refused_whole()
    {
        await using var server = await stores.On("sqlite");
        (await Tell(server.Client, $$"""{{Accepted(Guid.NewGuid().ToString())[..^2]}},{"card":"x"}]}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await server.Client.GetStringAsync("/account/cards", TestContext.Current.CancellationToken)).ShouldContain("Nothing has come back yet.");
    }

    [Fact]
    public async Task The_page_of_counts_can_be_read_by_all()
    {
        await Tell(app.Client, Accepted("4e0a3a1e-3283-4575-ab82-028d55fe2719"));
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/account/cards");
        (await visit.Page.Locator("table").CountAsync()).ShouldBe(1);
        await PlainWordsTests.ShouldReadWithEase(visit);
        await AccessibilityTests.ShouldBeAccessible(visit);
    }

    private const string Signing = """
        {"hook":"order-sign","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"ada","draftOrders":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationRequest","id":"a","status":"draft","intent":"order","subject":{"reference":"Patient/ada"},"medicationCodeableConcept":{"text":"indapamide"}}}]}},
        "prefetch":{"patient":{"resourceType":"Patient","id":"ada"},"conditions":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/ada"},"code":{"text":"leg cramps"}}}]},"medicationRequests":null,"medicationStatements":null,"results":null}}
        """;

    private static string Accepted(string card) => $$"""{"feedback":[{"card":"{{card}}","outcome":"accepted","acceptedSuggestions":[{"id":"{{Guid.NewGuid()}}"}],"outcomeTimestamp":"2026-11-28T10:05:31Z"}]}""";

    private static string Overridden(string card, string reason) => $$"""{"feedback":[{"card":"{{card}}","outcome":"overridden","overrideReason":{"reason":{"code":"{{reason}}","system":"https://uncramp.org/fhir/CodeSystem/override-reasons"},"userComment":"Mrs Doe"},"outcomeTimestamp":"2026-11-28T10:05:31Z"}]}""";

    private static async Task<HttpStatusCode> Tell(HttpClient client, string body) => (await Calls.Send(client, $"{Service}/feedback", body)).Status;
}
