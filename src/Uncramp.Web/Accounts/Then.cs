using Uncramp.Web.Layout;

namespace Uncramp.Web.Accounts;

/// <summary>Where to go on after signing in. Only here: an address on another site, or one that a browser could take for it, is dropped.</summary>
internal static class Then
{
    /// <summary>A path of this site; null when it is none.</summary>
    public static string? Of(string? then) =>
        then is ['/', not ('/' or '\\'), ..] && !then.Any(letter => char.IsControl(letter) || letter == '\\') && !then.StartsWith("/account", StringComparison.Ordinal) ? then : null;

    /// <summary>Goes there, or to the account.</summary>
    public static IResult Go(string? then) => SeeOther.To(Of(then) ?? "/account");
}
