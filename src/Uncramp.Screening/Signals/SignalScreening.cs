using Uncramp.Knowledge;
using Uncramp.Signals;

namespace Uncramp.Screening.Signals;

/// <summary>How to look for signals.</summary>
/// <param name="RunInDays">Who has a first day within so many days of the beginning of the data is not known to be new.</param>
/// <param name="WindowDays">So many days may lie between medicine and marker.</param>
/// <param name="From">The day from which on the data are complete; null: the first day on which one of the medicines or markers began.</param>
/// <param name="Markers">What stands for the cramps; empty: the entries that the knowledge marks, medicines and diagnoses apart.</param>
/// <param name="Threads">How many files or parts of files are read at a time.</param>
public sealed record SignalOptions(int RunInDays = 365, int WindowDays = 365, DateOnly? From = null, IReadOnlyList<Entry>? Markers = null, int Threads = 1);

/// <summary>A medicine that may contribute to cramps, and how its first orders lie to those of the marker.</summary>
/// <param name="Medicine">The entry.</param>
/// <param name="Ratio">The counts and ratios.</param>
public sealed record Signal(Entry Medicine, SequenceRatio Ratio);

/// <summary>What stands for the cramps, and the signals of it.</summary>
/// <param name="Entries">Any of these.</param>
/// <param name="New">People new to it.</param>
/// <param name="Signals">A row for each medicine, the highest lower end first; those with too few people behind them, by id.</param>
public sealed record MarkerSignals(IReadOnlyList<Entry> Entries, int New, IReadOnlyList<Signal> Signals)
{
    /// <summary>Its name.</summary>
    public string Title => string.Join(" or ", Entries.Select(entry => entry.Title));
}

/// <summary>Looks in a population for medicines that are begun before cramps more often than after them.</summary>
/// <param name="Options">How it was looked.</param>
/// <param name="Release">The knowledge.</param>
/// <param name="From">The first day of the data; null when nothing in them has a day.</param>
/// <param name="To">The last.</param>
/// <param name="Patients">How many patients there are.</param>
/// <param name="Lines">How many lines were read.</param>
/// <param name="Markers">What was found, by marker.</param>
/// <param name="Problems">What could not be read.</param>
public sealed record SignalScreening(SignalOptions Options, Release Release, DateOnly? From, DateOnly? To, int Patients, long Lines, IReadOnlyList<MarkerSignals> Markers, IReadOnlyList<ExportProblem> Problems)
{
    /// <summary>Reads an export.</summary>
    /// <param name="knowledge">The base to recognise with.</param>
    /// <param name="files">What to read.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SignalScreening Read(KnowledgeBase knowledge, IReadOnlyList<ExportFile> files, SignalOptions options, Action<Progress>? progress = null)
    {
        var screening = Screening.Read(knowledge, files, new ScreenOptions(Threads: options.Threads, FirstDays: true), progress);
        var markers = MarkersOf(knowledge, options).ToList();
        var medicines = knowledge.OfKind(EntryKind.Medicine).Where(medicine => medicine.Contribution is not null).ToList();
        var wanted = markers.SelectMany(marker => marker).Concat(medicines).ToHashSet();
        var people = screening.FirstDays(wanted.Contains).ToList();
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var (_, day) in people.SelectMany(person => person).Where(start => start.Day != Population.None)) (first, last) = (Math.Min(first, day), Math.Max(last, day));
        var none = last == int.MinValue;
        var from = options.From ?? (none ? null : DateOnly.FromDayNumber(first));
        var newFrom = (from?.DayNumber ?? 0) + options.RunInDays;
        return new SignalScreening(options, knowledge.Release, from, none ? null : DateOnly.FromDayNumber(last), screening.Patients, screening.Lines,
            [.. markers.Select(marker => Of(people, medicines, marker, newFrom, options.WindowDays))], screening.Problems);
    }

    private static IEnumerable<IReadOnlyList<Entry>> MarkersOf(KnowledgeBase knowledge, SignalOptions options) => options.Markers is { Count: > 0 } chosen ? chosen.Select(entry => (IReadOnlyList<Entry>)[entry])
        : knowledge.Entries.Where(entry => entry.IsMarker).GroupBy(entry => entry.Kind == EntryKind.Medicine).OrderByDescending(group => group.Key).Select(group => (IReadOnlyList<Entry>)[.. group]);

    private static MarkerSignals Of(List<(Entry Entry, int Day)[]> people, List<Entry> medicines, IReadOnlyList<Entry> marker, int newFrom, int window)
    {
        var starts = people.Select(person => (Person: person, Marker: First(person, marker))).ToList();
        var signals = medicines.Where(medicine => !marker.Contains(medicine)).Select(medicine =>
            new Signal(medicine, SequenceRatio.Of([.. starts.Select(one => new Starts(First(one.Person, [medicine]), one.Marker)).Where(one => one.Index is not null || one.Marker is not null)], newFrom, window)));
        return new MarkerSignals(marker, starts.Count(one => one.Marker >= newFrom),
        [
            .. signals.OrderBy(signal => ForestChart.IsTooFew(signal.Ratio)).ThenByDescending(signal => ForestChart.IsTooFew(signal.Ratio) ? null : signal.Ratio.AdjustedInterval.Low).ThenBy(signal => signal.Medicine.Id, StringComparer.Ordinal),
        ]);
    }

    private static int? First((Entry Entry, int Day)[] person, IReadOnlyList<Entry> entries)
    {
        int? first = null;
        foreach (var (entry, day) in person)
            if (entries.Contains(entry) && !(first <= day)) first = day;
        return first == Population.None ? Starts.LongAgo : first;
    }
}
