using System.Globalization;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>Where one entry stands: whose, in which section of the diary, under which key.</summary>
internal readonly record struct Address(long Person, string Section, string Key);

/// <summary>Everything the store knows of one entry.</summary>
/// <param name="Body">The entry as it is now, in canonical JSON; null: there is none.</param>
/// <param name="Removed">When it was deleted; null: it was not.</param>
/// <param name="Earlier">Values that its fields had before.</param>
internal sealed record Known(string? Body, Stamp? Removed, IReadOnlyList<EarlierValue> Earlier)
{
    // A row of history or of deletions in an export, its value apart.
    private const int RowSize = 200;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static Known Nothing { get; } = new(null, null, []);

    /// <summary>About how many bytes of an export it takes.</summary>
    public int Size => (Body?.Length ?? 0) + (Removed is null ? 0 : RowSize) + Earlier.Sum(value => RowSize + value.Value.Length);

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    public static Stamp StampOf(string at, string by) =>
        new(DateTimeOffset.ParseExact(at, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), by);
}
