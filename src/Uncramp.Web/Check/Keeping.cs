using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uncramp.Assessment;
using Uncramp.Diary;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;
using Uncramp.Web.Trials;

namespace Uncramp.Web.Check;

/// <summary>What became of the answers and the assessment in the diary.</summary>
public enum Kept
{
    /// <summary>There is no diary to keep them in.</summary>
    Nowhere,
    /// <summary>The person wants nothing kept.</summary>
    Unwanted,
    /// <summary>They are on the disk.</summary>
    InDiary,
    /// <summary>The store failed.</summary>
    Failed,
}

/// <summary>
/// Keeps in the diary what a person sees as their result: the answers, for the next check, and the assessment as it was given.
/// The id of an assessment is made of its day, its case and its knowledge, so that looking at a result again keeps nothing twice.
/// </summary>
internal static class Keeping
{
    private static readonly DiarySection profile = DiarySection.Named("profile");
    private static readonly DiarySection assessments = DiarySection.Named("assessments");
    private static readonly DiarySection medicines = DiarySection.Named("medicines");
    private static readonly DiarySection trials = DiarySection.Named("trials");
    private static readonly DiarySection results = DiarySection.Named("results");

    /// <summary>Keeps the answers and the assessment, unless there is nobody to keep them for or they do not want it.</summary>
    public static async Task<(Kept Kept, Guid Id)> Keep(HttpContext http, Answers answers, Assessment.Assessment result, DateOnly today)
    {
        // A page of another site may bring somebody here with answers it made up; then nothing is written in their name.
        if (answers.Diary is not { } diary || PersonOf(http) is not { } person || SameSite.Refuse(http) is not null) return (Kept.Nowhere, default);
        if (answers.Unkept) return (Kept.Unwanted, default);
        var given = CaseJson.Write(answers.Whole(today));
        var id = IdOf(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), result.Release.Version, result.Release.Hash, given);
        List<(DiarySection, string, byte[])> said = [(profile, "", Utf8(new JsonObject { ["answers"] = JsonNode.Parse(CaseJson.Write(answers.ToCase(today))) }))];
        // What was deleted stays so.
        if (!diary.Diary.Removed.Any(gone => gone.In == assessments.Name && gone.Of == id.ToString()))
            said.Add((assessments, id.ToString(), Utf8(new JsonObject
            {
                ["date"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["knowledge"] = result.Release.Version,
                ["level"] = AssessmentJson.Name(result.Triage.Level),
                ["given"] = JsonNode.Parse(given),
                ["said"] = JsonNode.Parse(AssessmentJson.Write(result)),
            })));
        if (Rest(http, result, diary.Diary) is { } rest) said.Add(rest);
        return (await Saying.Say(http, person, said) is Outcome.Kept ? Kept.InDiary : Kept.Failed, id);
    }

    /// <summary>A red flag lets the trial that runs rest from tonight on; null: none was raised, or none runs.</summary>
    private static (DiarySection, string, byte[])? Rest(HttpContext http, Assessment.Assessment result, DiaryDocument diary) =>
        result.Triage.Level >= CareLevel.SameDay && TrialStanding.Running(diary) is { } trial && FollowEndpoints.RestFrom(trial, OwnNights.TonightOf(diary, http.RequestServices.GetRequiredService<TimeProvider>())) is { } rest
            ? (trials, trial.Id.ToString(), Utf8(rest)) : null;

    /// <summary>Takes back the remembered answers, their history too, and an assessment if one is named.</summary>
    public static async Task<Outcome> Forget(HttpContext http, long person, Guid? assessment)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var outcome = await http.RequestServices.GetRequiredService<Writer>().Write(new Forgotten(profile, person, CurrentPerson.By(http), "", "answers", now), http.RequestAborted);
        return outcome is Outcome.Kept && assessment is { } id ? await Saying.Delete(http, assessments, person, id.ToString()) : outcome;
    }

    /// <summary>Takes the medicines and results that were typed in the check into the diary, where it does not have them.</summary>
    /// <param name="http">The call.</param>
    /// <param name="person">Whose diary.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="form">Made with the form, so that sending it twice keeps nothing twice.</param>
    public static async Task<Outcome> TakeIn(HttpContext http, long person, Answers answers, Guid form)
    {
        var said = NewMedicines(answers).Select(medicine => (medicines, IdOf(form.ToString(), medicine.Name).ToString(), Utf8(new JsonObject { ["name"] = medicine.Name, ["started"] = medicine.Started })))
            .Concat(NewResults(answers).Select(result => (results, IdOf(form.ToString(), JsonSerializer.Serialize(result)).ToString(), Utf8(new JsonObject { ["name"] = result.Name, ["value"] = result.Value, ["unit"] = result.Unit, ["date"] = result.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })))).ToList();
        return said.Count == 0 ? new Outcome.Kept() : await Saying.Say(http, person, said);
    }

    /// <summary>The medicines that the diary does not have yet.</summary>
    public static IReadOnlyList<MedicineAnswer> NewMedicines(Answers answers) =>
        answers.Diary is { } diary ? [.. answers.Medicines.Where(medicine => !diary.Knows(medicine.Name)).DistinctBy(medicine => medicine.Name.Trim(), StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>The results that the diary does not have yet.</summary>
    public static IReadOnlyList<ResultAnswer> NewResults(Answers answers) =>
        answers.Diary is { } diary ? [.. answers.Results.Where(result => !diary.Knows(result)).Distinct()] : [];

    private static long? PersonOf(HttpContext http) => http.RequestServices.GetRequiredService<CurrentPerson>().Id(http);

    private static byte[] Utf8(JsonObject said)
    {
        foreach (var (name, _) in said.Where(pair => pair.Value is null).ToList()) said.Remove(name);
        return JsonSerializer.SerializeToUtf8Bytes(said);
    }

    private static Guid IdOf(params string[] parts) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16), bigEndian: true);
}
