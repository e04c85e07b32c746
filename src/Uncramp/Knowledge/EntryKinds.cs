namespace Uncramp.Knowledge;

/// <summary>The kinds by name and by folder.</summary>
public static class EntryKinds
{
    private static readonly (EntryKind Kind, string Name, string Folder)[] Table =
    [
        (EntryKind.Condition, "condition", "conditions"), (EntryKind.Situation, "situation", "situations"), (EntryKind.Medicine, "medicine", "medicines"),
        (EntryKind.Lab, "lab", "labs"), (EntryKind.Test, "test", "tests"), (EntryKind.Symptom, "symptom", "symptoms"), (EntryKind.Habit, "habit", "habits"),
        (EntryKind.Substance, "substance", "substances"), (EntryKind.Problem, "problem", "problems"), (EntryKind.Cause, "cause", "causes"),
        (EntryKind.Flag, "flag", "flags"), (EntryKind.Lookalike, "lookalike", "lookalikes"), (EntryKind.Warning, "warning", "warnings"),
        (EntryKind.Relief, "relief", "relief"), (EntryKind.Prevention, "prevention", "prevention"), (EntryKind.Treatment, "treatment", "treatments"),
        (EntryKind.Article, "article", "articles"), (EntryKind.Source, "source", "sources"), (EntryKind.Checklist, "checklist", "checklists"),
        (EntryKind.Audit, "audit", "audits"),
    ];

    /// <summary>All kinds, in the order of the knowledge README.</summary>
    public static IEnumerable<EntryKind> All => Table.Select(row => row.Kind);

    /// <summary>The kind of that name, or null.</summary>
    public static EntryKind? Parse(string name) => Array.Find(Table, row => row.Name == name) is { Name: not null } row ? row.Kind : null;

    /// <summary>The kind of that folder, or null.</summary>
    public static EntryKind? OfFolder(string folder) => Array.Find(Table, row => row.Folder == folder) is { Name: not null } row ? row.Kind : null;

    /// <summary>Its name in ids: <c>condition</c>.</summary>
    public static string Name(this EntryKind kind) => Array.Find(Table, row => row.Kind == kind).Name;

    /// <summary>Its folder: <c>conditions</c>.</summary>
    public static string Folder(this EntryKind kind) => Array.Find(Table, row => row.Kind == kind).Folder;

    /// <summary>Whether it can be found in a person.</summary>
    public static bool IsFinding(this EntryKind kind) => kind is EntryKind.Condition or EntryKind.Situation or EntryKind.Medicine
        or EntryKind.Lab or EntryKind.Symptom or EntryKind.Habit or EntryKind.Cause;

    /// <summary>Whether it may be a contributor.</summary>
    public static bool IsContributor(this EntryKind kind) => kind is EntryKind.Cause or EntryKind.Condition or EntryKind.Situation or EntryKind.Medicine;

    /// <summary>Whether it is something to do.</summary>
    public static bool IsMeasure(this EntryKind kind) => kind is EntryKind.Relief or EntryKind.Prevention or EntryKind.Treatment;
}
