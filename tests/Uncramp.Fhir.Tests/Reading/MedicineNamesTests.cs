using Uncramp.Tests;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Medicines as records of the world write them.</summary>
public sealed class MedicineNamesTests
{
    [Theory]
    [InlineData("Furosemida 40 mg comprimidos", "medicine/loop-diuretic")]
    [InlineData("Furosemid-ratiopharm 40 mg Tabletten", "medicine/loop-diuretic")]
    [InlineData("FUROSÉMIDE 40 mg comprimé", "medicine/loop-diuretic")]
    [InlineData("Hidroclorotiazida 25mg", "medicine/thiazide")]
    [InlineData("Idroclorotiazide", "medicine/thiazide")]
    [InlineData("Hydrochlorothiazid Sandoz", "medicine/thiazide")]
    [InlineData("Bendroflumethiazid \"DAK\"", "medicine/thiazide")]
    [InlineData("Indapamida", "medicine/thiazide")]
    [InlineData("Espironolactona 25 mg", "medicine/potassium-sparing-diuretic")]
    [InlineData("Simvastatine 20 mg tablet", "medicine/statin")]
    [InlineData("Sinvastatina 20 mg", "medicine/statin")]
    [InlineData("Atorvastatina cálcica", "medicine/statin")]
    [InlineData("Rosuvastatin 1A Pharma", "medicine/statin")]
    [InlineData("Raloxifeno", "medicine/raloxifene")]
    [InlineData("Donepezilo", "medicine/cholinesterase-inhibitor")]
    [InlineData("Rivastigmina", "medicine/cholinesterase-inhibitor")]
    [InlineData("Naproxeno 500", "medicine/naproxen")]
    [InlineData("Ibandronsäure 150 mg", "medicine/bisphosphonate")]
    [InlineData("IBANDRONSAEURE SAN FSPR 3MG", "medicine/bisphosphonate")]
    [InlineData("Ácido alendrónico", "medicine/bisphosphonate")]
    [InlineData("Alendroninezuur", null)]
    [InlineData("Chininsulfat", "medicine/quinine")]
    [InlineData("Chinin", "medicine/quinine")]
    [InlineData("Sulfato de quinina", "medicine/quinine")]
    [InlineData("Levotiroxina sódica", "medicine/levothyroxine")]
    [InlineData("Amlodipino besilato", "medicine/calcium-channel-dhp")]
    [InlineData("Enoxaparin sodium 100 MG/ML", "medicine/anticoagulant")]
    public void A_name_in_another_language_is_the_same_medicine(string words, string? id)
    {
        var assessment = Read.OfAda(Read.Medicine($$"""
            "status":"active","medicationCodeableConcept":{"text":"{{words.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}
            """));
        if (id is not null) assessment.Medicines().ShouldContain(id);
        else assessment.Unrecognised.ShouldHaveSingleItem();
    }

    [Fact]
    public void Where_the_words_and_the_code_contradict_each_other_the_words_count_and_it_is_said()
    {
        var assessment = Read.OfAda(Read.Medicine("""
            "status":"active","medicationCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"91667005","display":"Product containing hydrochlorothiazide (medicinal product)"}],"text":"Atorvastatin"}
            """));
        assessment.Medicines().ShouldBe(["medicine/statin"]);
        assessment.Record!.Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC132");
    }

    [Fact]
    public void A_class_that_neither_the_name_nor_the_ingredients_have_is_not_taken()
    {
        const string Karvea = """{"resourceType":"Medication","id":"k","code":{"coding":[{"system":"http://www.whocc.no/atc","code":"C09DA04","display":"irbesartan and diuretics"}],"text":"Karvea"},"ingredient":[{"itemCodeableConcept":{"text":"irbesartan"}}]}""";
        var assessment = Read.OfAda(Karvea, Read.Medicine("""
            "status":"active","medicationReference":{"reference":"Medication/k"}
            """));
        assessment.Medicines().ShouldNotContain("medicine/thiazide");
        assessment.Record!.Problems.ShouldHaveSingleItem().Code.ShouldBe("UNC132");
    }

    [Fact]
    public void A_wider_class_in_a_display_is_no_contradiction()
    {
        var assessment = Read.Text(File.ReadAllText(Repository.Folder("examples", "record.json")));
        assessment.Medicines().ShouldContain("medicine/thiazide");
        assessment.Record!.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_class_code_beside_one_named_part_adds_the_other_part()
    {
        var assessment = Read.OfAda(Read.Medicine("""
            "status":"active","medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"C09DA04"}],"text":"Irbesartan comp."}
            """));
        assessment.Medicines().ShouldContain("medicine/thiazide");
        assessment.Medicines().ShouldContain("medicine/antihypertensive");
    }
}
