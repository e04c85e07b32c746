using System.Text;

namespace Uncramp.Screening;

/// <summary>
/// What is known of many patients, in as few bytes as may be: rows of numbers, and terms that all share. What is said twice is kept once, and of a lab
/// only what can still decide: so any two populations can be put together, in any order, and what comes out is the same. Workers may add at the same time.
/// </summary>
internal sealed class Population(Terms terms)
{
    /// <summary>No day.</summary>
    public const int None = -1;

    /// <summary>The resource is over, on a day that is not known.</summary>
    public const int OverOnce = -2;

    /// <summary>In place of an end: of all days on which it began, only the first counts.</summary>
    public const int First = -3;

    /// <summary>So many bits of a patient's number tell the shelf.</summary>
    public const int ShelfBits = 4;

    private const int InShelf = (1 << ShelfBits) - 1;

    private readonly Shelf[] shelves = [.. Enumerable.Range(0, InShelf + 1).Select(_ => new Shelf())];
    private readonly HashSet<int> products = [];
    private readonly Lock adding = new();

    /// <summary>How many patients.</summary>
    public int Count => shelves.Sum(shelf => shelf.Count);

    /// <summary>The newest day on which anything began, was found or was written; null while nothing has a date.</summary>
    public DateOnly? Newest { get; private set; }

    /// <summary>Products that orders refer to, by number of their term.</summary>
    public IReadOnlyCollection<int> Products => products;

    /// <summary>Notes a day that something happened.</summary>
    public void Saw(DateOnly? day)
    {
        lock (adding)
            if (day is { } newer && (Newest is null || newer > Newest)) Newest = newer;
    }

    /// <summary>Adds what a Patient resource tells.</summary>
    public void AddPerson(ReadOnlySpan<byte> id, DateOnly? born, string? sex, bool died)
    {
        var key = PatientId.Of(id);
        shelves[ShelfOf(key)].Add(key, Person.Of(born?.DayNumber ?? None, sex, died));
    }

    /// <summary>Adds a product that orders refer to.</summary>
    public void AddProduct(int term)
    {
        lock (adding) products.Add(term);
    }

    /// <summary>Adds something that is so, or was.</summary>
    /// <param name="id">The patient.</param>
    /// <param name="term">What.</param>
    /// <param name="start">The day it began, or <see cref="None"/>.</param>
    /// <param name="end">The day it ended, <see cref="OverOnce"/>, or <see cref="None"/> while it goes on.</param>
    public void Add(ReadOnlySpan<byte> id, int term, int start, int end)
    {
        var key = PatientId.Of(id);
        shelves[ShelfOf(key)].Add(key, new Statement(None, term, start, end));
    }

    /// <summary>Adds a result.</summary>
    public void Add(ReadOnlySpan<byte> id, int term, DateOnly? day, DateTimeOffset? instant, double value)
    {
        var key = PatientId.Of(id);
        var moment = instant?.UtcTicks ?? (day is { } date ? date.DayNumber * TimeSpan.TicksPerDay : long.MinValue);
        shelves[ShelfOf(key)].Add(key, new Result(None, term, terms[term].Lab!.Index, day?.DayNumber ?? None, moment, value));
    }

    /// <summary>Adds all that another population knows, to which nobody adds any more.</summary>
    public void Merge(Population other)
    {
        Saw(other.Newest);
        foreach (var product in other.products) AddProduct(product);
        for (var i = 0; i < shelves.Length; i++) shelves[i].Merge(other.shelves[i]);
    }

    /// <summary>The numbers of all patients, in no order.</summary>
    public IEnumerable<int> Patients
    {
        get
        {
            for (var shelf = 0; shelf < shelves.Length; shelf++)
                for (var row = 0; row < shelves[shelf].Count; row++) yield return (row << ShelfBits) | shelf;
        }
    }

    /// <summary>The numbers of patients in the order of their ids.</summary>
    /// <param name="wanted">Which; null: all.</param>
    public int[] InOrder(Func<int, bool>? wanted = null)
    {
        var order = new int[wanted is null ? Count : Patients.Count(wanted)];
        var count = 0;
        foreach (var patient in Patients)
            if (wanted?.Invoke(patient) != false) order[count++] = patient;
        // UUIDs are in the order of their bits; writing millions of them out to compare them takes more memory than all else.
        Array.Sort(order, (a, b) => PatientId.Compare(KeyOf(a), KeyOf(b)));
        return order;
    }

    public string IdOf(int patient) => PatientId.Text(KeyOf(patient));

    /// <summary>The number of a patient, or null.</summary>
    public int? Find(string id)
    {
        var key = PatientId.Of(Encoding.UTF8.GetBytes(id));
        var shelf = ShelfOf(key);
        return shelves[shelf].Find(key) is >= 0 and var row ? (row << ShelfBits) | shelf : null;
    }

    /// <summary>Whether a Patient resource was there.</summary>
    public bool IsNamed(int patient) => RowOf(patient).IsNamed;

    /// <summary>Whether two Patient resources told otherwise.</summary>
    public bool IsTwice(int patient) => RowOf(patient).IsTwice;

    public Person PersonOf(int patient) => RowOf(patient).Person;

    public IEnumerable<Statement> StatementsOf(int patient) => shelves[patient & InShelf].StatementsOf(patient >> ShelfBits);

    public IEnumerable<Result> ResultsOf(int patient) => shelves[patient & InShelf].ResultsOf(patient >> ShelfBits);

    private ref readonly Shelf.Row RowOf(int patient) => ref shelves[patient & InShelf][patient >> ShelfBits];

    private PatientKey KeyOf(int patient) => shelves[patient & InShelf].KeyOf(patient >> ShelfBits);

    private static int ShelfOf(in PatientKey key) => key.Bits.GetHashCode() & InShelf;
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
