namespace Uncramp.Web.Accounts;

/// <summary>A diary that an account may use.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Mark">The mark beside the name.</param>
/// <param name="IsOwner">All of it, or as a carer who logs.</param>
public sealed record OpenDiary(long Id, string Name, int Mark, bool IsOwner);

/// <summary>Who is signed in on the device that calls, as it is at this moment.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">The name it signs in with, which stands beside what it logs.</param>
/// <param name="Administrator">May look after the server.</param>
/// <param name="Device">The device.</param>
/// <param name="Diaries">The diaries it may use, its own first.</param>
/// <param name="Diary">The one that is open; null when there is none.</param>
public sealed record Caller(Guid Account, string Name, bool Administrator, Guid Device, IReadOnlyList<OpenDiary> Diaries, OpenDiary? Diary)
{
    /// <summary>The caller of a request; null: nobody is signed in.</summary>
    public static Caller? Of(HttpContext? http) => http?.Features.Get<Caller>();

    /// <summary>The diary that the account was made with; null for somebody who only cares for others.</summary>
    public OpenDiary? Own => Diaries.FirstOrDefault(diary => diary.IsOwner);

    /// <summary>True when it may not be plain whose diary is open, so that the name must always be seen.</summary>
    public bool InDoubt => Diary is not null && (Diaries.Count > 1 || Diary != Own);
}
