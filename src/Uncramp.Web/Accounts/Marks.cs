namespace Uncramp.Web.Accounts;

/// <summary>Marks beside the names of diaries. They differ in shape as in colour, so that nobody needs to tell colours apart.</summary>
internal static class Marks
{
    /// <summary>What each is called, and its outline in a square of 24.</summary>
    public static IReadOnlyList<(string Name, string Outline)> All { get; } =
    [
        ("Circle", "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z"),
        ("Diamond", "M12 1l11 11l-11 11l-11-11z"),
        ("Triangle", "M12 2l11 20h-22z"),
        ("Square", "M3 3h18v18h-18z"),
        ("Ring", "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zM12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8z"),
        ("Cross", "M8 2h8v6h6v8h-6v6h-8v-6h-6v-8h6z"),
    ];
}
