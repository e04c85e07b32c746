using System.Text.Json;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>Something to be written. The one who asks waits on <see cref="Done"/>, which is answered when it is on the disk and not before.</summary>
/// <param name="person">Whose diary.</param>
internal abstract class Change(long person)
{
    private readonly TaskCompletionSource<Outcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Person => person;

    public Task<Outcome> Done => done.Task;

    /// <summary>What is to be decided by <see cref="Apply"/>, to be told once it is durable.</summary>
    public Outcome? Decided { get; set; }

    /// <summary>True when it is all or nothing and shares its transaction with no other.</summary>
    public virtual bool Alone => false;

    /// <summary>The entries whose present state <see cref="Apply"/> needs.</summary>
    public virtual IEnumerable<Address> Needs => [];

    /// <summary>Decides, and notes in the batch what is to be written. Called again when the database asks for another try.</summary>
    public abstract Outcome Apply(Batch batch);

    public void Tell(Outcome outcome) => done.TrySetResult(outcome);
}

/// <summary>How a change ended.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is kept. The body is the entry as it is now; empty where there is nothing to show.</summary>
    internal sealed record Kept(string Body = "") : Outcome;

    /// <summary>The entry was deleted before; nothing changed.</summary>
    internal sealed record Gone : Outcome;

    /// <summary>What was sent cannot be kept.</summary>
    internal sealed record Refused(IReadOnlyList<Problem> Problems) : Outcome;

    /// <summary>Somebody else logged it, and only they or the owner may change it.</summary>
    internal sealed record NotYours : Outcome;

    /// <summary>The diary has as much as one diary may have.</summary>
    internal sealed record Full(string What) : Outcome;

    /// <summary>The diary has changed since it was read.</summary>
    internal sealed record Stale : Outcome;

    /// <summary>The store failed and kept nothing of it.</summary>
    internal sealed record Failed(Problem Problem) : Outcome;
}

/// <summary>Something said of one entry.</summary>
internal abstract class Said(DiarySection section, long person, string key) : Change(person)
{
    public Address Address { get; } = new(person, section.Name, key);

    public override IEnumerable<Address> Needs => [Address];
}

/// <inheritdoc/>
internal sealed class Said<T> : Said where T : DiaryEntry, ISectioned<T>
{
    private const string Name = "request";

    private readonly DiarySection<T> section;
    private readonly string by;
    private readonly byte[] utf8;
    private readonly DateTimeOffset now;
    private readonly T? fresh;
    private readonly IReadOnlyList<Problem> problems;
    private readonly string? line;

    public Said(DiarySection<T> section, long person, string by, string key, byte[] utf8, DateTimeOffset now) : base(section, person, key)
    {
        (this.section, this.by, this.utf8, this.now) = (section, by, utf8, now);
        // Most of what is said is new. Reading it here, by the many, spares the one who writes.
        (fresh, problems) = DiaryReader.Read<T>(utf8, Name, key, new Stamp(now, by));
        if (fresh is { Changed.Count: 0 }) line = DiaryJson.Entry(fresh);
    }

    public override Outcome Apply(Batch batch)
    {
        var known = batch.Of(Address);
        if (known.Removed is not null) return new Outcome.Gone();
        if (known.Body is null) return New(batch, known);
        var kept = DiarySection<T>.Kept(known.Body);
        // What comes without its own time is said after all that is kept, even if a phone with a wrong clock wrote that.
        var (said, wrong) = DiaryReader.Read(utf8, Name, Address.Key, new Stamp(After(kept), by), kept);
        if (said is null) return new Outcome.Refused(wrong);
        var (entry, lost) = Merge.Say(kept, said);
        var body = DiaryJson.Entry(entry);
        var earlier = lost.Except(known.Earlier).ToList();
        if (body == known.Body && earlier.Count == 0) return new Outcome.Kept(body);
        return batch.Keep(Address, known with { Body = body, Earlier = [.. known.Earlier, .. earlier] }) ?? new Outcome.Kept(body);
    }

    private Outcome New(Batch batch, Known known)
    {
        if (fresh is null) return new Outcome.Refused(problems);
        if (batch.HasAll(section, Address.Person)) return new Outcome.Full($"{section.Most:N0} {section.Name}");
        var (entry, earlier) = (fresh, known.Earlier);
        if (fresh.Changed.Count > 0 || earlier.Count > 0)
        {
            // Told twice, so that the core brings it into its one form; what was there before it joins it.
            (entry, var lost) = Merge.Entries(fresh, fresh);
            if (earlier.Count > 0)
            {
                var diary = Merge.Documents(section.Alone(DiaryJson.Entry(entry)) with { Earlier = earlier }, new DiaryDocument());
                (entry, lost) = (section.Of(diary)[0], diary.Earlier);
            }
            earlier = lost;
        }
        var body = line is not null && earlier.Count == 0 ? line : DiaryJson.Entry(entry);
        return batch.Keep(Address, new Known(body, null, earlier)) ?? new Outcome.Kept(body);
    }

    private DateTimeOffset After(T kept)
    {
        var last = kept.Changed.Values.Append(kept.Logged).Max(stamp => stamp.At);
        return last < now ? now : last.AddTicks(1);
    }
}

/// <summary>Several things said at once: all of them, or none.</summary>
internal sealed class Together(long person, IReadOnlyList<Said> all) : Change(person)
{
    public override bool Alone => true;

    public override IEnumerable<Address> Needs => all.SelectMany(said => said.Needs);

    public override Outcome Apply(Batch batch)
    {
        foreach (var said in all)
            if (said.Apply(batch) is not Outcome.Kept and var not) return not;
        return new Outcome.Kept();
    }
}

/// <summary>The deletion of one entry.</summary>
internal sealed class Deleted(DiarySection section, long person, string by, string key, DateTimeOffset now) : Said(section, person, key)
{
    private readonly DiarySection section = section;

    public override Outcome Apply(Batch batch)
    {
        var known = batch.Of(Address);
        if (section.LeavesTombstone)
        {
            // Also of what we never saw: the deletion may be faster than the entry.
            return known.Removed is not null ? new Outcome.Kept() : batch.Keep(Address, new Known(null, new Stamp(now, by), [])) ?? new Outcome.Kept();
        }
        if (known.Body is null) return new Outcome.Kept();
        var taken = DiarySection.TakeBack(known.Body);
        if (taken.Length <= 2) return new Outcome.Kept();
        if (section.Read(Person, by, Address.Key, taken, now).Apply(batch) is not Outcome.Kept kept) return new Outcome.Kept();
        // Who deletes means the past values too.
        return batch.Keep(Address, new Known(kept.Body, null, [])) ?? new Outcome.Kept();
    }
}

/// <summary>What a carer says or deletes: only of entries that they logged, or that nobody did.</summary>
internal sealed class OwnOnly(Said said, string by) : Change(said.Person)
{
    public override IEnumerable<Address> Needs => said.Needs;

    public override Outcome Apply(Batch batch)
    {
        if (batch.Of(said.Address).Body is { } body && LoggedBy(body) != by) return new Outcome.NotYours();
        return said.Apply(batch);
    }

    /// <summary>The name beside an entry.</summary>
    public static string LoggedBy(string body)
    {
        using var entry = JsonDocument.Parse(body);
        return entry.RootElement.GetProperty("logged").TryGetProperty("by", out var by) ? by.GetString() ?? "" : "";
    }
}

/// <summary>One field of an entry taken back, with all that it was before: who forgets a thing does not want its history.</summary>
internal sealed class Forgotten(DiarySection section, long person, string by, string key, string field, DateTimeOffset now) : Said(section, person, key)
{
    private readonly DiarySection section = section;

    public override Outcome Apply(Batch batch)
    {
        if (batch.Of(Address).Body is null) return new Outcome.Kept();
        var outcome = section.Read(Person, by, Address.Key, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?> { [field] = null }), now).Apply(batch);
        if (outcome is not Outcome.Kept) return outcome;
        var known = batch.Of(Address);
        var others = known.Earlier.Where(value => value.Field != field).ToList();
        return others.Count == known.Earlier.Count ? outcome : batch.Keep(Address, known with { Earlier = others }) ?? outcome;
    }
}

/// <summary>Many entries at once, worked out from a diary as it was at one change number: all of it, or nothing.</summary>
internal sealed class Import(long person, long changes, IReadOnlyList<(Address Address, Known Before, Known After)> entries) : Change(person)
{
    public override bool Alone => true;

    public override Outcome Apply(Batch batch)
    {
        if (batch.ChangesOf(Person) != changes) return new Outcome.Stale();
        foreach (var (address, before, after) in entries)
        {
            batch.Seen(address, before);
            if (batch.Keep(address, after) is { } full) return full;
        }
        return new Outcome.Kept();
    }
}

/// <summary>The end of a whole diary.</summary>
internal sealed class Emptying(long person, string life) : Change(person)
{
    public override bool Alone => true;

    public override Outcome Apply(Batch batch)
    {
        batch.Empty(Person, life);
        return new Outcome.Kept();
    }
}
