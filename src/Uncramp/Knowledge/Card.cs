namespace Uncramp.Knowledge;

/// <summary>A moment in a clinician's work at which their software asks us (cds-hooks.hl7.org).</summary>
public enum Hook : byte
{
    /// <summary>A record is opened.</summary>
    PatientView,
    /// <summary>An order is being chosen.</summary>
    OrderSelect,
    /// <summary>Orders are about to be signed.</summary>
    OrderSign,
}

/// <summary>What an entry says inside a clinician's software, and when.</summary>
/// <param name="Hooks">When it may speak.</param>
/// <param name="Summary">One sentence for a clinician, at most <see cref="MostLetters"/> letters.</param>
/// <param name="When">What must hold; null: the entry is concluded, a flag raised.</param>
/// <param name="IsWarning">Whether it weighs more than a note. A flag weighs what its level weighs.</param>
/// <param name="SuggestsTests">Whether to offer orders for tests of which the record holds no result.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record Card(IReadOnlyList<Hook> Hooks, string Summary, Criterion? When, bool IsWarning, bool SuggestsTests, int Line)
{
    /// <summary>A card holds fewer than 140 letters, and the level of a flag stands before them.</summary>
    public const int MostLetters = 120;
}
