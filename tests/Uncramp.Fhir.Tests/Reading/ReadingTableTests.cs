using System.Text;
using Uncramp.Tests;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>docs/fhir-reading.md says which medicines of each summary are recognised. UNCRAMP_WRITE=1 writes its table anew.</summary>
public sealed class ReadingTableTests
{
    private const string Begin = "<!-- table: written by ReadingTableTests -->";

    [Fact]
    public void The_table_in_the_docs_is_what_is_read()
    {
        var table = Table();
        var doc = Repository.Folder("docs", "fhir-reading.md");
        var text = File.ReadAllText(doc);
        var at = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        if (Environment.GetEnvironmentVariable("UNCRAMP_WRITE") == "1") File.WriteAllText(doc, text = text[..at] + "\n\n" + table);
        text[at..].Trim().ShouldBe(table.Trim());
    }

    private static string Table()
    {
        var table = new StringBuilder("| summary | linked with cramps, or ours | known, no link | not recognised |\n| --- | --- | --- | --- |\n");
        var (linked, known, unknown) = (0, 0, 0);
        foreach (var file in Corpus.Files("ips"))
        {
            var (given, problems) = BundleReader.Read(File.ReadAllBytes(file), "record");
            given.ShouldNotBeNull(string.Join('\n', problems));
            var (facts, _) = FactsBuilder.Build(KnowledgeBase.BuiltIn, given);
            var rows = facts.Medicines.GroupBy(row => row.Given).ToList();
            var ours = rows.FindAll(row => row.Any(medicine => medicine.Entry is not null));
            var others = rows.FindAll(row => row.All(medicine => medicine.Entry is null));
            var strange = facts.Unrecognised.Where(row => row.Path.EndsWith(".medication", StringComparison.Ordinal)).Select(row => Cell(row.Given)).ToList();
            (linked, known, unknown) = (linked + ours.Count, known + others.Count, unknown + strange.Count);
            table.Append($"| {Path.GetFileNameWithoutExtension(file)} | {string.Join("<br>", ours.Select(Ours))} | {string.Join("<br>", others.Select(row => string.Join(", ", row.Select(medicine => medicine.Ingredient).Distinct())))} | {string.Join("<br>", strange)} |\n");
        }
        return table.Append($"| **sum** | {linked} | {known} | {unknown} |\n").ToString();
    }

    private static string Ours(IGrouping<string, MedicineFact> row) =>
        $"{string.Join(", ", row.Select(medicine => medicine.Ingredient).OfType<string>().Distinct().DefaultIfEmpty(Cell(row.Key)))} ({string.Join(", ", row.Select(medicine => medicine.Entry?.Id).OfType<string>().Distinct())})";

    private static string Cell(string text) => text.Length > 60 ? Cell(text[..57]) + "…" : text.Replace("|", "/", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
