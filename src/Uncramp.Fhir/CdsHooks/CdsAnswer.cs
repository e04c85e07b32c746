using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Fhir.CdsHooks;

/// <summary>What is said to a call: the record as it is, and as it would be with the drafts.</summary>
/// <param name="Result">The assessment with the drafts.</param>
/// <param name="Facts">What it rests on.</param>
/// <param name="Cards">The cards to be shown; over an order only what the draft changes.</param>
/// <param name="Ordered">Tests that are being ordered already.</param>
public sealed record CdsAnswer(Assessment.Assessment Result, Facts.Facts Facts, IReadOnlyList<CardRow> Cards, IReadOnlySet<Entry> Ordered)
{
    /// <summary>Judges a call.</summary>
    /// <param name="knowledge">The knowledge.</param>
    /// <param name="request">The call.</param>
    /// <param name="record">The record, from <see cref="CdsRequest.Record"/>.</param>
    /// <param name="today">The day of judging: results count by their age on it.</param>
    /// <param name="file">The name of the call for messages.</param>
    /// <returns>The answer, or null with the reason why the record cannot be read.</returns>
    public static (CdsAnswer? Answer, IReadOnlyList<Problem> Problems) To(KnowledgeBase knowledge, CdsRequest request, ReadOnlySpan<byte> record, DateOnly today, string file)
    {
        foreach (var other in request.PrefetchedPatients)
            if (other != request.Patient)
                return (null, [new Problem("UNC437", $"{file} prefetch", $"The prefetch is about Patient/{other}, the context about Patient/{request.Patient}", "send the data of the patient in context")]);
        var (given, unreadable) = BundleReader.Read(record, file, today);
        if (given is null) return (null, unreadable);
        var after = With(request.Drafts);
        var result = Assessor.Assess(after, withQuestions: false);
        var cards = result.Cards.Where(row => row.Entry.Card!.Hooks.Contains(request.Service.Hook));
        if (request.Service.Hook != Hook.PatientView)
        {
            var known = Assessor.Assess(With(request.Drafts.Where(draft => !draft.Selected)), withQuestions: false).Cards.ToDictionary(row => row.Entry);
            // A flag that the draft lifts to a higher level is news; what was so before is not.
            cards = cards.Where(row => !known.TryGetValue(row.Entry, out var earlier) || row.Flag?.Level > earlier.Flag?.Level);
        }
        var ordered = request.Drafts.SelectMany(draft => draft.Test).Select(coding => knowledge.FindByCode(coding.System, coding.Code)).OfType<Entry>().ToHashSet();
        return (new CdsAnswer(result, after, [.. cards], ordered), []);

        Facts.Facts With(IEnumerable<DraftOrder> drafts) => FactsBuilder.Build(knowledge, given with { Statements = [.. given.Statements, .. drafts.SelectMany(draft => draft.Statements)] }, file).Facts;
    }
}
