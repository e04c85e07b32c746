using System.Text.RegularExpressions;
using Uncramp.Diary;
using Uncramp.Report;

namespace Uncramp.Tests.Report;

/// <summary>What a report says, and what it never says.</summary>
public sealed partial class DoctorReportTests
{
    private const string Denied = """{"absent":["one leg swollen","chest pain","dark urine"]}""";

    [Fact]
    public void The_first_350_letters_hold_rate_range_red_flags_and_question()
    {
        var start = ReportText.Write(ADiary.Report(ADiary.Full))[..350];
        start.ShouldMatch(@"Cramps: \d+\.\d a week \(range \d+\.\d to \d+\.\d\); 300 of 365 nights logged");
        start.ShouldContain("Red flags: none raised");
        start.ShouldContain("“Could one of my tablets be behind the cramps");
    }

    [Fact]
    public void Missing_nights_are_said_to_be_missing_and_never_count_as_quiet()
    {
        var report = ADiary.Report(ADiary.Nights([.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(-1, 10), .. Enumerable.Repeat(1, 10)]));
        report.Says("Cramps").ShouldStartWith("7.0 a week");
        report.Says("Cramps").ShouldContain("20 of 30 nights logged");
        report.Says("Nights").ShouldStartWith("20 with cramps, 0 quiet, 10 not logged.");
    }

    [Fact]
    public void Only_the_time_looked_at_counts_and_nothing_after_its_day()
    {
        var diary = A.Diary([.. ADiary.Nights([.. Enumerable.Repeat(5, 60), .. Enumerable.Repeat(1, 60)]).Nights, new NightLog { Night = new Night(ADiary.Today.AddDays(2)), Cramps = 50, Logged = A.Morning }]);
        ADiary.Report(diary with { Profile = ADiary.Of(diary) with { ReportMonths = 1 } }).Says("Cramps").ShouldStartWith("7.0 a week");
        ADiary.Report(diary).Rate!.Cramps.ShouldBe((5 * 32) + 60);
    }

    [Fact]
    public void A_diary_that_stopped_two_months_ago_shows_the_gap() =>
        ADiary.Report(ADiary.Nights([.. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(-1, 60)])).Says("Cramps").ShouldContain("20 of 80 nights logged");

    [Fact]
    public void Without_nights_the_rate_is_not_known_and_a_remembered_one_is_called_so()
    {
        ADiary.Report(new DiaryDocument()).Says("Cramps").ShouldBe("rate and range not known; no night logged in the last 3 months.");
        ADiary.Report(new DiaryDocument().Says("""{"cramps":{"perWeek":4}}""")).Says("Cramps").ShouldStartWith("about 4.0 a week from memory (range not known)");
    }

    [Fact]
    public void Red_flags_that_nobody_asked_about_are_unknown_and_not_absent()
    {
        var report = ADiary.Report(ADiary.Nights(1, 0, 1));
        report.Says("Red flags").ShouldBe("not asked yet: unknown, not absent.");
        report.Says("Answered no").ShouldBeEmpty();
        report.Says("Medicines").ShouldBeEmpty();
    }

    [Fact]
    public void What_was_denied_is_listed_and_what_was_left_out_is_said_to_be_open()
    {
        var report = ADiary.Report(new DiaryDocument().Says(Denied));
        report.Says("Red flags").ShouldMatch(@"^none raised, asked 20 Nov 2026: 3 signs answered no, \d+ not fully answered\.$");
        report.Says("Answered no").ShouldBe("chest pain; one leg swollen; dark urine.");
        report.Says("Not fully answered, so not known").ShouldNotBeEmpty();
    }

    [Fact]
    public void A_raised_red_flag_stands_in_front_and_is_to_be_heeded()
    {
        var report = ADiary.Report(new DiaryDocument().Says("""{"person":{"age":70},"symptoms":["one leg swollen"],"absent":["chest pain"]}"""));
        report.Answer[1].Heed.ShouldBeTrue();
        report.Says("Red flags").ShouldStartWith("1 RAISED: a clot in a deep leg vein (same day)");
        report.Says("Raised by what was reported").ShouldContain("One leg swollen");
    }

    [Fact]
    public void Old_answers_are_said_to_be_old()
    {
        var diary = new DiaryDocument().Says(Denied);
        ADiary.Report(diary with { Profile = diary.Profile! with { Logged = new Stamp(A.Time("2026-06-20T08:00:00Z")) } }).Says("Red flags").ShouldContain("asked 20 Jun 2026, 23 weeks ago");
    }

    [Fact]
    public void The_newest_answers_count_wherever_they_are_kept()
    {
        var kept = new KeptAssessment { Id = A.Id(1), Date = new DateOnly(2026, 11, 25), Given = new JsonText("""{"symptoms":["one leg swollen"]}"""), Logged = A.Morning };
        ADiary.Report(new DiaryDocument { Assessments = [kept] }.Says(Denied)).Says("Red flags").ShouldContain("RAISED");
        ADiary.Report(new DiaryDocument { Assessments = [kept with { Date = new DateOnly(2026, 11, 2) }] }.Says(Denied)).Says("Red flags").ShouldStartWith("none raised");
    }

    [Fact]
    public void Medicines_linked_with_cramps_come_first_with_their_starts_and_none_is_left_out()
    {
        var section = ADiary.Report(ADiary.Full).Sections.Single(section => section.Title.StartsWith("Medicines", StringComparison.Ordinal));
        section.Lines[0].Items[0].ShouldBe("Indapamide 1.5 mg modified release, from 14 Mar 2026: Thiazide water tablets");
        (section.Lines[0].Items.Count + section.Lines[1].Items.Count).ShouldBe(14);
        section.Lines[1].Items.ShouldContain("Paracetamol 1 g as needed, start not said");
        section.Lines[2].Items.ShouldBe(["Quinine sulfate 200 mg, Nov 2024 to Feb 2025"]);
    }

    [Fact]
    public void A_new_dose_is_a_change_and_not_another_medicine()
    {
        MedicineCourse Course(int id, string dose, string from, string? to) => new() { Id = A.Id(id), Name = "Indapamide", Dose = dose, Started = new RoughDate(from), Stopped = to is null ? null : new RoughDate(to), Logged = A.Morning };
        ADiary.Report(A.Diary(Course(1, "1 mg", "2024-05", "2026-02"), Course(2, "2 mg", "2026-02", null))).Says("Linked with cramps, the newest first").ShouldStartWith("Indapamide 2 mg, from May 2024, last change Feb 2026: ");
    }

    [Fact]
    public void The_diary_knows_better_than_an_old_check_whether_a_medicine_is_taken()
    {
        var course = new MedicineCourse { Id = A.Id(1), Name = "Indapamide", Started = new RoughDate("2024-05"), Stopped = new RoughDate("2026-10"), Logged = A.Morning };
        var report = ADiary.Report(A.Diary(course).Says("""{"medicines":[{"name":"indapamide","started":"2024-05"}]}"""));
        report.Says("Stopped").ShouldBe("Indapamide, May 2024 to Oct 2026.");
        report.Says("Linked with cramps, the newest first").ShouldBeEmpty();
    }

    [Fact]
    public void Tests_are_said_with_value_date_and_side_of_the_range()
    {
        var report = ADiary.Report(ADiary.Full);
        report.Says("Done").ShouldStartWith("Potassium 3.4 mmol/L LOW (12 Oct 2026); HbA1c 54 mmol/mol HIGH (1 Sep 2026); Magnesium 0.68 mmol/L LOW (3 Jun 2026)");
        report.Says("Done").ShouldContain("TSH 2.1 mIU/L normal (20 Feb 2026)");
        report.Says("Not done, as far as reported; worth a thought").ShouldContain("Calcium blood test");
        report.Says("Not done, as far as reported; worth a thought").ShouldNotContain("Magnesium");
    }

    [Fact]
    public void The_laboratorys_own_limits_win()
    {
        var result = new LabValue { Id = A.Id(1), Name = "Potassium", Value = 3.4, Unit = "mmol/L", Low = 3.3, High = 5.1, Date = new DateOnly(2026, 10, 1), Logged = A.Morning };
        ADiary.Report(A.Diary(result)).Says("Done").ShouldBe("Potassium 3.4 mmol/L normal (1 Oct 2026).");
    }

    [Fact]
    public void Excluded_nights_are_written_with_both_rates()
    {
        var diary = ADiary.Nights([.. Enumerable.Repeat(0, 27), 3]);
        diary = diary with { Nights = [.. diary.Nights.Select((log, i) => i == 27 ? log with { Tags = ["race"] } : log)] };
        ADiary.Report(diary).Says("Excluded nights").ShouldBeEmpty();
        var line = ADiary.Report(diary with { Profile = ADiary.Of(diary) with { ExcludedTags = ["race"] } }).Says("Excluded nights");
        line.ShouldMatch(@"^1 tagged “race”\. With them: 0\.8 a week \(.+\)\. Without: 0\.0 a week \(0\.0 to 0\.\d\)\.$");
    }

    [Fact]
    public void Dialysis_splits_machine_nights_after_and_other_nights()
    {
        var nights = ADiary.Nights([.. Enumerable.Repeat(1, 28)]);
        var report = ADiary.Report(nights with
        {
            Profile = ADiary.Of(nights) with { DialysisDays = ["monday", "wednesday", "friday"] },
            Episodes = [A.Cramp("2026-11-23T15:00:00Z") with { Timing = Episode.OnTheMachine }],
        });
        report.Says("On the machine").ShouldMatch(@"^0\.1 a session \(0\.0 to 0\.\d; 12 sessions\)\.$");
        report.Says("Nights after dialysis").ShouldContain("12 nights");
        report.Says("Other nights").ShouldContain("16 nights");
        report.Says("Cramps").ShouldStartWith("7.0 a week");
    }

    [Fact]
    public void What_was_tried_says_its_uncertainty_and_is_told_apart_from_a_trial()
    {
        var report = ADiary.Report(ADiary.Full, ADiary.ThreeTrials);
        report.Says("Own trial, unblinded").ShouldStartWith("Stretching before bed: about 0.9 fewer");
        report.Says("Stretching before bed, not a trial").ShouldMatch(@"in \d+ nights with, .+ in \d+ without: no clear difference \(0\.\d+ times, range .+\)\.$");
    }

    [Fact]
    public void It_names_what_made_it() =>
        ADiary.Report(new DiaryDocument()).Origin.ShouldMatch(@"Uncramp \d+\.\d+\.\d+ with knowledge \d{4}\.\d+\.\d+ \([0-9a-f]{12}\)");

    [Fact]
    public void It_is_the_patients_word_and_never_a_diagnosis()
    {
        foreach (var diary in new[] { ADiary.Full, new DiaryDocument(), new DiaryDocument().Says("""{"symptoms":["one leg swollen","chest pain"]}""") })
        {
            var text = ReportText.Write(ADiary.Report(diary));
            text.ShouldContain("reported by the patient");
            text.ShouldContain("not a diagnosis");
            text.ShouldNotMatch("(?i)you have|stop (taking|your)|no clot");
        }
    }

    [Fact]
    public void What_somebody_wrote_is_text_in_the_page_and_not_markup()
    {
        var html = ReportHtml.Document(ADiary.Report(new DiaryDocument().Asks("<script>alert(1)</script> & so on?")));
        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
        Tags().Count(html).ShouldBe(Tags().Count(ReportHtml.Document(ADiary.Report(new DiaryDocument().Asks("?")))));
    }

    [GeneratedRegex("<[a-z]")]
    private static partial Regex Tags();
}
