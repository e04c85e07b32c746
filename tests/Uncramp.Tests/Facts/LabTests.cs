using System.Text;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

public sealed class LabTests
{
    [Theory]
    [InlineData("potassium", 3.1, "mEq/L", "lab/potassium", 3.1)]
    [InlineData("K", 3.1, "mmol/l", "lab/potassium", 3.1)]
    [InlineData("calcium", 8.0, "mg/dL", "lab/calcium", 1.996)]
    [InlineData("magnesium", 1.7, "mg/dL", "lab/magnesium", 0.6994)]
    [InlineData("creatinine", 1.2, "mg/dL", "lab/creatinine", 106.1)]
    [InlineData("creatinine", 106, "µmol/L", "lab/creatinine", 106)]
    [InlineData("2823-3", 4.0, "mmol/L", "lab/potassium", 4.0)]
    [InlineData("TSH", 38, "m[IU]/L", "lab/tsh", 38)]
    public void A_result_is_converted_into_the_unit_of_its_test(string name, double value, string unit, string id, double expected)
    {
        var facts = Ask.Facts(FormattableString.Invariant($"labs: [{{ name: \"{name}\", value: {value}, unit: \"{unit}\" }}]"));
        facts.Of(KnowledgeBase.BuiltIn[id])!.Number!.Value.ShouldBe(expected, expected * 0.005);
    }

    [Theory]
    [InlineData("potassium", 40, "mmol/L", "value")]
    [InlineData("potassium", 4, "kg", "unit")]
    public void An_impossible_result_is_refused_with_its_place(string name, double value, string unit, string field)
    {
        var (given, _) = CaseReader.Read(Encoding.UTF8.GetBytes($"labs: [{{ name: {name}, value: {value}, unit: {unit} }}]"), "case");
        var (_, problems) = FactsBuilder.Build(KnowledgeBase.BuiltIn, given!);
        problems.ShouldHaveSingleItem().Place.ShouldBe($"case labs[0].{field}");
    }

    [Theory]
    [InlineData(80, "same-day")]
    [InlineData(84, "self-care")]
    public void A_creatinine_half_as_high_again_as_before_is_urgent(int before, string level) =>
        Ask.Level(Ask.About($"asOf: 2026-11-20\nlabs: [{{ name: creatinine, value: 120, unit: umol/L, date: 2026-11-18 }}, {{ name: creatinine, value: {before}, unit: umol/L, date: 2026-08-01 }}]")).ShouldBe(level);

    [Theory]
    [InlineData("2026-11-15", "emergency")]
    [InlineData("2025-11-15", "appointment")]
    public void Only_a_recent_result_raises_an_urgent_level(string date, string level) =>
        Ask.Level(Ask.About($"asOf: 2026-11-20\nlabs: [{{ name: potassium, value: 2.3, unit: mmol/L, date: {date} }}]")).ShouldBe(level);

    [Fact]
    public void An_undated_urgent_result_keeps_its_level_and_asks_for_the_date()
    {
        var assessment = Ask.About("labs: [{ name: potassium, value: 2.3, unit: mmol/L }]");
        Ask.Level(assessment).ShouldBe("emergency");
        assessment.Questions.Select(row => row.Entry.Id).ShouldContain("lab/potassium");
    }

    [Fact]
    public void The_newest_result_wins_whatever_the_order()
    {
        const string Old = "{ name: potassium, value: 2.3, unit: mmol/L, date: 2026-11-10 }";
        const string New = "{ name: potassium, value: 4.1, unit: mmol/L, date: 2026-11-19 }";
        Ask.Level(Ask.About($"asOf: 2026-11-20\nlabs: [{Old}, {New}]")).ShouldBe("self-care");
        Ask.Level(Ask.About($"asOf: 2026-11-20\nlabs: [{New}, {Old}]")).ShouldBe("self-care");
    }

    [Fact]
    public void The_laboratorys_own_limits_win()
    {
        Ask.ContributorsOf(Ask.About("labs: [{ name: potassium, value: 3.6, unit: mmol/L, low: 3.8, high: 5.2 }]")).ShouldContain("condition/hypokalaemia");
        Ask.ContributorsOf(Ask.About("labs: [{ name: potassium, value: 3.6, unit: mmol/L }]")).ShouldNotContain("condition/hypokalaemia");
    }

    [Fact]
    public void Calcium_is_adjusted_where_albumin_is_known()
    {
        var facts = Ask.Facts("labs: [{ name: calcium, value: 2.0, unit: mmol/L }, { name: albumin, value: 25, unit: g/L }]");
        facts.Of(KnowledgeBase.BuiltIn["lab/calcium"])!.Number!.Value.ShouldBe(2.3, 0.0001);
    }
}
