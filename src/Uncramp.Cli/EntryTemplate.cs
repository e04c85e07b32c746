using Uncramp.Knowledge;

namespace Uncramp.Cli;

/// <summary>The first draft of an entry: every key its kind needs, with a line on what goes there.</summary>
internal static class EntryTemplate
{
    public static string For(EntryKind kind, string name)
    {
        var title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
        var id = $"{kind.Name()}/{name}";
        var parts = new List<string> { $"title: {title}" };
        if (kind is EntryKind.Source)
        {
            parts.Add("authors: \njournal: \nyear: \ndoi: \ndesign: \nn: \nfindings: \nverified: false\nread: \nchecked: ");
            return string.Join('\n', parts) + "\n";
        }
        if (kind is EntryKind.Substance)
        {
            parts.Add("names: []      # other spellings and national names\nbrands: []\ncodes: { atc: [], rxnorm: [] }   # only verified ones");
            return string.Join('\n', parts) + "\n";
        }
        if (kind.IsFinding() && kind != EntryKind.Lab) parts.Add("names: []\nsaid: []       # phrases people say: all words in any order\nquestion:      # a yes/no question, or remove this line and the next\nwhy: ");
        if (kind == EntryKind.Medicine) parts.Add("substances: []");
        if (kind.IsContributor()) parts.Add("contributes: { present: possible }\nweight: 1\nweight-means: No figure; named in lists only.\ncertainty: very-low");
        if (kind == EntryKind.Lookalike) parts.Add("possible: symptom/…\ncertainty: very-low");
        if (kind == EntryKind.Flag) parts.Add("levels:\n  - level: appointment\n    within: 4 weeks\n    when: symptom/…\n    say: \nallows: []\nunverified: true");
        if (kind == EntryKind.Warning) parts.Add("when: symptom/…");
        if (kind == EntryKind.Audit) parts.Add("for: condition/…");
        if (kind.IsMeasure()) parts.Add("steps: []\ncertainty: very-low\ngates: []\ntrialable: false");
        if (kind == EntryKind.Lab) parts.Add("unit: mmol/L\nunits: {}\nrange: { low: 0, high: 1 }\nbands: []");
        parts.Add("say:           # one or two short sentences\ntext: |\n  What it is, in plain words.\nclinician: |\n  Figures and limits.\nsources: []\nchecked: 2026-11-22");
        if (kind.IsContributor()) parts.Add($"examples:\n  - name: someone with it\n    given: {{ person: {{ age: 70 }}, conditions: [{id}] }}\n    expect: {{ contributors: [{id}] }}");
        return string.Join('\n', parts) + "\n";
    }
}
