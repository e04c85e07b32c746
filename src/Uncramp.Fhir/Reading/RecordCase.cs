using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>The readings of one person → a case. Everything the record holds ends as a statement, a result, a problem or as left out with its reason.</summary>
public static class RecordCase
{
    /// <summary>How deep products may be made of products.</summary>
    private const int MostParts = 3;

    private const double OldestAge = 125;

    /// <summary>Builds the case of entries that are all about one person, their Patient and Medication resources among them.</summary>
    /// <param name="entries">What was read.</param>
    /// <param name="asOf">The day of judging; null: the newest day of the entries.</param>
    public static Case Build(IReadOnlyList<RecordEntry> entries, DateOnly? asOf = null) =>
        Build(entries, entries.FirstOrDefault(entry => entry.Reading.Kind == ResourceKind.Patient), new References(entries), _ => true, asOf, null, new RecordRest([], []));

    /// <summary>Builds the case.</summary>
    /// <param name="entries">Everything that was read; what is about others is left out.</param>
    /// <param name="patient">The person's resource, or null.</param>
    /// <param name="references">Finds what entries refer to.</param>
    /// <param name="isAbout">Whether a reference to a patient means this person.</param>
    /// <param name="asOf">The day of judging; null: the newest day of the record.</param>
    /// <param name="written">The day the record was put together, or null.</param>
    /// <param name="rest">What was noticed before.</param>
    internal static Case Build(IReadOnlyList<RecordEntry> entries, RecordEntry? patient, References references, Predicate<string> isAbout, DateOnly? asOf, DateOnly? written, RecordRest rest)
    {
        var statements = new List<CodedStatement>();
        var labs = new List<LabResult>();
        var leftOut = new List<LeftOut>(rest.LeftOut);
        var problems = new List<Problem>(rest.Problems);
        var own = entries.Where(entry => entry.Reading.Kind is not (ResourceKind.Patient or ResourceKind.Medication or ResourceKind.Composition)).ToList();
        var day = asOf ?? Newest(own, written);
        var questionnaires = new List<RecordEntry>();
        foreach (var entry in own)
        {
            var reading = entry.Reading;
            if (reading.Patient is { } whose && !isAbout(whose)) Leave(entry, "it is about another person");
            else if (reading.WhyNot is { } why && !(reading is { Kind: ResourceKind.Condition, IsHistory: true })) Leave(entry, why);
            else Read(entry);
        }
        var numbers = new Dictionary<string, double>();
        var answers = new Dictionary<string, bool>();
        var choices = new Dictionary<string, IReadOnlyList<string>>();
        Person();
        foreach (var entry in questionnaires) Answers(entry);
        return new Case
        {
            AsOf = day,
            Numbers = numbers,
            Answers = answers,
            Choices = choices,
            Statements = statements,
            Labs = labs,
            Record = new RecordRest(problems, leftOut),
        };

        void Read(RecordEntry entry)
        {
            var reading = entry.Reading;
            switch (reading.Kind)
            {
                case ResourceKind.Condition when reading.Concept.IsEmpty: Nameless(entry, "code"); break;
                case ResourceKind.Condition: State(entry, StatementKind.Condition, reading.Concept, "code", end: reading.IsHistory ? reading.End ?? reading.Start ?? day ?? DateOnly.MinValue : null); break;
                case ResourceKind.Procedure when reading.Concept.IsEmpty: Nameless(entry, "code"); break;
                case ResourceKind.Procedure: State(entry, StatementKind.Condition, reading.Concept, "code", wholeName: true); break;
                case ResourceKind.Observation: Observation(entry, reading, ""); break;
                case ResourceKind.QuestionnaireResponse: questionnaires.Add(entry); break;
                case ResourceKind.MedicationDispense when !Lasts(reading): Leave(entry, $"it was handed over{(reading.Recorded is { } handed ? $" on {handed:yyyy-MM-dd}" : "")}; whether it is still taken is not known"); break;
                case ResourceKind.MedicationRequest or ResourceKind.MedicationStatement or ResourceKind.MedicationDispense or ResourceKind.MedicationAdministration: Medicine(entry); break;
            }
        }

        void State(RecordEntry entry, StatementKind kind, Concept concept, string element, DateOnly? end = null, bool wholeName = false) => statements.Add(new CodedStatement(
            kind, concept.Said!, $"{entry.Path}.{element}", entry.Reading.Start, end, FromRecord: true, concept.Codings, wholeName));

        void Observation(RecordEntry entry, Reading reading, string within)
        {
            for (var i = 0; i < reading.Components.Count; i++)
            {
                var part = reading.Components[i];
                (part.Start, part.Instant) = (reading.Start, reading.Instant);
                Observation(entry, part, $"{within}.component[{i}]");
            }
            if (reading.Concept.IsEmpty)
            {
                if (reading.Value is not null) Nameless(entry, "code");
                return;
            }
            var said = reading.Concept.Said!;
            if (reading.NoValue is { } why) leftOut.Add(new LeftOut(entry.PathOf($"{within}.value").ToString(), said, why));
            else if (reading.Value is { } value && reading.Comparator is { } comparator) leftOut.Add(new LeftOut(entry.PathOf($"{within}.value").ToString(), $"{said} {comparator}{value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "it is a limit, not a number"));
            else if (reading.Value is { } number) labs.Add(new LabResult(said, number, reading.Unit ?? "", reading.Start, reading.Low, reading.High, entry.PathOf(within.Length == 0 ? ".value" : $"{within}.value"), reading.Concept.Codings, reading.Instant));
            else if (reading.ValueFlag is { } flag)
            {
                if (flag) statements.Add(new CodedStatement(StatementKind.Symptom, said, entry.PathOf(within).ToString(), reading.Start, null, FromRecord: true, reading.Concept.Codings, WholeName: true));
                else leftOut.Add(new LeftOut(entry.PathOf($"{within}.value").ToString(), said, "it says what is not there, on a day that is past"));
            }
            else if (reading.ValueConcept is { Codings.Count: 0, Text: { } words } && (char.IsAsciiDigit(words[0]) || words[0] is '<' or '>')) leftOut.Add(new LeftOut(entry.PathOf($"{within}.value").ToString(), $"{said} {words}", "it is written as text, not as a number with its unit"));
            else if (reading.ValueConcept is { IsEmpty: false } found)
                statements.Add(new CodedStatement(StatementKind.Symptom, found.Said!, entry.PathOf($"{within}.value").ToString(), reading.Start, null, FromRecord: true, found.Codings, WholeName: true));
        }

        void Medicine(RecordEntry entry)
        {
            var reading = entry.Reading;
            var concept = reading.Concept;
            var codings = concept.Codings;
            var text = concept.Text;
            if (reading.Medicine is { } target)
            {
                if (Product(reading, target) is { } product)
                {
                    text = product.Concept.Said ?? text;
                    List<Coding> all = [.. codings, .. product.Concept.Codings];
                    Parts(reading, product, all, MostParts);
                    codings = all;
                }
                else problems.Add(new Problem("UNC413", $"{entry.Path}.medication", $"It refers to '{target}', which is not in the record", "put the Medication into the record, or its code into this resource"));
            }
            else if (concept.IsEmpty && reading.Contained.Count > 0) codings = [.. reading.Contained.Where(inside => inside.Kind == ResourceKind.Medication).SelectMany(inside => inside.Concept.Codings)];
            var said = text ?? new Concept(codings, null).Said;
            if (said is null) Nameless(entry, "medication");
            else statements.Add(new CodedStatement(StatementKind.Medicine, said, $"{entry.Path}.medication", reading.Kind == ResourceKind.MedicationStatement ? reading.Start : null, null, FromRecord: true, codings));
        }

        Reading? Product(Reading from, string target) => target.StartsWith('#')
            ? from.Contained.FirstOrDefault(inside => inside.Kind == ResourceKind.Medication && inside.Id is { } id && id.TrimStart('#') == target[1..])
            : references.Find(target, ResourceKind.Medication)?.Reading;

        void Parts(Reading from, Reading product, List<Coding> codings, int depth)
        {
            foreach (var (concept, target) in product.Ingredients)
            {
                Add(concept);
                if (depth > 0 && target is not null && (Product(from, target) ?? Product(product, target)) is { } part)
                {
                    Add(part.Concept);
                    Parts(from, part, codings, depth - 1);
                }
            }

            void Add(Concept concept)
            {
                codings.AddRange(concept.Codings.Select(coding => coding with { Ingredient = true }));
                if (concept.Text is { } text) codings.Add(new Coding("", "", text, Ingredient: true));
            }
        }

        bool Lasts(Reading reading) => (reading.Recorded ?? reading.Start) is { } from && reading.DaysSupply is > 0 and < 3660 and var days && day is { } today && from.DayNumber + days >= today.DayNumber;

        void Person()
        {
            if (patient is not { Reading: var person, Path: var path }) return;
            if (person.Sex is { } sex)
            {
                if (sex is "female" or "male" or "other" or "unknown") choices["person.sex"] = [sex];
                else problems.Add(new Problem("UNC414", $"{path}.gender", $"'{sex}' is not one of the choices", "write female, male, other or unknown"));
            }
            if (person.Died) problems.Add(new Problem("UNC415", $"{path}.deceased", "The record says that this person has died", "check that it is the right record"));
            if (person.Born is not { } born) return;
            if (day is not { } today) leftOut.Add(new LeftOut($"{path}.birthDate", born.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "nothing in the record says which day to count the age from"));
            else
            {
                var age = today.Year - born.Year - (today.DayOfYear < born.DayOfYear ? 1 : 0);
                if (age is >= 0 and <= (int)OldestAge) numbers["person.age"] = age;
                else problems.Add(new Problem("UNC416", $"{path}.birthDate", $"Born on {born:yyyy-MM-dd}, this person would be {age} on {today:yyyy-MM-dd}", "correct the date of birth"));
            }
        }

        // Only answers whose question is one of ours by its name can be read without guessing what was asked.
        void Answers(RecordEntry entry)
        {
            var strange = 0;
            foreach (var answer in entry.Reading.Answers)
            {
                var isId = answer.LinkId.Contains('/', StringComparison.Ordinal);
                if (isId && answer.Flag is { } flag) statements.Add(new CodedStatement(flag ? StatementKind.Symptom : StatementKind.Absent, answer.LinkId, $"{entry.Path}.item", entry.Reading.Recorded));
                else if (isId || !answer.LinkId.Contains('.', StringComparison.Ordinal)) strange++;
                else if (answer.Number is { } number) numbers.TryAdd(answer.LinkId, number);
                else if (answer.Flag is { } yes) answers.TryAdd(answer.LinkId, yes);
                else if (answer.Words is { } words) choices[answer.LinkId] = choices.TryGetValue(answer.LinkId, out var before) ? [.. before, words] : [words];
            }
            if (strange > 0) leftOut.Add(new LeftOut($"{entry.Path}.item", $"{strange} answers", "what was asked is not known here"));
        }

        void Nameless(RecordEntry entry, string element) => problems.Add(new Problem("UNC417", $"{entry.Path}.{element}", "It has neither a code nor words", "add a coding or a text"));

        void Leave(RecordEntry entry, string why) => leftOut.Add(new LeftOut(entry.Path, Said(entry.Reading), why));

        string Said(Reading reading) => reading.Concept.Said ?? (reading.Medicine is { } target ? Product(reading, target)?.Concept.Said ?? target : reading.Type);
    }

    /// <summary>The newest day on which anything began, was found or was written; the end of something may lie ahead.</summary>
    private static DateOnly? Newest(List<RecordEntry> entries, DateOnly? written)
    {
        var newest = written;
        foreach (var entry in entries)
        {
            if (entry.Reading.Start is { } start && (newest is null || start > newest)) newest = start;
            if (entry.Reading.Recorded is { } recorded && (newest is null || recorded > newest)) newest = recorded;
        }
        return newest;
    }
}
