namespace Uncramp.Screening;

/// <summary>The shapes of lines that one worker has met, the last ones first.</summary>
internal sealed class Shapes
{
    private const int Most = 256;
    private const int MostTried = 6;

    // Learning costs as much as some lines that fit save: a file in which no line is like another is soon no longer learned from.
    private const int CostOfLearning = 8;
    private const int MostCredit = 4096;

    private readonly Dictionary<byte[], Shape> bySkeleton = new(Utf8Equality.Instance);
    private readonly List<Shape> order = [];
    private int credit = MostCredit;

    /// <summary>The shape of a line, which is taken apart; or null.</summary>
    public Shape? Of(ReadOnlySpan<byte> line, Span<(int From, int Length)> values)
    {
        for (var i = 0; i < order.Count && i < MostTried; i++)
        {
            var shape = order[i];
            if (!shape.Fits(line, values)) continue;
            if (credit < MostCredit) credit++;
            if (i > 0) (order[i - 1], order[i]) = (shape, order[i - 1]);
            return shape;
        }
        return null;
    }

    /// <summary>Learns the shape of a line and takes it apart; null when it has none, or learning does not pay.</summary>
    public Shape? Learn(ReadOnlySpan<byte> line, Span<(int From, int Length)> values)
    {
        if (credit < CostOfLearning) return null;
        credit -= CostOfLearning;
        if (Outline.Of(line) is not { } outline) return null;
        if (!bySkeleton.TryGetValue(outline.Skeleton, out var shape))
        {
            if (bySkeleton.Count == Most) return null;
            bySkeleton[outline.Skeleton] = shape = new Shape(outline);
        }
        order.Remove(shape);
        shape.Learn(outline);
        if (!shape.IsOfUse) return null;
        order.Insert(0, shape);
        return shape.Fits(line, values) ? shape : null;
    }
}
