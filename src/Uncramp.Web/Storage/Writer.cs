using System.Data.Common;
using System.Threading.Channels;

namespace Uncramp.Web.Storage;

/// <summary>
/// The one who writes diaries. While a commit is on its way to the disk, changes gather; then all of them go into the next one.
/// So a disk that needs a millisecond a commit still keeps tens of thousands of changes a second, and each is answered only when it is safe.
/// </summary>
internal sealed class Writer(Database database, ILogger<Writer> log) : BackgroundService
{
    private const int MostInBatch = 500;
    private const int MostWaiting = 5_000;
    private const int Tries = 4;

    private readonly Channel<Change> waiting = Channel.CreateBounded<Change>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private Session? session;

    /// <summary>Writes a change; the outcome comes when it is durable.</summary>
    public async Task<Outcome> Write(Change change, CancellationToken stop)
    {
        await waiting.Writer.WriteAsync(change, stop);
        // Not with the token of the request: what is on its way is finished, whether the phone still listens or not.
        return await change.Done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = new List<Change>();
        try
        {
            while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
            {
                Change? alone = null;
                while (changes.Count < MostInBatch && waiting.Reader.TryRead(out var change))
                {
                    if (change.Alone)
                    {
                        alone = change;
                        break;
                    }
                    changes.Add(change);
                }
                if (changes.Count > 0) await Keep(changes);
                if (alone is not null) await Keep([alone]);
                changes.Clear();
            }
        }
        finally
        {
            if (session is not null) await session.DisposeAsync();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was accepted is written before the end.
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } task) await task.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    private async Task Keep(List<Change> changes)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commit(changes);
                foreach (var change in changes) change.Tell(change.Decided!);
                return;
            }
            catch (Exception error) when (error is DbException or IOException or InvalidDataException or TimeoutException)
            {
                await Reset();
                if (attempt < Tries && database.IsPassing(error)) continue;
                // One bad row must not take the others with it.
                if (error is InvalidDataException && changes.Count > 1)
                {
                    foreach (var change in changes) await Keep([change]);
                    return;
                }
                var problem = database.Explain(error);
                log.NotKept(problem.What);
                foreach (var change in changes) change.Tell(new Outcome.Failed(problem));
                return;
            }
            catch (Exception error)
            {
                await Reset();
                log.Broken(error.GetType().Name);
                foreach (var change in changes) change.Tell(new Outcome.Failed(new Problem("UNC219", "database", "Something went wrong here", "try again")));
                return;
            }
        }
    }

    private async Task Commit(List<Change> changes)
    {
        session ??= new Session(await database.Connect(), database);
        await session.Begin();
        var batch = new Batch(session, database.LockRows);
        await batch.Read(changes);
        foreach (var change in changes) change.Decided = batch.Knows(change.Person) ? change.Apply(batch) : new Outcome.Gone();
        if (changes is [{ Alone: true, Decided: not Outcome.Kept }])
        {
            await session.Rollback();
            return;
        }
        await batch.Write();
        await session.Commit();
    }

    private async Task Reset()
    {
        var broken = session;
        session = null;
        try
        {
            if (broken is not null) await broken.DisposeAsync();
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException)
        {
            // It is gone either way.
        }
    }
}

/// <summary>What the store tells its keeper. Never what anybody wrote.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1, LogLevel.Error, "Nothing was kept: {What}")]
    public static partial void NotKept(this ILogger log, string what);

    [LoggerMessage(2, LogLevel.Error, "Nothing was kept: {Kind}")]
    public static partial void Broken(this ILogger log, string kind);
}
