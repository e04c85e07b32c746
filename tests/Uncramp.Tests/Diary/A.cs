using System.Globalization;
using System.Text;
using Uncramp.Diary;

namespace Uncramp.Tests;

/// <summary>Pieces of a diary, as short as a test wants them.</summary>
internal static class A
{
    public static readonly Stamp Morning = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Episode Cramp(string start, int id = 0) => new() { Id = id == 0 ? Id(start.GetHashCode(StringComparison.Ordinal)) : Id(id), Start = Time(start), Logged = Morning };

    public static NightLog Quiet(string night) => new() { Night = Night.Parse(night)!.Value, Quiet = true, Logged = Morning };

    public static DiaryDocument Diary(params DiaryEntry[] entries) => new()
    {
        Profile = entries.OfType<Profile>().SingleOrDefault(),
        Episodes = [.. entries.OfType<Episode>()],
        Nights = [.. entries.OfType<NightLog>()],
        Medicines = [.. entries.OfType<MedicineCourse>()],
        Results = [.. entries.OfType<LabValue>()],
        Assessments = [.. entries.OfType<KeptAssessment>()],
        Trials = [.. entries.OfType<Trial>()],
    };

    /// <summary>Nights from a Monday on, as counts; -1 is a night nobody logged.</summary>
    public static IReadOnlyList<NightRow> Nights(params int[] counts) => NightRow.Of(
        Diary([.. counts.Select((count, i) => (Night: Night.Parse("2026-01-05")!.Value.Plus(i), count)).Where(row => row.count >= 0)
            .Select(row => new NightLog { Night = row.Night, Cramps = row.count, Logged = Morning })]),
        Night.Parse("2026-01-05")!.Value.Plus(counts.Length - 1));

    public static string Json(DiaryDocument diary) => Encoding.UTF8.GetString(DiaryJson.Write(diary));
}
