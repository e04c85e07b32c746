namespace Uncramp.Web.Tests;

public sealed class InterviewTests(RunningApp app)
{
    private static readonly string[] Seven = ["indapamide", "atorvastatin 20 mg", "Seretide", "amlodipine", "omeprazole", "metformin", "vitamin D"];

    [Fact]
    public async Task A_person_with_seven_medicines_reaches_a_result_without_script()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.TypeMedicines(Seven);
        await visit.Page.FillAsync("#started-0", "2026-07");
        await visit.Pick("list-none");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Page.FillAsync("#considering-0", "quinine");
        await visit.Next();
        (await visit.Heading()).ShouldBe("Check your answers");
        await visit.Press("result");

        var text = await visit.Page.InnerTextAsync("main");
        (await visit.Page.Locator("main > :first-child").GetAttributeAsync("class"))!.ShouldContain("care");
        text.ShouldContain("doctor or pharmacist");
        text.ShouldContain("Thiazide water tablets");
        text.ShouldContain("Seretide");
        text.ShouldContain("not advised");
        // A question may ask "do you have"; nothing may say it.
        text.Split('\n').Where(line => line.Contains("you have", StringComparison.OrdinalIgnoreCase) && !line.TrimEnd().EndsWith('?')).ShouldBeEmpty();
        (await visit.Page.Locator("section:has(h2:text('What may be behind')) > .finding").CountAsync()).ShouldBeLessThanOrEqualTo(3);
        foreach (var finding in await visit.Page.Locator("section:has(h2:text('Your medicines')) > .finding").AllInnerTextsAsync())
            finding.ShouldMatch("[Kk]eep (taking|using)|not stop");
        visit.Addresses.ShouldAllBe(address => !address.Contains('?') || address.Contains("?v="));
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task No_more_than_14_pages_are_asked()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.TypeMedicines(Seven);
        await visit.Next();
        await visit.SayNoToTheRest();
        var (number, of) = ((await visit.Page.InnerTextAsync(".at")).Split(' ')[1], (await visit.Page.InnerTextAsync(".at")).Split(' ')[3]);
        number.ShouldBe(of);
        int.Parse(of, null).ShouldBeLessThanOrEqualTo(14);
    }

    [Fact]
    public async Task A_red_flag_stops_the_interview()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.Pick("rest-no");
        await visit.Next();
        await visit.Page.Locator("label", new() { HasText = "One leg swollen" }).ClickAsync();
        await visit.Pick("rest-no");
        await visit.Next();
        (await visit.Heading()).ShouldBe("Get help today");
        (await visit.Page.Locator(".care a[href='tel:111']").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator(".care a[href='tel:999']").CountAsync()).ShouldBe(1);
        (await visit.Page.InnerTextAsync("main")).ShouldNotContain("no clot", Case.Insensitive);

        await visit.Page.Locator("button", new() { HasText = "Go on with the questions" }).ClickAsync();
        (await visit.Heading()).ShouldNotBe("Get help today");
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_page_of_signs_wants_an_answer_and_says_where()
    {
        await using var visit = await app.Stranger();
        await visit.Page.GotoAsync("/check");
        await visit.Next();
        var link = visit.Page.Locator(".errors a");
        (await link.InnerTextAsync()).ShouldContain("None of these");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("errors");
        var target = (await link.GetAttributeAsync("href"))![1..];
        (await visit.Page.Locator($"[id='{target}']").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_age_that_cannot_be_is_shown_again_with_what_was_typed()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.Page.GotoAsync("/check");
        await visit.NoSigns();
        await visit.Page.FillAsync("#person-age", "400");
        await visit.Next();
        (await visit.Page.InnerTextAsync(".errors")).ShouldContain("400 is not possible");
        (await visit.Page.InputValueAsync("#person-age")).ShouldBe("400");
    }

    [Fact]
    public async Task Our_Back_loses_no_answer()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.TypeMedicines(Seven);
        await visit.Press("back");
        (await visit.Page.IsCheckedAsync("#cramps-wakes-yes")).ShouldBeTrue();
        await visit.Press("back");
        (await visit.Page.IsCheckedAsync("#cramps-severity-8")).ShouldBeTrue();
        (await visit.Page.InputValueAsync("#cramps-sinceWeeks")).ShouldBe("3");
        await visit.Next();
        await visit.Next();
        (await visit.Page.InputValueAsync("#medicine-6")).ShouldBe("vitamin D");
    }

    [Fact]
    public async Task The_browsers_back_and_forward_lose_no_answer()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.TypeMedicines("indapamide");
        await visit.Next();
        await visit.Page.GoBackAsync();
        await visit.Page.WaitForLoadStateAsync();
        (await visit.Page.InputValueAsync("#medicine-0")).ShouldBe("indapamide");
        await visit.Page.GoBackAsync();
        await visit.Page.WaitForLoadStateAsync();
        (await visit.Page.IsCheckedAsync("#cramps-wakes-yes")).ShouldBeTrue();
        await visit.Page.GoForwardAsync();
        await visit.Page.WaitForLoadStateAsync();
        await visit.Page.GoForwardAsync();
        await visit.Page.WaitForLoadStateAsync();
        (await visit.Heading()).ShouldBe("Has a doctor found any of these?");
    }

    [Fact]
    public async Task An_answer_changed_from_the_review_comes_back_to_it()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.TypeMedicines("indapamide");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Next();
        await visit.Press("to:medicines");
        await visit.Page.FillAsync("#medicine-0", "amlodipine");
        await visit.Next();
        (await visit.Heading()).ShouldBe("Check your answers");
        var review = await visit.Page.InnerTextAsync("main");
        review.ShouldContain("amlodipine");
        review.ShouldNotContain("indapamide");
    }

    [Fact]
    public async Task A_change_that_opens_new_signs_asks_them_first()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.Pick("list-none");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Next();
        await visit.Press("to:you");
        await visit.Page.FillAsync("#person-age", "31");
        await visit.Pick("person-pregnancyWeeks-pregnant");
        await visit.Page.FillAsync("#person-pregnancyWeeks-weeks", "31");
        await visit.Next();
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Severe headache");
        await visit.Pick("rest-no");
        await visit.Next();
        (await visit.Heading()).ShouldBe("Check your answers");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("pregnant, 31 weeks");
    }

    [Fact]
    public async Task What_people_write_is_shown_as_text()
    {
        const string attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        await using var visit = await app.Stranger();
        await visit.TellOfCramps();
        await visit.TypeMedicines(attack);
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Page.FillAsync("#noticed-0", attack);
        await visit.Next();
        (await visit.Page.InnerTextAsync("main")).ShouldContain(attack);
        await visit.Press("result");
        (await visit.Page.InnerTextAsync("main")).ShouldContain(attack);
        (await visit.Page.Locator("main img, main script:not([type='application/json'])").CountAsync()).ShouldBe(0);
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_result_that_cannot_be_is_a_field_error()
    {
        await using var visit = await app.Stranger(script: false);
        await visit.TellOfCramps();
        await visit.Pick("list-none");
        await visit.Next();
        await visit.SayNoToTheRest();
        await visit.Page.Locator("summary", new() { HasText = "test results" }).ClickAsync();
        await visit.Page.FillAsync("#test-0", "potassium");
        await visit.Page.FillAsync("#value-0", "40");
        await visit.Page.FillAsync("#unit-0", "mmol/L");
        await visit.Next();
        (await visit.Page.InnerTextAsync(".errors")).ShouldContain("not possible");
        await visit.Page.FillAsync("#value-0", "4.1");
        await visit.Page.FillAsync("#unit-0", "kg");
        await visit.Next();
        (await visit.Page.InnerTextAsync(".errors")).ShouldContain("kg");
    }

    [Theory]
    [InlineData("{\"said\":{\"symptom/nothing\":\"yes\"}}")]
    [InlineData("{\"numbers\":{\"person.age\":400}}")]
    [InlineData("{\"extra\":1}")]
    [InlineData("[[[[[[[[[[")]
    [InlineData("{\"said\":null}")]
    [InlineData("{\"medicines\":[null]}")]
    [InlineData("{\"noticed\":[null]}")]
    public async Task Answers_that_we_did_not_write_are_refused(string answers)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["answers"] = answers, ["page"] = "you", ["go"] = "next" });
        using var response = await app.Client.PostAsync("/check", form, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("start again");
    }
}
