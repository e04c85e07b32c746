using System.IO.Compression;
using System.Net;
using System.Text;

namespace Uncramp.Web.Tests.Check;

/// <summary>A check that begins with a file of a doctor or a phone.</summary>
public sealed class RecordTests(RunningApp app)
{
    private static string Record => $$"""
        {"resourceType":"Bundle","type":"collection","entry":[
          {"resource":{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1950-01-01"} },
          {"resource":{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"text":"Indapamide 1.5 mg"} } },
          {"resource":{"resourceType":"MedicationStatement","status":"active","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"text":"Wunderpulver"} } },
          {"resource":{"resourceType":"MedicationRequest","status":"stopped","subject":{"reference":"Patient/p"},"medicationCodeableConcept":{"text":"Furosemide"} } },
          {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11"}],"text":"Typ-2-Diabetes"} } },
          {"resource":{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"{{DateTime.Today:yyyy-MM-dd}}","code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"valueQuantity":{"value":3.2,"code":"mmol/L"} } }]}
        """;

    [Fact]
    public async Task A_file_answers_what_it_can_and_the_person_has_the_last_word()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.Page.ClickAsync("a[href='/check/record']");
        await Send(visit, "record.json", Encoding.UTF8.GetBytes(Record));
        (await visit.Heading()).ShouldBe("What your record says");
        var text = await visit.Page.InnerTextAsync("main");
        text.ShouldContain("Indapamide 1.5 mg");
        text.ShouldContain("Type 2 diabetes");
        text.ShouldContain("potassium 3.2 mmol/L");
        text.ShouldContain("76 years old");
        var folded = await visit.Page.Locator("details").AllInnerTextsAsync();
        (await visit.Page.ContentAsync()).ShouldContain("Wunderpulver");
        (await visit.Page.ContentAsync()).ShouldContain("Furosemide: its status is");
        folded.Count.ShouldBeGreaterThanOrEqualTo(2);

        await visit.Page.UncheckAsync("#condition-type-2-diabetes");
        await visit.Page.ClickAsync("button[value=check]");
        var carried = await visit.Page.GetAttributeAsync("input[name=answers]", "value");
        carried.ShouldNotBeNull();
        carried.ShouldContain("Indapamide");
        carried.ShouldContain("\"person.age\":76");
        carried.ShouldNotContain("type-2-diabetes");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_phone_export_is_a_zip_of_many_records()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "apple_health_export/clinical-records/MedicationRequest-1.json", """{"resourceType":"MedicationRequest","status":"active","medicationCodeableConcept":{"text":"Hydrochlorothiazide 25 MG"}}""");
            Add(zip, "apple_health_export/export.xml", "<HealthData/>");
        }
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check/record");
        await Send(visit, "export.zip", packed.ToArray());
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Hydrochlorothiazide 25 MG");

        static void Add(ZipArchive zip, string name, string text)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public async Task Medicines_and_tests_go_into_the_diary_when_the_person_says_so()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/check/record");
        await Send(visit, "record.json", Encoding.UTF8.GetBytes(Record.Replace("Indapamide 1.5 mg", "Indapamide 2.5 mg", StringComparison.Ordinal)));
        await visit.Page.ClickAsync("button[value=diary]");
        visit.Page.Url.ShouldEndWith("/diary/medicines");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Indapamide 2.5 mg");
        await visit.Page.GotoAsync("/diary/results");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("3.2");
    }

    [Theory]
    [InlineData("hello", "no health record")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"MedicationOrder\"}}]}", "DSTU2")]
    [InlineData("PK\u0003\u0004broken", "broken")]
    public async Task A_file_that_cannot_be_used_is_refused_with_a_sentence(string text, string reason)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "x.json" } };
        using var response = await app.Client.PostAsync("/check/record", content, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(reason);
    }

    private static async Task Send(Visit visit, string name, byte[] bytes)
    {
        await visit.Page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
        await visit.Page.ClickAsync("button.act");
    }
}
