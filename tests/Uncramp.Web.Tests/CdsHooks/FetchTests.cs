using System.Net;
using Microsoft.AspNetCore.Http;
using Uncramp.Web.Outside;

namespace Uncramp.Web.Tests.CdsHooks;

/// <summary>What is not in the prefetch is read from the client's FHIR server: with its token, nothing but what is needed, and nowhere else.</summary>
public sealed class FetchTests(RunningApp app)
{
    private const string Path = "/cds-services/cramps-patient-view";

    [Fact]
    public async Task A_record_that_was_not_sent_is_fetched_page_by_page_with_the_token()
    {
        await using var clinic = await Clinic.Open();
        var (status, body, _) = await Calls.Send(app.Client, Path, Calls.Lending(clinic.Fhir));
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        Calls.Topics(body).ShouldBe(["problem/nocturnal-leg-cramps"]);
        body.ToString().ShouldContain("salmeterol inhaler", customMessage: "it stands on the second page");
        clinic.Seen.ShouldAllBe(request => request.Method == "GET" && request.Token == $"Bearer {Clinic.Token}");
        clinic.Seen.Select(request => request.Path.Split('?')[0]).Distinct().ShouldBe(["/fhir/Patient/ada", "/fhir/Condition", "/fhir/Procedure", "/fhir/MedicationRequest", "/fhir/MedicationStatement", "/fhir/Observation"], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_is_missing_is_fetched()
    {
        await using var clinic = await Clinic.Open();
        var (status, _, _) = await Calls.Send(app.Client, Path, Calls.Lending(clinic.Fhir, $$""" "patient":{"resourceType":"Patient","id":"ada"},"conditions":{"resourceType":"OperationOutcome"},"procedures":{{Calls.Empty}},"medicationRequests":{{Calls.Empty}},"medicationStatements":{{Calls.Empty}},"results":{{Calls.Empty}} """));
        status.ShouldBe(HttpStatusCode.OK);
        clinic.Seen.ShouldHaveSingleItem().Path.ShouldBe("/fhir/Condition?patient=ada");
    }

    [Fact]
    public async Task A_token_that_may_not_read_is_412()
    {
        await using var clinic = await Clinic.Open();
        var (status, body, _) = await Calls.Send(app.Client, Path, Calls.Lending(clinic.Fhir, token: "another"));
        status.ShouldBe(HttpStatusCode.PreconditionFailed);
        Calls.Why(body).ShouldContain("401");
        body.ToString().ShouldNotContain("another");
    }

    [Fact]
    public async Task No_redirect_is_followed_and_no_page_on_another_server()
    {
        await using var clinic = await Clinic.Open();
        await using var other = await Clinic.Open();
        clinic.Instead["Condition"] = _ => Results.Redirect($"{other.Fhir}/Condition?patient=ada");
        clinic.Instead["Observation"] = _ => Clinic.Fhirs("""{"resourceType":"OperationOutcome"}""");
        clinic.Instead["MedicationRequest"] = _ => Clinic.Fhirs($$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"{{other.Fhir}}/MedicationRequest?patient=ada"}],"entry":[]}""");
        var (status, body, _) = await Calls.Send(app.Client, Path, Calls.Lending(clinic.Fhir));
        status.ShouldBe(HttpStatusCode.PreconditionFailed);
        body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["$.prefetch.conditions", "$.prefetch.results"], "the first page of the orders is there");
        other.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_never_ends_or_never_answers_does_not_hold_the_clinician_up()
    {
        await using var clinic = await Clinic.Open();
        clinic.Instead["Condition"] = _ => Clinic.Fhirs($$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"{{clinic.Fhir}}/Condition?patient=ada"}],"entry":[]}""");
        clinic.Instead["MedicationRequest"] = _ => Results.Stream(async stream => { for (var i = 0; i < 400; i++) await stream.WriteAsync(new byte[100_000]); }, "application/fhir+json");
        clinic.Instead["Observation"] = _ => Results.Stream(async stream => await Task.Delay(TimeSpan.FromSeconds(30)), "application/fhir+json");
        var began = DateTime.UtcNow;
        var (status, body, _) = await Calls.Send(app.Client, Path, Calls.Lending(clinic.Fhir));
        status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (DateTime.UtcNow - began).TotalSeconds.ShouldBeLessThan(15);
        clinic.Seen.Count(request => request.Path.StartsWith("/fhir/Condition", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(10);
        body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["$.prefetch.medicationRequests", "$.prefetch.results"]);
    }

    [Theory]
    [InlineData("http://10.0.0.1/fhir")]
    [InlineData("http://ehr.example.org/fhir")]
    [InlineData("https://10.0.0.1/fhir")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fd00::1]/fhir")]
    public async Task No_call_looks_into_our_own_network(string server)
    {
        var (status, body, _) = await Calls.Send(app.Client, Path, Calls.Lending(server));
        status.ShouldBe(HttpStatusCode.PreconditionFailed);
        Calls.Why(body).ShouldContain("cannot be fetched");
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd12::1", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    public void Addresses_of_the_internet_are_told_from_those_of_a_house(string address, bool isPublic) => Addresses.MayBe(IPAddress.Parse(address), Reach.Public).ShouldBe(isPublic);
}
