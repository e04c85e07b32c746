namespace Uncramp.Web.Storage.Backups;

/// <summary>A database at one moment, on its way into a backup.</summary>
/// <param name="Head">What is told of it.</param>
/// <param name="CopyTo">Writes all of it.</param>
/// <param name="End">Lets go of the moment.</param>
internal sealed record Leaving(BackupHead Head, Func<Stream, Task> CopyTo, Func<ValueTask> End) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => End();
}

/// <summary>The database does not do what was asked, for a reason that can be told.</summary>
internal sealed class StoreRefusedException(Problem problem) : Exception(problem.What)
{
    public Problem Problem => problem;
}
