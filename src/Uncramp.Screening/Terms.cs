using System.Collections.Concurrent;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>All terms of a run, by number, and which of them are of use. Shared by all workers.</summary>
internal sealed class Terms(KnowledgeBase knowledge)
{
    /// <summary>A day to try a term on; whatever it is, a diagnosis of that day is a new one.</summary>
    public static readonly DateOnly SomeDay = new(2020, 6, 15);

    private const int MostRemembered = 200_000;

    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> concerning = new(StringComparer.Ordinal);
    private readonly Lock adding = new();
    private Term[] terms = new Term[1024];
    private bool[] uses = new bool[1024];
    private int count;

    public KnowledgeBase Knowledge => knowledge;

    public Term this[int number] => Volatile.Read(ref terms)[number];

    /// <summary>Whether any finding, medicine or lab comes of it.</summary>
    public bool IsOfUse(int number) => Volatile.Read(ref uses)[number];

    /// <summary>The number of what a reading has in common with others.</summary>
    public int Of(Reading reading) => Number(Term.Of(reading, knowledge));

    /// <summary>The number of a term.</summary>
    public int Number(Term term)
    {
        if (numbers.TryGetValue(term.Text, out var known)) return known;
        var used = IsUsed(term.Like);
        lock (adding)
        {
            if (numbers.TryGetValue(term.Text, out known)) return known;
            if (count == terms.Length)
            {
                // Readers without the lock see the old array or the new one, and both hold what they ask for.
                var (more, moreUses) = (new Term[count * 2], new bool[count * 2]);
                terms.CopyTo(more, 0);
                uses.CopyTo(moreUses, 0);
                Volatile.Write(ref uses, moreUses);
                Volatile.Write(ref terms, more);
            }
            (terms[count], uses[count]) = (term, used);
            numbers[term.Text] = count;
            return count++;
        }
    }

    /// <summary>Whether a concept of such a resource is of use, whatever else the resource says.</summary>
    public bool Concerns(ResourceKind kind, Concept concept)
    {
        var said = string.Join('\0', concept.Codings.SelectMany(coding => new[] { coding.System, coding.Code, coding.Display }).Prepend(concept.Text).Prepend(kind.ToString()));
        if (concerning.TryGetValue(said, out var known)) return known;
        // Whatever a result found: a number, or that it is so.
        known = IsUsed(new Reading { Kind = kind, Type = kind.ToString(), Concept = concept, Status = "active", ValueFlag = kind == ResourceKind.Observation ? true : null });
        if (concerning.Count < MostRemembered) concerning[said] = known;
        return known;
    }

    private bool IsUsed(Reading reading)
    {
        // What a record means by a reference stands elsewhere, and so does what an answer is to; a year in the words may make it old or new on another day.
        if (reading.Kind is ResourceKind.Medication or ResourceKind.QuestionnaireResponse || reading.Medicine is not null) return true;
        if (reading.Kind == ResourceKind.Observation && knowledge.Recogniser.Lab(new LabResult(reading.Concept.Said ?? "", 0, "", null, null, null, "", reading.Concept.Codings)) is not null) return true;
        if (reading.Concept.Said?.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && reading.Kind == ResourceKind.Condition && Named(reading)) return true;
        // A medicine that nobody links with cramps costs most: what it may be meant for is looked up. Here only whether it is one of ours is asked.
        if (reading.Kind is ResourceKind.MedicationRequest or ResourceKind.MedicationStatement or ResourceKind.MedicationDispense or ResourceKind.MedicationAdministration)
            return reading.Contained.Count > 0 || reading.Concept.Codings.Any(coding => knowledge.FindByCode(coding.System, coding.Code) is not null)
                || reading.Concept.Codings.Select(coding => coding.Words).Append(reading.Concept.Text).OfType<string>().Any(words => knowledge.Recogniser.Medicine(words).Any(match => match.Entries.Count > 0));
        foreach (var over in (ReadOnlySpan<bool>)[false, true])
        {
            var one = reading.Copy();
            (one.Start, one.Recorded, one.End, one.IsHistory, one.WhyNot, one.Patient) = (SomeDay, SomeDay, over ? SomeDay : null, over, over ? Screening.Over : null, null);
            if (over && reading.Kind != ResourceKind.Condition) break;
            var (facts, _) = FactsBuilder.Build(knowledge, RecordCase.Build([new RecordEntry(one, "", null)], SomeDay));
            if (facts.Record is { } record && record.Understood.Any(understood => understood.Entries.Count > 0)) return true;
        }
        return false;

        bool Named(Reading named) => named.Concept.Codings.All(coding => knowledge.FindByCode(coding.System, coding.Code) is null)
            && FactsBuilder.Build(knowledge, RecordCase.Build([new RecordEntry(named.Copy(), "", null)], SomeDay)).Facts.Record is { } record && record.LeftOut.Count > 0 && record.Understood.Count == 0 && HasYear(named.Concept.Said!);
    }

    private static bool HasYear(string words) => System.Text.RegularExpressions.Regex.IsMatch(words, @"\b(19|20)\d\d\b");
}
