namespace Uncramp.Report;

/// <summary>A line of a report: what it is about and what is to be said of it.</summary>
/// <param name="Label">What it is about, in a few words; empty for a plain sentence.</param>
/// <param name="Items">What is said, the weightiest first. Where there is no room the last ones are counted instead of shown.</param>
public sealed record ReportLine(string Label, IReadOnlyList<string> Items)
{
    /// <summary>A line that says one thing.</summary>
    public ReportLine(string label, string text) : this(label, [text])
    {
    }

    /// <summary>True when each item stands on a row of its own; false when they run on as one sentence.</summary>
    public bool Rows { get; init; }

    /// <summary>True for what must not be overlooked: a raised red flag.</summary>
    public bool Heed { get; init; }

    /// <summary>How readily it gives way where a page is full; 0: never.</summary>
    public int Yields { get; init; }

    /// <summary>The items as one sentence, only the first <paramref name="most"/> of them in full.</summary>
    public string Text(int most = int.MaxValue) => string.Join("; ", Shown(most)) is var text && text.Length > 0 && text[^1] is '.' or '?' or '!' or '”' or '…' ? text : $"{text}.";

    /// <summary>The first items, and in place of the rest how many they are.</summary>
    public IEnumerable<string> Shown(int most = int.MaxValue) =>
        most >= Items.Count ? Items : Items.Take(most).Append(most == 0 ? $"{Items.Count}, see the diary" : $"and {Items.Count - most} more");
}

/// <summary>Lines under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ReportSection(string Title, IReadOnlyList<ReportLine> Lines);

/// <summary>Something that was tried, and what came of it.</summary>
/// <param name="What">What: "Stretching before bed".</param>
/// <param name="Result">What came of it, with its uncertainty, in one sentence.</param>
public sealed record Tried(string What, string Result);
