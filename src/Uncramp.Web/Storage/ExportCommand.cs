using System.Data.Common;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary><c>./uncramp export</c>: everything of this machine's diary on standard output, as <c>GET /api/export</c> gives it. The app may run meanwhile.</summary>
internal static class ExportCommand
{
    public static async Task<int> Run(string[] args)
    {
        var (options, usage) = ServeOptions.Parse(args[1..], null);
        if (options is null) return Refuse(usage!);
        var (database, wrong) = Database.Of(options.Data, options.Database);
        if (database is null) return Refuse(wrong!);
        await using var open = database;
        // Asking a file that is not there would make it.
        if (database is SqliteDatabase { File: var file } && !System.IO.File.Exists(file)) return Refuse(Nothing(file));
        try
        {
            if (await database.LocalPerson() is not { } person) return Refuse(Nothing(options.Database is null ? options.Data : "--database"));
            var (diary, _) = await new Diaries(database).Whole(person);
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(DiaryJson.Write(diary));
            return 0;
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            return Refuse(database.Explain(error));
        }
    }

    private static Problem Nothing(string place) => new("UNC234", place, "There is no diary here", "name its folder with --data");

    private static int Refuse(Problem problem)
    {
        Console.Error.WriteLine(problem);
        return 2;
    }
}
