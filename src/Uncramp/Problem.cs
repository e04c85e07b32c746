namespace Uncramp;

/// <summary>Something wrong in what people or files gave us: one shape for the prompt, for HTTP and for the build.</summary>
/// <param name="Code">Stable code, such as <c>UNC014</c>. Never reused for another meaning.</param>
/// <param name="Place">Where: <c>file:line</c> for knowledge, a JSON path such as <c>labs[0].unit</c> for a case.</param>
/// <param name="What">One sentence: what is wrong, with the value found.</param>
/// <param name="Remedy">How to mend it, in the imperative.</param>
public sealed record Problem(string Code, string Place, string What, string Remedy)
{
    /// <summary><c>place: what; how to mend it</c>, the one-line form that terminals and builds print.</summary>
    public override string ToString() => $"{Place}: {Code} {What}; {Remedy}";
}
