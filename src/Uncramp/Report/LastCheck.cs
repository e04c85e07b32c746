using System.Text;
using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Report;

/// <summary>The newest answers of the person, with what the diary adds, judged by the knowledge of today.</summary>
/// <param name="Answered">The day they were given; null: there was no check, and all that is known comes from the diary.</param>
/// <param name="Case">The answers and the diary as one case.</param>
/// <param name="Facts">What it means.</param>
/// <param name="Result">What is concluded.</param>
public sealed record LastCheck(DateOnly? Answered, Case Case, Facts.Facts Facts, Assessment.Assessment Result)
{
    /// <summary>As of a day; what is of later days is left out.</summary>
    public static LastCheck Of(KnowledgeBase knowledge, DiaryDocument diary, DateOnly asOf)
    {
        var (answered, whole, facts) = Known(knowledge, diary, asOf);
        return new LastCheck(answered, whole, facts, Assessor.Assess(facts, withQuestions: false));
    }

    /// <summary>What is known as of a day, where nothing need be concluded from it.</summary>
    public static Facts.Facts FactsOf(KnowledgeBase knowledge, DiaryDocument diary, DateOnly asOf) => Known(knowledge, diary, asOf).Facts;

    private static (DateOnly? Answered, Case Case, Facts.Facts Facts) Known(KnowledgeBase knowledge, DiaryDocument diary, DateOnly asOf)
    {
        var (given, answered) = Newest(diary, asOf);
        var whole = CaseFromDiary.Add((given ?? new Case()) with { AsOf = asOf }, diary, asOf);
        // A result that cannot be (a potassium of 40) is left out of the facts; the rest stands.
        return (given is null ? null : answered, whole, FactsBuilder.Build(knowledge, whole, "diary").Facts);
    }

    private static (Case? Given, DateOnly Answered) Newest(DiaryDocument diary, DateOnly asOf)
    {
        var told = diary.Assessments.Where(kept => kept.Given is not null && kept.Date <= asOf).Select(kept => (Text: kept.Given!, kept.Date));
        if (diary.Profile is { Answers: { } answers } profile && Day(profile.Changed.GetValueOrDefault("answers", profile.Logged)) is var day && day <= asOf) told = told.Prepend((answers, day));
        foreach (var (text, date) in told.OrderByDescending(row => row.Item2))
            if (CaseReader.Read(Encoding.UTF8.GetBytes(text.Text), "answers").Case is { } read) return (WithoutCourses(read, diary), date);
        return (null, default);
    }

    /// <summary>What the diary has of a medicine outlives what was said of it in a check.</summary>
    private static Case WithoutCourses(Case given, DiaryDocument diary) => given with
    {
        Statements = [.. given.Statements.Where(said => said.Kind != StatementKind.Medicine || !diary.Medicines.Any(course => string.Equals(course.Name.Trim(), said.Text.Trim(), StringComparison.OrdinalIgnoreCase)))],
    };

    private static DateOnly Day(Stamp stamp) => DateOnly.FromDateTime(stamp.At.UtcDateTime);
}
