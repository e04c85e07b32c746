using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>Reads diaries. The ones read last stay in memory until they change, because a page needs the whole of it.</summary>
internal sealed class Diaries(Database database)
{
    private const int MostInMemory = 32;

    private readonly ConcurrentDictionary<long, (string Life, long Changes, DiaryDocument Diary)> recent = new();

    /// <summary>The diary as it is now, without what it was before.</summary>
    public async Task<DiaryDocument> Of(long person)
    {
        await using var db = await database.Snapshot();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == person) is not { } head) return new DiaryDocument();
        if (recent.TryGetValue(person, out var kept) && (kept.Life, kept.Changes) == (head.Life, head.Changes)) return kept.Diary;
        var diary = await Read(db, person, since: 0);
        if (recent.Count >= MostInMemory) recent.Clear();
        recent[person] = (head.Life, head.Changes, diary);
        return diary;
    }

    /// <summary>Everything, the past included, and the change number at which it was so.</summary>
    public async Task<(DiaryDocument Diary, long Changes)> Whole(long person)
    {
        await using var db = await database.Snapshot();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == person) is not { } head) return (new DiaryDocument(), 0);
        var diary = await Read(db, person, since: 0);
        var earlier = await db.EarlierValues.AsNoTracking().Where(row => row.PersonId == person).ToListAsync();
        return (diary with { Earlier = [.. earlier.Select(row => new EarlierValue(row.Section, row.Key, row.Field, row.Value, Known.StampOf(row.At, row.By)))] }, head.Changes);
    }

    /// <summary>What the fields of one entry were before.</summary>
    public async Task<IReadOnlyList<EarlierValue>> Earlier(long person, string section, string key)
    {
        await using var db = await database.Snapshot();
        var rows = await db.EarlierValues.AsNoTracking().Where(row => row.PersonId == person && row.Section == section && row.Key == key).ToListAsync();
        return [.. rows.Select(row => new EarlierValue(row.Section, row.Key, row.Field, row.Value, Known.StampOf(row.At, row.By)))];
    }

    /// <summary>What changed after the place a device has reached.</summary>
    /// <param name="person">Whose diary.</param>
    /// <param name="since">What <c>Next</c> was last time; null: nothing was read yet.</param>
    /// <returns>The changes, where to go on, and whether it is all there is instead of a part: then the device's copy is void.</returns>
    public async Task<(DiaryDocument Diary, string Next, bool Whole)> Since(long person, string? since)
    {
        await using var db = await database.Snapshot();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == person) is not { } head) return (new DiaryDocument(), "", true);
        var known = since?.Split('-') is [var life, var number] && life == head.Life && long.TryParse(number, out var change) && change >= 0 && change <= head.Changes ? change : 0;
        return (await Read(db, person, known), $"{head.Life}-{head.Changes}", known == 0);
    }

    private static async Task<DiaryDocument> Read(UncrampDb db, long person, long since)
    {
        var entries = await db.Entries.AsNoTracking().Where(row => row.PersonId == person && row.Change > since).Select(row => new { row.Section, row.Body }).ToListAsync();
        var removals = await db.Removals.AsNoTracking().Where(row => row.PersonId == person && row.Change > since).ToListAsync();
        return DiaryText.Read(entries.Select(row => (row.Section, row.Body))) with { Removed = [.. removals.Select(row => new Removal(row.Section, row.Key, Known.StampOf(row.At, row.By)))] };
    }
}
