using System.Text;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.CdsHooks;

/// <summary>Calls that cannot be answered say why, and where.</summary>
public sealed class RequestTests
{
    private const string Whole = """{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"ada"}}""";

    [Theory]
    [InlineData("\"hook\":\"patient-view\",", "", "hook")]
    [InlineData("\"patient-view\"", "\"order-sign\"", "hook")]
    [InlineData("\"patient-view\"", "7", "hook")]
    [InlineData("\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\",", "", "hookInstance")]
    [InlineData("\"userId\":\"Practitioner/1\",", "", "context.userId")]
    [InlineData(",\"patientId\":\"ada\"", "", "context.patientId")]
    [InlineData("\"ada\"", "\"\"", "context.patientId")]
    [InlineData("\"ada\"", "\"Patient/\"", "context.patientId")]
    [InlineData("{\"userId\":\"Practitioner/1\",\"patientId\":\"ada\"}", "[]", "context")]
    [InlineData("{\"userId\":\"Practitioner/1\",\"patientId\":\"ada\"}", "null", "context")]
    [InlineData("{\"hook\"", "{\"fhirAuthorization\":{\"access_token\":\"t\",\"token_type\":\"Bearer\"},\"hook\"", "fhirServer")]
    [InlineData("{\"hook\"", "{\"fhirServer\":\"ftp://x\",\"hook\"", "fhirServer")]
    [InlineData("{\"hook\"", "{\"fhirServer\":\"https://x\",\"fhirAuthorization\":{\"token_type\":\"Bearer\"},\"hook\"", "fhirAuthorization.access_token")]
    [InlineData("{\"hook\"", "{\"fhirServer\":\"https://x\",\"fhirAuthorization\":{\"access_token\":\"t\",\"token_type\":\"Basic\"},\"hook\"", "fhirAuthorization.token_type")]
    [InlineData("{\"hook\"", "{\"fhirServer\":\"https://x\",\"fhirAuthorization\":{\"access_token\":\"a\\r\\nHost: b\",\"token_type\":\"Bearer\"},\"hook\"", "fhirAuthorization.access_token")]
    [InlineData("{\"hook\"", "{\"prefetch\":[],\"hook\"", "prefetch")]
    public void What_is_missing_or_wrong_is_named(string before, string after, string path) =>
        Call.Refused(Whole.Replace(before, after, StringComparison.Ordinal)).ShouldContain(problem => problem.Place == $"request {path}");

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Call.Refused("""{"hook":"x","context":{}}""").Count.ShouldBe(4);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"hook\"")]
    [InlineData(Whole + "x")]
    [InlineData(Whole + "{}")]
    [InlineData(Whole + "]")]
    public void What_is_no_single_JSON_object_is_refused(string body) => Call.Refused(body).ShouldNotBeEmpty();

    [Fact]
    public void Drafts_are_required_where_there_are_orders()
    {
        const string order = """{"hook":"order-select","hookInstance":"a","context":{"userId":"u","patientId":"p"}}""";
        Call.Refused(order, Hook.OrderSelect).Select(problem => problem.Place).ShouldBe(["request context.selections", "request context.draftOrders"]);
        Call.Refused(order.Replace("\"p\"", "\"p\",\"selections\":[],\"draftOrders\":{\"resourceType\":\"List\"}", StringComparison.Ordinal), Hook.OrderSelect).ShouldHaveSingleItem().Place.ShouldBe("request context.draftOrders");
    }

    [Fact]
    public void The_patient_may_be_named_with_its_type()
    {
        Read(Whole.Replace("\"ada\"", "\"Patient/ada\"", StringComparison.Ordinal)).Patient.ShouldBe("ada");
        Read(Whole).Patient.ShouldBe("ada");
    }

    [Fact]
    public void What_version_three_adds_does_no_harm() =>
        Read(Whole.Replace("{\"hook\"", "{\"extension\":{\"x\":null},\"version\":\"3.0\",\"fhirAuthorization\":null,\"hook\"", StringComparison.Ordinal)).Instance.ShouldBe("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");

    [Theory]
    [InlineData("null", PrefetchState.Nothing)]
    [InlineData("{\"resourceType\":\"OperationOutcome\"}", PrefetchState.Failed)]
    [InlineData("{\"id\":\"1\",\"resourceType\":\"Patient\"}", PrefetchState.There)]
    [InlineData("{}", PrefetchState.Missing)]
    [InlineData("\"123\"", PrefetchState.Missing)]
    public void What_a_prefetch_key_holds_is_told_apart(string value, PrefetchState state)
    {
        var request = Read(Whole.Replace("{\"hook\"", $"{{\"prefetch\":{{\"patient\":{value}}},\"hook\"", StringComparison.Ordinal));
        request.StateOf(Call.Service(Hook.PatientView).Prefetch.Single(template => template.Key == "patient")).ShouldBe(state);
    }

    [Fact]
    public void The_data_of_another_patient_is_not_judged_as_this_ones()
    {
        var request = Read(Call.View().Replace("\"patientId\":\"ada\"", "\"patientId\":\"eve\"", StringComparison.Ordinal));
        var (answer, problems) = CdsAnswer.To(KnowledgeBase.BuiltIn, request, request.Record([]).Span, Call.Today, "request");
        answer.ShouldBeNull();
        problems.ShouldHaveSingleItem().What.ShouldContain("Patient/ada");
    }

    [Fact]
    public void A_page_that_was_fetched_counts_beside_what_was_sent()
    {
        var request = Read(Call.View(Call.Takes("Hydrochlorothiazide 25 mg")));
        var fetched = Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{{Call.Cramps}}}]}""");
        CdsAnswer.To(KnowledgeBase.BuiltIn, request, request.Record([("conditions-0", fetched)]).Span, Call.Today, "request").Answer!.Cards.ShouldHaveSingleItem().Entry.Id.ShouldBe("problem/nocturnal-leg-cramps");
    }

    [Fact]
    public void The_next_page_of_a_search_is_found_wherever_its_link_stands()
    {
        SearchPage.Next("""{"resourceType":"Bundle","entry":[{"link":[{"relation":"next","url":"no"}]}],"link":[{"relation":"self","url":"a"},{"relation":"next","url":"https://x/2"}]}"""u8).ShouldBe("https://x/2");
        SearchPage.Next("""{"resourceType":"Bundle","entry":[]}"""u8).ShouldBeNull();
        SearchPage.Next("{"u8).ShouldBeNull();
    }

    private static CdsRequest Read(string body)
    {
        var (request, problems) = CdsRequest.Read(Encoding.UTF8.GetBytes(body), Call.Service(Hook.PatientView), "request");
        return request.ShouldNotBeNull(string.Join('\n', problems));
    }
}
