using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Case = Uncramp.Facts.Case;

namespace Uncramp.Tests;

/// <summary>What a diary adds to a case, and that the assessment uses it.</summary>
public sealed class CaseFromDiaryTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void The_counted_rate_replaces_the_remembered_one()
    {
        var given = new Case { Numbers = new Dictionary<string, double> { ["cramps.perWeek"] = 1 } };
        Add(given, [.. Nights(28, i => i % 2)]).Numbers["cramps.perWeek"].ShouldBe(3.5);
    }

    [Fact]
    public void A_fortnight_half_logged_gives_no_rate() => Add(new Case(), [.. Nights(13, _ => 1)]).Numbers.Keys.ShouldNotContain("cramps.perWeek");

    [Fact]
    public void What_the_diary_does_not_tell_stays_unknown()
    {
        var added = Add(new Case(), A.Cramp("2026-11-22T03:12:00+01:00"));
        added.Answers.ShouldBeEmpty();
        added.Choices.ShouldBeEmpty();
        added.Statements.ShouldBeEmpty();
    }

    [Fact]
    public void A_little_sore_is_sore()
    {
        Add(new Case(), A.Cramp("2026-11-22T03:12:00+01:00") with { Sore = "little" }).Answers["cramps.soreAfter"].ShouldBeTrue();
        Add(new Case(), A.Cramp("2026-11-22T03:12:00+01:00") with { Sore = "no" }).Answers["cramps.soreAfter"].ShouldBeFalse();
    }

    [Fact]
    public void Places_are_added_and_none_is_dropped()
    {
        var given = new Case { Choices = new Dictionary<string, IReadOnlyList<string>> { ["cramps.sites"] = ["foot"] } };
        Add(given, A.Cramp("2026-11-22T03:12:00+01:00") with { Sites = ["jaw"] }).Choices["cramps.sites"].ShouldBe(["foot", "jaw"]);
    }

    [Fact]
    public void Left_and_right_in_turn_are_alternating() =>
        Add(new Case(), A.Cramp("2026-11-21T03:12:00+01:00") with { Side = "left" }, A.Cramp("2026-11-22T03:12:00+01:00") with { Side = "right" }).Choices["cramps.side"].ShouldBe(["alternating"]);

    [Fact]
    public void One_long_cramp_is_not_hidden_by_a_typical_length()
    {
        var assessment = Assess(Add(Adult(), A.Cramp("2026-11-20T03:12:00+01:00") with { Minutes = 2 }, A.Cramp("2026-11-21T03:12:00+01:00") with { Minutes = 2 }, A.Cramp("2026-11-22T03:12:00+01:00") with { Minutes = 25 }));
        assessment.Triage.Level.ShouldBe(CareLevel.SameDay);
    }

    [Fact]
    public void A_long_cramp_of_two_months_ago_is_not_a_thing_of_now() =>
        Add(Adult(), A.Cramp("2026-09-22T03:12:00+01:00") with { Minutes = 25 }).Statements.ShouldBeEmpty();

    [Fact]
    public void A_medicine_of_the_diary_is_one_of_the_assessment()
    {
        var assessment = Assess(Add(Adult(), new MedicineCourse { Id = A.Id(1), Name = "indapamide", Started = RoughDate.Parse("2026-10-01"), Logged = A.Morning }));
        assessment.Medicines.ShouldContain(row => row.Given == "indapamide" && row.Current);
    }

    [Fact]
    public void The_case_names_a_medicine_and_the_diary_knows_since_when()
    {
        var given = new Case { Statements = [new CodedStatement(StatementKind.Medicine, "Indapamide", "medicines[0]")] };
        var added = Add(given, new MedicineCourse { Id = A.Id(1), Name = "indapamide", Started = RoughDate.Parse("2026-10"), Stopped = RoughDate.Parse("2027"), Logged = A.Morning });
        added.Statements.Single().Start.ShouldBe(new DateOnly(2026, 10, 1));
        added.Statements.Single().End.ShouldBeNull();
    }

    [Fact]
    public void Who_says_they_take_a_medicine_takes_it_though_an_earlier_course_is_over()
    {
        var given = new Case { Statements = [new CodedStatement(StatementKind.Medicine, "indapamide", "medicines[0]")] };
        var statement = Add(given, new MedicineCourse { Id = A.Id(1), Name = "indapamide", Started = RoughDate.Parse("2025"), Stopped = RoughDate.Parse("2026-03"), Logged = A.Morning }).Statements.Single();
        (statement.Start, statement.End).ShouldBe((null, null));
    }

    [Fact]
    public void Two_cramps_do_not_tell_what_they_are_usually_like_and_three_do()
    {
        var cramps = Enumerable.Range(20, 3).Select(day => A.Cramp($"2026-11-{day}T03:12:00+01:00") with { Minutes = 2, Severity = 7, Side = "left", Wakes = false }).ToList<DiaryEntry>();
        var few = CaseFromDiary.Tells(A.Diary([.. cramps.Take(2)]), Today);
        few.Numbers.ShouldBeEmpty();
        few.Choices.Keys.ShouldNotContain("cramps.side");
        few.Answers.ShouldBeEmpty();
        var enough = CaseFromDiary.Tells(A.Diary([.. cramps]), Today);
        enough.Numbers.ShouldBe(new Dictionary<string, double> { ["cramps.durationMinutes"] = 2, ["cramps.severity"] = 7 }, ignoreOrder: true);
        enough.Choices["cramps.side"].ShouldBe(["left"]);
        enough.Answers["cramps.wakes"].ShouldBeFalse();
    }

    [Fact]
    public void Results_come_with_their_dates_and_not_twice()
    {
        var result = new LabValue { Id = A.Id(1), Name = "potassium", Value = 3.2, Unit = "mmol/L", Date = new DateOnly(2026, 11, 20), Logged = A.Morning };
        var once = Add(new Case(), result);
        once.Labs.Single().Date.ShouldBe(result.Date);
        Add(once, result).Labs.Count.ShouldBe(1);
        Add(new Case(), result with { Date = new DateOnly(2026, 12, 1) }).Labs.ShouldBeEmpty();
    }

    [Fact]
    public void Days_of_dialysis_close_the_gates_of_dialysis()
    {
        var facts = FactsBuilder.Build(KnowledgeBase.BuiltIn, Add(Adult(), new Profile { DialysisDays = ["monday"], Logged = A.Morning })).Facts;
        Assessor.Assess(facts).Warnings.ShouldContain(row => row.Because.Any(id => id.EndsWith("/dialysis", StringComparison.Ordinal)));
        Add(Adult(), new Profile { DialysisDays = [], Logged = A.Morning }).Statements.ShouldBeEmpty();
    }

    [Fact]
    public void Since_when_is_what_was_said_and_not_when_the_diary_began()
    {
        Add(new Case(), A.Cramp("2026-11-02T03:12:00+01:00")).Numbers.Keys.ShouldNotContain("cramps.sinceWeeks");
        Add(new Case(), new Profile { Began = RoughDate.Parse("2026-11-02"), Logged = A.Morning }).Numbers["cramps.sinceWeeks"].ShouldBe(3);
    }

    private static Case Adult() => new() { Numbers = new Dictionary<string, double> { ["person.age"] = 66 } };

    private static Case Add(Case given, params DiaryEntry[] entries) => CaseFromDiary.Add(given, A.Diary(entries), Today);

    private static Assessment.Assessment Assess(Case given) => Assessor.Assess(FactsBuilder.Build(KnowledgeBase.BuiltIn, given).Facts);

    private static IEnumerable<NightLog> Nights(int count, Func<int, int> cramps) =>
        Enumerable.Range(0, count).Select(i => new NightLog { Night = new Night(Today.AddDays(-1 - i)), Cramps = cramps(i), Logged = A.Morning });
}
