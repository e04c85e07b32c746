using System.Runtime.InteropServices;
using System.Text;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>
/// What is known of many patients, in as few bytes as may be: rows of numbers, and terms that all share. What is said twice is kept once, and of a lab
/// only what can still decide: so any two populations can be put together, in any order, and what comes out is the same.
/// </summary>
internal sealed class Population(Terms terms)
{
    /// <summary>How far back an earlier result still shows what is usual for a person; as in <see cref="FactsBuilder"/>.</summary>
    private const int BaselineDays = 365;

    /// <summary>No day.</summary>
    public const int None = -1;

    /// <summary>The resource is over, on a day that is not known.</summary>
    public const int OverOnce = -2;

    /// <summary>In place of an end: of all days on which it began, only the first counts.</summary>
    public const int First = -3;

    private readonly Dictionary<UInt128, int> rows = [];
    private readonly List<Row> patients = [];
    private readonly List<string> ids = [];
    private readonly List<Statement> statements = [];
    private readonly List<Result> results = [];
    private readonly HashSet<int> products = [];
    private UInt128 lastKey = UInt128.MaxValue;
    private int lastRow;

    /// <summary>How many patients.</summary>
    public int Count => patients.Count;

    /// <summary>The newest day on which anything began, was found or was written; null while nothing has a date.</summary>
    public DateOnly? Newest { get; private set; }

    /// <summary>Products that orders refer to, by number of their term.</summary>
    public IReadOnlyCollection<int> Products => products;

    /// <summary>Notes a day that something happened.</summary>
    public void Saw(DateOnly? day)
    {
        if (day is { } newer && (Newest is null || newer > Newest)) Newest = newer;
    }

    /// <summary>Adds what a Patient resource tells.</summary>
    public void AddPerson(ReadOnlySpan<byte> id, DateOnly? born, string? sex, bool died)
    {
        ref var row = ref Of(id);
        var person = Person.Of(born?.DayNumber ?? None, sex, died);
        // Twice and otherwise: nobody can tell which is right, so one is taken, always the same, and it is said.
        if (row.IsNamed && row.Person != person)
        {
            row.IsTwice = true;
            if (person.CompareTo(row.Person) > 0) row.Person = person;
        }
        else row.Person = person;
        row.IsNamed = true;
    }

    /// <summary>Adds a product that orders refer to.</summary>
    public void AddProduct(int term) => products.Add(term);

    /// <summary>Adds something that is so, or was.</summary>
    /// <param name="id">The patient.</param>
    /// <param name="term">What.</param>
    /// <param name="start">The day it began, or <see cref="None"/>.</param>
    /// <param name="end">The day it ended, <see cref="OverOnce"/>, or <see cref="None"/> while it goes on.</param>
    public void Add(ReadOnlySpan<byte> id, int term, int start, int end) => Add(ref Of(id), new Statement(None, term, start, end));

    /// <summary>Adds a result.</summary>
    public void Add(ReadOnlySpan<byte> id, int term, DateOnly? day, DateTimeOffset? instant, double value) =>
        Add(ref Of(id), new Result(None, term, terms[term].Lab!.Index, day?.DayNumber ?? None, instant?.UtcTicks ?? (day is { } date ? date.DayNumber * TimeSpan.TicksPerDay : long.MinValue), value));

    /// <summary>Adds all that another population knows.</summary>
    public void Merge(Population other)
    {
        Saw(other.Newest);
        foreach (var product in other.products) products.Add(product);
        for (var i = 0; i < other.Count; i++)
        {
            var theirs = other.patients[i];
            ref var ours = ref Of(Encoding.UTF8.GetBytes(other.IdOf(i)));
            if (theirs.IsNamed)
            {
                ours.IsTwice |= theirs.IsTwice || (ours.IsNamed && ours.Person != theirs.Person);
                if (!ours.IsNamed || theirs.Person.CompareTo(ours.Person) > 0) ours.Person = theirs.Person;
                ours.IsNamed = true;
            }
            for (var at = theirs.Statements; at != None; at = other.statements[at].Next) Add(ref ours, other.statements[at] with { Next = None });
            for (var at = theirs.Results; at != None; at = other.results[at].Next) Add(ref ours, other.results[at] with { Next = None });
        }
    }

    /// <summary>The numbers of patients in the order of their ids.</summary>
    /// <param name="wanted">Which; null: all.</param>
    public int[] InOrder(Func<int, bool>? wanted = null)
    {
        var order = Enumerable.Range(0, Count).Where(patient => wanted?.Invoke(patient) != false).ToArray();
        // UUIDs are in the order of their bits; writing millions of them out to compare them takes more memory than all else.
        Array.Sort(order, (a, b) => patients[a].Text < 0 && patients[b].Text < 0 ? patients[a].Key.CompareTo(patients[b].Key) : string.CompareOrdinal(IdOf(a), IdOf(b)));
        return order;
    }

    public string IdOf(int patient) => patients[patient] is { Text: >= 0 and var text } ? ids[text] : PatientId.Text(patients[patient].Key);

    /// <summary>The number of a patient, or null.</summary>
    public int? Find(string id)
    {
        var key = PatientId.Of(Encoding.UTF8.GetBytes(id), out var exact);
        for (; rows.TryGetValue(key, out var row); key++)
            if (exact ? patients[row].Text < 0 : patients[row] is { Text: >= 0 and var text } && ids[text] == id) return row;
        return null;
    }

    /// <summary>Whether a Patient resource was there.</summary>
    public bool IsNamed(int patient) => patients[patient].IsNamed;

    /// <summary>Whether two Patient resources told otherwise.</summary>
    public bool IsTwice(int patient) => patients[patient].IsTwice;

    public Person PersonOf(int patient) => patients[patient].Person;

    public IEnumerable<Statement> StatementsOf(int patient)
    {
        for (var at = patients[patient].Statements; at != None; at = statements[at].Next) yield return statements[at];
    }

    public IEnumerable<Result> ResultsOf(int patient)
    {
        for (var at = patients[patient].Results; at != None; at = results[at].Next) yield return results[at];
    }

    private ref Row Of(ReadOnlySpan<byte> id)
    {
        var key = PatientId.Of(id, out var exact);
        // An export tells of one patient after the other, most of the time.
        if (exact && key == lastKey) return ref CollectionsMarshal.AsSpan(patients)[lastRow];
        var text = exact ? null : Encoding.UTF8.GetString(id);
        while (rows.TryGetValue(key, out var row))
        {
            var known = patients[row].Text;
            if (exact ? known < 0 : known >= 0 && ids[known] == text)
            {
                if (exact) (lastKey, lastRow) = (key, row);
                return ref CollectionsMarshal.AsSpan(patients)[row];
            }
            key++; // two texts with one hash
        }
        rows.Add(key, patients.Count);
        if (text is not null) ids.Add(text);
        patients.Add(new Row { Key = key, Text = exact ? None : ids.Count - 1, Person = Person.Unknown, Statements = None, Results = None });
        return ref CollectionsMarshal.AsSpan(patients)[patients.Count - 1];
    }

    private void Add(ref Row row, Statement statement)
    {
        for (var at = row.Statements; at != None; at = statements[at].Next)
        {
            if (statements[at] with { Next = None } == statement) return;
            if (statement.End != First || statements[at].End != First || statements[at].Term != statement.Term) continue;
            // No day is before every day: who began once, nobody knows when, is not known to be new.
            if (statement.Start < statements[at].Start) statements[at] = statement with { Next = statements[at].Next };
            return;
        }
        statements.Add(statement with { Next = row.Statements });
        row.Statements = statements.Count - 1;
    }

    private void Add(ref Row row, Result result)
    {
        var kept = CollectionsMarshal.AsSpan(results);
        var newest = result.Instant;
        var same = false;
        for (var at = row.Results; at != None; at = kept[at].Next)
        {
            if (kept[at].Lab != result.Lab) continue;
            if (kept[at] with { Next = None } == result) return;
            same = true;
            newest = Math.Max(newest, kept[at].Instant);
        }
        // Of one lab there stays the newest, all of that moment, and of the year before it what may be the lowest.
        for (var (at, last) = (same ? row.Results : None, None); at != None; at = kept[at].Next)
        {
            if (kept[at].Lab == result.Lab)
            {
                if (Gives(kept[at], result, newest))
                {
                    if (last == None) row.Results = kept[at].Next;
                    else kept[last] = kept[last] with { Next = kept[at].Next };
                    continue;
                }
                if (Gives(result, kept[at], newest)) return;
            }
            last = at;
        }
        results.Add(result with { Next = row.Results });
        row.Results = results.Count - 1;
    }

    /// <summary>Whether one result can decide nothing any more beside another.</summary>
    private static bool Gives(Result one, Result other, long newest)
    {
        if (one.Instant == newest) return false;
        var age = (newest - one.Instant) / TimeSpan.TicksPerDay;
        // A day more than the year, because days are counted where they were written and moments are not.
        if (one.Day == None || age > BaselineDays + 2) return true;
        return one.Term == other.Term && other.Instant < newest - (2 * TimeSpan.TicksPerDay) && other.Day != None && other.Instant > one.Instant && other.Value <= one.Value;
    }

    private struct Row
    {
        public UInt128 Key;
        public int Text;
        public int Statements;
        public int Results;
        public Person Person;
        public bool IsNamed;
        public bool IsTwice;
    }
}

/// <summary>Age and sex.</summary>
/// <param name="Born">The day of birth, or <see cref="Population.None"/>.</param>
/// <param name="SexNumber">0 for not told.</param>
/// <param name="Died">Whether the record says so.</param>
internal readonly record struct Person(int Born, byte SexNumber, bool Died) : IComparable<Person>
{
    private static readonly string?[] Sexes = [null, "female", "male", "other", "unknown", null];

    public static Person Unknown { get; } = new(Population.None, 0, false);

    public static Person Of(int born, string? sex, bool died) => new(born, sex switch { null => 0, "female" => 1, "male" => 2, "other" => 3, "unknown" => 4, _ => 5 }, died);

    public string? Sex => Sexes[SexNumber];

    public int CompareTo(Person other) => (Born, SexNumber, Died).CompareTo((other.Born, other.SexNumber, other.Died));
}

/// <summary>Something that is so, or was, with its days.</summary>
internal readonly record struct Statement(int Next, int Term, int Start, int End);

/// <summary>A result: its lab by the number of the entry, its day as written, its moment in ticks, its number.</summary>
internal readonly record struct Result(int Next, int Term, int Lab, int Day, long Instant, double Value);
