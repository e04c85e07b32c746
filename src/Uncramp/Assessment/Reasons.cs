namespace Uncramp.Assessment;

/// <summary>Gathers ids of facts, each once, in the order of the alphabet. One is used again and again, so gathering costs nothing but the result.</summary>
internal sealed class Reasons
{
    private readonly List<string> ids = [];

    /// <summary>Adds one id.</summary>
    public void Add(string id)
    {
        var at = ids.Count;
        while (at > 0)
        {
            var order = string.CompareOrdinal(ids[at - 1], id);
            if (order == 0) return;
            if (order < 0) break;
            at--;
        }
        ids.Insert(at, id);
    }

    /// <summary>Adds several.</summary>
    public void Add(IReadOnlyList<string> several)
    {
        for (var i = 0; i < several.Count; i++) Add(several[i]);
    }

    /// <summary>What was gathered; empty afterwards.</summary>
    public IReadOnlyList<string> Take()
    {
        if (ids.Count == 0) return [];
        var taken = ids.ToArray();
        ids.Clear();
        return taken;
    }
}
