namespace Uncramp.Screening;

/// <summary>Rows in a file. It stands under its name when it is whole, and not before: what is half written is under another name and goes when writing fails.</summary>
public static class RowFile
{
    /// <summary>How a file of that name is written: ndjson, csv or parquet; null when the name does not tell.</summary>
    public static string? FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch { ".ndjson" => "ndjson", ".csv" => "csv", ".parquet" => "parquet", _ => null };

    /// <summary>The file of problems beside it.</summary>
    public static string ProblemsOf(string file) => $"{file}.problems.ndjson";

    /// <summary>The folder beside it in which a run keeps what it has read, until the rows are there.</summary>
    public static string WorkOf(string file) => $"{file}.work";

    /// <summary>Writes rows and problems.</summary>
    /// <exception cref="IOException">There is no space, or no permission; the file is as it was.</exception>
    public static void Write(string file, IEnumerable<ScreenRow> rows, ScreenSummary summary, IReadOnlyList<ExportProblem> problems)
    {
        var format = FormatOf(file);
        var csv = format == "csv";
        Whole(file, output =>
        {
            if (format == "parquet")
            {
                RowTable.Write(output, rows.Select(row =>
                {
                    summary.Add(row);
                    return row;
                }));
                return;
            }
            if (csv) output.Write(System.Text.Encoding.UTF8.GetBytes(RowWriter.CsvHead));
            foreach (var row in rows)
            {
                summary.Add(row);
                if (csv) RowWriter.WriteCsv(output, row);
                else RowWriter.WriteJson(output, row);
            }
        });
        WriteProblems(file, problems);
        if (Directory.Exists(WorkOf(file))) Directory.Delete(WorkOf(file), recursive: true);
    }

    /// <summary>Writes what could not be read beside a file, or takes away what an earlier run wrote.</summary>
    public static void WriteProblems(string file, IReadOnlyList<ExportProblem> problems)
    {
        if (problems.Count == 0) File.Delete(ProblemsOf(file));
        else
            Whole(ProblemsOf(file), output =>
            {
                foreach (var problem in problems) RowWriter.WriteJson(output, problem);
            });
    }

    /// <summary>Writes a file under another name and gives it its own when it is on the disk.</summary>
    /// <exception cref="IOException">There is no space, or no permission; the file is as it was.</exception>
    public static void Whole(string file, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        var half = Path.Combine(folder, $".{Path.GetFileName(file)}.{Environment.ProcessId}.half");
        try
        {
            using (var output = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                write(output);
                output.Flush(flushToDisk: true);
            }
            File.Move(half, file, overwrite: true);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }
}
