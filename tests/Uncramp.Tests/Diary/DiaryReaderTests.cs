using System.Text;
using CsCheck;
using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class DiaryReaderTests
{
    private const string Uuid = "7b7e5a4e-3d2f-4b7e-9a51-0f6a0f3d2b11";

    [Fact]
    public void An_export_taken_back_gives_the_same_bytes() => AnyDiary.Documents.Sample(diary =>
    {
        var bytes = DiaryJson.Write(diary);
        var (read, problems) = DiaryReader.Read(bytes, "export");
        problems.ShouldBeEmpty();
        return DiaryJson.Write(read!).SequenceEqual(bytes);
    }, iter: 300, threads: 1);

    [Fact]
    public void A_spoilt_export_is_a_problem_and_never_a_crash() => Gen.Select(AnyDiary.Documents, Gen.Int[0, 10_000], Gen.Byte).Sample((diary, place, sign) =>
    {
        var bytes = DiaryJson.Write(diary);
        bytes[place % bytes.Length] = sign;
        var (read, problems) = DiaryReader.Read(bytes, "export");
        return (read is null) == (problems.Count > 0);
    }, iter: 3000, threads: 1);

    [Fact]
    public void A_kept_entry_comes_back_with_the_names_in_its_stamps()
    {
        var cramp = A.Cramp("2026-11-22T03:12:00+01:00", 1) with { Logged = A.Morning with { By = "Ann" }, Severity = 5, Changed = new Dictionary<string, Stamp> { ["severity"] = new(A.Morning.At.AddHours(1), "Ben") } };
        var line = DiaryJson.Entry(cramp);
        var (read, problems) = DiaryReader.ReadKept<Episode>(Encoding.UTF8.GetBytes(line), "store");
        problems.ShouldBeEmpty();
        DiaryJson.Entry(read!).ShouldBe(line);
    }

    [Fact]
    public void The_order_of_entries_does_not_change_the_bytes()
    {
        var (one, two) = (A.Cramp("2026-11-22T03:12:00+01:00", 2), A.Cramp("2026-11-22T03:12:00+01:00", 1));
        A.Json(A.Diary(one, two)).ShouldBe(A.Json(A.Diary(two, one)));
    }

    [Fact]
    public void A_cramp_keeps_the_offset_of_the_phone()
    {
        var (cramp, _) = Body("""{"start": "2026-11-22T03:12:00+05:45", "minutes": 2, "sites": ["calf"], "side": "left", "severity": 7}""");
        cramp!.Start.Offset.ShouldBe(new TimeSpan(5, 45, 0));
        DiaryJson.Entry(cramp).ShouldBe($$$"""{"id":"{{{Uuid}}}","start":"2026-11-22T03:12:00+05:45","minutes":2,"sites":["calf"],"side":"left","severity":7,"logged":{"at":"2026-11-23T08:00:00Z"}}""");
    }

    [Theory]
    [InlineData("""{"start": "2026-11-22T03:12:00"}""", "UNC205", "start")]
    [InlineData("""{"start": "22/11/2026 03:12 +01:00"}""", "UNC205", "start")]
    [InlineData("""{"start": "0026-11-22T03:12:00+01:00"}""", "UNC205", "start")]
    [InlineData("""{}""", "UNC112", "start")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "severity": 11}""", "UNC117", "severity")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "severity": "7"}""", "UNC111", "severity")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "side": "lefft"}""", "UNC118", "side")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "sites": "calf"}""", "UNC110", "sites")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "minuts": 2}""", "UNC120", "minuts")]
    [InlineData("""{"start": "2026-11-22T03:12:00+01:00", "id": "00000000-0000-0000-0000-000000000001"}""", "UNC203", "id")]
    [InlineData("""[]""", "UNC110", "$")]
    [InlineData("""{"start": """, "UNC001", "body")]
    public void What_is_wrong_is_named_with_its_place(string json, string code, string path)
    {
        var (cramp, problems) = Body(json);
        cramp.ShouldBeNull();
        problems.ShouldContain(problem => problem.Code == code && problem.Place.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_reported_not_only_the_first() =>
        Body("""{"start": "soon", "severity": 11, "side": "up", "colour": "red"}""").Problems.Count.ShouldBe(4);

    [Fact]
    public void Problems_of_a_document_name_line_and_path()
    {
        var (_, problems) = Read("{\n\"episodes\": [\n{\"id\": \"" + Uuid + "\", \"start\": \"2026-11-22T03:12:00+01:00\", \"minutes\": -1, \"logged\": {\"at\": \"2026-11-22T03:14:00Z\"}}\n]}");
        problems.Single().Place.ShouldBe("diary.json:3 episodes[0].minutes");
    }

    [Fact]
    public void The_same_id_twice_is_a_problem()
    {
        var cramp = DiaryJson.Entry(A.Cramp("2026-11-22T03:12:00+01:00", 1));
        Read($$"""{"episodes": [{{cramp}}, {{cramp}}]}""").Problems.Single().Code.ShouldBe("UNC203");
    }

    [Fact]
    public void A_diary_of_a_newer_release_is_refused_with_a_sentence() => Read("""{"uncramp": 2, "moons": []}""").Problems.Single().Code.ShouldBe("UNC202");

    [Fact]
    public void Who_somebody_is_is_never_taken_from_what_they_send()
    {
        var (cramp, _) = DiaryReader.Read<Episode>(Encoding.UTF8.GetBytes("""{"start": "2026-11-22T03:12:00+01:00", "logged": {"at": "2026-11-22T02:14:00Z", "by": "Mother"}}"""), "body", Uuid, A.Morning with { By = "Carer" });
        cramp!.Logged.ShouldBe(new Stamp(A.Time("2026-11-22T02:14:00Z"), "Carer"));
    }

    [Fact]
    public void More_cramps_than_a_life_has_are_refused()
    {
        var many = string.Join(',', Enumerable.Repeat("0", 100_001));
        Read($$"""{"episodes": [{{many}}]}""").Problems.Single().Code.ShouldBe("UNC115");
    }

    [Fact]
    public void A_medicine_cannot_end_before_it_begins_but_may_do_both_in_March()
    {
        Medicine("2026-03-14", "2026-02").Problems.Single().Code.ShouldBe("UNC206");
        Medicine("2026-03-14", "2026-03").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Signs_that_cannot_be_shown_are_refused() => Body("""{"start": "2026-11-22T03:12:00+01:00", "note": "a\u0000b"}""").Problems.Single().Code.ShouldBe("UNC116");

    private static (MedicineCourse? Said, IReadOnlyList<Problem> Problems) Medicine(string started, string stopped) =>
        DiaryReader.Read<MedicineCourse>(Encoding.UTF8.GetBytes($$"""{"name": "indapamide", "started": "{{started}}", "stopped": "{{stopped}}"}"""), "body", Uuid, A.Morning);

    private static (Episode? Said, IReadOnlyList<Problem> Problems) Body(string json) => DiaryReader.Read<Episode>(Encoding.UTF8.GetBytes(json), "body", Uuid, A.Morning);

    private static (DiaryDocument? Diary, IReadOnlyList<Problem> Problems) Read(string json) => DiaryReader.Read(Encoding.UTF8.GetBytes(json), "diary.json");
}
