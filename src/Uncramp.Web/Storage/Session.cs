using System.Data.Common;

namespace Uncramp.Web.Storage;

/// <summary>
/// Runs one statement for each of many rows. Where the database is in our own process each row is a prepared call;
/// where it is across a wire all rows go in one round trip.
/// </summary>
internal sealed class Session(DbConnection connection, Database database) : IAsyncDisposable
{
    // What one round trip carries: more would only fill buffers.
    private const int MostInOneGo = 1000;

    private readonly Dictionary<string, DbCommand> prepared = [];

    private DbTransaction? transaction;

    public async Task Begin() => transaction = await database.Begin(connection);

    public async Task Commit()
    {
        await transaction!.CommitAsync();
        await transaction.DisposeAsync();
        transaction = null;
    }

    public async Task Rollback()
    {
        await transaction!.RollbackAsync();
        await transaction.DisposeAsync();
        transaction = null;
    }

    /// <param name="sql">The statement, with $1, $2 … for values.</param>
    /// <param name="rows">How often.</param>
    /// <param name="values">The values of a row.</param>
    /// <param name="read">Called for every row of an answer with the number of the row that asked.</param>
    public Task Each(string sql, int rows, Func<int, object[]> values, Action<int, DbDataReader>? read = null)
    {
        if (rows == 0) return Task.CompletedTask;
        if (connection.CanCreateBatch) return InOneGo(sql, rows, values, read);
        OneByOne(sql, rows, values, read);
        return Task.CompletedTask;
    }

    private void OneByOne(string sql, int rows, Func<int, object[]> values, Action<int, DbDataReader>? read)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            prepared[sql] = command;
        }
        command.Transaction = transaction;
        for (var row = 0; row < rows; row++)
        {
            var given = values(row);
            for (var i = 0; i < given.Length; i++)
            {
                if (command.Parameters.Count == i)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"${i + 1}";
                    command.Parameters.Add(parameter);
                }
                command.Parameters[i].Value = given[i];
            }
            if (read is null)
            {
                command.ExecuteNonQuery();
                continue;
            }
            using var answer = command.ExecuteReader();
            while (answer.Read()) read(row, answer);
        }
    }

    private async Task InOneGo(string sql, int rows, Func<int, object[]> values, Action<int, DbDataReader>? read)
    {
        for (var from = 0; from < rows; from += MostInOneGo)
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            for (var row = from; row < Math.Min(rows, from + MostInOneGo); row++)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                foreach (var value in values(row))
                {
                    var parameter = command.CreateParameter();
                    parameter.Value = value;
                    command.Parameters.Add(parameter);
                }
                batch.BatchCommands.Add(command);
            }
            if (read is null)
            {
                await batch.ExecuteNonQueryAsync();
                continue;
            }
            await using var answer = await batch.ExecuteReaderAsync();
            var asked = from;
            do
            {
                while (await answer.ReadAsync()) read(asked, answer);
                asked++;
            }
            while (await answer.NextResultAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        foreach (var command in prepared.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
