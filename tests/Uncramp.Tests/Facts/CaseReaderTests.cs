using System.Text;
using Uncramp.Facts;

namespace Uncramp.Tests;

public sealed class CaseReaderTests
{
    [Theory]
    [InlineData("{", "UNC001")]
    [InlineData("", "UNC002")]
    [InlineData("   \n", "UNC002")]
    [InlineData("[1, 2]", "UNC110")]
    [InlineData("just text", "UNC110")]
    [InlineData("{\"person\": {\"age\": 400}}", "UNC117")]
    [InlineData("{\"person\": {\"age\": \"seventy\"}}", "UNC111")]
    [InlineData("{\"person\": {\"age\": -1}}", "UNC117")]
    [InlineData("{\"person\": []}", "UNC110")]
    [InlineData("{\"persno\": {}}", "UNC120")]
    [InlineData("{\"symptoms\": \"pain\"}", "UNC110")]
    [InlineData("{\"symptoms\": [1]}", "UNC111")]
    [InlineData("{\"symptoms\": [\"\"]}", "UNC116")]
    [InlineData("{\"cramps\": {\"sites\": [\"ear\"]}}", "UNC118")]
    [InlineData("{\"cramps\": {\"severity\": 11}}", "UNC117")]
    [InlineData("{\"labs\": [{\"name\": \"potassium\", \"value\": \"high\", \"unit\": \"mmol/L\"}]}", "UNC111")]
    [InlineData("{\"labs\": [{\"name\": \"potassium\"}]}", "UNC112")]
    [InlineData("{\"asOf\": \"yesterday\"}", "UNC119")]
    [InlineData("{\"medicines\": [{\"name\": \"indapamide\", \"started\": \"2026-13-01\"}]}", "UNC119")]
    [InlineData("{\"medicines\": [{\"name\": \"indapamide\", \"started\": \"2026-03-01\", \"stopped\": \"2025-01-01\"}]}", "UNC113")]
    [InlineData("{\"person\": {}, \"person\": {}}", "UNC007")]
    [InlineData("{} trailing", "UNC001")]
    [InlineData("{\"resourceType\": \"Bundle\", \"type\": \"collection\"}", "UNC103")]
    [InlineData("a: &x 1\nb: *x\n", "UNC005")]
    public void Bad_input_is_refused_with_a_code_and_a_remedy(string text, string code)
    {
        var (given, problems) = CaseReader.Read(Encoding.UTF8.GetBytes(text), "case.json");
        given.ShouldBeNull();
        problems.ShouldContain(problem => problem.Code == code, string.Join('\n', problems));
        problems.ShouldAllBe(problem => problem.Remedy.Length > 3 && problem.Place.StartsWith("case.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_reported_with_its_path()
    {
        var (_, problems) = CaseReader.Read("{\"person\": {\"age\": 400, \"sex\": \"f\"}, \"symptoms\": [1, 2]}"u8, "case.json");
        problems.Select(problem => problem.Place).ShouldBe(["case.json:1 person.age", "case.json:1 person.sex", "case.json:1 symptoms[0]", "case.json:1 symptoms[1]"]);
    }

    [Fact]
    public void A_huge_a_binary_and_a_deep_file_are_refused()
    {
        CaseReader.Read(new byte[CaseReader.MaxBytes + 1], "f").Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC101");
        CaseReader.Read([0x7F, 0x45, 0x4C, 0x46, 0, 0], "f").Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC102");
        CaseReader.Read(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)), "f").Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC004");
        CaseReader.Read(Encoding.UTF8.GetBytes("a: " + new string('[', 100) + new string(']', 100)), "f").Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC004");
        CaseReader.Read([0xC3, 0x28, 0x61], "f").Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC008");
    }

    [Fact]
    public void Json_and_yaml_of_the_same_case_say_the_same()
    {
        var json = Ask.About("{\"person\": {\"age\": 71}, \"medicines\": [\"indapamide\"]}");
        var yaml = Ask.About("person: { age: 71 }\nmedicines: [indapamide]\n");
        Uncramp.Assessment.AssessmentJson.ToText(yaml).ShouldBe(Uncramp.Assessment.AssessmentJson.ToText(json));
    }
}
