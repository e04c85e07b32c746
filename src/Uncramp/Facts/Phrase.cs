namespace Uncramp.Facts;

/// <summary>How a word stands in its clause.</summary>
internal enum Polarity : byte
{
    /// <summary>Said to be so.</summary>
    Positive,
    /// <summary>Said not to be so.</summary>
    Negated,
    /// <summary>After "no … and": may or may not be meant.</summary>
    Unclear,
}

/// <summary>One meaning-bearing word, or an expression of several that the lexicon knows as one.</summary>
/// <param name="Concepts">Numbers of the meanings it may have.</param>
/// <param name="Text">The words as said.</param>
/// <param name="Known">Whether the vocabulary holds it.</param>
/// <param name="Number">The number it stands for.</param>
internal sealed record Token(int[] Concepts, string Text, bool Known, double? Number)
{
    public Polarity Polarity { get; set; }

    /// <summary>The token that negates this one, or -1.</summary>
    public int NegatedBy { get; set; } = -1;

    /// <summary>Which part of the sentence it stands in: commas, "and", "or" begin a new one.</summary>
    public int Part { get; init; }
}

/// <summary>A sentence as meanings with their polarity.</summary>
internal sealed class Phrase
{
    public required IReadOnlyList<Token> Tokens { get; init; }

    public required Onset Onset { get; init; }

    /// <summary>"maybe", "not sure", a question mark: nothing in it is certain.</summary>
    public required bool Uncertain { get; init; }

    /// <summary>About the family, not the person.</summary>
    public required bool OfFamily { get; init; }

    /// <summary>The side named, or null.</summary>
    public required string? Side { get; init; }

    public bool Has(int concept)
    {
        foreach (var token in Tokens)
            if (Array.IndexOf(token.Concepts, concept) >= 0) return true;
        return false;
    }
}
