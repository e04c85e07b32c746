using System.Collections.Concurrent;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>How to screen.</summary>
/// <param name="AsOf">The day of judging; null: the newest day of the export.</param>
/// <param name="AnyStatus">Count every order, whatever its status: for hospital data, where orders end with the stay.</param>
/// <param name="Threads">How many files or parts of files are read at a time.</param>
/// <param name="Prefilter">Pass over lines that say nothing before they are parsed. What comes out is the same.</param>
/// <param name="FirstDays">Keep only the first day of each medicine and diagnosis, whatever its status.</param>
public sealed record ScreenOptions(DateOnly? AsOf = null, bool AnyStatus = false, int Threads = 1, bool Prefilter = true, bool FirstDays = false);

/// <summary>A problem of an export.</summary>
/// <param name="File">The file, or empty.</param>
/// <param name="Line">The line, or 0.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record ExportProblem(string File, long Line, string Code, string Reason, string Remedy);

/// <summary>How far a run is.</summary>
/// <param name="Done">Bytes read.</param>
/// <param name="All">Bytes there are.</param>
public readonly record struct Progress(long Done, long All);

/// <summary>
/// Screens a population: an export in FHIR Bulk Data format → one row for each patient, by the same engine and the same knowledge as one patient's record.
/// Files are read in any order by any number of workers; what comes out is the same, byte for byte.
/// </summary>
public sealed class Screening
{
    /// <summary>Why a Condition does not count that was true once.</summary>
    internal const string Over = ResourceDraft.Over;

    private const int Chunk = 64;

    private readonly KnowledgeBase knowledge;
    private readonly ScreenOptions options;
    private readonly Terms terms;
    private readonly Population population;
    private readonly Lazy<Dictionary<string, int>> products;

    private Screening(KnowledgeBase knowledge, ScreenOptions options)
    {
        (this.knowledge, this.options) = (knowledge, options);
        terms = new Terms(knowledge);
        population = new Population(terms);
        products = new(() => population.Products.Order().GroupBy(term => terms[term].Like.Id ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.OrderBy(term => terms[term].Text, StringComparer.Ordinal).First(), StringComparer.Ordinal));
    }

    /// <summary>The day of judging; null when the export holds no date.</summary>
    public DateOnly? AsOf => options.AsOf ?? population.Newest;

    /// <summary>Whether orders of every status count.</summary>
    public bool CountsAnyStatus => options.AnyStatus;

    /// <summary>How many patients there are.</summary>
    public int Patients => population.Count;

    /// <summary>How many lines were read.</summary>
    public long Lines { get; private set; }

    /// <summary>What could not be read, by file and line.</summary>
    public IReadOnlyList<ExportProblem> Problems { get; private set; } = [];

    /// <summary>Reads an export.</summary>
    /// <param name="knowledge">The base to recognise with.</param>
    /// <param name="files">What to read.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="work">A folder in which each stretch that was read is kept, so that a run that was ended goes on there; null: none.</param>
    /// <exception cref="IOException">A file cannot be read, or the folder not written.</exception>
    public static Screening Read(KnowledgeBase knowledge, IReadOnlyList<ExportFile> files, ScreenOptions options, Action<Progress>? progress = null, string? work = null)
    {
        var screening = new Screening(knowledge, options);
        screening.Read(files, progress ?? (_ => { }), work is null ? null : new Part(work, knowledge, screening.terms, options));
        return screening;
    }

    /// <summary>Puts parts together that were read before, on any machine.</summary>
    /// <param name="knowledge">The base they were read with.</param>
    /// <param name="files">Parts, each written by <see cref="WriteFacts"/> or put together from such ones.</param>
    /// <param name="options">How to judge.</param>
    /// <returns>The population, or null with what is wrong with a part.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Screening? Screening, IReadOnlyList<Problem> Problems) ReadFacts(KnowledgeBase knowledge, IEnumerable<string> files, ScreenOptions options)
    {
        var screening = new Screening(knowledge, options);
        var problems = new List<Problem>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var input = File.OpenRead(file);
            var (about, why) = FactsFile.Read(input, screening.population, screening.terms);
            if (why is not null) problems.Add(new Problem("UNC620", file, $"These facts cannot be read: {why}", "write them again with --facts-out"));
            // Parts that a warehouse put together tell nothing of themselves.
            else if (about!.TryGetValue(Part.Knowledge, out var hash) && hash != knowledge.Release.Hash)
                problems.Add(new Problem("UNC621", file, $"These facts were read with other knowledge ({hash}) than this ({knowledge.Release.Hash}), and hold only what that one asks for", "read all parts with one release"));
            else if (about!.TryGetValue(Part.Lines, out var lines)) screening.Lines += long.Parse(lines, System.Globalization.CultureInfo.InvariantCulture);
        }
        if (problems.Count > 0) return (null, problems);
        screening.Problems = [.. screening.PatientProblems()];
        return (screening, []);
    }

    /// <summary>Writes what is known, to be put together with other parts.</summary>
    /// <exception cref="IOException">There is no space, or no permission; the file is as it was.</exception>
    public void WriteFacts(string file) => RowFile.Whole(file, output => FactsFile.Write(output, population, terms, new Dictionary<string, string>
    {
        [Part.Knowledge] = knowledge.Release.Hash,
        [Part.Lines] = Lines.ToString(System.Globalization.CultureInfo.InvariantCulture),
    }));

    /// <summary>The rows, by patient id. Workers make them some at a time, and none of them runs far ahead of whoever takes them.</summary>
    /// <param name="only">Only patients of whom this holds, or null: all.</param>
    public IEnumerable<ScreenRow> Rows(Func<Facts.Facts, bool>? only = null)
    {
        var workers = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Threads).ConcurrentScheduler);
        var ahead = new Queue<Task<List<ScreenRow>>>();
        foreach (var patients in population.InOrder().Chunk(Chunk))
        {
            ahead.Enqueue(options.Threads == 1 ? Task.FromResult(RowsOf(patients, only)) : workers.StartNew(() => RowsOf(patients, only)));
            if (ahead.Count < options.Threads * 4) continue;
            foreach (var row in ahead.Dequeue().GetAwaiter().GetResult()) yield return row;
        }
        foreach (var rows in ahead)
            foreach (var row in rows.GetAwaiter().GetResult()) yield return row;
    }

    /// <summary>All that is concluded of one patient; null when the export knows nobody of that id.</summary>
    public Assessment.Assessment? Explain(string id) =>
        population.Find(id) is { } patient && FactsOf(patient) is var (_, facts) ? Assessment.Assessor.Assess(facts, withQuestions: false) : null;

    /// <summary>
    /// Of each patient the first day of every entry that an order or a diagnosis stands for, wider ones too; <see cref="Population.None"/> where a day is not
    /// known. Patients of whom nothing is wanted are left out.
    /// </summary>
    internal IEnumerable<(Entry Entry, int Day)[]> FirstDays(Predicate<Entry> wanted)
    {
        var meanings = new Dictionary<int, Entry[]>();
        var first = new Dictionary<Entry, int>();
        foreach (var patient in population.Patients)
        {
            first.Clear();
            foreach (var statement in population.StatementsOf(patient))
            {
                if (!meanings.TryGetValue(statement.Term, out var entries)) meanings[statement.Term] = entries = [.. Meaning(statement.Term).Where(entry => wanted(entry))];
                foreach (var entry in entries)
                    if (!first.TryGetValue(entry, out var known) || statement.Start < known) first[entry] = statement.Start;
            }
            if (first.Count > 0) yield return [.. first.Select(pair => (pair.Key, pair.Value))];
        }
    }

    private HashSet<Entry> Meaning(int term)
    {
        var reading = terms[term].Like.Copy();
        (reading.Start, reading.Recorded) = (Terms.SomeDay, Terms.SomeDay);
        var entries = new List<RecordEntry> { new(reading, reading.Type, null) };
        if (reading.Medicine is { } product) Product(product, entries, 3);
        var meant = new HashSet<Entry>();
        foreach (var entry in FactsBuilder.Build(knowledge, RecordCase.Build(entries, Terms.SomeDay)).Facts.Record!.Understood.SelectMany(understood => understood.Entries)) Wider(entry);
        return meant;

        void Wider(Entry entry)
        {
            if (!meant.Add(entry)) return;
            foreach (var broader in entry.Broader) Wider(broader.Target!);
        }
    }

    private List<ScreenRow> RowsOf(int[] patients, Func<Facts.Facts, bool>? only)
    {
        var rows = new List<ScreenRow>(patients.Length);
        foreach (var patient in patients)
        {
            var (given, facts) = FactsOf(patient);
            if (only?.Invoke(facts) != false) rows.Add(ScreenRow.Of(population.IdOf(patient), given, facts));
        }
        return rows;
    }

    private (Case Given, Facts.Facts Facts) FactsOf(int patient)
    {
        var given = RecordCase.Build(Entries(patient), AsOf);
        return (given, FactsBuilder.Build(knowledge, given).Facts);
    }

    /// <summary>The patient's record again, with only what is of use in it.</summary>
    private List<RecordEntry> Entries(int patient)
    {
        var entries = new List<RecordEntry>();
        var person = population.PersonOf(patient);
        entries.Add(new RecordEntry(new Reading { Kind = ResourceKind.Patient, Type = "Patient", Born = Day(person.Born), Sex = person.Sex, Died = person.Died }, "Patient", null));
        foreach (var statement in population.StatementsOf(patient).OrderBy(statement => terms[statement.Term].Text, StringComparer.Ordinal).ThenBy(statement => statement.Start).ThenBy(statement => statement.End))
        {
            var reading = terms[statement.Term].Like.Copy();
            (reading.Patient, reading.Start, reading.End, reading.Recorded, reading.Instant) = (null, Day(statement.Start), Day(statement.End), null, null);
            reading.Components = [];
            if (reading.Kind is ResourceKind.MedicationDispense or ResourceKind.QuestionnaireResponse) (reading.Recorded, reading.Start) = (reading.Start, null);
            if (!reading.IsHistory) reading.WhyNot = null;
            entries.Add(new RecordEntry(reading, reading.Type, null));
            if (reading.Medicine is { } product) Product(product, entries, 3);
        }
        foreach (var result in population.ResultsOf(patient).OrderBy(result => result.Instant).ThenBy(result => terms[result.Term].Text, StringComparer.Ordinal).ThenBy(result => result.Value))
        {
            var reading = terms[result.Term].Like.Copy();
            (reading.Patient, reading.Start, reading.Value, reading.Components) = (null, Day(result.Day), result.Value, []);
            reading.Instant = result.Instant == long.MinValue ? null : new DateTimeOffset(result.Instant, TimeSpan.Zero);
            entries.Add(new RecordEntry(reading, reading.Type, null));
        }
        return entries;
    }

    private void Product(string reference, List<RecordEntry> entries, int depth)
    {
        var id = reference[(reference.LastIndexOf('/') + 1)..];
        if (depth == 0 || !products.Value.TryGetValue(id, out var term)) return;
        var product = terms[term].Like;
        if (entries.Exists(entry => entry.Reading == product)) return;
        entries.Add(new RecordEntry(product, product.Type, null));
        foreach (var (_, part) in product.Ingredients)
            if (part is not null) Product(part, entries, depth - 1);
    }

    private static DateOnly? Day(int number) => number >= 0 ? DateOnly.FromDayNumber(number) : null;

    private void Read(IReadOnlyList<ExportFile> files, Action<Progress> progress, Part? parts)
    {
        var all = files.Sum(file => file.Length);
        var done = 0L;
        var segments = new ConcurrentQueue<Segment>(Segment.Of(files));
        var contents = new ConcurrentDictionary<Segment, (long Lines, IReadOnlyList<BadLine> Bad)>();
        var failed = 0;
        var workers = Enumerable.Range(0, options.Threads).Select(_ => Task.Factory.StartNew(() =>
        {
            var reader = new SegmentReader(terms, options);
            try
            {
                while (Volatile.Read(ref failed) == 0 && segments.TryDequeue(out var segment))
                {
                    var content = parts?.Kept(segment);
                    if (content is null)
                    {
                        // What is kept by itself is read by itself.
                        content = reader.Read(segment, parts is null ? population : new Population(terms), bytes => progress(new Progress(Interlocked.Add(ref done, bytes), all)));
                        parts?.Keep(segment, content);
                    }
                    else progress(new Progress(Interlocked.Add(ref done, segment.End - segment.Start), all));
                    contents[segment] = (content.Lines, content.Bad);
                    if (parts is not null) population.Merge(content.Population);
                }
            }
            catch
            {
                Volatile.Write(ref failed, 1);
                throw;
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(workers);
        }
        catch (AggregateException error) when (error.InnerExceptions.FirstOrDefault(inner => inner is IOException or UnauthorizedAccessException) is { } unreadable)
        {
            throw new IOException(unreadable.Message, unreadable);
        }
        Lines = contents.Values.Sum(content => content.Lines);
        // First days need nobody's age.
        Problems = [.. LineProblems(contents), .. options.FirstDays ? [] : PatientProblems()];
    }

    private static IEnumerable<ExportProblem> LineProblems(IReadOnlyDictionary<Segment, (long Lines, IReadOnlyList<BadLine> Bad)> contents)
    {
        foreach (var file in contents.GroupBy(pair => pair.Key.File).OrderBy(group => group.Key.Path, StringComparer.Ordinal))
        {
            // Only now is it known how many lines stand before a stretch.
            var before = 0L;
            foreach (var (_, content) in file.OrderBy(pair => pair.Key.Start))
            {
                foreach (var bad in content.Bad) yield return new ExportProblem(file.Key.Path, bad.Line == 0 ? 0 : before + bad.Line, bad.Code, bad.What, bad.Remedy);
                before += content.Lines;
            }
        }
    }

    private IEnumerable<ExportProblem> PatientProblems()
    {
        foreach (var patient in population.InOrder(patient => population.IsTwice(patient) || !population.IsNamed(patient)))
        {
            if (population.IsTwice(patient)) yield return new ExportProblem("", 0, "UNC617", $"Patient/{population.IdOf(patient)} stands twice, and not alike", "remove the wrong one");
            if (!population.IsNamed(patient)) yield return new ExportProblem("", 0, "UNC618", $"Patient/{population.IdOf(patient)} is referred to and is not in the export", "add their Patient resource: without it age and sex are unknown");
        }
    }
}
