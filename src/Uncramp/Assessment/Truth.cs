namespace Uncramp.Assessment;

/// <summary>
/// True, false or not known (Kleene's three values), the last told apart by whether asking can settle it.
/// The order makes "and" the smaller and "or" the larger of two, so a whole criterion is a few comparisons.
/// </summary>
public enum Truth : byte
{
    /// <summary>Known not to be so.</summary>
    False,
    /// <summary>Not known, and no question settles it: a test that was not done.</summary>
    Unknown,
    /// <summary>Not known, but a question can settle it.</summary>
    Open,
    /// <summary>Known to be so.</summary>
    True,
}

/// <summary>How truths combine.</summary>
public static class Truths
{
    /// <summary>Both.</summary>
    public static Truth And(Truth a, Truth b) => a < b ? a : b;

    /// <summary>Either.</summary>
    public static Truth Or(Truth a, Truth b) => a > b ? a : b;

    /// <summary>The opposite; what is not known stays so.</summary>
    public static Truth Not(Truth a) => a switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => a };

    /// <summary>Whether it is not known, whichever way.</summary>
    public static bool IsUnknown(this Truth truth) => truth is Truth.Unknown or Truth.Open;
}
