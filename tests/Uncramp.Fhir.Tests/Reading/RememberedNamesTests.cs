using System.Text;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Names are looked up once for all records, and nothing of one person reaches another through it.</summary>
public sealed class RememberedNamesTests
{
    private static readonly Entry Diabetes = KnowledgeBase.BuiltIn["condition/type-2-diabetes"];

    [Fact]
    public void A_year_in_the_words_is_counted_from_the_day_of_each_record()
    {
        foreach (var year in (int[])[2021, 2026, 2021])
        {
            var (given, _) = BundleReader.Read(Encoding.UTF8.GetBytes(Read.BundleOf(Read.Ada, Read.Condition("\"code\":{\"text\":\"Type 2 diabetes since 2019\"}"))), "record.json", new DateOnly(year, 6, 15));
            var known = FactsBuilder.Build(KnowledgeBase.BuiltIn, given!).Facts.Of(Diabetes).ShouldNotBeNull();
            (known.DaysAgo!.Value / 365).ShouldBeInRange(year - 2020, year - 2019);
        }
    }

    [Fact]
    public void The_same_name_is_one_persons_diagnosis_and_another_persons_past()
    {
        var now = Read.OfAda(Read.Condition("\"id\":\"one\",\"onsetDateTime\":\"2021-02-03\",\"code\":{\"text\":\"Type 2 diabetes mellitus without complication\"}"));
        var refuted = Read.OfAda(Read.Condition("\"id\":\"other\",\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]},\"code\":{\"text\":\"Type 2 diabetes mellitus without complication\"}"));
        var again = Read.OfAda(Read.Condition("\"id\":\"third\",\"code\":{\"text\":\"Type 2 diabetes mellitus without complication\"}"));
        now.UnderstoodIds().ShouldContain("condition/type-2-diabetes");
        refuted.UnderstoodIds().ShouldBeEmpty();
        again.UnderstoodIds().ShouldContain("condition/type-2-diabetes");
        again.Record!.Understood.ShouldHaveSingleItem().Path.ShouldBe("Bundle.entry[1].resource.code");
    }

    [Fact]
    public void A_code_that_contradicts_its_words_is_told_in_every_record()
    {
        var order = Read.Medicine("\"status\":\"active\",\"intent\":\"order\",\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"C03AA03\"}],\"text\":\"Salmeterol\"}");
        for (var i = 0; i < 2; i++)
        {
            var (facts, _) = FactsBuilder.Build(KnowledgeBase.BuiltIn, BundleReader.Read(Encoding.UTF8.GetBytes(Read.BundleOf(Read.Ada, order)), "record.json").Case!);
            facts.Record!.Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC132");
        }
    }

    [Fact]
    public void A_status_written_like_one_before_and_one_that_is_broken_are_told_apart()
    {
        const string active = "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]},\"code\":{\"text\":\"Type 2 diabetes\"}";
        Read.OfAda(Read.Condition(active)).UnderstoodIds().ShouldNotBeEmpty();
        var broken = Read.OfAda(Read.Condition(active.Replace("\"active\"", "7", StringComparison.Ordinal)), Read.Condition(active));
        broken.Record!.Problems.ShouldHaveSingleItem().Place.ShouldBe("Bundle.entry[1].resource.clinicalStatus.coding[0].code");
        broken.Record.LeftOut.ShouldContain(left => left.Why.Contains("clinicalStatus", StringComparison.Ordinal));
    }

    [Fact]
    public void A_concept_that_says_more_than_a_name_is_read_anew_each_time()
    {
        // The first is sound and short; what hangs on it is of one person.
        const string told = """{"coding":[{"system":"http://snomed.info/sct","code":"44054006"}],"extension":[{"url":"u","valueString":"told by her son"}]}""";
        var elements = new ElementReader();
        elements.Recall(Encoding.UTF8.GetBytes(told)).ShouldNotBeSameAs(elements.Recall(Encoding.UTF8.GetBytes(told)));
        const string name = """{"coding":[{"system":"http://snomed.info/sct","version":"http://snomed.info/sct/731000124108","code":"44054006","display":"Diabetes mellitus type 2","userSelected":true}]}""";
        elements.Recall(Encoding.UTF8.GetBytes(name)).ShouldBeSameAs(new ElementReader().Recall(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void After_ten_thousand_mistakes_a_status_that_cannot_be_read_still_decides()
    {
        string[] broken = [.. Enumerable.Range(0, 10_001).Select(i => Read.Condition($"\"code\":{{\"coding\":{{\"code\":\"{i}\"}}}}"))];
        var refuted = Read.Condition("\"verificationStatus\":{\"coding\":[{\"code\":5}]},\"code\":{\"text\":\"Type 2 diabetes\"}");
        Read.OfAda([.. broken, refuted]).UnderstoodIds().ShouldNotContain("condition/type-2-diabetes");
    }
}
