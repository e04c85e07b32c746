using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Screening.Tests;

/// <summary>598 patients whose medicines, conditions and results were counted by somebody else, where UNCRAMP_CORPUS names the folder.</summary>
public sealed class CorpusTests
{
    private static readonly (string Column, string[] Ids)[] Medicines =
    [
        ("med_thiazide", ["medicine/thiazide"]), ("med_loop", ["medicine/loop-diuretic"]), ("med_k_sparing", ["medicine/potassium-sparing-diuretic"]), ("med_statin", ["medicine/statin"]), ("med_laba", ["medicine/laba"]),
        ("med_cholinesterase_inhibitor", ["medicine/cholinesterase-inhibitor"]), ("med_raloxifene_serm", ["medicine/raloxifene", "medicine/tamoxifen"]), ("med_naproxen", ["medicine/naproxen"]), ("med_quinine", ["medicine/quinine"]),
        ("cond_diabetes", ["condition/diabetes"]), ("cond_ckd_any", ["condition/chronic-kidney-disease"]), ("cond_pregnancy", ["situation/pregnancy"]), ("cond_hypothyroidism", ["condition/hypothyroidism"]),
        ("cond_osteoarthritis", ["condition/osteoarthritis"]), ("cond_heart_failure", ["condition/heart-failure"]),
    ];

    [Fact]
    public void What_is_found_agrees_with_what_was_counted_by_other_means_for_every_patient()
    {
        var bulk = Fhir.Tests.Corpus.Folder("bulk");
        var rows = Screen(bulk).Rows().ToDictionary(row => row.Patient);
        var differences = new List<string>();
        var lines = File.ReadAllLines(Path.Combine(bulk, "truth.csv"));
        var head = lines[0].Split(',');
        foreach (var line in lines.Skip(1))
        {
            var truth = head.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second);
            var row = rows[truth["patient_id"]];
            foreach (var (column, ids) in Medicines)
                if (ids.Any(id => row.Medicines.Contains(id) || row.Conditions.Contains(id)) != (truth[$"{column}_active"] == "1")) differences.Add($"{row.Patient} {column}");
            foreach (var lab in new[] { "potassium", "calcium", "magnesium" })
            {
                if (truth[$"lab_{lab}_tie"] == "1") continue;
                var ours = row.Labs.FirstOrDefault(result => result.Id == $"lab/{lab}")?.Value;
                var theirs = truth[$"lab_{lab}_latest"] is { Length: > 0 } text ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (double?)null;
                if (ours is null != theirs is null || Math.Abs((ours ?? 0) - (theirs ?? 0)) > 1e-9) differences.Add($"{row.Patient} {lab} {ours} {theirs}");
            }
        }
        differences.ShouldBeEmpty();
        rows.Count.ShouldBe(598);
    }

    [Fact]
    public void A_patient_screened_and_the_same_patient_read_from_a_Bundle_get_the_same_contributors_tests_and_flags()
    {
        var bulk = Fhir.Tests.Corpus.Folder("bulk");
        var screening = Screen(bulk);
        var rows = screening.Rows().ToDictionary(row => row.Patient);
        var records = Records(bulk);
        records.Count.ShouldBe(598);
        foreach (var (patient, resources) in records)
        {
            var bundle = Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"collection","entry":[{{string.Join(',', resources.Select(resource => $$"""{"resource":{{resource}}}"""))}}]}""");
            var (given, problems) = BundleReader.Read(bundle, patient, screening.AsOf);
            problems.ShouldBeEmpty();
            var assessment = Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given!).Facts, withQuestions: false);
            var row = rows[patient];
            row.Contributors.ShouldBe(assessment.Contributors.Select(contributor => contributor.Entry.Id), patient);
            row.Tests.ShouldBe(assessment.Tests.Select(test => test.Entry.Id), patient);
            row.Flags.ShouldBe(assessment.Triage.Flags.Select(flag => flag.Entry.Id), patient);
            row.Triage.ShouldBe(assessment.Triage.Level, patient);
        }
    }

    [Fact]
    public void With_and_without_the_prefilter_the_same_comes_out()
    {
        var bulk = Fhir.Tests.Corpus.Folder("bulk");
        Export.Said(Screen(bulk)).ShouldBe(Export.Said(Screen(bulk, prefilter: false)));
    }

    [Fact]
    public void First_days_are_the_same_with_and_without_the_prefilter_and_on_any_number_of_threads()
    {
        var bulk = Fhir.Tests.Corpus.Folder("bulk");
        var (with, without) = (Days(prefilter: true, threads: 2), Days(prefilter: false, threads: 1));
        with.Except(without).Concat(without.Except(with)).ShouldBeEmpty();
        with.Count.ShouldBe(without.Count);

        List<string> Days(bool prefilter, int threads) =>
        [
            .. Screening.Read(KnowledgeBase.BuiltIn, ExportFile.Find([bulk]).Files, new ScreenOptions(Threads: threads, Prefilter: prefilter, FirstDays: true)).FirstDays(_ => true)
                .Select(person => string.Join(' ', person.Select(start => $"{start.Entry} {start.Day}").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal),
        ];
    }

    private static Screening Screen(string bulk, bool prefilter = true) => Screening.Read(KnowledgeBase.BuiltIn, ExportFile.Find([bulk]).Files, new ScreenOptions(Threads: 2, Prefilter: prefilter));

    private static Dictionary<string, List<string>> Records(string bulk)
    {
        var records = new Dictionary<string, List<string>>();
        foreach (var file in ExportFile.Find([bulk]).Files)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file.Path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using var json = JsonDocument.Parse(line);
                var type = json.RootElement.GetProperty("resourceType").GetString();
                var patient = type == "Patient" ? json.RootElement.GetProperty("id").GetString()
                    : json.RootElement.TryGetProperty("subject", out var subject) || json.RootElement.TryGetProperty("patient", out subject) ? subject.GetProperty("reference").GetString()!.Split('/')[^1] : null;
                if (type is "Encounter" || patient is null) continue;
                if (!records.TryGetValue(patient, out var list)) records[patient] = list = [];
                list.Add(line);
            }
        }
        return records;
    }
}
