namespace Uncramp.Fhir.Reading;

/// <summary>Whom a record is about. Two people are never put together.</summary>
internal sealed class WhoseRecord
{
    private const int MostNamed = 10;

    private readonly References references;
    private readonly List<RecordEntry> patients;
    private readonly List<string> subjects;
    private readonly HashSet<string> own = [];
    private (string Reference, bool IsAbout) last = ("", false);

    private WhoseRecord(IReadOnlyList<RecordEntry> entries, References references)
    {
        this.references = references;
        patients = [.. entries.Where(entry => entry.Reading.Kind == ResourceKind.Patient)];
        var (ofDocuments, ofOthers) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var entry in entries)
            if (entry.Reading is { Patient: { } patient, Kind: not (ResourceKind.Patient or ResourceKind.Medication) and var kind })
                (kind == ResourceKind.Composition ? ofDocuments : ofOthers).Add(patient);
        subjects = Keys(ofOthers);
        var documents = Keys(ofDocuments);
        if (documents.Count > 1) Refuse(documents);
        else if (documents.Count == 1) Document(documents[0]);
        else if (patients.Count == 1) Single(patients[0]);
        else if (subjects.Count <= 1 && (patients.Count == 0 || subjects.Count == 1 && Known(subjects[0]) is not null)) Choose(subjects.FirstOrDefault());
        else Refuse([.. patients.Select(patient => patient.Path).Union(subjects)]);
    }

    /// <summary>The person's resource, or null.</summary>
    public RecordEntry? Patient { get; private set; }

    /// <summary>What is odd, or why nobody can be told.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Whether nobody can be told.</summary>
    public bool IsRefused { get; private set; }

    public static WhoseRecord Of(IReadOnlyList<RecordEntry> entries, References references) => new(entries, references);

    /// <summary>Whether a reference to a patient means this person. Where no resource refers to anybody, all is about one.</summary>
    public bool IsAbout(string reference)
    {
        // Nearly all of a record refers to the same person in the same words.
        if (reference != last.Reference) last = (reference, own.Contains(references.PatientKey(reference)));
        return last.IsAbout;
    }

    /// <summary>All of a document is about its subject: a reference in it that leads nowhere is a broken address, and no other person.</summary>
    private void Document(string subject)
    {
        Choose(subject);
        Patient ??= patients.Count == 1 ? patients[0] : null;
        if (patients.Count != 1 || Patient is not { } only) return;
        own.Add(only.Path);
        var lost = subjects.FindAll(key => Known(key) is null);
        own.UnionWith(lost);
        if (lost.Count > 0) Problem = Lost(lost[0]);
    }

    private void Single(RecordEntry only)
    {
        Choose(only.Path);
        if (subjects.Count == 0 || subjects.Contains(only.Path)) return;
        if (subjects.Count > 1)
        {
            Refuse([.. subjects, only.Path]);
            return;
        }
        // Every reference misses the one Patient there is, and all miss it alike: a broken address, not a second person.
        own.Add(subjects[0]);
        Problem = Lost(subjects[0]);
    }

    private void Choose(string? key)
    {
        if (key is null) return;
        own.Add(key);
        Patient = Known(key);
        var people = patients.Select(patient => patient.Path).Union(subjects).Append(key).Distinct().Count();
        if (people > 1) Problem = new Problem("UNC412", Patient?.Path ?? "Bundle", $"The record holds {people} people; this is about {Shown(key)} alone", "give a record of one person to be sure");
    }

    private void Refuse(List<string> people)
    {
        IsRefused = true;
        Problem = new Problem("UNC410", "Bundle", $"The record holds {people.Count} people: {string.Join(", ", people.Take(MostNamed).Select(Shown))}{(people.Count > MostNamed ? ", …" : "")}", "give the record of one person");
    }

    private Problem Lost(string key) =>
        new("UNC411", Patient?.Path ?? "Bundle", $"The record refers to '{Shown(key)}', which is not in it; its only Patient is taken", "give the Patient the address that the others refer to");

    /// <summary>Each patient that is referred to, once. A group or a device is nobody.</summary>
    private List<string> Keys(IEnumerable<string> written) => [.. written.Select(references.PatientKey).Distinct().Where(key => Known(key) is not null || References.MayBe(key, ResourceKind.Patient))];

    private RecordEntry? Known(string key) => patients.Find(patient => patient.Path == key);

    private string Shown(string key) => Known(key) is { Reading.Id: { } id } ? $"Patient/{id}" : key;
}
