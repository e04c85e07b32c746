using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>One page of the interview.</summary>
public abstract record Step
{
    private Step(string key, string title) => (Key, Title) = (key, title);

    /// <summary>Names the page in forms.</summary>
    public string Key { get; }

    /// <summary>The question, as the page's heading.</summary>
    public string Title { get; }

    /// <summary>Red flags that are asked together.</summary>
    public sealed record Signs(Entry Checklist, IReadOnlyList<Entry> Items) : Step(Checklist.Id, Checklist.Question ?? Checklist.Title);

    /// <summary>A few fields on one subject.</summary>
    public sealed record About(string Name, string Heading, IReadOnlyList<Field> Fields) : Step(Name, Heading);

    /// <summary>The medicine list.</summary>
    public sealed record Medicines() : Step("medicines", "Which medicines do you take?");

    /// <summary>Illnesses that matter most for cramps, and any other.</summary>
    public sealed record Illnesses(IReadOnlyList<Entry> Items) : Step("illnesses", "Has a doctor found any of these?");

    /// <summary>What would change the answer most, given all that was said: open signs to tick, then questions one by one.</summary>
    public sealed record Further(IReadOnlyList<Entry> Open, IReadOnlyList<FurtherQuestion> Questions)
        : Step("further", Open.Count > 0 ? "Is any of this true?" : Questions.Count == 1 ? "One more question" : "A few more questions");

    /// <summary>Anything else.</summary>
    public sealed record More() : Step("more", "Anything else?");
}

/// <summary>How a further question is answered.</summary>
public enum FurtherKind
{
    /// <summary>Yes, no or not sure.</summary>
    YesNo,
    /// <summary>One of the narrower findings.</summary>
    Which,
    /// <summary>A day.</summary>
    When,
}

/// <summary>A further question.</summary>
public sealed record FurtherQuestion(Entry Entry, FurtherKind Kind, string Text, string Why);
