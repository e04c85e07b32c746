using System.Reflection;
using Uncramp.Facts;

namespace Uncramp.Knowledge;

/// <summary>Every rule that entries must obey. All problems in one run, each with file, line and remedy.</summary>
public static class KnowledgeCheck
{
    private const double HighestGrade = 6;

    /// <summary>Checks a base that could be read.</summary>
    /// <returns>Problems ordered by place; empty when sound.</returns>
    public static IReadOnlyList<Problem> Check(KnowledgeBase knowledge)
    {
        var problems = new List<Problem>();
        var report = (Entry entry, int line, string code, string what, string remedy) => problems.Add(new Problem(code, $"{entry.File}:{Math.Max(1, line)}", what, remedy));
        // Dangling ids are reported while reading; what rests on them is checked once they are mended.
        var linked = knowledge.Entries.SelectMany(KnowledgeBase.ReferencesOf).All(reference => reference.Target is not null);
        Ids(knowledge, report);
        Names(knowledge, report);
        Codes(knowledge, report);
        Claims(knowledge, report);
        Tonight(knowledge, report);
        Sources(knowledge, report);
        foreach (var entry in knowledge.Entries)
        {
            Texts(entry, report);
            Lab(entry, report);
            Marker(entry, report);
            Trial(entry, report);
            Cards(entry, report);
        }
        Patterns(knowledge, report);
        Grades(knowledge, report);
        if (linked)
        {
            References(knowledge, report);
            foreach (var entry in knowledge.Entries) Criteria(knowledge, entry, report);
            Cycles(knowledge, report);
            Examples(knowledge, report);
        }
        return [.. problems.DistinctBy(problem => (problem.Code, problem.Place, problem.What)).OrderBy(problem => problem.Place.Split(':')[0], StringComparer.Ordinal)
            .ThenBy(problem => int.TryParse(problem.Place.Split(':')[^1], out var line) ? line : 0).ThenBy(problem => problem.Code, StringComparer.Ordinal)];
    }

    /// <summary>Statements of the five starting articles: id and subject, one a line. The subject is the entry that answers.</summary>
    internal static IReadOnlyList<(string Id, string Subject)> SeedClaims { get; } = ReadSeedClaims();


    private static List<(string, string)> ReadSeedClaims()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Uncramp.seed-claims");
        if (stream is null) return [];
        using var reader = new StreamReader(stream);
        var claims = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
            if (line.Split(' ') is [var id, var subject]) claims.Add((id, subject));
        return claims;
    }

    private static void Ids(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        foreach (var group in knowledge.Entries.GroupBy(entry => entry.Id).Where(group => group.Count() > 1))
            report(group.Last(), 1, "UNC031", $"Two entries have the id '{group.Key}'", "keep one");
        foreach (var group in knowledge.Entries.Where(entry => entry.Finding?.Field is not null).GroupBy(entry => entry.Finding!.Field).Where(group => group.Count() > 1))
            report(group.Last(), 1, "UNC032", $"'{group.Key}' fills {string.Join(" and ", group.Select(entry => entry.Id))}", "let one entry take the field");
    }

    private static void Names(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var substances = knowledge.OfKind(EntryKind.Substance).SelectMany(entry => entry.Names.Prepend(entry.Title).Select(name => (Name: MedicineNames.Key(name), Entry: entry)));
        foreach (var group in substances.Where(pair => pair.Name.Length > 0).GroupBy(pair => pair.Name))
            if (group.Select(pair => pair.Entry).Distinct().Count() > 1)
                report(group.Last().Entry, 1, "UNC033", $"The substance name '{group.Key}' is stated by {string.Join(" and ", group.Select(pair => pair.Entry.Id).Distinct())}", "state it once");
        var findings = knowledge.Entries.Where(entry => entry.Kind is EntryKind.Condition or EntryKind.Situation or EntryKind.Symptom or EntryKind.Habit or EntryKind.Cause or EntryKind.Lookalike or EntryKind.Lab or EntryKind.Test or EntryKind.Flag)
            .SelectMany(entry => entry.Names.Prepend(entry.Title).Select(name => (Name: string.Join(' ', Words.Split(name)), Entry: entry)));
        foreach (var group in findings.GroupBy(pair => pair.Name))
            if (group.Select(pair => pair.Entry).Distinct().Count() > 1)
                report(group.Last().Entry, 1, "UNC034", $"'{group.Key}' names {string.Join(" and ", group.Select(pair => pair.Entry.Id).Distinct())}", "let one entry have the name");
    }

    private static void Codes(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        foreach (var group in knowledge.Entries.SelectMany(entry => entry.Codes.Select(code => (Entry: entry, Code: code))).GroupBy(pair => (pair.Code.System, pair.Code.Value)))
            if (group.Count() > 1)
                report(group.Last().Entry, group.Last().Code.Line, "UNC035", $"The code {group.Key.System} {group.Key.Value} is stated by {string.Join(" and ", group.Select(pair => pair.Entry.Id))}", "state it once; use broader for wider findings");
    }

    private static void Claims(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var claims = knowledge.Entries.SelectMany(entry => entry.Claims.Select(claim => (Entry: entry, Claim: claim))).ToList();
        foreach (var (entry, claim) in claims)
            if (claim.Sources.Count == 0) report(entry, claim.Line, "UNC040", $"The claim {claim.Answers} cites nobody", "name the study, the review that searched, or source/seed-N with very-low certainty");
        foreach (var group in claims.GroupBy(pair => pair.Claim.Answers).Where(group => group.Count() > 1))
            report(group.Last().Entry, group.Last().Claim.Line, "UNC041", $"{group.Key} is answered twice, by {string.Join(" and ", group.Select(pair => pair.Entry.Id))}", "keep one answer");
        var seeds = SeedClaims.Where(seed => !seed.Subject.StartsWith("feature/", StringComparison.Ordinal)).ToList();
        if (seeds.Count == 0 || claims.Count == 0) return;
        var answered = claims.Select(pair => pair.Claim.Answers).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, subject) in seeds)
            if (!answered.Contains(id)) report(knowledge.Find(subject) ?? knowledge.Entries[0], 1, "UNC042", $"The statement {id} is not answered", $"answer it in {subject}");
        var asked = SeedClaims.Select(seed => seed.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (entry, claim) in claims)
            foreach (var id in claim.Beside.Prepend(claim.Answers))
                if (!asked.Contains(id)) report(entry, claim.Line, "UNC043", $"'{id}' is no statement of the five articles", "correct the number");
    }

    /// <summary>The page for a cramp now: each place once, and a place the case can name.</summary>
    private static void Tonight(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var places = knowledge.Entries.Where(entry => entry.Measure?.Tonight?.Place is not null).ToList();
        foreach (var twice in places.GroupBy(entry => entry.Measure!.Tonight!.Place!.Id).Where(group => group.Count() > 1))
            report(twice.Last(), 1, "UNC082", $"The place '{twice.Key}' opens with two measures", "keep one 'turn: first' for a place");
        foreach (var entry in places)
            if (knowledge.OfField("cramps.sites") is { } sites && sites.Finding!.Choices.All(choice => choice.Key != entry.Measure!.Tonight!.Place!.Site))
                report(entry, 1, "UNC022", $"'{entry.Measure!.Tonight!.Place!.Site}' is no place of cramps", $"use one of: {string.Join(", ", sites.Finding.Choices.Select(choice => choice.Key))}");
    }

    private static void Sources(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var cited = knowledge.Entries.SelectMany(entry => entry.Sources.Concat(entry.Claims.SelectMany(claim => claim.Sources)).Concat(entry.Measure?.Gates.SelectMany(gate => gate.Sources) ?? []).Concat(entry.TrialGates.SelectMany(gate => gate.Gate.Sources)))
            .Select(reference => reference.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var source in knowledge.OfKind(EntryKind.Source))
            if (!cited.Contains(source.Id)) report(source, 1, "UNC044", "Nobody cites this source", "cite it where it says something, or remove it");
    }

    private static void References(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        foreach (var entry in knowledge.Entries)
        {
            Kinds(entry.Sources.Concat(entry.Claims.SelectMany(claim => claim.Sources)), kind => kind == EntryKind.Source, "a source");
            Kinds(entry.Tests, kind => kind is EntryKind.Lab or EntryKind.Test, "a lab or test");
            Kinds(entry.Substances, kind => kind == EntryKind.Substance, "a substance");
            Kinds(entry.Flag?.Allows ?? [], kind => kind is EntryKind.Relief or EntryKind.Prevention, "relief or prevention");
            Kinds(entry.Lab?.Raises is { } raises ? [raises] : [], kind => kind == EntryKind.Flag, "a flag");

            void Kinds(IEnumerable<EntryRef> references, Func<EntryKind, bool> fits, string wanted)
            {
                foreach (var reference in references)
                    if (!fits(reference.Target!.Kind)) report(entry, reference.Line, "UNC036", $"'{reference.Id}' is not {wanted}", $"name {wanted} here");
            }
        }
    }

    private static void Texts(Entry entry, Action<Entry, int, string, string, string> report)
    {
        if (entry.Question is not null && entry.Why is null) report(entry, 1, "UNC050", "The question has no 'why'", "add 'why: …', shown as \"Why we ask\"");
        if (entry.Contribution is not null && entry.Kind.IsContributor() && entry.Examples.Count == 0) report(entry, 1, "UNC051", "A contributor needs an example patient", "add examples: [{ given, expect }]");
        if (entry.Contribution is not null && entry.Say is null) report(entry, 1, "UNC052", "What is concluded needs words", "add 'say: …'");
        if (entry.Kind == EntryKind.Warning && entry.Say is null) report(entry, 1, "UNC052", "A warning needs words", "add 'say: …'");
        if (entry.Kind is not (EntryKind.Substance or EntryKind.Source or EntryKind.Checklist or EntryKind.Warning) && entry.Text is null) report(entry, 1, "UNC053", "The page has no text", "add 'text: |' in plain words");
    }

    /// <summary>What may be tried says how, and nothing else does. What is to be avoided is not tried.</summary>
    private static void Trial(Entry entry, Action<Entry, int, string, string, string> report)
    {
        if (entry.Measure is not { } measure) return;
        var line = entry.Document["trial"]?.Line ?? entry.Document["trialable"]?.Line ?? 1;
        if (measure.Trialable != measure.Trial is not null) report(entry, line, "UNC085", measure.Trialable ? "It may be tried, and nothing says how" : "It may not be tried, and 'trial' says how", "write both 'trialable: true' and 'trial: { block: 7 }', or neither");
        if (measure.Trialable && entry.Kind == EntryKind.Relief) report(entry, line, "UNC086", "A relief ends a cramp that is there, so counting cramps cannot test it", "write 'trialable: false'");
        if (measure.Trialable && measure.Verdict == Verdict.Avoid) report(entry, line, "UNC086", "What is to be avoided is not tried on oneself", "write 'trialable: false'");
        if (measure is { Trial: { Washout: > 0 } or { Shortest: < 7 }, CarryOver: null }) report(entry, line, "UNC086", "Nothing says how long it works on", "add 'carry-over: short', medium or long");
        if (measure is { Trial.Shortest: < 7, CarryOver: not (null or "short") }) report(entry, line, "UNC086", $"What works on for long ('carry-over: {measure.CarryOver}') cannot change hands in {measure.Trial.Shortest} nights", "make the shortest block 7 nights or more");
    }

    /// <summary>A card is short, never says to stop a medicine, and speaks over an order only where an order can make it true.</summary>
    private static void Cards(Entry entry, Action<Entry, int, string, string, string> report)
    {
        if (entry.Card is not { } card) return;
        var line = entry.Document["card"]?["summary"]?.Line ?? card.Line;
        if (card.Summary.Length > Card.MostLetters) report(entry, line, "UNC092", $"The summary has {card.Summary.Length} letters; the most is {Card.MostLetters}", "say it shorter; details follow by themselves");
        if (Words.Split(card.Summary).Exists(word => word is "stop" or "stopped" or "stopping" or "discontinue" or "withdraw")) report(entry, line, "UNC093", "A card never says to stop a medicine", "say what to look at");
        if (card.When is not null && entry.Flag is not null) report(entry, card.Line, "UNC094", "A flag speaks when it is raised, and 'when' would hold it back", "remove 'when'");
        if (card.When is null && entry.Flag is null && entry.When is null && entry.Contribution is null) report(entry, card.Line, "UNC095", "Nothing says when it speaks", "add 'when: <criterion>'");
        if (card.SuggestsTests && entry.Tests.Count == 0 && entry.Fit is null) report(entry, card.Line, "UNC096", "It suggests tests and names none", "add 'tests: [lab/…]'");
        if (card.Hooks.Any(hook => hook != Hook.PatientView) && card.When is { } when && entry.Kind is not (EntryKind.Medicine or EntryKind.Treatment) && !when.Everything().Any(part => part is Criterion.Reviewing or Criterion.ConcludedKind || part.Names?.Id.Split('/')[0] is "medicine" or "treatment" or "warning" or "flag"))
            report(entry, card.Line, "UNC097", "No order can make its criterion true", "name a medicine in 'when', or let it speak at patient-view only");
    }

    /// <summary>Whether a criterion is asked once all is concluded: a warning, whom a measure is for, whom an audit counts, a gate, a card.</summary>
    private static bool StandsBeside(Entry entry, Criterion criterion) =>
        ((IEnumerable<Criterion?>)[entry.When, entry.For, entry.Card?.When, .. entry.Measure?.Gates.Select(gate => gate.When) ?? []]).OfType<Criterion>().SelectMany(own => own.Everything()).Contains(criterion);

    private static void Criteria(KnowledgeBase knowledge, Entry entry, Action<Entry, int, string, string, string> report)
    {
        foreach (var criterion in (entry.Card?.When is { } speaks ? entry.Criteria().Append(speaks) : entry.Criteria()).SelectMany(criterion => criterion.Everything()))
        {
            var line = criterion.Names?.Line ?? 1;
            var target = criterion.Names?.Target;
            switch (criterion)
            {
                case Criterion.Value value when target is { Lab: null } && target.Finding?.Type != FindingType.Number && target.Finding?.Field is null:
                    report(entry, line, "UNC022", $"'{value.Finding.Id}' holds no number, so this can never be true", "name a lab or a finding of type number");
                    break;
                case Criterion.Is or Criterion.Only:
                    foreach (var choice in criterion is Criterion.Is isOf ? isOf.Choices : ((Criterion.Only)criterion).Choices)
                        if (target!.Finding?.Type != FindingType.Choice || !target.Finding.Choices.Any(known => known.Key == choice))
                            report(entry, line, "UNC022", $"'{choice}' is no choice of {target.Id}, so this can never be true", $"use one of: {string.Join(", ", target.Finding?.Choices.Select(known => known.Key) ?? [])}");
                    break;
                case Criterion.Has when target!.Kind == EntryKind.Audit && entry.Kind != EntryKind.Audit:
                    report(entry, line, "UNC024", "An audit counts records, and says nothing of a person", "write its criterion here instead");
                    break;
                case Criterion.NoResult when entry.Kind != EntryKind.Audit:
                    report(entry, line, "UNC024", "'no-result' says what a record does not hold, and nothing of a person", "use it in an audit only");
                    break;
                case Criterion.Reviewing when !StandsBeside(entry, criterion):
                    report(entry, line, "UNC024", "'reviewing' follows from what is concluded, so nothing may be concluded from it", "use it in the 'when' of a warning or a card, in 'for', in a gate or in an audit");
                    break;
                case Criterion.Result or Criterion.NoResult when target!.Lab is null:
                    report(entry, line, "UNC022", $"'{target.Id}' is no lab, so this can never be true", "name a lab");
                    break;
                case Criterion.Result result when (result.Level == ResultLevel.Low && target.Lab!.Low is null) || (result.Level == ResultLevel.High && target.Lab!.High is null):
                    break; // the laboratory's own limits may still be given
                case Criterion.Band { Lab: not null } band when target!.Lab is null || target.Lab.Bands.All(known => known.Level != band.Level):
                    report(entry, line, "UNC022", $"'{target.Id}' has no {band.Level} band, so this can never be true", "name a lab with such a band");
                    break;
                case Criterion.Band { Lab: null, AnyLab: false } band when knowledge.OfKind(EntryKind.Lab).All(lab => lab.Lab!.Raises?.Target != entry || lab.Lab.Bands.All(known => known.Level != band.Level)):
                    report(entry, 1, "UNC022", $"No lab with such a band raises {entry.Id}, so this can never be true", $"write 'raises: {entry.Id}' in a lab");
                    break;
                case Criterion.Concluded when target!.Kind != EntryKind.Flag && target.Contribution is null:
                    report(entry, line, "UNC022", $"'{target.Id}' is never concluded, so this can never be true", "name a flag, look-alike or contributor");
                    break;
                case Criterion.All all when Contradicts(all):
                    report(entry, all.Parts[0].Names?.Line ?? 1, "UNC022", "Its parts exclude each other, so this can never be true", "correct the parts");
                    break;
            }
        }
    }

    /// <summary>Two ranges of one number that share none, or a thing and its opposite.</summary>
    private static bool Contradicts(Criterion.All all)
    {
        var values = all.Parts.OfType<Criterion.Value>().GroupBy(value => value.Finding.Id);
        foreach (var group in values)
        {
            var (low, high) = (group.Max(value => value.Range.From ?? value.Range.Above ?? double.NegativeInfinity), group.Min(value => value.Range.Below ?? value.Range.To ?? double.PositiveInfinity));
            if (low > high) return true;
        }
        var has = all.Parts.OfType<Criterion.Has>().Select(part => part.Finding.Id).ToHashSet(StringComparer.Ordinal);
        return all.Parts.OfType<Criterion.Not>().Any(not => not.Part is Criterion.Has excluded && has.Contains(excluded.Finding.Id));
    }

    /// <summary>What marks cramps in a population is found there by its codes or its substances, and is not itself asked about.</summary>
    private static void Marker(Entry entry, Action<Entry, int, string, string, string> report)
    {
        if (!entry.IsMarker) return;
        if (entry.Kind is not (EntryKind.Medicine or EntryKind.Condition or EntryKind.Symptom or EntryKind.Problem)) report(entry, 1, "UNC087", $"A {entry.Kind.Name()} is neither ordered nor diagnosed, so it cannot be a marker", "mark a medicine, a condition, a symptom or the problem");
        else if (entry.Codes.Count == 0 && entry.Substances.Count == 0) report(entry, 1, "UNC087", "A marker without codes or substances is never found in a record", "add codes, or take 'marker' away");
        if (entry.Kind == EntryKind.Medicine && entry.Contribution is not null) report(entry, 1, "UNC087", "A medicine cannot both cause cramps and mark them", "take 'marker' or 'contributes' away");
    }

    private static void Lab(Entry entry, Action<Entry, int, string, string, string> report)
    {
        if (entry.Finding?.Unit is { } findingUnit && !Units.IsKnown(findingUnit)) report(entry, 1, "UNC062", $"'{findingUnit}' is not a unit we know", "use a UCUM unit such as mmol/L, or minutes, weeks, years");
        if (entry.Lab is not { } lab) return;
        foreach (var unit in lab.Units.Select(unit => unit.Unit).Prepend(lab.Unit))
            if (!Units.IsKnown(unit)) report(entry, 1, "UNC062", $"'{unit}' is not a unit we know", "use a UCUM unit such as mmol/L, mg/dL or U/L");
        foreach (var unit in lab.Units)
            if (unit.Times <= 0) report(entry, 1, "UNC060", $"The unit '{unit.Unit}' has a factor of {unit.Times}", "give the factor into the lab's own unit");
        if (lab.Low >= lab.High) report(entry, 1, "UNC061", $"The range is from {lab.Low} to {lab.High}", "put the lower limit first");
        foreach (var band in lab.Bands)
            if (lab.Plausible is { } plausible && !band.PerUpperLimit && !band.PerBaseline && band.Range.From is { } from && !plausible.Contains(from)) report(entry, band.Line, "UNC022", $"A band from {from} lies outside what is plausible, so it can never be met", "correct the band or 'plausible'");
    }

    private static void Patterns(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        foreach (var entry in knowledge.Entries)
            foreach (var pattern in entry.Said.Concat(entry.Hints))
                foreach (var word in pattern.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    foreach (var alternative in word.Split('|'))
                        if (alternative.StartsWith('<') && !knowledge.Recogniser.HasGroup(alternative.Trim('<', '>')))
                            report(entry, pattern.Line, "UNC070", $"The group {alternative} is not in lexicon.yaml", "add the group or use words");
                    if (!knowledge.Recogniser.CanMatch(word)) report(entry, pattern.Line, "UNC071", $"Nothing people say can match '{word}'", "add the expression to lexicon.yaml, or use single words");
                }
    }

    private static void Cycles(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var state = new Dictionary<Entry, int>();
        foreach (var entry in knowledge.Entries) Visit(entry);

        void Visit(Entry entry)
        {
            if (state.ContainsKey(entry)) return;
            state[entry] = 1;
            foreach (var broader in entry.Broader.Select(broader => broader.Target!))
            {
                if (state.GetValueOrDefault(broader) == 1) report(entry, entry.Broader[0].Line, "UNC037", $"'{entry.Id}' is broader than itself", "break the circle");
                else Visit(broader);
            }
            state[entry] = 2;
        }
    }

    private static void Grades(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        var names = NameWords(knowledge);
        foreach (var entry in knowledge.Entries)
        {
            if (entry.Kind is EntryKind.Source or EntryKind.Substance) continue;
            var grade = ReadingGrade.Of(TextForPeople(entry), names);
            if (grade > HighestGrade) report(entry, 1, "UNC080", $"The text for people reads at grade {grade:0.0}, above {HighestGrade}", "use shorter sentences and shorter words");
        }
    }

    /// <summary>Words of names of medicines, tests and diseases: they count as two syllables.</summary>
    public static IReadOnlySet<string> NameWords(KnowledgeBase knowledge) => knowledge.Entries
        .Where(entry => entry.Kind is EntryKind.Substance or EntryKind.Medicine or EntryKind.Condition or EntryKind.Lab or EntryKind.Test or EntryKind.Lookalike or EntryKind.Treatment)
        .SelectMany(entry => entry.Names.Prepend(entry.Title).Concat(entry.Brands)).SelectMany(Words.Split).Where(word => word.Length > 3).ToHashSet(StringComparer.Ordinal);

    /// <summary>All that people read of an entry, a sentence a line at least.</summary>
    public static string TextForPeople(Entry entry) => string.Join('\n', new[] { entry.Say, entry.Text, entry.Question, entry.Why, entry.TellApart, entry.Finding?.Which, entry.Finding?.Unjudged, entry.Finding?.Tonight?.Say }
        .Concat(entry.Flag?.Levels.Select(level => level.Say) ?? []).Concat(entry.Measure?.Steps ?? []).Concat(entry.Measure?.Tonight is { } tonight ? tonight.Helper.Prepend(tonight.Do) : []).Concat(entry.Measure?.Gates.Select(gate => gate.Say) ?? []).Concat(entry.TrialGates.Select(gate => gate.Gate.Say)).Concat(entry.TrialStops)
        .Concat(entry.Claims.Select(claim => claim.Text)).OfType<string>());

    private static void Examples(KnowledgeBase knowledge, Action<Entry, int, string, string, string> report)
    {
        foreach (var entry in knowledge.Entries)
            foreach (var example in entry.Examples)
            {
                var (read, problems) = CaseReader.Read(example.Given, entry.File);
                foreach (var problem in problems) report(entry, example.Line, "UNC090", $"The example \"{example.Name}\" cannot be read: {problem.What}", problem.Remedy);
                if (read is null) continue;
                foreach (var miss in ExampleCheck.Misses(knowledge, read, example.Expect)) report(entry, example.Line, "UNC091", $"The example \"{example.Name}\" does not hold: {miss}", "correct the rule or the example");
            }
    }
}
