using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>
/// What is known of a population, or of any part of it, as Parquet: one fact a row, each by itself, so that parts are put together by any program that can
/// tell equal rows apart. <see cref="MergeSql"/> does it in a warehouse.
/// </summary>
/// <remarks>
/// Columns: <c>patient</c> (empty for products and for the newest day), <c>fact</c> (what, as JSON), <c>lab</c> (its id, or null), <c>began</c> and
/// <c>ended</c> (days; null while it goes on, and where it is not known), <c>moment</c> (of a result, in 100 ns since the first day of year 1, UTC), <c>value</c> (of a result, in the unit of the fact).
/// </remarks>
internal static class FactsFile
{
    /// <summary>
    /// Puts parts together: one statement of standard SQL, for Spark, Trino, BigQuery, PostgreSQL and DuckDB alike. <c>facts</c> stands for all parts.
    /// </summary>
    public const string MergeSql = """
        SELECT DISTINCT patient, fact, lab, began, ended, moment, value
        FROM (SELECT patient, fact, lab, began, ended, moment, value, MAX(moment) OVER (PARTITION BY patient, lab) AS newest FROM facts) AS every
        WHERE lab IS NULL OR moment IS NULL OR moment >= newest - 317088000000000
        """;

    // A group is held whole while it is made.
    private const int RowsInGroup = 20_000;
    private const string NewestDay = """{"is":"newest"}""";

    private static readonly DataField<string> PatientColumn = new("patient"), FactColumn = new("fact"), LabColumn = new("lab");
    private static readonly DataField<DateOnly?> BeganColumn = new("began"), EndedColumn = new("ended");
    private static readonly DataField<long?> MomentColumn = new("moment");
    private static readonly DataField<double?> ValueColumn = new("value");
    private static readonly ParquetSchema Schema = new(PatientColumn, FactColumn, LabColumn, BeganColumn, EndedColumn, MomentColumn, ValueColumn);

    /// <summary>Writes a population.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="population">What is known.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="about">What the reader of it has to know: knowledge, status, and whatever the caller adds.</param>
    public static void Write(Stream output, Population population, Terms terms, IReadOnlyDictionary<string, string> about)
    {
        using var writer = new Waiting<ParquetWriter>(ParquetWriter.CreateAsync(Schema, output));
        writer.It.CustomMetadata = about.ToDictionary();
        var rows = new Columns(writer.It);
        if (population.Newest is { } newest) rows.Add("", NewestDay, null, newest, null, null, null);
        foreach (var product in population.Products.OrderBy(term => terms[term].Text, StringComparer.Ordinal)) rows.Add("", terms[product].Text, null, null, null, null, null);
        foreach (var patient in population.InOrder())
        {
            var id = population.IdOf(patient);
            if (population.IsNamed(patient))
            {
                rows.Add(id, PersonText(population.PersonOf(patient)), null, Day(population.PersonOf(patient).Born), null, null, null);
                // Two that differ are told again as two.
                if (population.IsTwice(patient)) rows.Add(id, PersonText(Person.Unknown), null, null, null, null, null);
            }
            foreach (var statement in population.StatementsOf(patient)) rows.Add(id, terms[statement.Term].Text, null, Day(statement.Start), Day(statement.End), null, null);
            foreach (var result in population.ResultsOf(patient)) rows.Add(id, terms[result.Term].Text, terms[result.Term].Lab!.Id, Day(result.Day), null, result.Instant == long.MinValue ? null : result.Instant, result.Value);
        }
        rows.Flush();
    }

    /// <summary>Reads a file's facts into a population.</summary>
    /// <returns>What the writer added, or null with the reason.</returns>
    public static (IReadOnlyDictionary<string, string>? About, string? Why) Read(Stream input, Population population, Terms terms)
    {
        try
        {
            using var reader = new Waiting<ParquetReader>(ParquetReader.CreateAsync(input, new ParquetOptions { UseDateOnlyTypeForDates = true }));
            var about = reader.It.CustomMetadata;
            var fields = reader.It.Schema.GetDataFields().ToDictionary(field => field.Name, StringComparer.Ordinal);
            if (Schema.GetDataFields().FirstOrDefault(field => !fields.ContainsKey(field.Name)) is { } missing) return (null, $"it has no column '{missing.Name}'");
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var group = 0; group < reader.It.RowGroupCount; group++)
            {
                using var rows = reader.It.OpenRowGroupReader(group);
                var count = (int)rows.RowCount;
                var (patients, facts) = (new string?[count], new string?[count]);
                var (began, ended, moments, values) = (new DateOnly?[count], new DateOnly?[count], new long?[count], new double?[count]);
                Wait(rows.ReadAsync(fields["patient"], patients.AsMemory()));
                Wait(rows.ReadAsync(fields["fact"], facts.AsMemory()));
                Wait(rows.ReadAsync<DateOnly>(fields["began"], began.AsMemory()));
                Wait(rows.ReadAsync<DateOnly>(fields["ended"], ended.AsMemory()));
                Wait(rows.ReadAsync<long>(fields["moment"], moments.AsMemory()));
                Wait(rows.ReadAsync<double>(fields["value"], values.AsMemory()));
                for (var row = 0; row < count; row++)
                    if (Add(patients[row], facts[row], began[row], ended[row], moments[row], values[row], population, terms, numbers) is { } why) return (null, $"row {row + 1}: {why}");
            }
            return (about, null);
        }
        // The library says "IOException" of a file that is none.
        catch (Exception error) when (error is IOException or InvalidDataException or ParquetException or InvalidOperationException or ArgumentException or NotSupportedException or EndOfStreamException or OverflowException or IndexOutOfRangeException)
        {
            return (null, "it is no Parquet file that this release can read");
        }
    }

    private static string? Add(string? patient, string? fact, DateOnly? began, DateOnly? ended, long? moment, double? value, Population population, Terms terms, Dictionary<string, int> numbers)
    {
        if (patient is null || fact is null) return "patient or fact is missing";
        if (fact == NewestDay)
        {
            population.Saw(began);
            return null;
        }
        var id = Encoding.UTF8.GetBytes(patient);
        if (PersonOf(fact, began) is { } person)
        {
            population.AddPerson(id, person.Born >= 0 ? DateOnly.FromDayNumber(person.Born) : null, person.Sex, person.Died);
            return null;
        }
        if (!numbers.TryGetValue(fact, out var term))
        {
            if (Term.Parse(fact, terms.Knowledge) is not { } parsed) return "the fact is none of this release";
            numbers[fact] = term = terms.Number(parsed);
        }
        if (terms[term].Like.Kind == ResourceKind.Medication) population.AddProduct(term);
        else if (value is { } number)
        {
            if (terms[term].Lab is null) return "a number of what is no lab";
            population.Add(id, term, began, moment is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null, number);
        }
        else population.Add(id, term, began?.DayNumber ?? Population.None, ended?.DayNumber ?? (terms[term].Like.IsHistory ? Population.OverOnce : Population.None));
        return null;
    }

    private static DateOnly? Day(int number) => number >= 0 ? DateOnly.FromDayNumber(number) : null;

    private static string PersonText(Person person) => string.Create(CultureInfo.InvariantCulture, $"{{\"is\":\"Patient\",\"sex\":{JsonSerializer.Serialize(person.Sex)},\"died\":{(person.Died ? "true" : "false")}}}");

    private static Person? PersonOf(string fact, DateOnly? born)
    {
        if (!fact.StartsWith("""{"is":"Patient",""", StringComparison.Ordinal)) return null;
        using var json = JsonDocument.Parse(fact);
        return Person.Of(born?.DayNumber ?? Population.None, json.RootElement.GetProperty("sex").GetString(), json.RootElement.GetProperty("died").GetBoolean());
    }

    // The library waits for streams; ours are files and memory, and a worker has nothing else to do meanwhile.
    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    /// <summary>What the library opens and closes asynchronously.</summary>
    private sealed class Waiting<T>(Task<T> opening) : IDisposable where T : IAsyncDisposable
    {
        public T It { get; } = opening.GetAwaiter().GetResult();

        public void Dispose() => It.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Rows on their way into columns.</summary>
    private sealed class Columns(ParquetWriter writer)
    {
        private readonly List<string> patients = [], facts = [];
        private readonly List<string?> labs = [];
        private readonly List<DateOnly?> began = [], ended = [];
        private readonly List<long?> moments = [];
        private readonly List<double?> values = [];

        public void Add(string patient, string fact, string? lab, DateOnly? start, DateOnly? end, long? moment, double? value)
        {
            patients.Add(patient);
            facts.Add(fact);
            labs.Add(lab);
            began.Add(start);
            ended.Add(end);
            moments.Add(moment);
            values.Add(value);
            if (patients.Count == RowsInGroup) Flush();
        }

        public void Flush()
        {
            using (var group = writer.CreateRowGroup())
            {
                Wait(group.WriteAsync(PatientColumn, patients));
                Wait(group.WriteAsync(FactColumn, facts));
                Wait(group.WriteAsync(LabColumn, labs!));
                Wait(group.WriteAsync<DateOnly>(BeganColumn, began.ToArray()));
                Wait(group.WriteAsync<DateOnly>(EndedColumn, ended.ToArray()));
                Wait(group.WriteAsync<long>(MomentColumn, moments.ToArray()));
                Wait(group.WriteAsync<double>(ValueColumn, values.ToArray()));
            }
            foreach (System.Collections.IList list in (System.Collections.IList[])[patients, facts, labs, began, ended, moments, values]) list.Clear();
        }
    }
}
