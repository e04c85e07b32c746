using System.Globalization;
using System.Runtime.InteropServices;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Facts;

/// <summary>A case × a knowledge base → facts. Everything is recognised here, once; nothing is concluded.</summary>
public sealed class FactsBuilder
{
    /// <summary>An acute event without a length of its own counts as present for this many days (safety.md, after A39).</summary>
    private const int AcuteDays = 14;

    /// <summary>How far back an earlier result still shows what is usual for this person.</summary>
    private const int BaselineDays = 365;

    private const string NoLink = "we know of no link with cramps";
    private const string Silence = "that nothing is known there answers no question";
    private const string Over = "it is over, or its day is not known";
    private const string NotThere = "it says what is not there, on a day that is past";

    private readonly KnowledgeBase knowledge;
    private readonly Case given;
    private readonly Truth[] stated;
    private readonly Fact?[] facts;
    private readonly List<Problem> problems = [];
    private readonly List<MedicineFact> medicines = [];
    private readonly List<ConsideredFact> considering = [];
    private readonly List<Unrecognised> unrecognised = [];
    private readonly HashSet<Entry> hinted = [];
    private readonly HashSet<Entry> undated = [];
    private readonly List<(Entry Entry, bool Present)> said = [];
    private readonly DateOnly? judgedOn;
    private readonly List<Understood> understood = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly HashSet<(StatementKind, string)> strange = [];
    private readonly Dictionary<(string Name, IReadOnlyList<Coding>? Codings), Entry?> labs = [];
    private bool noOtherMedicines;

    private FactsBuilder(KnowledgeBase knowledge, Case given)
    {
        (this.knowledge, this.given) = (knowledge, given);
        // "In 2018" is over even in a case without any date: this knowledge is younger.
        judgedOn = given.AsOf ?? (DateOnly.TryParseExact(string.Join('.', knowledge.Release.Version.Split('.').Take(2)), "yyyy.MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var released) ? released : null);
        stated = new Truth[knowledge.Entries.Count];
        Array.Fill(stated, Truth.Unknown);
        facts = new Fact?[knowledge.Entries.Count];
    }

    /// <summary>
    /// Builds the facts. Problems are values that cannot be: a unit that does not fit, a potassium of 40. In a health record they are passed over
    /// and stand in <see cref="Facts.Record"/>, because nobody is there to mend them.
    /// </summary>
    /// <param name="knowledge">The base to recognise with.</param>
    /// <param name="given">The case.</param>
    /// <param name="file">Its name for messages.</param>
    public static (Facts Facts, IReadOnlyList<Problem> Problems) Build(KnowledgeBase knowledge, Case given, string file = "case")
    {
        var builder = new FactsBuilder(knowledge, given);
        builder.Fields();
        foreach (var statement in given.Statements) builder.Statement(statement);
        builder.Labs(file);
        // Present wins over absent, whatever the order they were said in.
        foreach (var (entry, present) in builder.said.OrderBy(pair => pair.Present)) Spread(builder.stated, entry, present ? Truth.True : Truth.False);
        if (builder.noOtherMedicines)
            foreach (var entry in knowledge.OfKind(EntryKind.Medicine))
                if (builder.stated[entry.Index] != Truth.True) builder.stated[entry.Index] = Truth.False;
        var facts = new Facts(knowledge, builder.stated, builder.facts, given.AsOf)
        {
            Medicines = builder.medicines,
            Considering = builder.considering,
            Unrecognised = builder.unrecognised,
            Hinted = [.. builder.hinted.Where(entry => builder.stated[entry.Index].IsUnknown()).OrderBy(entry => entry.Id, StringComparer.Ordinal)],
            Undated = [.. builder.undated.OrderBy(entry => entry.Id, StringComparer.Ordinal)],
            Record = given.Record is { } rest ? new RecordAccount(builder.understood, [.. rest.Problems, .. builder.problems], [.. rest.LeftOut, .. builder.leftOut]) : null,
        };
        return (facts, given.Record is null ? builder.problems : []);
    }

    /// <summary>Sets an answer and what follows: what is true makes wider findings true, what is false makes narrower ones false.</summary>
    internal static void Spread(Truth[] stated, Entry entry, Truth truth)
    {
        if (truth == Truth.True)
        {
            stated[entry.Index] = Truth.True;
            foreach (var broader in entry.Broader) Spread(stated, broader.Target!, Truth.True);
        }
        else if (truth == Truth.False && stated[entry.Index] != Truth.True)
        {
            stated[entry.Index] = Truth.False;
            foreach (var narrower in entry.Narrower) Spread(stated, narrower, Truth.False);
        }
    }

    private void Fields()
    {
        foreach (var (field, number) in given.Numbers)
            if (knowledge.OfField(field) is { } entry)
            {
                var fact = FactOf(entry);
                fact.Number = number;
                var over = entry.Finding!.LastsDays is { } lasts && number * 7 > lasts;
                said.Add((entry, !over));
            }
        foreach (var (field, answer) in given.Answers)
            if (knowledge.OfField(field) is { } entry) said.Add((entry, answer));
        foreach (var (field, chosen) in given.Choices)
            if (knowledge.OfField(field) is { } entry && chosen is not ["unknown"])
            {
                FactOf(entry).Choices = chosen;
                said.Add((entry, true));
            }
    }

    private void Statement(CodedStatement statement)
    {
        if (statement.FromRecord)
        {
            Recorded(statement, knowledge.Recogniser.Statement(statement));
            return;
        }
        switch (statement.Kind)
        {
            case StatementKind.Medicine: Medicine(statement); break;
            case StatementKind.Considering: Considering(statement); break;
            case StatementKind.Absent: Absent(statement); break;
            default: Present(statement); break;
        }
    }

    private void Recorded(CodedStatement statement, Recognised known)
    {
        if (known.IsNothing) leftOut.Add(new LeftOut(statement.Path, statement.Text, Silence));
        else if (statement.Kind == StatementKind.Absent) leftOut.Add(new LeftOut(statement.Path, statement.Text, NotThere));
        else if (statement.Kind == StatementKind.Considering) Considering(statement);
        else if (statement.Kind == StatementKind.Medicine) RecordedMedicine(statement, known);
        else if (known.Findings.Count > 0 || statement.WholeName) Account(statement, Found(known.Findings, statement, Onset.Unsaid, null), known.Findings.Count > 0 ? Over : NoLink);
        else RecordedDiagnosis(statement, known);
    }

    private void Absent(CodedStatement statement)
    {
        if (knowledge.Find(statement.Text) is { } byId) { said.Add((byId, false)); return; }
        var phrase = knowledge.Recogniser.Read(statement.Text, judgedOn);
        var matches = knowledge.Recogniser.Findings(phrase, ignoreNegation: true);
        foreach (var match in matches) said.Add((match.Entry, false));
        if (matches.Count > 0) return;
        var medicine = knowledge.Recogniser.Medicine(statement.Text);
        foreach (var entry in medicine.SelectMany(match => match.Entries)) said.Add((entry, false));
        if (medicine.Count == 0 && !NothingSaid(statement.Text)) Unknown(statement);
    }

    private void Present(CodedStatement statement)
    {
        // What somebody tells is nobody else's: it is not remembered.
        var coded = new Recognised(knowledge, Naming.Of(statement)).Findings;
        Found(coded, statement, Onset.Unsaid, null);
        if (coded.Count > 0 || statement.WholeName) return;
        var phrase = knowledge.Recogniser.Read(statement.Text, judgedOn);
        if (phrase.OfFamily && statement.Kind == StatementKind.Condition)
        {
            unrecognised.Add(new Unrecognised(statement.Path, statement.Text, ["This reads as family history. Say it without naming a relative if it is about this person."]));
            return;
        }
        var matches = knowledge.Recogniser.Findings(phrase, ignoreNegation: false);
        foreach (var match in matches)
        {
            if (match.Negated) said.Add((match.Entry, false));
            else if (!match.Certain) hinted.Add(match.Entry);
            else if (phrase.OfFamily && match.Entry.Kind == EntryKind.Condition) hinted.Add(match.Entry);
            else if ((phrase.Onset.Past || phrase.Onset.Previous) && statement.Kind == StatementKind.Symptom && match.Entry is { IsHistory: false, Finding.LastsDays: null }) hinted.Add(match.Entry);
            else Found(match.Entry, statement, phrase.Onset, phrase.Side);
        }
        if (matches.Count > 0)
        {
            MendRest(statement, phrase);
            return;
        }
        var medicine = knowledge.Recogniser.Medicine(statement.Text);
        if (medicine.Count > 0) Medicine(statement);
        else if (!NothingSaid(statement.Text)) Unknown(statement);
    }

    /// <summary>
    /// A diagnosis in the words of a record. What it denies stays unknown: a record never answers "no", least of all to a red flag.
    /// </summary>
    private void RecordedDiagnosis(CodedStatement statement, Recognised known)
    {
        foreach (var (phrase, matches) in known.Diagnoses(judgedOn))
        {
            if (phrase.OfFamily)
            {
                leftOut.Add(new LeftOut(statement.Path, statement.Text, "it reads as family history"));
                return;
            }
            if (matches.Count == 0) continue;
            if (matches.All(match => match.Negated))
            {
                leftOut.Add(new LeftOut(statement.Path, statement.Text, NotThere));
                return;
            }
            var certain = matches.Where(match => match.Certain && !match.Negated).ToList();
            if (statement.End is null) hinted.UnionWith(matches.Where(match => !match.Certain && !match.Negated).Select(match => match.Entry));
            if (certain.Count == 0) continue;
            Account(statement, [.. certain.Select(match => Found(match.Entry, phrase.Onset.Previous && match.Entry.Kind == EntryKind.Symptom ? statement with { End = DateOnly.MinValue } : statement, phrase.Onset, phrase.Side)).OfType<Entry>().Distinct()], Over);
            return;
        }
        if (statement.End is null) Unrecorded(statement, known);
        else Account(statement, [], Over);
    }

    private void Account(CodedStatement statement, List<Entry> entries, string otherwise)
    {
        if (entries.Count > 0) understood.Add(new Understood(statement.Path, statement.Text, entries));
        else if (strange.Add((statement.Kind, statement.Text))) leftOut.Add(new LeftOut(statement.Path, statement.Text, otherwise));
    }

    /// <summary>A word that was not understood may hide a red flag: what it may mean is asked.</summary>
    private void MendRest(CodedStatement statement, Phrase phrase)
    {
        if (phrase.Tokens.All(token => token.Known || token.Number is not null || token.Text.Length < 5)) return;
        var (_, hints) = knowledge.Recogniser.Mend(statement.Text, judgedOn);
        hinted.UnionWith(hints);
    }

    /// <summary>Sets all that was found.</summary>
    /// <returns>The findings that are so now, each once.</returns>
    private List<Entry> Found(IReadOnlyList<Entry> entries, CodedStatement statement, Onset onset, string? side)
    {
        var now = new List<Entry>(entries.Count);
        foreach (var entry in entries)
            if (Found(entry, statement, onset, side) is { } found && !now.Contains(found)) now.Add(found);
        return now;
    }

    /// <summary>Sets what was found; what is over may leave another finding behind.</summary>
    /// <returns>The finding that is so now, or null.</returns>
    private Entry? Found(Entry entry, CodedStatement statement, Onset onset, string? side)
    {
        var fact = FactOf(entry);
        fact.Said ??= statement.Text;
        fact.Side ??= side;
        var daysAgo = statement.Start is { } start && given.AsOf is { } day ? Math.Max(0, day.DayNumber - start.DayNumber) : onset.DaysAgo;
        // Said twice, the later onset counts, whatever the order of the record.
        fact.DaysAgo = fact.DaysAgo is { } before && daysAgo is { } now ? Math.Min(before, now) : fact.DaysAgo ?? daysAgo;
        var ended = statement.End is { } end && (given.AsOf is not { } today || end <= today) || (onset.Past && !entry.IsHistory);
        var lasts = entry.Finding?.LastsDays ?? (entry.Kind == EntryKind.Flag ? AcuteDays : null);
        var history = ended
            || (lasts is { } most && daysAgo > most)
            || (lasts is not null && daysAgo is null && statement.FromRecord)
            || (lasts is not null && (onset.Old || onset.Previous));
        if (!history)
        {
            said.Add((entry, true));
            if (lasts is not null && daysAgo is null && !onset.Recent && !statement.FromRecord) undated.Add(entry);
            return entry;
        }
        if (lasts is not null && !statement.FromRecord) said.Add((entry, false));
        if (entry.Finding?.Becomes?.Target is not { } later) return null;
        said.Add((later, true));
        return later;
    }

    private void Medicine(CodedStatement statement)
    {
        var matches = knowledge.Recogniser.Medicine(statement.Text);
        if (matches.Count == 0)
        {
            if (!NothingSaid(statement.Text)) Unknown(statement);
            return;
        }
        var words = MedicineWords.Read(statement.Text, judgedOn);
        if (words.Denied)
            foreach (var entry in matches.SelectMany(match => match.Entries)) said.Add((entry, false));
        else Takes(statement, matches, words);
    }

    private void RecordedMedicine(CodedStatement statement, Recognised known)
    {
        var medicine = known.Medicines;
        if (medicine.Contradicted.Count > 0) problems.Add(new Problem("UNC132", statement.Path, $"The words '{statement.Text}' and the code for {string.Join(", ", medicine.Contradicted)} contradict each other; the words are taken", "correct one of them"));
        if (medicine.Matches.Count == 0)
        {
            Unrecorded(statement, known);
            return;
        }
        var words = known.Words(judgedOn);
        if (words.Denied)
        {
            leftOut.Add(new LeftOut(statement.Path, statement.Text, "its words say that it is not taken"));
            return;
        }
        understood.Add(new Understood(statement.Path, statement.Text, medicine.Entries));
        Takes(statement, medicine.Matches, words);
    }

    private void Takes(CodedStatement statement, IReadOnlyList<MedicineMatch> matches, MedicineWords words)
    {
        int? stopped = statement.End is { } end && given.AsOf is { } today && end <= today ? today.DayNumber - end.DayNumber
            : words.Stopped ? words.Onset.DaysAgo ?? int.MaxValue : null;
        foreach (var match in matches)
        {
            if (match.Entries.Count == 0) medicines.Add(new MedicineFact(statement.Text, match.Ingredient, null, stopped is null));
            foreach (var entry in match.Entries)
            {
                medicines.Add(new MedicineFact(statement.Text, match.Ingredient, entry, stopped is null));
                var fact = FactOf(entry);
                fact.Said ??= statement.Text;
                var start = statement.Start ?? (words.Stopped || words.Onset.DaysAgo is not { } days || given.AsOf is not { } day || days < 0 || days >= day.DayNumber ? null : day.AddDays(-days));
                if (stopped is null && (fact.Started is null || start > fact.Started)) fact.Started = start ?? fact.Started;
                if (stopped is { } ago) fact.StoppedDaysAgo = Math.Min(ago, fact.StoppedDaysAgo ?? int.MaxValue);
                said.Add((entry, stopped is null));
            }
        }
    }

    private void Considering(CodedStatement statement)
    {
        var entries = knowledge.Recogniser.Measures(statement.Text);
        foreach (var entry in entries) considering.Add(new ConsideredFact(statement.Text, entry));
        if (entries.Count > 0) return;
        if (knowledge.Recogniser.Medicine(statement.Text).Count > 0) considering.Add(new ConsideredFact(statement.Text, null));
        else Unknown(statement);
    }

    private void Labs(string file)
    {
        foreach (var group in given.Labs.GroupBy(LabOf))
        {
            if (group.Key is not { } entry)
            {
                if (given.Record is not null)
                {
                    var names = group.Select(result => result.Name).Distinct().ToList();
                    leftOut.Add(new LeftOut(group.First().Path.ToString(), string.Join(", ", names), NoLink));
                    continue;
                }
                foreach (var result in group) unrecognised.Add(new Unrecognised($"{result.Path}.name", result.Name, []));
                continue;
            }
            var lab = entry.Lab!;
            var usable = new List<(double Value, LabResult Result)>();
            (string Unit, UnitConversion? Worth)? last = null;
            foreach (var result in group)
            {
                // One laboratory writes all its results of a test in one unit.
                var (_, worth) = last is { } before && before.Unit == result.Unit ? before : (last = (result.Unit, Units.Known(lab, result.Unit))).Value;
                if (worth is null)
                {
                    problems.Add(new Problem("UNC130", Place(file, $"{result.Path}.unit"), $"'{result.Unit}' is not a unit of {entry.Title}", $"use one of: {Units.Accepted(lab)}"));
                    continue;
                }
                var value = Units.In(result.Value, worth);
                if (lab.Plausible is { } plausible && !plausible.Contains(value))
                    problems.Add(new Problem("UNC131", Place(file, $"{result.Path}.value"), $"{result.Value.ToString(CultureInfo.InvariantCulture)} {result.Unit} of {entry.Title} is not possible in a living person", "check the number and its unit"));
                else usable.Add((value, result));
            }
            if (usable.Count == 0) continue;
            // The newest wins whatever the order. Without a date it counts as now; of two alike the one further from normal.
            var middle = ((lab.Low ?? 0) + (lab.High ?? lab.Low ?? 0)) / 2;
            var (number, newest) = usable.Aggregate((best, other) => IsBefore(best, other, middle) ? other : best);
            var fact = FactOf(entry);
            fact.Number = number;
            fact.Result = newest;
            fact.Low = newest.Low is { } low ? Units.Convert(lab, low, newest.Unit) : null;
            fact.High = newest.High is { } high ? Units.Convert(lab, high, newest.Unit) : null;
            fact.DaysAgo = newest.Date is { } date && given.AsOf is { } day ? Math.Max(0, day.DayNumber - date.DayNumber) : null;
            fact.Baseline = usable.Where(pair => pair.Result.Date is { } earlier && newest.Date is { } last && earlier < last && last.DayNumber - earlier.DayNumber <= BaselineDays)
                .Select(pair => (double?)pair.Value).Min();
            if (newest.Date is null) undated.Add(entry);
            if (given.Record is not null) understood.Add(new Understood(newest.Path.ToString(), string.Create(CultureInfo.InvariantCulture, $"{newest.Name} {newest.Value} {newest.Unit}"), [entry]));
            said.Add((entry, true));
        }
        foreach (var entry in knowledge.OfKind(EntryKind.Lab))
            if (entry.Lab!.Adjust is { } adjust && facts[entry.Index] is { Number: { } total } fact && facts[adjust.For.Index]?.Number is { } other)
                fact.Number = total + (adjust.Per * (adjust.At - other));
    }

    /// <summary>Whether the other result of the same lab is newer; of two at the same time, further from the middle; of two as far, lower.</summary>
    private bool IsBefore((double Value, LabResult Result) one, (double Value, LabResult Result) other, double middle)
    {
        var later = (other.Result.Instant ?? Midnight(other.Result.Date)).CompareTo(one.Result.Instant ?? Midnight(one.Result.Date));
        if (later == 0) later = Math.Abs(other.Value - middle).CompareTo(Math.Abs(one.Value - middle));
        return later > 0 || (later == 0 && other.Value < one.Value);
    }

    /// <summary>The lab of a result. The same name with the same list of codes is looked up once.</summary>
    private Entry? LabOf(LabResult result)
    {
        ref var lab = ref CollectionsMarshal.GetValueRefOrAddDefault(labs, (result.Name, result.Codings), out var known);
        return known ? lab : lab = knowledge.Recogniser.Lab(result);
    }

    /// <summary>What somebody tells without a date is so now; what a record holds without one is older than anything dated.</summary>
    private DateTimeOffset Midnight(DateOnly? date) =>
        date is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : given.Record is null ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;

    /// <summary>A FHIRPath stands for itself; the field of a case needs its file.</summary>
    private string Place(string file, string path) => given.Record is null ? $"{file} {path}" : path;

    private bool NothingSaid(string text)
    {
        if (!knowledge.Recogniser.SaysNothing("medicines", text)) return false;
        noOtherMedicines = true;
        return true;
    }

    private void Unknown(CodedStatement statement)
    {
        if (statement.Kind is StatementKind.Medicine or StatementKind.Considering)
        {
            unrecognised.Add(new Unrecognised(statement.Path, statement.Text, knowledge.Recogniser.MedicineNames.Find(MedicineNames.Bare(statement.Text), 3)));
            return;
        }
        var (suggestions, hints) = knowledge.Recogniser.Mend(statement.Text, judgedOn);
        unrecognised.Add(new Unrecognised(statement.Path, statement.Text, suggestions));
        if (statement.Kind != StatementKind.Absent) hinted.UnionWith(hints);
    }

    /// <summary>A record has no slips of the pen to mend, and hundreds of diagnoses that are none of ours.</summary>
    private void Unrecorded(CodedStatement statement, Recognised known)
    {
        if (!strange.Add((statement.Kind, statement.Text))) return;
        if (known.IsSilence) leftOut.Add(new LeftOut(statement.Path, statement.Text, Silence));
        else unrecognised.Add(new Unrecognised(statement.Path, statement.Text, []));
    }

    private Fact FactOf(Entry entry) => facts[entry.Index] ??= new Fact();
}
