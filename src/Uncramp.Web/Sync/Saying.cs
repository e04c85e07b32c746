using Uncramp.Web.Storage;

namespace Uncramp.Web.Sync;

/// <summary>Something said of an entry, or its end, from a call and from a form alike. The outcome comes when it is durable.</summary>
internal static class Saying
{
    /// <summary>Says something of one entry.</summary>
    /// <param name="http">Who says it, and when.</param>
    /// <param name="section">Where the entry lives.</param>
    /// <param name="person">Whose diary.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="utf8">What is said: an object, in which <c>null</c> takes a field back.</param>
    public static Task<Outcome> Say(HttpContext http, DiarySection section, long person, string key, byte[] utf8) =>
        Write(http, OnlyOwn(http, section.Read(person, CurrentPerson.By(http), key, utf8, Now(http))));

    /// <summary>Says several things at one instant, all of them or none: for the owner of the diary.</summary>
    public static Task<Outcome> Say(HttpContext http, long person, IEnumerable<(DiarySection Section, string Key, byte[] Utf8)> all)
    {
        var now = Now(http);
        return Write(http, new Together(person, [.. all.Select(one => one.Section.Read(person, CurrentPerson.By(http), one.Key, one.Utf8, now))]));
    }

    /// <summary>Ends an entry.</summary>
    public static Task<Outcome> Delete(HttpContext http, DiarySection section, long person, string key) =>
        Write(http, OnlyOwn(http, new Deleted(section, person, CurrentPerson.By(http), key, Now(http))));

    /// <summary>A carer changes only what bears the carer's own name.</summary>
    private static Change OnlyOwn(HttpContext http, Said said) => http.RequestServices.GetRequiredService<CurrentPerson>().OnlyOwn(http) ? new OwnOnly(said, CurrentPerson.By(http)) : said;

    private static Task<Outcome> Write(HttpContext http, Change change) => http.RequestServices.GetRequiredService<Writer>().Write(change, http.RequestAborted);

    private static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
