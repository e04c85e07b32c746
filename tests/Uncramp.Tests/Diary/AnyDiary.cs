using System.Collections.Immutable;
using CsCheck;
using Uncramp.Diary;

namespace Uncramp.Tests;

/// <summary>Generated diaries. Few ids, few values and few instants, so that copies meet and ties happen.</summary>
internal static class AnyDiary
{
    private static readonly Gen<Stamp> Stamps = Gen.Select(Gen.Int[0, 3], Gen.OneOf("", "Ann", "Ben"), (minutes, by) => new Stamp(A.Morning.At.AddMinutes(minutes), by));

    private static readonly Gen<ImmutableSortedDictionary<string, Stamp>> Changes = Gen.Select(Gen.OneOf("minutes", "severity", "side", "note", "sites"), Stamps).Array[0, 3]
        .Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal));

    private static readonly Gen<Episode> Episodes = Gen.Select(
        Gen.Int[1, 3], Gen.Int[0, 2], Stamps, Changes,
        Gen.OneOf<double?>(null, 1, 2.5), Gen.OneOf<string?>(null, "left", "right"), Gen.OneOf<string?>(null, "a \"quoted\" note\nin two lines", "Zoë = 1,5"), Gen.Bool,
        (id, hour, logged, changed, minutes, side, note, sites) => new Episode
        {
            Id = A.Id(id), Start = A.Morning.At.ToOffset(TimeSpan.FromHours(hour)), Logged = logged, Changed = changed,
            Minutes = minutes, Severity = minutes, Side = side, Note = note, Sites = sites ? ["calf", "foot"] : null,
        });

    private static readonly Gen<NightLog> Nights = Gen.Select(
        Gen.Int[0, 3], Stamps, Gen.OneOf<bool?>(null, true, false), Gen.OneOf<int?>(null, 0, 2), Gen.OneOf<double?>(null, 0.1, 30), Gen.Bool,
        (night, logged, quiet, cramps, minutes, tagged) => new NightLog { Night = Night.Of(A.Morning.At).Plus(night), Logged = logged, Quiet = quiet, Cramps = cramps, MinutesAwake = minutes, Tags = tagged ? ["race"] : null });

    private static readonly Gen<MedicineCourse> Medicines = Gen.Select(Gen.Int[1, 2], Stamps, Gen.OneOf("indapamide", "Lasix"), Gen.OneOf<string?>(null, "2026", "2026-03", "2026-03-14"),
        (id, logged, name, started) => new MedicineCourse { Id = A.Id(id), Logged = logged, Name = name, Started = RoughDate.Parse(started) });

    private static readonly Gen<LabValue> Results = Gen.Select(Gen.Int[1, 2], Stamps, Gen.Double[0.1, 9],
        (id, logged, value) => new LabValue { Id = A.Id(id), Logged = logged, Name = "magnesium", Value = value, Unit = "mmol/L", Date = new DateOnly(2026, 11, 20) });

    private static readonly Gen<Profile?> Profiles = Gen.Select(Stamps, Gen.Bool, Gen.OneOf<string?>(null, "monday"),
        (logged, some, day) => some ? new Profile { Logged = logged, DialysisDays = day is null ? null : [day], NightTurns = new TimeOnly(18, 0), Answers = new JsonText("""{"person":{"age":68.0}}""") } : null);

    private static readonly Gen<Removal> Removals = Gen.Select(Gen.OneOf("episodes", "medicines"), Gen.Int[1, 4], Stamps, (@in, id, stamp) => new Removal(@in, A.Id(id).ToString(), stamp));

    private static readonly Gen<EarlierValue> EarlierValues = Gen.Select(Gen.Int[1, 4], Gen.OneOf("minutes", "severity"), Gen.OneOf("null", "1", "9"), Stamps,
        (id, field, value, stamp) => new EarlierValue("episodes", A.Id(id).ToString(), field, value, stamp));

    private static readonly Gen<Trial> Trials = Gen.Select(Gen.Int[1, 2], Stamps, Gen.OneOf<int?>(null, 0, 3), Gen.Bool,
        (id, logged, washout, ended) => new Trial { Id = A.Id(id), Logged = logged, Measure = "prevention/x", Start = Night.Of(A.Morning.At), Block = 3, Washout = washout, Pairs = 6, Seed = new string('a', 64), Pauses = washout is null ? null : [new Pause(Night.Of(A.Morning.At), null)], Ended = ended ? Night.Of(A.Morning.At) : null });

    public static readonly Gen<DiaryDocument> Documents = Gen.Select(
        Episodes.Array[0, 4], Nights.Array[0, 4], Medicines.Array[0, 2], Gen.Select(Results.Array[0, 2], Trials.Array[0, 2]), Profiles, Removals.Array[0, 1], EarlierValues.Array[0, 3],
        (episodes, nights, medicines, others, profile, removed, earlier) => new DiaryDocument
        {
            Trials = [.. others.Item2.DistinctBy(entry => entry.Id)],
            Episodes = [.. episodes.DistinctBy(entry => entry.Id)], Nights = [.. nights.DistinctBy(entry => entry.Night)],
            Medicines = [.. medicines.DistinctBy(entry => entry.Id)], Results = [.. others.Item1.DistinctBy(entry => entry.Id)],
            Profile = profile, Removed = removed, Earlier = earlier,
        });
}
