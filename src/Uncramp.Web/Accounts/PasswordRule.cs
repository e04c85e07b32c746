using Microsoft.AspNetCore.Identity;

namespace Uncramp.Web.Accounts;

/// <summary>A password is long and not the first thing somebody would try. Nothing else is asked of it (NIST SP 800-63B, 3.1.1.2).</summary>
internal sealed class PasswordRule : IPasswordValidator<Account>
{
    public const int Least = 12;

    /// <summary>More would only keep the server busy.</summary>
    public const int Most = 200;
    private const int LeastDifferent = 5;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Wrong(user.UserName ?? "", password ?? "") is { } wrong ? IdentityResult.Failed(new IdentityError { Code = "password", Description = wrong }) : IdentityResult.Success);

    /// <summary>What is wrong with it, in a sentence; null: nothing.</summary>
    public static string? Wrong(string name, string password)
    {
        if (password.Length < Least) return $"Use {Least} letters or more. A few words in a row are good.";
        if (password.Length > Most) return $"Use {Most} letters at most.";
        if (password.Distinct().Count() < LeastDifferent) return "Use more letters that differ. This one is easy to guess.";
        var rest = password.Replace(name, "", StringComparison.OrdinalIgnoreCase).Replace("uncramp", "", StringComparison.OrdinalIgnoreCase).Replace("password", "", StringComparison.OrdinalIgnoreCase);
        return rest.Length < Least / 2 ? "Use more than your name. This one is easy to guess." : null;
    }
}
