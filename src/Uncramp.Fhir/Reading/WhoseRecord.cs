namespace Uncramp.Fhir.Reading;

/// <summary>Whom a record is about. Two people are never put together.</summary>
internal static class WhoseRecord
{
    private const int MostNamed = 10;

    /// <summary>The person, and a note or a refusal.</summary>
    /// <param name="Key">The key of the person's references; null when nothing refers to anybody.</param>
    /// <param name="Patient">Their resource, or null.</param>
    /// <param name="Problem">What is odd, or why nobody can be told.</param>
    /// <param name="Refused">Whether nobody can be told.</param>
    public sealed record Person(string? Key, RecordEntry? Patient, Problem? Problem, bool Refused);

    public static Person Of(IReadOnlyList<RecordEntry> entries, References references)
    {
        var patients = entries.Where(entry => entry.Reading.Kind == ResourceKind.Patient).ToList();
        var subjects = entries.Where(entry => entry.Reading.Kind is not (ResourceKind.Patient or ResourceKind.Medication or ResourceKind.Composition))
            .Select(entry => entry.Reading.Patient).OfType<string>().Select(Key).Distinct().ToList();
        var documents = entries.Where(entry => entry.Reading.Kind == ResourceKind.Composition).Select(entry => entry.Reading.Patient).OfType<string>().Select(Key).Distinct().ToList();
        if (documents.Count == 1 && (patients.Count != 1 || patients[0].Path == documents[0])) return new Person(documents[0], Patient(documents[0]), Others(documents[0]), Refused: false);
        if (documents.Count > 1) return Refuse(documents);
        if (patients.Count == 1)
        {
            var only = patients[0];
            if (subjects.Count == 0 || subjects.Contains(only.Path)) return new Person(only.Path, only, Others(only.Path), Refused: false);
            // Every reference misses the one Patient there is, and all miss it alike: a broken address, not a second person.
            if (subjects.Count == 1)
                return new Person(subjects[0], only, new Problem("UNC411", only.Path, $"The record refers to '{Shown(subjects[0])}', which is not in it; its only Patient is taken", "give the Patient the address that the others refer to"), Refused: false);
            return Refuse([.. subjects, only.Path]);
        }
        var known = subjects.Where(subject => patients.Exists(patient => patient.Path == subject)).ToList();
        if (patients.Count > 1) return subjects.Count == 1 && known.Count == 1 ? new Person(known[0], Patient(known[0]), Others(known[0]), Refused: false) : Refuse([.. patients.Select(patient => patient.Path).Union(subjects)]);
        return subjects.Count <= 1 ? new Person(subjects.FirstOrDefault(), null, null, Refused: false) : Refuse(subjects);

        string Key(string reference) => references.Key(reference, ResourceKind.Patient);
        RecordEntry? Patient(string key) => patients.Find(patient => patient.Path == key);
        string Shown(string key) => Patient(key) is { Reading.Id: { } id } ? $"Patient/{id}" : key;
        Problem? Others(string key) => patients.Count + subjects.Count(subject => !patients.Exists(patient => patient.Path == subject)) is var people and > 1 && subjects.Concat(patients.Select(patient => patient.Path)).Any(other => other != key)
            ? new Problem("UNC412", Patient(key)?.Path ?? "Bundle", $"The record holds {people} people; this is about {Shown(key)} alone", "give a record of one person to be sure")
            : null;
        Person Refuse(IReadOnlyList<string> people) => new(null, null, new Problem("UNC410", "Bundle",
            $"The record holds {people.Count} people: {string.Join(", ", people.Take(MostNamed).Select(Shown))}{(people.Count > MostNamed ? ", …" : "")}", "give the record of one person"), Refused: true);
    }
}
