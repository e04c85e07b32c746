using System.Text;

namespace Uncramp.Web.Accounts;

/// <summary>A name to sign in with, or of a diary: what a person types, without what nobody can see.</summary>
internal static class AccountName
{
    public const int Most = 40;

    /// <summary>The name with single spaces; null when it is none. Letters stay as they were typed: an é out of two marks is another name than an é out of one.</summary>
    public static string? Of(string? typed)
    {
        var name = string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > Most || name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format) ? null : name;
    }
}
