using Microsoft.EntityFrameworkCore;

namespace Uncramp.Web.Storage;

/// <summary>One person whose diary is kept. The row is also what a writer locks, so that one diary has one writer at a time.</summary>
internal sealed class Person
{
    public long Id { get; set; }

    /// <summary>The one person of a machine that serves nobody else.</summary>
    public bool Local { get; set; }

    /// <summary>What carers and lists call this person; empty: not said.</summary>
    public string Name { get; set; } = "";

    /// <summary>Which of the marks stands beside the name, from 0.</summary>
    public int Mark { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>Chosen by chance and anew when a diary is emptied: a device that sees another one knows that its change numbers are void.</summary>
    public string Life { get; set; } = "";

    /// <summary>The number of the newest change. It only grows.</summary>
    public long Changes { get; set; }

    /// <summary>How many entries there are.</summary>
    public long EntryCount { get; set; }

    /// <summary>About how many bytes an export of everything would have.</summary>
    public long Size { get; set; }
}

/// <summary>One entry of a diary as it is now.</summary>
[PrimaryKey(nameof(PersonId), nameof(Section), nameof(Key))]
[Index(nameof(PersonId), nameof(Change))]
internal sealed class EntryRow
{
    public long PersonId { get; set; }
    public string Section { get; set; } = "";
    public string Key { get; set; } = "";

    /// <summary>Its canonical JSON, as an export has it.</summary>
    public string Body { get; set; } = "";

    /// <summary>The person's change number when it was last written.</summary>
    public long Change { get; set; }
}

/// <summary>An entry that was deleted: nothing is kept but its key.</summary>
[PrimaryKey(nameof(PersonId), nameof(Section), nameof(Key))]
[Index(nameof(PersonId), nameof(Change))]
internal sealed class RemovalRow
{
    public long PersonId { get; set; }
    public string Section { get; set; } = "";
    public string Key { get; set; } = "";

    /// <summary>When, as text, because PostgreSQL would round it and an export must give back what came in.</summary>
    public string At { get; set; } = "";
    public string By { get; set; } = "";
    public long Change { get; set; }
}

/// <summary>A value that a field had before.</summary>
[Index(nameof(PersonId), nameof(Section), nameof(Key))]
internal sealed class EarlierRow
{
    public long Id { get; set; }
    public long PersonId { get; set; }
    public string Section { get; set; } = "";
    public string Key { get; set; } = "";
    public string Field { get; set; } = "";
    public string Value { get; set; } = "";
    public string At { get; set; } = "";
    public string By { get; set; } = "";
}

/// <summary>What somebody shares of a finished trial, so that it can be summed up: an estimate and its error, no night and no date. One of a measure for each person.</summary>
[PrimaryKey(nameof(PersonId), nameof(Measure))]
internal sealed class SharedTrial
{
    public long PersonId { get; set; }

    /// <summary>The id of its entry in the knowledge.</summary>
    public string Measure { get; set; } = "";

    /// <summary>The key of the trial in the diary, so that it goes with it.</summary>
    public string Trial { get; set; } = "";

    /// <summary>The log rate ratio of the reference model.</summary>
    public double LogRatio { get; set; }

    public double StandardError { get; set; }

    /// <summary>What was said of it, as in files and calls: <c>helps</c>.</summary>
    public string Verdict { get; set; } = "";
}
