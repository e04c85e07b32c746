using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>One patient of a screened population.</summary>
/// <param name="Patient">The id in the export.</param>
/// <param name="Age">Years on the day of judging, or null.</param>
/// <param name="Sex">female, male, other or unknown, or null.</param>
/// <param name="Triage">The level of care.</param>
/// <param name="Medicines">Ids of the classes that have an entry among what is taken, wider ones too: those linked with cramps, and those that matter beside them, such as quinine.</param>
/// <param name="Conditions">Ids of conditions and situations, wider ones too.</param>
/// <param name="Labs">The newest result of each lab.</param>
/// <param name="Contributors">Ids, the weightiest first.</param>
/// <param name="Tests">Ids of tests that are due and have no result.</param>
/// <param name="Flags">Ids of red flags.</param>
/// <param name="Audits">Ids of the ready-made audits that count this patient.</param>
public sealed record ScreenRow(string Patient, int? Age, string? Sex, CareLevel Triage, IReadOnlyList<string> Medicines, IReadOnlyList<string> Conditions,
    IReadOnlyList<ScreenLab> Labs, IReadOnlyList<string> Contributors, IReadOnlyList<string> Tests, IReadOnlyList<string> Flags, IReadOnlyList<string> Audits)
{
    /// <summary>The row of facts.</summary>
    internal static ScreenRow Of(string patient, Case given, Facts.Facts facts)
    {
        var (conclusions, audits) = Assessor.Conclude(facts);
        return new ScreenRow(
            patient,
            given.Numbers.TryGetValue("person.age", out var age) ? (int)age : null,
            given.Choices.TryGetValue("person.sex", out var sex) ? sex[0] : null,
            conclusions.Level,
            Found(facts, EntryKind.Medicine),
            [.. Found(facts, EntryKind.Condition), .. Found(facts, EntryKind.Situation)],
            [.. facts.Knowledge.OfKind(EntryKind.Lab).Select(entry => ScreenLab.Of(entry, facts)).OfType<ScreenLab>()],
            [.. conclusions.Contributors.Select(contributor => contributor.Entry.Id)],
            [.. conclusions.Tests.Select(test => test.Entry.Id)],
            [.. conclusions.Flags.Select(flag => flag.Entry.Id)],
            [.. audits.Select(audit => audit.Id)]);
    }

    private static IReadOnlyList<string> Found(Facts.Facts facts, EntryKind kind) =>
        [.. facts.Knowledge.OfKind(kind).Where(entry => facts.Stated(entry) == Truth.True && facts.Of(entry) is not ({ Number: not null } or { Choices.Count: > 0 })).Select(entry => entry.Id)];
}

/// <summary>A result.</summary>
/// <param name="Id">The lab's id.</param>
/// <param name="Value">As the record has it.</param>
/// <param name="Unit">As the record has it.</param>
/// <param name="Date">Its day, or null.</param>
/// <param name="Flag">low, normal or high by the laboratory's own limits, else by the entry's; null where there are none.</param>
public sealed record ScreenLab(string Id, double Value, string Unit, DateOnly? Date, string? Flag)
{
    internal static ScreenLab? Of(Entry entry, Facts.Facts facts)
    {
        if (facts.Of(entry) is not { Number: { } number, Result: { } result } fact) return null;
        var (low, high) = (fact.Low ?? entry.Lab!.Low, fact.High ?? entry.Lab!.High);
        var flag = number < low ? "low" : number > high ? "high" : low is null && high is null ? null : "normal";
        return new ScreenLab(entry.Id, result.Value, result.Unit, result.Date, flag);
    }
}
