using Uncramp.Facts;

namespace Uncramp.Screening;

/// <summary>
/// Some of a population's patients. Any worker adds to it at any time; who reads what is known waits until all have added.
/// </summary>
internal sealed class Shelf
{
    /// <summary>How far back an earlier result still shows what is usual for a person; as in <see cref="FactsBuilder"/>.</summary>
    private const int BaselineDays = 365;

    private const int None = Population.None;

    private readonly Lock adding = new();
    private readonly Column<Row> patients = new();
    private readonly Column<Statement> statements = new();
    private readonly Column<Result> results = new();
    private readonly List<byte[]> ids = [];
    private int[] buckets = NoBuckets(64);
    private int freeResult = None;
    private int last = None;

    /// <summary>How many patients.</summary>
    public int Count => patients.Count;

    /// <inheritdoc cref="Population.AddPerson"/>
    public void Add(in PatientKey id, Person person)
    {
        lock (adding) Add(ref Of(id), person, false);
    }

    public void Add(in PatientKey id, Statement statement)
    {
        lock (adding) Add(ref Of(id), statement);
    }

    public void Add(in PatientKey id, Result result)
    {
        lock (adding) Add(ref Of(id), result);
    }

    /// <summary>Adds all that another shelf knows, to which nobody adds any more.</summary>
    public void Merge(Shelf other)
    {
        lock (adding)
        {
            for (var i = 0; i < other.Count; i++)
            {
                ref readonly var theirs = ref other.patients[i];
                ref var ours = ref Of(other.KeyOf(i));
                if (theirs.IsNamed) Add(ref ours, theirs.Person, theirs.IsTwice);
                for (var at = theirs.Statements; at != None; at = other.statements[at].Next) Add(ref ours, other.statements[at] with { Next = None });
                for (var at = theirs.Results; at != None; at = other.results[at].Next) Add(ref ours, other.results[at] with { Next = None });
            }
        }
    }

    /// <summary>A patient by number.</summary>
    public ref readonly Row this[int patient] => ref patients[patient];

    public PatientKey KeyOf(int patient) => patients[patient] is { Text: >= 0 and var text } hashed ? new(hashed.Key, ids[text]) : new(patients[patient].Key);

    /// <summary>The number of a patient, or <see cref="Population.None"/>.</summary>
    public int Find(in PatientKey id)
    {
        for (var at = buckets[BucketOf(id.Bits)]; at != None; at = patients[at].Next)
        {
            ref readonly var row = ref patients[at];
            if (row.Key == id.Bits && (row.Text < 0 ? id.IsExact : !id.IsExact && id.Text.SequenceEqual(ids[row.Text]))) return at;
        }
        return None;
    }

    public IEnumerable<Statement> StatementsOf(int patient)
    {
        for (var at = patients[patient].Statements; at != None; at = statements[at].Next) yield return statements[at];
    }

    public IEnumerable<Result> ResultsOf(int patient)
    {
        for (var at = patients[patient].Results; at != None; at = results[at].Next) yield return results[at];
    }

    private ref Row Of(in PatientKey id)
    {
        // An export tells of one patient after the other, most of the time.
        if (last != None && id.IsExact && patients[last].Key == id.Bits && patients[last].Text < 0) return ref patients[last];
        last = Find(id);
        if (last != None) return ref patients[last];
        if (patients.Count == buckets.Length * 2) Spread();
        ref var bucket = ref buckets[BucketOf(id.Bits)];
        if (!id.IsExact) ids.Add(id.Text.ToArray());
        last = bucket = patients.Add(new Row(id.Bits) { Next = bucket, Text = id.IsExact ? None : ids.Count - 1, Born = None, Statements = None, Results = None });
        return ref patients[last];
    }

    private void Spread()
    {
        buckets = NoBuckets(buckets.Length * 2);
        for (var i = 0; i < patients.Count; i++)
        {
            ref var bucket = ref buckets[BucketOf(patients[i].Key)];
            patients[i].Next = bucket;
            bucket = i;
        }
    }

    // The lowest bits have chosen the shelf.
    private int BucketOf(UInt128 bits) => (bits.GetHashCode() >>> Population.ShelfBits) & (buckets.Length - 1);

    private static int[] NoBuckets(int count)
    {
        var buckets = new int[count];
        Array.Fill(buckets, None);
        return buckets;
    }

    private static void Add(ref Row row, Person person, bool isTwice)
    {
        // Twice and otherwise: nobody can tell which is right, so one is taken, always the same, and it is said.
        row.IsTwice |= isTwice || (row.IsNamed && row.Person != person);
        if (!row.IsNamed || person.CompareTo(row.Person) > 0) row.Person = person;
        row.IsNamed = true;
    }

    private void Add(ref Row row, Statement statement)
    {
        for (var at = row.Statements; at != None; at = statements[at].Next)
        {
            ref var known = ref statements[at];
            if (known with { Next = None } == statement) return;
            if (statement.End != Population.First || known.End != Population.First || known.Term != statement.Term) continue;
            // No day is before every day: who began once, nobody knows when, is not known to be new.
            if (statement.Start < known.Start) known = statement with { Next = known.Next };
            return;
        }
        row.Statements = statements.Add(statement with { Next = row.Statements });
    }

    private void Add(ref Row row, Result result)
    {
        var newest = result.Instant;
        var same = false;
        for (var at = row.Results; at != None; at = results[at].Next)
        {
            ref readonly var known = ref results[at];
            if (known.Lab != result.Lab) continue;
            if (known with { Next = None } == result) return;
            same = true;
            newest = Math.Max(newest, known.Instant);
        }
        // Of one lab there stays the newest, all of that moment, and of the year before it what may be the lowest.
        for (var (at, before) = (same ? row.Results : None, None); at != None;)
        {
            ref var known = ref results[at];
            var next = known.Next;
            if (known.Lab == result.Lab)
            {
                if (Gives(known, result, newest))
                {
                    if (before == None) row.Results = next;
                    else results[before] = results[before] with { Next = next };
                    known = known with { Next = freeResult };
                    freeResult = at;
                    at = next;
                    continue;
                }
                if (Gives(result, known, newest)) return;
            }
            (before, at) = (at, next);
        }
        var kept = result with { Next = row.Results };
        if (freeResult == None) row.Results = results.Add(kept);
        else
        {
            ref var free = ref results[freeResult];
            (row.Results, freeResult, free) = (freeResult, free.Next, kept);
        }
    }

    /// <summary>Whether one result can decide nothing any more beside another.</summary>
    private static bool Gives(in Result one, in Result other, long newest)
    {
        if (one.Instant == newest) return false;
        var age = (newest - one.Instant) / TimeSpan.TicksPerDay;
        // A day more than the year, because days are counted where they were written and moments are not.
        if (one.Day == None || age > BaselineDays + 2) return true;
        return one.Term == other.Term && other.Instant < newest - (2 * TimeSpan.TicksPerDay) && other.Day != None && other.Instant > one.Instant && other.Value <= one.Value;
    }

    /// <summary>A patient in forty bytes.</summary>
    public struct Row(UInt128 key)
    {
        // Two halves, because a number of 128 bits would be put at a multiple of sixteen bytes.
        private readonly ulong high = (ulong)(key >> 64), low = (ulong)key;
        public int Next, Text, Statements, Results, Born;
        private byte sex;
        private bool died;
        public bool IsNamed, IsTwice;

        public readonly UInt128 Key => new(high, low);

        public Person Person
        {
            readonly get => new(Born, sex, died);
            set => (Born, sex, died) = (value.Born, value.SexNumber, value.Died);
        }
    }
}
