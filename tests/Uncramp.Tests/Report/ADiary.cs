using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Report;

namespace Uncramp.Tests.Report;

/// <summary>Diaries that reports are made of.</summary>
internal static class ADiary
{
    public static readonly DateOnly Today = new(2026, 11, 28);

    /// <summary>Three results of trials, as long as they come.</summary>
    public static readonly IReadOnlyList<Tried> ThreeTrials =
    [
        new("Stretching before bed", "about 0.9 fewer cramps a week (0.1 to 1.6 fewer), 12 weeks in 6 pairs; chance that it helps 97 in 100"),
        new("Pillow under the knees", "no clear difference, 8 weeks in 4 pairs"),
        new("A warm shower", "stopped after 3 weeks, no result"),
    ];

    /// <summary>The example that ships with Uncramp: 14 medicines, 12 months, 3 of which with nights on which stretching was noted.</summary>
    public static DiaryDocument Full { get; } = DiaryReader.Read(File.ReadAllBytes(Repository.Folder("examples", "diary.json")), "examples/diary.json").Diary!;

    /// <summary>The same with three trials in it: one to its end, one stopped, one that goes on.</summary>
    public static DiaryDocument FullWithTrials
    {
        get
        {
            var plan = new Trial { Id = A.Id(1), Measure = "prevention/bedtime-stretch", Start = new Night(Today).Plus(-280), Block = 3, Pairs = 16, Seed = new string('a', 64), Ended = new Night(Today).Plus(-185), Because = "finished", Logged = A.Morning };
            return Full with { Trials = [plan, plan with { Id = A.Id(2), Measure = "prevention/loose-bedding", Start = new Night(Today).Plus(-150), Ended = new Night(Today).Plus(-120), Because = "side-effect" }, plan with { Id = A.Id(3), Measure = "prevention/avoid-prolonged-sitting", Start = new Night(Today).Plus(-60), Ended = null, Because = null }] };
        }
    }

    public static DoctorReport Report(DiaryDocument diary, params IReadOnlyList<Tried> trials) => DoctorReport.Of(KnowledgeBase.BuiltIn, diary, Today, trials);

    /// <summary>The last so many nights before today, as counts; -1 is a night nobody logged.</summary>
    public static DiaryDocument Nights(params int[] counts) => A.Diary([.. counts.Select((count, i) => (Night: new Night(Today).Plus(i - counts.Length), count)).Where(row => row.count >= 0)
        .Select(row => new NightLog { Night = row.Night, Cramps = row.count, Logged = A.Morning })]);

    public static DiaryDocument Says(this DiaryDocument diary, string answers) => diary with { Profile = Of(diary) with { Answers = new JsonText(answers) } };

    public static DiaryDocument Asks(this DiaryDocument diary, string question) => diary with { Profile = Of(diary) with { Question = question } };

    public static Profile Of(DiaryDocument diary) => diary.Profile ?? new Profile { Logged = new Stamp(A.Time("2026-11-20T08:00:00Z")) };

    /// <summary>What stands behind a label, in the whole report.</summary>
    public static string Says(this DoctorReport report, string label) =>
        string.Join(" | ", report.Answer.Concat(report.Pattern.Lines).Concat(report.Sections.SelectMany(section => section.Lines)).Where(line => line.Label == label).Select(line => line.Text()));
}
