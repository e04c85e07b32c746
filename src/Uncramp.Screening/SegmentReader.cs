using System.Text;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Screening.Signals;

namespace Uncramp.Screening;

/// <summary>A line that could not be read, or said nothing that can be used.</summary>
/// <param name="Line">Its number in the stretch; 0: the whole file.</param>
/// <param name="Code">Stable code.</param>
/// <param name="What">One sentence.</param>
/// <param name="Remedy">How to mend it.</param>
internal readonly record struct BadLine(long Line, string Code, string What, string Remedy);

/// <summary>What one stretch of a file held.</summary>
/// <param name="Population">The patients.</param>
/// <param name="Lines">How many lines began there.</param>
/// <param name="Bad">Lines that could not be read, in order.</param>
internal sealed record SegmentContent(Population Population, long Lines, IReadOnlyList<BadLine> Bad);

/// <summary>Lines → a population. One for each worker.</summary>
internal sealed class SegmentReader(Terms terms, ScreenOptions options)
{
    /// <summary>A broken disk makes millions of broken lines; this many of a stretch are told, and how many more there were.</summary>
    private const int MostBad = 10_000;

    // No result is the beginning of anything.
    private readonly Prefilter prefilter = new(options.FirstDays ? (kind, concept) => kind != ResourceKind.Observation && terms.Concerns(kind, concept) : terms.Concerns);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> known = new Dictionary<byte[], int>(Utf8Equality.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
    private Population population = new(terms);
    private List<BadLine> bad = [];
    private long untold;
    private (byte[] Text, DateOnly Day) newest = ([], default);

    /// <summary>Reads a stretch.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SegmentContent Read(Segment segment, Action<long> progress)
    {
        (population, bad, untold, newest) = (new Population(terms), [], 0, ([], default));
        var lines = 0L;
        try
        {
            lines = segment.Read(Line, progress, number => Bad(number, "UNC611", $"The line has more than {Segment.MostInLine >> 20} MB", "export the resource without its attachments"));
        }
        catch (InvalidDataException)
        {
            Bad(0, "UNC612", "The packed file is broken from some place on; what came before was read", "download it again");
        }
        if (newest.Text.Length > 0) population.Saw(newest.Day);
        if (segment.File.IsGzip || segment.End == segment.File.Length)
        {
            var now = new FileInfo(segment.File.Path);
            if (now.Length > segment.File.Length) Bad(0, "UNC613", $"The file grew from {segment.File.Length:N0} to {now.Length:N0} bytes while it was read; the rest was not read", "screen again when the export is finished");
        }
        if (untold > 0) Bad(0, "UNC614", $"{untold:N0} more lines could not be read", "see whether this is an export");
        return new SegmentContent(population, lines, bad);
    }

    private void Bad(long line, string code, string what, string remedy)
    {
        if (bad.Count < MostBad || line == 0) bad.Add(new BadLine(line, code, what, remedy));
        else untold++;
    }

    private void Line(ReadOnlySpan<byte> line, long number)
    {
        if (line.IsEmpty) return;
        if (options.Prefilter && prefilter.Passes(line, out var day))
        {
            Saw(day);
            return;
        }
        if (options is { Prefilter: true, FirstDays: false } && Known(line)) return;
        if (line.Contains((byte)0))
        {
            Bad(number, "UNC610", "There is a NUL byte in the line", "repair or export the file again");
            return;
        }
        var reading = ResourceReader.Read(line, out var problem);
        if (reading is null)
        {
            Bad(number, "UNC610", problem ?? "It is no resource", "give one resource as JSON on each line");
            return;
        }
        if (reading.OtherVersion is { } version)
        {
            Bad(number, "UNC403", $"This is how FHIR {version} writes a {reading.Type}; Uncramp reads R4 and R4B", "export as FHIR R4");
            return;
        }
        if (reading.Slips.Count > 0 && IsOfUse(reading)) Bad(number, "UNC420", $"{reading.Slips[0].What}, at byte {reading.Slips[0].Offset}", reading.Slips[0].Remedy);
        Add(reading, number);
    }

    /// <summary>A plain result of a lab and unit that were seen before is added without being read as a resource.</summary>
    private bool Known(ReadOnlySpan<byte> line)
    {
        var result = default(ResultLine);
        if (!result.Read(line)) return false;
        var length = result.Code.Length + result.Unit.Length;
        var key = length <= 1024 ? stackalloc byte[length] : new byte[length];
        result.Code.CopyTo(key);
        result.Unit.CopyTo(key[result.Code.Length..]);
        var patient = PatientId.OfReference(result.Patient);
        if (!known.TryGetValue(key, out var term))
        {
            var reading = ResourceReader.Read(line, out _);
            // What has slips, no value or no patient is told of by the reading.
            if (reading is not { Slips.Count: 0, Value: not null, Concept.IsEmpty: false, WhyNot: null }) return false;
            known[key] = term = terms.Of(reading);
        }
        if (patient.IsEmpty) return true;
        population.Saw(result.Day);
        if (terms[term].IsPlausible(result.Value)) population.Add(patient, term, result.Day, result.Instant, result.Value);
        return true;
    }

    /// <summary>Most lines of a file name the same few days; only a newer one than the newest is read as a date.</summary>
    private void Saw(ReadOnlySpan<byte> day)
    {
        if (day.IsEmpty || day.SequenceCompareTo(newest.Text) <= 0) return;
        if (Dates.TryParse(day, out var read, out _)) newest = (day.ToArray(), read);
    }

    private void Add(Reading reading, long number)
    {
        switch (reading.Kind)
        {
            case ResourceKind.Other or ResourceKind.Composition: return;
            case ResourceKind.Patient when reading.Id is { } id: population.AddPerson(Encoding.UTF8.GetBytes(id), reading.Born, reading.Sex, reading.Died); return;
            case ResourceKind.Patient: Bad(number, "UNC615", "The Patient has no id", "give each Patient an id"); return;
            case ResourceKind.Medication: population.AddProduct(terms.Of(reading)); return;
        }
        population.Saw(reading.Start);
        population.Saw(reading.Recorded);
        if (options.FirstDays && !FirstDay.Counts(reading)) return;
        if (options.FirstDays) FirstDay.Take(reading);
        if (reading.WhyNot is not null && !reading.IsHistory && !(options.AnyStatus && reading.IsNotByStatus)) return;
        if (reading.Kind is ResourceKind.AllergyIntolerance or ResourceKind.FamilyMemberHistory) return;
        if (reading.Patient is null)
        {
            if (IsOfUse(reading)) Bad(number, "UNC616", $"The {reading.Type} does not say whom it is about", "give it a subject");
            return;
        }
        var patient = PatientId.OfReference(reading.Patient);
        if (patient.Length == 0) return;
        if (options.FirstDays)
        {
            State(patient, reading, reading.Start, Population.First);
            return;
        }
        switch (reading.Kind)
        {
            case ResourceKind.Observation: Observation(patient, reading); break;
            case ResourceKind.Condition:
                State(patient, reading, reading.Start, !reading.IsHistory ? Population.None : (reading.End ?? reading.Start)?.DayNumber ?? Population.OverOnce);
                break;
            case ResourceKind.MedicationRequest or ResourceKind.MedicationAdministration: State(patient, reading, null, Population.None); break;
            case ResourceKind.MedicationDispense when reading.DaysSupply is > 0: State(patient, reading, reading.Recorded ?? reading.Start, Population.None); break;
            case ResourceKind.MedicationDispense: break;
            case ResourceKind.QuestionnaireResponse when reading.Answers.Count > 0: State(patient, reading, reading.Recorded, Population.None); break;
            case ResourceKind.QuestionnaireResponse: break;
            default: State(patient, reading, reading.Start, Population.None); break;
        }
    }

    /// <summary>Whether a mistake in it matters: nobody asks for a bronchitis without a subject, and most lines are not even parsed.</summary>
    private bool IsOfUse(Reading reading) => reading.Kind is ResourceKind.Patient or ResourceKind.Medication or ResourceKind.QuestionnaireResponse || reading.Medicine is not null || reading.Concept.IsEmpty
        || terms.Concerns(reading.Kind, reading.Concept) || (reading.ValueConcept is { IsEmpty: false } found && terms.Concerns(reading.Kind, found)) || reading.Components.Any(IsOfUse);

    private void State(byte[] patient, Reading reading, DateOnly? start, int end)
    {
        var term = terms.Of(reading);
        if (terms.IsOfUse(term)) population.Add(patient, term, start?.DayNumber ?? Population.None, end);
    }

    private void Observation(byte[] patient, Reading reading)
    {
        foreach (var part in reading.Components)
        {
            (part.Start, part.Instant) = (reading.Start, reading.Instant);
            Observation(patient, part);
        }
        if (reading.Concept.IsEmpty || (reading.Value is not null && reading.Comparator is not null)) return;
        if (reading.Value is { } value)
        {
            var number = terms.Of(reading);
            if (terms[number].IsPlausible(value)) population.Add(patient, number, reading.Start, reading.Instant, value);
        }
        else if (reading.ValueFlag == true || reading.ValueConcept is { IsEmpty: false }) State(patient, reading, reading.Start, Population.None);
    }
}
