using System.Text;
using System.Text.Unicode;
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
    private readonly Shapes shapes = new();
    private readonly ElementReader elements = new();
    private readonly (int From, int Length)[] values = new (int, int)[Shape.MostGaps];
    private byte[] buffer = new byte[Segment.FirstBuffer];
    private Population population = new(terms);
    private DateOnly? latest;
    private List<BadLine> bad = [];
    private long untold;
    private (byte[] Text, DateOnly Day) newest = ([], default);

    /// <summary>Reads a stretch.</summary>
    /// <param name="segment">The stretch.</param>
    /// <param name="into">The population to add to.</param>
    /// <param name="progress">Told how many more bytes are done.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SegmentContent Read(Segment segment, Population into, Action<long> progress)
    {
        (population, bad, untold, newest, latest) = (into, [], 0, ([], default), null);
        var lines = 0L;
        try
        {
            lines = segment.Read(ref buffer, Line, progress, number => Bad(number, "UNC611", $"The line has more than {Segment.MostInLine >> 20} MB", "export the resource without its attachments"));
        }
        catch (InvalidDataException)
        {
            Bad(0, "UNC612", "The packed file is broken from some place on; what came before was read", "download it again");
        }
        // One line of megabytes is no reason to keep them.
        if (buffer.Length > Segment.FirstBuffer * 16) buffer = new byte[Segment.FirstBuffer];
        if (newest.Text.Length > 0) Saw(newest.Day);
        population.Saw(latest);
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
        Shape? shape = null;
        if (options.Prefilter)
        {
            shape = shapes.Of(line, values);
            var said = shape?.Recall(line, values);
            if (said is not null && Repeats(said, shape!, line)) return;
            if (said is null && prefilter.Passes(line, out var day, out var kind))
            {
                Saw(day);
                if (Outline.HasShape(kind)) (shape ?? shapes.Learn(line, values))?.Remember(line, values, Said.Nothing);
                return;
            }
        }
        if (line.Contains((byte)0))
        {
            Bad(number, "UNC610", "There is a NUL byte in the line", "repair or export the file again");
            return;
        }
        var reading = ResourceReader.Read(line, elements, out var problem);
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
        if (options.Prefilter && Outline.HasShape(reading.Kind) && reading is { Slips.Count: 0, Patient: not null }) (shape ?? shapes.Learn(line, values))?.Remember(line, values, SaidBy(reading));
        Add(reading, number);
    }

    /// <summary>A line that says the same as one before, of somebody, on some day, with some number; false when it has to be read after all.</summary>
    private bool Repeats(Said said, Shape shape, ReadOnlySpan<byte> line)
    {
        if (said == Said.Much) return false;
        if (said.Like is not { } like)
        {
            if (shape.Has(Role.Start, line, values, out var start)) Saw(start);
            if (shape.Has(Role.Recorded, line, values, out var recorded)) Saw(recorded);
            return true;
        }
        // Whatever may be wrong with a text is for the reader to say.
        if (!shape.Has(Role.Patient, line, values, out var reference) || reference.Length is 0 or > 100 || reference.Contains((byte)' ') || !Ascii.IsValid(reference)) return false;
        if (line.ContainsAnyInRange((byte)0, (byte)31) || !Utf8.IsValid(line)) return false;
        if (!Day(Role.Start, out var startDay, out var instant, line) || !Day(Role.Recorded, out var recordedDay, out _, line) || !Day(Role.End, out var endDay, out _, line)) return false;
        if (like.Value is not null)
        {
            if (!shape.Has(Role.Number, line, values, out var number) || !IsNumber(number, out var value)) return false;
            like.Value = value;
        }
        (like.Start, like.Instant, like.Recorded, like.End) = (startDay, instant, recordedDay, endDay);
        Saw(startDay);
        Saw(recordedDay);
        var patient = PatientId.OfReference(reference);
        if (said.Term != Said.None && !patient.IsEmpty) Keep(patient, like, said.Term);
        return true;

        bool Day(Role role, out DateOnly? day, out DateTimeOffset? moment, ReadOnlySpan<byte> line)
        {
            day = null;
            moment = null;
            if (!shape.Has(role, line, values, out var text)) return true;
            if (!Dates.TryParse(text, out var read, out var at)) return false;
            (day, moment) = (read, at);
            return true;
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        // What JSON does not allow, such as 007 and 1., is left to who says so.
        var digits = text.StartsWith("-"u8) ? text[1..] : text;
        if (digits.IsEmpty || digits[0] is < (byte)'0' or > (byte)'9' || (digits.Length > 1 && digits[0] == '0' && digits[1] is not ((byte)'.' or (byte)'e' or (byte)'E'))) return false;
        if (digits.IndexOf((byte)'.') is >= 0 and var point && (point + 1 == digits.Length || digits[point + 1] is < (byte)'0' or > (byte)'9')) return false;
        return System.Buffers.Text.Utf8Parser.TryParse(text, out value, out var read) && read == text.Length && double.IsFinite(value);
    }

    /// <summary>What lines say that differ from this one only in who, when and how much.</summary>
    private Said SaidBy(Reading reading)
    {
        if (reading.Components.Count > 0) return Said.Much;
        var term = Said.None;
        if (Counts(reading) && reading is not { Kind: ResourceKind.Observation, Concept.IsEmpty: true } and not { Value: not null, Comparator: not null })
        {
            var like = reading.Copy();
            if (options.FirstDays) FirstDay.Take(like);
            var number = terms.Of(like);
            if (like.Value is null ? terms.IsOfUse(number) : terms[number].Lab is not null) term = number;
        }
        return term != Said.None || IsOfUse(reading) ? new Said(reading.Copy(), term) : Said.Nothing;
    }

    /// <summary>Most lines of a file name the same few days; only a newer one than the newest is read as a date.</summary>
    private void Saw(ReadOnlySpan<byte> written)
    {
        var day = written.Length > 10 ? written[..10] : written;
        if (day.IsEmpty || day.SequenceCompareTo(newest.Text) <= 0) return;
        if (Dates.TryParse(written, out var read, out _)) newest = (day.ToArray(), read);
    }

    private void Saw(DateOnly? day)
    {
        if (day is { } newer && (latest is null || newer > latest)) latest = newer;
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
        Saw(reading.Start);
        Saw(reading.Recorded);
        if (!Counts(reading)) return;
        if (reading.Patient is null)
        {
            if (IsOfUse(reading)) Bad(number, "UNC616", $"The {reading.Type} does not say whom it is about", "give it a subject");
            return;
        }
        var patient = PatientId.OfReference(reading.Patient);
        if (patient.Length > 0) Keep(patient, reading, null);
    }

    private bool Counts(Reading reading) => options.FirstDays ? FirstDay.Counts(reading)
        : reading.Kind is not (ResourceKind.AllergyIntolerance or ResourceKind.FamilyMemberHistory) && (reading.WhyNot is null || reading.IsHistory || (options.AnyStatus && reading.IsNotByStatus));

    /// <param name="patient">Whose it is.</param>
    /// <param name="reading">What counts.</param>
    /// <param name="term">The number of its term, or null.</param>
    private void Keep(ReadOnlySpan<byte> patient, Reading reading, int? term)
    {
        if (options.FirstDays)
        {
            var taken = reading.Copy();
            FirstDay.Take(taken);
            State(patient, taken, taken.Start, Population.First, term);
            return;
        }
        switch (reading.Kind)
        {
            case ResourceKind.Observation: Observation(patient, reading, term); break;
            case ResourceKind.Condition:
                State(patient, reading, reading.Start, !reading.IsHistory ? Population.None : (reading.End ?? reading.Start)?.DayNumber ?? Population.OverOnce, term);
                break;
            case ResourceKind.MedicationRequest or ResourceKind.MedicationAdministration: State(patient, reading, null, Population.None, term); break;
            case ResourceKind.MedicationDispense when reading.DaysSupply is > 0: State(patient, reading, reading.Recorded ?? reading.Start, Population.None, term); break;
            case ResourceKind.MedicationDispense: break;
            case ResourceKind.QuestionnaireResponse when reading.Answers.Count > 0: State(patient, reading, reading.Recorded, Population.None, term); break;
            case ResourceKind.QuestionnaireResponse: break;
            default: State(patient, reading, reading.Start, Population.None, term); break;
        }
    }

    /// <summary>Whether a mistake in it matters: nobody asks for a bronchitis without a subject, and most lines are not even parsed.</summary>
    private bool IsOfUse(Reading reading) => reading.Kind is ResourceKind.Patient or ResourceKind.Medication or ResourceKind.QuestionnaireResponse || reading.Medicine is not null || reading.Concept.IsEmpty
        || terms.Concerns(reading.Kind, reading.Concept) || (reading.ValueConcept is { IsEmpty: false } found && terms.Concerns(reading.Kind, found)) || reading.Components.Any(IsOfUse);

    private void State(ReadOnlySpan<byte> patient, Reading reading, DateOnly? start, int end, int? known)
    {
        var term = known ?? terms.Of(reading);
        if (terms.IsOfUse(term)) population.Add(patient, term, start?.DayNumber ?? Population.None, end);
    }

    private void Observation(ReadOnlySpan<byte> patient, Reading reading, int? known)
    {
        foreach (var part in reading.Components)
        {
            (part.Start, part.Instant) = (reading.Start, reading.Instant);
            Observation(patient, part, null);
        }
        if (reading.Concept.IsEmpty || (reading.Value is not null && reading.Comparator is not null)) return;
        if (reading.Value is { } value)
        {
            var term = known ?? terms.Of(reading);
            if (terms[term].IsPlausible(value)) population.Add(patient, term, reading.Start, reading.Instant, value);
        }
        else if (reading.ValueFlag == true || reading.ValueConcept is { IsEmpty: false }) State(patient, reading, reading.Start, Population.None, known);
    }
}
