using System.Text;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Case = Uncramp.Facts.Case;

namespace Uncramp.Tests;

/// <summary>A case that is kept says the same when it is read again.</summary>
public sealed class CaseJsonTests
{
    [Fact]
    public void Every_example_of_the_knowledge_comes_back_with_the_same_assessment()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".yaml" or ".json"))
        {
            if (CaseReader.Read(File.ReadAllBytes(file), file).Case is not { } given) continue;
            var text = CaseJson.Write(given);
            var (again, problems) = CaseReader.Read(Encoding.UTF8.GetBytes(text), file);
            problems.ShouldBeEmpty(file);
            CaseJson.Write(again!).ShouldBe(text);
            AssessmentJson.ToText(Assess(again!)).ShouldBe(AssessmentJson.ToText(Assess(given)), file);
        }
    }

    [Fact]
    public void All_that_can_be_told_is_written()
    {
        var text = CaseJson.Write(new Case
        {
            AsOf = new DateOnly(2026, 11, 3),
            Numbers = new Dictionary<string, double> { ["person.age"] = 68.25, ["cramps.perWeek"] = 4 },
            Answers = new Dictionary<string, bool> { ["cramps.wakes"] = true },
            Choices = new Dictionary<string, IReadOnlyList<string>> { ["person.sex"] = ["female"], ["cramps.sites"] = ["calf", "foot"] },
            Statements =
            [
                new CodedStatement(StatementKind.Symptom, "sore calf", ""), new CodedStatement(StatementKind.Symptom, "a fall", "", new DateOnly(2026, 11, 1)), new CodedStatement(StatementKind.Absent, "dark urine", ""),
                new CodedStatement(StatementKind.Medicine, "indapamide", "", new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 1)), new CodedStatement(StatementKind.Habit, "stands all day", ""), new CodedStatement(StatementKind.Considering, "magnesium", ""),
            ],
            Labs = [new LabResult("potassium", 4.1, "mmol/L", new DateOnly(2026, 10, 1), 3.5, 5, "")],
        });
        text.ShouldBe("""{"asOf":"2026-11-03","person":{"age":68.25,"sex":"female"},"cramps":{"perWeek":4,"sites":["calf","foot"],"wakes":true},"symptoms":["sore calf"],"absent":["dark urine"],"conditions":[{"name":"a fall","onset":"2026-11-01"}],"medicines":[{"name":"indapamide","started":"2026-07-01","stopped":"2026-09-01"}],"labs":[{"name":"potassium","value":4.1,"unit":"mmol/L","date":"2026-10-01","low":3.5,"high":5}],"habits":["stands all day"],"considering":["magnesium"]}""");
        CaseReader.Read(Encoding.UTF8.GetBytes(text), "case").Problems.ShouldBeEmpty();
    }

    private static Assessment.Assessment Assess(Case given) => Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given).Facts);
}
