using CsCheck;
using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class MergeTests
{
    private const int Cases = 400;

    private static readonly Stamp Later = new(A.Morning.At.AddHours(1), "Ben");
    private static readonly Stamp Latest = new(A.Morning.At.AddHours(2), "Ann");
    private static readonly Episode Kept = A.Cramp("2026-11-22T03:12:00+01:00", 1) with { Minutes = 2, Severity = 7 };

    [Fact]
    public void It_does_not_matter_who_merges_whom() => Gen.Select(AnyDiary.Documents, AnyDiary.Documents).Sample(
        pair => A.Json(Merge.Documents(pair.Item1, pair.Item2)) == A.Json(Merge.Documents(pair.Item2, pair.Item1)), iter: Cases, threads: 1);

    [Fact]
    public void It_does_not_matter_in_which_order_three_copies_meet() => Gen.Select(AnyDiary.Documents, AnyDiary.Documents, AnyDiary.Documents).Sample(
        three => A.Json(Merge.Documents(Merge.Documents(three.Item1, three.Item2), three.Item3)) == A.Json(Merge.Documents(three.Item1, Merge.Documents(three.Item2, three.Item3))), iter: Cases, threads: 1);

    [Fact]
    public void Merging_again_changes_nothing() => Gen.Select(AnyDiary.Documents, AnyDiary.Documents).Sample(
        pair =>
        {
            var merged = Merge.Documents(pair.Item1, pair.Item2);
            return A.Json(Merge.Documents(merged, pair.Item2)) == A.Json(merged) && A.Json(Merge.Documents(merged, merged)) == A.Json(merged);
        }, iter: Cases, threads: 1);

    [Fact]
    public void Taken_into_an_empty_diary_an_export_stays_byte_for_byte() => Gen.Select(AnyDiary.Documents, AnyDiary.Documents).Sample(
        pair =>
        {
            var export = A.Json(Merge.Documents(pair.Item1, pair.Item2));
            return A.Json(Merge.Documents(new DiaryDocument(), DiaryReader.Read(System.Text.Encoding.UTF8.GetBytes(export), "export").Diary!)) == export;
        }, iter: Cases, threads: 1);

    [Fact]
    public void No_value_is_lost_unless_its_entry_was_deleted() => Gen.Select(AnyDiary.Documents, AnyDiary.Documents).Sample(
        pair =>
        {
            var merged = Merge.Documents(pair.Item1, pair.Item2);
            return pair.Item1.Episodes.Where(episode => !merged.Removed.Any(row => row.In == "episodes" && row.Of == episode.Id.ToString())).All(episode =>
            {
                var now = merged.Episodes.Single(other => other.Id == episode.Id);
                var minutes = episode.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return episode.Minutes is null || now.Minutes == episode.Minutes || merged.Earlier.Any(row => row.Of == episode.Id.ToString() && row.Field == "minutes" && row.Value == minutes);
            });
        }, iter: Cases, threads: 1);

    [Fact]
    public void Two_people_who_change_two_fields_both_have_their_way()
    {
        var (ann, _) = Merge.Say(Kept, Kept with { Logged = Latest, Severity = 5 });
        var (ben, _) = Merge.Say(Kept, Kept with { Logged = Later, Minutes = 4 });
        var (both, lost) = Merge.Entries(ann, ben);
        both.Severity.ShouldBe(5);
        both.Minutes.ShouldBe(4);
        both.Logged.ShouldBe(A.Morning);
        both.Changed["severity"].ShouldBe(Latest);
        lost.Select(row => (row.Field, row.Value)).ShouldBe([("minutes", "2"), ("severity", "7")]);
    }

    [Fact]
    public void The_later_change_of_one_field_wins_and_the_other_is_history()
    {
        var (ann, _) = Merge.Say(Kept, Kept with { Logged = Latest, Severity = 5 });
        var (ben, _) = Merge.Say(Kept, Kept with { Logged = Later, Severity = 9 });
        var (both, lost) = Merge.Entries(ben, ann);
        both.Severity.ShouldBe(5);
        lost.ShouldContain(row => row.Value == "9" && row.Stamp == Later);
    }

    [Fact]
    public void Saying_the_same_again_changes_nothing()
    {
        var (again, lost) = Merge.Say(Kept, Kept with { Logged = Later });
        DiaryJson.Entry(again).ShouldBe(DiaryJson.Entry(Kept));
        lost.ShouldBeEmpty();
    }

    [Fact]
    public void Not_saying_a_thing_does_not_erase_it() => Merge.Say(Kept, A.Cramp("2026-11-22T03:12:00+01:00", 1) with { Logged = Later, Side = "left" }).Entry.Severity.ShouldBe(7);

    [Fact]
    public void Taking_a_thing_back_erases_it_and_keeps_it_in_the_history()
    {
        var (said, _) = DiaryReader.Read("""{"severity": null}"""u8, "body", Kept.Id.ToString(), Later, Kept);
        var (entry, lost) = Merge.Say(Kept, said!);
        entry.Severity.ShouldBeNull();
        entry.Minutes.ShouldBe(2);
        lost.Single().ShouldBe(new EarlierValue("episodes", Kept.Id.ToString(), "severity", "7", A.Morning));
    }

    [Fact]
    public void A_deleted_cramp_does_not_come_back_with_a_late_copy()
    {
        var deleted = new DiaryDocument { Removed = [new Removal("episodes", Kept.Id.ToString(), Later)] };
        var edited = A.Diary(Kept with { Note = "edited after", Changed = new Dictionary<string, Stamp> { ["note"] = Latest } });
        var merged = Merge.Documents(edited, deleted);
        merged.Episodes.ShouldBeEmpty();
        merged.Earlier.ShouldBeEmpty();
        A.Json(merged).ShouldNotContain("edited after");
    }

    [Fact]
    public void A_cramp_is_deleted_and_a_night_only_emptied()
    {
        Merge.Remove(Kept, Later).ShouldBe(new Removal("episodes", Kept.Id.ToString(), Later));
        Should.Throw<ArgumentException>(() => Merge.Remove(A.Quiet("2026-11-22"), Later));
    }

    [Fact]
    public void Two_entries_are_not_two_copies() => Should.Throw<ArgumentException>(() => Merge.Entries(Kept, A.Cramp("2026-11-22T03:12:00+01:00", 2)));
}
