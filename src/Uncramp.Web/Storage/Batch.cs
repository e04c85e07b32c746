using System.Data.Common;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>
/// One transaction for many changes. What they need is read in one go, they are decided in order on what is in memory (so the second
/// change of an entry sees the first), and what is new is written in one go.
/// </summary>
internal sealed class Batch(Session session, bool lockRows)
{
    /// <summary>The most an export may have, and some room for its frame.</summary>
    private const long MostSize = DiaryReader.MaxBytes - 1_000_000;

    private const string Lock = """SELECT "Changes", "Size", "EntryCount" FROM "People" WHERE "Id" = $1""";
    private const string Find = """
        SELECT 0, "Body", '', '', '' FROM "Entries" WHERE "PersonId" = $1 AND "Section" = $2 AND "Key" = $3
        UNION ALL SELECT 1, "At", "By", '', '' FROM "Removals" WHERE "PersonId" = $1 AND "Section" = $2 AND "Key" = $3
        UNION ALL SELECT 2, "Field", "Value", "At", "By" FROM "EarlierValues" WHERE "PersonId" = $1 AND "Section" = $2 AND "Key" = $3
        """;
    private const string Count = """SELECT COUNT(*) FROM "Entries" WHERE "PersonId" = $1 AND "Section" = $2""";
    private const string PutEntry = """
        INSERT INTO "Entries" ("PersonId", "Section", "Key", "Body", "Change") VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT ("PersonId", "Section", "Key") DO UPDATE SET "Body" = excluded."Body", "Change" = excluded."Change"
        """;
    private const string PutRemoval = """
        INSERT INTO "Removals" ("PersonId", "Section", "Key", "At", "By", "Change") VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT ("PersonId", "Section", "Key") DO UPDATE SET "At" = excluded."At", "By" = excluded."By", "Change" = excluded."Change"
        """;
    private const string PutEarlier = """INSERT INTO "EarlierValues" ("PersonId", "Section", "Key", "Field", "Value", "At", "By") VALUES ($1, $2, $3, $4, $5, $6, $7)""";
    private const string DropEntry = """DELETE FROM "Entries" WHERE "PersonId" = $1 AND "Section" = $2 AND "Key" = $3""";
    private const string DropEarlier = """DELETE FROM "EarlierValues" WHERE "PersonId" = $1 AND "Section" = $2 AND "Key" = $3""";
    private const string Withdraw = """DELETE FROM "SharedTrials" WHERE "PersonId" = $1 AND $2 = 'trials' AND "Trial" = $3""";
    private const string Advance = """UPDATE "People" SET "Changes" = $2, "Size" = $3, "EntryCount" = $4 WHERE "Id" = $1""";
    private static readonly string[] emptying = ["Entries", "Removals", "EarlierValues", "SharedTrials"];

    private readonly Dictionary<long, Head> people = [];
    private readonly Dictionary<Address, Known> before = [];
    private readonly Dictionary<Address, (Known Known, long Change)> after = [];
    private readonly Dictionary<(long, string), long> counts = [];
    private readonly Dictionary<long, string> emptied = [];

    /// <summary>Locks the people and reads the entries that the changes are about.</summary>
    public async Task Read(IReadOnlyList<Change> changes)
    {
        // In one order, so that two nodes never wait for each other.
        long[] ids = [.. changes.Select(change => change.Person).Distinct().Order()];
        await session.Each(lockRows ? $"{Lock} FOR UPDATE" : Lock, ids.Length, row => [ids[row]], (row, found) => people[ids[row]] = new Head(found.GetInt64(0), found.GetInt64(1), found.GetInt64(2)));
        Address[] needed = [.. changes.SelectMany(change => change.Needs).Distinct()];
        await session.Each(Find, needed.Length, row => Row(needed[row]), (row, found) => before[needed[row]] = With(needed[row], before.GetValueOrDefault(needed[row], Known.Nothing), found));
        // Who has fewer entries in all than a section may hold has room in it; then nothing is counted.
        var crowded = needed.Where(address => !before.ContainsKey(address) && people.TryGetValue(address.Person, out var head) && head.Entries + needed.Length > DiarySection.Named(address.Section).Most)
            .Select(address => (address.Person, address.Section)).Distinct().ToArray();
        await session.Each(Count, crowded.Length, row => [crowded[row].Person, crowded[row].Section], (row, found) => counts[crowded[row]] = found.GetInt64(0));
    }

    /// <summary>False for a person who is no longer here.</summary>
    public bool Knows(long person) => people.ContainsKey(person);

    public long ChangesOf(long person) => people[person].Changes;

    /// <summary>What is known of an entry, the changes before this one included.</summary>
    public Known Of(Address address) => after.TryGetValue(address, out var changed) ? changed.Known : before.GetValueOrDefault(address, Known.Nothing);

    /// <summary>Tells what is kept of an entry that was not read here.</summary>
    public void Seen(Address address, Known known) => before[address] = known;

    /// <summary>True when the section holds as many entries as it may.</summary>
    public bool HasAll(DiarySection section, long person) => counts.GetValueOrDefault((person, section.Name)) >= section.Most;

    /// <summary>Notes what is to be kept of an entry; an outcome when there is no room for it.</summary>
    public Outcome? Keep(Address address, Known known)
    {
        var (head, old) = (people[address.Person], Of(address));
        var size = head.Size - old.Size + known.Size;
        if (size > MostSize && known.Size > old.Size) return new Outcome.Full($"{MostSize / 1_000_000} MB");
        var more = (known.Body is null ? 0 : 1) - (old.Body is null ? 0 : 1);
        people[address.Person] = new Head(head.Changes + 1, size, head.Entries + more);
        if (counts.TryGetValue((address.Person, address.Section), out var count)) counts[(address.Person, address.Section)] = count + more;
        after[address] = (known, head.Changes + 1);
        return null;
    }

    /// <summary>Notes that nothing of this person is to be kept.</summary>
    public void Empty(long person, string life)
    {
        emptied[person] = life;
        people[person] = new Head(people[person].Changes + 1, 0, 0);
    }

    /// <summary>Writes what was noted. It is durable after the commit, not before.</summary>
    public async Task Write()
    {
        if (after.Count == 0 && emptied.Count == 0) return;
        var entries = after.Where(row => row.Value.Known.Body is not null && row.Value.Known.Body != Before(row.Key).Body).ToArray();
        var dropped = after.Keys.Where(address => after[address].Known.Body is null && Before(address).Body is not null).ToArray();
        var removals = after.Where(row => row.Value.Known.Removed is not null && row.Value.Known.Removed != Before(row.Key).Removed).ToArray();
        var remembered = after.Where(row => !row.Value.Known.Earlier.SequenceEqual(Before(row.Key).Earlier)).ToArray();
        var forgotten = remembered.Where(row => Before(row.Key).Earlier.Count > 0).ToArray();
        var earlier = remembered.SelectMany(row => row.Value.Known.Earlier.Select(value => (row.Key, Value: value))).ToArray();
        await session.Each(PutEntry, entries.Length, row => [.. Row(entries[row].Key), entries[row].Value.Known.Body!, entries[row].Value.Change]);
        await session.Each(DropEntry, dropped.Length, row => Row(dropped[row]));
        await session.Each(PutRemoval, removals.Length, row => [.. Row(removals[row].Key), Known.Text(removals[row].Value.Known.Removed!.At), removals[row].Value.Known.Removed!.By, removals[row].Value.Change]);
        // What was shared of a trial goes with it.
        await session.Each(Withdraw, removals.Count(row => row.Key.Section == "trials"), row => Row(removals.Where(one => one.Key.Section == "trials").ElementAt(row).Key));
        await session.Each(DropEarlier, forgotten.Length, row => Row(forgotten[row].Key));
        await session.Each(PutEarlier, earlier.Length, row => [.. Row(earlier[row].Key), earlier[row].Value.Field, earlier[row].Value.Value, Known.Text(earlier[row].Value.Stamp.At), earlier[row].Value.Stamp.By]);
        foreach (var (person, life) in emptied)
        {
            foreach (var table in emptying) await session.Each($"""DELETE FROM "{table}" WHERE "PersonId" = $1""", 1, _ => [person]);
            await session.Each("""UPDATE "People" SET "Life" = $2 WHERE "Id" = $1""", 1, _ => [person, life]);
        }
        var heads = after.Keys.Select(address => address.Person).Concat(emptied.Keys).Distinct().ToArray();
        await session.Each(Advance, heads.Length, row => [heads[row], people[heads[row]].Changes, people[heads[row]].Size, people[heads[row]].Entries]);
    }

    private Known Before(Address address) => before.GetValueOrDefault(address, Known.Nothing);

    private static object[] Row(Address address) => [address.Person, address.Section, address.Key];

    private static Known With(Address address, Known known, DbDataReader found) => found.GetInt32(0) switch
    {
        0 => known with { Body = found.GetString(1) },
        1 => known with { Removed = Known.StampOf(found.GetString(1), found.GetString(2)) },
        _ => known with { Earlier = [.. known.Earlier, new EarlierValue(address.Section, address.Key, found.GetString(1), found.GetString(2), Known.StampOf(found.GetString(3), found.GetString(4)))] },
    };

    private readonly record struct Head(long Changes, long Size, long Entries);
}
